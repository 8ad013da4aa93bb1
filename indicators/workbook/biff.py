"""What python-calamine leaves out of an xls (MS-XLS records): number formats, bold, indent, errors, hidden rows."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from indicators.workbook import ole
from indicators.workbook.archive import broken_archive
from indicators.workbook.details import DEFAULT_STYLE, Fault, FaultKind, SheetDetails, Style
from indicators.workbook.number_formats import BUILT_IN_FORMATS, parse_number_format
from indicators.workbook.safety import password_protected

ERROR_TEXTS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}

_BOF, _EOF, _BOUNDSHEET, _FILEPASS = 0x0809, 0x000A, 0x0085, 0x002F
_FONT, _FORMAT, _XF, _STRINGS, _DIMENSIONS = 0x0031, 0x041E, 0x00E0, 0x00FC, 0x0200
_ROW, _COLINFO, _FORMULA, _BOOLERR, _MULRK, _MULBLANK, _BLANK = 0x0208, 0x007D, 0x0006, 0x0205, 0x00BD, 0x00BE, 0x0201
_ONE_CELL = {0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6, _FORMULA, _BOOLERR}


@dataclass(slots=True)
class _Globals:
    """What the workbook's first substream says about all sheets."""

    sheets: list[tuple[str, int]] = field(default_factory=list)
    fonts: list[tuple[bool, bool]] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN_FORMATS))
    cell_formats: list[tuple[int, int, int]] = field(default_factory=list)

    def styles(self) -> list[Style]:
        return [self._style(font, code, indent) for font, code, indent in self.cell_formats]

    def _style(self, font: int, code: int, indent: int) -> Style:
        # MS-XLS 2.5.129: font index 4 does not exist, the file's fifth font is number 5.
        number = font - 1 if font > 4 else font
        bold, italic = self.fonts[number] if number < len(self.fonts) else (False, False)
        return Style(parse_number_format(self.formats.get(code, "General")), bold=bold, italic=italic, indent=indent)


def read_details(data: bytes) -> dict[str, SheetDetails]:
    """The details of each sheet by name; raises WorkbookError for an encrypted or broken file."""
    try:
        container = ole.Container(data)
        stream = container.stream("Workbook" if "Workbook" in container.names() else "Book")
        common = _read_globals(stream)
        styles = common.styles()
        return {name: _read_sheet(stream, start, styles) for name, start in common.sheets}
    except (ole.OleError, struct.error, IndexError, UnicodeDecodeError) as error:
        raise broken_archive() from error


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    position, depth = start, 0
    while position + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        yield kind, stream[position + 4 : position + 4 + size]
        position += 4 + size
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return


def _read_globals(stream: bytes) -> _Globals:
    common = _Globals()
    is_unicode = True
    for kind, body in _records(stream, 0):
        if kind == _BOF:
            is_unicode = struct.unpack_from("<H", body)[0] >= 0x0600
        elif kind == _FILEPASS:
            raise password_protected()
        elif kind == _STRINGS and struct.unpack_from("<I", body, 4)[0] > len(stream):
            raise broken_archive()
        elif kind == _BOUNDSHEET:
            start, _state, sheet_type = struct.unpack_from("<IBB", body)
            if sheet_type == 0:
                common.sheets.append((_short_text(body[6:], is_unicode=is_unicode), start))
        elif kind == _FONT:
            flags, _colour, weight = struct.unpack_from("<HHH", body, 2)
            common.fonts.append((weight >= 700, bool(flags & 0x2)))
        elif kind == _FORMAT:
            common.formats[struct.unpack_from("<H", body)[0]] = _format_code(body, is_unicode=is_unicode)
        elif kind == _XF:
            font, code = struct.unpack_from("<HH", body)
            common.cell_formats.append((font, code, body[8] & 0x0F if is_unicode and len(body) > 8 else 0))
    return common


def _read_sheet(stream: bytes, start: int, styles: list[Style]) -> SheetDetails:
    details = SheetDetails()
    for kind, body in _records(stream, start):
        if kind in _ONE_CELL:
            row, column, style = struct.unpack_from("<HHH", body)
            _place(details, row, column, style, styles)
            if kind == _BOOLERR and body[7]:
                details.faults[row, column] = Fault(FaultKind.ERROR_VALUE, ERROR_TEXTS.get(body[6], "#?"))
            elif kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
                details.faults[row, column] = Fault(FaultKind.ERROR_VALUE, ERROR_TEXTS.get(body[8], "#?"))
        elif kind == _MULRK:
            row, first = struct.unpack_from("<HH", body)
            for number in range((len(body) - 6) // 6):
                style = struct.unpack_from("<H", body, 4 + 6 * number)[0]
                _place(details, row, first + number, style, styles)
        elif kind in {_BLANK, _MULBLANK}:
            _place_blanks(details, kind, body, styles)
        elif kind == _ROW:
            row, flags = struct.unpack_from("<H10xH", body)
            if flags & 0x20:
                details.hidden_rows.add(row)
        elif kind == _COLINFO:
            first, last, _width, _style, flags = struct.unpack_from("<HHHHH", body)
            if flags & 0x1:
                details.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind == _DIMENSIONS:
            _check_dimensions(body)
    return details


def _check_dimensions(body: bytes) -> None:
    """The rectangle that readers reserve memory for: inside the sheet, and no corner before the other."""
    if len(body) >= 14:
        first_row, last_row, first_column, last_column = struct.unpack_from("<IIHH", body)
    else:
        first_row, last_row, first_column, last_column = struct.unpack_from("<HHHH", body)
    is_empty = not (last_row and last_column)
    if not is_empty and (first_row > last_row or first_column > last_column or last_row > 65_536 or last_column > 256):
        raise broken_archive()


def _place(details: SheetDetails, row: int, column: int, index: int, styles: list[Style]) -> None:
    details.note_cell(row, column)
    style = styles[index] if index < len(styles) else DEFAULT_STYLE
    if style != DEFAULT_STYLE:
        details.styles[row, column] = style


def _place_blanks(details: SheetDetails, kind: int, body: bytes, styles: list[Style]) -> None:
    row, first = struct.unpack_from("<HH", body)
    count = 1 if kind == _BLANK else (len(body) - 6) // 2
    for number in range(count):
        index = struct.unpack_from("<H", body, 4 + 2 * number)[0]
        if index < len(styles) and styles[index] != DEFAULT_STYLE:
            details.styles[row, first + number] = styles[index]


def _short_text(body: bytes, *, is_unicode: bool) -> str:
    length = body[0]
    if not is_unicode:
        return body[1 : 1 + length].decode("cp1258", "replace")
    if body[1] & 0x1:
        return body[2 : 2 + 2 * length].decode("utf-16-le", "replace")
    return body[2 : 2 + length].decode("latin-1")


def _format_code(body: bytes, *, is_unicode: bool) -> str:
    if not is_unicode:
        return body[3 : 3 + body[2]].decode("latin-1")
    length, flags = struct.unpack_from("<HB", body, 2)
    return (
        body[5 : 5 + 2 * length].decode("utf-16-le", "replace") if flags & 1 else body[5 : 5 + length].decode("latin-1")
    )
