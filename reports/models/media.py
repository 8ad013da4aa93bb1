"""The media library: images that articles show, and where they show them."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.core.validators import FileExtensionValidator, MaxValueValidator
from django.db import models
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

IMAGE_ENDINGS = ["jpg", "jpeg", "png", "webp", "svg"]


def image_path(image: Image, name: str) -> str:
    """A path that cannot be guessed and keeps nothing of the uploaded name but its ending."""
    return f"images/{uuid.uuid4().hex}.{name.rpartition('.')[2].lower()}"


class ImageQuerySet(models.QuerySet["Image"]):
    def described(self) -> ImageQuerySet:
        """The images that say in words what they show: those that may be placed."""
        return self.exclude(alt_vi="")


class Image(models.Model):
    """A picture of the media library, with the words for those who do not see it.

    `file` is the picture as the library keeps it; `renditions` notes the files that readers are sent, made by
    `reports.services.images`: shape, format, width, height and path of each. `focus_x` and `focus_y` are the point that
    a cut to another shape must keep, in per cent from the left and upper edges.
    """

    file = models.FileField(_("tệp ảnh"), upload_to=image_path, validators=[FileExtensionValidator(IMAGE_ENDINGS)])
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    alt_vi = models.CharField(
        _("mô tả ảnh"), max_length=300, help_text=_("Người không nhìn thấy ảnh cần biết điều gì trong ảnh?")
    )
    alt_en = models.CharField(_("mô tả ảnh tiếng Anh"), max_length=300, blank=True)
    credit = models.CharField(_("tác giả ảnh"), max_length=200, blank=True)
    focus_x = models.PositiveSmallIntegerField(
        _("điểm chính theo chiều ngang (%)"), default=50, db_default=50, validators=[MaxValueValidator(100)]
    )
    focus_y = models.PositiveSmallIntegerField(
        _("điểm chính theo chiều dọc (%)"), default=50, db_default=50, validators=[MaxValueValidator(100)]
    )
    renditions = models.JSONField(
        _("các cỡ ảnh"), default=list, db_default=Value([], models.JSONField()), editable=False
    )
    digest = models.CharField(_("mã băm"), max_length=64, blank=True, db_default="", editable=False, db_index=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    uploaded_at = models.DateTimeField(_("tải lên lúc"), auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("ảnh")
        verbose_name_plural = _("ảnh")
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focus_x__lte=100, focus_y__lte=100), name="image_focus_within_the_picture"
            ),
        ]

    def __str__(self) -> str:
        return self.alt_vi or str(_("Ảnh chưa có mô tả"))

    @property
    def is_drawing(self) -> bool:
        """Whether it is drawn in vectors, which fit every size as they are."""
        return str(self.file.name).endswith(".svg")

    def renditions_of(self, shape: str) -> list[dict[str, Any]]:
        return [each for each in self.renditions if each.get("shape") == shape]


class PlacedImage(models.Model):
    """An image in the text of an edition: it stays in the library for as long as the edition does."""

    edition = models.ForeignKey("reports.Edition", models.CASCADE, related_name="placed_images")
    image = models.ForeignKey(Image, models.PROTECT, related_name="placements")

    class Meta:
        verbose_name = _("ảnh trong bài")
        verbose_name_plural = _("ảnh trong bài")
        constraints = [models.UniqueConstraint(fields=["edition", "image"], name="image_once_in_an_edition")]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.image_id}"
