"""The notices that stand on an article, read along with it in its one query."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from reports.json_list import JsonList
from reports.models import Article, Correction, CorrectionKind
from reports.models.articles import ArticleQuerySet

_FIELDS = ("id", "kind", "published_at", "text_vi", "text_en", "old_text", "new_text")


def with_notices(articles: ArticleQuerySet, *, at: dt.datetime) -> ArticleQuerySet:
    """With the notices that are public at `at`, in the same query, for `notices_on`.

    A withdrawal is told in the place of an article, and in the register; not on an article that is back.
    """
    rows = (
        Correction.objects.public(at=at)
        .filter(article_id=OuterRef("pk"))
        .exclude(kind=CorrectionKind.WITHDRAWAL)
        .order_by()
        .values("article_id")
        .annotate(told=JsonList(JSONObject(**{name: name for name in _FIELDS})))
        .values("told")
    )
    return articles.annotate(public_notices=Subquery(rows))


def read_notices(articles: Sequence[Article], *, at: dt.datetime) -> None:
    """Give the articles their notices for `notices_on`, in one query."""
    found: dict[int, list[Correction]] = defaultdict(list)
    notices = Correction.objects.public(at=at).exclude(kind=CorrectionKind.WITHDRAWAL).order_by()
    for notice in notices.filter(article_id__in=[article.pk for article in articles]):
        found[notice.article_id].append(notice)
    for article in articles:
        article.read_notices = found[article.pk]  # type: ignore[attr-defined]


def notices_on(article: object) -> list[Correction]:
    """The notices that `with_notices` or `read_notices` gave an article, newest first."""
    read: list[Correction] | None = getattr(article, "read_notices", None)
    if read is not None:
        return sorted(read, key=_place, reverse=True)
    rows: list[dict[str, Any]] = getattr(article, "public_notices", None) or []
    notices = [Correction(**row | {"published_at": _moment(row["published_at"])}) for row in rows]
    return sorted(notices, key=_place, reverse=True)


def _place(notice: Correction) -> tuple[dt.datetime | None, int]:
    return notice.published_at, notice.pk


def _moment(text: str) -> dt.datetime:
    """SQLite keeps moments as texts in UTC that do not say so."""
    moment = parse_datetime(text)
    if moment is None:
        raise ValueError(f"{text!r} is no moment")
    return moment if timezone.is_aware(moment) else moment.replace(tzinfo=dt.UTC)
