"""What the figures of a column show about it: index or growth, percent or fraction, how numbers are written."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from statistics import median

from indicators.numbers import Convention
from indicators.workbook.blocks import Block
from indicators.workbook.cells import find_convention, read_cell
from indicators.workbook.grid import Grid

HUNDRED = Decimal(100)


def column_figures(grid: Grid, block: Block, column: int, convention: Convention | None) -> dict[int, Decimal]:
    """The numbers of a column by row, problems and absences left out."""
    figures = {}
    for line in block.body:
        reading = read_cell(grid, (line.row, column), convention=convention)
        if reading.value is not None:
            figures[line.row] = reading.value
    return figures


def looks_like_index(values: Sequence[Decimal]) -> bool | None:
    """Whether comparisons are indices on 100 (111.2) rather than growth (11.2); None where they do not show it.

    A negative number is never an index. Around 100 growth is rare and an index usual, below 50 the reverse.
    """
    if not values:
        return None
    if any(value < 0 for value in values):
        return False
    middle = median(values)
    near = sum(1 for value in values if Decimal(60) <= value <= Decimal(170))
    if middle >= 70 and near * 2 >= len(values):
        return True
    small = sum(1 for value in values if value < 50)
    if middle < 50 and small * 2 > len(values):
        return False
    return None


def odd_among_growth(figures: Mapping[int, Decimal], *, is_index: bool) -> tuple[int, ...]:
    """The rows whose figure seems written the other way: 100 among 11.2 and 9.5, or 11.2 among 111.2 and 98."""
    if len(figures) < 3:
        return ()
    middle = median(figures.values())
    if is_index:
        return tuple(row for row, value in figures.items() if middle > 80 and -30 < value < 40)
    return tuple(row for row, value in figures.items() if abs(middle) < 40 and Decimal(85) <= value <= Decimal(125))


def looks_like_fraction(values: Sequence[Decimal]) -> bool:
    """Whether comparisons are written as fractions of one (1.112, 0.254) where percent is meant."""
    return (
        len(values) >= 3
        and all(0 <= value < Decimal("2.5") for value in values)
        and any(value != value.to_integral_value() for value in values)
    )


def sheet_convention(grid: Grid, block: Block, columns: Sequence[int]) -> dict[int, Convention | None]:
    """How the texts of each column write numbers; a column that does not show it follows the others."""
    texts = {
        column: [text for line in block.body if isinstance(text := grid.value(line.row, column), str) and text.strip()]
        for column in columns
    }
    own = {column: find_convention(found)[0] for column, found in texts.items()}
    shared, _ambiguous = find_convention(text for found in texts.values() for text in found)
    return {column: own[column] or shared for column in columns}
