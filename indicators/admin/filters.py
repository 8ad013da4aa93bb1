"""Filters of the figure lists: a period typed as people write it, and whether the figure is public."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.languages import reading_language
from indicators.periods import Period, PeriodError


class PeriodFilter(admin.ListFilter):
    """The rows of one period, typed ("Quý I/2018", "5/2018", "2018-Q1")."""

    title = gettext_lazy("kỳ")
    parameter_name = "period"
    template = "admin/indicators/period_filter.html"

    def __init__(
        self, request: HttpRequest, params: dict[str, Any], model: type[Model], model_admin: admin.ModelAdmin
    ) -> None:
        super().__init__(request, params, model, model_admin)
        self.text = (params.pop(self.parameter_name, None) or [""])[-1].strip()
        self.period: Period | None = None
        self.problem = ""
        if self.text:
            try:
                self.period = Period.parse(self.text)
                self.text = self.period.label(reading_language())
            except PeriodError as error:
                self.problem = error.translated(_)

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return [self.parameter_name]

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        """The other parameters of the list, which the small form carries along."""
        others = {n: values for n, values in changelist.filter_params.items() if n != self.parameter_name}
        yield {
            "kept": [(name, value) for name, values in others.items() for value in values],
            "clear": changelist.get_query_string(remove=[self.parameter_name]),
        }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.problem:
            return queryset.none()
        return queryset.for_period(self.period) if self.period else queryset  # type: ignore[attr-defined]


class VisibilityFilter(admin.SimpleListFilter):
    """Whether the release of the figure is out."""

    title = gettext_lazy("công khai")
    parameter_name = "visibility"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("public", _("Đã công khai")), ("embargoed", _("Chờ giờ công bố"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        embargoed = {"release__published_at__gt": timezone.now()}
        match self.value():
            case "public":
                return queryset.exclude(**embargoed)
            case "embargoed":
                return queryset.filter(**embargoed)
        return queryset
