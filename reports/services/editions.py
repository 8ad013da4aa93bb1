"""Keeping every save of an article as an edition."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from indicators.models import Indicator
from reports.models import Article, Edition, StatisticsTable
from reports.services.attachments import noted, restore_attachments
from reports.services.authors import note_authors
from reports.services.bound_figures import bound_indicators, derive_figures
from reports.services.placed_images import note_images

TABLES = "tables"
ATTACHMENTS = "attachments"
TAGS = "tags"


def keep_edition(article: Article, *, actor: User | None, note: str = "") -> Edition:
    """A new edition of the working copy with its tables and files, or the newest one where nothing changed since.

    An edition is never altered, so that of the newest one the note stays as it is; `reports.workflow` keeps what was
    said with a step, `note_on` what was said with a save that changed nothing.
    """
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)
        content = {name: getattr(article, name) for name in Article.content_fields}
        tables = [table.description for table in article.statistics_tables.all()]
        attachments = noted(article)
        newest = article.editions.order_by("-number").first()
        tags = set(article.tags.all())
        changed = differing_fields(newest, content, tables, attachments) if newest else []
        if newest and set(newest.tags.all()) != tags:
            changed.append(TAGS)
        if newest and not changed:
            return newest
        edition = Edition(
            article=article,
            number=newest.number + 1 if newest else 1,
            tables=tables,
            attachments=attachments,
            created_by=actor,
            note=shortened(note),
            changed=changed,
            **content,
        )
        edition.save()
        edition.indicators.set(cited_indicators(article, tables))
        edition.tags.set(tags)
        note_authors(edition)
        derive_figures(edition, article)
        note_images(edition)
    return edition


def differing_fields(
    edition: Edition, content: dict[str, object], tables: list[dict], attachments: list[dict] | None = None
) -> list[str]:
    """The names of the content fields, "tables" and "attachments" in which an edition differs from a content."""
    fields = [name for name, value in content.items() if getattr(edition, name) != value]
    if edition.tables != tables:
        fields.append(TABLES)
    if attachments is not None and edition.attachments != attachments:
        fields.append(ATTACHMENTS)
    return fields


def restore_edition(article: Article, edition: Edition, *, actor: User | None, note: str) -> Edition:
    """Write the working copy as an old edition had it, as a new edition; the caller has kept what stood there."""
    with transaction.atomic():
        locked = Article.objects.select_for_update().get(pk=article.pk)
        for name in Article.content_fields:
            setattr(locked, name, getattr(edition, name))
        locked.save()
        locked.statistics_tables.all().delete()
        StatisticsTable.objects.bulk_create(
            StatisticsTable(article=locked, position=position, description=description)
            for position, description in enumerate(edition.tables)
        )
        restore_attachments(locked, edition)
        locked.tags.set(edition.tags.all())
        restored = keep_edition(locked, actor=actor, note=note)
    article.refresh_from_db()
    return restored


def shortened(note: str) -> str:
    """A note as far as an edition has room for it."""
    note, longest = note.strip(), Edition._meta.get_field("note").max_length or 0
    return note if len(note) <= longest else note[: longest - 1] + "…"


def cited_indicators(article: Article, tables: list[dict]) -> list[Indicator]:
    """The indicators that the article names: those linked by hand, of its tables, and of figures in its text."""
    codes = {code for table in tables for code in table.get("indicators", [])} | bound_indicators(article.body)
    return list(Indicator.objects.filter(Q(code__in=codes) | Q(linked_articles=article)).distinct())
