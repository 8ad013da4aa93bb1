"""Brackets of a sentence: where they open and close, and which of them speak of another period."""

from __future__ import annotations

from collections.abc import Sequence

from reports.prose.items import Item
from reports.prose.lexicon import Role
from reports.prose.predicates import Predicate


def opening_brackets(items: Sequence[Item]) -> list[int]:
    """For each item the index of the innermost bracket open around it, or −1."""
    stack: list[int] = []
    around: list[int] = []
    for index, item in enumerate(items):
        if item.key == ")" and stack:
            stack.pop()
        around.append(stack[-1] if stack else -1)
        if item.key == "(":
            stack.append(index)
    return around


def closing_bracket(items: Sequence[Item], at: int) -> int:
    for index in range(at + 1, len(items)):
        if items[index].key == ")":
            return index
    return len(items)


def tells_of_another_period(before: Sequence[Item], predicate: Predicate) -> bool:
    """ "(cùng kỳ năm 2017 tăng 6,41%)", "(quý I tăng 5%)", "(2001 tăng 7,1%)": a bracket with a period of its own."""
    first = next((item for item in before if item.role not in _BEFORE_A_PERIOD), None)
    if predicate.other_year:
        return True
    if first is None or (first.period is not None and first.period.kind == "prices"):
        return False
    return first.role is Role.PERIOD or (first.role is Role.BASE and first.tag != "stated")


_BEFORE_A_PERIOD = frozenset({Role.AND, Role.ADVERB, Role.STATUS, Role.TURN})
