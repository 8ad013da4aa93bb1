"""XLSX, written row by row, so that a long series takes no more memory than a short one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import IO

from django.utils import timezone, translation
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, NamedStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from indicators.exchange.cells import without_controls
from indicators.exchange.dataset import Dataset
from indicators.exchange.pieces import pieces_of
from indicators.exchange.sheets import Look, Sheet, SheetCell, sheets_of

STYLES = {
    Look.TITLE: NamedStyle("portal-title", font=Font(bold=True, size=13)),
    Look.HEAD: NamedStyle("portal-head", font=Font(bold=True), alignment=Alignment(wrap_text=True, vertical="top")),
    Look.TOTAL: NamedStyle("portal-total", font=Font(bold=True)),
}
MOST_CHARACTERS = 32_767
"""More than these do not fit in a cell."""


def write_xlsx(dataset: Dataset) -> Iterator[bytes]:
    """The file in pieces."""
    return pieces_of(partial(_write, dataset))


def _write(dataset: Dataset, file: IO[bytes]) -> None:
    with translation.override(dataset.provenance.language):
        _workbook(dataset).save(file)


def _workbook(dataset: Dataset) -> Workbook:
    workbook = Workbook(write_only=True)
    properties, provenance = workbook.properties, dataset.provenance
    properties.title, properties.creator = dataset.title, provenance.publisher
    properties.description = f"{provenance.licence_text} · {provenance.permalink}"
    properties.language = provenance.language
    # The format knows no time zone.
    properties.created = properties.modified = timezone.make_naive(provenance.retrieved, timezone.get_fixed_timezone(0))
    for sheet in sheets_of(dataset):
        _add(workbook.create_sheet(sheet.name), sheet)
    return workbook


def _add(worksheet: Worksheet, sheet: Sheet) -> None:
    for position, width in enumerate(sheet.widths, start=1):
        worksheet.column_dimensions[get_column_letter(position)].width = width
    rows, columns = sheet.frozen
    if rows or columns:
        worksheet.freeze_panes = f"{get_column_letter(columns + 1)}{rows + 1}"
    for row in sheet.rows:
        worksheet.append([_cell(worksheet, cell) for cell in row])


def _cell(worksheet: Worksheet, cell: SheetCell) -> WriteOnlyCell | str | None:
    is_number = isinstance(cell.value, Decimal)
    if not is_number and cell.look is Look.PLAIN and not cell.indent:
        return _text(str(cell.value)) or None
    written = WriteOnlyCell(worksheet, value=cell.value if is_number else _text(str(cell.value)))
    if cell.look in STYLES:
        written.style = STYLES[cell.look]
    if is_number:
        written.number_format = "#,##0" + (f".{'0' * cell.decimals}" if cell.decimals else "")
    if cell.indent:
        written.alignment = Alignment(indent=cell.indent)
    return written


def _text(value: str) -> str:
    """As much as a cell holds."""
    return without_controls(value)[:MOST_CHARACTERS]
