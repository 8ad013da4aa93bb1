"""The sections under which news appear."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from indicators.keyset import Parts
from reports.models.headings import NamedHeading

if TYPE_CHECKING:
    from reports.models.articles import ArticleQuerySet


class Section(NamedHeading):
    """A section of the news: industry, trade, energy …"""

    kind: ClassVar[str] = "section"

    position = models.PositiveIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("chuyên mục")
        verbose_name_plural = _("chuyên mục")
        ordering = ["position", "slug"]

    def get_absolute_url(self) -> str:
        return reverse("reports:section", args=[self.slug])

    def narrow(self, articles: ArticleQuerySet, *, language: str, at: dt.datetime) -> Parts[ArticleQuerySet]:
        return articles.in_section(self, at=at)
