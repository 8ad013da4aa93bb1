"""Noun phrases of a sentence: what belongs to the indicator's name, and what the words around it tell.

A segment between two commas is stripped of turns, adverbs, places and periods on both sides; what these say (period,
comparison, status) goes to the `Region`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reports.prose.items import Item
from reports.prose.lexicon import Role
from reports.prose.nouns import HEADS, NO_HEADS, RELATIVE_ASPECTS, starts_with_any
from reports.prose.period_phrases import PeriodMention
from reports.prose.regions import Noun, Region


def cleaned(segment: Sequence[Item], result: Region) -> list[Item]:
    """The segment without what surrounds its noun phrase; periods and the like go to the result."""
    items = [item for item in segment if not (item.role is Role.MARK and item.key not in "-–/&.%+")]
    first, last = 0, len(items)
    while first < last and _strips_left(items, first):
        note([items[first]], result)
        first += 1
    while last > first and (
        (items[last - 1].role in _RIGHT and not _belongs(items, last - 1))
        or items[last - 1].role is Role.MARK
        or items[last - 1].key in ("của", "về", "cho", "vào")
    ):
        if not _is_of_another_change(items, last - 1):
            note([items[last - 1]], result)
        last -= 1
    if first < last and items[first].role is Role.ASPECT and first + 1 < last:
        items[first] = _aspect_named(items[first])
    kept = items[first:last]
    for index, item in enumerate(kept):
        if item.role in (Role.PERIOD, Role.BASE, Role.STATUS) and not _is_of_another_change(kept, index):
            note([item], result)
    return kept


def _aspect_named(aspect: Item) -> Item:
    """ "Về giá xuất khẩu bình quân …": the aspect opens a name there."""
    return replace(aspect, role=Role.WORD, key=aspect.key.removeprefix("về "), start=aspect.start + len("về "))


def _is_of_another_change(items: list[Item], index: int) -> bool:
    """ "đà giảm của tháng 6", "thấp nhất kể từ tháng 2/2016", "kế hoạch cả năm": no time of the figure."""
    if items[index].role is not Role.PERIOD or not index:
        return False
    before = items[index - 1]
    if before.key in ("kể từ", "từ") or before.role is Role.PLAN:
        return True
    if before.key == "ở":
        return index > 1 and items[index - 2].role in (Role.UP, Role.DOWN)
    return before.key in ("của", "trong") and index > 1 and items[index - 2].tag == "noun"


def _belongs(items: list[Item], index: int) -> bool:
    """Whether a word of the right edge is a part of the name: "giá bình quân", "thu trên địa bàn tỉnh"."""
    if items[index].tag in ("mean", "bare"):
        return True
    if items[index].role is not Role.PLACE or not index:
        return False
    alone = index == 1 or items[index - 2].role is not Role.WORD
    return items[index - 1].key == "tổng sản phẩm" or (alone and items[index - 1].key in ("thu", "chi"))


def before_verb(words: list[Item]) -> list[Item]:
    """What stands before the first verb inside; "tăng trưởng kinh tế" stays whole."""
    for index, item in enumerate(words):
        names_change = item.tag == "noun" and not item.key.startswith(("duy trì", "giữ", "tiếp tục"))
        if item.role not in _VERBS or index == 0 or names_change:
            continue
        if (
            item.role is Role.COPULA
            and item.key == "có"
            and index + 1 < len(words)
            and words[index + 1].role is Role.WORD
            and not _is_relative(words, index)
        ):
            continue
        return trimmed(words[:index])
    return words


def _is_relative(words: list[Item], index: int) -> bool:
    """Whether "có" opens what the verb speaks of: "nhóm nhiên liệu có kim ngạch xuất khẩu giảm mạnh"."""
    if not starts_with_any(" ".join(item.key for item in words[index + 1 : index + 4]), RELATIVE_ASPECTS):
        return False
    return any(item.role in (Role.UP, Role.DOWN) for item in words[index + 1 :])


def begins_like_indicator(words: Sequence[Item]) -> bool:
    """Whether the words begin as an indicator's name does; "Chi Ma" and "Thu Bồn" are places, no chi and no thu."""
    if len(words) > 1 and words[0].is_name and words[1].is_name and " " not in words[0].key:
        return False
    key = " ".join(item.key for item in words[:4])
    return starts_with_any(key, HEADS) and not starts_with_any(key, NO_HEADS)


def starts_with_head(noun: Noun) -> bool:
    """Whether the phrase begins as indicators do: kim ngạch, giá trị, sản lượng, doanh thu …"""
    return begins_like_indicator(noun.items)


def note(items: Sequence[Item], result: Region) -> None:
    """Takes period, status, comparison and turn from items that are no part of the noun."""
    nearest: Item | None = None
    for index, item in enumerate(items):
        if item.role is Role.PERIOD and item.period is not None:
            since = (
                index > 0
                and items[index - 1].role in (Role.FROM, Role.SETTING)
                and items[index - 1].key in ("từ", "kể từ")
            )
            if item.period.is_period and not since:
                result.periods.append(item.period)
        elif item.role is Role.STATUS:
            result.status = result.status or item.tag
        elif item.role is Role.BASE:
            if item.tag == "stated":
                nearest = item
                result.bases.append(item)
            elif index == 0 or items[index - 1].role is not Role.EQUAL:
                result.is_other_year = True
        elif item.role is Role.TURN:
            result.turns.append(item.key)
            result.within = result.within or item.tag == "within"
            result.only = result.only or item.tag == "only"
        elif item.role is Role.TARGET:
            result.is_target = True
    result.base = result.base or nearest


def note_distant(items: Sequence[Item], result: Region) -> None:
    """Notes what stands before a turn; period and comparison count only where the subject has none nearer."""
    before, other_year, base = len(result.periods), result.is_other_year, result.base
    note(items, result)
    result.distant_base, result.base = (None if result.base is base else result.base) or result.distant_base, base
    result.distant_periods[:0] = result.periods[before:]
    del result.periods[before:]
    result.is_other_year = other_year


def note_earlier(segments: Sequence[Sequence[Item]], result: Region) -> None:
    """Openings before the subject: "Theo Sở, trong 6 tháng đầu năm, ước tính …"."""
    found: list[PeriodMention] = []
    for segment in segments:
        before = len(result.periods)
        note(list(segment), result)
        found.extend(result.periods[before:])
        del result.periods[before:]
    result.periods[:0] = found[-1:]


_LEFT = frozenset(
    {
        Role.AND,
        Role.TURN,
        Role.ADVERB,
        Role.STATUS,
        Role.PERIOD,
        Role.BASE,
        Role.PLACE,
        Role.WITH,
        Role.COPULA,
        Role.APPROX,
        Role.LIST,
        Role.CAUSE,
        Role.TARGET,
        Role.LEVEL,
        Role.EQUAL,
    }
)


_RIGHT = frozenset(
    {
        Role.AND,
        Role.ADVERB,
        Role.STATUS,
        Role.PERIOD,
        Role.BASE,
        Role.PLACE,
        Role.WITH,
        Role.COPULA,
        Role.APPROX,
        Role.SETTING,
        Role.FROM,
        Role.TURN,
        Role.LIST,
        Role.CAUSE,
        Role.LEVEL,
        Role.TARGET,
    }
)


_LEFT_KEYS = frozenset({"về", "của", "cho", "vào", "các", "cả", "việc", "năm", "thì", "cũng", "lượt", "còn lại"})


def _strips_left(items: list[Item], index: int) -> bool:
    item = items[index]
    if item.key == "lượng" and index + 1 < len(items) and items[index + 1].role is Role.WORD:
        return False
    if item.role in _LEFT or item.role is Role.MARK or item.key in _LEFT_KEYS:
        return True
    opens_period = index + 1 < len(items) and items[index + 1].role is Role.PERIOD
    return opens_period and (item.key in ("trong", "tại", "vào", "từ", "sau", "qua") or item.role is Role.FROM)


_VERBS = frozenset(
    {Role.UP, Role.DOWN, Role.LEVEL, Role.OVER, Role.TIMES, Role.COPULA, Role.SHARE, Role.PART, Role.CLAUSE}
)


def trimmed(words: list[Item]) -> list[Item]:
    """Without what the right edge of a noun phrase never holds: adverbs, periods, turns."""
    while words and words[-1].role in _RIGHT:
        words = words[:-1]
    return words
