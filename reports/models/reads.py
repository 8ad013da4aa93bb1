"""How often an article was opened on a day: a number, and nothing of who opened it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.models.articles import Article


class ArticleReads(models.Model):
    """What is kept of readers: one count an article and day."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="reads", verbose_name=_("bài viết"))
    day = models.DateField(_("ngày"))
    count = models.PositiveBigIntegerField(_("lượt đọc"), default=0, db_default=0)

    class Meta:
        verbose_name = _("lượt đọc")
        verbose_name_plural = _("lượt đọc")
        ordering = ["-day", "-count"]
        constraints = [models.UniqueConstraint(fields=["article", "day"], name="article_reads_once_a_day")]
        indexes = [models.Index(fields=["day"], name="article_reads_by_day")]

    def __str__(self) -> str:
        return f"{self.article_id}, {self.day}: {self.count}"
