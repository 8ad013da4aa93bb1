"""Notices of corrections in the admin: filed for what no flag tells, read for ever after."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.admin.recorded import shown_moment
from reports.models import Article, Correction
from reports.services.corrections import FILE, file_correction


class CorrectionForm(forms.ModelForm):
    """A notice on an article that readers see; it is dated by being saved."""

    def clean_article(self) -> Article:
        article: Article = self.cleaned_data["article"]
        if not Article.objects.public().filter(pk=article.pk).exists():
            raise forms.ValidationError(_("Bài không ở trên trang công khai nên không có gì để đính chính."))
        return article


@admin.register(Correction)
class CorrectionAdmin(admin.ModelAdmin):
    form = CorrectionForm
    list_display = ("text_shown", "kind", "article", "published_shown", "created_by")
    list_filter = ("kind", "published_at")
    list_select_related = ("article", "created_by")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("article__title", "text_vi", "text_en")
    autocomplete_fields = ("article",)
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Saving a new notice publishes it."""
        return super().has_add_permission(request) and request.user.has_perm(FILE)

    def has_change_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or not obj.is_public())

    def has_delete_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        return super().has_delete_permission(request, obj) and obj is not None and not obj.is_public()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("article", "text_vi", "text_en") if obj is None else (*_KEPT, "text_vi", "text_en")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else _KEPT

    def save_model(self, request: HttpRequest, obj: Correction, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        words = {"text_vi": obj.text_vi, "text_en": obj.text_en}
        notice = file_correction(obj.article, actor=request.user, **words)  # type: ignore[arg-type]
        obj.pk = notice.pk
        self.log_change(request, obj.article, _("Đăng đính chính: %(text)s") % {"text": notice.text})

    @admin.display(description=gettext_lazy("nội dung"))
    def text_shown(self, notice: Correction) -> str:
        return notice.text[:120]

    @admin.display(description=gettext_lazy("công bố lúc"), ordering="published_at")
    def published_shown(self, notice: Correction) -> str:
        return shown_moment(notice.published_at) if notice.published_at else _("chờ bài được đăng")


_KEPT = ("article", "kind", "published_at", "old_text", "new_text", "created_by")
