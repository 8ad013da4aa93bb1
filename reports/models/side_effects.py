"""What has to follow a change or a minute, each thing once: mail to send, caches to renew."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SideEffect(models.Model):
    """One thing to do. Its key says what it is, so that whoever notices it twice still writes one row.

    `claimed_at` is when a process took it; `done_at` when it was done or found to be no longer true.
    """

    key = models.CharField(_("khóa"), max_length=200, unique=True)
    kind = models.CharField(_("loại"), max_length=30)
    content = models.JSONField(_("nội dung"), default=dict)
    due_at = models.DateTimeField(_("đến hạn lúc"))
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)
    claimed_at = models.DateTimeField(_("nhận làm lúc"), null=True)
    done_at = models.DateTimeField(_("xong lúc"), null=True)
    attempts = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    problem = models.TextField(_("trục trặc"), blank=True)

    class Meta:
        verbose_name = _("việc theo sau")
        verbose_name_plural = _("các việc theo sau")
        ordering = ["due_at", "id"]
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at__isnull=True), name="side_effect_waiting")]

    def __str__(self) -> str:
        return self.key
