"""The figures of a set of tables as the public saw them at a moment, beside those that it sees now."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from indicators.models import ObservationVersion, VersionKind
from indicators.models.versions import ObservationVersionQuerySet
from indicators.periods import Period
from indicators.prepared import Answer, Prepared, digest
from indicators.services.table_facts import (
    AskedSubjects,
    Facts,
    Figure,
    ask_subjects,
    figure_of_content,
    figures_of,
    public_rows,
)
from indicators.services.table_needs import Shape, conditions
from indicators.table_description import TableDescription
from indicators.timelines import Shown, Timeline, ToldVersion

ValueKey = tuple[VersionKind, int, int, Period]
"""Kind, indicator, area and period of a value; a plan's period is its year."""


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """The same figures at two moments. `revised` are the values of which something came out in between."""

    then: Facts
    now: Facts
    revised: Mapping[ValueKey, Timeline] = field(default_factory=dict)


NOTHING = ThenAndNow(Facts({}, {}, {}), Facts({}, {}, {}))


@dataclass(frozen=True, slots=True)
class AskedThenAndNow:
    """What the database has of the figures at two moments, not yet read; `digest` is a name for all of it."""

    since: dt.datetime
    subjects: AskedSubjects
    figures: Answer[Any]
    versions: Answer[Any]

    @property
    def digest(self) -> str:
        return digest(self.since, self.subjects.raw, self.figures.raw, self.versions.raw)

    def read(self) -> ThenAndNow:
        subjects = self.subjects.read()
        observations, targets = figures_of(self.figures.rows())
        now = Facts(subjects.indicators, subjects.areas, observations, targets, subjects.wholes)
        revised = _timelines(self.versions.rows())
        return ThenAndNow(_rolled_back(now, revised, self.since), now, revised)


def ask_then_and_now(
    descriptions: Sequence[TableDescription], *, since: dt.datetime, at: dt.datetime
) -> AskedThenAndNow | None:
    """As `load_then_and_now`, not read yet; None where nothing is described."""
    if not descriptions:
        return None
    subjects = ask_subjects(descriptions)
    needs = subjects.needs
    versions = _REVISED.ask(needs.shape, since=since, at=at, **needs.lists)
    return AskedThenAndNow(since, subjects, public_rows(needs, at=at), versions)


def load_then_and_now(descriptions: Sequence[TableDescription], *, since: dt.datetime, at: dt.datetime) -> ThenAndNow:
    """What the descriptions need as it was public at `since` and as it is at `at`; four queries, none for nothing."""
    asked = ask_then_and_now(descriptions, since=since, at=at)
    return asked.read() if asked else NOTHING


def timelines_of(condition: Q, *, at: dt.datetime, told_since: dt.datetime | None = None) -> dict[ValueKey, Timeline]:
    """The public history of the values whose versions meet the condition, in one query.

    With `told_since` only of those of which anything came out after that moment, which mostly are none.
    """
    return _timelines(_versions(condition, at=at, told_since=told_since))


def figure_shown(shown: Shown | None) -> Figure | None:
    """What a timeline shows, as a table needs it."""
    if shown is None or shown.content is None:
        return None
    return figure_of_content(shown.content, shown.since)


def _versions(condition: Q, *, at: dt.datetime, told_since: dt.datetime | None) -> QuerySet[ObservationVersion, Any]:
    versions = ObservationVersion.objects.public(at=at).filter(condition, recorded_at__lte=at)
    if told_since is not None:
        versions = versions.filter(Exists(_later_versions(told_since, at)))
    return versions.order_by("pk").values_list(
        *("pk", "recorded_at", "release__published_at", "before", "after"),
        *("kind", "indicator_id", "area_id", "year", "month", "months"),
    )


def _timelines(rows: Iterable[tuple[Any, ...]]) -> dict[ValueKey, Timeline]:
    told: dict[ValueKey, list[ToldVersion]] = defaultdict(list)
    for *version, kind, indicator_id, area_id, year, month, months in rows:
        told[VersionKind(kind), indicator_id, area_id, Period(year, month, months)].append(ToldVersion(*version))
    return {key: Timeline.of(found) for key, found in told.items()}


def _revised(
    shape: Shape, *, since: dt.datetime, at: dt.datetime, **lists: Sequence[int]
) -> QuerySet[ObservationVersion, Any]:
    return _versions(_of_kinds(*conditions(shape, lists)), at=at, told_since=since)


def _of_kinds(observed: Q, planned: Q | None) -> Q:
    condition = Q(kind=VersionKind.OBSERVATION) & observed
    return condition if planned is None else condition | Q(kind=VersionKind.TARGET) & planned


def _later_versions(moment: dt.datetime, at: dt.datetime) -> ObservationVersionQuerySet:
    """Versions of the same value that came out after the moment."""
    same = {name: OuterRef(name) for name in ("kind", "indicator_id", "area_id", "year", "month", "months")}
    later = Q(recorded_at__gt=moment) | Q(release__published_at__gt=moment)
    return ObservationVersion.objects.public(at=at).filter(later, recorded_at__lte=at, **same)


def _rolled_back(now: Facts, revised: Mapping[ValueKey, Timeline], moment: dt.datetime) -> Facts:
    if not revised:
        return now
    observations, targets = dict(now.observations), dict(now.targets)
    for (kind, indicator_id, area_id, period), timeline in revised.items():
        figure = figure_shown(timeline.at(moment))
        if kind is VersionKind.TARGET:
            _put(targets, (indicator_id, area_id, period.year), figure)
        else:
            _put(observations, (indicator_id, area_id, period), figure)
    return replace(now, observations=observations, targets=targets)


def _put(figures: dict, key: tuple, figure: Figure | None) -> None:
    if figure is None:
        figures.pop(key, None)
    else:
        figures[key] = figure


_REVISED: Prepared[Any] = Prepared(_revised, most=64)
