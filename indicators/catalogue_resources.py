"""The catalogue as tables that leave and come back: topics, units, areas, indicators with their other names."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from import_export import resources, widgets
from import_export.fields import Field

from indicators.models import Area, Indicator, IndicatorAlias, Topic, Unit

BETWEEN_ALIASES = " | "
UNDER_ROW = " < "


class CodeWidget(widgets.ForeignKeyWidget):
    """A row named by its code."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__(model, field="code")

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        try:
            return super().clean(str(value or "").strip(), row=row, **kwargs)
        except self.model.DoesNotExist:
            raise ValueError(
                _("Không có %(kind)s mang mã “%(code)s”.")
                % {"kind": self.model._meta.verbose_name, "code": str(value)[:80]}
            ) from None


class ExactDecimalWidget(widgets.Widget):
    """A decimal with a point, digit for digit."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        if value in (None, ""):
            return None
        try:
            return Decimal(str(value).strip())
        except InvalidOperation:
            raise ValueError(_("“%(value)s” không phải là một số.") % {"value": str(value)[:80]}) from None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else format(value, "f")


class CatalogueResource(resources.ModelResource):
    """Rows are found by code, validated as in a form; a column that is missing leaves what is stored."""

    class Meta:
        abstract = True
        import_id_fields = ("code",)
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True
        use_transactions = True

    @classmethod
    def field_from_django_field(cls, field_name: str, django_field: models.Field, readonly: bool) -> Field:
        """A blank cell leaves the default of a column that must hold something."""
        field = super().field_from_django_field(field_name, django_field, readonly)
        field.saves_null_values = django_field.null
        return field


class TopicResource(CatalogueResource):
    class Meta(CatalogueResource.Meta):
        model = Topic
        fields = ("code", "name_vi", "name_en", "position")


class UnitResource(CatalogueResource):
    scale = Field("scale", column_name="scale", widget=ExactDecimalWidget())

    class Meta(CatalogueResource.Meta):
        model = Unit
        fields = ("code", "symbol_vi", "symbol_en", "dimension", "scale")


class AreaResource(CatalogueResource):
    parent = Field("parent", column_name="parent", widget=CodeWidget(Area))
    merged_into = Field("merged_into", column_name="merged_into", widget=CodeWidget(Area))

    class Meta(CatalogueResource.Meta):
        model = Area
        fields = (
            *("code", "name_vi", "name_en", "kind", "parent", "exists_from", "exists_until"),
            *("merged_into", "position"),
        )


class IndicatorResource(CatalogueResource):
    """Other names stand in one cell: "kim ngạch xuất khẩu | Xuất khẩu < Hàng địa phương" (the row above behind "<")."""

    topic = Field("topic", column_name="topic", widget=CodeWidget(Topic))
    unit = Field("unit", column_name="unit", widget=CodeWidget(Unit))
    parent = Field("parent", column_name="parent", widget=CodeWidget(Indicator))
    aliases = Field("aliases", column_name="aliases", readonly=True)

    class Meta(CatalogueResource.Meta):
        model = Indicator
        fields = (
            *("code", "name_vi", "name_en", "topic", "parent", "unit", "decimals", "nature", "accumulation"),
            *("definition_vi", "definition_en", "source_vi", "source_en", "method_vi", "method_en"),
            *("position", "is_headline", "is_public", "aliases"),
        )

    def get_queryset(self) -> models.QuerySet[Indicator]:
        return super().get_queryset().select_related("topic", "unit", "parent").prefetch_related("aliases")

    def filter_export(self, queryset: models.QuerySet[Indicator], **kwargs: Any) -> models.QuerySet[Indicator]:
        return queryset.select_related("topic", "unit", "parent").prefetch_related("aliases")

    def dehydrate_aliases(self, indicator: Indicator) -> str:
        return aliases_as_text(indicator)

    def skip_row(
        self, instance: Indicator, original: Indicator, row: Any, import_validation_errors: Any = None
    ) -> bool:
        told = row.get("aliases")
        if told is not None and instance.pk and read_aliases(told) != read_aliases(aliases_as_text(instance)):
            return False
        return super().skip_row(instance, original, row, import_validation_errors=import_validation_errors)

    def after_save_instance(self, instance: Indicator, row: Any, **kwargs: Any) -> None:
        if row.get("aliases") is not None:
            replace_aliases(instance, read_aliases(row["aliases"]))


def aliases_as_text(indicator: Indicator) -> str:
    """Every other name in one line, as `read_aliases` reads it back."""
    if not indicator.pk:
        return ""
    return BETWEEN_ALIASES.join(
        f"{alias.text}{UNDER_ROW}{alias.parent_text}" if alias.parent_text else alias.text
        for alias in indicator.aliases.all()
    )


def read_aliases(text: Any) -> set[tuple[str, str]]:
    """Names with the row above them, empty where there is none."""
    pairs = [part.partition("<") for part in str(text or "").split("|")]
    return {(name.strip(), above.strip()) for name, _sign, above in pairs if name.strip()}


def replace_aliases(indicator: Indicator, wanted: set[tuple[str, str]]) -> None:
    """Make `wanted` the other names of the indicator; those that stay are not touched."""
    stored = {(alias.text, alias.parent_text): alias for alias in indicator.aliases.all()}
    for pair, alias in stored.items():
        if pair not in wanted:
            alias.delete()
    for text, above in sorted(wanted - set(stored)):
        alias = IndicatorAlias(indicator=indicator, text=text, parent_text=above)
        try:
            alias.full_clean(exclude=["folded", "parent_folded"])
        except ValidationError as error:
            raise ValueError("; ".join(error.messages)) from error
        alias.save()
    if hasattr(indicator, "_prefetched_objects_cache"):
        indicator._prefetched_objects_cache.clear()
