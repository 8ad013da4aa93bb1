"""An OpenDocument spreadsheet as rows of values with merged ranges and formats, read as a stream."""

import datetime
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from indicators.workbook.archive import Archive
from indicators.workbook.details import DEFAULT_STYLE, Fault, FaultKind, SheetDetails, Style
from indicators.workbook.number_formats import NumberFormat
from indicators.workbook.problems import WorkbookError
from indicators.workbook.safety import Limits, check_sheet_count
from indicators.workbook.xlsx import Attributes, parse

OdsValue = str | float | bool | datetime.date | datetime.datetime
_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 16_384


@dataclass(slots=True)
class OdsSheet:
    """One table of the document; merges are first row, first column, last row, last column."""

    name: str
    is_hidden: bool = False
    rows: list[list[OdsValue]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    details: SheetDetails = field(default_factory=SheetDetails)


def read_sheets(archive: Archive, limits: Limits) -> list[OdsSheet]:
    """The sheets of the document; raises WorkbookError where repeated cells would swell beyond the limits."""
    reader = _ContentReader(limits)
    parse(archive, "content.xml", start=reader.start, end=reader.end, characters=reader.characters)
    check_sheet_count(len(reader.sheets), limits)
    return reader.sheets


class _Cell:
    """The cell being read."""

    __slots__ = ("attributes", "covered", "lines", "repeat")

    def __init__(self, attributes: Attributes, *, covered: bool) -> None:
        self.attributes = attributes
        self.covered = covered
        self.repeat = _count(attributes, "number-columns-repeated", _MAX_COLUMNS)
        self.lines: list[str] = []


class _ContentReader:
    """Turns the elements of content.xml into sheets, row by row."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[OdsSheet] = []
        self._limits = limits
        self._formats: dict[str, NumberFormat] = {}
        self._format_name = ""
        self._styles: dict[str, Style] = {}
        self._hidden_table_styles: set[str] = set()
        self._style: Attributes = {}
        self._row: list[OdsValue] = []
        self._row_styles: dict[int, Style] = {}
        self._row_faults: dict[int, Fault] = {}
        self._row_attributes: Attributes = {}
        self._row_number = 0
        self._column = 0
        self._cell: _Cell | None = None
        self._aside = 0
        self._dense = 0

    def start(self, tag: str, raw: Attributes) -> None:
        attributes = {name.rpartition(":")[2]: value for name, value in raw.items()}
        if self._aside or tag == "annotation":
            self._aside += 1
        elif tag in {"table-cell", "covered-table-cell"}:
            self._cell = _Cell(attributes | _calculated(raw), covered=tag.startswith("covered"))
        elif self._cell is not None:
            self._start_text(tag, attributes)
        elif tag == "table-row":
            self._row, self._row_styles, self._row_faults, self._column = [], {}, {}, 0
            self._row_attributes = attributes
        elif tag == "table-column" and self.sheets:
            self._start_column(attributes)
        elif tag == "table":
            hidden = attributes.get("style-name", "") in self._hidden_table_styles
            self.sheets.append(OdsSheet(attributes.get("name", ""), hidden))
            self._row_number = self._column = 0
        else:
            self._start_style(tag, attributes)

    def _start_text(self, tag: str, attributes: Attributes) -> None:
        cell = self._cell
        if cell is None:
            return
        if tag == "p":
            cell.lines.append("")
        elif cell.lines and tag == "s":
            cell.lines[-1] += " " * _count(attributes, "c", 200)
        elif cell.lines and tag in {"tab", "line-break"}:
            cell.lines[-1] += "\t" if tag == "tab" else "\n"

    def _start_column(self, attributes: Attributes) -> None:
        repeat = _count(attributes, "number-columns-repeated", _MAX_COLUMNS)
        if attributes.get("visibility") in {"collapse", "filter"}:
            self.sheets[-1].details.hidden_columns.update(range(self._column, self._column + repeat))
        self._column += repeat

    def _start_style(self, tag: str, attributes: Attributes) -> None:
        if tag in {"number-style", "percentage-style", "currency-style", "date-style"}:
            self._format_name = attributes.get("name", "")
            self._formats[self._format_name] = NumberFormat(
                tag, is_percent=tag == "percentage-style", is_date=tag == "date-style"
            )
        elif tag == "number" and self._format_name in self._formats:
            self._finish_format(attributes)
        elif tag == "style":
            self._style = attributes
            if attributes.get("family") == "table-cell":
                self._styles[attributes.get("name", "")] = self._base_style(attributes)
        elif tag == "table-properties" and attributes.get("display") == "false":
            self._hidden_table_styles.add(self._style.get("name", ""))
        elif tag in {"text-properties", "paragraph-properties"} and self._style.get("family") == "table-cell":
            self._refine_style(attributes)

    def _finish_format(self, attributes: Attributes) -> None:
        known = self._formats[self._format_name]
        places = attributes.get("min-decimal-places", attributes.get("decimal-places", ""))
        decimals = int(places) if places.isdigit() else None
        self._formats[self._format_name] = NumberFormat(known.code, decimals, known.is_percent, 0, known.is_date)

    def _base_style(self, attributes: Attributes) -> Style:
        parent = self._styles.get(attributes.get("parent-style-name", ""), DEFAULT_STYLE)
        number_format = self._formats.get(attributes.get("data-style-name", ""), parent.number_format)
        return Style(number_format, parent.bold, parent.italic, parent.indent)

    def _refine_style(self, attributes: Attributes) -> None:
        name = self._style.get("name", "")
        style = self._styles[name]
        indent = _points(attributes.get("margin-left", ""))
        self._styles[name] = Style(
            style.number_format,
            bold=style.bold or attributes.get("font-weight") == "bold",
            italic=style.italic or attributes.get("font-style") == "italic",
            indent=max(style.indent, round(indent / 10)),
        )

    def characters(self, text: str) -> None:
        if self._cell is not None and self._cell.lines and not self._aside:
            self._cell.lines[-1] += text

    def end(self, tag: str) -> None:
        if self._aside:
            self._aside -= 1
        elif tag in {"table-cell", "covered-table-cell"} and self._cell is not None:
            self._finish_cell(self._cell)
            self._cell = None
        elif tag == "table-row" and self.sheets:
            self._finish_row()
        elif tag in {"number-style", "percentage-style", "currency-style", "date-style"}:
            self._format_name = ""
        elif tag == "table" and self.sheets:
            rows = self.sheets[-1].rows
            while rows and not rows[-1]:
                rows.pop()

    def _finish_cell(self, cell: _Cell) -> None:
        attributes, column = cell.attributes, self._column
        self._column += cell.repeat
        value, fault = ("", None) if cell.covered else _value(cell)
        style = self._styles.get(attributes.get("style-name", ""), DEFAULT_STYLE)
        if value == "" and fault is None:
            if style != DEFAULT_STYLE and cell.repeat < 50:
                self._row_styles.update(dict.fromkeys(range(column, column + cell.repeat), style))
            return
        self._guard(len(self._row) + cell.repeat)
        self._row.extend([""] * (column - len(self._row)) + [value] * cell.repeat)
        for place in range(column, column + cell.repeat):
            if style != DEFAULT_STYLE:
                self._row_styles[place] = style
            if fault is not None:
                self._row_faults[place] = fault
        rows = _count(attributes, "number-rows-spanned", _MAX_ROWS)
        columns = _count(attributes, "number-columns-spanned", _MAX_COLUMNS)
        if rows > 1 or columns > 1:
            last = (self._row_number + rows - 1, column + columns - 1)
            self.sheets[-1].merges.append((self._row_number, column, *last))

    def _finish_row(self) -> None:
        sheet, repeat = self.sheets[-1], _count(self._row_attributes, "number-rows-repeated", _MAX_ROWS)
        if self._row_attributes.get("visibility") in {"collapse", "filter"} and repeat < 10_000:
            sheet.details.hidden_rows.update(range(self._row_number, self._row_number + repeat))
        if self._row:
            self._guard(len(self._row) * repeat + self._row_number)
            sheet.rows.extend([] for _blank in range(self._row_number - len(sheet.rows)))
            for number in range(self._row_number, self._row_number + repeat):
                sheet.rows.append(list(self._row))
                self._take_row(sheet.details, number)
        self._row_number += repeat

    def _take_row(self, details: SheetDetails, number: int) -> None:
        self._dense += len(self._row)
        details.cell_count += len(self._row)
        for column, style in self._row_styles.items():
            details.styles[number, column] = style
        for column, fault in self._row_faults.items():
            details.faults[number, column] = fault

    def _guard(self, more: int) -> None:
        if self._dense + more > self._limits.dense_cells // 4:
            raise WorkbookError(
                _(
                    "Trang “%(sheet)s” lặp lại ô quá nhiều lần để đọc an toàn. "
                    "Hãy xoá các dòng, cột thừa rồi lưu lại, hoặc lưu dưới dạng .xlsx."
                )
                % {"sheet": self.sheets[-1].name if self.sheets else ""},
                code="too_sparse",
            )


def _value(cell: _Cell) -> tuple[OdsValue, Fault | None]:
    attributes = cell.attributes
    text = "\n".join(cell.lines)
    kind = attributes.get("value-type", "")
    if attributes.get("calculated-type") == "error":
        return "", Fault(FaultKind.ERROR_VALUE, text or "#?")
    if kind in {"float", "percentage", "currency"}:
        try:
            return float(attributes.get("value", "")), None
        except ValueError:
            return "", Fault(FaultKind.NOT_FINITE, attributes.get("value", "")[:40])
    if kind == "date":
        return _date(attributes.get("date-value", ""), text), None
    if kind == "boolean":
        return attributes.get("boolean-value") == "true", None
    if not kind and not text and "formula" in attributes:
        return "", Fault(FaultKind.UNSAVED_FORMULA, "")
    return attributes.get("string-value", text) or text, None


def _date(value: str, text: str) -> OdsValue:
    try:
        moment = datetime.datetime.fromisoformat(value)
    except ValueError:
        return text
    return moment if "T" in value else moment.date()


def _calculated(raw: Attributes) -> Attributes:
    # Two attributes share the local name "value-type"; LibreOffice's own says which results are errors.
    calculated = raw.get("calcext:value-type")
    return {"calculated-type": calculated, "value-type": raw.get("office:value-type", "")} if calculated else {}


def _count(attributes: Attributes, name: str, limit: int) -> int:
    text = attributes.get(name, "1")
    return max(1, min(int(text), limit)) if text.isdigit() and len(text) < 9 else (limit if text.isdigit() else 1)


def _points(length: str) -> float:
    for unit, points in (("pt", 1.0), ("cm", 28.35), ("mm", 2.835), ("in", 72.0)):
        if length.endswith(unit):
            try:
                return float(length[: -len(unit)]) * points
            except ValueError:
                return 0.0
    return 0.0
