"""The predicate of a number: the verb before it, and the comparison, plan, aspect or object after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reports.prose.items import Item, after_plan
from reports.prose.lexicon import Role
from reports.prose.number_phrases import NumberPhrase
from reports.prose.period_phrases import PeriodMention


@dataclass(slots=True)
class Predicate:
    """The verb before a number, as the items [left, at); what follows it, as the items (at, right)."""

    at: int
    left: int
    right: int
    number: NumberPhrase
    roles: set[Role] = field(default_factory=set)
    tags: set[tuple[Role, str]] = field(default_factory=set)
    keys: list[str] = field(default_factory=list)
    status: str | None = None
    approximation: str | None = None
    base: Item | None = None
    leading: Item | None = None  # the comparison, where it stands before the verb
    of_plan: tuple[int, int] | None = None
    aspect: Item | None = None
    period: PeriodMention | None = None
    object: tuple[int, int] | None = None
    of_something: bool = False
    is_whole: bool = False
    compares: bool = False
    other_year: bool = False

    @property
    def direction(self) -> int:
        """+1 where the verb says up, −1 where it says down, 0 where neither."""
        if Role.DOWN in self.roles:
            return -1
        return 1 if self.roles & {Role.UP, Role.OVER, Role.TIMES} else 0

    @property
    def is_level(self) -> bool:
        """Whether the verb states a level: đạt, lên tới, bằng, ước."""
        return bool(self.roles & {Role.LEVEL, Role.EQUAL, Role.STATUS, Role.OVER})

    @property
    def is_respective(self) -> bool:
        """Whether the number is the first of several that go to several subjects or values: lần lượt."""
        return any("lần lượt" in key or "tương ứng" in key for key in self.keys)

    @property
    def is_bare(self) -> bool:
        """Whether no verb stands before the number."""
        return not self.roles & _VERBS


def find_predicate(items: Sequence[Item], at: int, floor: int) -> Predicate:
    """The verb and the following of the number at index `at`; looks back no further than `floor`."""
    number = items[at].number
    assert number is not None
    predicate = Predicate(at, at, at + 1, number)
    _look_back(items, predicate, floor)
    _look_ahead(items, predicate)
    return predicate


_VERBS = frozenset(
    {
        *(Role.LEVEL, Role.COPULA, Role.UP, Role.DOWN, Role.EQUAL, Role.TIMES, Role.OVER),
        *(Role.SHARE, Role.PART, Role.STATUS, Role.WITH, Role.FROM),
    }
)


_BACKWARDS = _VERBS | {Role.APPROX, Role.ADVERB, Role.BASE}


_ENDS = frozenset({Role.MARK, Role.AND, Role.TURN, Role.LIST, Role.CAUSE, Role.NUMBER, Role.WITH}) | (
    _VERBS - {Role.COPULA, Role.FROM}
)


_QUOTES = frozenset("\"'“”‘’«»*")


def _look_back(items: Sequence[Item], p: Predicate, floor: int) -> None:
    index = p.at - 1
    compared = False
    while index >= floor:
        item = items[index]
        role = item.role
        if role is Role.TURN and item.key == "còn" and not p.roles & _VERBS:
            role = Role.LEVEL
        elif role is Role.WORD and item.key == "giữ":
            role = Role.ADVERB
        elif role is Role.MARK and item.key in _QUOTES:
            index -= 1
            continue
        elif role is Role.PLAN and index > floor and items[index - 1].role is Role.OVER:
            p.of_plan = (item.start, item.end)
            index -= 1
            continue
        if role is Role.SHARE and index and items[index - 1].role is Role.NUMBER and p.roles & _VERBS:
            break  # "chiếm 11% tỷ trọng, đạt 5 tỷ USD"
        if role not in _BACKWARDS or _names_growth(items, index, p, floor):
            p.is_whole = item.key in ("trong số", "trong tổng số", "trong tổng") and not p.roles & _VERBS
            break
        if role is Role.BASE:
            if item.tag != "stated" and p.roles & _VERBS:
                p.other_year = True
            elif p.base is None:
                p.base = item
                p.leading = item if item.tag == "stated" else None
        elif item.tag == "than" and (compared or any(key in ("mức", "con số") for key in p.keys)):
            p.compares = True
        compared = compared or item.tag == "noun"
        if role is Role.STATUS:
            p.status = item.tag
        if role is Role.APPROX or (role is Role.UP and item.key in _APPROXIMATE):
            p.approximation = p.approximation or item.key.removeprefix("tăng ").removeprefix("giảm ")
        if role not in (Role.WITH, Role.FROM) or index == p.at - 1 or p.roles:
            p.roles.add(role)
        p.tags.add((role, item.tag))
        p.keys.append(item.key)
        p.left = index
        index -= 1
    while p.left < p.at and items[p.left].tag == "mean" and p.left > floor and items[p.left - 1].role is Role.WORD:
        p.left += 1


def _names_growth(items: Sequence[Item], index: int, p: Predicate, floor: int) -> bool:
    """ "Năm 2017, tăng trưởng đạt 7,1%": a noun at the sentence's head, where elsewhere it is a verb."""
    if floor or items[index].key != "tăng trưởng" or Role.LEVEL not in p.roles:
        return False
    return index == 0 or items[index - 1].role in (Role.MARK, Role.PERIOD, Role.TURN)


_APPROXIMATE = frozenset({"tăng hơn", "tăng tới", "tăng đến", "giảm hơn", "giảm tới", "giảm đến"})


def _look_ahead(items: Sequence[Item], p: Predicate) -> None:
    """Finds comparison, plan, aspect, period and object after the number; `right` is moved past what it used."""
    index = p.at + 1
    object_end = None
    is_amount = p.number.kind in ("amount", "bare")
    following = items[index] if index < len(items) else None
    p.of_something = following is not None and (
        following.role in (Role.WORD, Role.STATUS)
        or (following.key == "tổng" and index + 1 < len(items) and items[index + 1].role is Role.WORD)
    )
    if any(tag == "than" for _, tag in p.tags) and following is not None and following.key == "của":
        p.compares = True
    if is_amount and following is not None and following.role is Role.FROM and {"thu về", "mang về"} & set(p.keys):
        index += 1
    if not is_amount and p.number.kind == "percent":
        p.aspect, index = _bare_aspect(items, index)
        p.right = index
    words = 0
    object_start = index
    while index < len(items) and words < 12:
        item = items[index]
        if item.role is Role.MARK and item.key == "(" and _is_aspect_in_brackets(items, index):
            p.aspect, index = items[index + 1], index + 3
            p.right = index
            continue
        if item.key in ("…", "...") and index + 1 < len(items) and items[index + 1].role is Role.BASE:
            index += 1
            continue
        if item.key in (")", ",") and _trails(items, index):
            index += 1
            continue
        if item.role is Role.BASE:
            if is_amount and _governs_next(items, index):
                break
            if p.base is None or p.base.tag != "stated":
                p.base = item
            p.right = index + 1
        elif item.role is Role.ASPECT:
            p.aspect = item
            p.right = index + 1
        elif item.role is Role.PLAN and not is_amount:
            end = after_plan(items, index + 1)
            p.of_plan = (item.start, items[end - 1].end)
            p.right = end
            break
        elif item.role is Role.PERIOD:
            measured = Role.EQUAL in p.roles or p.number.kind == "times"
            if p.base is None and measured and not is_amount and not words:
                p.base = Item(Role.BASE, item.key, item.start, item.end, "stated", period=item.period, base="period")
            elif (
                p.period is None
                and item.period is not None
                and item.period.is_period
                and words <= (_OBJECT if items[index - 1].key == "trong" else 0 if is_amount else 3)
            ):
                p.period = item.period
            p.right = index + 1
        elif item.role in _ENDS:
            break
        elif item.key not in ("trong", "của", "năm", "vào", "ở", "so"):
            words += 1
            leads_on = item.tag == "reach" and index + 1 < len(items) and items[index + 1].role is Role.WORD
            if leads_on and is_amount:
                index += 1
                continue
            if item.role is Role.WORD or _ends_a_name(items, index):
                object_end = index
            elif object_end is None and item.role not in (Role.FILLER, Role.PLACE):
                break
        index += 1
    opens_next = index < len(items) and items[index].role in (Role.LEVEL, Role.STATUS)
    if is_amount and object_end is not None and not opens_next:
        p.object = (object_start, object_end + 1)
        p.right = max(p.right, object_end + 1)


def _ends_a_name(items: Sequence[Item], index: int) -> bool:
    """ "52.700 xe số, giảm 5%": what elsewhere stands between a verb and its number is a word of the name."""
    return items[index].key == "số" and (index + 1 == len(items) or items[index + 1].role is Role.MARK)


def _bare_aspect(items: Sequence[Item], index: int) -> tuple[Item | None, int]:
    """ "tăng 25% kim ngạch, …" is "tăng 25% về kim ngạch"; with the index after it."""
    for length in (1, 2):
        last = index + length
        words = items[index:last]
        key = " ".join(item.key for item in words)
        ends = last >= len(items) or items[last].role in _AFTER_ASPECT
        if len(words) == length and key in _BARE_ASPECTS and ends:
            return Item(Role.ASPECT, f"về {key}", words[0].start, words[-1].end, _BARE_ASPECTS[key]), last
    return None, index


_OBJECT = 6  # words of an object before its time: "948 tấn thép xây dựng trong tháng 4"
_BARE_ASPECTS = {"kim ngạch": "worth", "trị giá": "worth", "giá trị": "worth", "khối lượng": "volume"}
_AFTER_ASPECT = frozenset({Role.MARK, Role.AND, Role.TURN, Role.BASE})


def _trails(items: Sequence[Item], index: int) -> bool:
    """Whether a comparison stands alone behind the bracket or comma: "tăng 4,08 tỷ USD (13,2%) so với cùng kỳ"."""
    if index + 1 >= len(items) or items[index + 1].role is not Role.BASE or items[index + 1].tag != "stated":
        return False
    return items[index].key == ")" or index + 2 == len(items) or items[index + 2].key[0] in ".;…"


def _governs_next(items: Sequence[Item], index: int) -> bool:
    """Whether the comparison opens the next statement: "… 5 tỷ USD so với cùng kỳ tăng 6%"."""
    return index + 1 < len(items) and items[index + 1].role in (Role.UP, Role.DOWN, Role.EQUAL, Role.TIMES)


def _is_aspect_in_brackets(items: Sequence[Item], index: int) -> bool:
    return index + 2 < len(items) and items[index + 1].role is Role.ASPECT and items[index + 2].key == ")"


def rates_in_turn(items: Sequence[Item], at: int) -> int:
    """How many rates stand in a row from index `at` on: "4%, 9,1% và 3,1%"."""
    count = 0
    for item in items[at:]:
        if item.number is not None and item.number.kind == "percent":
            count += 1
        elif item.role is not Role.AND and item.key not in (",", ";"):
            break
    return count


def is_figure(items: Sequence[Item], at: int) -> bool:
    """Whether the number at `at` can be a figure: no duration, no part of a name ("xe dưới 9 chỗ", "trên 1 ha đất")."""
    number = items[at].number
    if number is None or number.kind == "duration":
        return False
    following = items[at + 1] if at + 1 < len(items) else None
    if number.value == 1 and items[at - 1].key == "trên" and following is not None and following.role is Role.WORD:
        return False
    if number.kind != "bare" or number.sign or number.value >= 1000:
        return True
    before = at - 1
    while before >= 0 and items[before].role is Role.APPROX:
        before -= 1
    return before < 0 or items[before].role not in (Role.WORD, Role.FILLER)
