"""Observations and year plans in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import RedirectView

from indicators.admin.exchange import ExactExport
from indicators.admin.filters import PeriodFilter, VisibilityFilter
from indicators.admin.period_grid import PeriodGridPages
from indicators.admin.recorded import RecordedAdmin, RecordedForm, unbroken
from indicators.form_fields import PeriodFormField
from indicators.languages import reading_language
from indicators.models import Observation, Target
from indicators.periods import Period
from indicators.resources import ObservationResource


class ObservationForm(RecordedForm):
    period = PeriodFormField(
        label=gettext_lazy("Kỳ"), help_text=gettext_lazy("Ví dụ: Quý I/2018, tháng 5/2018, 9 tháng đầu năm 2018, 2018.")
    )
    stated_fields = tuple(name for name in Observation.content_fields if name != "release_id")

    class Meta:
        model = Observation
        fields = (
            *("indicator", "area", "value", "absence", "status", "footnote", "source", "release"),
            *("printed_growth_yoy", "printed_growth_previous", "printed_plan_share"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["period"]

    def stated_period(self) -> Period:
        return self.cleaned_data.get("period") or self.instance.period

    def clean(self) -> dict[str, Any]:
        value, absence = self.cleaned_data.get("value"), self.cleaned_data.get("absence")
        if "value" in self.cleaned_data and "absence" in self.cleaned_data:
            if value is not None and absence:
                self.add_error("absence", _("Đã có giá trị thì không chọn lý do không có giá trị."))
            if value is None and not absence:
                self.add_error("value", _("Hãy nhập giá trị, hoặc chọn lý do không có giá trị."))
        return super().clean()


@admin.register(Observation)
class ObservationAdmin(ExactExport, PeriodGridPages, RecordedAdmin):
    form = ObservationForm
    list_display = ("indicator", "area", "period_shown", "figure_shown", "status", "visibility")
    list_filter = ("indicator__topic", PeriodFilter, "status", VisibilityFilter, "area", "release")
    ordering = ("-year", "-month", "-months", "indicator_id", "area_id")
    change_list_template = "admin/indicators/observation_change_list.html"
    resource_classes = [ObservationResource]
    fieldsets = (
        (None, {"fields": ("indicator", "area", "period")}),
        (gettext_lazy("Giá trị"), {"fields": (("value", "absence"), "status", "footnote", "source", "release")}),
        (
            gettext_lazy("So sánh như nguồn in"),
            {
                "fields": ("printed_growth_yoy", "printed_growth_previous", "printed_plan_share"),
                "description": gettext_lazy("Chỉ nhập khi nguồn có in; cổng tự tính từ các giá trị đã lưu."),
            },
        ),
        (None, {"fields": ("reason", "seen")}),
    )

    def get_urls(self) -> list[URLPattern]:
        """The address at which users of django-import-export look for imports leads to ours."""
        view = RedirectView.as_view(pattern_name="admin:indicators_importbatch_add")
        return [
            path("import/", self.admin_site.admin_view(view), name="indicators_observation_import"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("kỳ"), ordering="year")
    def period_shown(self, row: Observation) -> SafeString:
        return unbroken(row.period.label(reading_language()))


class TargetForm(RecordedForm):
    stated_fields = tuple(name for name in Target.content_fields if name != "release_id")

    class Meta:
        model = Target
        fields = ("indicator", "area", "year", "value", "footnote", "source", "release")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "value" in self.fields:
            self.fields["value"].required = True

    def stated_period(self) -> Period:
        return Period.of_year(self.cleaned_data.get("year") or self.instance.year)


@admin.register(Target)
class TargetAdmin(RecordedAdmin):
    form = TargetForm
    key_fields = ("indicator", "area", "year")
    list_display = ("indicator", "area", "year", "figure_shown", "visibility")
    list_filter = ("indicator__topic", "year", VisibilityFilter, "area", "release")
    ordering = ("-year", "indicator_id", "area_id")
    fieldsets = (
        (None, {"fields": ("indicator", "area", "year")}),
        (gettext_lazy("Giá trị"), {"fields": ("value", "footnote", "source", "release")}),
        (None, {"fields": ("reason", "seen")}),
    )
