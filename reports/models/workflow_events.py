"""The append-only trail of an article's way: every step, who took it, when, why, from where to where."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators.models.versions import AppendOnly
from reports.models.articles import Article, State


class StepName(models.TextChoices):
    """What can be done with an article as a whole; the buttons among them are defined in `reports.workflow`."""

    SUBMIT = "submit", _("Gửi duyệt")
    SEND_BACK = "send_back", _("Trả lại")
    PUBLISH = "publish", _("Đăng")
    UNSCHEDULE = "unschedule", _("Huỷ lịch đăng")
    WITHDRAW = "withdraw", _("Gỡ bài")
    KEEP_PUBLIC = "keep_public", _("Huỷ hẹn gỡ")
    REOPEN = "reopen", _("Viết tiếp")
    RESTORE = "restore", _("Khôi phục bản cũ")
    NOTE = "note", _("Ghi chú")
    MOVE = "move", _("Chuyển chuyên mục")
    UNDO = "undo", _("Hoàn tác việc hàng loạt")


class WorkflowEventQuerySet(models.QuerySet["WorkflowEvent"]):
    def newest_first(self) -> WorkflowEventQuerySet:
        return self.order_by("-recorded_at", "-id")

    def update(self, **kwargs: Any) -> int:
        raise AppendOnly("Steps are never altered.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Steps are never deleted.")


class WorkflowEvent(models.Model):
    """One step of one article. It outlives the article: the title is kept as it was, the key without a constraint.

    `effective_at` is the minute for which a publication or withdrawal was planned. `edition_number` is the edition
    that the step was about.
    """

    article = models.ForeignKey(
        Article,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="workflow_events",
        verbose_name=_("bài viết"),
    )
    title = models.CharField(_("tiêu đề"), max_length=250)
    step = models.CharField(_("bước"), max_length=12, choices=StepName)
    origin = models.CharField(_("từ trạng thái"), max_length=10, choices=State)
    target = models.CharField(_("đến trạng thái"), max_length=10, choices=State)
    edition_number = models.PositiveIntegerField(_("bản số"), null=True)
    effective_at = models.DateTimeField(_("hẹn lúc"), null=True)
    note = models.TextField(_("lời ghi"), blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("người làm")
    )
    recorded_at = models.DateTimeField(_("lúc"), default=timezone.now, editable=False)

    objects = WorkflowEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("bước của bài viết")
        verbose_name_plural = _("các bước của bài viết")
        ordering = ["-recorded_at", "-id"]
        indexes = [
            models.Index(fields=["-recorded_at", "-id"], name="step_newest_first"),
            models.Index(fields=["article", "-recorded_at", "-id"], name="step_of_an_article"),
            models.Index(fields=["actor", "-recorded_at", "-id"], name="step_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("Steps are never altered.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Steps are never deleted.")
