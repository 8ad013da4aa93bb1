"""What the data say about a set of figures: two queries, however many figures there are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from indicators.comparisons import accumulated
from indicators.models import (
    Accumulation,
    Indicator,
    Nature,
    Observation,
    ObservationVersion,
    Target,
    VersionKind,
)
from indicators.periods import Period
from indicators.services.table_needs import base_before, base_last_year, spans
from reports.prose.verification import Known

Key = tuple[int, int, Period]
"""Indicator, area, period."""

_FIELDS = (
    "value",
    "absence",
    "status",
    "printed_growth_yoy",
    "printed_growth_previous",
    "printed_plan_share",
)


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """Stored observations and targets, asked by key."""

    rows: Mapping[Key, Mapping[str, Any]]
    targets: Mapping[tuple[int, int, int], Decimal | None]

    def known(self, indicator: Indicator, area_id: int, period: Period) -> Known:
        """What is known of one indicator in one area over one period, and of what it is compared with."""
        row = self.rows.get((indicator.pk, area_id, period))
        value, is_derived = self._value(indicator, area_id, period)
        base_yoy, base_previous = base_last_year(period), base_before(period)
        return Known(
            unit=indicator.unit.measure,
            value=value,
            is_derived=is_derived,
            exists=row is not None,
            base_yoy=self._value(indicator, area_id, base_yoy)[0] if base_yoy else None,
            base_previous=self._value(indicator, area_id, base_previous)[0] if base_previous else None,
            target=self.targets.get((indicator.pk, area_id, period.last[0])),
            is_rate=indicator.nature == Nature.RATE,
            is_year_to_date=period.is_year_to_date,
            **({name: row[name] for name in _FIELDS[1:]} | {"version": row["version"]} if row else {}),
        )

    def _value(self, indicator: Indicator, area_id: int, period: Period) -> tuple[Decimal | None, bool]:
        """The stored value, else the year to date added up from its months where all of them are stored."""
        row = self.rows.get((indicator.pk, area_id, period))
        if row is not None or not can_be_added_up(indicator, period):
            return (row["value"] if row else None), False
        months = {
            month: self.rows[indicator.pk, area_id, month]["value"]
            for month in period.months_list()
            if (indicator.pk, area_id, month) in self.rows
        }
        total = accumulated(months, period, Accumulation.SUM)
        return total, total is not None


def load_facts(
    wanted: Iterable[tuple[Indicator, int, Period]], *, public: bool, at: dt.datetime | None = None
) -> ClaimFacts:
    """The facts about (indicator, area id, period), with bases, months and targets.

    Public figures as they are at `at`; with `public=False` the newest ones, for those who work on the data.
    """
    wanted = list(wanted)
    if not wanted:
        return ClaimFacts({}, {})
    moment = at or timezone.now()
    condition = Q(pk__in=())
    for (indicator_ids, area_ids), periods in _grouped(wanted).items():
        condition |= Q(indicator_id__in=indicator_ids, area_id__in=area_ids) & spans(periods)
    newest = ObservationVersion.objects.public(at=moment) if public else ObservationVersion.objects.all()
    version = (
        newest.filter(
            kind=VersionKind.OBSERVATION,
            **{name: OuterRef(name) for name in ("indicator_id", "area_id", "year", "month", "months")},
        )
        .order_by("-id")
        .values("pk")[:1]
    )
    observations = Observation.objects.public(at=moment) if public else Observation.objects.current()
    rows = (
        observations.filter(condition)
        .annotate(version=Subquery(version))
        .values("indicator_id", "area_id", "year", "month", "months", "version", *_FIELDS)
        .order_by()
    )
    targets = Target.objects.public(at=moment) if public else Target.objects.current()
    planned = targets.filter(
        indicator_id__in={indicator.pk for indicator, _, _ in wanted},
        area_id__in={area_id for _, area_id, _ in wanted},
        year__in={period.last[0] for _, _, period in wanted},
    )
    return ClaimFacts(
        {(row["indicator_id"], row["area_id"], Period(row["year"], row["month"], row["months"])): row for row in rows},
        {
            (row["indicator_id"], row["area_id"], row["year"]): row["value"]
            for row in planned.values("indicator_id", "area_id", "year", "value").order_by()
        },
    )


def can_be_added_up(indicator: Indicator, period: Period) -> bool:
    """Whether the period's value is the sum of its months: a flow, over the year to date."""
    return indicator.accumulation == Accumulation.SUM and period.is_year_to_date and 1 < period.months <= 12


def _grouped(
    wanted: Iterable[tuple[Indicator, int, Period]],
) -> dict[tuple[frozenset[int], frozenset[int]], set[Period]]:
    """The periods needed, under the indicators and areas that need the same ones, so that the condition stays short."""
    needed: dict[tuple[int, int], set[Period]] = defaultdict(set)
    for indicator, area_id, period in wanted:
        shown = {period, base_last_year(period), base_before(period)} - {None}
        for each in shown:
            assert each is not None
            needed[indicator.pk, area_id].add(each)
            if can_be_added_up(indicator, each):
                needed[indicator.pk, area_id].update(each.months_list())
    same: dict[tuple[int, frozenset[Period]], set[int]] = defaultdict(set)
    for (indicator_id, area_id), periods in needed.items():
        same[area_id, frozenset(periods)].add(indicator_id)
    found: dict[tuple[frozenset[int], frozenset[int]], set[Period]] = {}
    for (area_id, frozen), indicator_ids in same.items():
        found.setdefault((frozenset(indicator_ids), frozenset({area_id})), set()).update(frozen)
    return found
