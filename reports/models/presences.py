"""Who has an article open now."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.models.articles import Article


class Presence(models.Model):
    """A person with an article's page open: since when, and when the page was last heard of."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(_("mở từ lúc"))
    seen_at = models.DateTimeField(_("thấy lần cuối lúc"), db_index=True)

    class Meta:
        verbose_name = _("người đang mở bài")
        verbose_name_plural = _("những người đang mở bài")
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="presence_once")]

    def __str__(self) -> str:
        return str(self.user)
