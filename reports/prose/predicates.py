"""What one number of a sentence says: a value, a growth, a share of the plan, an amount of change, or nothing.

Read from the verb before the number and from what follows it: "tăng 5% so với cùng kỳ" is a growth, "bằng 95% cùng
kỳ" a growth of −5, "đạt 45% kế hoạch" a share of the plan, "tăng thêm 4,43 tỷ USD" an amount of change, "chiếm 20%"
and "đóng góp 8,8 điểm %" are shares of something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from reports.prose.items import Item, after_plan
from reports.prose.lexicon import Role
from reports.prose.nouns import GROWTH_NOUNS, INDEX_NOUNS, RATIO_NOUNS
from reports.prose.number_phrases import NumberPhrase
from reports.prose.periods_in_text import PeriodMention

Slot = Literal["value", "growth", "plan", "change", "none"]


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
    of_plan: tuple[int, int] | None = None
    aspect: Item | None = None
    period: PeriodMention | None = None
    object: tuple[int, int] | None = None
    of_something: bool = False
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


@dataclass(frozen=True, slots=True)
class Context:
    """What the reading of a number takes from before it."""

    follows_change: int = 0  # direction of the amount of change just before
    equal_means: Slot | None = None  # what "bằng 98%" meant before
    follows_growth: int = 0  # direction of the growth just before, in the same breath
    list_direction: int = 0  # direction that the head of the list announced
    has_value: bool = False  # the claim being built has its value
    plan_seen: bool = False
    subject: str = ""  # lower case
    region_is_empty: bool = False
    in_brackets: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """The slot that a number fills, its value there, and the rule that says so."""

    slot: Slot
    value: Decimal
    rule: str
    is_firm: bool = True  # False: only with support from the subject or from what follows


def find_predicate(items: Sequence[Item], at: int, floor: int) -> Predicate:
    """The verb and the following of the number at index `at`; looks back no further than `floor`."""
    number = items[at].number
    assert number is not None
    predicate = Predicate(at, at, at + 1, number)
    _look_back(items, predicate, floor)
    _look_ahead(items, predicate)
    return predicate


def read(predicate: Predicate, context: Context) -> Reading:
    """The slot of the predicate's number."""
    number = predicate.number
    if predicate.compares or predicate.other_year:
        return Reading("none", number.value, "another period's figure")
    if number.kind in ("span", "duration", "points"):
        return Reading("none", number.value, number.kind)
    if predicate.roles & {Role.PART, Role.SHARE} and number.kind != "times":
        return Reading("none", number.value, "contribution or share of a whole")
    if number.kind == "percent":
        return _percent(predicate, context)
    if number.kind == "times":
        return _times(predicate, context)
    return _amount(predicate, context)


def _percent(p: Predicate, context: Context) -> Reading:
    value = p.number.value
    if p.of_plan is not None or (p.base is not None and p.base.base == "plan"):
        if p.roles & {Role.UP, Role.DOWN} and Role.LEVEL not in p.roles:
            return Reading("growth", p.direction * value, "change against the plan")
        return Reading("plan", value + 100 if Role.OVER in p.roles and value < 60 else value, "share of the plan")
    if p.number.sign:
        return Reading("growth", -value if p.number.sign == "-" else value, "printed sign")
    if Role.FROM in p.roles and not p.roles & {Role.LEVEL, Role.EQUAL}:
        return Reading("none", value, "starting point")
    names_change = (Role.UP, "noun") in p.tags or (Role.DOWN, "noun") in p.tags
    if p.direction and (Role.EQUAL not in p.roles or names_change):
        if _is_ratio(context.subject) and _leads_to(p):
            return Reading("value", value, "ratio reached")
        return Reading("growth", p.direction * value, "verb of change")
    if Role.EQUAL in p.roles and p.base is not None:
        return Reading("growth", value - 100, "share of the earlier period")
    if Role.LEVEL in p.roles or p.roles & {Role.EQUAL, Role.STATUS}:
        return _percent_reached(p, context)
    if Role.COPULA in p.roles or Role.WITH in p.roles:
        if _is_growth_noun(context.subject):
            return Reading("growth", _noun_direction(context.subject) * value, "subject is a rate of growth")
        return (
            Reading("value", value, "ratio stated") if _is_ratio(context.subject) else Reading("none", value, "unread")
        )
    return _percent_alone(p, context)


def _percent_reached(p: Predicate, context: Context) -> Reading:
    value = p.number.value
    if p.of_something and p.base is None:
        return Reading("none", value, "share of something else")
    if _is_growth_noun(context.subject):
        return Reading("growth", _noun_direction(context.subject) * value, "subject is a rate of growth")
    if p.base is not None and p.base.base != "plan":
        return Reading("growth", value - 100 if value >= 60 else value, "share of the earlier period")
    if _is_ratio(context.subject) and not context.has_value:
        return Reading("value", value, "ratio reached")
    if Role.EQUAL in p.roles and context.equal_means == "growth":
        return Reading("growth", value - 100, "share of the earlier period, as before")
    if context.has_value or context.plan_seen or "giải ngân" in context.subject:
        return Reading("plan", value, "share of the plan, understood")
    if Role.LEVEL in p.roles:
        return Reading("value", value, "ratio reached")
    return Reading("none", value, "unread")


def _percent_alone(p: Predicate, context: Context) -> Reading:
    value = p.number.value
    if context.follows_change and context.region_is_empty and context.in_brackets:
        return Reading("growth", context.follows_change * value, "rate of the change before")
    continues = p.aspect is not None or p.base is not None or p.is_respective
    if context.follows_growth and context.region_is_empty and (continues or not context.in_brackets):
        return Reading("growth", context.follows_growth * value, "verb carried on")
    if context.list_direction:
        return Reading("growth", context.list_direction * value, "direction of the list's head")
    if _is_growth_noun(context.subject):
        return Reading("growth", _noun_direction(context.subject) * value, "subject is a rate of growth")
    if _is_ratio(context.subject) and not context.region_is_empty:
        return Reading("value", value, "ratio beside its noun")
    return Reading("none", value, "unread")


def _times(p: Predicate, context: Context) -> Reading:
    factor = p.number.value
    if factor <= 0:
        return Reading("none", factor, "unread")
    if Role.DOWN in p.roles:
        change = (1 - factor) * 100 if factor < 1 else 100 - 100 / factor
        return Reading("growth", -_short(change), "times smaller")
    spoken = p.number.digits.startswith(("gấp", "tăng gấp"))
    if factor > 1 and (
        spoken or p.roles & {Role.UP, Role.TIMES, Role.EQUAL} or (p.base is not None and p.base.base == "same")
    ):
        return Reading("growth", _short((factor - 1) * 100), "times as large")
    return Reading("none", factor, "unread")


def _amount(p: Predicate, context: Context) -> Reading:
    value = -p.number.value if p.number.sign == "-" and p.is_bare else p.number.value
    if Role.FROM in p.roles and not _leads_to(p):
        return Reading("none", value, "starting point")
    if p.direction and not _leads_to(p) and Role.LEVEL not in p.roles and p.roles & {Role.UP, Role.DOWN}:
        return Reading("change", p.direction * value, "amount of change")
    if p.number.kind == "bare":
        if context.subject.startswith(("số ", "tổng số ")) and p.roles & {Role.COPULA, Role.LEVEL, Role.STATUS}:
            return Reading("value", value, "count without unit", is_firm=False)
        is_index = any(word in context.subject for word in INDEX_NOUNS)
        if Role.LEVEL in p.roles and (p.object is not None or is_index or len(p.number.digits) > 2):
            return Reading("value", value, "level without unit", is_firm=False)
        return Reading("none", value, "number without unit")
    if p.is_level or (Role.ADVERB, "to") in p.tags:
        return Reading("value", value, "verb of level")
    return Reading("value", value, "beside its noun", is_firm=False)


def _is_growth_noun(subject: str) -> bool:
    return subject.startswith(GROWTH_NOUNS) or " tốc độ tăng" in subject


def _noun_direction(subject: str) -> int:
    return -1 if "giảm" in subject else 1


def _is_ratio(subject: str) -> bool:
    return any(noun in subject for noun in RATIO_NOUNS)


def _leads_to(p: Predicate) -> bool:
    """Whether the verb leads to a level: tăng lên, giảm còn, từ … lên."""
    return (Role.ADVERB, "to") in p.tags or any(key.endswith(("lên", "xuống", "còn")) for key in p.keys)


def _short(change: Decimal) -> Decimal:
    """Without the zeros and the endless digits that arithmetic adds."""
    rounded = round(change, 2).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded


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
        if role not in _BACKWARDS:
            break
        if role is Role.BASE:
            if item.tag != "stated" and p.roles & _VERBS:
                p.other_year = True
            elif p.base is None:
                p.base = item
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


_APPROXIMATE = frozenset({"tăng hơn", "tăng tới", "tăng đến", "giảm hơn", "giảm tới", "giảm đến"})


def _look_ahead(items: Sequence[Item], p: Predicate) -> None:
    """Finds comparison, plan, aspect, period and object after the number; `right` is moved past what it used."""
    index = p.at + 1
    object_end = None
    is_amount = p.number.kind in ("amount", "bare")
    following = items[index] if index < len(items) else None
    p.of_something = following is not None and following.role is Role.WORD
    if is_amount and following is not None and following.role is Role.FROM and {"thu về", "mang về"} & set(p.keys):
        index += 1
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
            if p.base is None and Role.EQUAL in p.roles and not is_amount:
                p.base = Item(Role.BASE, item.key, item.start, item.end, "stated", period=item.period, base="period")
            elif (
                p.period is None
                and item.period is not None
                and item.period.is_period
                and words <= (0 if is_amount else 3)
            ):
                p.period = item.period
            p.right = index + 1
        elif item.role in _ENDS:
            break
        elif item.key not in ("trong", "của", "năm", "vào", "ở", "so"):
            words += 1
            if item.role is Role.WORD or (
                object_end is not None and item.role in (Role.FILLER, Role.SETTING, Role.COPULA)
            ):
                object_end = index if item.role is Role.WORD else object_end
            elif object_end is None and item.role not in (Role.FILLER, Role.PLACE):
                break
        index += 1
    opens_next = index < len(items) and items[index].role in (Role.LEVEL, Role.STATUS)
    if is_amount and object_end is not None and not opens_next:
        p.object = (object_start, object_end + 1)
        p.right = max(p.right, object_end + 1)


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
