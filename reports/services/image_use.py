"""Where an image of the library is used: working copies and editions, as cover or in the text."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from reports.models import Article, Edition, Image

SHOWN = 50


@dataclass(frozen=True, slots=True)
class ImageUse:
    """An article that uses an image; `is_public` where readers see it there now."""

    article: Article
    is_cover: bool
    is_public: bool
    is_past: bool
    """Whether only earlier editions use it."""


def uses_of(image: Image) -> list[ImageUse]:
    """The articles that use the image, newest first, at most `SHOWN` of them; three queries."""
    editions = Edition.objects.filter(Q(cover=image) | Q(placed_images__image=image))
    found = Article.objects.filter(_in_working_copy(image) | Q(pk__in=editions.values("article_id")))
    articles = list(found.order_by("-updated_at").defer("body")[:SHOWN])
    keys = [article.pk for article in articles]
    now = set(Article.objects.filter(_in_working_copy(image), pk__in=keys).values_list("pk", flat=True))
    public = set(
        Article.objects.public()
        .with_public_edition_id()
        .filter(pk__in=keys, public_edition_id__in=editions.values("pk"))  # type: ignore[misc]
        .values_list("pk", flat=True)
    )
    return [
        ImageUse(article, article.cover_id == image.pk, article.pk in public, article.pk not in now | public)
        for article in articles
    ]


def is_used(image: Image) -> bool:
    """Whether any working copy or edition uses the image, so that it has to stay."""
    editions = Edition.objects.filter(Q(cover=image) | Q(placed_images__image=image))
    return editions.exists() or Article.objects.filter(_in_working_copy(image)).exists()


def _in_working_copy(image: Image) -> Q:
    return Q(cover=image) | Q(body__contains=f'data-image="{image.pk}"')
