"""Editions: every save of an article, kept as it was, to be compared, restored and published."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from indicators.models import Indicator
from reports.models.articles import Article, ArticleContent


class Edition(ArticleContent):
    """What an article said at one save. Never altered; `tables` holds the table descriptions as plain JSON.

    `changed` names the content fields, "tables", "attachments" and "tags" that differ from the edition before.
    `attachments` notes the files to take away: title, kind, size and path of each. `authors` are those of the byline.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField(_("bản số"))
    body = models.TextField(_("nội dung"), blank=True)
    tables = models.JSONField(_("bảng số liệu"), default=list)
    attachments = models.JSONField(_("tệp đính kèm"), default=list, db_default=Value([], models.JSONField()))
    indicators = models.ManyToManyField(Indicator, blank=True, related_name="citing_editions")
    tags = models.ManyToManyField("reports.Tag", blank=True, related_name="editions")
    authors = models.ManyToManyField("reports.Author", blank=True, related_name="editions")
    created_at = models.DateTimeField(_("lưu lúc"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("người lưu")
    )
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    # The database knows the default too, so that the version before goes on writing while this one is installed.
    changed = models.JSONField(_("đã đổi"), default=list, db_default=Value([], models.JSONField()))

    class Meta:
        verbose_name = _("bản bài viết")
        verbose_name_plural = _("các bản bài viết")
        ordering = ["article_id", "-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="edition_number_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise RuntimeError("An edition is never altered; make a new one.")
        super().save(*args, **kwargs)
