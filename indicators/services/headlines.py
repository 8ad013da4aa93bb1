"""The figures that the home page leads with: the newest of each chosen indicator, its growth and its course.

They are chosen by editors, who tick indicators and put them in an order, or are those of the newest release.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString

from indicators.charts import sparkline
from indicators.frequencies import Frequency, offered, preferred
from indicators.languages import reading_language
from indicators.measures import Measure
from indicators.models import Area, Indicator, Nature, Observation, Release
from indicators.models.catalogue import IndicatorQuerySet
from indicators.periods import Period
from indicators.series_choice import FREQUENCY
from indicators.services.table_cells import CellBuilder
from indicators.services.table_facts import Facts, Figure, public_figures
from indicators.table_content import PERCENT

MOST_HEADLINES = 12
# What the course and the base of the growth need: months and quarters of some years, years of some more.
YEARS_BACK, YEARS_BACK_FOR_YEARS = 3, 10
POINTS = {Frequency.MONTH: 25, Frequency.QUARTER: 9, Frequency.YEAR: 10}
LEAST_POINTS = 3
BEHIND_ALL = 1_000_000
# More indicators than a catalogue has. The limit lets PostgreSQL find their newest figures first and then these rows;
# without, it reads every figure there is.
MOST_CONSIDERED = 10_000
MEASURES = (Measure.VALUE, Measure.GROWTH_YOY, Measure.PLAN_SHARE)
ESTIMATE = "estimate"

Figures = Mapping[Period, Figure]


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline figure, with the names that its card (components/headline_figure.html) uses.

    `growth` is in percent; that of a rate is in percentage points and stands in `change` instead. Either is None
    where it is not known. `growth_is_printed`: only the source vouches for it.
    """

    code: str
    name: str
    url: str
    value: Decimal | None
    unit: str
    period: Period
    status: str
    absence: str
    growth: Decimal | None
    change: Decimal | None
    growth_is_printed: bool
    plan_share: Decimal | None
    course: tuple[Decimal | None, ...]

    @property
    def sparkline(self) -> SafeString:
        """The course as a line as small as a word."""
        return sparkline(self.course, last_is_estimate=self.status == ESTIMATE)


@dataclass(frozen=True, slots=True)
class Headlines:
    """Headline figures; `release` is the one that chose them, None where editors did."""

    figures: Sequence[Headline]
    release: Release | None = None


def headline_figures(*, at: dt.datetime) -> list[Headline]:
    """Of the ticked indicators in the editors' order, in two queries: indicators with their main area, figures.

    Indicators without public figures are left out. Of periods that end together a flow's headline is the longest
    within the year, as reports tell it ("9 tháng đầu năm"), another's the shortest.
    """
    return _headlines(_ticked(at), at)


def release_headlines(*, at: dt.datetime) -> Headlines:
    """Of the indicators whose newest figures came with the newest release that has any, in two queries as well.

    Ticked ones come first in their order, then those of the catalogue. Where no newest figure came with a release,
    those of the ticked ones.
    """
    newest = _newest_of_newest_release(at)
    release = newest[0].release if newest else None
    indicators = [_with_newest(row) for row in newest if row.release == release]
    return Headlines(_headlines(indicators, at), release)


def in_editors_order(prefix: str = "") -> tuple[Any, ...]:
    """For `order_by`: indicators in the order that editors gave them, the others after them as in the catalogue."""
    place = Coalesce(F(f"{prefix}headline_position"), BEHIND_ALL)
    return (place, *(f"{prefix}{name}" for name in Indicator._meta.ordering or ()))


def headline_period(periods: Collection[Period], *, is_flow: bool) -> Period:
    """The newest of the periods, by the rule of `headline_figures`."""
    return max(periods, key=lambda period: (period.end, period.months if is_flow else -period.months))


def course_of(figures: Figures, period: Period) -> tuple[Decimal | None, ...]:
    """The values that led to `period`, gaps as None: its own series, or the finest there is for a year to date."""
    frequency = _course_frequency(figures, period)
    if frequency is None:
        years = range(POINTS[Frequency.YEAR], -1, -1)
        return _trimmed([figures.get(period.shift_years(-back)) for back in years])
    last = frequency.periods(figures)[-1]
    return _trimmed([figures.get(last.shift(-back)) for back in range(POINTS[frequency] - 1, -1, -1)])


def _headlines(indicators: Sequence[Any], at: dt.datetime) -> list[Headline]:
    """Of indicators with `main_area_id` and `newest_year`."""
    if not indicators:
        return []
    figures, targets = public_figures(_recent(indicators), _planned(indicators), at=at)
    by_indicator: dict[int, dict[Period, Figure]] = defaultdict(dict)
    for (indicator_id, _area, period), figure in figures.items():
        by_indicator[indicator_id][period] = figure
    return [
        _headline(indicator, by_indicator[indicator.pk], Facts({}, {}, figures, targets))
        for indicator in indicators
        if by_indicator[indicator.pk]
    ]


def _ticked(at: dt.datetime) -> list[Indicator]:
    """With `main_area_id` and `newest_year`, the year of the newest public figure there."""
    of_main = _observed(at).filter(indicator=OuterRef("pk"), area=OuterRef("main_area_id"))
    newest = of_main.order_by("-year").values("year")[:1]
    rows = (
        _with_main_area(Indicator.objects.public().filter(is_headline=True), at)
        .with_labels()
        .annotate(newest_year=Subquery(newest))
        .filter(newest_year__isnull=False)
        .order_by(*in_editors_order())
    )
    return list(rows[:MOST_HEADLINES])


def _newest_of_newest_release(at: dt.datetime) -> list[Observation]:
    """The newest figure of each indicator, those of the newest release first and then those of ticked indicators."""
    of_main = _observed(at).filter(indicator=OuterRef("pk"), area=OuterRef("main_area_id"))
    is_flow = When(indicator__nature=Nature.FLOW, then=-F("months"))
    months = Case(is_flow, default=F("months"), output_field=IntegerField())
    newest = of_main.order_by("-year", (F("month") + F("months")).desc(), months)
    keys = _with_main_area(Indicator.objects.public(), at).values(newest_id=Subquery(newest.values("pk")[:1]))
    came_out = F("release__published_at").desc(nulls_last=True)
    return list(
        Observation.objects.filter(pk__in=keys.order_by()[:MOST_CONSIDERED])
        .filter(Q(release__isnull=False) | Q(indicator__is_headline=True))
        .select_related("release", "indicator__unit", "indicator__topic", "indicator__parent")
        .order_by(came_out, "-release_id", "-indicator__is_headline", *in_editors_order("indicator__"))[:MOST_HEADLINES]
    )


def _with_newest(figure: Observation) -> Indicator:
    """The indicator of a newest figure, as `_ticked` gives it."""
    indicator: Any = figure.indicator
    indicator.main_area_id, indicator.newest_year = figure.area_id, figure.year
    return indicator  # type: ignore[no-any-return]


def _observed(at: dt.datetime) -> Any:
    return Observation.objects.public(at=at).filter(months__lte=12)


def _with_main_area(indicators: IndicatorQuerySet, at: dt.datetime) -> IndicatorQuerySet:
    """With `main_area_id`, the first area that has public figures."""
    # Area by area, the first of which mostly has figures: to sort the figures by area would read all of them.
    here = _observed(at).filter(indicator=OuterRef(OuterRef("pk")), area=OuterRef("pk"))
    first = here.order_by("year", "month", "months").values("pk")[:1]
    places = Area.objects.alias(first=Subquery(first)).filter(first__isnull=False)
    return indicators.annotate(main_area_id=Subquery(places.order_by("position", "name_vi").values("pk")[:1]))


def _recent(indicators: Sequence[Any]) -> Q:
    condition = Q(pk__in=())
    for indicator in indicators:
        recent = Q(year__gte=indicator.newest_year - YEARS_BACK, months__lte=12)
        years = Q(year__gte=indicator.newest_year - YEARS_BACK_FOR_YEARS, month=1, months=12)
        condition |= Q(indicator_id=indicator.pk, area_id=indicator.main_area_id) & (recent | years)
    return condition


def _planned(indicators: Sequence[Any]) -> Q:
    condition = Q(pk__in=())
    for indicator in indicators:
        condition |= Q(indicator_id=indicator.pk, area_id=indicator.main_area_id, year=indicator.newest_year)
    return condition


def _headline(indicator: Any, figures: Figures, facts: Facts) -> Headline:
    period = headline_period(figures, is_flow=indicator.nature == Nature.FLOW)
    builder = CellBuilder(facts, reading_language(), MEASURES)
    # Only the key of the place is looked up; its name is not shown.
    place = Area(pk=indicator.main_area_id)
    value, growth, plan = (builder.cell(indicator, place, period, measure) for measure in MEASURES)
    is_percent = growth.unit == PERCENT
    return Headline(
        code=indicator.code,
        name=indicator.name,
        url=f"{indicator.get_absolute_url()}{_series_of(figures, period)}",
        value=value.value,
        unit=value.unit,
        period=period,
        status=value.status,
        absence=value.gap or "",
        growth=growth.value if is_percent else None,
        change=None if is_percent else growth.value,
        growth_is_printed=growth.is_from_print,
        plan_share=plan.value,
        course=course_of(figures, period),
    )


def _series_of(figures: Figures, period: Period) -> str:
    """The query string of the series with the period, where the indicator's page would open on another one."""
    frequency = next((each for each in offered(figures) if each.holds(period)), None)
    return f"?{FREQUENCY}={frequency}" if frequency and frequency is not preferred(figures) else ""


def _course_frequency(figures: Figures, period: Period) -> Frequency | None:
    own = next((each for each in POINTS if each.holds(period)), None)
    if own:
        return own
    fine = (each for each in POINTS if each is not Frequency.YEAR)
    return next((each for each in fine if len(each.periods(figures)) >= LEAST_POINTS), None)


def _trimmed(figures: Sequence[Figure | None]) -> tuple[Decimal | None, ...]:
    """From the first that is known."""
    values = [figure.value if figure else None for figure in figures]
    known = [position for position, value in enumerate(values) if value is not None]
    return tuple(values[known[0] :]) if known else ()
