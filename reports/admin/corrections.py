"""Notices of corrections in the admin: filed for what no flag tells, read for ever after."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.admin.recorded import shown_moment
from reports.models import Article, Correction, CorrectionKind
from reports.services.corrections import FILE, file_correction, prepare_update_notice
from reports.services.editions import keep_edition

KINDS = (
    (CorrectionKind.CORRECTION.value, gettext_lazy("Đính chính: bài đã sai, hiện ngay khi lưu")),
    (CorrectionKind.UPDATE.value, gettext_lazy("Cập nhật: hiện cùng lần đăng tới của bài")),
)


class CorrectionForm(forms.ModelForm):
    """A notice on an article that readers see; a correction is dated by being saved, an update by the publication."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            kind: Any = self.fields["kind"]
            # A withdrawal is entered by the step that withdraws.
            kind.choices, kind.widget.choices = KINDS, KINDS
            # Where nothing is chosen it is a correction.
            kind.required = False

    def clean_article(self) -> Article:
        article: Article = self.cleaned_data["article"]
        if not Article.objects.public().filter(pk=article.pk).exists():
            raise forms.ValidationError(_("Bài không ở trên trang công khai nên không có gì để đính chính."))
        return article


@admin.register(Correction)
class CorrectionAdmin(admin.ModelAdmin):
    form = CorrectionForm
    radio_fields = {"kind": admin.VERTICAL}
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
        return ("article", "kind", "text_vi", "text_en") if obj is None else (*_KEPT, "text_vi", "text_en")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else _KEPT

    def save_model(self, request: HttpRequest, obj: Correction, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        notice = self._filed(request.user, obj)
        obj.pk = notice.pk
        said = _("Đăng đính chính: %(text)s") if notice.is_public() else _("Soạn lời báo cập nhật: %(text)s")
        self.log_change(request, obj.article, said % {"text": notice.text})

    def _filed(self, actor: Any, asked: Correction) -> Correction:
        """The notice that was asked for: a correction public at once, an update that waits for its edition."""
        if asked.kind == CorrectionKind.UPDATE:
            edition = keep_edition(asked.article, actor=actor)
            waiting = prepare_update_notice(
                asked.article, edition, text_vi=asked.text_vi, text_en=asked.text_en, actor=actor
            )
            assert waiting is not None
            return waiting
        return file_correction(asked.article, text_vi=asked.text_vi, text_en=asked.text_en, actor=actor)

    @admin.display(description=gettext_lazy("nội dung"))
    def text_shown(self, notice: Correction) -> str:
        return notice.text[:120]

    @admin.display(description=gettext_lazy("công bố lúc"), ordering="published_at")
    def published_shown(self, notice: Correction) -> str:
        return shown_moment(notice.published_at) if notice.published_at else _("chờ bài được đăng")


_KEPT = ("article", "kind", "published_at", "old_text", "new_text", "created_by")
