"""A workbook's bytes as grids of typed cells: merged ranges resolved, number formats kept, spoiled cells marked."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from indicators.workbook import biff, ods, xlsb, xlsx
from indicators.workbook.archive import Archive, broken_archive
from indicators.workbook.delimited import read_delimited
from indicators.workbook.details import DEFAULT_STYLE, Fault, Place, SheetDetails, Style
from indicators.workbook.held_rows import held_rows
from indicators.workbook.problems import Problem, Severity
from indicators.workbook.safety import (
    DEFAULT_LIMITS,
    FileKind,
    Limits,
    check_merges,
    check_reach,
    check_sheet_count,
    check_width,
    identify,
    is_within_reach,
    password_protected,
)

Value = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta
"""What a cell holds; "" is a blank cell."""

CSV_SHEET = "CSV"


@dataclass(frozen=True, slots=True)
class Span:
    """A rectangle of cells, both corners inside."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __contains__(self, place: Place) -> bool:
        row, column = place
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column


@dataclass(eq=False)
class Grid:
    """One sheet; places are 0-based rows and columns of the sheet itself."""

    name: str
    rows: Sequence[Sequence[Value]]
    top: int = 0
    left: int = 0
    merges: tuple[Span, ...] = ()
    styles: dict[Place, Style] = field(default_factory=dict)
    faults: dict[Place, Fault] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    is_text: bool = False

    @property
    def height(self) -> int:
        """One more than the last row that holds anything."""
        return self.top + len(self.rows)

    @cached_property
    def width(self) -> int:
        """One more than the last column that holds anything."""
        return self.left + max((len(row) for row in self.rows), default=0)

    def value(self, row: int, column: int) -> Value:
        """What the cell itself holds, "" where it is blank, spoiled, or covered by a merged cell."""
        if not (self.top <= row < self.height) or column < self.left:
            return ""
        cells = self.rows[row - self.top]
        return cells[column - self.left] if column - self.left < len(cells) else ""

    def shown(self, row: int, column: int) -> Value:
        """What a person sees at the place: the value of the merged cell that covers it, or its own."""
        return self.value(*self.anchor(row, column))

    def text(self, row: int, column: int) -> str:
        """The shown value as one line of text; a whole number without its ".0"."""
        return one_line(self.shown(row, column))

    def anchor(self, row: int, column: int) -> Place:
        """The top left cell of the merged range that covers the place, or the place itself."""
        return self._anchors.get((row, column), (row, column))

    def span(self, row: int, column: int) -> Span:
        """The merged range around the place, or the place as a range of one."""
        return self._spans.get(self.anchor(row, column)) or Span(row, column, row, column)

    def style(self, row: int, column: int) -> Style:
        return self.styles.get(self.anchor(row, column), DEFAULT_STYLE)

    @cached_property
    def _anchors(self) -> dict[Place, Place]:
        anchors: dict[Place, Place] = {}
        for span in self.merges:
            for row in range(span.first_row, min(span.last_row, self.height) + 1):
                for column in range(span.first_column, min(span.last_column, self.width) + 1):
                    anchors[row, column] = (span.first_row, span.first_column)
        return anchors

    @cached_property
    def _spans(self) -> dict[Place, Span]:
        return {(span.first_row, span.first_column): span for span in self.merges}


@dataclass(frozen=True)
class Workbook:
    """The sheets of a file in order, and what should be said about the file as a whole."""

    kind: FileKind
    grids: tuple[Grid, ...]
    notices: tuple[Problem, ...] = ()

    def __iter__(self) -> Iterator[Grid]:
        return iter(self.grids)

    def grid(self, name: str) -> Grid:
        """The sheet of that name; raises KeyError where there is none."""
        for grid in self.grids:
            if grid.name == name:
                return grid
        raise KeyError(name)


def open_workbook(source: bytes | Path, *, limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """Read a file into grids, whatever its name says it is; raises WorkbookError where it is no workbook.

    Nothing in the file runs: macros, external links and formulas are left alone, values are those last saved.
    """
    data = source if isinstance(source, bytes) else _read_file(source, limits)
    kind, archive = identify(data, limits)
    if kind is FileKind.CSV:
        rows = read_delimited(data)
        check_width(CSV_SHEET, len(rows), max((len(row) for row in rows), default=0), limits)
        return Workbook(kind, (_marked(Grid(CSV_SHEET, rows, is_text=True), limits),))
    if kind is FileKind.ODS and archive is not None:
        grids = tuple(_marked(grid_of_ods(sheet), limits) for sheet in ods.read_sheets(archive, limits))
        return Workbook(kind, grids)
    details = _details(kind, data, archive, limits)
    return Workbook(kind, tuple(_calamine_grids(data, details, limits)), _notices(archive))


def grid_of_ods(sheet: ods.OdsSheet) -> Grid:
    """The grid of an OpenDocument sheet."""
    return Grid(
        sheet.name,
        sheet.rows,
        merges=tuple(Span(*span) for span in sheet.merges),
        styles=sheet.details.styles,
        faults=sheet.details.faults,
        hidden_rows=frozenset(sheet.details.hidden_rows),
        hidden_columns=frozenset(sheet.details.hidden_columns),
        is_hidden=sheet.is_hidden,
    )


def one_line(value: Value) -> str:
    """A cell value as a line of text, spaces and line breaks made single."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float):
        return format(value, ".15g")
    return str(value)


def _read_file(path: Path, limits: Limits) -> bytes:
    with path.open("rb") as file:
        return file.read(limits.file_bytes + 1)


def _details(kind: FileKind, data: bytes, archive: Archive | None, limits: Limits) -> dict[str, SheetDetails]:
    """What calamine leaves out, by sheet name, gathered while making sure that calamine can be let in."""
    if kind is FileKind.XLS:
        found = biff.read_details(data)
    elif archive is not None and kind is FileKind.XLSX:
        parts = xlsx.sheet_parts(archive)
        check_sheet_count(len(parts), limits)
        styles = xlsx.cell_styles(archive)
        found = {}
        for name, part in parts.items():
            found[name] = xlsx.scan_sheet(archive, part)
            if not is_within_reach(found[name], limits):
                # The quick count takes formatted blank cells along; only those with a value are laid out.
                xlsx.scan_precisely(archive, part, found[name])
            check_reach(name, found[name], limits)
            xlsx.read_details(archive, part, styles, found[name])
        _drain(archive, skip=set(parts.values()))
    else:
        found = {}
        if archive is not None:
            found = xlsb.read_binary_details(archive)
            _drain(archive, skip=set())
    check_sheet_count(len(found), limits)
    for name, details in found.items():
        check_reach(name, details, limits)
    return found


def _drain(archive: Archive, *, skip: set[str]) -> None:
    """Unpack and discard the parts that calamine will read, so that a false claim is found first."""
    for name in archive.names():
        if name.startswith("xl/") and name.endswith((".xml", ".rels", ".bin")) and name not in skip:
            archive.check_part_size(name)
            for _chunk in archive.xml_chunks(name) if name.endswith((".xml", ".rels")) else archive.chunks(name):
                pass


def _calamine_grids(data: bytes, details: dict[str, SheetDetails], limits: Limits) -> Iterator[Grid]:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
            for number, metadata in enumerate(workbook.sheets_metadata):
                if metadata.typ != SheetTypeEnum.WorkSheet:
                    continue
                yield _calamine_grid(
                    workbook.get_sheet_by_index(number),
                    details.get(metadata.name, SheetDetails()),
                    limits,
                    is_hidden=metadata.visible != SheetVisibleEnum.Visible,
                )
    except PasswordError as error:
        raise password_protected() from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise broken_archive() from error
    except BaseException as error:
        # A panic of the reader reaches Python as an exception outside `Exception`, known only by its name.
        if type(error).__name__ == "PanicException":
            raise broken_archive() from error
        raise


def _calamine_grid(sheet: CalamineSheet, details: SheetDetails, limits: Limits, *, is_hidden: bool) -> Grid:
    top, left = sheet.start or (0, 0)
    merges = sheet.merged_cell_ranges or []
    check_merges(sheet.name, merges, sheet.end or (0, 0))
    # Row by row, so that the reader's own lists are gone as soon as they are held; it begins with the blank ones.
    rows = islice(sheet.iter_rows(), top, None)
    return Grid(
        sheet.name,
        held_rows(rows, top=top, left=left, longest=limits.text_length, faults=details.faults),
        top=top,
        left=left,
        merges=tuple(Span(*first, *last) for first, last in merges),
        styles=details.styles,
        faults=details.faults,
        hidden_rows=frozenset(details.hidden_rows),
        hidden_columns=frozenset(details.hidden_columns),
        is_hidden=is_hidden,
    )


def _marked(grid: Grid, limits: Limits) -> Grid:
    """The grid with faults added for cells that no reading should use."""
    grid.rows = held_rows(grid.rows, top=grid.top, left=grid.left, longest=limits.text_length, faults=grid.faults)
    return grid


def _notices(archive: Archive | None) -> tuple[Problem, ...]:
    if archive is None:
        return ()
    notices = []
    if any(name.endswith("vbaProject.bin") for name in archive.members):
        notices.append(_("Tệp có macro. Macro không được chạy; chỉ đọc giá trị đã lưu trong các ô."))
    if any(name.startswith("xl/externalLinks/") for name in archive.members):
        notices.append(_("Tệp có liên kết tới tệp khác. Liên kết không được mở; dùng giá trị đã lưu trong các ô."))
    return tuple(Problem("", "", text, Severity.NOTE) for text in notices)
