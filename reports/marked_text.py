"""A body with passages marked in it: inside the tags, never across them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from reports.passages import Block, Place, Span


def marked_html(html: str, blocks: Iterable[Block], marks: Iterable[tuple[str, Place]]) -> str:
    """The HTML with `<mark data-thread="name">` around the characters of each place."""
    by_number = {block.number: block for block in blocks}
    cuts: list[tuple[int, int, str]] = []
    for name, place in marks:
        block = by_number.get(place.block)
        if block is None:
            continue
        for start, end in _runs(block.html[place.start : place.end]):
            opening = f'<mark data-thread="{escape(name)}">'
            cuts += [(start, 1, opening), (end, 0, "</mark>")]
    pieces: list[str] = []
    position = 0
    # At one character an end comes before a beginning.
    for at, _order, tag in sorted(cuts):
        pieces += [html[position:at], tag]
        position = at
    return "".join([*pieces, html[position:]])


def _runs(spans: Iterable[Span]) -> list[Span]:
    """The characters' places in the source, joined where no tag stands between them."""
    runs: list[Span] = []
    for start, end in spans:
        if runs and runs[-1][1] == start:
            runs[-1] = (runs[-1][0], end)
        elif runs and runs[-1][1] > start:
            # Several characters of one entity have one place.
            continue
        else:
            runs.append((start, end))
    return runs
