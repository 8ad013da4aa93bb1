"""The figures of one table as observation drafts: the dimensions of its row and its column joined at each cell."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from indicators.measures import Measure, Status
from indicators.periods import Period, PeriodError
from indicators.text import fold
from indicators.units import Unit, parse_unit
from indicators.workbook import phrases
from indicators.workbook.cells import CellReading, read_cell
from indicators.workbook.details import Place
from indicators.workbook.drafts import ObservationDraft, ReadingContext
from indicators.workbook.faults import fault_message
from indicators.workbook.grid import Grid
from indicators.workbook.layout import Table
from indicators.workbook.meanings import Column
from indicators.workbook.problems import Problem, Severity, a1
from indicators.workbook.row_names import LONGEST_NAME
from indicators.workbook.rows import RowMeaning
from indicators.workbook.settling import Settled, settle

_PERCENT = parse_unit("%")


class TableReader:
    """Reads the figures of one table, row by row."""

    def __init__(self, grid: Grid, table: Table, context: ReadingContext, seen: set[Place]) -> None:
        self._grid = grid
        self._table = table
        self._context = context
        self._seen = seen
        self._without_period: set[int] = set()
        amounts = [column.meaning for column in table.columns.values() if column.is_amount]
        # Columns divide what the title names where one of them is its whole, or a head says so.
        self._is_divided = any(not meaning.names for meaning in amounts)
        self._has_total = any(phrases.TOTAL.match(fold(row.names[0])) for row in table.rows.values() if row.names)

    def read(self) -> Iterator[ObservationDraft | Problem]:
        for line in self._table.block.body:
            row = self._table.rows.get(line.row)
            if row is not None and (spoiled := self._spoiled_name((line.row, row.column))):
                yield Problem(self._grid.name, a1(line.row, row.column), spoiled)
                continue
            for column in self._table.columns.values():
                if column.meaning.skipped:
                    self._seen.add((line.row, column.index))
                    continue
                yield from self._read_cell((line.row, column.index), row, column, is_heading=not line.has_values)

    def _spoiled_name(self, place: Place) -> str:
        """What is wrong with the cell that names the row; "" where nothing is."""
        self._seen.add(place)
        if (fault := self._grid.faults.get(place)) is not None:
            return fault_message(fault, place)
        length = len(self._grid.text(*place))
        if length <= LONGEST_NAME:
            return ""
        text = _("Ô %(cell)s: tên dài %(length)s ký tự, quá %(limit)s. Hãy rút ngắn tên chỉ tiêu.")
        return text % {"cell": a1(*place), "length": length, "limit": LONGEST_NAME}

    def _read_cell(
        self, place: Place, row: RowMeaning | None, column: Column, *, is_heading: bool
    ) -> Iterator[ObservationDraft | Problem]:
        self._seen.add(place)
        reading = read_cell(self._grid, place, convention=column.convention, legend=self._table.surroundings.legend)
        if reading.is_blank:
            if self._table.surroundings.blank is None or is_heading or self._grid.anchor(*place) != place:
                return
            reading = CellReading(absence=self._table.surroundings.blank)
        if reading.problem:
            settled = self._settle(place, row, column, reading)
            if settled.problem:
                yield Problem(self._grid.name, a1(*place), settled.problem, settled.severity)
            if settled.value is None:
                return
            reading = replace(reading, value=settled.value, problem="")
        if row is None:
            text = _("Ô %(cell)s có số nhưng dòng không có tên chỉ tiêu nên không đọc.") % {"cell": a1(*place)}
            yield Problem(self._grid.name, a1(*place), text, Severity.WARNING)
            return
        yield from self._draft(place, row, column, reading)

    def _settle(self, place: Place, row: RowMeaning | None, column: Column, reading: CellReading) -> Settled:
        """What the rest of the row says about a cell that cannot be taken as it stands."""
        unit = row.unit if row is not None and row.unit is not None else self._table.surroundings.unit
        beside = [
            value
            for other in self._table.columns.values()
            if other.is_amount and other.index != column.index
            if (value := read_cell(self._grid, (place[0], other.index), convention=other.convention).value) is not None
        ]
        is_amount = column.meaning.measure in {Measure.VALUE, Measure.TARGET}
        text = self._grid.text(*place)
        return settle(
            text, place, reading, unit if is_amount else None, beside if is_amount else [], column.meaning.measure
        )

    def _draft(
        self, place: Place, row: RowMeaning, column: Column, reading: CellReading
    ) -> Iterator[ObservationDraft | Problem]:
        meaning = column.meaning
        period = self._period(row, column)
        names = self._names(row, column)
        if period is None:
            yield from self._period_problem(place, row, column)
            return
        if not names:
            text = _("Không biết số ở ô %(cell)s thuộc chỉ tiêu nào. Hãy ghi tên chỉ tiêu ở đầu cột hoặc tên bảng.")
            yield Problem(self._grid.name, a1(*place), text % {"cell": a1(*place)})
            return
        unit_text, unit = self._unit(row, column, reading)
        yield ObservationDraft(
            sheet=self._grid.name,
            cell=a1(*place),
            indicator_text=names[-1],
            parents=names[:-1],
            area_text=row.area or column.area or self._table.area,
            period=period,
            measure=meaning.measure,
            value=self._value(column, reading),
            absence=reading.absence,
            unit_text=unit_text,
            unit=unit,
            status=self._status(row, column, reading, period),
            footnote=self._footnote(row, column, reading),
            subject=self._table.surroundings.subject,
        )

    def _period_problem(self, place: Place, row: RowMeaning, column: Column) -> Iterator[Problem]:
        if row.period_text:
            text = _("Không hiểu kỳ “%(text)s” của dòng %(row)s.") % {"text": row.period_text, "row": place[0] + 1}
            yield Problem(self._grid.name, a1(*place), text)
        elif column.index not in self._without_period and not (self._without_period and self._table.period is None):
            self._without_period.add(column.index)
            text = _("Không biết cột “%(head)s” thuộc kỳ nào. Hãy ghi kỳ vào tên bảng hoặc chọn kỳ khi nhập.")
            yield Problem(self._grid.name, column.head.cell, text % {"head": column.head.text})

    def _value(self, column: Column, reading: CellReading) -> Decimal | None:
        if reading.value is None:
            return None
        value = reading.value
        if column.factor != 1 and not reading.is_percent:
            value = (value * column.factor).normalize()
            value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
        return value - 100 if column.is_index else value

    def _period(self, row: RowMeaning, column: Column) -> Period | None:
        given = column.meaning.period
        if not row.period_text and self._table.rows_are == "period":
            return self._whole_period(column) or given
        if not row.period_text:
            return given
        year = given.year if given else None
        own, _bar, outer = row.period_text.partition("|")
        own = f"tháng {own}" if own.isdigit() and len(own) < 3 else own
        try:
            if outer:
                year = Period.parse(outer).year
            return Period.parse(own.strip(" .:"), year=year, month_context=given.last[1] if given else None)
        except PeriodError:
            return None

    def _whole_period(self, column: Column) -> Period | None:
        """The period that the rows of a table of periods make up together, for its row "Cộng"."""
        parts = [
            self._period(row, column) for row in self._table.rows.values() if row.period_text and not row.is_heading
        ]
        known = sorted(part for part in parts if part is not None)
        if not known or any(later != earlier.shift(1) for earlier, later in pairwise(known)):
            return None
        return Period(known[0].year, known[0].month, sum(part.months for part in known))

    def _names(self, row: RowMeaning, column: Column) -> tuple[str, ...]:
        """What is measured, outermost first: row names, then what the column adds, else the table's subject."""
        added = column.meaning.names
        if not row.names:
            subject = self._table.surroundings.subject
            if added and not (self._is_divided or column.meaning.is_breakdown):
                return added
            return (subject, *added) if subject else added
        names = self._named_by_subject(row)
        outer = (self._table.block.section,) if self._table.block.section else ()
        if added and _is_aspect(added[-1]):
            return (*outer, *names[:-1], f"{names[-1]} – {added[-1].lower()}")
        return (*outer, *names, *added)

    def _named_by_subject(self, row: RowMeaning) -> tuple[str, ...]:
        """The row's names; under a row "Tổng số" they are parts of what the title names, and that row is its whole."""
        subject = self._table.surroundings.subject
        if not self._has_total or not subject or fold(subject) == fold(row.names[0]):
            return row.names
        return (subject,) if phrases.TOTAL.match(fold(row.names[0])) else (subject, *row.names)

    def _unit(self, row: RowMeaning, column: Column, reading: CellReading) -> tuple[str, Unit | None]:
        if column.meaning.measure not in {Measure.VALUE, Measure.TARGET}:
            return "%", _PERCENT
        if column.unit_is_chosen:
            return column.meaning.unit_text, column.meaning.unit
        if column.meaning.unit is not None and (not row.unit_text or column.meaning.names):
            return column.meaning.unit_text, column.meaning.unit
        if row.unit_text:
            return row.unit_text, row.unit
        if column.meaning.unit_text:
            return column.meaning.unit_text, column.meaning.unit
        if reading.is_percent:
            return "%", _PERCENT
        return self._table.surroundings.unit_text, self._table.surroundings.unit

    def _status(self, row: RowMeaning, column: Column, reading: CellReading, period: Period) -> Status | None:
        if reading.is_estimate:
            return Status.ESTIMATE
        if row.status is not None:
            return row.status
        if column.meaning.status is not None:
            return column.meaning.status
        if column.meaning.measure is Measure.TARGET or self._context.status is not None:
            return self._context.status
        own = self._table.period
        says_done = "thuc hien" in fold(column.head.text)
        return self._table.status if own is not None and period.last == own.last and not says_done else None

    def _footnote(self, row: RowMeaning, column: Column, reading: CellReading) -> str:
        known = self._table.surroundings.footnotes
        marks = (*reading.marks, *row.footnotes)
        return " ".join(dict.fromkeys(known[mark] for mark in marks if mark in known))


def _is_aspect(name: str) -> bool:
    """Whether a column's name is a side of the row's thing (quantity, value, price) and no part of it."""
    return bool(phrases.ASPECT.match(fold(name)))
