"""The chart of a statistics table, drawn from the same content: one unit on one axis, whatever the table mixes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.charts import Category, Chart, Kind, Reading, Series
from indicators.charts.values import MAX_SERIES
from indicators.measures import Measure
from indicators.periods import Period
from indicators.table_content import TOTAL_CODE, Cell, Row, TableContent
from indicators.table_description import ChartKind, Rows
from indicators.table_markup import column_decimals

MIN_LINE_PERIODS = 3
ESTIMATED = "estimate"


@dataclass(frozen=True, slots=True)
class Subject:
    """One line or one group of bars: what it is called and its cells by period."""

    label: str
    unit: str
    cells: dict[Period, Cell]


def chart_of(content: TableContent, *, key: str) -> Chart | None:
    """The chart that the description asks for; None where it asks for none or there is nothing to draw.

    Where the values have different units, the first percentage of the table is drawn instead of them; where there is
    none, the rows whose unit most of them have. Periods of different lengths never stand on one axis: those of the
    last one's kind do.
    """
    if content.description.chart is ChartKind.NONE or not content.rows:
        return None
    measure = charted_measure(content)
    subjects = _of_one_unit(_subjects(content, measure))
    if not subjects or not any(cell.value is not None for s in subjects for cell in s.cells.values()):
        return None
    periods = comparable_periods(content.description.periods)
    if len(periods) >= MIN_LINE_PERIODS or content.description.rows is Rows.PERIODS:
        return _along_periods(content, subjects[:MAX_SERIES], periods, measure, key)
    return _of_last_period(content, subjects, periods[-1], measure, key)


def charted_measure(content: TableContent) -> Measure:
    """The values where they can stand on one axis, otherwise the first measure that is a percentage."""
    measures = content.description.measures
    units = {cell.unit for cell in content.cells if cell.measure is Measure.VALUE}
    if len(units) == 1:
        return Measure.VALUE
    return next((m for m in measures if m not in (Measure.VALUE, Measure.TARGET)), measures[0])


def comparable_periods(periods: Sequence[Period]) -> list[Period]:
    """In time's order, those that are as long as the last one."""
    ordered = sorted(periods, key=lambda period: (period.end, period.months))
    return [period for period in ordered if period.kind == ordered[-1].kind]


def _subjects(content: TableContent, measure: Measure) -> list[Subject]:
    """By indicator and area, in the order of the rows and columns."""
    found: dict[tuple[str, str], Subject] = {}
    several_areas = len({cell.area for cell in content.cells}) > 1
    for row in content.rows:
        for column, cell in zip(content.columns, row.cells, strict=True):
            if cell.measure is not measure or cell.area == TOTAL_CODE:
                continue
            label = _label(content, row, column.heads, several_areas=several_areas)
            subject = found.setdefault((cell.indicator, cell.area), Subject(label, cell.unit, {}))
            subject.cells[cell.period] = cell
    return list(found.values())


def _label(content: TableContent, row: Row, heads: tuple[str, ...], *, several_areas: bool) -> str:
    """What distinguishes a subject: the row's label, or the column's heads where periods run down."""
    named = heads[:-1] if len(content.description.measures) > 1 else heads
    match content.description.rows:
        case Rows.PERIODS:
            return " – ".join(named) or (content.context[0] if content.context else content.caption)
        case Rows.INDICATORS:
            return f"{row.label} – {heads[0]}" if several_areas else row.label
        case Rows.AREAS:
            several = len({column.indicator for column in content.columns}) > 1
            return f"{row.label} – {heads[0]}" if several else row.label


def _of_one_unit(subjects: list[Subject]) -> list[Subject]:
    if not subjects:
        return []
    unit = Counter(subject.unit for subject in subjects).most_common(1)[0][0]
    return [subject for subject in subjects if subject.unit == unit]


def _along_periods(
    content: TableContent, subjects: Sequence[Subject], periods: Sequence[Period], measure: Measure, key: str
) -> Chart:
    is_line = content.description.chart is ChartKind.LINE
    return Chart.of_periods(
        Kind.LINE if is_line else Kind.BAR,
        _title(content, measure),
        subjects[0].unit,
        periods,
        [Series(s.label, tuple(reading_of(s.cells.get(period)) for period in periods)) for s in subjects],
        key=key,
        decimals=_decimals(subjects, measure),
        language=content.language,
    )


def _of_last_period(
    content: TableContent, subjects: Sequence[Subject], period: Period, measure: Measure, key: str
) -> Chart:
    cells = [subject.cells.get(period) for subject in subjects]
    readings = tuple(map(reading_of, cells))
    label = period.label(content.language)
    if all(reading.is_estimate for reading in readings if reading.value is not None):
        # Hollow bars tell estimates from the rest; where there is no rest, the words do.
        readings = tuple(Reading(reading.value) for reading in readings)
        label = _("%(period)s (ước tính)") % {"period": label}
    return Chart(
        Kind.BREAKDOWN,
        _title(content, measure),
        subjects[0].unit,
        tuple(Category(subject.label) for subject in subjects),
        (Series(label, readings),),
        key=key,
        decimals=_decimals(subjects, measure),
        language=content.language,
    )


def reading_of(cell: Cell | None) -> Reading:
    """A cell as a point of a chart."""
    if cell is None or cell.value is None:
        return Reading(None)
    return Reading(cell.value, is_estimate=cell.status == ESTIMATED)


def _title(content: TableContent, measure: Measure) -> str:
    if measure in (Measure.VALUE, Measure.TARGET):
        return content.caption
    words = {
        Measure.GROWTH_YOY: _("Tăng so với cùng kỳ năm trước"),
        Measure.GROWTH_PREVIOUS: _("Tăng so với kỳ trước"),
        Measure.PLAN_SHARE: _("So với kế hoạch năm"),
    }[measure]
    return f"{content.caption}: {words}"


def _decimals(subjects: Sequence[Subject], measure: Measure) -> int | None:
    """Quotients are rounded as in the table; published values keep their own digits."""
    if measure in (Measure.VALUE, Measure.TARGET):
        return None
    return column_decimals([cell for subject in subjects for cell in subject.cells.values()])
