"""Which figures a set of tables needs, in plain numbers: what the queries for them are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from indicators.measures import Measure
from indicators.periods import Period, PeriodError
from indicators.table_description import TableDescription

Months = tuple[int, int]
"""First month and number of months: what a period is but for its year."""
Shape = tuple[tuple[tuple[Months, ...], ...], bool]
"""The form of a query: the months of each table's periods, and whether any plan is needed."""
Lists = dict[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Needs:
    """What the tables need. `lists` are the keys and years that stand in a query of the form `shape`."""

    shape: Shape
    lists: Lists

    def conditions(self) -> tuple[Q, Q | None]:
        """What the figures have in common: of observations, and of plans where any is needed."""
        return conditions(self.shape, self.lists)


def needs_of(
    descriptions: Sequence[TableDescription], indicators: Mapping[str, int], areas: Mapping[str, int]
) -> Needs:
    """What the descriptions need, given the keys of their indicators and areas; codes that have none are left out."""
    lists: Lists = {}
    months: list[tuple[Months, ...]] = []
    planned = [d for d in descriptions if {Measure.PLAN_SHARE, Measure.TARGET} & set(d.measures)]
    for place, description in enumerate(descriptions):
        _about(lists, str(place), [description], indicators, areas)
        years = years_of(periods_needed(description))
        for number, of_them in enumerate(years.values()):
            lists[f"years_{place}_{number}"] = sorted(of_them)
        months.append(tuple(years))
    _about(lists, "all", descriptions, indicators, areas)
    if planned:
        _about(lists, "planned", planned, indicators, areas)
        lists["years_planned"] = sorted({period.last[0] for d in planned for period in d.periods})
    return Needs((tuple(months), bool(planned)), lists)


def conditions(shape: Shape, lists: Mapping[str, Sequence[int]]) -> tuple[Q, Q | None]:
    """As `Needs.conditions`."""
    months, has_plans = shape
    each = Q()
    for place, of_table in enumerate(months):
        spans = Q(pk__in=())
        for number, (month, count) in enumerate(of_table):
            spans |= Q(month=month, months=count, year__in=lists[f"years_{place}_{number}"])
        each |= _are_about(lists, str(place)) & spans
    observed = _are_about(lists, "all") & each
    planned = _are_about(lists, "planned") & Q(year__in=lists["years_planned"]) if has_plans else None
    return observed, planned


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


def spans(periods: Iterable[Period]) -> Q:
    """Over one of the periods: one term for all years of the same months, so that the condition stays short."""
    condition = Q(pk__in=())
    for (month, months), years in years_of(periods).items():
        condition |= Q(month=month, months=months, year__in=years)
    return condition


def years_of(periods: Iterable[Period]) -> dict[Months, set[int]]:
    """The years of the periods that span the same months, in the order of the months."""
    years: dict[Months, set[int]] = defaultdict(set)
    for period in periods:
        years[period.month, period.months].add(period.year)
    return dict(sorted(years.items()))


def _or_none(period: Period, name: str) -> Period | None:
    try:
        found: Period = getattr(period, name)
    except PeriodError:
        return None
    return found


def _about(
    lists: Lists,
    name: str,
    descriptions: Sequence[TableDescription],
    indicators: Mapping[str, int],
    areas: Mapping[str, int],
) -> None:
    """The keys of the indicators and areas that the descriptions name."""
    lists[f"indicators_{name}"] = sorted({indicators[c] for d in descriptions for c in d.indicators if c in indicators})
    lists[f"areas_{name}"] = sorted({areas[c] for d in descriptions for c in d.areas if c in areas})


def _are_about(lists: Mapping[str, Sequence[int]], name: str) -> Q:
    return Q(indicator_id__in=lists[f"indicators_{name}"], area_id__in=lists[f"areas_{name}"])
