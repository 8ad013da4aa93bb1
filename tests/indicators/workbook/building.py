"""Small workbooks for tests: rows typed as a person sees them, written as xlsx, csv or ods."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableCellProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

Row = Sequence[Any]


@dataclass(frozen=True)
class Expected:
    """One observation that a sample must give; `path` is the indicator under its parents, joined by " / "."""

    sheet: str
    cell: str
    path: str
    area: str | None
    period: str
    measure: str
    value: str
    unit: str
    status: str | None = None
    footnote: str = ""


@dataclass(frozen=True)
class Sample:
    """A workbook with the observations that it states, and the cells at which it has errors."""

    name: str
    content: bytes
    expected: tuple[Expected, ...]
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass
class Look:
    """What a sheet has beside its values: merged ranges, number formats, bold and indented cells, hidden parts."""

    merged: Sequence[str] = ()
    formats: dict[str, str] = field(default_factory=dict)
    bold: Sequence[str] = ()
    indent: dict[str, int] = field(default_factory=dict)
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[str] = ()
    is_hidden: bool = False


Sheets = dict[str, tuple[Sequence[Row], Look]]


def xlsx(sheets: Sheets) -> bytes:
    """The sheets as an Excel workbook."""
    book = Workbook()
    book.remove(book.active)
    for name, (rows, look) in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    sheet.cell(number, column, value)
        for area in look.merged:
            sheet.merge_cells(area)
        for cells, code in look.formats.items():
            for cell in _cells(sheet, cells):
                cell.number_format = code
        for place in look.bold:
            sheet[place].font = Font(bold=True)
        for place, indent in look.indent.items():
            sheet[place].alignment = Alignment(indent=indent)
        for number in look.hidden_rows:
            sheet.row_dimensions[number].hidden = True
        for letters in look.hidden_columns:
            sheet.column_dimensions[letters].hidden = True
        if look.is_hidden:
            sheet.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def one_sheet(name: str, rows: Sequence[Row], **look: Any) -> bytes:
    """One sheet as an Excel workbook."""
    return xlsx({name: (rows, Look(**look))})


def delimited(rows: Sequence[Row], *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """The rows as delimited text in an encoding."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows(
        ["" if value is None else value for value in row] for row in rows
    )
    text = buffer.getvalue()
    if encoding == "windows-1258":
        return windows_1258(text)
    return text.encode(encoding)


def windows_1258(text: str) -> bytes:
    """Text in the Vietnamese code page, which writes most tones as a character behind the vowel."""
    import unicodedata

    encoded = bytearray()
    for character in text:
        try:
            encoded += character.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", character)
            tones = [c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
            encoded += base.encode("cp1258") + "".join(tones).encode("cp1258")
    return bytes(encoded)


def ods(sheets: dict[str, Sequence[Row]], *, merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """The sheets as an OpenDocument spreadsheet; merges are first row, first column, rows, columns."""
    document = OpenDocumentSpreadsheet()
    style = Style(name="plain", family="table-cell")
    style.addElement(TableCellProperties())
    document.automaticstyles.addElement(style)
    spans = {(row, column): (rows, columns) for row, column, rows, columns in merged}
    covered = {
        (r, c)
        for row, column, rows, columns in merged
        for r in range(row, row + rows)
        for c in range(column, column + columns)
        if (r, c) != (row, column)
    }
    for name, rows in sheets.items():
        table = Table(name=name)
        for number, row in enumerate(rows):
            line = TableRow()
            for column, value in enumerate(row):
                line.addElement(_ods_cell(value, spans.get((number, column)), is_covered=(number, column) in covered))
            table.addElement(line)
        document.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


def table(
    sheet: str,
    names: Sequence[tuple[int, str, str]],
    columns: Sequence[tuple[str, str, str, str | None]],
    values: Sequence[Sequence[str | None]],
    *,
    area: str | None = None,
    footnotes: dict[int, str] | None = None,
) -> tuple[Expected, ...]:
    """Expected observations of a table of indicators.

    `names` are row number, path and unit; `columns` are letters, period, measure and status; `values` has None
    where the sheet is blank.
    """
    found = []
    for (row, path, unit), line in zip(names, values, strict=True):
        for (letters, period, measure, status), value in zip(columns, line, strict=True):
            if value is None:
                continue
            shown = unit if measure in {"value", "target"} else "%"
            note = (footnotes or {}).get(row, "")
            found.append(Expected(sheet, f"{letters}{row}", path, area, period, measure, value, shown, status, note))
    return tuple(found)


def grid_of(
    sheet: str,
    rows: Iterable[tuple[int, str | None]],
    columns: Sequence[tuple[str, str, str, str, str | None]],
    values: Sequence[Sequence[str | None]],
) -> tuple[Expected, ...]:
    """Expected values of a table of areas: rows are number and area, columns letters, path, period, unit, status."""
    return tuple(
        Expected(sheet, f"{letters}{row}", path, area, period, "value", value, unit, status)
        for (row, area), line in zip(rows, values, strict=True)
        for (letters, path, period, unit, status), value in zip(columns, line, strict=True)
        if value is not None
    )


def _cells(sheet: Any, cells: str) -> list[Any]:
    found = sheet[cells]
    if not isinstance(found, tuple):
        return [found]
    return [cell for row in found for cell in (row if isinstance(row, tuple) else (row,))]


def _ods_cell(value: Any, span: tuple[int, int] | None, *, is_covered: bool) -> Any:
    if is_covered:
        return CoveredTableCell()
    attributes: dict[str, Any] = {}
    if span is not None:
        attributes = {"numberrowsspanned": span[0], "numbercolumnsspanned": span[1]}
    if value is None:
        return TableCell(**attributes)
    if isinstance(value, int | float | Decimal):
        cell = TableCell(valuetype="float", value=str(value), **attributes)
    else:
        cell = TableCell(valuetype="string", **attributes)
    cell.addElement(P(text=str(value)))
    return cell


SampleMaker = Callable[[], Sample]
