"""Joining two changes of one sequence: what only one side changed is taken, what both changed is put side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Side(StrEnum):
    """Whose a segment is."""

    NOBODY = "nobody"
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of items as it was, and as each side has it."""

    side: Side
    base: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def is_conflict(self) -> bool:
        return self.side is Side.CONFLICT

    @property
    def merged(self) -> tuple[str, ...]:
        """What the segment comes to; of a conflict, what theirs has, until someone chooses."""
        return self.mine if self.side is Side.MINE else self.theirs


def merge(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[Segment]:
    """The segments of the three sequences in order; joined, each side gives back its whole sequence."""
    segments: list[Segment] = []
    at = (0, 0, 0)
    for start, m, t, length in _common(base, mine, theirs):
        if segment := _between(base[at[0] : start], mine[at[1] : m], theirs[at[2] : t]):
            segments.append(segment)
        if length:
            same = tuple(base[start : start + length])
            segments.append(Segment(Side.NOBODY, same, same, same))
        at = (start + length, m + length, t + length)
    return segments


def merge_values(base: str, mine: str, theirs: str) -> Segment:
    """The same for one value that is taken whole."""
    return _between([base], [mine], [theirs]) or Segment(Side.NOBODY, (base,), (mine,), (theirs,))


def _common(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """The runs that all three have, as (place in base, in mine, in theirs, length); the last is empty, at the end."""
    ours = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    others = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(ours) and j < len(others):
        a, m, a_length = ours[i]
        b, t, b_length = others[j]
        start, end = max(a, b), min(a + a_length, b + b_length)
        if start < end:
            yield start, m + start - a, t + start - b, end - start
        if a + a_length < b + b_length:
            i += 1
        else:
            j += 1
    yield len(base), len(mine), len(theirs), 0


def _between(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Segment | None:
    parts = (tuple(base), tuple(mine), tuple(theirs))
    if not any(parts):
        return None
    was, ours, others = parts
    if ours == others:
        side = Side.NOBODY if ours == was else Side.BOTH
    elif ours == was:
        side = Side.THEIRS
    elif others == was:
        side = Side.MINE
    else:
        side = Side.CONFLICT
    return Segment(side, *parts)
