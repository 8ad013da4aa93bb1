"""Zip containers of spreadsheet parts written by hand, so that a part can hold what no spreadsheet program writes."""

import io
import zipfile
from collections.abc import Iterable

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def worksheet(body: str, *, before: str = "", dimension: str = "") -> str:
    """A worksheet part with this sheet data."""
    claim = f'<dimension ref="{dimension}"/>' if dimension else ""
    head = f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet {MAIN}>{claim}'
    return f"{head}<sheetData>{body}</sheetData></worksheet>"


def package(
    sheet: str | bytes, *, more: dict[str, str | bytes] | None = None, strings: str = "", leave_out: str = ""
) -> bytes:
    """An xlsx with this sheet part and nothing that it does not need."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    if strings:
        parts["xl/sharedStrings.xml"] = strings
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | (more or {})).items():
            if name != leave_out:
                archive.writestr(name, content)
    return buffer.getvalue()


def inflated(name: str, head: bytes, letter: bytes, mebibytes: int, tail: bytes = b"") -> bytes:
    """An xlsx with a part that is one letter for so many mebibytes, never held here as a whole."""
    buffer = io.BytesIO(package("", leave_out=name))
    block = letter * (1 << 20)
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w") as part,
    ):
        part.write(head)
        for _ in range(mebibytes):
            part.write(block)
        part.write(tail)
    return buffer.getvalue()


def open_document(body: str) -> bytes:
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    doctype, found, rest = body.partition("]>")
    content = f"{doctype}{found}" if found else ""
    content += f"<office:document-content {names}>{rest if found else body}</office:document-content>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def row_of_texts(number: int, texts: Iterable[str]) -> str:
    cells = "".join(
        f'<c r="{letters_of(column)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for column, text in enumerate(texts)
    )
    return f'<row r="{number}">{cells}</row>'


def letters_of(column: int) -> str:
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)
