"""What stands before a subject: the figure's own tail, asides in brackets, heads of lists, turns, causes and topics.

Each function takes the items before a verb and gives those among which the subject is; what the rest tells (period,
comparison, direction of a list, topic) goes to the `Region`.
"""

from __future__ import annotations

from dataclasses import replace

from reports.prose.items import Item
from reports.prose.lexicon import Role
from reports.prose.noun_phrases import before_verb, begins_like_indicator, cleaned, note, note_distant, trimmed
from reports.prose.regions import Noun, Region

_SEPARATORS = frozenset(",;:")


def is_separator(item: Item) -> bool:
    return item.role is Role.MARK and item.key in _SEPARATORS


def after_first_separator(items: list[Item]) -> list[Item]:
    """Drops what still belongs to the figure before: "(20%) tổng kim ngạch, …"."""
    if items and items[0].key == "là":
        return items
    for index, item in enumerate(items):
        if item.role in (Role.MARK, Role.AND, Role.TURN, Role.WITH, Role.LIST, Role.CAUSE):
            return items[index:]
    belongs_before = bool(items) and (items[0].key == "được" or items[0].role is Role.SHARE)
    return [] if belongs_before else items


def without_asides(items: list[Item]) -> list[Item]:
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


def after_list_head(items: list[Item], result: Region) -> list[Item]:
    """Cuts the head of a list off and keeps what it announces: direction, comparison, period."""
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if item.role is not Role.LIST and item.key != ":" and not _opens_list(items, index):
            continue
        rest = [i for i in items[index + 1 :] if i.role is not Role.MARK]
        if item.key == ":" and rest and all(i.role in _NO_NOUN for i in rest):
            return [*items[:index], *items[index + 1 :]]
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


_NO_NOUN = frozenset({Role.PERIOD, Role.STATUS, Role.ADVERB, Role.APPROX, Role.TURN})


def _opens_list(items: list[Item], index: int) -> bool:
    """ "nhóm tăng mạnh nhất là …", "hai khoản thu lớn nhất là …": what follows "là" is the subject."""
    if items[index].key not in ("là", "đó là") or index + 1 >= len(items):
        return False
    if items[index + 1].role not in (Role.WORD, Role.PLACE, Role.FILLER):
        return False
    if is_separator(items[-1]):
        return False
    for item in reversed(items[:index]):
        if is_separator(item):
            return False
        if (
            item.role in (Role.UP, Role.DOWN)
            or item.key.endswith("nhất")
            or item.key in ("chủ lực", "chủ yếu", "chính", "lớn")
        ):
            return True
    return False


def after_last_semicolon(items: list[Item], result: Region) -> list[Item]:
    """What stands before a semicolon belongs to the figure before it, but for its period."""
    for index in range(len(items) - 2, -1, -1):
        if items[index].key == ";":
            note_distant(items[:index], result)
            return items[index:]
    return items


def after_turn(items: list[Item], result: Region) -> list[Item]:
    """Keeps what follows the last turn ("trong đó", "khiến", "trong khi"), noting what came before it."""
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if _gives_the_cause(items, index):
            note_distant(items[:index], result)
            return items[index + 1 :]
        if item.role is Role.PART and _moves_an_index(items, index):
            note_distant(items[:index], result)
            return [_index_named(item), *items[index + 1 :]]
        if item.role not in (Role.TURN, Role.CAUSE):
            continue
        at_start = index == 0 or items[index - 1].role in (Role.MARK, Role.AND, Role.TURN)
        is_hard = item.role is Role.CAUSE and item.key in _HARD_CAUSES
        is_hard = is_hard or (item.role is Role.TURN and item.key.endswith(" là"))
        is_hard = is_hard or (index > 2 and item.key in _SOFT_TURNS and begins_like_indicator(items[index + 1 :]))
        if not at_start and not is_hard and item.tag != "within":
            continue
        before = items[index - 1].role if index else None
        if item.key == "nhất là" and before in (Role.UP, Role.DOWN):  # "tăng mạnh nhất là hồ tiêu 88%"
            result.list_direction = 1 if before is Role.UP else -1
        rest = items[index + 1 :]
        result.turns.append(item.key)
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


def _gives_the_cause(items: list[Item], index: int) -> bool:
    """ "khu vực này giảm, chủ yếu do ngành nông nghiệp": what fell is named behind its effect."""
    if items[index].role is not Role.SETTING or items[index].key not in ("do", "nhờ", "vì", "bởi"):
        return False
    rest = items[index + 1 :]
    if not any(item.role is Role.WORD for item in rest) or any(is_separator(item) for item in rest):
        return False
    for item in reversed(items[:index]):
        if item.role in (Role.UP, Role.DOWN):
            return True
        if is_separator(item):
            return False
    return False


def _moves_an_index(items: list[Item], index: int) -> bool:
    """ "làm cho chỉ số giá tiêu dùng tháng 1 tăng 1,23%" tells the index; "làm CPI chung tăng 0,1%" a contribution."""
    if not items[index].key.startswith("làm "):
        return False
    rest = items[index + 1 :]
    if any(is_separator(item) for item in rest):
        return False
    return any(
        item.role in (Role.PERIOD, Role.BASE) or (item.role is Role.WORD and item.key not in _WHOLE_INDEX)
        for item in rest
    )


_WHOLE_INDEX = frozenset({"tiêu", "dùng", "giá", "chung"})


def _index_named(part: Item) -> Item:
    prefix = "làm cho " if part.key.startswith("làm cho ") else "làm "
    return replace(part, role=Role.WORD, key=part.key.removeprefix(prefix), start=part.start + len(prefix))


_HARD_CAUSES = frozenset(
    {
        "khiến",
        "khiến cho",
        "làm cho",
        "góp phần đưa",
        "giúp cho",
        "cho biết",
        "cho thấy",
        "thống kê cho thấy",
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


_SOFT_TURNS = frozenset({"công bố", "khi", "trong khi", "còn", "đưa", "nâng", "kéo", "đẩy", "giúp", "làm", "qua đó"})


def after_with(items: list[Item], result: Region) -> list[Item]:
    """ "Hoa Kỳ là thị trường lớn nhất với kim ngạch": the noun after "với", of the topic before it."""
    for index in range(len(items) - 1, 0, -1):
        if items[index].role is not Role.WITH:
            continue
        rest = items[index + 1 :]
        if not any(i.role is Role.WORD for i in rest) or any(is_separator(i) for i in rest[:-1]):
            break
        while rest and is_separator(rest[-1]):
            rest = rest[:-1]
        before = _last_segment(items[:index])
        note_distant(items[: index - len(before)], result)
        topic = cleaned(before, result)
        copula = next((n for n, item in enumerate(topic) if n and item.role is Role.COPULA), len(topic))
        topic = trimmed(before_verb(topic[:copula]))
        if topic and topic[0].role is not Role.SETTING:
            result.topic = Noun(tuple(topic))
        return rest
    return items


def _last_segment(items: list[Item]) -> list[Item]:
    for index in range(len(items) - 1, -1, -1):
        if is_separator(items[index]) and index < len(items) - 1:
            return items[index + 1 :]
    return items
