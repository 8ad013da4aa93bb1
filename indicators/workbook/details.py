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
    widest_letters: int = 0
    last_letters: bytes = b""
    claimed_rows: int = 0
    claimed_columns: int = 0
    has_faults: bool = False
    has_styles: bool = False
    has_hidden: bool = False
    styles: dict[Place, Style] = field(default_factory=dict)
    faults: dict[Place, Fault] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def claimed_cells(self) -> int:
        return self.claimed_rows * self.claimed_columns
