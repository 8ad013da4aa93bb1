"""What is searched: a row for each public or coming edition and for each table in it, its words without diacritics."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.models.articles import Article
from reports.models.editions import Edition


class SearchKind(models.TextChoices):
    ARTICLE = "article", _("Tin bài")
    TABLE = "table", _("Bảng số liệu")


class SearchDocumentQuerySet(models.QuerySet["SearchDocument"]):
    def public(self, *, at: dt.datetime | None = None) -> SearchDocumentQuerySet:
        """The documents of the editions that the public sees at `at`: those of drafts and coming editions never."""
        moment = at or timezone.now()
        article = "edition__article__"
        is_next = Q(edition_id=F(f"{article}next_edition_id"), **{f"{article}next_at__lte": moment})
        not_replaced = Q(**{f"{article}next_at__isnull": True}) | Q(**{f"{article}next_at__gt": moment})
        is_published = not_replaced & Q(edition_id=F(f"{article}published_edition_id"))
        # Asked of each document that is found: as a list of keys, it would be one of every public article.
        is_public = Exists(Article.objects.public(at=moment).filter(pk=OuterRef("edition__article_id")))
        return self.filter(is_next | is_published, is_public)


class SearchDocument(models.Model):
    """The words of an edition's title and of all of it, or of one of its tables, each with the document's marks.

    The database keeps a full-text index of both columns (FTS5 on SQLite, GIN on PostgreSQL) by itself; a migration
    that rebuilds this table on SQLite has to make its triggers again.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="search_documents")
    kind = models.CharField(max_length=8, choices=SearchKind, default=SearchKind.ARTICLE)
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300)
    title_words = models.TextField(blank=True)
    words = models.TextField(blank=True)
    # The version before narrows by it while this one is installed; marks have it too.
    areas = models.TextField(blank=True)

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind", "position"], name="search_document_once"),
        ]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word that stands in some document, to mend misspelt queries from."""

    word = models.CharField(max_length=40, primary_key=True)

    def __str__(self) -> str:
        return self.word
