"""The file back to whoever made it: its values with every problem as a comment at its cell."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.cell import MergedCell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from indicators.workbook.grid import Grid, Value, Workbook, open_workbook
from indicators.workbook.problems import Problem, Severity
from indicators.workbook.safety import FileKind

MOST_STYLED_CELLS = 200_000
"""Beyond these the copy is written row by row, without the looks of the original."""

AUTHOR = "Portal"
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ERROR = PatternFill("solid", fgColor="FFF4C7C3")
_WARNING = PatternFill("solid", fgColor="FFFFE8B3")
_LONGEST = 32_000

Comments = Mapping[str, list[Problem]]


def annotated(content: bytes, problems: Iterable[Problem]) -> bytes:
    """An xlsx of the file with its problems as comments; formulas are replaced by their stored values.

    An xlsx keeps its looks; any other format, and a very large file, comes back as a plain copy of its values. A
    problem of a whole sheet or of the file stands at the first cell. No cell starts a formula.
    """
    workbook = open_workbook(content)
    by_sheet = _by_sheet(problems, workbook)
    cells = sum(len(grid.rows) * grid.width for grid in workbook)
    if workbook.kind is FileKind.XLSX and cells <= MOST_STYLED_CELLS:
        return _with_comments(content, by_sheet)
    return _copied(workbook, by_sheet)


def _with_comments(content: bytes, by_sheet: Mapping[str, Comments]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    for name, comments in by_sheet.items():
        if name in book.sheetnames and isinstance(sheet := book[name], Worksheet):
            for place, problems in comments.items():
                cell = _anchor(sheet, place)
                cell.comment = _comment(problems)
                cell.fill = _fill(problems)
    return _saved(book)


def _anchor(sheet: Worksheet, place: str) -> Any:
    """The cell, or the first cell of the merged range that covers it, which alone can carry a comment."""
    cell = sheet[place]
    if isinstance(cell, MergedCell):
        for span in sheet.merged_cells.ranges:
            if place in span:
                return sheet.cell(span.min_row, span.min_col)
    return cell


def _copied(workbook: Workbook, by_sheet: Mapping[str, Comments]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for number, grid in enumerate(workbook, start=1):
        sheet = book.create_sheet(_title(grid.name, number))
        comments = by_sheet.get(grid.name, {})
        for row in range(grid.height):
            sheet.append([_copy(sheet, grid, row, column, comments) for column in range(grid.width)])
        if not grid.height and comments:
            sheet.append([_copy(sheet, grid, 0, 0, comments)])
    return _saved(book)


def _copy(sheet: Any, grid: Grid, row: int, column: int, comments: Comments) -> Any:
    problems = comments.get(f"{get_column_letter(column + 1)}{row + 1}")
    fault = grid.faults.get((row, column))
    value = _plain(fault.shown if fault else grid.value(row, column))
    if value is None and not problems:
        return None
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    if problems:
        cell.comment, cell.fill = _comment(problems), _fill(problems)
    return cell


def _plain(value: Value) -> Value | None:
    """The value as a spreadsheet takes it; text stays text, whatever sign it begins with."""
    if value == "":
        return None
    return _ILLEGAL.sub("", value)[:_LONGEST] if isinstance(value, str) else value


def _by_sheet(problems: Iterable[Problem], workbook: Workbook) -> dict[str, dict[str, list[Problem]]]:
    first = workbook.grids[0].name if workbook.grids else ""
    found: dict[str, dict[str, list[Problem]]] = defaultdict(lambda: defaultdict(list))
    for problem in problems:
        place = _CELL.match(problem.cell)
        found[problem.sheet or first][place[0] if place else "A1"].append(problem)
    return found


def _comment(problems: list[Problem]) -> Comment:
    lines = [f"{_label(problem.severity)}: {problem.message}" for problem in problems]
    text = _ILLEGAL.sub("", "\n".join(dict.fromkeys(lines)))[:_LONGEST]
    return Comment(text, AUTHOR, width=320, height=40 + 20 * (len(text) // 45 + len(lines)))


def _label(severity: Severity) -> str:
    return _("Lỗi") if severity is Severity.ERROR else _("Cảnh báo")


def _fill(problems: list[Problem]) -> PatternFill:
    return _ERROR if any(problem.severity is Severity.ERROR for problem in problems) else _WARNING


def _title(name: str, number: int) -> str:
    """The name of a sheet without the signs that xlsx does not take."""
    return re.sub(r"[\\/*?:\[\]]", " ", name).strip()[:31] or f"Sheet{number}"


def _saved(book: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
