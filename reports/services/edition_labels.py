"""The tags and authors of a public article, read along with it in its one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from reports.json_list import JsonList
from reports.models import Article, Author, Edition, Tag
from reports.models.articles import ArticleQuerySet


def with_labels(articles: ArticleQuerySet, *, at: dt.datetime) -> ArticleQuerySet:
    """With the tags and authors of the edition that is public at `at`, for `tags_of` and `authors_of`."""
    return articles.with_public_edition_id(at=at).annotate(
        public_tags=_rows(Edition.tags.through, "tag", ("id", "slug", "name_vi", "name_en")),
        public_authors=_rows(Edition.authors.through, "author", ("id", "slug", "name")),
    )


def tags_of(article: object) -> Sequence[Tag]:
    """The tags that `with_labels` gave an article, by name."""
    return sorted((Tag(**row) for row in _given(article, "public_tags")), key=lambda tag: tag.name)


def authors_of(article: object, byline: str) -> Sequence[Author]:
    """The authors that `with_labels` gave an article, in the order of its byline."""
    return sorted(
        (Author(**row) for row in _given(article, "public_authors")), key=lambda author: byline.find(author.name)
    )


def stored_tags(edition: Edition, article: Article) -> QuerySet[Tag]:
    """The tags of an edition; of one that is not stored, those that its article has now."""
    if edition.pk:
        return edition.tags.all()
    return article.tags.all() if article.pk else Tag.objects.none()


def _rows(through: type[Model], label: str, fields: Sequence[str]) -> Subquery:
    told = JSONObject(**{name: f"{label}__{name}" for name in fields})
    rows = through._default_manager.filter(edition_id=OuterRef("public_edition_id")).order_by().values("edition_id")
    return Subquery(rows.annotate(told=JsonList(told)).values("told"))


def _given(article: object, name: str) -> list[dict[str, Any]]:
    return getattr(article, name, None) or []
