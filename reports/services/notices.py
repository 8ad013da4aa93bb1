"""The notices that stand on an article, read along with it in its one query."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from reports.json_list import JsonList
from reports.models import Correction, CorrectionKind
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


def notices_on(article: object) -> list[Correction]:
    """The notices that `with_notices` gave an article, newest first."""
    rows: list[dict[str, Any]] = getattr(article, "public_notices", None) or []
    notices = [Correction(**row | {"published_at": _moment(row["published_at"])}) for row in rows]
    return sorted(notices, key=lambda notice: (notice.published_at, notice.pk), reverse=True)


def _moment(text: str) -> dt.datetime:
    """SQLite keeps moments as texts in UTC that do not say so."""
    moment = parse_datetime(text)
    if moment is None:
        raise ValueError(f"{text!r} is no moment")
    return moment if timezone.is_aware(moment) else moment.replace(tzinfo=dt.UTC)
