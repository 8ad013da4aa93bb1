"""Sections and images in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.admin.catalogue import FixedOnceUsed
from indicators.admin.search import FoldedSearch
from reports.admin.image_upload import ImageUploadPages, image_json
from reports.image_renditions import Focus
from reports.models import Image, Section
from reports.pictures import smallest_file
from reports.services.image_use import is_used, uses_of
from reports.services.images import refocus, remove_image

FOUND_AT_ONCE = 24


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


class DescribedFilter(admin.SimpleListFilter):
    title = gettext_lazy("mô tả")
    parameter_name = "described"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("no", _("Chưa có mô tả")), ("no_en", _("Chưa có mô tả tiếng Anh"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        match self.value():
            case "no":
                return queryset.filter(alt_vi="")
            case "no_en":
                return queryset.filter(alt_en="")
        return queryset


class ImageForm(forms.ModelForm):
    class Meta:
        model = Image
        fields = ("alt_vi", "alt_en", "credit", "focus_x", "focus_y")
        labels = {"focus_x": gettext_lazy("Điểm chính, ngang (%)"), "focus_y": gettext_lazy("dọc (%)")}
        help_texts = {
            "focus_x": gettext_lazy("Phần ảnh quanh điểm này còn lại khi ảnh bị cắt cho vừa khung; 0 là mép trái."),
            "focus_y": gettext_lazy("0 là mép trên."),
        }

    def clean_alt_vi(self) -> str:
        """Words of blanks are no words."""
        if not self.cleaned_data["alt_vi"].strip():
            raise ValidationError(_("Hãy viết mô tả."))
        return self.cleaned_data["alt_vi"].strip()


@admin.register(Image)
class ImageAdmin(ImageUploadPages, FoldedSearch):
    form = ImageForm
    change_form_template = "admin/reports/image_change_form.html"
    list_display = ("thumbnail", "alt_shown", "size", "credit", "uploader", "uploaded_at")
    list_display_links = ("thumbnail", "alt_shown")
    list_select_related = ("uploaded_by",)
    list_filter = (DescribedFilter, "uploaded_at")
    list_per_page = 40
    folded_fields = ("alt_vi", "alt_en", "credit")
    fields = ("alt_vi", "alt_en", "credit", "large", ("focus_x", "focus_y"))
    readonly_fields = ("large",)
    actions = None

    def get_urls(self) -> list[URLPattern]:
        def page(view: Any) -> Any:
            return self.admin_site.admin_view(view)

        return [
            path("pick/", page(self.pick), name="reports_image_pick"),
            path("info/", page(self.info), name="reports_image_info"),
            *super().get_urls(),
        ]

    def pick(self, request: HttpRequest) -> HttpResponse:
        """The images whose words have those of the query, newest first, as buttons of the editor's dialog."""
        self._must_view(request)
        described = Image.objects.described().order_by("-uploaded_at", "-pk")
        found, _distinct = self.get_search_results(request, described, request.GET.get("q", "").strip())
        try:
            start = max(0, int(request.GET.get("from", "0")))
        except ValueError:
            start = 0
        rows = list(found[start : start + FOUND_AT_ONCE + 1])
        context = {
            "images": [(image, image_json(image)) for image in rows[:FOUND_AT_ONCE]],
            "next": start + FOUND_AT_ONCE if len(rows) > FOUND_AT_ONCE else None,
            "is_first": start == 0,
        }
        return HttpResponse(render_to_string("admin/reports/image_choices.html", context))

    def info(self, request: HttpRequest) -> JsonResponse:
        """What the editor shows of the images that stand in a text: `?id=1&id=2`."""
        self._must_view(request)
        keys = [int(key) for key in request.GET.getlist("id")[:200] if key.isdigit() and len(key) < 19]
        return JsonResponse({"images": [image_json(image) for image in Image.objects.filter(pk__in=keys)]})

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if {"focus_x", "focus_y"} & set(form.changed_data):
            refocus(obj, Focus(obj.focus_x, obj.focus_y))

    def has_delete_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        """What an article uses, or an edition of one, stays."""
        return super().has_delete_permission(request, obj) and (obj is None or not is_used(obj))

    def delete_model(self, request: HttpRequest, obj: Image) -> None:
        remove_image(obj)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        image: Image | None = kwargs.get("obj")
        if image is not None:
            context["uses"] = uses_of(image)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=gettext_lazy("ảnh"))
    def thumbnail(self, image: Image) -> SafeString:
        return picture(image, "thumbnail")

    @admin.display(description=gettext_lazy("mô tả ảnh"), ordering="alt_vi")
    def alt_shown(self, image: Image) -> str:
        return str(image)

    @admin.display(description=gettext_lazy("ảnh"))
    def large(self, image: Image) -> SafeString | str:
        if not image.file:
            return "—"
        return format_html(
            '<focal-point label="{}"><img class="focal-image" src="{}" alt="{}" width="{}" height="{}"></focal-point>',
            _("Bấm vào chỗ quan trọng nhất của ảnh, hoặc dùng các phím mũi tên."),
            image.file.url,
            image.alt_vi,
            image.width,
            image.height,
        )

    @admin.display(description=gettext_lazy("người tải lên"))
    def uploader(self, image: Image) -> str:
        user = image.uploaded_by
        return (user.get_full_name() or user.get_username()) if user else "—"

    @admin.display(description=gettext_lazy("cỡ"))
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height}"

    def _must_view(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied


def picture(image: Image, css_class: str) -> SafeString:
    """The picture with its alternative text."""
    return format_html(
        '<img class="{}" src="{}" alt="{}" loading="lazy">', css_class, smallest_file(image), image.alt_vi
    )
