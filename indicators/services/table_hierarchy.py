"""The order of rows: every total above its parts, as deep as they stand, siblings as the description names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from indicators.models import Area, Indicator

M = TypeVar("M", Indicator, Area)


@dataclass(frozen=True, slots=True)
class Placed(Generic[M]):
    """A member with the position of its parent in the ordered rows, its level, and whether others stand below it."""

    member: M
    parent: int | None
    level: int
    is_total: bool


def indicator_tree(indicators: Sequence[Indicator], wholes: Mapping[int, Sequence[int]]) -> list[Placed[Indicator]]:
    """By parent, the nearest one that is shown; an indicator without one stands below the first total it is part of."""
    shown = {indicator.pk for indicator in indicators}
    order = {indicator.pk: position for position, indicator in enumerate(indicators)}
    above: dict[int, int] = {}
    for indicator in indicators:
        candidates = [pk for pk in _ancestors(indicator) if pk in shown]
        candidates += sorted((pk for pk in wholes.get(indicator.pk, ()) if pk in shown), key=order.__getitem__)
        if candidates:
            above[indicator.pk] = candidates[0]
    return in_tree_order(indicators, above)


def area_tree(areas: Sequence[Area]) -> list[Placed[Area]]:
    """Provinces above their districts where both are shown."""
    shown = {area.pk for area in areas}
    above = {area.pk: pk for area in areas for pk in reversed([pk for pk in _ancestors(area) if pk in shown])}
    return in_tree_order(areas, above)


def in_tree_order(members: Sequence[M], above: Mapping[int, int]) -> list[Placed[M]]:
    """The members depth first. One that would stand below itself by a circle is taken as a root."""
    below: dict[int | None, list[M]] = {}
    for member in members:
        parent = None if _is_in_circle(member.pk, above) else above.get(member.pk)
        below.setdefault(parent, []).append(member)
    placed: list[Placed[M]] = []

    def place(parent: int | None, position: int | None, level: int) -> None:
        for member in below.get(parent, ()):
            placed.append(Placed(member, position, level, member.pk in below))
            place(member.pk, len(placed) - 1, level + 1)

    place(None, None, 0)
    return placed


def _ancestors(member: Indicator | Area) -> list[int]:
    """The keys of parent, grandparent and great-grandparent, which one query brings along."""
    found: list[int] = []
    current: Indicator | Area | None = member
    for _ in range(3):
        if current is None or current.parent_id is None:
            break
        found.append(current.parent_id)
        current = current.parent if len(found) < 3 else None
    return found


def _is_in_circle(pk: int, above: Mapping[int, int]) -> bool:
    current = above.get(pk)
    for _ in range(len(above)):
        if current is None or current == pk:
            break
        current = above.get(current)
    return current == pk
