"""Files that figures came in: the file itself, how it was read, what it changed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models.releases import Release


def private_storage() -> Storage:
    """The storage that no public address reaches."""
    return storages["private"]


def import_path(batch: ImportBatch, name: str) -> str:
    """A path that keeps nothing of the uploaded name but its ending."""
    ending = name.rpartition(".")[2].lower()[:8]
    return f"imports/{uuid.uuid4().hex}.{ending}"


class BatchState(models.TextChoices):
    READ = "read", _("Đã đọc, chờ xác nhận")
    WAITING = "waiting", _("Chờ xử lý")
    RUNNING = "running", _("Đang ghi")
    COMMITTED = "committed", _("Đã ghi")
    REJECTED = "rejected", _("Bị từ chối")
    CANCELLED = "cancelled", _("Đã hủy")
    UNDONE = "undone", _("Đã hoàn tác")


class Stage(models.TextChoices):
    """What is being done to a file on its way into the database, in this order."""

    READING = "reading", _("Đọc tệp")
    MATCHING = "matching", _("Khớp tên")
    COMPARING = "comparing", _("So với số liệu đã có")
    AUDITING = "auditing", _("Kiểm tra")
    WRITING = "writing", _("Ghi")


class Refusal(models.TextChoices):
    """Why a confirmed import was not written; it waits for a person again."""

    CHANGED = "changed", _("Có người vừa ghi vào các số liệu này.")
    FINDINGS = "findings", _("Còn cảnh báo chưa được xem và chấp nhận.")
    REJECTED = "rejected", _("Tệp còn ô bị từ chối.")
    FAILED = "failed", _("Có lỗi khi ghi; người quản trị đã được báo.")


class ImportBatch(models.Model):
    """One file on its way into the database, and the trace that it leaves there."""

    file = models.FileField(_("tệp"), upload_to=import_path, storage=private_storage, max_length=200)
    original_name = models.CharField(_("tên tệp"), max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    state = models.CharField(_("trạng thái"), max_length=12, choices=BatchState, default=BatchState.READ)
    options = models.JSONField(_("lựa chọn"), default=dict, blank=True)
    result = models.JSONField(_("kết quả"), default=dict, blank=True)
    release = models.ForeignKey(
        Release, models.PROTECT, null=True, blank=True, related_name="batches", verbose_name=_("đợt công bố")
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("người tải lên")
    )
    uploaded_at = models.DateTimeField(_("tải lên lúc"), auto_now_add=True)
    committed_at = models.DateTimeField(_("ghi lúc"), null=True, blank=True)
    undone_at = models.DateTimeField(_("hoàn tác lúc"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("người hoàn tác")
    )

    # What a worker in the background needs: the person's confirmation, whose turn it is, its last sign of life in the
    # database (between two of them it gives signs elsewhere, see indicators/services/live.py), and what came of it.
    confirmation = models.JSONField(default=dict, blank=True, editable=False)
    attempt = models.PositiveIntegerField(default=0, editable=False)
    heard_at = models.DateTimeField(null=True, editable=False)
    refusal = models.CharField(max_length=12, choices=Refusal, blank=True, editable=False)

    class Meta:
        verbose_name = _("lần nhập số liệu")
        verbose_name_plural = _("các lần nhập số liệu")
        ordering = ["-uploaded_at"]
        permissions = [("undo_importbatch", _("Hoàn tác một lần nhập số liệu"))]

    def __str__(self) -> str:
        return f"{self.original_name} ({self.get_state_display()})"
