"""A sheet line by line: which cells hold text, which hold figures, and what kind of line that makes."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from indicators.text import fold
from indicators.workbook import phrases
from indicators.workbook.cells import absence_of, looks_like_number, split_marks
from indicators.workbook.grid import Grid, Span

FIRST_YEAR, LAST_YEAR = 1945, 2100
LONGEST_NUMBER, LONGEST_COMPARED = 60, 400


@dataclass(frozen=True, eq=False)
class Line:
    """The cells of one row by kind; columns are those of the sheet, covered cells of merged ranges are no cells."""

    row: int
    texts: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    signs: tuple[int, ...] = ()
    values: tuple[int, ...] = ()
    is_years: bool = False
    is_numbering: bool = False
    folded: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[int, ...]:
        return tuple(sorted((*self.texts, *self.numbers, *self.signs)))

    @property
    def has_values(self) -> bool:
        return bool(self.values) and not self.is_years and not self.is_numbering

    @cached_property
    def words(self) -> str:
        """The folded texts of the line, joined."""
        return " | ".join(self.folded)


@dataclass(eq=False)
class Outline:
    """The lines of a sheet that hold anything and are not hidden."""

    grid: Grid
    include_hidden: bool = False
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = list(self._read_lines())

    def between(self, line: Line, first: int, last: int) -> Line:
        """The line as if the sheet had only these columns."""
        return self._read_line(line.row, self._spoiled.get(line.row, set()), first, last)

    def is_skipped_column(self, column: int) -> bool:
        return not self.include_hidden and column in self.grid.hidden_columns

    def shown(self, row: int, column: int) -> str:
        """The text that a person sees in the cell; a date that begins a month stands for the month."""
        value = self.grid.shown(row, column)
        if isinstance(value, datetime.date):
            return f"{value.month}/{value.year}" if value.day == 1 else f"{value.day}/{value.month}/{value.year}"
        return self.grid.text(row, column)

    def covers(self, line: Line, columns: tuple[int, ...]) -> int:
        """In how many of the columns the line shows anything."""
        return sum(1 for column in columns if self.shown(line.row, column))

    def span(self, line: Line, column: int) -> Span:
        return self.grid.span(line.row, column)

    def _read_lines(self) -> Iterator[Line]:
        grid = self.grid
        for offset, cells in enumerate(grid.rows):
            row = grid.top + offset
            if row in grid.hidden_rows and not self.include_hidden:
                continue
            faults = self._spoiled.get(row, set())
            if any(value != "" for value in cells) or faults:
                line = self._read_line(row, faults, grid.left, grid.width - 1)
                if line.texts or line.numbers or line.signs:
                    yield line

    @cached_property
    def _spoiled(self) -> dict[int, set[int]]:
        columns: dict[int, set[int]] = {}
        for row, column in self.grid.faults:
            columns.setdefault(row, set()).add(column)
        return columns

    def _read_line(self, row: int, faults: set[int], first: int, last: int) -> Line:
        texts: list[int] = []
        numbers: list[int] = []
        signs: list[int] = []
        folded: list[str] = []
        for column in range(first, last + 1):
            if self.is_skipped_column(column):
                continue
            value = self.grid.value(row, column)
            if column in faults:
                numbers.append(column)
            elif value == "" or (isinstance(value, str) and not value.strip()):
                continue
            elif not isinstance(value, str):
                numbers.append(column)
            elif len(value) > LONGEST_NUMBER:
                texts.append(column)
                folded.append(fold(value[:LONGEST_COMPARED]))
            elif absence_of(value) is not None:
                signs.append(column)
            elif looks_like_number(value):
                numbers.append(column)
            else:
                texts.append(column)
                folded.append(fold(value))
        line = Line(row, tuple(texts), tuple(numbers), tuple(signs), folded=tuple(folded))
        is_numbering = self._is_numbering(line)
        is_years = not is_numbering and self._is_years(line)
        values = () if is_years or is_numbering else self._values(line, first)
        return Line(row, line.texts, line.numbers, line.signs, values, is_years, is_numbering, line.folded)

    def _values(self, line: Line, start: int) -> tuple[int, ...]:
        """The figures of the line: numbers and signs with a name to their left."""
        candidates = (*line.numbers, *line.signs)
        if not candidates:
            return ()
        first = self._first_name(line, start)
        return tuple(sorted(column for column in candidates if first is not None and column > first))

    def _first_name(self, line: Line, start: int) -> int | None:
        for column in range(start, self.grid.width):
            if column in line.texts:
                return column
            if column in line.numbers:
                if is_year(self.grid.value(line.row, column)) or self._names_a_month(line, column):
                    return column
            elif column not in line.signs and self.grid.merges and self.shown(line.row, column):
                return column
        return None

    def _names_a_month(self, line: Line, column: int) -> bool:
        # A table of months may write them as bare numbers or as dates in its first column.
        value = self.grid.value(line.row, column)
        first = min(line.cells)
        is_small = isinstance(value, int | float) and not isinstance(value, bool) and value in range(1, 13)
        return column == first and (isinstance(value, datetime.date) or (is_small and not line.texts))

    def _is_years(self, line: Line) -> bool:
        if line.numbers and all(isinstance(self.grid.value(line.row, c), datetime.date) for c in line.numbers):
            # Months as heads are often dates shown as month and year; dates in a body are mistakes.
            return bool(phrases.HEAD_WORDS.search(line.words)) or (not line.texts and len(line.numbers) > 2)
        years = [_year_of(self.grid.value(line.row, column)) for column in line.numbers]
        if not years or line.signs or any(year is None for year in years):
            return False
        known = [year for year in years if year is not None]
        rising = all(1 <= later - earlier <= 10 for earlier, later in pairwise(known))
        falling = all(1 <= earlier - later <= 10 for earlier, later in pairwise(known))
        if len(known) >= 2:
            return rising or falling or bool(phrases.HEAD_WORDS.search(line.words))
        return bool(phrases.HEAD_WORDS.search(line.words)) and min(line.numbers) > min(line.cells)

    def _is_numbering(self, line: Line) -> bool:
        """A row such as A | B | 1 | 2 | 3=2/1 under the heads."""
        shown = [fold(self.shown(line.row, column)) for column in line.cells]
        if len(shown) < 3 or not all(phrases.NUMBERING_CELL.match(text) for text in shown):
            return False
        numbers = [int(digits[1]) for text in shown if (digits := re.match(r"\(?(\d{1,2})\)?(?=$|\s*=)", text))]
        letters = [text for text in shown if text.strip("()").isalpha()]
        consecutive = all(later - earlier == 1 for earlier, later in pairwise(numbers))
        return bool(numbers) and numbers[0] == 1 and consecutive and (len(numbers) >= 3 or bool(letters))


def is_year(value: object) -> bool:
    """Whether a cell value is a year that a report could be about."""
    return _year_of(value) is not None


def _year_of(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, float | int) and FIRST_YEAR <= value <= LAST_YEAR and value == int(value):
        return int(value)
    if isinstance(value, str):
        # "Ước 2019 / Est. 2019" says one year in two languages.
        said = set(split_marks(value)[0].split())
        if len(said) == 1 and len(text := said.pop()) == 4 and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR:
            return int(text)
    return None
