"""What differs between two texts: by blocks that belong together, and inside them by words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import Generic, TypeVar

B = TypeVar("B")

_TOKEN = re.compile(r"\w+(?:[.,]\d+)*|\s+|[^\w\s]")
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
# Below this share of common words two blocks are two texts, not one that was edited.
ALIKE = 0.3
# A pairing by likeness costs the product of both sides; longer runs are paired in their order.
LARGEST_PAIRING = 4_000


class Kind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that both texts have, or only one of them."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Pair(Generic[B]):
    """Two blocks that are the same one before and after; None where there is none on that side."""

    old: B | None
    new: B | None


def word_difference(old: str, new: str) -> list[Piece]:
    """The pieces of both texts in reading order; without the removed ones they are `new`, without the added `old`."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[tuple[Kind, str]] = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append((Kind.SAME, "".join(before[a:b])))
            continue
        pieces += [(Kind.REMOVED, "".join(before[a:b])), (Kind.ADDED, "".join(after[c:d]))]
    return [
        Piece(kind, text)
        for kind, group in groupby(_without_islands(pieces), key=lambda piece: piece[0])
        if (text := "".join(text for _kind, text in group))
    ]


def pair_blocks(old: Sequence[B], new: Sequence[B], *, key: Callable[[B], str]) -> list[Pair[B]]:
    """The blocks of both sides in reading order, each with its counterpart: the same one, or the one most like it."""
    matcher = SequenceMatcher(None, [key(block) for block in old], [key(block) for block in new], autojunk=False)
    pairs: list[Pair[B]] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            pairs += [Pair(one, other) for one, other in zip(old[a:b], new[c:d], strict=True)]
        else:
            pairs += _alike(old[a:b], new[c:d], key)
    return pairs


def likeness(one: str, other: str) -> float:
    """The share of words that two texts have in common, 0 to 1."""
    first, second = Counter(_WORD.findall(one.lower())), Counter(_WORD.findall(other.lower()))
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else float(one == other)


def _without_islands(pieces: list[tuple[Kind, str]]) -> list[tuple[Kind, str]]:
    """White space alone between two changes belongs to both of them: "230 nghìn" → "240 triệu" is one change."""
    joined: list[tuple[Kind, str]] = []
    run: list[tuple[Kind, str]] = []

    def close() -> None:
        trailing = []
        while run and run[-1][0] is Kind.SAME:
            trailing.append(run.pop())
        for side in (Kind.REMOVED, Kind.ADDED):
            text = "".join(text for kind, text in run if kind in (side, Kind.SAME))
            joined.append((side, text))
        joined.extend(reversed(trailing))
        run.clear()

    for kind, text in pieces:
        if kind is Kind.SAME and (not run or text.strip()):
            close()
            joined.append((kind, text))
        else:
            run.append((kind, text))
    close()
    return [piece for piece in joined if piece[1]]


def _alike(old: Sequence[B], new: Sequence[B], key: Callable[[B], str]) -> list[Pair[B]]:
    """Pairs in order that make the sum of likenesses greatest; what is like nothing stands alone."""
    if not old or not new:
        return [Pair(block, None) for block in old] + [Pair(None, block) for block in new]
    if len(old) * len(new) > LARGEST_PAIRING:
        common = min(len(old), len(new))
        rest = [Pair(block, None) for block in old[common:]] + [Pair(None, block) for block in new[common:]]
        return [Pair(one, other) for one, other in zip(old, new, strict=False)] + rest
    scores = [[_score(key(one), key(other)) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], scores[i][j] + best[i + 1][j + 1])
    pairs: list[Pair[B]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs.append(Pair(old[i], new[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append(Pair(old[i], None))
            i += 1
        else:
            pairs.append(Pair(None, new[j]))
            j += 1
    return pairs + [Pair(block, None) for block in old[i:]] + [Pair(None, block) for block in new[j:]]


def _score(one: str, other: str) -> float:
    alike = likeness(one, other)
    return alike if alike >= ALIKE else 0.0
