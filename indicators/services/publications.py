"""What was said when: the figures of an indicator as the public saw them, each with the one that it replaced."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from indicators.frequencies import moment
from indicators.models import Area, Indicator, ObservationVersion, Release, VersionKind
from indicators.periods import Period

MOST_VERSIONS = 500


@dataclass(frozen=True, slots=True)
class Publication:
    """A figure as it became public. `before` is what the public saw until then; a first publication replaces nothing.

    `value` is None where the figure was taken back or its absence was published; it came with `release`.
    """

    period: Period
    moment: dt.datetime
    value: Decimal | None
    status: str
    before: Decimal | None = None
    is_first: bool = True
    release: Release | None = None

    @property
    def is_revision(self) -> bool:
        """Whether it says another number than before."""
        return not self.is_first and self.value != self.before


@dataclass(frozen=True, slots=True)
class PublicationDay:
    """What became public on one day: figures that took another's place, and periods that were told first."""

    day: dt.date
    revisions: tuple[Publication, ...]
    firsts: tuple[Publication, ...]

    @property
    def first(self) -> Publication | None:
        """The oldest of the periods told first."""
        return min(self.firsts, key=lambda each: moment(each.period), default=None)

    @property
    def last(self) -> Publication | None:
        """The newest of the periods told first."""
        return max(self.firsts, key=lambda each: moment(each.period), default=None)


def publications(indicator: Indicator, area: Area, *, at: dt.datetime) -> list[Publication]:
    """The newest first, in one query.

    What was never public is not told: a figure that was changed, withdrawn or moved to a later release before its
    minute came.
    """
    versions = (
        ObservationVersion.objects.public(at=at)
        .filter(indicator=indicator, area=area, kind=VersionKind.OBSERVATION, recorded_at__lte=at)
        .select_related("release")
        .order_by("-recorded_at", "-id")[:MOST_VERSIONS]
    )
    by_period: dict[Period, list[ObservationVersion]] = defaultdict(list)
    for version in reversed(versions):
        by_period[version.period].append(version)
    told = [each for period, of_it in by_period.items() for each in _told(period, of_it)]
    return sorted(told, key=lambda each: (each.moment, moment(each.period)), reverse=True)


def publication_days(told: Iterable[Publication]) -> list[PublicationDay]:
    """The publications by their day here, the newest day first."""
    by_day: dict[dt.date, list[Publication]] = defaultdict(list)
    for each in told:
        by_day[timezone.localdate(each.moment)].append(each)
    return [
        PublicationDay(
            day,
            tuple(each for each in of_day if not each.is_first),
            tuple(each for each in of_day if each.is_first),
        )
        for day, of_day in sorted(by_day.items(), reverse=True)
    ]


def releases_of(told: Iterable[Publication]) -> list[Release]:
    """The releases that the publications came with, each once and the newest first."""
    found = {each.release.pk: each.release for each in told if each.release}
    return sorted(found.values(), key=lambda release: (release.published_at, release.pk), reverse=True)


def _told(period: Period, versions: Sequence[ObservationVersion]) -> list[Publication]:
    """The versions of one figure, oldest first, as the public saw them."""
    seen = [
        version for position, version in enumerate(versions) if not _was_replaced(version, versions[position + 1 :])
    ]
    seen.sort(key=lambda version: (public_since(version), version.recorded_at, version.pk))
    told: list[Publication] = []
    for version in seen:
        before = told[-1] if told else None
        content: dict[str, Any] = version.after or {}
        value = version.new_value
        status = content.get("status", "")
        if before and (before.value, before.status) == (value, status):
            continue
        told.append(
            Publication(
                period,
                public_since(version),
                value,
                status,
                before=before.value if before else None,
                is_first=before is None,
                release=version.release,
            )
        )
    return told


def _was_replaced(version: ObservationVersion, later: Sequence[ObservationVersion]) -> bool:
    """Whether another version was made of this one before the public could see it."""
    return any(
        other.before == version.after and other.recorded_at <= public_since(version)
        for other in later
        if version.after is not None
    )


def public_since(version: ObservationVersion) -> dt.datetime:
    """The minute from which anybody could see the version."""
    release = version.release
    return max(version.recorded_at, release.published_at) if release else version.recorded_at
