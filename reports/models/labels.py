"""What gathers articles besides their section: tags that editors choose, authors that bylines name."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators.keyset import Parts
from indicators.models.catalogue import CODE, in_language
from reports.models.articles import Article, Language
from reports.models.editions import Edition
from reports.models.headings import NamedHeading
from reports.models.listings import AuthorListing, TagListing

if TYPE_CHECKING:
    from reports.models.articles import ArticleQuerySet


class TagQuerySet(models.QuerySet["Tag"]):
    def public(self, *, at: dt.datetime | None = None) -> TagQuerySet:
        """The tags of articles that the public reads; one that is kept for later says nothing yet."""
        listings = TagListing.objects.filter(tag=OuterRef("pk"))
        bearing = Edition.tags.through.objects.filter(tag=OuterRef(OuterRef("pk")))
        return self.filter(_is_borne(listings, bearing, at))


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

    def narrow(self, articles: ArticleQuerySet, *, language: str, at: dt.datetime) -> Parts[ArticleQuerySet]:
        listings = TagListing.objects.filter(tag=self, language=Language.read_in(language))
        return _listed(articles, listings, Edition.tags.through.objects.filter(tag=self), at)


class AuthorQuerySet(models.QuerySet["Author"]):
    def public(self, *, at: dt.datetime | None = None) -> AuthorQuerySet:
        """The authors that the byline of an article names which the public reads."""
        listings = AuthorListing.objects.filter(author=OuterRef("pk"))
        bearing = Edition.authors.through.objects.filter(author=OuterRef(OuterRef("pk")))
        return self.filter(_is_borne(listings, bearing, at))


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

    def narrow(self, articles: ArticleQuerySet, *, language: str, at: dt.datetime) -> Parts[ArticleQuerySet]:
        listings = AuthorListing.objects.filter(author=self, language=Language.read_in(language))
        return _listed(articles, listings, Edition.authors.through.objects.filter(author=self), at)


def _listed(
    articles: ArticleQuerySet, listings: models.QuerySet, bearing: models.QuerySet, at: dt.datetime
) -> Parts[ArticleQuerySet]:
    """The articles among those whose public edition bears a label, of which its listings and its editions are given.

    Listings are walked, and each article is asked for itself: as a join, SQLite might begin with all articles. Few are
    those that bear the label since their next edition has come by the clock alone.
    """
    shown = articles.with_published_edition_shown(at=at).filter(pk=OuterRef("article_id"))
    come = Exists(bearing.filter(edition_id=OuterRef("next_edition_id")))
    return Parts([listings.filter(Exists(shown))], [articles.filter(come, next_at__lte=at)], key="article_id")


def _is_borne(listings: models.QuerySet, bearing: models.QuerySet, at: dt.datetime | None) -> Q:
    """Whether the public reads an article of the label whose listings and editions are given for use inside a query."""
    moment = at or timezone.now()
    parts = _listed(Article.objects.public(at=moment), listings, bearing, moment)
    condition = Q()
    for part in parts.walked:
        # In the order of the index: asked only whether there is one, PostgreSQL may look through the oldest of all.
        newest = part.order_by("language", "-published_at", "-article_id").values("article_id")[:1]
        condition |= Q(IsNull(Subquery(newest), False))
    for part in parts.few:
        condition |= Q(Exists(part))
    return condition
