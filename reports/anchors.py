"""Where a remark stands in a text: known by its words and the words around it, and so found again after edits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

Span = tuple[int, int]

CONTEXT = 40
_WORD = re.compile(r"\w+|[^\w\s]")
# As much of the passage's words has to be there, in order, to still be called the passage.
ENOUGH = 0.6
# Between its old neighbours a passage may have grown to so many times its length, and a few words.
GROWTH, SLACK = 3, 60


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words of a passage, up to `CONTEXT` characters before it and after it."""

    quote: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Anchor:
        """The anchor of the characters [start, end); raises ValueError where they are no passage."""
        if not (0 <= start < end <= len(text)) or not text[start:end].strip():
            raise ValueError("a passage has words")
        return cls(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def find(anchor: Anchor, text: str) -> Span | None:
    """Where the passage stands now; None where it is gone.

    Its own words first, where they stand several times the ones among the old neighbours; else what has come to stand
    between the old neighbours; else the stretch that still has most of its words.
    """
    exact = list(_occurrences(anchor.quote, text))
    if exact:
        return max(exact, key=lambda span: (_neighbourhood(anchor, text, span), -span[0]))
    return _between_neighbours(anchor, text) or _most_words(anchor, text)


def _occurrences(quote: str, text: str) -> Iterator[Span]:
    at = text.find(quote) if quote else -1
    while at >= 0:
        yield at, at + len(quote)
        at = text.find(quote, at + 1)


def _neighbourhood(anchor: Anchor, text: str, span: Span) -> int:
    """How many characters before and after are those of the anchor."""
    before, after = text[: span[0]], text[span[1] :]
    return _shared(anchor.prefix[::-1], before[: -CONTEXT - 1 : -1]) + _shared(anchor.suffix, after[:CONTEXT])


def _shared(one: str, other: str) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _between_neighbours(anchor: Anchor, text: str) -> Span | None:
    if not anchor.prefix.strip() or not anchor.suffix.strip():
        return None
    longest = GROWTH * len(anchor.quote) + SLACK
    for _start, opens in _occurrences(anchor.prefix, text):
        closes = text.find(anchor.suffix, opens)
        if 0 <= closes - opens <= longest:
            return _trimmed(text, opens, closes)
    return None


def _most_words(anchor: Anchor, text: str) -> Span | None:
    wanted = _WORD.findall(anchor.quote)
    words = list(_WORD.finditer(text))
    if not wanted or not words:
        return None
    matcher = SequenceMatcher(None, wanted, [word[0] for word in words], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return None
    core = max(blocks, key=lambda block: block.size)
    # Words of the passage that stand far from its longest run belong to other sentences.
    near = [b for b in blocks if abs((b.b - b.a) - (core.b - core.a)) <= max(3, len(wanted) // 2)]
    if sum(block.size for block in near) < ENOUGH * len(wanted):
        return None
    first, last = near[0], near[-1]
    return words[first.b].start(), words[last.b + last.size - 1].end()


def _trimmed(text: str, start: int, end: int) -> Span | None:
    inside = text[start:end]
    if not inside.strip():
        return None
    return start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())
