"""A sheet as the page draws it: rows of cells with what each was taken for, merged cells as one, problems marked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.languages import reading_language
from indicators.services.understanding import Understanding
from indicators.workbook.grid import Grid, Value, one_line
from indicators.workbook.parts import Part, SheetParts
from indicators.workbook.problems import Problem, Severity, a1, column_letters, column_number

SHOWN_ROWS = 200
SHOWN_COLUMNS = 60
LONGEST_TEXT = 120

_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell, or one merged range, of the page's table."""

    name: str
    text: str
    part: Part
    colspan: int = 1
    rowspan: int = 1
    problem: str = ""
    is_error: bool = False
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row; `mark` says in a letter or two what the row is, `words` the same in full."""

    number: int
    mark: str
    words: str
    is_hidden: bool
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """A window on a sheet of at most `SHOWN_ROWS` rows."""

    columns: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    first: int
    last: int
    total: int
    is_wider: bool

    @property
    def earlier(self) -> int | None:
        """The first row of the window before."""
        return max(1, self.first - SHOWN_ROWS) if self.first > 1 else None

    @property
    def later(self) -> int | None:
        return self.last + 1 if self.last < self.total else None


def shown_sheet(understanding: Understanding, first_row: int = 1) -> ShownSheet:
    """The rows from `first_row` (counted from 1) on."""
    grid = understanding.grid
    first = max(0, min(first_row - 1, max(0, grid.height - 1)))
    last = min(grid.height, first + SHOWN_ROWS)
    width = min(grid.width, SHOWN_COLUMNS)
    problems = _by_cell(understanding.reading.problems)
    window = _Window(grid, understanding.parts, problems, first, last, width)
    return ShownSheet(
        columns=tuple(column_letters(column) for column in range(width)),
        rows=tuple(window.rows()),
        first=first + 1,
        last=last,
        total=grid.height,
        is_wider=grid.width > width,
    )


def window_of(cell: str) -> int:
    """The row at which the window that shows the cell begins."""
    found = _CELL.match(cell)
    row = int(found[2]) if found else 1
    return (row - 1) // SHOWN_ROWS * SHOWN_ROWS + 1


@dataclass(frozen=True, slots=True)
class _Window:
    grid: Grid
    parts: SheetParts
    problems: dict[tuple[int, int], list[Problem]]
    first: int
    last: int
    width: int

    def rows(self) -> Iterator[ShownRow]:
        for row in range(self.first, self.last):
            cells = tuple(self._cells(row))
            mark, words = _row_mark(self.parts, row)
            yield ShownRow(row + 1, mark, words, row in self.grid.hidden_rows, cells)

    def _cells(self, row: int) -> Iterator[ShownCell]:
        for column in range(self.width):
            span = self.grid.span(row, column)
            top = max(span.first_row, self.first)
            if (row, column) != (top, span.first_column):
                continue
            place = (span.first_row, span.first_column)
            value = self.grid.value(*place)
            own = self.problems.get(place, [])
            fault = self.grid.faults.get(place)
            yield ShownCell(
                name=a1(row, column),
                text=shown_value(value, self.grid, (span.first_row, span.first_column))
                or (fault.shown if fault else ""),
                part=self.parts.at(row, column),
                colspan=min(span.last_column, self.width - 1) - column + 1,
                rowspan=min(span.last_row, self.last - 1) - row + 1,
                problem=" ".join(problem.message for problem in own),
                is_error=any(problem.severity is Severity.ERROR for problem in own),
                is_number=not isinstance(value, str),
            )


def shown_value(value: Value, grid: Grid, place: tuple[int, int]) -> str:
    """What a person sees in the cell, the decimal sign in the reader's language."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        text = one_line(value)
        return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"
    is_percent = grid.style(*place).number_format.is_percent
    text = one_line(float(format(value * 100, ".12g")) if is_percent else value)
    if reading_language() == "vi":
        text = text.replace(".", ",")
    return f"{text}%" if is_percent else text


def _row_mark(parts: SheetParts, row: int) -> tuple[str, str]:
    found = {band.part for band in parts.row(row)}
    if Part.HEADER in found:
        return _("ĐB"), _("đầu bảng")
    if any(band.columns for band in parts.row(row)):
        return "", _("dòng số liệu")
    if Part.TITLE in found:
        return _("TB"), _("tên bảng, đơn vị")
    if Part.NOTE in found:
        return _("GC"), _("ghi chú")
    return "–", _("không đọc")


def _by_cell(problems: Iterable[Problem]) -> dict[tuple[int, int], list[Problem]]:
    found: dict[tuple[int, int], list[Problem]] = defaultdict(list)
    for problem in problems:
        if place := _CELL.match(problem.cell):
            found[int(place[2]) - 1, column_number(place[1])].append(problem)
    return found
