"""OpenDocument spreadsheet (ISO/IEC 26300, version 1.2), written row by row into its archive."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from django.utils import translation

from indicators.exchange.cells import without_controls
from indicators.exchange.dataset import Dataset
from indicators.exchange.pieces import pieces_of
from indicators.exchange.sheets import Look, Sheet, SheetCell, sheets_of

MIME_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
MOST_DECIMALS = 12
DEEPEST_INDENT = 3
_ROWS_AT_ONCE = 500

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in (
        ("office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
        ("table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
        ("text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
        ("style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
        ("number", "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"),
        ("fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"),
        ("meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
    )
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST = (
    f'{_DECLARATION}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    f' manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:version="1.2"'
    f' manifest:media-type="{MIME_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def write_ods(dataset: Dataset) -> Iterator[bytes]:
    """The file in pieces."""
    return pieces_of(partial(_write, dataset))


def _write(dataset: Dataset, file: IO[bytes]) -> None:
    with translation.override(dataset.provenance.language), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        # First and not compressed, so that the kind of file can be told from its beginning.
        archive.writestr(zipfile.ZipInfo("mimetype"), MIME_TYPE, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("meta.xml", _meta(dataset))
        with archive.open("content.xml", "w", force_zip64=True) as content:
            for piece in _content(sheets_of(dataset)):
                content.write(piece.encode())


def _meta(dataset: Dataset) -> str:
    told = "".join(
        f"<{name}>{escape(without_controls(words))}</{name}>"
        for name, words in (
            ("dc:title", dataset.title),
            ("dc:description", f"{dataset.provenance.licence_text} · {dataset.provenance.permalink}"),
            ("dc:creator", dataset.provenance.publisher),
            ("dc:date", dataset.provenance.retrieved.replace(tzinfo=None, microsecond=0).isoformat()),
            ("dc:language", dataset.provenance.language),
        )
    )
    return (
        f'{_DECLARATION}<office:document-meta {_NAMESPACES} office:version="1.2"><office:meta>{told}</office:meta>'
        "</office:document-meta>"
    )


def _content(sheets: list[Sheet]) -> Iterator[str]:
    widths = sorted({width for sheet in sheets for width in sheet.widths})
    yield (
        f'{_DECLARATION}<office:document-content {_NAMESPACES} office:version="1.2">'
        f"<office:automatic-styles>{_styles(widths)}</office:automatic-styles><office:body><office:spreadsheet>"
    )
    for sheet in sheets:
        yield from _table(sheet)
    yield "</office:spreadsheet></office:body></office:document-content>"


def _styles(widths: list[int]) -> str:
    columns = (
        f'<style:style style:name="w{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * 0.2:.1f}cm"/></style:style>'
        for width in widths
    )
    formats = (
        f'<number:number-style style:name="n{decimals}"><number:number number:decimal-places="{decimals}"'
        ' number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
        for decimals in range(MOST_DECIMALS + 1)
    )
    return "".join([*columns, *formats, *map(_cell_styles, Look)])


def _cell_styles(look: Look) -> str:
    """The styles of a look: for numbers by their decimals, for texts by their indent."""
    weight = "" if look is Look.PLAIN else '<style:text-properties fo:font-weight="bold"/>'
    wrap = '<style:table-cell-properties fo:wrap-option="wrap"/>' if look is Look.HEAD else ""
    numbers = (
        f'<style:style style:name="{look}-n{decimals}" style:family="table-cell"'
        f' style:data-style-name="n{decimals}">{weight}</style:style>'
        for decimals in range(MOST_DECIMALS + 1)
    )
    texts = (
        f'<style:style style:name="{look}-t{indent}" style:family="table-cell">{wrap}'
        f'<style:paragraph-properties fo:margin-left="{indent * 0.5:.1f}cm"/>{weight}</style:style>'
        for indent in range(DEEPEST_INDENT + 1)
    )
    return "".join([*numbers, *texts])


def _table(sheet: Sheet) -> Iterator[str]:
    columns = "".join(f'<table:table-column table:style-name="w{width}"/>' for width in sheet.widths)
    yield f"<table:table table:name={quoteattr(sheet.name)}>{columns}"
    waiting: list[str] = []
    for row in sheet.rows:
        cells = "".join(map(_cell, row)) or "<table:table-cell/>"
        waiting.append(f"<table:table-row>{cells}</table:table-row>")
        if len(waiting) == _ROWS_AT_ONCE:
            yield "".join(waiting)
            waiting.clear()
    yield "".join(waiting) + "</table:table>"


def _cell(cell: SheetCell) -> str:
    if isinstance(cell.value, Decimal):
        shown = format(cell.value, "f")
        style = f"{cell.look}-n{min(cell.decimals, MOST_DECIMALS)}"
        return (
            f'<table:table-cell table:style-name="{style}" office:value-type="float" office:value="{shown}">'
            f"<text:p>{shown}</text:p></table:table-cell>"
        )
    if not cell.value:
        return "<table:table-cell/>"
    style = f"{cell.look}-t{min(cell.indent, DEEPEST_INDENT)}"
    lines = "".join(f"<text:p>{escape(without_controls(line))}</text:p>" for line in cell.value.splitlines())
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{lines}</table:table-cell>'
