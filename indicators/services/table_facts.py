"""Everything that a set of tables needs from the database, in three queries however much they show."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Value

from indicators.measures import Measure
from indicators.models import Area, Indicator, Observation, Target
from indicators.models.fields import PublishedDecimalField
from indicators.models.observations import RecordedQuerySet
from indicators.periods import Period, PeriodError
from indicators.table_description import TableDescription

ObservationKey = tuple[int, int, Period]
TargetKey = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """A stored value as a table needs it; `public_since` is when it last changed for the readers."""

    value: Decimal | None
    footnote: str
    source: str
    public_since: dt.datetime
    absence: str = ""
    status: str = ""
    printed_growth_yoy: Decimal | None = None
    printed_growth_previous: Decimal | None = None
    printed_plan_share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Indicators and areas by code, figures by what they are about. `wholes` names the totals that a part makes."""

    indicators: Mapping[str, Indicator]
    areas: Mapping[str, Area]
    observations: Mapping[ObservationKey, Figure]
    targets: Mapping[TargetKey, Figure] = field(default_factory=dict)
    wholes: Mapping[int, Sequence[int]] = field(default_factory=dict)


def load_facts(
    descriptions: Sequence[TableDescription], *, public: bool = True, at: dt.datetime | None = None
) -> Facts:
    """What the tables show and what it is compared with, in three queries.

    Public figures as they are at `at`; with `public=False` the newest ones, embargoed or not, for those who work on
    the data.
    """
    if not descriptions:
        return Facts({}, {}, {})
    return facts_of(descriptions, load_subjects(descriptions, public=public), public=public, at=at)


@dataclass(frozen=True, slots=True)
class Subjects:
    """What the descriptions name, by code. `wholes` names the totals that a part makes."""

    indicators: Mapping[str, Indicator]
    areas: Mapping[str, Area]
    wholes: Mapping[int, Sequence[int]]


def load_subjects(descriptions: Sequence[TableDescription], *, public: bool = True) -> Subjects:
    """The indicators and areas of the descriptions, in two queries."""
    indicators, wholes = _indicators({code for d in descriptions for code in d.indicators}, public=public)
    areas = Area.objects.filter(code__in={code for d in descriptions for code in d.areas})
    return Subjects(indicators, {area.code: area for area in areas.select_related("parent__parent")}, wholes)


def facts_of(
    descriptions: Sequence[TableDescription],
    subjects: Subjects,
    *,
    public: bool = True,
    at: dt.datetime | None = None,
) -> Facts:
    """The figures of the descriptions beside their subjects, in one query."""
    observed, planned = conditions_of(descriptions, subjects)
    observations, targets = figures_in(observed, planned, public=public, at=at)
    return Facts(subjects.indicators, subjects.areas, observations, targets, subjects.wholes)


def conditions_of(descriptions: Sequence[TableDescription], subjects: Subjects) -> tuple[Q, Q | None]:
    """What the figures that the descriptions need have in common: of observations, and of plans where any is needed."""
    planned = [d for d in descriptions if {Measure.PLAN_SHARE, Measure.TARGET} & set(d.measures)]
    return (
        _observations_of(descriptions, subjects.indicators, subjects.areas),
        _targets_of(planned, subjects.indicators, subjects.areas) if planned else None,
    )


def figures_in(
    observed: Q, planned: Q | None, *, public: bool = True, at: dt.datetime | None = None
) -> tuple[dict[ObservationKey, Figure], dict[TargetKey, Figure]]:
    """The observations and plans that meet the conditions, in one query for both."""
    if planned is None:
        return observed_figures(observed, public=public, at=at), {}
    rows = _rows(Observation, public=public, at=at).filter(observed).order_by()
    plans = _rows(Target, public=public, at=at).filter(planned).order_by()
    # Both kinds of rows in one shape: the fields that a plan lacks are empty in it, and it spans no months.
    spans = {"span_month": F("month"), "span_months": F("months")} | {f"own_{n}": F(n) for n in _OWN}
    none = {"span_month": Value(0), "span_months": Value(0)} | {
        f"own_{name}": Value("") if name in _TEXTS else Value(None, output_field=PublishedDecimalField())
        for name in _OWN
    }
    columns = ("indicator_id", "area_id", "year", *_SHARED, *spans)
    observations: dict[ObservationKey, Figure] = {}
    targets: dict[TargetKey, Figure] = {}
    for row in rows.annotate(**spans).values(*columns).union(plans.annotate(**none).values(*columns), all=True):
        place = row["indicator_id"], row["area_id"]
        if row["span_months"]:
            period = Period(row["year"], row["span_month"], row["span_months"])
            observations[*place, period] = _figure(row, **{name: row[f"own_{name}"] for name in _OWN})
        else:
            targets[*place, row["year"]] = _figure(row)
    return observations, targets


def observed_figures(
    condition: Q, *, public: bool = True, at: dt.datetime | None = None
) -> dict[ObservationKey, Figure]:
    """The observations that meet the condition, in one query."""
    rows = _rows(Observation, public=public, at=at)
    found = rows.filter(condition).values("indicator_id", "area_id", "year", "month", "months", *_SHARED, *_OWN)
    return {
        (row["indicator_id"], row["area_id"], Period(row["year"], row["month"], row["months"])): _figure(
            row, **{name: row[name] for name in _OWN}
        )
        for row in found.order_by()
    }


def target_figures(condition: Q, *, public: bool = True, at: dt.datetime | None = None) -> dict[TargetKey, Figure]:
    """The plans that meet the condition, in one query."""
    found = _rows(Target, public=public, at=at).filter(condition).values("indicator_id", "area_id", "year", *_SHARED)
    return {(row["indicator_id"], row["area_id"], row["year"]): _figure(row) for row in found.order_by()}


def periods_needed(description: TableDescription) -> set[Period]:
    """The periods shown and those that the chosen measures compare them with."""
    needed = set(description.periods)
    for measure, base in ((Measure.GROWTH_YOY, base_last_year), (Measure.GROWTH_PREVIOUS, base_before)):
        if measure in description.measures:
            needed.update(period for period in map(base, description.periods) if period)
    return needed


def base_last_year(period: Period) -> Period | None:
    """The same months a year earlier; None before the first year that a period can have."""
    return _or_none(period, "same_period_last_year")


def base_before(period: Period) -> Period | None:
    """The period before, of the same length; None for a year to date, which nobody compares with its forerunner."""
    return None if period.kind == "year_to_date" else _or_none(period, "previous")


def figure_of_content(content: Mapping[str, Any], public_since: dt.datetime) -> Figure:
    """The figure that a version tells of, of an observation or a plan."""
    texts: dict[str, Any] = {name: content.get(name) or "" for name in ("footnote", "source", *_OWN) if name in _TEXTS}
    numbers: dict[str, Any] = {
        name: Decimal(content[name]) if content.get(name) is not None else None
        for name in ("value", *_OWN)
        if name not in _TEXTS
    }
    return Figure(public_since=public_since, **numbers, **texts)


_SHARED = ("value", "footnote", "source", "recorded_at", "release__published_at")
_OWN = ("absence", "status", "printed_growth_yoy", "printed_growth_previous", "printed_plan_share")
_TEXTS = frozenset({"footnote", "source", "absence", "status"})


def _rows(model: type[Observation] | type[Target], *, public: bool, at: dt.datetime | None) -> RecordedQuerySet:
    return model.objects.public(at=at) if public else model.objects.current()


def _or_none(period: Period, name: str) -> Period | None:
    try:
        return getattr(period, name)
    except PeriodError:
        return None


def _indicators(codes: Iterable[str], *, public: bool) -> tuple[dict[str, Indicator], dict[int, list[int]]]:
    """Indicators with their labels, and the totals of each, in one query: a row for each pair of part and total."""
    rows = (
        (Indicator.objects.public() if public else Indicator.objects.all())
        .filter(code__in=set(codes))
        .select_related("unit", "parent__parent")
        .annotate(total_id=F("part_of__whole_id"))
        .order_by()
    )
    indicators: dict[str, Indicator] = {}
    wholes: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        indicators.setdefault(row.code, row)
        if row.total_id is not None:
            wholes[row.pk].append(row.total_id)
    return indicators, {part: sorted(totals) for part, totals in wholes.items()}


def _observations_of(
    descriptions: Sequence[TableDescription], indicators: Mapping[str, Indicator], areas: Mapping[str, Area]
) -> Q:
    wanted = _about(descriptions, indicators, areas)
    each = Q()
    for description in descriptions:
        each |= _about([description], indicators, areas) & spans(periods_needed(description))
    return wanted & each


def _targets_of(
    descriptions: Sequence[TableDescription], indicators: Mapping[str, Indicator], areas: Mapping[str, Area]
) -> Q:
    years = {period.last[0] for d in descriptions for period in d.periods}
    return _about(descriptions, indicators, areas) & Q(year__in=years)


def _about(
    descriptions: Sequence[TableDescription], indicators: Mapping[str, Indicator], areas: Mapping[str, Area]
) -> Q:
    """About one of the indicators and one of the areas that the descriptions name."""
    return Q(
        indicator_id__in={indicators[code].pk for d in descriptions for code in d.indicators if code in indicators},
        area_id__in={areas[code].pk for d in descriptions for code in d.areas if code in areas},
    )


def spans(periods: Iterable[Period]) -> Q:
    """Over one of the periods: one term for all years of the same months, so that the condition stays short."""
    years: dict[tuple[int, int], set[int]] = defaultdict(set)
    for period in periods:
        years[period.month, period.months].add(period.year)
    condition = Q(pk__in=())
    for (month, months), of_them in sorted(years.items()):
        condition |= Q(month=month, months=months, year__in=of_them)
    return condition


def _figure(row: Mapping[str, Any], **rest: Any) -> Figure:
    moments = [moment for moment in (row["recorded_at"], row["release__published_at"]) if moment]
    return Figure(row["value"], row["footnote"], row["source"], max(moments), **rest)
