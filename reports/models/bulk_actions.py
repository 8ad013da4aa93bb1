"""What was done to many articles at once, kept so that it can be taken back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models.versions import AppendOnly
from reports.models.workflow_events import WorkflowEvent


class BulkKind(models.TextChoices):
    """What can be done to many articles at once."""

    MOVE = "move", _("Chuyển chuyên mục")
    SUBMIT = "submit", _("Gửi duyệt")
    SCHEDULE = "schedule", _("Hẹn giờ đăng")
    WITHDRAW = "withdraw", _("Gỡ bài")


class BulkAction(models.Model):
    """One action of one person on several articles; `undone_at` says that it was taken back as far as it could be."""

    kind = models.CharField(_("việc"), max_length=10, choices=BulkKind)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người làm"))
    recorded_at = models.DateTimeField(_("lúc"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("người hoàn tác")
    )
    undone_at = models.DateTimeField(_("hoàn tác lúc"), null=True)

    class Meta:
        verbose_name = _("việc hàng loạt")
        verbose_name_plural = _("việc hàng loạt")
        ordering = ["-recorded_at", "-id"]
        indexes = [models.Index(fields=["actor", "-recorded_at", "-id"], name="bulk_of_a_person")]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class BulkItem(models.Model):
    """One article's part: the step that it left in the trail, and where the article stood before and after it."""

    action = models.ForeignKey(BulkAction, models.CASCADE, related_name="items")
    event = models.OneToOneField(WorkflowEvent, models.PROTECT, related_name="bulk_item")
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.event)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("What an action did is never altered.")
        super().save(*args, **kwargs)
