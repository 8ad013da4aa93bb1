"""How sheets of one shape are read, as a person once corrected it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SavedLayout(models.Model):
    """Corrections to the reading of a sheet, kept for the next file of the same shape.

    `choice` is a `LayoutChoice` as JSON, without periods: the next file is about another one. `skipped` lists the
    names that were left out, each with the names above it.
    """

    fingerprint = models.CharField(_("dấu nhận dạng"), max_length=64, unique=True, editable=False)
    name = models.CharField(_("tên"), max_length=200)
    choice = models.JSONField(_("cách đọc"), default=dict, editable=False)
    skipped = models.JSONField(_("các tên bỏ qua"), default=list, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("người lưu"),
    )
    saved_at = models.DateTimeField(_("lưu lúc"), default=timezone.now, editable=False)
    used_at = models.DateTimeField(_("dùng gần nhất"), null=True, editable=False)

    class Meta:
        verbose_name = _("cách đọc đã lưu")
        verbose_name_plural = _("các cách đọc đã lưu")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
