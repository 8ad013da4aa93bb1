"""The images in the text of editions: kept from deletion, and read along with an article in its one query."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from reports.body_blocks import images_in
from reports.json_list import JsonList
from reports.models import Edition, Image, PlacedImage
from reports.models.articles import ArticleQuerySet

_FIELDS = ("id", "file", "width", "height", "alt_vi", "alt_en", "credit", "focus_x", "focus_y", "renditions")


def note_images(edition: Edition) -> None:
    """Tie the images of an edition's text to it, so that they stay in the library."""
    known = Image.objects.filter(pk__in=images_in(edition.body)).values_list("pk", flat=True)
    PlacedImage.objects.bulk_create(PlacedImage(edition=edition, image_id=pk) for pk in known)


def with_placed_images(articles: ArticleQuerySet, *, at: dt.datetime) -> ArticleQuerySet:
    """With the images of the text that is public at `at`, in the same query, for `placed_images`."""
    rows = (
        PlacedImage.objects.filter(edition_id=OuterRef("public_edition_id"))
        .order_by()
        .values("edition_id")
        .annotate(images=JsonList(JSONObject(**{name: f"image__{name}" for name in _FIELDS})))
        .values("images")
    )
    return articles.with_public_edition_id(at=at).annotate(placed_images=Subquery(rows))


def placed_images(article: object) -> Mapping[int, Image]:
    """The images that `with_placed_images` gave an article, by key."""
    rows: list[dict[str, Any]] = getattr(article, "placed_images", None) or []
    images = [Image(**row | {"renditions": _as_list(row["renditions"])}) for row in rows]
    return {image.pk: image for image in images}


def images_as_told(images: Mapping[int, Image]) -> list[tuple[str, ...]]:
    """All that a page shows of the images, in plain words."""
    return [tuple(str(getattr(image, name)) for name in _FIELDS) for _pk, image in sorted(images.items())]


def _as_list(renditions: Any) -> Any:
    """SQLite keeps JSON as text, and gives it as text within other JSON."""
    return json.loads(renditions) if isinstance(renditions, str) else renditions
