"""What a sheet's file says about its cells beside their values: styles, faults, hidden rows, reach."""

from dataclasses import dataclass, field
from enum import StrEnum

from indicators.workbook.number_formats import GENERAL, NumberFormat

Place = tuple[int, int]
"""A cell as 0-based row and column of its sheet."""


class FaultKind(StrEnum):
    """Why a cell has no value that could be used."""

    ERROR_VALUE = "error_value"
    UNSAVED_FORMULA = "unsaved_formula"
    NOT_FINITE = "not_finite"
    CONTROL_CHARACTERS = "control_characters"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that the file itself spoils, with what it shows instead of a value."""

    kind: FaultKind
    shown: str


@dataclass(frozen=True, slots=True)
class Style:
    """The look of a cell, as far as it carries meaning."""

    number_format: NumberFormat = GENERAL
    bold: bool = False
    italic: bool = False
    indent: int = 0


DEFAULT_STYLE = Style()


@dataclass(slots=True)
class SheetDetails:
    """Gathered while a sheet's part is read; the grid takes it over."""

    cell_count: int = 0
    last_row: int = 0
    columns: int = 0
    first_seen_row: int = -1
    last_seen_row: int = -1
    is_out_of_order: bool = False
    claimed_rows: int = 0
    claimed_columns: int = 0
    has_faults: bool = False
    has_styles: bool = False
    has_hidden: bool = False
    styles: dict[Place, Style] = field(default_factory=dict)
    faults: dict[Place, Fault] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def note_cell(self, row: int, column: int) -> None:
        """Count a cell with a value at its 0-based place."""
        self.cell_count += 1
        if row >= self.last_row:
            self.last_row = row + 1
        if column >= self.columns:
            self.columns = column + 1
        if self.first_seen_row < 0:
            self.first_seen_row = row
        # Readers lay a sheet out between the rows of its first and its last cell.
        if row < self.first_seen_row or row < self.last_seen_row:
            self.is_out_of_order = True
        self.last_seen_row = row

    @property
    def dense_cells(self) -> int:
        """How many cells the sheet takes once it is laid out as a rectangle."""
        return self.last_row * self.columns

    @property
    def claimed_cells(self) -> int:
        return self.claimed_rows * self.claimed_columns
