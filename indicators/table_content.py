"""What a statistics table says, as a tree of values: columns, rows, cells, and the notes that belong under it.

A table, a chart and a download are drawings of the same content. Labels are in the language that it was made for;
numbers are exact, nothing is rounded here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from indicators.measures import Measure
from indicators.periods import Period
from indicators.table_description import TableDescription

DEEPEST_INDENT = 3
TOTAL_CODE = "+"
"""Stands for all areas of a table together; no code of an area looks like this."""
PERCENT = "%"
"""The unit of every comparison but the change of a rate."""


class Origin(StrEnum):
    """Where a comparison comes from: from two stored values, or from the source's own page."""

    COMPUTED = "computed"
    PRINTED = "printed"


class Gap(StrEnum):
    """Why a cell has no value. The first three are those of an observation, the rest those of a comparison."""

    NIL = "nil"
    NOT_AVAILABLE = "not_available"
    CONFIDENTIAL = "confidential"
    NO_BASE = "no_base"
    NO_PLAN = "no_plan"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A growth or a share of plan: `computed` from stored values (not rounded), `printed` by the source.

    `is_consistent` is false where both are there and rounding cannot explain their difference.
    """

    computed: Decimal | None
    printed: Decimal | None
    is_consistent: bool = True

    @property
    def value(self) -> Decimal | None:
        """The printed figure, made from unrounded data, where what is stored bears it out or cannot speak; else the
        computed one."""
        return self.printed if self.shows_print else self.computed

    @property
    def shows_print(self) -> bool:
        """Whether `value` has the source's own digits."""
        return self.computed is None or (self.printed is not None and self.is_consistent)

    @property
    def origin(self) -> Origin | None:
        """None where there is no value. What is computed and borne out by the source counts as computed."""
        if self.computed is not None:
            return Origin.COMPUTED
        return None if self.printed is None else Origin.PRINTED


@dataclass(frozen=True, slots=True)
class Cell:
    """A value or the reason for its absence, never both; `footnotes` are numbers of the table's footnotes."""

    indicator: str
    area: str
    period: Period
    measure: Measure
    value: Decimal | None
    unit: str
    gap: Gap | None = None
    status: str = ""
    footnotes: tuple[int, ...] = ()
    comparison: Comparison | None = None
    is_revised: bool = False
    """Whether another figure has since taken the place of this one, which is shown as it was published."""
    published: Cell | None = None
    """What stood here when it was published, where that was another figure."""

    @property
    def is_comparison(self) -> bool:
        return self.measure not in (Measure.VALUE, Measure.TARGET)

    @property
    def is_from_print(self) -> bool:
        """Whether only the source vouches for the figure."""
        return self.comparison is not None and self.comparison.origin is Origin.PRINTED


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heads from the widest to its own, what it measures, its unit where the table has no single one.

    `status` is that of all its values where they share one and it is not final, else empty; only of marked measures.
    """

    key: str
    heads: tuple[str, ...]
    measure: Measure
    indicator: str = ""
    area: str = ""
    period: Period | None = None
    unit: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its place in the tree: `parent` is the position of the row above it, `level` how deep it stands.

    `status` as for a column, of the values of a period where the columns have none.
    """

    key: str
    label: str
    cells: tuple[Cell, ...]
    level: int = 0
    parent: int | None = None
    is_total: bool = False
    unit: str = ""
    status: str = ""
    url: str = ""
    period: Period | None = None

    @property
    def indent(self) -> int:
        """The level as far as it is drawn; deeper rows stand no further in."""
        return min(self.level, DEEPEST_INDENT)


@dataclass(frozen=True, slots=True)
class Footnote:
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class TableContent:
    """Everything that a table shows. `context` names what is the same for the whole table and not in its caption.

    `indicator_names` and `area_names` are by code, for drawings that lay the figures out otherwise.
    """

    description: TableDescription
    caption: str
    language: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    stub: str = ""
    unit: str = ""
    context: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    sources: tuple[str, ...] = ()
    updated: dt.datetime | None = None
    indicator_names: Mapping[str, str] = field(default_factory=dict)
    area_names: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    """Codes of the description that name nothing that may be shown."""

    @property
    def cells(self) -> Iterator[Cell]:
        """Row by row."""
        return (cell for row in self.rows for cell in row.cells)

    @property
    def is_empty(self) -> bool:
        """Whether no cell has a value."""
        return all(cell.value is None for cell in self.cells)

    @property
    def has_printed_comparisons(self) -> bool:
        """Whether a growth or share of plan rests on the source alone."""
        return any(cell.is_from_print for cell in self.cells)

    @property
    def has_revised_figures(self) -> bool:
        """Whether a figure that is shown as it was published is another one by now."""
        return any(cell.is_revised for cell in self.cells)

    @property
    def marked_measures(self) -> frozenset[Measure]:
        """As `marked_measures` of its description."""
        return marked_measures(self.description.measures)

    def column_cells(self, position: int) -> list[Cell]:
        """The cells of a column from top to bottom."""
        return [row.cells[position] for row in self.rows]


def marked_measures(measures: Iterable[Measure]) -> frozenset[Measure]:
    """The measures that carry marks of status: the values, or what is made of them where none are shown."""
    shown = frozenset(measures)
    return shown & {Measure.VALUE} or shown - {Measure.TARGET}
