"""Images that articles show."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

IMAGE_ENDINGS = ["jpg", "jpeg", "png", "webp"]


def image_path(image: Image, name: str) -> str:
    """A path that cannot be guessed and keeps nothing of the uploaded name but its ending."""
    return f"images/{uuid.uuid4().hex}.{name.rpartition('.')[2].lower()}"


class Image(models.Model):
    """A picture of the media library, with the words for those who do not see it."""

    file = models.ImageField(
        _("tệp ảnh"),
        upload_to=image_path,
        width_field="width",
        height_field="height",
        validators=[FileExtensionValidator(IMAGE_ENDINGS)],
    )
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    alt_vi = models.CharField(
        _("mô tả ảnh"), max_length=300, help_text=_("Người không nhìn thấy ảnh cần biết điều gì trong ảnh?")
    )
    alt_en = models.CharField(_("mô tả ảnh tiếng Anh"), max_length=300, blank=True)
    credit = models.CharField(_("tác giả ảnh"), max_length=200, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    uploaded_at = models.DateTimeField(_("tải lên lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("ảnh")
        verbose_name_plural = _("ảnh")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.alt_vi
