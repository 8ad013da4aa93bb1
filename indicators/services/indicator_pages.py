"""The page of one indicator: its newest figure, a series as chart and table, its parts, and what was said when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from indicators.charts import Chart, Kind, Series
from indicators.frequencies import Frequency, offered, preferred
from indicators.languages import reading_language
from indicators.measures import Measure
from indicators.models import Area, Component, Indicator, Observation, Release
from indicators.periods import Period
from indicators.series_choice import MOST_COMPARED, ChoiceError, SeriesChoice
from indicators.services.publications import PublicationDay, publication_days, publications, releases_of
from indicators.services.series_comparison import Compared, compared_with, comparison, comparison_chart
from indicators.services.table_cells import CellBuilder
from indicators.services.table_contents import content_of
from indicators.services.table_facts import Facts, Figure, observed_figures, target_figures
from indicators.table_chart import reading_of
from indicators.table_content import Cell, TableContent
from indicators.table_description import MAX_PERIODS, Rows, TableDescription

MIN_CHART_PERIODS = 2
MAX_CHART_PERIODS = 60
FIRST_PERIODS = {Frequency.MONTH: 36, Frequency.QUARTER: 24}
FIRST_PERIODS_OTHERWISE = 30
LATEST_MEASURES = (Measure.VALUE, Measure.GROWTH_YOY, Measure.PLAN_SHARE)
PUBLICATION_DAYS_SHOWN = 10
RELEASES_SHOWN = 6
CHART_KEY = "chuoi-so-lieu"


@dataclass(frozen=True, slots=True)
class Relatives:
    """The public indicators around one: what it stands under, what stands under it, terms and totals with signs."""

    parent: Indicator | None
    children: Sequence[Indicator]
    parts: Sequence[tuple[int, Indicator]]
    wholes: Sequence[Indicator]


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """Everything that the page shows; `content` and `latest` are None where nothing is public in the chosen series.

    `latest` has the cells of the series' newest period by measure, whatever years are chosen. `releases` are those that
    brought figures of the area. `next_release` is the portal's next one: what will be in it nobody is told.
    """

    indicator: Indicator
    areas: Sequence[Area]
    area: Area | None
    frequencies: Sequence[Frequency]
    frequency: Frequency | None
    years: tuple[int, int] | None
    latest: Mapping[Measure, Cell] | None
    content: TableContent | None
    chart: Chart | None
    relatives: Relatives
    publication_days: Sequence[PublicationDay]
    releases: Sequence[Release]
    next_release: Release | None
    is_shortened: bool
    choice: SeriesChoice
    compared: Compared

    @property
    def comparable_areas(self) -> Sequence[Area]:
        """Other areas that the series can be compared with; none where a chart could not tell them apart any more."""
        if not self.content or len(self.compared.all) >= MOST_COMPARED:
            return ()
        return [area for area in self.areas if area != self.area and area not in self.compared.areas]

    @property
    def comparable_indicators(self) -> Sequence[Indicator]:
        """Related indicators that the series can be compared with."""
        if not self.content or len(self.compared.all) >= MOST_COMPARED:
            return ()
        related = self.relatives
        near = [related.parent] if related.parent else []
        near += [*related.wholes, *(part for _sign, part in related.parts), *related.children]
        return [each for each in dict.fromkeys(near) if each not in self.compared.indicators]


def find_indicator(code: str) -> Indicator:
    """The public indicator; raises `Indicator.DoesNotExist`. One query."""
    return Indicator.objects.public().with_labels().select_related("unit", "topic", "parent__parent").get(code=code)


def indicator_page(indicator: Indicator, choice: SeriesChoice, *, at: dt.datetime) -> IndicatorPage:
    """The public page at `at`, in seven queries: areas, observations, plans, terms, children, versions, the release to
    come; a comparison takes one or two more.

    Raises `ChoiceError` where the choice names an area without public figures of the indicator.
    """
    areas = areas_of(indicator, at=at)
    area = area_asked(areas, choice.area)
    compared = compared_with(choice.compared, areas)
    observations: Mapping[Period, Figure] = {}
    facts = Facts({indicator.code: indicator}, {}, {})
    if area:
        about = Q(indicator_id=indicator.pk, area_id=area.pk)
        found = observed_figures(about, at=at)
        targets = target_figures(about, at=at)
        facts = Facts({indicator.code: indicator}, {area.code: area}, found, targets)
        observations = {period: figure for (_indicator, _area, period), figure in found.items()}
    frequency = choice.frequency or preferred(observations)
    series = frequency.periods(observations) if frequency else []
    chosen = [p for p in series if (choice.from_year or 0) <= p.year <= (choice.to_year or p.year)]
    limit = MAX_PERIODS if choice.from_year else FIRST_PERIODS.get(frequency, FIRST_PERIODS_OTHERWISE)  # type: ignore[arg-type]
    shown = chosen[-limit:]
    content, chart = None, None
    if area and frequency and shown and compared:
        content = comparison(indicator, area, compared, shown, at=at)
        chart = comparison_chart(content, key=CHART_KEY)
    elif area and frequency and shown:
        content = _content(indicator, area, shown, frequency, facts)
        chart = _chart(indicator, content)
    told = publications(indicator, area, at=at) if area else []
    return IndicatorPage(
        indicator=indicator,
        areas=areas,
        area=area,
        frequencies=offered(observations),
        frequency=frequency,
        years=(series[0].year, series[-1].last[0]) if series else None,
        latest=_latest(indicator, area, series[-1], facts) if area and series else None,
        content=content,
        chart=chart,
        relatives=relatives_of(indicator),
        publication_days=publication_days(each for each in told if frequency and frequency.holds(each.period))[
            :PUBLICATION_DAYS_SHOWN
        ],
        releases=releases_of(told)[:RELEASES_SHOWN],
        next_release=Release.objects.announced(at=at).first(),
        is_shortened=len(shown) < len(series),
        choice=choice,
        compared=compared,
    )


def areas_of(indicator: Indicator, *, at: dt.datetime) -> list[Area]:
    """The places that have public figures of the indicator, the main one first."""
    # The first figure of each area is enough to know; asked whether there is any, PostgreSQL would read all figures.
    observed = Observation.objects.public(at=at).filter(indicator=indicator, area=OuterRef("pk"))
    first = observed.order_by("year", "month", "months").values("pk")[:1]
    areas = Area.objects.alias(first=Subquery(first)).filter(first__isnull=False)
    return list(areas.order_by("position", "name_vi"))


def relatives_of(indicator: Indicator) -> Relatives:
    """In two queries."""
    terms = Component.objects.filter(Q(whole=indicator) | Q(part=indicator)).select_related("whole", "part")
    parts = [(term.sign, term.part) for term in terms if term.whole_id == indicator.pk and term.part.is_public]
    wholes = [term.whole for term in terms if term.part_id == indicator.pk and term.whole.is_public]
    parent = indicator.parent if indicator.parent and indicator.parent.is_public else None
    told = {part.pk for _, part in parts}
    children = [child for child in Indicator.objects.public().filter(parent=indicator) if child.pk not in told]
    return Relatives(parent, children, parts, [whole for whole in wholes if whole != parent])


def area_asked(areas: Sequence[Area], code: str | None) -> Area | None:
    """The area of the code, or the first where none is asked for; raises `ChoiceError` for one that is not there."""
    if code is None:
        return areas[0] if areas else None
    for area in areas:
        if area.code == code:
            return area
    raise ChoiceError(
        _("Chỉ tiêu này không có số liệu của địa bàn “%(code)s”. Các địa bàn có số liệu: %(codes)s.")
        % {"code": code[:40], "codes": ", ".join(area.code for area in areas) or "–"}
    )


def _latest(indicator: Indicator, area: Area, period: Period, facts: Facts) -> Mapping[Measure, Cell]:
    builder = CellBuilder(facts, reading_language(), LATEST_MEASURES)
    return {measure: builder.cell(indicator, area, period, measure) for measure in LATEST_MEASURES}


def _content(
    indicator: Indicator, area: Area, periods: Sequence[Period], frequency: Frequency, facts: Facts
) -> TableContent:
    """The series as a table, the newest period first."""
    measures = [Measure.VALUE, Measure.GROWTH_YOY]
    if frequency in (Frequency.MONTH, Frequency.QUARTER):
        measures.append(Measure.GROWTH_PREVIOUS)
    # A column of gaps says less than the share beside the newest figure, and costs a narrow screen its width.
    if 2 * sum(_has_plan(indicator, area, period, facts) for period in periods) >= len(periods):
        measures.append(Measure.PLAN_SHARE)
    description = TableDescription(
        (indicator.code,),
        tuple(reversed(periods)),
        (area.code,),
        tuple(measures),
        Rows.PERIODS,
        caption=f"{indicator.name}, {area.name}",
    )
    return content_of(description, facts)


def _has_plan(indicator: Indicator, area: Area, period: Period, facts: Facts) -> bool:
    figure = facts.observations[indicator.pk, area.pk, period]
    is_planned = period.is_year_to_date and (indicator.pk, area.pk, period.year) in facts.targets
    return is_planned or figure.printed_plan_share is not None


def _chart(indicator: Indicator, content: TableContent) -> Chart | None:
    """The series from the oldest period to the newest; None where there are too few values for a line."""
    rows = [row for row in reversed(content.rows) if row.period][-MAX_CHART_PERIODS:]
    readings = tuple(reading_of(row.cells[0]) for row in rows)
    if sum(reading.value is not None for reading in readings) < MIN_CHART_PERIODS:
        return None
    return Chart.of_periods(
        Kind.LINE,
        content.caption,
        indicator.unit.symbol,
        [row.period for row in rows if row.period],
        [Series(indicator.name, readings)],
        key=CHART_KEY,
        language=content.language,
    )
