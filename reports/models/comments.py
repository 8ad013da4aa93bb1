"""Comments on a passage of an article's text, answered and resolved between those who write and review it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models.versions import AppendOnly
from reports.models.articles import Article


class CommentedPart(models.TextChoices):
    TITLE = "title", _("Tiêu đề")
    LEAD = "lead", _("Tóm tắt")
    BODY = "body", _("Nội dung")


class CommentThreadQuerySet(models.QuerySet["CommentThread"]):
    def open(self) -> CommentThreadQuerySet:
        """The threads that nobody has resolved."""
        return self.filter(resolved_at__isnull=True)


class CommentThread(models.Model):
    """A passage that someone remarked on, with what was said of it.

    The passage is known by its words and those around them (`reports.anchors`), so that it is found again after
    edits. `edition_number` is the edition that it was said of.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="comment_threads")
    part = models.CharField(_("phần"), max_length=5, choices=CommentedPart, default=CommentedPart.BODY)
    quote = models.TextField(_("đoạn được nhận xét"))
    prefix = models.CharField(_("chữ đứng trước"), max_length=80, blank=True)
    suffix = models.CharField(_("chữ đứng sau"), max_length=80, blank=True)
    edition_number = models.PositiveIntegerField(_("bản số"), null=True)
    started_at = models.DateTimeField(_("nêu lúc"), auto_now_add=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("người nêu")
    )
    resolved_at = models.DateTimeField(_("giải quyết lúc"), null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("người giải quyết")
    )

    objects = CommentThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhận xét")
        verbose_name_plural = _("các nhận xét")
        ordering = ["article_id", "started_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(quote=""), name="comment_has_passage")]
        indexes = [
            models.Index(fields=["article"], condition=Q(resolved_at__isnull=True), name="comment_open_of_article")
        ]

    def __str__(self) -> str:
        return self.quote

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None


class Comment(models.Model):
    """One thing said in a thread; it stays as it was said."""

    thread = models.ForeignKey(CommentThread, models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("người viết")
    )
    text = models.TextField(_("lời nhận xét"))
    written_at = models.DateTimeField(_("viết lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("lời nhận xét")
        verbose_name_plural = _("các lời nhận xét")
        ordering = ["thread_id", "written_at", "id"]
        indexes = [models.Index(fields=["-written_at", "-id"], name="comment_newest_first")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="comment_says_something")]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("What was said stays as it was said.")
        super().save(*args, **kwargs)
