"""The sections under which news appear."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from indicators.keyset import Parts
from indicators.models.catalogue import CODE, in_language

if TYPE_CHECKING:
    from reports.models.articles import ArticleQuerySet


class Section(models.Model):
    """A section of the news: industry, trade, energy …"""

    kind: ClassVar[str] = "section"

    slug = models.CharField(_("địa chỉ"), max_length=80, unique=True, validators=[CODE])
    name_vi = models.CharField(_("tên"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120, blank=True)
    description_vi = models.TextField(_("giới thiệu"), blank=True)
    description_en = models.TextField(_("giới thiệu tiếng Anh"), blank=True)
    position = models.PositiveIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("chuyên mục")
        verbose_name_plural = _("chuyên mục")
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reports:section", args=[self.slug])

    @property
    def name(self) -> str:
        return in_language(self, "name")

    @property
    def description(self) -> str:
        return in_language(self, "description")

    def narrow(self, articles: ArticleQuerySet, *, at: dt.datetime) -> Parts[ArticleQuerySet]:
        return articles.in_section(self, at=at)
