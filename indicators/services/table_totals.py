"""Totals of a table: what its areas make together, and its periods, where adding them up says something true.

Added are flows over periods, flows and stocks over areas; never indices and rates, never areas of which one lies in
another, never periods that overlap or leave a gap. A sum of which a part is missing is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from indicators.measures import Absence, Measure, Status
from indicators.models import Accumulation, Area, Indicator, Nature
from indicators.periods import Period
from indicators.services.table_facts import Facts, Figure, ObservationKey, TargetKey
from indicators.services.table_needs import base_last_year
from indicators.table_content import TOTAL_CODE
from indicators.table_description import Rows, TableDescription

TOTAL_PK = -1
WORD = _("Cộng")
FIRMNESS = (Status.ESTIMATE, Status.PRELIMINARY, Status.FINAL)


@dataclass(frozen=True, slots=True)
class Totalled:
    """What the table shows with its totals behind: the same facts with the sums among them."""

    facts: Facts
    areas: Sequence[Area]
    periods: Sequence[Period]
    total_period: Period | None = None


def with_totals(
    description: TableDescription, facts: Facts, indicators: Sequence[Indicator], areas: Sequence[Area]
) -> Totalled:
    """The totals that the description asks for and that can be made; no query."""
    shown = Totalled(facts, areas, description.periods)
    if Rows.AREAS in description.totals and _are_apart(areas) and any(map(_adds_up_over_areas, indicators)):
        shown = _with_total_area(shown, indicators)
    if Rows.PERIODS in description.totals and any(map(_adds_up_over_periods, indicators)):
        span = together(description.periods)
        shown = _with_total_period(shown, description, indicators, span) if span else shown
    return shown


def together(periods: Sequence[Period]) -> Period | None:
    """The one period that several make; None where there are fewer than two, or a gap, or an overlap between them."""
    ordered = sorted(periods)
    if len(ordered) < 2 or any(
        _month(later) != _month(earlier) + earlier.months for earlier, later in pairwise(ordered)
    ):
        return None
    first = ordered[0]
    return Period(first.year, first.month, sum(period.months for period in ordered))


def _month(period: Period) -> int:
    """The first month, counted from the first year that there was."""
    return 12 * period.year + period.month


def _are_apart(areas: Sequence[Area]) -> bool:
    """Whether there are several and none lies in another one."""
    codes = {area.pk for area in areas}
    inside = (above for area in areas for above in (area.parent_id, area.parent and area.parent.parent_id))
    return len(areas) > 1 and not any(above in codes for above in inside)


def _adds_up_over_areas(indicator: Indicator) -> bool:
    return indicator.nature in (Nature.FLOW, Nature.STOCK) and indicator.unit.dimension != "ratio"


def _adds_up_over_periods(indicator: Indicator) -> bool:
    return indicator.nature == Nature.FLOW and indicator.accumulation == Accumulation.SUM


def _with_total_area(shown: Totalled, indicators: Sequence[Indicator]) -> Totalled:
    with override("vi"):
        vietnamese = str(WORD)
    with override("en"):
        english = str(WORD)
    total = Area(pk=TOTAL_PK, code=TOTAL_CODE, name_vi=vietnamese, name_en=english)
    observations, targets = dict(shown.facts.observations), dict(shown.facts.targets)
    periods = {period for _indicator, _area, period in observations}
    years = {year for _indicator, _area, year in targets}
    for indicator in filter(_adds_up_over_areas, indicators):
        for period in periods:
            keys: list[ObservationKey] = [(indicator.pk, area.pk, period) for area in shown.areas]
            if (added := _sum([shown.facts.observations.get(key) for key in keys])) is not None:
                observations[indicator.pk, TOTAL_PK, period] = added
        for year in years:
            planned: list[TargetKey] = [(indicator.pk, area.pk, year) for area in shown.areas]
            if (added := _sum([shown.facts.targets.get(key) for key in planned])) is not None:
                targets[indicator.pk, TOTAL_PK, year] = added
    facts = replace(shown.facts, observations=observations, targets=targets)
    return replace(shown, facts=facts, areas=[*shown.areas, total])


def _with_total_period(
    shown: Totalled, description: TableDescription, indicators: Sequence[Indicator], span: Period
) -> Totalled:
    observations = dict(shown.facts.observations)
    spans = {span: list(description.periods)}
    if Measure.GROWTH_YOY in description.measures and (before := base_last_year(span)):
        earlier = [base_last_year(period) for period in description.periods]
        spans[before] = [period for period in earlier if period]
    for indicator in filter(_adds_up_over_periods, indicators):
        for area in shown.areas:
            for whole, parts in spans.items():
                figures = [observations.get((indicator.pk, area.pk, part)) for part in parts]
                if (added := _sum(figures)) is not None:
                    observations[indicator.pk, area.pk, whole] = added
    facts = replace(shown.facts, observations=observations)
    return replace(shown, facts=facts, periods=[*description.periods, span], total_period=span)


def _sum(figures: Sequence[Figure | None]) -> Figure | None:
    """The figures added up, as firm as the least firm; None where one is missing. What did not occur is zero."""
    known = [figure for figure in figures if figure and (figure.value is not None or figure.absence == Absence.NIL)]
    if not known or len(known) < len(figures):
        return None
    statuses = {figure.status for figure in known if figure.value is not None}
    values = [figure.value for figure in known if figure.value is not None]
    return Figure(
        value=sum(values, Decimal(0)) if values else None,
        absence="" if values else Absence.NIL,
        status=next((status for status in FIRMNESS if status in statuses), ""),
        footnote="",
        source="",
        public_since=max(figure.public_since for figure in known),
    )
