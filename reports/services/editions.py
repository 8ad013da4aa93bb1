"""Keeping every save of an article as an edition."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, Q

from indicators.models import Indicator
from reports.models import Article, Edition
from reports.services.bound_figures import bound_indicators, derive_figures


def keep_edition(article: Article, *, actor: User | None, note: str = "") -> Edition:
    """A new edition of the working copy with its tables, or the newest one where nothing changed since."""
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)
        content = {name: getattr(article, name) for name in Article.content_fields}
        tables = [table.description for table in article.statistics_tables.all()]
        newest = article.editions.order_by("-number").first()
        if newest and newest.tables == tables and all(getattr(newest, n) == v for n, v in content.items()):
            return newest
        number = (article.editions.aggregate(last=Max("number"))["last"] or 0) + 1
        edition = Edition(article=article, number=number, tables=tables, created_by=actor, note=note, **content)
        edition.save()
        edition.indicators.set(cited_indicators(article, tables))
        derive_figures(edition, article)
    return edition


def cited_indicators(article: Article, tables: list[dict]) -> list[Indicator]:
    """The indicators that the article names: those linked by hand, of its tables, and of figures in its text."""
    codes = {code for table in tables for code in table.get("indicators", [])} | bound_indicators(article.body)
    return list(Indicator.objects.filter(Q(code__in=codes) | Q(linked_articles=article)).distinct())
