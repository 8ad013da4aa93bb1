"""The header block of a table: for each column its heads from top to bottom, merged and implied groups resolved."""

from dataclasses import dataclass

from indicators.workbook.bilingual import without_english_lines
from indicators.workbook.blocks import Block
from indicators.workbook.outline import Line, Outline
from indicators.workbook.problems import a1

LONGEST_HEAD = 300


@dataclass(frozen=True, slots=True)
class Head:
    """The texts over one column, outermost first, each said once, with the cell of the innermost."""

    column: int
    texts: tuple[str, ...]
    cell: str
    number: str = ""

    @property
    def text(self) -> str:
        return " | ".join(self.texts)


def read_heads(outline: Outline, block: Block) -> dict[int, Head]:
    """The head of every column of the block; a column without any has an empty one."""
    rows = [_row_texts(outline, line, block, number) for number, line in enumerate(block.header)]
    heads = {}
    for column in range(block.first_column, block.last_column + 1):
        if outline.is_skipped_column(column):
            continue
        texts: list[str] = []
        cell = a1(block.header[-1].row, column) if block.header else a1(block.first_row, column)
        for line, row in zip(block.header, rows, strict=True):
            text = row.get(column, "")
            if text and (not texts or texts[-1] != text):
                texts.append(text)
                cell = a1(*outline.grid.anchor(line.row, column))
        number = outline.shown(block.numbering.row, column) if block.numbering else ""
        heads[column] = Head(column, tuple(texts), cell, number)
    return heads


def _row_texts(outline: Outline, line: Line, block: Block, number: int) -> dict[int, str]:
    """The text over each column in one header line, groups that are not merged spread over their columns."""
    texts = {
        column: text
        for column in range(block.first_column, block.last_column + 1)
        if (text := head_text(outline, line.row, column))
    }
    below = block.header[number + 1 :]
    if not below:
        return texts
    group = ""
    for column in range(block.first_column, block.last_column + 1):
        if column in texts:
            # A head with nothing beneath it stands for one column; one with heads beneath may span more.
            group = texts[column] if _has_own_text(outline, below, column) else ""
        elif group and _has_own_text(outline, below, column):
            texts[column] = group
        else:
            group = ""
    return texts


def head_text(outline: Outline, row: int, column: int) -> str:
    """The text of a head; a date stands for its month."""
    value = outline.grid.shown(row, column)
    return without_english_lines(value if isinstance(value, str) else outline.shown(row, column))[:LONGEST_HEAD]


def _has_own_text(outline: Outline, lines: tuple[Line, ...], column: int) -> bool:
    return any(column in line.cells for line in lines)
