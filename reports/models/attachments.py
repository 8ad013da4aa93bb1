"""Files that an article gives its readers to take away."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from indicators.text import fold
from reports.models.articles import Article


class AttachmentKind(models.TextChoices):
    """What a file is, decided from its bytes."""

    PDF = "pdf", _("PDF")
    XLSX = "xlsx", _("Excel (XLSX)")
    DOCX = "docx", _("Word (DOCX)")


def attachment_path(attachment: Attachment, name: str) -> str:
    """A folder that cannot be guessed, and in it a name that says what the reader took away."""
    return f"attachments/{uuid.uuid4().hex}/{slugify(fold(attachment.title))[:80] or 'tep'}.{attachment.kind}"


class Attachment(models.Model):
    """A file of the working copy. Editions note its path, and the file stays when the row goes."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="attachments")
    file = models.FileField(_("tệp"), upload_to=attachment_path, max_length=255)
    title = models.CharField(_("tên tệp"), max_length=200, help_text=_("Người đọc thấy tên này ở cuối bài."))
    kind = models.CharField(_("loại"), max_length=10, choices=AttachmentKind, editable=False)
    size = models.PositiveIntegerField(_("dung lượng"), editable=False)
    position = models.PositiveIntegerField(_("thứ tự"), default=0)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("tải lên lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("tệp đính kèm")
        verbose_name_plural = _("tệp đính kèm")
        ordering = ["article_id", "position", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=AttachmentKind.values), name="attachment_kind_known"),
        ]

    def __str__(self) -> str:
        return self.title
