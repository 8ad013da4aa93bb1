"""Everything that anyone did, from every trail that is kept, newest first, by person and by object.

Each trail is asked for one page of its own behind the same place, and the pages are merged: a fixed number of
queries, however long the trails.
"""

from __future__ import annotations

import datetime as dt
import heapq
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model, Q, QuerySet

from indicators.models import ImportBatch, Indicator, ObservationVersion
from reports.models import Article, Comment, WorkflowEvent

PAGE_SIZE = 50
_WRITTEN = re.compile(r"(\d{8}T\d{12})-(\d)-(\d{1,18})", re.ASCII)
_FORM = "%Y%m%dT%H%M%S%f"


class Kind(StrEnum):
    """Which trail an entry is from, in the order in which entries of one moment stand."""

    STEP = "step"
    LOG = "log"
    COMMENT = "comment"
    FIGURE = "figure"
    UPLOAD = "upload"
    IMPORT = "import"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Behind which entry a page begins."""

    moment: dt.datetime
    rank: int
    pk: int

    def __str__(self) -> str:
        return f"{self.moment.astimezone(dt.UTC):{_FORM}}-{self.rank}-{self.pk}"

    @classmethod
    def parse(cls, text: str) -> Place | None:
        """The inverse of `str`; None for anything else."""
        match = _WRITTEN.fullmatch(text)
        if match is None:
            return None
        try:
            moment = dt.datetime.strptime(match[1], _FORM).replace(tzinfo=dt.UTC)
        except ValueError:
            return None
        return cls(moment, int(match[2]), int(match[3]))


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that someone did; `row` is the row of the trail that says so."""

    kind: Kind
    place: Place
    row: Any


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for. `models` are those whose log may be seen; of others only what is one's own."""

    kinds: frozenset[Kind] = frozenset(Kind)
    models: tuple[type[Model], ...] = ()
    viewer: int | None = None
    person: int | None = None
    article: int | None = None
    indicator: str = ""
    until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class HistoryPage:
    entries: list[Entry]
    older: Place | None


@dataclass(frozen=True, slots=True)
class _Trail:
    kind: Kind
    moment: str
    actor: str
    rows: Callable[[Wanted], QuerySet[Any] | None]


def history(wanted: Wanted, *, after: Place | None = None, size: int = PAGE_SIZE) -> HistoryPage:
    """The page of entries behind `after`: one query for each trail that is asked for, and one for the log's models."""
    pages = [_page(trail, wanted, after, size) for trail in _TRAILS if trail.kind in wanted.kinds]
    merged = list(heapq.merge(*pages, key=lambda entry: entry.place, reverse=True))
    entries = merged[:size]
    return HistoryPage(entries, entries[-1].place if len(merged) > size else None)


def _page(trail: _Trail, wanted: Wanted, after: Place | None, size: int) -> list[Entry]:
    rows = trail.rows(wanted)
    if rows is None:
        return []
    rank = list(Kind).index(trail.kind)
    if wanted.person is not None:
        rows = rows.filter(**{trail.actor: wanted.person})
    if wanted.until is not None:
        rows = rows.filter(**{f"{trail.moment}__lt": wanted.until})
    if after is not None:
        rows = rows.filter(_behind(trail.moment, rank, after))
    found = list(rows.order_by(F(trail.moment).desc(), "-pk")[: size + 1])
    return [Entry(trail.kind, Place(getattr(row, trail.moment), rank, row.pk), row) for row in found]


def _behind(moment: str, rank: int, after: Place) -> Q:
    earlier = Q(**{f"{moment}__lt": after.moment})
    if rank > after.rank:
        return earlier
    same = Q(**{moment: after.moment}) if rank < after.rank else Q(**{moment: after.moment, "pk__lt": after.pk})
    # The first condition is what an index can walk to.
    return Q(**{f"{moment}__lte": after.moment}) & (earlier | same)


def _steps(wanted: Wanted) -> QuerySet[Any] | None:
    if wanted.indicator or Article not in wanted.models:
        return None
    rows = WorkflowEvent.objects.select_related("actor", "article")
    return rows.filter(article_id=wanted.article) if wanted.article is not None else rows


def _comments(wanted: Wanted) -> QuerySet[Any] | None:
    if wanted.indicator or Article not in wanted.models:
        return None
    rows = Comment.objects.select_related("author", "thread__article")
    return rows.filter(thread__article_id=wanted.article) if wanted.article is not None else rows


def _log(wanted: Wanted) -> QuerySet[Any] | None:
    rows = LogEntry.objects.select_related("user", "content_type")
    if wanted.article is not None:
        return _of_object(rows, Article, wanted.article) if Article in wanted.models else None
    if wanted.indicator:
        pk = Indicator.objects.filter(code=wanted.indicator).values_list("pk", flat=True).first() or 0
        return _of_object(rows, Indicator, pk) if Indicator in wanted.models else None
    types = ContentType.objects.get_for_models(*wanted.models).values()
    seen = Q(content_type__in=[each.pk for each in types])
    return rows.filter(seen if wanted.viewer is None else seen | Q(user_id=wanted.viewer))


def _of_object(rows: QuerySet[Any], model: type[Model], pk: int) -> QuerySet[Any]:
    # Keys stand as text in the log.
    return rows.filter(content_type=ContentType.objects.get_for_model(model), object_id=str(pk))


def _figures(wanted: Wanted) -> QuerySet[Any] | None:
    """Figures that were written by hand; those of an import stand there as one entry, but for one indicator's own."""
    if wanted.article is not None or ObservationVersion not in wanted.models:
        return None
    rows = ObservationVersion.objects.select_related("actor", "indicator", "area", "batch")
    return rows.filter(indicator__code=wanted.indicator) if wanted.indicator else rows.filter(batch__isnull=True)


def _batches(moment: str) -> Callable[[Wanted], QuerySet[Any] | None]:
    def rows(wanted: Wanted) -> QuerySet[Any] | None:
        if wanted.article is not None or wanted.indicator or ImportBatch not in wanted.models:
            return None
        batches = ImportBatch.objects.select_related("uploaded_by", "undone_by").defer("result", "options")
        return batches.filter(**{f"{moment}__isnull": False})

    return rows


_TRAILS = (
    _Trail(Kind.STEP, "recorded_at", "actor", _steps),
    _Trail(Kind.LOG, "action_time", "user", _log),
    _Trail(Kind.COMMENT, "written_at", "author", _comments),
    _Trail(Kind.FIGURE, "recorded_at", "actor", _figures),
    _Trail(Kind.UPLOAD, "uploaded_at", "uploaded_by", _batches("uploaded_at")),
    _Trail(Kind.IMPORT, "committed_at", "uploaded_by", _batches("committed_at")),
    _Trail(Kind.UNDO, "undone_at", "undone_by", _batches("undone_at")),
)
