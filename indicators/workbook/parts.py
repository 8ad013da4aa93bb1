"""What each cell of a sheet was taken for: title, head, name, unit, figure, note, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from indicators.workbook import tidy
from indicators.workbook.columns import Role
from indicators.workbook.layout import Layout, Table


class Part(StrEnum):
    """The part that a cell plays in the reading of its sheet."""

    TITLE = "title"
    HEADER = "header"
    ORDINAL = "ordinal"
    STUB = "stub"
    UNIT = "unit"
    VALUE = "value"
    NOTE = "note"
    SKIPPED = "skipped"


OF_ROLE = {
    Role.ORDINAL: Part.ORDINAL,
    Role.STUB: Part.STUB,
    Role.UNIT: Part.UNIT,
    Role.CODE: Part.ORDINAL,
    Role.NOTE: Part.NOTE,
    Role.MEASURE: Part.VALUE,
    Role.SKIP: Part.SKIPPED,
}
_OF_TIDY_ROLE = {"unit": Part.UNIT, "footnote": Part.NOTE, "status": Part.NOTE, "absence": Part.NOTE}
_TIDY_VALUES = {"value", "growth_yoy", "growth_previous", "plan_share", "target"}


@dataclass(frozen=True, slots=True)
class Band:
    """Rows of a table, or of what stands around it: the part of each column, and of those not named."""

    part: Part
    table: int
    columns: Mapping[int, Part] = field(default_factory=dict)
    first_column: int = 0
    last_column: int = 1 << 14

    def at(self, column: int) -> Part | None:
        """The part of the column; None outside of the table."""
        if not self.first_column <= column <= self.last_column:
            return None
        return self.columns.get(column, self.part)


@dataclass(frozen=True, slots=True)
class SheetParts:
    """The bands of each row, left to right where tables stand side by side; rows without any are passed over."""

    bands: Mapping[int, tuple[Band, ...]] = field(default_factory=dict)

    def row(self, row: int) -> tuple[Band, ...]:
        return self.bands.get(row, ())

    def at(self, row: int, column: int) -> Part:
        for band in self.row(row):
            if (part := band.at(column)) is not None:
                return part
        return Part.SKIPPED


def parts_of_layout(layout: Layout) -> SheetParts:
    """The parts of a sheet that is read as a report."""
    bands: dict[int, list[Band]] = {}
    for table in layout.tables:
        for row, band in _bands_of(table).items():
            bands.setdefault(row, []).append(band)
    return SheetParts({row: tuple(found) for row, found in bands.items()})


def parts_of_tidy(heads: tidy.TidyHeads, last_row: int) -> SheetParts:
    """The parts of a tidy sheet: heads, then one observation a row."""
    columns = {
        column: Part.VALUE if role in _TIDY_VALUES else _OF_TIDY_ROLE.get(role, Part.STUB)
        for role, column in heads.columns.items()
    }
    body = (Band(Part.SKIPPED, 0, columns),)
    bands: dict[int, tuple[Band, ...]] = dict.fromkeys(range(heads.row + 1, last_row + 1), body)
    bands[heads.row] = (Band(Part.HEADER, 0),)
    return SheetParts(bands)


def _bands_of(table: Table) -> dict[int, Band]:
    block = table.block
    bands = {line.row: Band(Part.TITLE, table.number) for line in block.above}
    bands |= {line.row: Band(Part.NOTE, table.number) for line in block.below}
    first, last = block.first_column, block.last_column
    heads = Band(Part.HEADER, table.number, first_column=first, last_column=last)
    bands |= dict.fromkeys(
        range(block.header[0].row, block.header[-1].row + 1) if block.header else (),
        heads,
    )
    if block.numbering is not None:
        bands[block.numbering.row] = heads
    columns = {
        column: Part.SKIPPED if column in table.columns and table.columns[column].meaning.skipped else OF_ROLE[role]
        for column, role in table.roles.items()
    }
    body = Band(Part.SKIPPED, table.number, columns, first, last)
    return bands | {line.row: body for line in block.body}
