"""What someone is writing and has not saved yet, kept every few seconds so that a crash loses nothing."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.models.articles import Article


class Autosave(models.Model):
    """The form of one open page as it stood, under the key of that page; never an edition, never public.

    `content` holds every field as it was about to be sent: `{"title": ["…"], "indicators": ["3", "5"]}`. `base_number`
    is the edition that the page was opened with; an article that has no row yet has none.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="autosaves")
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="autosaves")
    draft_key = models.UUIDField(_("khóa trang"))
    title = models.CharField(_("tiêu đề"), max_length=250, blank=True)
    content = models.JSONField(_("nội dung"), default=dict)
    base_number = models.PositiveIntegerField(_("viết từ bản số"), null=True)
    started_at = models.DateTimeField(_("bắt đầu lúc"), auto_now_add=True)
    saved_at = models.DateTimeField(_("tự lưu lúc"))

    class Meta:
        verbose_name = _("bản tự lưu")
        verbose_name_plural = _("các bản tự lưu")
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "draft_key"], name="autosave_once_a_page"),
        ]
        indexes = [
            models.Index(fields=["user", "article", "-saved_at"], name="autosave_of_a_person"),
            models.Index(fields=["saved_at"], name="autosave_oldest"),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Bài chưa có tiêu đề"))
