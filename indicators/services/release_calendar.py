"""Releases as the calendar shows them: what is announced, and what came out with which series."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from indicators.keyset import NEWEST, Page, Place, page_of
from indicators.models import Indicator, Observation, Release

PAGE_SIZE = 20
ANNOUNCED_LIMIT = 100
SUBSCRIBED_PAST = 50
# A release of a thousand series is told by its first ones and their number.
SERIES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class PastRelease:
    """A release that is out, the first of the series that it brought, and how many more there are."""

    release: Release
    series: Sequence[Indicator]
    more: int


@dataclass(frozen=True, slots=True)
class ReleaseCalendar:
    coming: Sequence[Release]
    past: Page[PastRelease]


def release_calendar(*, place: Place = NEWEST, at: dt.datetime | None = None) -> ReleaseCalendar:
    """The calendar at `at`, past releases from the newest, a page of them at `place`; four queries at most."""
    moment = at or timezone.now()
    coming = [] if place.cursor else list(Release.objects.announced(at=moment)[:ANNOUNCED_LIMIT])
    page = page_of(Release.objects.public(at=moment), by="published_at", place=place, size=PAGE_SIZE)
    series = _series_of(page.rows, moment)
    past = [
        PastRelease(release, found[:SERIES_SHOWN], max(0, len(found) - SERIES_SHOWN))
        for release in page.rows
        for found in [series.get(release.pk, [])]
    ]
    return ReleaseCalendar(coming, Page(past, page.newer, page.older))


def calendar_releases(*, at: dt.datetime | None = None) -> list[Release]:
    """The announced releases and the newest that are out, in time's order, for those who subscribe; two queries."""
    moment = at or timezone.now()
    coming = Release.objects.announced(at=moment)[:ANNOUNCED_LIMIT]
    out = Release.objects.public(at=moment).order_by("-published_at")[:SUBSCRIBED_PAST]
    return [*reversed(out), *coming]


def _series_of(releases: Sequence[Release], moment: dt.datetime) -> Mapping[int, list[Indicator]]:
    """The public indicators of each release, in the order of the catalogue."""
    public = Observation.objects.public(at=moment).filter(release__in=[release.pk for release in releases])
    pairs = list(public.order_by().values_list("release_id", "indicator_id").distinct())
    indicators = Indicator.objects.public().in_bulk({indicator for _, indicator in pairs})
    ordered = {pk: place for place, pk in enumerate(_in_catalogue_order(indicators))}
    series: dict[int, list[Indicator]] = defaultdict(list)
    for release, indicator in sorted(pairs, key=lambda pair: ordered.get(pair[1], len(ordered))):
        if indicator in indicators and release is not None:
            series[release].append(indicators[indicator])
    return series


def _in_catalogue_order(indicators: Mapping[int, Indicator]) -> list[int]:
    return sorted(indicators, key=lambda pk: (indicators[pk].topic_id, indicators[pk].position, indicators[pk].code))
