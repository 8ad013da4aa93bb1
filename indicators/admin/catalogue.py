"""The catalogue in the admin: topics, units, areas, and indicators with their components and other names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.admin.exchange import CatalogueExchange
from indicators.admin.search import FoldedSearch, indicators_matching
from indicators.catalogue_resources import AreaResource, IndicatorResource, TopicResource, UnitResource
from indicators.models import Area, AreaAlias, Component, Indicator, IndicatorAlias, Topic, Unit
from indicators.text import fold
from indicators.units import UnitError, parse_unit

IN_ENGLISH = gettext_lazy("Tiếng Anh")


class FixedOnceUsed(admin.ModelAdmin):
    """Keeps the fields by which others refer to a row as they are, once there is something that refers to it."""

    fixed_fields: tuple[str, ...] = ("code",)
    own_parts: tuple[str, ...] = ()

    def is_used(self, row: Any) -> bool:
        """Whether anything but the parts that are edited with the row refers to it."""
        return any(
            relation.related_model._default_manager.filter(**{relation.field.name: row}).exists()
            for relation in row._meta.related_objects
            if relation.name not in self.own_parts
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        fields = list(super().get_readonly_fields(request, obj))
        return fields + list(self.fixed_fields) if obj is not None and self.is_used(obj) else fields


@admin.register(Topic)
class TopicAdmin(CatalogueExchange, FixedOnceUsed, FoldedSearch):
    list_display = ("name_vi", "name_en", "code", "position", "indicator_count")
    list_editable = ("position",)
    folded_fields = ("name_vi", "name_en", "code")
    resource_classes = [TopicResource]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).annotate(indicator_count=Count("indicators"))

    @admin.display(description=gettext_lazy("số chỉ tiêu"), ordering="indicator_count")
    def indicator_count(self, topic: Any) -> int:
        return topic.indicator_count


class UnitForm(forms.ModelForm):
    """Works out code, dimension and scale from the symbol where they are left empty."""

    class Meta:
        model = Unit
        fields = ("symbol_vi", "symbol_en", "code", "dimension", "scale")
        help_texts = {
            "symbol_vi": gettext_lazy("Ví dụ: nghìn tấn, tỷ đồng, triệu USD. Các ô bên dưới có thể để trống."),
            "scale": gettext_lazy("Ví dụ nghìn tấn là 1.000 lần đơn vị gốc (tấn)."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("code", "dimension", "scale"):
            if name in self.fields:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        empty = [n for n in ("code", "dimension", "scale") if n in self.fields and cleaned.get(n) in (None, "")]
        if not empty or not cleaned.get("symbol_vi") or self.errors:
            return cleaned
        try:
            measure = parse_unit(cleaned["symbol_vi"])
        except UnitError as error:
            raise ValidationError({name: error.translated(_) for name in empty}) from error
        cleaned |= {name: getattr(measure, name) for name in empty}
        cleaned["symbol_en"] = cleaned.get("symbol_en") or measure.symbol_en
        return cleaned


@admin.register(Unit)
class UnitAdmin(CatalogueExchange, FixedOnceUsed, FoldedSearch):
    form = UnitForm
    fixed_fields = ("code", "dimension", "scale")
    list_display = ("symbol_vi", "symbol_en", "code", "dimension", "scale_shown", "indicator_count")
    list_filter = ("dimension",)
    folded_fields = ("symbol_vi", "symbol_en", "code", "dimension")
    resource_classes = [UnitResource]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Unit]:
        return super().get_queryset(request).annotate(indicator_count=Count("indicators"))

    @admin.display(description=gettext_lazy("hệ số"))
    def scale_shown(self, unit: Unit) -> str:
        return format(unit.scale, "f")

    @admin.display(description=gettext_lazy("số chỉ tiêu"), ordering="indicator_count")
    def indicator_count(self, unit: Any) -> int:
        return unit.indicator_count


class AreaAliasInline(admin.TabularInline):
    model = AreaAlias
    extra = 0


@admin.register(Area)
class AreaAdmin(CatalogueExchange, FixedOnceUsed, FoldedSearch):
    inlines = (AreaAliasInline,)
    own_parts = ("aliases",)
    list_display = ("name_vi", "name_en", "code", "kind", "parent", "exists_from", "exists_until", "position")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    autocomplete_fields = ("parent", "merged_into")
    folded_fields = ("name_vi", "name_en", "code")
    resource_classes = [AreaResource]


class ComponentInline(admin.TabularInline):
    model = Component
    fk_name = "whole"
    autocomplete_fields = ("part",)
    extra = 0


class AliasInline(admin.TabularInline):
    model = IndicatorAlias
    extra = 1


class IndicatorForm(forms.ModelForm):
    """Refuses a parent that stands below the indicator itself."""

    def clean_parent(self) -> Indicator | None:
        parent = self.cleaned_data["parent"]
        above, seen = parent, set()
        while above is not None and above.pk not in seen:
            if above.pk == self.instance.pk:
                raise ValidationError(_("Chỉ tiêu cha không thể nằm dưới chính chỉ tiêu này."))
            seen.add(above.pk)
            above = above.parent
        return parent


@admin.register(Indicator)
class IndicatorAdmin(CatalogueExchange, FixedOnceUsed, FoldedSearch):
    form = IndicatorForm
    inlines = (ComponentInline, AliasInline)
    list_display = ("name_vi", "code", "topic", "unit", "parent", "is_headline", "is_public", "position")
    list_filter = ("topic", "nature", "is_public", "is_headline")
    list_select_related = ("topic", "unit", "parent")
    autocomplete_fields = ("topic", "unit", "parent")
    list_per_page = 50
    own_parts = ("components", "aliases")
    resource_classes = [IndicatorResource]
    fieldsets = (
        (None, {"fields": ("name_vi", "code", ("topic", "parent"), "position")}),
        (
            gettext_lazy("Cách đo"),
            {"fields": (("unit", "decimals"), ("nature", "accumulation"))},
        ),
        (gettext_lazy("Hiển thị"), {"fields": (("is_public", "is_headline"),)}),
        (gettext_lazy("Thuyết minh"), {"fields": ("definition_vi", "source_vi", "method_vi")}),
        (
            IN_ENGLISH,
            {"classes": ("collapse",), "fields": ("name_en", "definition_en", "source_en", "method_en")},
        ),
    )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not fold(search_term):
            return queryset, False
        return queryset.filter(pk__in=indicators_matching(search_term)), False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Indicator]:
        return super().get_queryset(request).select_related("unit", "parent")

    def autocomplete_label(self, indicator: Indicator) -> str:
        """What a selector shows: names repeat under different parents and in different units."""
        return indicator_label(indicator)


def indicator_label(indicator: Indicator) -> str:
    """ "Tổng kim ngạch › Xuất khẩu (triệu USD)"."""
    path = f"{indicator.parent} › {indicator}" if indicator.parent else str(indicator)
    return f"{path} ({indicator.unit})"
