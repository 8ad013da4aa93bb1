"""Sections and images in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from indicators.admin.catalogue import FixedOnceUsed
from indicators.admin.search import FoldedSearch
from reports.models import Image, Section


@admin.register(Section)
class SectionAdmin(FixedOnceUsed, FoldedSearch):
    """The address of a section that has articles stays, because readers keep it."""

    fixed_fields = ("slug",)
    list_display = ("name_vi", "name_en", "slug", "position")
    list_editable = ("position",)
    folded_fields = ("name_vi", "name_en", "slug")
    fieldsets = (
        (None, {"fields": ("name_vi", "slug", "description_vi", "position")}),
        (gettext_lazy("Tiếng Anh"), {"fields": ("name_en", "description_en")}),
    )


@admin.register(Image)
class ImageAdmin(FoldedSearch):
    list_display = ("thumbnail", "alt_vi", "size", "credit", "uploaded_by", "uploaded_at")
    list_display_links = ("thumbnail", "alt_vi")
    list_select_related = ("uploaded_by",)
    list_filter = ("uploaded_at",)
    list_per_page = 40
    folded_fields = ("alt_vi", "alt_en", "credit")
    fields = ("file", "large", "alt_vi", "alt_en", "credit")
    readonly_fields = ("large",)

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        if not change:
            obj.uploaded_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("ảnh"))
    def thumbnail(self, image: Image) -> SafeString:
        return picture(image, "thumbnail")

    @admin.display(description=gettext_lazy("xem ảnh"))
    def large(self, image: Image) -> SafeString | str:
        return picture(image, "thumbnail thumbnail-large") if image.file else "—"

    @admin.display(description=gettext_lazy("cỡ"))
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height}"


def picture(image: Image, css_class: str) -> SafeString:
    """The picture with its alternative text."""
    return format_html('<img class="{}" src="{}" alt="{}" loading="lazy">', css_class, image.file.url, image.alt_vi)
