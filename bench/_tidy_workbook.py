"""A tidy workbook of any length for benchmarks, the same bytes for the same length."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

HEADS = (
    *("Mã chỉ tiêu", "Mã địa bàn", "Kỳ", "Giá trị", "Đơn vị", "Trạng thái", "Tăng so với cùng kỳ (%)"),
    "Ghi chú",
)
PERIODS = 1200
"""Months from January 1920 on; after so many rows comes the next indicator."""
AREA = "lang-son"
UNIT = "nghìn tấn"

_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_RELATION = (
    '<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'
)
_SHEET = '<{} xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"{}>'
_WITH_RELATIONS = ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def indicator_count(rows: int) -> int:
    """How many indicators a workbook of so many rows speaks of."""
    return -(-rows // PERIODS)


def indicator_code(number: int) -> str:
    return f"ct-{number}"


def write_workbook(path: Path, rows: int) -> None:
    """Write so many rows of eight columns, texts shared as spreadsheet programs share them."""
    texts = _Texts()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        archive.writestr("_rels/.rels", _RELATIONS.format(_RELATION.format("r1", "officeDocument", "xl/workbook.xml")))
        parts = _RELATION.format("r1", "worksheet", "worksheets/sheet1.xml")
        parts += _RELATION.format("r2", "sharedStrings", "sharedStrings.xml")
        archive.writestr("xl/_rels/workbook.xml.rels", _RELATIONS.format(parts))
        sheets = '<sheets><sheet name="Số liệu" sheetId="1" r:id="r1"/></sheets></workbook>'
        archive.writestr("xl/workbook.xml", _SHEET.format("workbook", _WITH_RELATIONS) + sheets)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write((_SHEET.format("worksheet", "") + "<sheetData>").encode())
            for row in _rows(rows, texts):
                part.write(row.encode())
            part.write(b"</sheetData></worksheet>")
        shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts.places)
        archive.writestr("xl/sharedStrings.xml", _SHEET.format("sst", "") + shared + "</sst>")


class _Texts:
    """Each text once, by the order in which it came."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}

    def place(self, text: str) -> int:
        return self.places.setdefault(text, len(self.places))


def _rows(count: int, texts: _Texts) -> Iterator[str]:
    heads = "".join(f'<c r="{chr(65 + n)}1" t="s"><v>{texts.place(head)}</v></c>' for n, head in enumerate(HEADS))
    yield f'<row r="1">{heads}</row>'
    area, unit, status = texts.place(AREA), texts.place(UNIT), texts.place("Chính thức")
    note = texts.place("Theo báo cáo của các đơn vị")
    for number in range(count):
        month, row = number % PERIODS, number + 2
        code = texts.place(indicator_code(number // PERIODS))
        period = texts.place(f"{1920 + month // 12}-{month % 12 + 1:02}")
        value, growth = round(100 + (number * 37 % 10007) / 10, 1), round((number * 13 % 400) / 10 - 20, 1)
        yield (
            f'<row r="{row}"><c r="A{row}" t="s"><v>{code}</v></c><c r="B{row}" t="s"><v>{area}</v></c>'
            f'<c r="C{row}" t="s"><v>{period}</v></c><c r="D{row}"><v>{value}</v></c>'
            f'<c r="E{row}" t="s"><v>{unit}</v></c><c r="F{row}" t="s"><v>{status}</v></c>'
            f'<c r="G{row}"><v>{growth}</v></c><c r="H{row}" t="s"><v>{note}</v></c></row>'
        )
