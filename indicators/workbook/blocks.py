"""The tables of a sheet: where each one's header, body and surroundings begin and end."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indicators.workbook import phrases
from indicators.workbook.outline import Line, Outline

MAX_HEADER_LINES = 6
SAMPLE_LINES = 40


@dataclass(frozen=True, eq=False)
class Block:
    """One table: the lines over it, its header, its body, the lines under it, and its columns of figures."""

    above: tuple[Line, ...]
    header: tuple[Line, ...]
    numbering: Line | None
    body: tuple[Line, ...]
    below: tuple[Line, ...]
    value_columns: tuple[int, ...]
    first_column: int
    last_column: int
    section: str = ""

    @property
    def first_row(self) -> int:
        return (self.header or self.body)[0].row

    @property
    def last_row(self) -> int:
        return self.body[-1].row


def find_blocks(outline: Outline, *, header_rows: tuple[int, int] | None = None) -> list[Block]:
    """The tables of the sheet from top to bottom; `header_rows` fixes the first one's header.

    A table is a run of lines with figures under a line of heads. Lines between two tables that look like notes
    belong to the first, the others to the second. A fixed header without figures under it is passed over.
    """
    lines = outline.lines
    blocks: list[Block] = []
    start = 0
    while (first := _next_with_values(lines, start)) is not None:
        if header_rows is not None and not blocks:
            header = tuple(i for i, line in enumerate(lines) if header_rows[0] <= line.row <= header_rows[1])
            body_start = header[-1] + 1 if header else start
            first = _next_with_values(lines, body_start) or first
            value_columns = _value_columns(outline, lines, first, body_start)
        else:
            value_columns = _value_columns(outline, lines, first, first)
            bottom = _header_bottom(outline, lines, start, first, value_columns)
            if bottom is None:
                start = first + 1
                continue
            header = tuple(range(_header_top(outline, lines, start, bottom, value_columns), bottom + 1))
            body_start = bottom + 1
        heads = tuple(lines[i] for i in header)
        last = _body_end(outline, lines, heads, body_start, first, value_columns)
        body = _body(lines[body_start : last + 1], heads)
        value_columns = _used_columns(body, value_columns)
        if header_rows is not None and not blocks and not (body and value_columns):
            return find_blocks(outline)
        blocks.append(
            Block(
                above=tuple(lines[start : header[0]] if header else ()),
                header=tuple(line for line in heads if not line.is_numbering),
                numbering=next((line for line in heads if line.is_numbering), None),
                body=body,
                below=(),
                value_columns=value_columns,
                first_column=min(min(line.cells) for line in (*heads, *body)),
                last_column=_last_column(outline, heads, body),
            )
        )
        start = last + 1
    return _with_notes(blocks, lines[start:])


def _next_with_values(lines: Sequence[Line], start: int) -> int | None:
    return next((i for i in range(start, len(lines)) if lines[i].has_values), None)


def _value_columns(outline: Outline, lines: Sequence[Line], first: int, start: int) -> tuple[int, ...]:
    """The columns that hold figures in the lines from the first one with figures on."""
    seen: Counter[int] = Counter()
    for line in lines[max(first, start) : first + SAMPLE_LINES]:
        if line.is_years or line.is_numbering or (line is not lines[first] and _is_heads(outline, line, tuple(seen))):
            break
        seen.update(line.values)
    return tuple(sorted(seen))


def _used_columns(body: Sequence[Line], columns: tuple[int, ...]) -> tuple[int, ...]:
    seen = {column for line in body if line.has_values for column in line.values}
    return tuple(sorted(seen.union(columns)))


def _is_heads(outline: Outline, line: Line, columns: tuple[int, ...]) -> bool:
    """Whether a line stands over figures as their heads would: texts where figures are expected, in known words."""
    if line.is_years or line.is_numbering:
        return True
    covered = sum(1 for column in columns if column in line.texts)
    enough = (covered >= 2 and covered * 2 >= len(columns)) or (covered == 1 and len(columns) == 1)
    return not line.has_values and enough and len(line.texts) >= 2 and bool(phrases.HEAD_WORDS.search(line.words))


def _header_bottom(
    outline: Outline, lines: Sequence[Line], start: int, first: int, columns: tuple[int, ...]
) -> int | None:
    for i in range(first - 1, start - 1, -1):
        line = lines[i]
        if line.is_numbering:
            return i
        own = [column for column in line.cells if column in columns]
        covered = outline.covers(line, columns)
        needed = 1 if len(columns) == 1 else max(1, (len(columns) + 1) // 3)
        if line.is_years or (own and covered >= needed and len(line.cells) >= 2 and not _is_aside(line)):
            return i
        if own and covered >= needed and _is_under_heads(outline, line):
            return i
    return None


def _is_under_heads(outline: Outline, line: Line) -> bool:
    """Whether heads merged from above reach down into the line, so that it is the header's last one."""
    return any(
        outline.grid.anchor(line.row, column) != (line.row, column) and outline.shown(line.row, column)
        for column in range(outline.grid.left, outline.grid.width)
    )


def _header_top(outline: Outline, lines: Sequence[Line], start: int, bottom: int, columns: tuple[int, ...]) -> int:
    top = bottom
    for i in range(bottom - 1, max(start, bottom - MAX_HEADER_LINES) - 1, -1):
        line, under = lines[i], lines[i + 1]
        if under.row - line.row > 2 or _is_aside(line):
            break
        reaches_down = any(outline.span(line, column).last_row > line.row for column in line.cells)
        stands_in_columns = outline.covers(line, columns) > 0
        if (
            reaches_down
            or (len(line.cells) >= 2 and stands_in_columns)
            or (lines[bottom].is_numbering and top == bottom)
        ):
            top = i
            continue
        # A single head over several columns, to the right of the names: a group; over everything: a title.
        span = outline.span(line, line.cells[0])
        names = min(lines[bottom].cells)
        if span.first_column > names and span.last_column > span.first_column and stands_in_columns:
            top = i
            continue
        break
    return top


def _is_aside(line: Line) -> bool:
    first = line.folded[0] if line.folded else ""
    is_unit_line = len(line.cells) <= 2 and any(phrases.UNIT_LINE.match(text) for text in line.folded)
    return bool(
        is_unit_line or phrases.LETTERHEAD.match(first) or (phrases.NOTE_LINE.match(first) and len(line.cells) == 1)
    )


def _body_end(
    outline: Outline,
    lines: Sequence[Line],
    heads: tuple[Line, ...],
    body_start: int,
    first: int,
    columns: tuple[int, ...],
) -> int:
    last = first
    gap = False
    head_words = {line.words for line in heads}
    for i in range(first + 1, len(lines)):
        line = lines[i]
        if line.words and line.words in head_words:
            continue
        gap = gap or line.row - lines[i - 1].row > 1 or (not line.has_values and len(line.cells) == 1)
        if _starts_another(outline, line, heads, columns, after_gap=gap):
            break
        if line.has_values:
            last, gap = i, False
    return last


def _starts_another(
    outline: Outline, line: Line, heads: tuple[Line, ...], columns: tuple[int, ...], *, after_gap: bool
) -> bool:
    if line.is_years:
        return len(line.numbers) >= 2 or after_gap
    if line.is_numbering:
        return not any(head.is_numbering for head in heads)
    if line.has_values:
        return False
    if _is_heads(outline, line, columns):
        return True
    covered = sum(1 for column in columns if column in line.texts)
    return after_gap and covered >= 2 and len(line.texts) >= 3


def _body(lines: Sequence[Line], heads: tuple[Line, ...]) -> tuple[Line, ...]:
    """The body without heads repeated at the top of each printed page."""
    repeated = {line.words for line in heads if line.words}
    return tuple(line for line in lines if line.words not in repeated and not line.is_numbering)


def _last_column(outline: Outline, heads: Sequence[Line], body: Sequence[Line]) -> int:
    last = max(max(line.cells) for line in (*heads, *body))
    for line in heads:
        last = max(last, *(outline.span(line, column).last_column for column in line.cells))
    return min(last, outline.grid.width - 1)


def _with_notes(blocks: list[Block], tail: Sequence[Line]) -> list[Block]:
    """The blocks with the lines under each one told apart from the title of the next."""
    finished: list[Block] = []
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        under = following.above if following else tuple(tail)
        notes = _notes_at_start(under) if following else len(under)
        if following:
            blocks[number + 1] = replace(following, above=under[notes:])
        finished.append(replace(block, below=under[:notes]))
    return finished


def _notes_at_start(lines: Sequence[Line]) -> int:
    count = 0
    for i, line in enumerate(lines):
        first = line.folded[0] if line.folded else ""
        if phrases.NOTE_LINE.match(first) or phrases.SIGNATURE.search(line.words):
            count = i + 1
    return count
