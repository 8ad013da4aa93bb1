"""The subject of a figure: the noun phrase before its verb, without turns, periods, places and clauses around it.

The region between one figure and the next verb may hold a whole opening ("Theo Sở Công Thương, trong 6 tháng đầu
năm, giá trị …"), the head of a list ("một số sản phẩm tăng cao như: …"), or a noun phrase with commas of its own
("khu vực nông, lâm nghiệp và thủy sản"). Read here; whose subject carries over is decided in `joining`.
"""

from __future__ import annotations

from collections.abc import Sequence

from reports.prose.items import Item
from reports.prose.lexicon import Role
from reports.prose.noun_phrases import (
    Noun,
    Region,
    before_verb,
    begins_like_indicator,
    cleaned,
    note,
    note_distant,
    note_earlier,
)
from reports.prose.nouns import KINDS


def read_region(region: Sequence[Item], *, opens_sentence: bool) -> Region:
    """Reads the items between a figure and the verb of the next."""
    result = Region()
    items = list(region[-_REACH:])
    result.is_empty = all(item.role in (Role.MARK, Role.AND) for item in items)
    result.sets_scene = bool(items) and items[-1].role is Role.SETTING and items[-1].key.startswith("trong")
    result.opens_item = bool(items) and items[0].key == ";"
    result.adds_item = bool(items) and items[0].role is Role.AND
    if not opens_sentence:
        items = _after_first_separator(items)
    items = _without_asides(items)
    items = _after_list_head(items, result)
    items = _after_turn(items, result)
    items = _after_with(items, result)
    _choose(items, result, opens_sentence)
    return result


_REACH = 160  # items: no subject stands further from its verb, and no text takes more than linear time
_SEPARATORS = frozenset(",;:")


def _is_separator(item: Item) -> bool:
    return item.role is Role.MARK and item.key in _SEPARATORS


def _after_first_separator(items: list[Item]) -> list[Item]:
    """Drops what still belongs to the figure before: "(20%) tổng kim ngạch, …"."""
    for index, item in enumerate(items):
        if item.role in (Role.MARK, Role.AND, Role.TURN, Role.WITH, Role.LIST, Role.CAUSE):
            return items[index:]
    return items


def _without_asides(items: list[Item]) -> list[Item]:
    """Without bracketed asides: (GDP), (giá so sánh 2010)."""
    kept: list[Item] = []
    depth = 0
    for item in items:
        if item.key in ("(", "["):
            depth += 1
        elif item.key in (")", "]"):
            depth = max(depth - 1, 0)
        elif depth == 0:
            kept.append(item)
    return kept


def _after_list_head(items: list[Item], result: Region) -> list[Item]:
    """Cuts the head of a list off and keeps what it announces: direction, comparison, period."""
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if item.role is not Role.LIST and item.key != ":" and not _opens_list(items, index):
            continue
        rest = [i for i in items[index + 1 :] if i.role is not Role.MARK]
        if not rest:
            if item.key == ":" and index == len(items) - 1:
                items = items[:index]
            continue
        head = items[:index]
        direction = 0
        for part in head:
            if part.role in (Role.UP, Role.DOWN):
                direction = 1 if part.role is Role.UP else -1
            elif part.role is Role.MARK and part.key == ";":
                direction = 0
        result.list_direction = direction
        result.rules.append("list head")
        note_distant(head, result)
        return items[index + 1 :]
    return items


def _opens_list(items: list[Item], index: int) -> bool:
    """ "nhóm tăng mạnh nhất là …", "hai khoản thu lớn nhất là …": what follows "là" is the subject."""
    if items[index].key not in ("là", "đó là") or index + 1 >= len(items):
        return False
    if items[index + 1].role not in (Role.WORD, Role.PLACE, Role.FILLER):
        return False
    if _is_separator(items[-1]):
        return False
    for item in reversed(items[:index]):
        if _is_separator(item):
            return False
        if (
            item.role in (Role.UP, Role.DOWN)
            or item.key.endswith("nhất")
            or item.key in ("chủ lực", "chủ yếu", "chính", "lớn")
        ):
            return True
    return False


def _after_turn(items: list[Item], result: Region) -> list[Item]:
    """Keeps what follows the last turn ("trong đó", "khiến", "trong khi"), noting what came before it."""
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if item.role not in (Role.TURN, Role.CAUSE):
            continue
        at_start = index == 0 or items[index - 1].role in (Role.MARK, Role.AND, Role.TURN)
        is_hard = item.role is Role.CAUSE and item.key in _HARD_CAUSES
        is_hard = is_hard or (item.role is Role.TURN and item.key.endswith(" là"))
        is_hard = is_hard or (index > 2 and item.key in _SOFT_TURNS and begins_like_indicator(items[index + 1 :]))
        if not at_start and not is_hard and item.tag != "within":
            continue
        rest = items[index + 1 :]
        result.within = result.within or item.tag == "within"
        result.only = result.only or item.tag == "only"
        if item.role is Role.TURN and item.key in ("đối với", "còn đối với", "riêng", "về phía"):
            result.rules.append("topic")
        is_idle = all(i.role in (Role.MARK, Role.PERIOD, Role.ADVERB, Role.STATUS) for i in rest)
        if is_idle and any(i.role is Role.WORD for i in items[:index]):
            note(rest, result)
            items = items[:index]
            continue
        note_distant(items[:index], result)
        return rest
    return items


_HARD_CAUSES = frozenset(
    {
        "khiến",
        "khiến cho",
        "làm cho",
        "góp phần đưa",
        "giúp cho",
        "cho biết",
        "cho thấy",
        "cho hay",
        "rằng",
        "kéo theo",
        "qua đó đưa",
        "góp phần nâng",
        "dẫn đến",
        "dẫn tới",
        "nên",
        "cho nên",
    }
)


_SOFT_TURNS = frozenset({"khi", "trong khi", "còn", "đưa", "nâng", "kéo", "đẩy", "giúp", "làm", "qua đó"})


def _after_with(items: list[Item], result: Region) -> list[Item]:
    """ "Hoa Kỳ là thị trường lớn nhất với kim ngạch": the noun after "với", of the topic before it."""
    for index in range(len(items) - 1, 0, -1):
        if items[index].role is not Role.WITH:
            continue
        rest = items[index + 1 :]
        if not any(i.role is Role.WORD for i in rest) or any(_is_separator(i) for i in rest[:-1]):
            break
        while rest and _is_separator(rest[-1]):
            rest = rest[:-1]
        before = _last_segment(items[:index])
        note_distant(items[: index - len(before)], result)
        topic = cleaned(before, result)
        copula = next((n for n, item in enumerate(topic) if n and item.role is Role.COPULA), len(topic))
        topic = before_verb(topic[:copula])
        if topic and topic[0].role is not Role.SETTING:
            result.topic = Noun(tuple(topic))
        return rest
    return items


def _last_segment(items: list[Item]) -> list[Item]:
    for index in range(len(items) - 1, -1, -1):
        if _is_separator(items[index]) and index < len(items) - 1:
            return items[index + 1 :]
    return items


def _choose(items: list[Item], result: Region, opens_sentence: bool) -> None:
    segments = _segments(items)
    result.detached = bool(items) and _is_separator(items[-1])
    noun: list[Item] = []
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
            if own_clause or begins_like_indicator(noun) or len(noun) > 14:
                note_earlier(segments[: position + 1], result)
                break
            noun = [*words, _comma_between(items, words, noun), *noun]
            if begins_like_indicator(words):
                note_earlier(segments[:position], result)
                break
            continue
        if any(i.role is Role.CLAUSE for i in words) and not is_last:
            continue
        result.has_clause_of_its_own = own_clause and bool(verbless)
        noun = verbless
        if own_clause:
            note_earlier(segments[:position], result)
            break
    if noun and not result.refers_back:
        result.noun = Noun(tuple(noun))


def _comma_between(items: list[Item], before: list[Item], after: list[Item]) -> Item:
    return next(i for i in items if i.start >= before[-1].end and i.start < after[0].start and _is_separator(i))


def _segments(items: list[Item]) -> list[list[Item]]:
    segments: list[list[Item]] = [[]]
    for item in items:
        if _is_separator(item):
            segments.append([])
        else:
            segments[-1].append(item)
    return [segment for segment in segments if segment]


def _is_setting(words: list[Item]) -> bool:
    return words[0].role in (Role.SETTING, Role.FROM)


def _from_head_noun(words: list[Item]) -> list[Item]:
    """The noun phrase in an opening without its comma: "Theo báo cáo của Sở kim ngạch xuất khẩu …"."""
    for index in range(2, len(words)):
        if begins_like_indicator(words[index:]):
            return words[index:]
    return []


def _note_flags(words: list[Item], raw: Sequence[Item], result: Region) -> None:
    keys = [item.key for item in words]
    result.is_target = result.is_target or any(i.role is Role.TARGET for i in raw)
    result.is_target = result.is_target or raw[0].key in ("mỗi", "hỗ trợ", "trao", "tặng")
    result.is_plan = words[0].role is Role.PLAN
    result.compares = any(i.tag == "than" or i.role is Role.OVER for i in words)
    text = " ".join([*keys, *(i.number.unit for i in words if i.number is not None)])
    counted = any(i.role is Role.NUMBER for i in words) or any(k in keys[:3] for k in ("các", "những", "nhiều"))
    result.counts_kinds = counted and any(kind in text for kind in KINDS)
