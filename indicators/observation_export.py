"""Observations as a tidy table that leaves the admin: one row each, figures digit for digit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from import_export import resources, widgets
from import_export.fields import Field

from indicators.languages import reading_language
from indicators.models import Observation


class PlainDecimal(widgets.Widget):
    """The decimal itself; the format decides how it is written."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Decimal | str:
        return "" if value is None else value


def _number(attribute: str) -> Field:
    return Field(attribute, column_name=attribute, widget=PlainDecimal())


class ObservationExport(resources.ModelResource):
    """Codes beside names, the period in its SDMX form beside its label, what the source printed beside the value."""

    indicator = Field("indicator__code", column_name="indicator")
    indicator_name = Field("indicator__name", column_name="indicator_name")
    area = Field("area__code", column_name="area")
    area_name = Field("area__name", column_name="area_name")
    period = Field("period__sdmx", column_name="period")
    period_name = Field(column_name="period_name")
    value = _number("value")
    unit = Field("indicator__unit__symbol", column_name="unit")
    printed_growth_yoy = _number("printed_growth_yoy")
    printed_growth_previous = _number("printed_growth_previous")
    printed_plan_share = _number("printed_plan_share")
    release = Field("release__code", column_name="release")

    class Meta:
        model = Observation
        name = _("số liệu")
        fields = (
            *("indicator", "indicator_name", "area", "area_name", "period", "period_name", "value", "unit"),
            *("absence", "status", "footnote", "printed_growth_yoy", "printed_growth_previous"),
            *("printed_plan_share", "source", "release", "recorded_at"),
        )
        export_order = fields

    def dehydrate_period_name(self, observation: Observation) -> str:
        return observation.period.label(reading_language())

    def filter_export(self, queryset: QuerySet[Observation], **kwargs: Any) -> QuerySet[Observation]:
        return queryset.select_related("indicator__unit", "area", "release")
