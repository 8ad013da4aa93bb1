"""What gathers articles besides their section: tags that editors choose, authors that bylines name."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from indicators.keyset import Parts
from indicators.models.catalogue import CODE, in_language
from reports.models.articles import Article
from reports.models.editions import Edition
from reports.models.headings import NamedHeading

if TYPE_CHECKING:
    from reports.models.articles import ArticleQuerySet


class TagQuerySet(models.QuerySet["Tag"]):
    def public(self, *, at: dt.datetime | None = None) -> TagQuerySet:
        """The tags of articles that the public reads; one that is kept for later says nothing yet."""
        return self.filter(_is_borne(Edition.tags.through, "tag_id", at))


class Tag(NamedHeading):
    """A subject across sections, such as a product, a place or a campaign."""

    kind: ClassVar[str] = "tag"

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("thẻ")
        verbose_name_plural = _("thẻ")
        ordering = ["slug"]

    def get_absolute_url(self) -> str:
        return reverse("reports:tag", args=[self.slug])

    def narrow(self, articles: ArticleQuerySet, *, at: dt.datetime) -> Parts[ArticleQuerySet]:
        return articles.with_public_edition_in(_editions(Edition.tags.through, tag=self), at=at)


class AuthorQuerySet(models.QuerySet["Author"]):
    def public(self, *, at: dt.datetime | None = None) -> AuthorQuerySet:
        """The authors that the byline of an article names which the public reads."""
        return self.filter(_is_borne(Edition.authors.through, "author_id", at))


class Author(models.Model):
    """A person or an office, called as bylines call them. No account belongs to it."""

    kind: ClassVar[str] = "author"

    slug = models.CharField(_("địa chỉ"), max_length=80, unique=True, validators=[CODE])
    name = models.CharField(_("tên"), max_length=200, unique=True)
    description_vi = models.TextField(_("giới thiệu"), blank=True, help_text=_("Hiện ở trang của tác giả."))
    description_en = models.TextField(_("giới thiệu tiếng Anh"), blank=True)

    objects = AuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("trang tác giả")
        verbose_name_plural = _("trang tác giả")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reports:author", args=[self.slug])

    @property
    def description(self) -> str:
        return in_language(self, "description")

    def narrow(self, articles: ArticleQuerySet, *, at: dt.datetime) -> Parts[ArticleQuerySet]:
        return articles.with_public_edition_in(_editions(Edition.authors.through, author=self), at=at)


def _editions(through: type[models.Model], **label: models.Model) -> models.QuerySet:
    """Keys of the editions that bear a label, for use inside a query."""
    return through._default_manager.filter(**label).values("edition_id")


def _is_borne(through: type[models.Model], column: str, at: dt.datetime | None) -> Q:
    bearing = through._default_manager.filter(**{column: OuterRef(OuterRef("pk"))}).values("edition_id")
    condition = Q()
    parts = Article.objects.public(at=at).with_public_edition_in(bearing, at=at)
    for part in (*parts.walked, *parts.few):
        condition |= Q(Exists(part))
    return condition
