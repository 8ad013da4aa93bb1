"""The drafts of a tidy sheet, kept as its rows are: what rows have in common once, each draft made when asked for.

A hundred thousand rows hold a few hundred names, areas, units and periods. Holding a draft of sixteen fields for each
figure would take ten times the memory and most of the time of an import.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import overload

from indicators.measures import Absence, Measure, Status
from indicators.periods import Period
from indicators.units import Unit, parse_unit
from indicators.workbook.drafts import ObservationDraft

AMOUNTS = (Measure.VALUE, Measure.TARGET)


@dataclass(frozen=True, eq=False, slots=True)
class Subject:
    """What a row says beside its period and its numbers; rows that say the same share one.

    `measure` is what a column of measures makes of the value; `absence` the reason that the row gives for a blank.
    """

    indicator: str
    code: str
    parents: tuple[str, ...]
    area: str | None
    area_code: str
    unit_text: str
    unit: Unit | None
    status: Status | None
    footnote: str
    measure: Measure | None = None
    absence: Absence | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A figure that is more than a number: absent for a reason, or marked as an estimate."""

    value: Decimal | None
    absence: Absence | None = None
    status: Status | None = None


Figure = Decimal | Marked
"""What a number cell holds."""


@dataclass(slots=True)
class NumberColumn:
    """One column of numbers; `figures` has an item for each row, none where the cell is blank or unreadable."""

    letters: str
    measure: Measure
    figures: list[Figure | None] = field(default_factory=list)

    def measure_of(self, subject: Subject) -> Measure:
        is_told = subject.measure is not None and self.measure is Measure.VALUE
        return subject.measure if is_told and subject.measure is not None else self.measure


class TidyDrafts(Sequence[ObservationDraft]):
    """The drafts in the order of the sheet, row by row."""

    def __init__(self, sheet: str, columns: Sequence[NumberColumn]) -> None:
        self.sheet = sheet
        self.columns = tuple(columns)
        self.rows = array("L")
        self.subjects: list[Subject] = []
        self.periods: list[Period] = []
        self._ends = array("L")

    def add(self, row: int, subject: Subject, period: Period, figures: Sequence[Figure | None]) -> None:
        """Append a row (0-based in its sheet) with one item for each column."""
        self.rows.append(row)
        self.subjects.append(subject)
        self.periods.append(period)
        count = 0
        for column, figure in zip(self.columns, figures, strict=True):
            column.figures.append(figure)
            count += figure is not None
        self._ends.append(len(self) + count)

    def first_of(self, position: int) -> int:
        """The place among the drafts of the first figure of the row at that position."""
        return self._ends[position - 1] if position else 0

    def of_row(self, position: int) -> list[ObservationDraft]:
        """The drafts of the row at that position."""
        return [self._draft(position, column) for column in self.columns if column.figures[position] is not None]

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> ObservationDraft: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[ObservationDraft, ...]: ...
    def __getitem__(self, index: int | slice) -> ObservationDraft | tuple[ObservationDraft, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(index)
        position = bisect_right(self._ends, place)
        filled = [column for column in self.columns if column.figures[position] is not None]
        return self._draft(position, filled[place - self.first_of(position)])

    def __iter__(self) -> Iterator[ObservationDraft]:
        for position in range(len(self.rows)):
            for column in self.columns:
                if column.figures[position] is not None:
                    yield self._draft(position, column)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Sequence) and len(self) == len(other) and all(map(ObservationDraft.__eq__, self, other))
        )

    __hash__ = None  # type: ignore[assignment]  # it grows while it is read

    def _draft(self, position: int, column: NumberColumn) -> ObservationDraft:
        subject, figure = self.subjects[position], column.figures[position]
        measure = column.measure_of(subject)
        is_amount = measure in AMOUNTS
        marked = figure if isinstance(figure, Marked) else Marked(figure)
        return ObservationDraft(
            sheet=self.sheet,
            cell=f"{column.letters}{self.rows[position] + 1}",
            indicator_text=subject.indicator,
            period=self.periods[position],
            measure=measure,
            value=marked.value,
            absence=marked.absence,
            parents=subject.parents,
            area_text=subject.area,
            unit_text=subject.unit_text if is_amount else "%",
            unit=subject.unit if is_amount else PERCENT,
            status=marked.status or subject.status,
            footnote=subject.footnote,
            indicator_code=subject.code,
            area_code=subject.area_code,
        )


PERCENT = parse_unit("%")
