"""What comes out and goes when: publications, new editions, withdrawals, releases with the articles tied to them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet
from django.utils import timezone

from indicators.models import Release
from reports.local_days import beginning_of
from reports.models import Article

MOST = 2000
"""So many articles are shown at most; a month has fewer, unless an archive was taken over in it."""


class EntryKind(StrEnum):
    """What happens at a minute, in the order in which things of one minute stand."""

    RELEASE = "release"
    PUBLICATION = "publication"
    REPLACEMENT = "replacement"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One thing at its minute. A release carries the articles that go out with it, or are to be approved for it."""

    moment: dt.datetime
    kind: EntryKind
    article: Article | None = None
    release: Release | None = None
    tied: Sequence[Article] = ()


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of the house's own clock."""

    date: dt.date
    is_in_month: bool
    is_today: bool
    entries: Sequence[CalendarEntry] = ()


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """Whole weeks, from a Monday on; `is_cut` where there was more than is shown."""

    first: dt.date
    days: Sequence[CalendarDay]
    is_cut: bool = False

    @property
    def previous(self) -> dt.date:
        return (self.first - dt.timedelta(days=1)).replace(day=1)

    @property
    def next(self) -> dt.date:
        return (self.first + dt.timedelta(days=32)).replace(day=1)


def calendar_month(first: dt.date, *, with_releases: bool, at: dt.datetime | None = None) -> CalendarMonth:
    """The weeks of a month, in the time zone that is current; three queries, whatever is in them."""
    today = timezone.localdate(at or timezone.now())
    after = (first + dt.timedelta(days=32)).replace(day=1)
    start = first - dt.timedelta(days=first.weekday())
    days = (after - start).days
    end = start + dt.timedelta(days=days + -days % 7)
    entries, is_cut = _entries(beginning_of(start), beginning_of(end), with_releases)
    by_day: dict[dt.date, list[CalendarEntry]] = defaultdict(list)
    for entry in entries:
        by_day[timezone.localdate(entry.moment)].append(entry)
    dates = [start + dt.timedelta(days=number) for number in range((end - start).days)]
    return CalendarMonth(
        first,
        [CalendarDay(date, first <= date < after, date == today, tuple(by_day[date])) for date in dates],
        is_cut,
    )


def _entries(start: dt.datetime, end: dt.datetime, with_releases: bool) -> tuple[list[CalendarEntry], bool]:
    releases = list(Release.objects.filter(published_at__gte=start, published_at__lt=end))
    articles = list(_happening(start, end, releases)[: MOST + 1])
    tied: dict[int, list[Article]] = defaultdict(list)
    for article in _light(Article.objects.filter(release__in=releases)).order_by("pk")[:MOST]:
        tied[article.release_id or 0].append(article)
    found = [entry for article in articles[:MOST] for entry in _of_article(article) if start <= entry.moment < end]
    told = {article.pk for each in tied.values() for article in each}
    if with_releases:
        # Whatever goes out with its release stands there, and not once more by itself.
        found = [entry for entry in found if not _goes_with_release(entry, told)]
        found += [
            CalendarEntry(release.published_at, EntryKind.RELEASE, release=release, tied=tuple(tied[release.pk]))
            for release in releases
        ]
    order = list(EntryKind)
    found.sort(key=lambda entry: (entry.moment, order.index(entry.kind), entry.article.pk if entry.article else 0))
    return found, len(articles) > MOST


def _happening(start: dt.datetime, end: dt.datetime, releases: Sequence[Release]) -> QuerySet[Article]:
    """The articles of which something begins or ends meanwhile, those of these releases too.

    Each kind by itself, so that each is found by its index.
    """
    approved = Article.objects.filter(published_edition__isnull=False).order_by().values("pk")
    happening = [
        approved.filter(**{f"{moment}__gte": start, f"{moment}__lt": end})
        for moment in ("published_at", "next_at", "withdrawn_at")
    ]
    if releases:
        happening.append(approved.filter(release__in=[release.pk for release in releases]))
    keys = happening[0].union(*happening[1:])
    return _light(Article.objects.filter(pk__in=keys)).order_by("-published_at", "-pk")


def _light(articles: QuerySet[Article]) -> QuerySet[Article]:
    fields = ("title", "state", "language", "published_at", "next_at", "withdrawn_at", "published_edition_id")
    return articles.select_related("release").only(*fields, "next_edition_id", "release")


def _of_article(article: Article) -> list[CalendarEntry]:
    """Nothing of an article is public before its release."""
    found: list[CalendarEntry] = []
    earliest = article.release.published_at if article.release else None
    if article.published_at is not None:
        moment = max(article.published_at, earliest) if earliest else article.published_at
        found.append(CalendarEntry(moment, EntryKind.PUBLICATION, article))
    if article.next_edition_id is not None and article.next_at is not None:
        found.append(CalendarEntry(article.next_at, EntryKind.REPLACEMENT, article))
    if article.withdrawn_at is not None:
        found.append(CalendarEntry(article.withdrawn_at, EntryKind.WITHDRAWAL, article))
    return found


def _goes_with_release(entry: CalendarEntry, told: set[int]) -> bool:
    article = entry.article
    if entry.kind is not EntryKind.PUBLICATION or article is None or article.release is None:
        return False
    return article.pk in told and entry.moment == article.release.published_at
