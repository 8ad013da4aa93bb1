"""The smallest xls and xlsb files that hold what tests need: values, number formats, bold, indent, merged ranges."""

import io
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass(frozen=True)
class Look:
    """The look of a cell."""

    number_format: str = ""
    bold: bool = False
    indent: int = 0


@dataclass(frozen=True)
class Styled:
    """A value with its look."""

    value: Any
    look: Look


@dataclass(frozen=True)
class ErrorCell:
    """A cell that shows an error, by its code: 23 is #REF!."""

    code: int = 23


def compound_file(streams: dict[str, bytes]) -> bytes:
    """An OLE compound file with these streams, none of them in the mini stream."""
    sectors: list[bytes] = []
    chains: list[tuple[str, int, int]] = []
    fat: list[int] = []
    for name, data in streams.items():
        data = data.ljust(4096, b"\0")
        count = -(-len(data) // 512)
        start = len(sectors)
        chains.append((name, start, len(data)))
        sectors += [data[i * 512 : (i + 1) * 512].ljust(512, b"\0") for i in range(count)]
        fat += [*range(start + 1, start + count), _END]
    directory = _directory(chains)
    directory_start = len(sectors)
    count = len(directory) // 512
    sectors += [directory[i * 512 : (i + 1) * 512] for i in range(count)]
    fat += [*range(directory_start + 1, directory_start + count), _END]
    fat_sectors = -(-(len(fat) + 1) // 127)
    fat_starts = list(range(len(sectors), len(sectors) + fat_sectors))
    fat += [_FAT] * fat_sectors
    fat += [_FREE] * (fat_sectors * 128 - len(fat))
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<III", header, 44, fat_sectors, directory_start, 0)
    struct.pack_into("<IIIII", header, 56, 4096, _END, 0, _END, 0)
    struct.pack_into(f"<{109}I", header, 76, *fat_starts, *[_FREE] * (109 - fat_sectors))
    return bytes(header) + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)


def xls(
    sheets: dict[str, Sequence[Sequence[Any]]],
    *,
    merged: Sequence[tuple[int, int, int, int]] = (),
    hidden_rows: Sequence[int] = (),
    extra: bytes = b"",
) -> bytes:
    """An Excel 97 workbook; `merged` are first row, last row, first column, last column of every sheet."""
    looks = [Look(), *{v.look for rows in sheets.values() for row in rows for v in row if isinstance(v, Styled)}]
    formats = sorted({look.number_format for look in looks if look.number_format})
    codes = {text: 164 + i for i, text in enumerate(formats)}
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + extra
    fonts = b"".join(_font(bold=number == 5) for number in range(6))
    shown = b"".join(_record(0x041E, struct.pack("<H", codes[text]) + _text(text)) for text in formats)
    styles = b"".join(_cell_format(look, codes) for look in looks)
    bodies = [_sheet(rows, looks, merged, hidden_rows) for rows in sheets.values()]
    bound_size = sum(4 + 8 + 2 * len(name) for name in sheets)
    position = len(head) + len(fonts) + len(shown) + len(styles) + bound_size + 4
    bounds = b""
    for name, body in zip(sheets, bodies, strict=True):
        data = struct.pack("<IBB", position, 0, 0) + bytes([len(name), 1]) + name.encode("utf-16-le")
        bounds += _record(0x0085, data)
        position += len(body)
    stream = head + fonts + shown + styles + bounds + _record(0x000A, b"") + b"".join(bodies)
    return compound_file({"Workbook": stream})


def xlsb(rows: Sequence[Sequence[Any]], *, name: str = "Sheet1") -> bytes:
    """A binary workbook of one sheet: texts, numbers, percent format for `Styled` cells, error cells."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = _binary(131) + _binary(143) + _binary(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name))
    book += _binary(144) + _binary(132)
    sheet = _binary(129) + _binary(148, struct.pack("<IIII", 0, len(rows), 0, 50)) + _binary(145)
    for number, row in enumerate(rows):
        sheet += _binary(0, struct.pack("<IIHHBI", number, 0, 300, 0, 0, 0))
        for column, value in enumerate(row):
            if value is not None:
                sheet += _binary_cell(column, value)
    sheet += _binary(146) + _binary(130)
    styles = _binary(278) + _binary(617, struct.pack("<I", 2))
    styles += b"".join(_binary(47, struct.pack("<HHHHHBBHI", 0, code, 0, 0, 0, 0, 0, 0, 0)) for code in (0, 10))
    styles += _binary(618) + _binary(279)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{relation}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
        archive.writestr("xl/styles.bin", styles)
        archive.writestr("[Content_Types].xml", "<Types/>")
    return buffer.getvalue()


def _directory(chains: Sequence[tuple[str, int, int]]) -> bytes:
    entries = [_entry("Root Entry", 5, _END, 0, child=1 if chains else _FREE)]
    for number, (name, start, size) in enumerate(chains, start=1):
        right = number + 1 if number < len(chains) else _FREE
        entries.append(_entry(name, 2, start, size, right=right))
    data = b"".join(entries)
    return data.ljust(-(-len(data) // 512) * 512, b"\0")


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    body = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, _FREE, right, child)
    return body.ljust(116, b"\0") + struct.pack("<III", start, size, 0)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _font(*, bold: bool) -> bytes:
    return _record(0x0031, struct.pack("<HHHHHBBBB", 200, 0, 8, 700 if bold else 400, 0, 0, 0, 0, 0) + b"\x01\x00A")


def _cell_format(look: Look, codes: dict[str, int]) -> bytes:
    font = 6 if look.bold else 0
    code = codes.get(look.number_format, 0)
    return _record(0x00E0, struct.pack("<HHHBBBBIIH", font, code, 0, 0, 0, look.indent, 0, 0, 0, 0))


def _sheet(
    rows: Sequence[Sequence[Any]],
    looks: Sequence[Look],
    merged: Sequence[tuple[int, int, int, int]],
    hidden_rows: Sequence[int],
) -> bytes:
    body = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    body += b"".join(_record(0x0208, struct.pack("<HHHHHHI", row, 0, 1, 300, 0, 0, 0x120)) for row in hidden_rows)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                body += _cell(number, column, value, looks)
    if merged:
        body += _record(0x00E5, struct.pack("<H", len(merged)) + b"".join(struct.pack("<HHHH", *m) for m in merged))
    return body + _record(0x000A, b"")


def _cell(row: int, column: int, value: Any, looks: Sequence[Look]) -> bytes:
    style = looks.index(value.look) if isinstance(value, Styled) else 0
    value = value.value if isinstance(value, Styled) else value
    place = struct.pack("<HHH", row, column, style)
    if isinstance(value, ErrorCell):
        return _record(0x0205, place + bytes([value.code, 1]))
    if isinstance(value, str):
        return _record(0x0204, place + _text(value))
    return _record(0x0203, place + struct.pack("<d", value))


def _binary(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, encoded = len(body), b""
    while True:
        size, byte = size >> 7, size & 0x7F
        encoded += bytes([byte | (0x80 if size else 0)])
        if not size:
            return head + encoded + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _binary_cell(column: int, value: Any) -> bytes:
    style = 1 if isinstance(value, Styled) else 0
    value = value.value if isinstance(value, Styled) else value
    place = struct.pack("<II", column, style)
    if isinstance(value, ErrorCell):
        return _binary(3, place + bytes([value.code]))
    if isinstance(value, str):
        return _binary(6, place + _wide(value))
    return _binary(5, place + struct.pack("<d", value))
