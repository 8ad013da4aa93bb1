"""Figures and statistics tables placed in an article."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.table_description import DescriptionError, TableDescription
from reports.models.articles import Article


class StatisticsTable(models.Model):
    """A table of indicators × periods × measures in the working copy of an article."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="statistics_tables")
    position = models.PositiveIntegerField(_("thứ tự"), default=0)
    description = models.JSONField(_("nội dung bảng"), default=dict)

    class Meta:
        verbose_name = _("bảng số liệu")
        verbose_name_plural = _("bảng số liệu")
        ordering = ["article_id", "position", "id"]

    def __str__(self) -> str:
        return str(self.description.get("caption", ""))

    @property
    def table_description(self) -> TableDescription:
        """The description as a value; raises `DescriptionError` where it cannot be read."""
        return TableDescription.from_json(self.description)

    def clean(self) -> None:
        try:
            self.table_description  # noqa: B018
        except DescriptionError as error:
            raise ValidationError({"description": str(error)}) from error
