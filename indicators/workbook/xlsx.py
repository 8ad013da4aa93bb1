"""What python-calamine leaves out of an xlsx: number formats, bold and indent, errors, unsaved formulas, hidden rows.

The parts are read as a stream with expat, which expands nothing here: a document type or an entity is refused.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from indicators.workbook.archive import Archive, broken_archive, entity_declared
from indicators.workbook.details import DEFAULT_STYLE, Fault, FaultKind, SheetDetails, Style
from indicators.workbook.number_formats import BUILT_IN_FORMATS, parse_number_format
from indicators.workbook.problems import column_number

SMALL_SHEET_CELLS = 40_000
_PLAIN_CELL = re.compile(rb'<c r="[A-Z]{1,3}([1-9]\d{0,6})"')
_ANY_CELL = re.compile(rb"<(?:[^\s<>/:]+:)?c[\s/>]")
_WIDE_CELL = re.compile(rb'<c r="([A-Z]{2,3})')
_CLAIM = re.compile(rb'<(?:\w+:)?dimension [^>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_REFERENCE = re.compile(r"([A-Za-z]{1,7})(\d{1,12})$")

Attributes = dict[str, str]


def sheet_parts(archive: Archive) -> dict[str, str]:
    """The archive member of each worksheet by sheet name."""
    root = "xl/workbook.xml"
    if root not in archive:
        return {}
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            targets[attributes.get("Id", "")] = path

    def sheet(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            key = next((value for name, value in attributes.items() if name.split(":")[-1] == "id"), "")
            sheets.append((attributes.get("name", ""), key))

    relations = "xl/_rels/workbook.xml.rels"
    if relations in archive:
        parse(archive, relations, start=relation)
    parse(archive, root, start=sheet)
    return {name: targets[key] for name, key in sheets if targets.get(key, "") in archive}


def cell_styles(archive: Archive) -> list[Style]:
    """The style of each cell format index (`s=`) of the workbook."""
    part = "xl/styles.xml"
    if part not in archive:
        return []
    formats: dict[int, str] = dict(BUILT_IN_FORMATS)
    fonts: list[list[bool]] = []
    raw: list[list[int]] = []
    path: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        parent = path[-1] if path else ""
        path.append(tag)
        if tag == "numFmt" and parent == "numFmts":
            formats[_integer(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag == "font" and parent == "fonts":
            fonts.append([False, False])
        elif tag in {"b", "i"} and parent == "font" and fonts and "fonts" in path:
            fonts[-1][tag == "i"] = attributes.get("val", "1") not in {"0", "false"}
        elif tag == "xf" and parent == "cellXfs":
            raw.append([_integer(attributes.get("numFmtId")), _integer(attributes.get("fontId")), 0])
        elif tag == "alignment" and parent == "xf" and "cellXfs" in path and raw:
            raw[-1][2] = _integer(attributes.get("indent"))

    parse(archive, part, start=start, end=lambda tag: path.pop())
    styles = []
    for number, font, indent in raw:
        bold, italic = fonts[font] if font < len(fonts) else (False, False)
        styles.append(Style(parse_number_format(formats.get(number, "General")), bold, italic, indent))
    return styles


def scan_sheet(archive: Archive, part: str) -> SheetDetails:
    """How many cells a sheet part holds, how far they reach, and whether errors or formulas are among them."""
    details = SheetDetails()
    is_plain = True
    for window in _windows(archive, part):
        if not details.claimed_cells and (claim := _CLAIM.search(window)):
            rows = int(claim[4]) - int(claim[2]) + 1
            columns = column_number(claim[3].decode()) - column_number(claim[1].decode()) + 1
            details.claimed_rows, details.claimed_columns = rows, columns
        is_plain = is_plain and _note_plain_cells(window, details)
        details.has_faults = details.has_faults or b't="e"' in window or b"t='e'" in window or b"<f" in window
        details.has_styles = details.has_styles or b" s=" in window
        details.has_hidden = details.has_hidden or b"hidden=" in window
    if not is_plain:
        scan_precisely(archive, part, details)
    return details


def _note_plain_cells(window: bytes, details: SheetDetails) -> bool:
    """Count the cells of a window as spreadsheet programs write them; False where any is written otherwise."""
    found = _PLAIN_CELL.findall(window)
    if len(found) != len(_ANY_CELL.findall(window)):
        return False
    if not found:
        return True
    first, last = int(found[0]), int(found[-1])
    if details.first_seen_row < 0:
        details.first_seen_row = first - 1
    details.is_out_of_order = details.is_out_of_order or first - 1 < details.last_seen_row or last < first
    details.last_seen_row = last - 1
    details.last_row = max(details.last_row, last)
    details.cell_count += len(found)
    wide = max(_WIDE_CELL.findall(window), key=_by_size, default=b"") or _widest_letter(window, details.columns)
    details.columns = max(details.columns, column_number(wide.decode()) + 1)
    return True


def _widest_letter(window: bytes, known: int) -> bytes:
    """The last column of one letter in the window, looked for only past the columns already known."""
    if known >= 26:
        return b"A"
    beyond = re.compile(rb'<c r="([%c-Z])\d' % (ord("A") + known))
    return max(beyond.findall(window), default=b"A")


def _by_size(text: bytes) -> tuple[int, bytes]:
    return len(text), text


def scan_precisely(archive: Archive, part: str, details: SheetDetails) -> None:
    """Count again, cell by cell and only those with a value, wherever the quick count could be wrong."""
    details.cell_count = details.last_row = details.columns = 0
    details.first_seen_row = details.last_seen_row = -1
    details.is_out_of_order = False
    place = [-1, -1]
    here = [False]

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "row":
            number = attributes.get("r", "")
            place[:] = [int(number) - 1 if number.isdigit() and len(number) < 12 else place[0] + 1, -1]
        elif tag == "c":
            reference = _REFERENCE.match(attributes.get("r", ""))
            if reference:
                place[:] = [int(reference[2]) - 1, column_number(reference[1])]
            else:
                place[1] += 1
            here[0] = True
        elif here[0] and tag in {"v", "is", "f"}:
            details.note_cell(place[0], place[1])
            here[0] = False

    parse(archive, part, start=start)


def _windows(archive: Archive, part: str) -> Iterator[bytes]:
    """The part in pieces that end between elements."""
    tail = b""
    for chunk in archive.xml_chunks(part):
        window = tail + chunk
        cut = window.rfind(b"<")
        if cut > 0:
            yield window[:cut]
            tail = window[cut:]
        else:
            tail = window
    yield tail


def read_details(archive: Archive, part: str, styles: list[Style], details: SheetDetails) -> None:
    """Fill in the styles, faults and hidden rows of a sheet; of a large sheet only what changes a value."""
    small = details.cell_count <= SMALL_SHEET_CELLS
    wanted = [style if small or style.number_format.changes_reading else None for style in styles]
    if not (small or details.has_faults or details.has_hidden or (details.has_styles and any(wanted))):
        return
    reader = _SheetReader(details, wanted)
    parse(archive, part, start=reader.start, end=reader.end, characters=reader.characters)


class _SheetReader:
    """Collects what a worksheet part says beside the values, one element at a time."""

    def __init__(self, details: SheetDetails, styles: list[Style | None]) -> None:
        self._details = details
        self._styles = styles
        self._row = -1
        self._column = -1
        self._kind = ""
        self._formula = False
        self._inside = ""
        self._text: list[str] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._start_cell(attributes)
        elif tag in {"v", "t"}:
            self._inside = tag
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) - 1 if number.isdigit() else self._row + 1
            self._column = -1
            if attributes.get("hidden") in {"1", "true"}:
                self._details.hidden_rows.add(self._row)
        elif tag == "col" and attributes.get("hidden") in {"1", "true"}:
            first, last = _integer(attributes.get("min")), _integer(attributes.get("max"))
            self._details.hidden_columns.update(range(first - 1, min(last, 16_384)))

    def _start_cell(self, attributes: Attributes) -> None:
        reference = _REFERENCE.match(attributes.get("r", ""))
        self._column = column_number(reference[1]) if reference else self._column + 1
        self._kind = attributes.get("t", "")
        self._formula = False
        self._text = []
        index = _integer(attributes.get("s"))
        style = self._styles[index] if index < len(self._styles) else None
        if style is not None and style != DEFAULT_STYLE:
            self._details.styles[self._row, self._column] = style

    def characters(self, text: str) -> None:
        if self._inside:
            self._text.append(text)

    def end(self, tag: str) -> None:
        if tag in {"v", "t"}:
            self._inside = ""
        elif tag == "c":
            place = (self._row, self._column)
            text = "".join(self._text).strip()
            if self._kind == "e":
                self._details.faults[place] = Fault(FaultKind.ERROR_VALUE, text or "#?")
            elif self._formula and not text and self._kind != "str":
                self._details.faults[place] = Fault(FaultKind.UNSAVED_FORMULA, "")


def parse(
    archive: Archive,
    part: str,
    *,
    start: Callable[[str, Attributes], object],
    end: Callable[[str], object] | None = None,
    characters: Callable[[str], object] | None = None,
) -> None:
    """Stream one XML member through the handlers, with namespace prefixes dropped from element names."""
    parse_chunks(archive.xml_chunks(part), part, start=start, end=end, characters=characters)


def parse_chunks(
    chunks: Iterable[bytes],
    part: str,
    *,
    start: Callable[[str, Attributes], object],
    end: Callable[[str], object] | None = None,
    characters: Callable[[str], object] | None = None,
) -> None:
    """The same over chunks from anywhere; `part` names them in a refusal."""

    def refuse(*_arguments: object) -> None:
        raise entity_declared(part)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if characters is not None:
        parser.CharacterDataHandler = characters
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise broken_archive() from error


def _integer(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0
