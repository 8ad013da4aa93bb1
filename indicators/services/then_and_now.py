"""The figures of a set of tables as the public saw them at a moment, beside those that it sees now."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Exists, OuterRef, Q

from indicators.models import ObservationVersion, VersionKind
from indicators.models.versions import ObservationVersionQuerySet
from indicators.periods import Period
from indicators.services.table_facts import (
    Facts,
    Figure,
    conditions_of,
    facts_of,
    figure_of_content,
    load_subjects,
)
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


def load_then_and_now(descriptions: Sequence[TableDescription], *, since: dt.datetime, at: dt.datetime) -> ThenAndNow:
    """What the descriptions need as it was public at `since` and as it is at `at`; four queries, none for nothing."""
    if not descriptions:
        nothing = Facts({}, {}, {})
        return ThenAndNow(nothing, nothing)
    subjects = load_subjects(descriptions)
    now = facts_of(descriptions, subjects, at=at)
    observed, planned = conditions_of(descriptions, subjects)
    revised = timelines_of(_of_kinds(observed, planned), at=at, told_since=since)
    return ThenAndNow(_rolled_back(now, revised, since), now, revised)


def timelines_of(condition: Q, *, at: dt.datetime, told_since: dt.datetime | None = None) -> dict[ValueKey, Timeline]:
    """The public history of the values whose versions meet the condition, in one query.

    With `told_since` only of those of which anything came out after that moment, which mostly are none.
    """
    versions = ObservationVersion.objects.public(at=at).filter(condition, recorded_at__lte=at)
    if told_since is not None:
        versions = versions.filter(Exists(_later_versions(told_since, at)))
    told: dict[ValueKey, list[ToldVersion]] = defaultdict(list)
    rows = versions.order_by("pk").values_list(
        *("pk", "recorded_at", "release__published_at", "before", "after"),
        *("kind", "indicator_id", "area_id", "year", "month", "months"),
    )
    for *version, kind, indicator_id, area_id, year, month, months in rows:
        told[VersionKind(kind), indicator_id, area_id, Period(year, month, months)].append(ToldVersion(*version))
    return {key: Timeline.of(found) for key, found in told.items()}


def figure_shown(shown: Shown | None) -> Figure | None:
    """What a timeline shows, as a table needs it."""
    if shown is None or shown.content is None:
        return None
    return figure_of_content(shown.content, shown.since)


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
