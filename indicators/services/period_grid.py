"""A whole period typed in one go: each indicator of a topic in an area, what it is compared with, how it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q

from indicators.comparisons import change, growth, share_of_plan
from indicators.models import (
    Area,
    Change,
    Component,
    Indicator,
    Nature,
    Observation,
    Release,
    Status,
    Target,
    Topic,
    VersionKind,
)
from indicators.periods import Period
from indicators.services.recording import Difference, DifferenceChanged, Entry, Outcome, Stated, compare, record
from indicators.services.table_hierarchy import indicator_tree
from indicators.services.table_needs import base_before, base_last_year

ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class CellContent:
    """What a person types of one figure, and what stands there."""

    value: Decimal | None = None
    absence: str = ""
    status: str = Status.ESTIMATE.value
    footnote: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said; a status alone says nothing."""
        return self.value is None and not self.absence and not self.footnote

    @classmethod
    def of(cls, content: Mapping[str, Any] | None) -> CellContent:
        """From the plain JSON content of a row."""
        if content is None:
            return cls()
        value = content["value"]
        return cls(
            value=None if value is None else Decimal(value),
            absence=content["absence"],
            status=content["status"],
            footnote=content["footnote"],
        )


@dataclass(frozen=True, slots=True)
class GridRow:
    """One indicator of the grid: the row that an entry would change, and the figures beside it."""

    indicator: Indicator
    level: int = 0
    is_total: bool = False
    stored: Observation | None = None
    last_year: Decimal | None = None
    previous: Decimal | None = None
    target: Decimal | None = None
    waits: Release | None = None

    @property
    def content(self) -> CellContent:
        return CellContent.of(self.stored.content() if self.stored else None)

    @property
    def is_rate(self) -> bool:
        """Rates differ by percentage points, not by percent."""
        return self.indicator.nature == Nature.RATE

    def growth_on(self, base: Decimal | None) -> Decimal | None:
        value = self.content.value
        return change(value, base) if self.is_rate else growth(value, base)

    @property
    def growth_on_last_year(self) -> Decimal | None:
        return self.growth_on(self.last_year)

    @property
    def growth_on_previous(self) -> Decimal | None:
        return self.growth_on(self.previous)

    @property
    def plan_share(self) -> Decimal | None:
        return share_of_plan(self.content.value, self.target)


@dataclass(frozen=True, slots=True)
class PeriodGrid:
    """The grid of a topic, an area and a period; `release` is the coming release that new values wait for."""

    topic: Topic
    area: Area
    period: Period
    release: Release | None = None
    rows: tuple[GridRow, ...] = field(default=())

    @property
    def last_year(self) -> Period | None:
        return base_last_year(self.period)

    @property
    def previous(self) -> Period | None:
        return base_before(self.period)

    @property
    def has_plan_shares(self) -> bool:
        """A plan is the whole year's, so only a year to date is a share of it."""
        return self.period.is_year_to_date


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed in one row, and what the row said when they began."""

    indicator: Indicator
    content: CellContent
    seen: CellContent

    @property
    def is_touched(self) -> bool:
        return self.content != self.seen and not (self.content.is_blank and self.seen.is_blank)


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written, or why nothing was: values that others changed meanwhile, values that wait for a release."""

    difference: Difference
    overtaken: Mapping[int, CellContent] = field(default_factory=dict)
    waiting: Mapping[int, Release | None] = field(default_factory=dict)

    @property
    def is_written(self) -> bool:
        return not self.overtaken and not self.waiting


def load_grid(topic: Topic, area: Area, period: Period, release: Release | None = None) -> PeriodGrid:
    """The grid as it is stored, in four queries however many indicators the topic has."""
    grid = PeriodGrid(topic, area, period, release)
    indicators = list(
        Indicator.objects.filter(topic=topic).select_related("unit", "parent__parent").order_by("position", "code")
    )
    stored = _observations(grid, indicators)
    targets = {
        target.indicator_id: target.value
        for target in Target.objects.current().filter(area=area, year=period.last[0], indicator__in=indicators)
    }
    rows = []
    for placed in indicator_tree(indicators, _wholes(indicators)):
        indicator = placed.member
        base, waiting = _base_and_waiting(stored.get((indicator.pk, period), []))
        is_for_release = release is not None and not release.is_public() and waiting is not None
        rows.append(
            GridRow(
                indicator=indicator,
                level=placed.level,
                is_total=placed.is_total,
                stored=waiting if is_for_release else base,
                last_year=_newest_value(stored, indicator, grid.last_year),
                previous=_newest_value(stored, indicator, grid.previous),
                target=targets.get(indicator.pk) if grid.has_plan_shares else None,
                waits=_waits_for(base, waiting),
            )
        )
    return PeriodGrid(topic, area, period, release, tuple(rows))


def save_grid(grid: PeriodGrid, typed: Sequence[Typed], *, change: Change, source: str = "") -> Saved:
    """Write what was touched, all or nothing.

    Nothing is written where a touched value is no longer what the person saw, or waits for another release; the
    result then says which and what stands there now.
    """
    touched = [row for row in typed if row.is_touched]
    statements = [_stated(grid, row, source) for row in touched]
    for _ in range(ATTEMPTS):
        difference = compare(statements, release=grid.release)
        refused = _refusals(difference, touched)
        if not refused.is_written:
            return refused
        try:
            return Saved(record(statements, change=change, release=grid.release, expected_digest=difference.digest))
        except DifferenceChanged:
            continue
    return refused


def _refusals(difference: Difference, touched: Sequence[Typed]) -> Saved:
    seen = {row.indicator.pk: row.seen for row in touched}
    overtaken, waiting = {}, {}
    for entry in difference.entries:
        pk = entry.stated.indicator_id
        if entry.outcome is Outcome.CONFLICT:
            waiting[pk] = Release.objects.filter(pk=entry.after["release_id"]).first()
        elif entry.outcome is not Outcome.UNCHANGED and _is_overtaken(entry, seen[pk]):
            overtaken[pk] = CellContent.of(entry.before)
    return Saved(difference, overtaken, waiting)


def _is_overtaken(entry: Entry, seen: CellContent) -> bool:
    now = CellContent.of(entry.before)
    return now != seen and not (entry.before is None and seen.is_blank)


def _stated(grid: PeriodGrid, row: Typed, source: str) -> Stated:
    content = row.content
    fields: dict[str, Any] = {
        "value": content.value,
        "absence": content.absence,
        "status": content.status,
        "footnote": content.footnote,
    }
    if source:
        fields["source"] = source
    return Stated(VersionKind.OBSERVATION, row.indicator.pk, grid.area.pk, grid.period, fields)


def _observations(grid: PeriodGrid, indicators: list[Indicator]) -> dict[tuple[int, Period], list[Observation]]:
    """The rows of the three periods, the base row before its revision."""
    condition = Q()
    for period in filter(None, (grid.period, grid.last_year, grid.previous)):
        condition |= Q(year=period.year, month=period.month, months=period.months)
    rows = Observation.objects.filter(condition, area=grid.area, indicator__in=indicators).select_related("release")
    found: dict[tuple[int, Period], list[Observation]] = {}
    for row in sorted(rows, key=lambda row: row.revises_id is not None):
        found.setdefault((row.indicator_id, row.period), []).append(row)
    return found


def _base_and_waiting(rows: list[Observation]) -> tuple[Observation | None, Observation | None]:
    return (rows[0] if rows else None), (rows[1] if len(rows) > 1 else None)


def _newest_value(
    stored: Mapping[tuple[int, Period], list[Observation]], indicator: Indicator, period: Period | None
) -> Decimal | None:
    rows = stored.get((indicator.pk, period), []) if period else []
    return rows[-1].value if rows else None


def _waits_for(base: Observation | None, waiting: Observation | None) -> Release | None:
    """The coming release of the newest figure, if it is not out."""
    newest = waiting or base
    return newest.release if newest is not None and not newest.is_public() else None


def _wholes(indicators: list[Indicator]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for part, whole in Component.objects.filter(part__in=indicators).values_list("part_id", "whole_id"):
        found.setdefault(part, []).append(whole)
    return found
