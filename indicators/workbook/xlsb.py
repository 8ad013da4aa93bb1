"""What python-calamine leaves out of an xlsb (MS-XLSB records): number formats, bold, errors, reach."""

import posixpath
import struct
from collections.abc import Iterator

from indicators.workbook.archive import Archive, broken_archive
from indicators.workbook.biff import ERROR_TEXTS
from indicators.workbook.details import DEFAULT_STYLE, Fault, FaultKind, SheetDetails, Style
from indicators.workbook.number_formats import BUILT_IN_FORMATS, parse_number_format
from indicators.workbook.xlsx import Attributes, parse

_ROW, _BLANK, _ERROR, _FORMULA_ERROR, _LAST_CELL = 0, 1, 3, 11, 11
_FONT, _FORMAT, _XF, _SHEET, _BEGIN_CELL_XFS, _END_CELL_XFS = 43, 44, 47, 156, 617, 618
_COLUMN, _BEGIN_STRINGS = 60, 159


def read_binary_details(archive: Archive) -> dict[str, SheetDetails]:
    """The details of each sheet by name; raises WorkbookError where the records break off."""
    try:
        _check_strings(archive)
        styles = _read_styles(archive)
        return {name: _read_sheet(archive.read(part), styles) for name, part in _sheet_parts(archive)}
    except (struct.error, IndexError) as error:
        raise broken_archive() from error


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    position, end = 0, len(stream)
    while position < end:
        kind = stream[position]
        position += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (stream[position] << 7)
            position += 1
        size = shift = 0
        while True:
            byte = stream[position]
            position += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:
                break
        yield kind, stream[position : position + size]
        position += size


def _sheet_parts(archive: Archive) -> list[tuple[str, str]]:
    targets: dict[str, str] = {}

    def relation(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            targets[attributes.get("Id", "")] = path

    relations = "xl/_rels/workbook.bin.rels"
    if relations in archive:
        parse(archive, relations, start=relation)
    parts = []
    for kind, body in _records(archive.read("xl/workbook.bin")):
        if kind == _SHEET:
            key, rest = _wide_text(body, 8)
            name, _rest = _wide_text(body, rest)
            part = targets.get(key, "")
            if part in archive and "/worksheets/" in part:
                parts.append((name, part))
    return parts


def _check_strings(archive: Archive) -> None:
    """Shared texts are counted before they are read; the count cannot exceed the bytes that hold them."""
    part = "xl/sharedStrings.bin"
    if part not in archive:
        return
    for kind, body in _records(archive.read(part)):
        if kind == _BEGIN_STRINGS and struct.unpack_from("<II", body)[1] > archive.size(part):
            raise broken_archive()
        return


def _read_styles(archive: Archive) -> list[Style]:
    part = "xl/styles.bin"
    if part not in archive:
        return []
    formats = dict(BUILT_IN_FORMATS)
    fonts: list[tuple[bool, bool]] = []
    styles: list[Style] = []
    in_cell_formats = False
    for kind, body in _records(archive.read(part)):
        if kind == _FORMAT:
            formats[struct.unpack_from("<H", body)[0]] = _wide_text(body, 2)[0]
        elif kind == _FONT:
            flags, weight = struct.unpack_from("<HH", body, 2)
            fonts.append((weight >= 700, bool(flags & 0x2)))
        elif kind in {_BEGIN_CELL_XFS, _END_CELL_XFS}:
            in_cell_formats = kind == _BEGIN_CELL_XFS
        elif kind == _XF and in_cell_formats:
            _parent, code, font = struct.unpack_from("<HHH", body)
            bold, italic = fonts[font] if font < len(fonts) else (False, False)
            indent = body[11] & 0x0F if len(body) > 11 else 0
            styles.append(Style(parse_number_format(formats.get(code, "General")), bold, italic, indent))
    return styles


def _read_sheet(stream: bytes, styles: list[Style]) -> SheetDetails:
    details = SheetDetails()
    row = -1
    for kind, body in _records(stream):
        if kind == _ROW:
            row = struct.unpack_from("<I", body)[0]
        elif _BLANK <= kind <= _LAST_CELL:
            column, reference = struct.unpack_from("<II", body)
            index = reference & 0xFFFFFF
            style = styles[index] if index < len(styles) else DEFAULT_STYLE
            if style != DEFAULT_STYLE:
                details.styles[row, column] = style
            if kind == _BLANK:
                continue
            details.note_cell(row, column)
            if kind in {_ERROR, _FORMULA_ERROR}:
                details.faults[row, column] = Fault(FaultKind.ERROR_VALUE, ERROR_TEXTS.get(body[8], "#?"))
        elif kind == _COLUMN:
            first, last, _width, _style, flags = struct.unpack_from("<IIIIH", body)
            if flags & 0x1:
                details.hidden_columns.update(range(first, min(last, 16_383) + 1))
    return details


def _wide_text(body: bytes, position: int) -> tuple[str, int]:
    length = struct.unpack_from("<I", body, position)[0]
    end = position + 4 + 2 * length
    return body[position + 4 : end].decode("utf-16-le", "replace"), end
