"""The subject of a figure: the noun phrase before its verb, without turns, periods, places and clauses around it.

The region between one figure and the next verb may hold a whole opening ("Theo Sở Công Thương, trong 6 tháng đầu
năm, giá trị …"), the head of a list ("một số sản phẩm tăng cao như: …"), or a noun phrase with commas of its own
("khu vực nông, lâm nghiệp và thủy sản"). Read here; whose subject carries over is decided in `joining`.
"""

from __future__ import annotations

from collections.abc import Sequence

from reports.prose.appositions import is_apposition, without_apposition
from reports.prose.items import Item
from reports.prose.lexicon import Role
from reports.prose.noun_phrases import before_verb, begins_like_indicator, cleaned, note_earlier
from reports.prose.nouns import ACTIONS, BALANCES, KINDS, TOPIC_ASPECTS
from reports.prose.openings import (
    after_first_separator,
    after_last_semicolon,
    after_list_head,
    after_turn,
    after_with,
    is_separator,
    without_asides,
)
from reports.prose.regions import Noun, Region


def read_region(region: Sequence[Item], *, opens_sentence: bool) -> Region:
    """Reads the items between a figure and the verb of the next."""
    result = Region()
    items = list(region[-_REACH:])
    result.is_empty = all(item.role in (Role.MARK, Role.AND) for item in items)
    result.sets_scene = bool(items) and items[-1].role is Role.SETTING and items[-1].key.startswith("trong")
    result.concedes = bool(items) and items[-1].key in ("mặc dù", "dù", "tuy")
    result.opens_list = bool(items) and items[-1].role is Role.LIST
    result.opens_item = bool(items) and items[0].key == ";"
    result.adds_item = bool(items) and items[0].role is Role.AND
    if not opens_sentence:
        items = after_first_separator(items)
    items = without_asides(items)
    items = after_list_head(items, result)
    items = after_last_semicolon(items, result)
    items = after_turn(items, result)
    items = after_with(items, result)
    _choose(items, result, opens_sentence)
    result.base = result.base or result.distant_base
    return result


_REACH = 160  # items: no subject stands further from its verb, and no text takes more than linear time


def _choose(items: list[Item], result: Region, opens_sentence: bool) -> None:
    if items and items[-1].key == ";":
        note_earlier(_segments(items), result)
        return
    segments = _segments(items)
    result.detached = bool(items) and is_separator(items[-1])
    noun: list[Item] = []
    follows_level = False
    for position in range(len(segments) - 1, -1, -1):
        raw = segments[position]
        is_last = position == len(segments) - 1
        had = len(result.periods)
        words = cleaned(raw, result)
        if is_last and len(result.periods) > had:
            result.own_period = result.periods[-1]
        if not words:
            if noun:
                note_earlier(segments[:position], result)
                break
            continue
        if not noun:
            _note_flags(words, raw, result)
        if words[0].role is Role.THIS:
            result.refers_back = True
            result.noun = Noun((words[0],))
            note_earlier(segments[:position], result)
            break
        if _is_setting(words):
            if noun:
                note_earlier(segments[: position + 1], result)
                break
            if not result.detached and is_last and words[0].key not in ("nếu", "kể cả"):
                words = _from_head_noun(words)
                if words:
                    noun = words
                    note_earlier(segments[:position], result)
                    break
            continue
        verbless = before_verb(words)
        own_clause = len(verbless) < len(words) or any(i.role is Role.CLAUSE for i in words)
        if noun:
            reached = own_clause and follows_level
            joined = _joined(words, verbless, noun, items, raw, result, own_clause=own_clause, reached=reached)
            if joined is None:
                note_earlier(segments[: position + 1], result)
                break
            noun = joined
            if begins_like_indicator(words) and not is_apposition(words):
                note_earlier(segments[:position], result)
                break
            continue
        if any(i.role is Role.CLAUSE for i in words) and not is_last:
            continue
        result.has_clause_of_its_own = own_clause and bool(verbless)
        if own_clause and words[-1].role in (Role.UP, Role.DOWN):
            result.clause_direction = 1 if words[-1].role is Role.UP else -1
        noun = verbless
        follows_level = any(item.role is Role.LEVEL for item in raw[:2])
        reached_noun = _after_level(words)
        if reached_noun:
            result.topic, noun = Noun(tuple(verbless)) if verbless else None, reached_noun
        if words[0].key in _OFFICES:
            noun = _from_head_noun(verbless) or noun
        if own_clause:
            if position and verbless and not reached_noun and not begins_like_indicator(verbless):
                noun = _with_group_before(segments[:position], verbless, items, result)
            note_earlier(segments[:position], result)
            break
    if noun and not result.refers_back:
        result.noun = Noun(tuple(without_apposition(noun)))


def _joined(
    words: list[Item],
    verbless: list[Item],
    noun: list[Item],
    items: list[Item],
    raw: list[Item],
    result: Region,
    *,
    own_clause: bool,
    reached: bool,
) -> list[Item] | None:
    """The noun with the segment before it where both are one phrase; else None, that segment noted as its topic."""
    if is_apposition(noun) and not own_clause:
        return words
    key = " ".join(item.key for item in noun)
    if key in TOPIC_ASPECTS and (reached or raw[0].key in ("về", "ở")):
        topic = verbless[2:] if verbless[:1] and verbless[0].key == "ở" and len(verbless) > 2 else verbless
        result.topic = Noun(tuple(without_apposition(topic))) if topic else None
        return None
    if own_clause or len(noun) > _LONG:
        return None
    if _comma_between(items, words, noun).key != ",":
        return None
    if is_apposition(words):
        return None
    if begins_like_indicator(noun) and not _goes_on(words, noun, raw):
        return None
    return [*words, _comma_between(items, words, noun), *noun]


def _goes_on(words: list[Item], noun: list[Item], raw: list[Item]) -> bool:
    """ "thuế nhập khẩu, thuế sản phẩm", "kim ngạch xuất, nhập khẩu", "sản xuất, chế biến thực phẩm": one name."""
    if words[0] is not raw[0]:
        return False
    repeats_head = words[0].key == noun[0].key and len(words) > 1
    return repeats_head or words[-1].key == "xuất" or " ".join(item.key for item in words) in ACTIONS


def _after_level(words: list[Item]) -> list[Item]:
    """ "các doanh nghiệp đạt tổng doanh thu 55 tỷ USD": the name of the value stands behind the verb."""
    for index in range(len(words) - 2, 0, -1):
        if words[index].role is Role.LEVEL:
            rest = words[index + 1 :]
            is_name = rest[0].role in (Role.WORD, Role.FILLER) and rest[0].key not in BALANCES
            return rest if is_name and begins_like_indicator(rest) else []
    return []


_OFFICES = frozenset({"tổng cục", "cục", "sở", "bộ", "hiệp", "ubnd"})  # "… của Tổng cục Hải quan tổng kim ngạch đạt"
_LONG = 14  # items: a phrase that goes on longer holds more than one name


def _with_group_before(segments: list[list[Item]], noun: list[Item], items: list[Item], result: Region) -> list[Item]:
    """ "nhóm nhiên liệu, khoáng sản có kim ngạch giảm": the name goes back to the group's noun before the commas."""
    joined = noun
    for raw in reversed(segments[-_LISTED:]):
        words = cleaned(raw, result)
        has_verb = len(before_verb(words)) < len(words) or any(i.role is Role.CLAUSE for i in words)
        if not words or has_verb or _is_setting(words):
            return noun
        joined = [*words, _comma_between(items, words, joined), *joined]
        if begins_like_indicator(words):
            return joined if words[0] is raw[0] or any(i.key in _GROUPS for i in words) else noun
    return noun


_LISTED = 4  # segments: "nông, lâm, diêm nghiệp, thủy sản"
_GROUPS = frozenset({"nhóm", "ngành", "hàng", "vực"})  # khu vực, lĩnh vực, mặt hàng, nhóm hàng


def _comma_between(items: list[Item], before: list[Item], after: list[Item]) -> Item:
    return next(i for i in items if i.start >= before[-1].end and i.start < after[0].start and is_separator(i))


def _segments(items: list[Item]) -> list[list[Item]]:
    segments: list[list[Item]] = [[]]
    for item in items:
        if is_separator(item):
            segments.append([])
        else:
            segments[-1].append(item)
    return [segment for segment in segments if segment]


def _is_setting(words: list[Item]) -> bool:
    return words[0].role in (Role.SETTING, Role.FROM)


def _from_head_noun(words: list[Item]) -> list[Item]:
    """The noun phrase in an opening without its comma: "Theo báo cáo của Sở kim ngạch xuất khẩu …"."""
    gives_cause = words[0].key in ("do", "nhờ", "vì", "bởi")
    for index in range(1 if gives_cause else 2, len(words)):
        if begins_like_indicator(words[index:]):
            return words[index:]
    return []


def _note_flags(words: list[Item], raw: Sequence[Item], result: Region) -> None:
    keys = [item.key for item in words]
    result.is_target = result.is_target or any(i.role is Role.TARGET for i in raw)
    is_rule = raw[0].key in ("hỗ trợ", "trao", "tặng") or (raw[0].key == "mỗi" and not _is_measure(raw[1:2]))
    result.is_target = result.is_target or is_rule
    result.is_plan = words[0].role is Role.PLAN
    result.compares = any(i.tag == "than" or i.role is Role.OVER for i in words)
    text = " ".join([*keys, *(i.number.unit for i in words if i.number is not None)])
    counted = any(i.role is Role.NUMBER for i in words) or any(k in keys[:3] for k in ("các", "những", "nhiều"))
    result.counts_kinds = counted and any(kind in text for kind in KINDS)


def _is_measure(words: Sequence[Item]) -> bool:
    """ "mỗi tấn gạo đạt 500 USD" is a price; "mỗi hộ được 5 triệu đồng" a rule."""
    return any(item.key in ("tấn", "tạ", "kg", "lít", "ha", "thùng", "m3") for item in words)
