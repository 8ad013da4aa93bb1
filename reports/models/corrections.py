"""Notices of what was wrong, brought up to date or withdrawn: dated, on the article and in the register, for ever."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.models import ObservationVersion
from indicators.models.catalogue import in_language
from indicators.models.releases import released
from indicators.models.versions import AppendOnly
from reports.models.articles import Article
from reports.models.editions import Edition


class CorrectionKind(models.TextChoices):
    CORRECTION = "correction", pgettext_lazy("một đính chính", "Đính chính")
    UPDATE = "update", _("Cập nhật")
    WITHDRAWAL = "withdrawal", _("Gỡ bài")


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def public(self, *, at: dt.datetime | None = None) -> CorrectionQuerySet:
        """The notices whose minute has come."""
        moment = at or timezone.now()
        return self.filter(released("article__release", at=moment), published_at__lte=moment)

    def waiting(self, *, at: dt.datetime | None = None) -> CorrectionQuerySet:
        """The notices that the public has not seen: without a minute, or with one to come."""
        return self.filter(Q(published_at__isnull=True) | Q(published_at__gt=at or timezone.now()))

    def update(self, **kwargs: Any) -> int:
        raise AppendOnly("Change notices one by one, so that none that was published is altered.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Delete notices one by one, so that none that was published is lost.")


class Correction(models.Model):
    """One notice. Until its minute it may be changed or dropped; from then on it stands as it is.

    `published_at` is empty while it waits for the article's next publication. `edition` is the one that it is about:
    what was wrong in it for a correction, what brings it up to date for an update.
    """

    kind = models.CharField(_("loại"), max_length=10, choices=CorrectionKind, default=CorrectionKind.CORRECTION)
    article = models.ForeignKey(Article, models.PROTECT, related_name="corrections", verbose_name=_("bài viết"))
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bản bài viết")
    )
    published_at = models.DateTimeField(_("công bố lúc"), null=True, blank=True)
    text_vi = models.TextField(_("nội dung"), blank=True)
    text_en = models.TextField(_("nội dung tiếng Anh"), blank=True)
    old_text = models.CharField(_("đã viết"), max_length=300, blank=True)
    new_text = models.CharField(_("nay là"), max_length=300, blank=True)
    figure_key = models.UUIDField(_("số liệu trong bài"), null=True, editable=False)
    version = models.ForeignKey(
        ObservationVersion,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("lần ghi số liệu"),
    )
    created_at = models.DateTimeField(_("viết lúc"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("người viết"),
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("đính chính")
        verbose_name_plural = _("đính chính")
        ordering = ["-published_at", "-id"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="correction_newest_first"),
            models.Index(fields=["article", "-published_at", "-id"], name="correction_of_an_article"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CorrectionKind.values), name="correction_kind_known"),
            models.CheckConstraint(
                condition=~Q(text_vi="", text_en=""),
                name="correction_says_something",
                violation_error_message=_("Hãy viết nội dung, bằng tiếng Việt hoặc tiếng Anh."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:80]}"

    @property
    def text(self) -> str:
        """The notice in the reader's language; in the other one where it was written in one only."""
        return in_language(self, "text") or self.text_en

    @property
    def text_language(self) -> str:
        """The language that `text` is in."""
        return "en" if self.text == self.text_en else "vi"

    def is_public(self, *, at: dt.datetime | None = None) -> bool:
        return self.published_at is not None and self.published_at <= (at or timezone.now())

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_once_public("altered")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_once_public("deleted")
        return super().delete(*args, **kwargs)

    def _refuse_once_public(self, done: str) -> None:
        if self.pk and Correction.objects.public().filter(pk=self.pk).exists():
            raise AppendOnly(f"A notice is never {done} once it is published.")
