"""Statistics tables in the form of an article: indicators × periods × areas × measures, with a live preview."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple, get_select2_language
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.admin.catalogue import indicator_label
from indicators.form_fields import PeriodListFormField
from indicators.measures import Measure
from indicators.models import Area, Indicator, Observation
from indicators.services.table_contents import load_contents
from indicators.services.table_labels import measure_label
from indicators.table_description import MAX_AREAS, MAX_INDICATORS, ChartKind, DescriptionError, Rows, TableDescription
from indicators.tables import Arrangement, render_statistics_table
from reports.models import Article, StatisticsTable

ROWS = {
    Rows.INDICATORS: gettext_lazy("Chỉ tiêu"),
    Rows.PERIODS: gettext_lazy("Kỳ"),
    Rows.AREAS: gettext_lazy("Địa bàn"),
}
CHARTS = {
    ChartKind.NONE: gettext_lazy("Không có biểu đồ"),
    ChartKind.LINE: gettext_lazy("Đường"),
    ChartKind.BAR: gettext_lazy("Cột"),
}


class OrderedAutocomplete(AutocompleteSelectMultiple):
    """Shows the chosen rows in the order in which they were chosen, and speaks the language of the request."""

    i18n_name = property(lambda self: get_select2_language(), lambda self, name: None)

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        groups = super().optgroups(name, value, attr)
        for _name, options, _index in groups:
            options.sort(key=lambda option: value.index(str(option["value"])))
        return groups


class OrderedChoice(forms.ModelMultipleChoiceField):
    """Several rows whose order counts."""

    def clean(self, value: Any) -> list[Any]:  # type: ignore[override]
        chosen = super().clean(value)
        order = {str(pk): position for position, pk in enumerate(value or ())}
        return sorted(chosen, key=lambda row: order[str(row.pk)])

    def has_changed(self, initial: Any, data: Any) -> bool:
        return [str(self.prepare_value(row)) for row in initial or ()] != [str(pk) for pk in data or ()]


class IndicatorsChoice(OrderedChoice):
    def label_from_instance(self, obj: Any) -> str:
        return indicator_label(obj)


class TableForm(forms.ModelForm):
    """Reads the fields of a table description and shows those of a stored one."""

    caption = forms.CharField(
        label=gettext_lazy("Tên bảng"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("Để trống thì bảng tự đặt tên."),
    )
    indicators = IndicatorsChoice(
        Indicator.objects.select_related("unit", "parent"),
        label=gettext_lazy("Chỉ tiêu"),
        widget=OrderedAutocomplete(Article._meta.get_field("indicators"), admin.site),
    )
    periods = PeriodListFormField(
        label=gettext_lazy("Kỳ"),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("Cách nhau bằng dấu phẩy, hoặc một khoảng: Quý I/2017..Quý I/2018, năm 2018."),
    )
    areas = OrderedChoice(
        Area.objects.all(),
        label=gettext_lazy("Địa bàn"),
        widget=OrderedAutocomplete(Observation._meta.get_field("area"), admin.site),
    )
    measures = forms.MultipleChoiceField(
        label=gettext_lazy("Số hiển thị"), widget=forms.CheckboxSelectMultiple, initial=[Measure.VALUE]
    )
    rows = forms.ChoiceField(label=gettext_lazy("Dòng của bảng"), choices=list(ROWS.items()))
    chart = forms.ChoiceField(label=gettext_lazy("Biểu đồ"), choices=list(CHARTS.items()), required=False)

    described = ("caption", "indicators", "periods", "areas", "measures", "rows", "chart")

    class Meta:
        model = StatisticsTable
        fields = ("position",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measures"].choices = [(measure, measure_label(measure)) for measure in Measure]  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial.update(initial_of(self.instance))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(name in self.errors for name in self.described):
            try:
                self.instance.description = self._description(cleaned).as_json()
            except DescriptionError as error:
                self.add_error(error.field if error.field in self.fields else None, told(error))
        return cleaned

    def _post_clean(self) -> None:
        """The model checks the description, which stands only where every part of it could be read."""
        if not self.errors:
            super()._post_clean()  # type: ignore[misc]

    @staticmethod
    def _description(cleaned: dict[str, Any]) -> TableDescription:
        return TableDescription(
            indicators=tuple(indicator.code for indicator in cleaned["indicators"]),
            periods=cleaned["periods"],
            areas=tuple(area.code for area in cleaned["areas"]),
            measures=tuple(measure for measure in Measure if measure in cleaned["measures"]),
            rows=Rows(cleaned["rows"]),
            chart=ChartKind(cleaned["chart"] or ChartKind.NONE),
            caption=cleaned["caption"].strip(),
        )


class TableInline(admin.StackedInline):
    model = StatisticsTable
    form = TableForm
    extra = 0
    fields = (*("caption", "indicators", "periods", "areas", "measures", ("rows", "chart", "position"), "preview"),)
    readonly_fields = ("preview",)

    @admin.display(description=gettext_lazy("xem trước"))
    def preview(self, table: StatisticsTable) -> SafeString:
        return format_html(
            '<table-preview url="{}" waiting="{}" failed="{}"></table-preview>',
            reverse("admin:reports_table_preview"),
            _("Chọn chỉ tiêu, kỳ và địa bàn để xem trước."),
            _("Không xem trước được. Hãy thử lại sau."),
        )


class TablePreviewPages(admin.ModelAdmin):
    """Adds the address that draws a table while its form is being filled."""

    def get_urls(self) -> list[URLPattern]:
        page = path("table-preview/", self.admin_site.admin_view(self.table_preview), name="reports_table_preview")
        return [page, *super().get_urls()]

    def table_preview(self, request: HttpRequest) -> HttpResponse:
        """The table of the posted fields as its readers will see it, embargoed figures included; 422 with reasons."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        form = TableForm(request.POST, prefix=request.POST.get("prefix", ""))
        form.fields.pop("position")
        if not form.is_valid():
            errors = [(form.fields[name].label, errors) for name, errors in form.errors.items() if name in form.fields]
            return HttpResponse(render_to_string("admin/reports/table_problems.html", {"errors": errors}), status=422)
        (content,) = load_contents([form.instance.table_description], public=False)
        show = request.POST.get("show", "")
        arrangement = Arrangement(show) if show in set(Arrangement) else Arrangement.TABLE_AND_CHART
        key = f"xem-truoc-{form.prefix or 'bang'}"
        return HttpResponse(render_statistics_table(content, key=key, arrangement=arrangement))


def initial_of(table: StatisticsTable) -> dict[str, Any]:
    """The fields of a stored table; what its description names and no longer exists is left out."""
    try:
        description = table.table_description
    except DescriptionError:
        return {}
    return {
        "caption": description.caption,
        "indicators": by_code(Indicator, description.indicators),
        "periods": description.periods,
        "areas": by_code(Area, description.areas),
        "measures": [str(measure) for measure in description.measures],
        "rows": str(description.rows),
        "chart": str(description.chart),
    }


def by_code(model: type[Model], codes: Iterable[str]) -> list[Any]:
    """The rows of the codes, in their order."""
    wanted = list(codes)
    rows = {row.code: row for row in model._default_manager.filter(code__in=wanted)}  # type: ignore[attr-defined]
    return [rows[code] for code in wanted if code in rows]


def told(error: DescriptionError) -> str:
    """Why a description cannot stand, in the reader's language."""
    limits = {"indicators": MAX_INDICATORS, "areas": MAX_AREAS}
    if error.problem == "too many" and error.field in limits:
        return _("Nhiều nhất %(limit)d trong một bảng.") % {"limit": limits[error.field]}
    if error.problem == "twice":
        return _("Mỗi mục chỉ chọn một lần.")
    return _("Hãy chọn ít nhất một mục.")
