"""Tables that stand next to each other, taken apart where names begin anew to the right of figures."""

from dataclasses import replace

from indicators.text import fold
from indicators.workbook import phrases
from indicators.workbook.blocks import Block
from indicators.workbook.outline import Line, Outline


def split_sideways(outline: Outline, block: Block) -> list[Block]:
    """The tables of a block from left to right; one where names stand only at its left."""
    starts = [block.first_column, *_new_stubs(outline, block)]
    if len(starts) == 1:
        return [block]
    ends = [*(start - 1 for start in starts[1:]), block.last_column]
    parts = [_part(outline, block, first, last) for first, last in zip(starts, ends, strict=True)]
    return [part for part in parts if part is not None]


def _new_stubs(outline: Outline, block: Block) -> list[int]:
    """The columns at which a table begins to the right of another's figures."""
    if not block.header:
        return []
    found: list[int] = []
    left = min(block.value_columns)
    head = fold(outline.shown(block.header[-1].row, block.first_column))
    for column in range(left + 1, max(block.value_columns)):
        title = fold(outline.shown(block.header[-1].row, column))
        if not title or not (title == head or phrases.STUB_HEAD.search(title)) or column in block.value_columns:
            continue
        texts = sum(1 for line in block.body if column in line.texts)
        if texts * 2 < sum(1 for line in block.body if line.has_values):
            continue
        before = column - 1
        is_numbered = phrases.ORDINAL_HEAD.match(fold(outline.shown(block.header[-1].row, before)))
        found.append(before if is_numbered else column)
    return found


def _part(outline: Outline, block: Block, first: int, last: int) -> Block | None:
    body = tuple(line for line in _between(outline, block.body, first, last) if line.cells)
    values = tuple(sorted({column for line in body for column in line.values}))
    if not values:
        return None
    shared = [line for line in block.above if len(line.cells) == 1]
    own = [line for line in _between(outline, block.above, first, last) if line.cells]
    sections = [
        outline.shown(line.row, line.texts[0]) for line in own if line.texts and line.row not in {s.row for s in shared}
    ]
    return replace(
        block,
        above=tuple(shared),
        header=tuple(line for line in _between(outline, block.header, first, last) if line.cells),
        numbering=outline.between(block.numbering, first, last) if block.numbering else None,
        body=body,
        value_columns=values,
        first_column=first,
        last_column=last,
        section=sections[-1] if sections else "",
    )


def _between(outline: Outline, lines: tuple[Line, ...], first: int, last: int) -> list[Line]:
    return [outline.between(line, first, last) for line in lines]
