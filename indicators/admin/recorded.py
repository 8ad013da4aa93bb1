"""What observations and targets share in the admin: every write goes through the recording service, none is lost."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.admin.history import changes_of_row
from indicators.admin.search import areas_matching, indicators_matching
from indicators.bound_forms import resend_with
from indicators.languages import reading_language
from indicators.models import Change, Release
from indicators.models.observations import RecordedValue
from indicators.numbers import format_number
from indicators.periods import Period
from indicators.services.recording import (
    Difference,
    DifferenceChanged,
    EmbargoConflict,
    Outcome,
    Stated,
    compare,
    record,
    settle_due_revisions,
)
from indicators.text import fold


class RecordedForm(forms.ModelForm):
    """Reads one statement, compares it with what is stored, and says beside the fields why it cannot be written."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do sửa"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("Ghi vào lịch sử của số liệu, không hiện trên trang công khai."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    stated_fields: ClassVar[tuple[str, ...]] = ()
    difference: Difference

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "footnote" in self.fields:
            self.fields["footnote"].widget.attrs["rows"] = 2
        if self.instance.pk:
            self.initial["seen"] = fingerprint(self.instance)
        if "release" in self.fields and self.instance.pk:
            coming = Q(published_at__gt=timezone.now()) | Q(pk=self.instance.release_id)
            self.fields["release"].queryset = Release.objects.filter(coming)  # type: ignore[attr-defined]
            self.fields["release"].help_text = _(
                "Chọn một đợt sắp công bố thì giá trị mới chờ đến giờ của đợt; đến lúc đó giá trị cũ vẫn công khai."
            )

    @property
    def release(self) -> Release | None:
        """The release as stated, or the stored one where it cannot be chosen."""
        return self.cleaned_data["release"] if "release" in self.fields else self.instance.release

    def stated_period(self) -> Period:
        """What the form says or, for a stored row, what it always was."""
        raise NotImplementedError

    def statement(self) -> Stated:
        indicator, area = self.cleaned_data.get("indicator"), self.cleaned_data.get("area")
        return Stated(
            kind=self.instance.version_kind,
            indicator_id=indicator.pk if indicator else self.instance.indicator_id,
            area_id=area.pk if area else self.instance.area_id,
            period=self.stated_period(),
            fields={name: self.cleaned_data[name] for name in self.stated_fields if name in self.cleaned_data},
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._refuse_what_changed_meanwhile()
        if self.errors:
            return cleaned
        self.difference = compare([self.statement()], release=self.release)
        entry = self.difference.entries[0]
        if not self.instance.pk and entry.outcome is not Outcome.NEW:
            raise ValidationError(already_stored(entry.row))
        is_another = entry.outcome is Outcome.CHANGED and entry.row_id not in (None, self.instance.pk)
        if entry.outcome is Outcome.CONFLICT or is_another:
            raise ValidationError(revision_waits(entry.row))
        return cleaned

    def _refuse_what_changed_meanwhile(self) -> None:
        if not self.instance.pk or self.cleaned_data.get("seen") == fingerprint(self.instance):
            return
        resend_with(self, "seen", fingerprint(self.instance))
        self.add_error(
            None,
            _(
                "Trong lúc bạn sửa, số liệu này đã được người khác ghi thành %(value)s. Những gì bạn nhập còn nguyên "
                "bên dưới; hãy xem lịch sử cuối trang rồi bấm lưu lần nữa nếu vẫn muốn ghi đè."
            )
            % {"value": shown_value(self.instance)},
        )


class RecordedAdmin(admin.ModelAdmin):
    """Lists, adds, changes and removes recorded values; each change with its actor, each removal row by row."""

    change_form_template = "admin/indicators/recorded_change_form.html"
    autocomplete_fields = ("indicator", "area")
    search_fields = ("pk",)
    search_help_text = gettext_lazy("Tên hoặc mã chỉ tiêu, địa bàn; không cần dấu.")
    list_per_page = 50
    show_full_result_count = False
    key_fields: tuple[str, ...] = ("indicator", "area", "period_shown")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_related("indicator__unit", "indicator__parent", "area", "release", "revision__release")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        for word in fold(search_term).split():
            queryset = queryset.filter(Q(indicator__in=indicators_matching(word)) | Q(area__in=areas_matching(word)))
        return queryset, False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        return (*self.key_fields, "unit") if obj.is_public() else (*self.key_fields, "unit", "release")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may only look is not asked for a reason; the key of a stored row is shown with its unit."""
        first, *others, why = super().get_fieldsets(request, obj)
        if obj is None:
            return [first, *others, why]
        key = (None, {"fields": (*self.key_fields, "unit")})
        return [key, *others, why] if self.has_change_permission(request, obj) else [key, *others]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        settle_now()
        return super().changelist_view(request, extra_context)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if object_id is not None and (base := self._row_that_took_over(object_id)):
            return HttpResponseRedirect(change_url(base))
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (DifferenceChanged, EmbargoConflict):
            # Someone wrote between our reading and our writing; read again, and the form says what changed.
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _row_that_took_over(self, object_id: str) -> RecordedValue | None:
        """The row into which a revision was folded just now because its minute had come."""
        rows = self.model._default_manager.filter(pk=object_id) if object_id.isdigit() else ()
        base = next((row.revises for row in rows if row.revises_id), None)
        settle_now()
        return base if base is not None and not self.model._default_manager.filter(pk=object_id).exists() else None

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        difference = record(
            [form.statement()],
            change=Change(request.user, form.cleaned_data.get("reason", "")),  # type: ignore[arg-type]
            release=form.release,
            expected_digest=form.difference.digest,
        )
        entry = difference.entries[0]
        if entry.outcome is Outcome.UNCHANGED:
            self.message_user(request, _("Không có gì thay đổi nên không ghi thêm vào lịch sử."))
            return
        row = entry.row
        for field in obj._meta.concrete_fields:
            setattr(obj, field.attname, getattr(row, field.attname))
        obj._state.adding = False
        if row.revises_id:
            self.message_user(
                request,
                _("Giá trị mới chờ công bố lúc %(moment)s; đến lúc đó giá trị cũ vẫn công khai.")
                % {"moment": shown_moment(form.release.published_at)},
            )

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        obj.delete(change=Change(request.user, _("Xoá trong trang quản trị")))  # type: ignore[arg-type]

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with transaction.atomic():
            for row in sorted(queryset, key=lambda row: row.revises_id is None):
                self.delete_model(request, row)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        row = kwargs.get("obj")
        if row is not None:
            revision = getattr(row, "revision", None)
            context |= {
                "changes": changes_of_row(row),
                "waits_until": None if row.is_public() else row.release.published_at,
                "release": row.release,
                "base_url": change_url(row.revises) if row.revises_id else "",
                "revision_url": change_url(revision) if revision else "",
                "revision": revision,
            }
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=gettext_lazy("giá trị"))
    def figure_shown(self, row: Any) -> SafeString:
        if row.value is None:
            return format_html('<span class="quiet">{}</span>', shown_value(row))
        return format_html('<span class="nowrap"><b>{}</b> {}</span>', shown_value(row), row.indicator.unit)

    @admin.display(description=gettext_lazy("đơn vị"))
    def unit(self, row: Any) -> str:
        return str(row.indicator.unit)

    @admin.display(description=gettext_lazy("công khai"))
    def visibility(self, row: Any) -> SafeString:
        revision = getattr(row, "revision", None)
        if not row.is_public():
            return badge("embargoed", _("Chờ %(moment)s") % {"moment": shown_moment(row.release.published_at)})
        if not row.indicator.is_public:
            return badge("hidden", _("Chỉ tiêu không công khai"))
        if revision is not None:
            return badge("public", _("Công khai, có bản sửa chờ công bố"))
        return badge("public", _("Công khai"))


def settle_now() -> None:
    """Fold revisions whose minute has come, so that lists and forms show one row a value."""
    with transaction.atomic():
        settle_due_revisions()


def fingerprint(row: RecordedValue) -> str:
    """What a form was filled from, in short: it differs once someone else writes."""
    return hashlib.sha256(json.dumps(row.content(), sort_keys=True).encode()).hexdigest()[:32]


def shown_value(row: Any) -> str:
    """The value as readers write it, or the reason for its absence."""
    if row.value is not None:
        return format_number(row.value, reading_language())
    return str(row.get_absence_display()) if hasattr(row, "absence") else ""


def shown_moment(moment: dt.datetime) -> str:
    return date_format(timezone.localtime(moment), "H:i j/n/Y")


def unbroken(text: str) -> SafeString:
    return format_html('<span class="nowrap">{}</span>', text)


def badge(kind: str, text: str) -> SafeString:
    return format_html('<span class="badge badge-{}">{}</span>', kind, text)


def change_url(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def already_stored(row: RecordedValue) -> SafeString:
    return format_html(
        '{} <a href="{}">{}</a>',
        _("Chỉ tiêu này đã có số liệu cho địa bàn và kỳ này."),
        change_url(row),
        _("Mở số liệu đó để sửa."),
    )


def revision_waits(row: RecordedValue) -> SafeString:
    return format_html(
        '{} <a href="{}">{}</a>',
        _("Đã có một bản sửa của số liệu này chờ công bố; mỗi số liệu chỉ có một bản sửa chờ."),
        change_url(row),
        _("Mở bản sửa đó."),
    )
