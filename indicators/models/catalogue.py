"""What is measured and where: topics, units, areas, indicators, their components and aliases."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from indicators import units
from indicators.models.fields import PublishedDecimalField
from indicators.text import fold

CODE = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, ví dụ “xi-mang”.")
)


def in_language(instance: models.Model, field: str, language: str | None = None) -> str:
    """The text of `field` in `language` (the active one by default); Vietnamese where English is missing."""
    if (language or get_language() or "vi").startswith("en"):
        return getattr(instance, f"{field}_en") or getattr(instance, f"{field}_vi")
    return getattr(instance, f"{field}_vi")


class Topic(models.Model):
    """A subject of the catalogue, such as industry or trade."""

    code = models.CharField(_("mã"), max_length=80, unique=True, validators=[CODE])
    name_vi = models.CharField(_("tên"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200, blank=True)
    position = models.PositiveIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("lĩnh vực")
        verbose_name_plural = _("lĩnh vực")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self, "name")


class Unit(models.Model):
    """A unit of measurement as the catalogue keeps it; its arithmetic is `indicators.units.Unit`."""

    code = models.CharField(_("mã"), max_length=80, unique=True, validators=[CODE])
    symbol_vi = models.CharField(_("ký hiệu"), max_length=60)
    symbol_en = models.CharField(_("ký hiệu tiếng Anh"), max_length=60, blank=True)
    dimension = models.CharField(_("đại lượng"), max_length=80)
    scale = PublishedDecimalField(_("hệ số so với đơn vị gốc"))

    class Meta:
        verbose_name = _("đơn vị tính")
        verbose_name_plural = _("đơn vị tính")
        ordering = ["dimension", "code"]

    def __str__(self) -> str:
        return self.symbol

    @property
    def symbol(self) -> str:
        return in_language(self, "symbol")

    @property
    def measure(self) -> units.Unit:
        """The unit as a value that converts."""
        return units.Unit(self.dimension, self.scale, self.symbol_vi, self.symbol_en or self.symbol_vi)

    @classmethod
    def from_measure(cls, measure: units.Unit) -> Unit:
        """An unsaved row for a unit that was read."""
        return cls(
            code=measure.code,
            symbol_vi=measure.symbol_vi,
            symbol_en=measure.symbol_en,
            dimension=measure.dimension,
            scale=measure.scale,
        )


class AreaKind(models.TextChoices):
    COUNTRY = "country", _("Cả nước")
    REGION = "region", _("Vùng")
    PROVINCE = "province", _("Tỉnh, thành phố")
    DISTRICT = "district", _("Huyện, quận, thị xã")
    COMMUNE = "commune", _("Xã, phường, thị trấn")
    BORDER_GATE = "border_gate", _("Cửa khẩu")
    OTHER = "other", _("Khác")


class Area(models.Model):
    """A place that figures are about, with the days between which it exists: Vietnamese units merge and split."""

    code = models.CharField(_("mã"), max_length=80, unique=True, validators=[CODE])
    name_vi = models.CharField(_("tên"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200, blank=True)
    kind = models.CharField(_("loại"), max_length=20, choices=AreaKind, default=AreaKind.PROVINCE)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("thuộc")
    )
    exists_from = models.DateField(_("có từ ngày"), null=True, blank=True)
    exists_until = models.DateField(_("đến hết ngày"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from", verbose_name=_("nhập vào")
    )
    position = models.PositiveIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("địa bàn")
        verbose_name_plural = _("địa bàn")
        ordering = ["position", "name_vi"]
        constraints = [
            models.CheckConstraint(
                condition=Q(exists_from__isnull=True)
                | Q(exists_until__isnull=True)
                | Q(exists_from__lte=F("exists_until")),
                name="area_exists_forwards",
                violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu."),
            ),
        ]
        # The first area with figures is looked for one by one in their order, not in all of them.
        indexes = [models.Index(fields=["position", "name_vi"], name="area_in_order")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self, "name")

    def existed_on(self, day: dt.date) -> bool:
        """Whether the place exists on `day`; an open end counts as for ever."""
        return (self.exists_from is None or self.exists_from <= day) and (
            self.exists_until is None or day <= self.exists_until
        )


class AreaAlias(models.Model):
    """Another name under which sheets speak of an area; it comes before the names of others."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="aliases", verbose_name=_("địa bàn"))
    text = models.CharField(_("tên gọi khác"), max_length=200)
    folded = models.CharField(max_length=200, editable=False, unique=True)

    class Meta:
        verbose_name = _("tên gọi khác")
        verbose_name_plural = _("tên gọi khác")
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.text)
        super().save(*args, **kwargs)


class Nature(models.TextChoices):
    FLOW = "flow", _("Thời kỳ (lượng phát sinh)")
    STOCK = "stock", _("Thời điểm (lượng có đến ngày)")
    INDEX = "index", _("Chỉ số")
    RATE = "rate", _("Tỷ lệ")


class Accumulation(models.TextChoices):
    SUM = "sum", _("Cộng các tháng")
    AVERAGE = "average", _("Bình quân các tháng")
    LAST = "last", _("Lấy tháng cuối")
    NONE = "none", _("Không cộng dồn được")


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def public(self) -> IndicatorQuerySet:
        """The indicators that anybody may see."""
        return self.filter(is_public=True)

    def with_labels(self) -> IndicatorQuerySet:
        """With what a table or list prints of an indicator, in the same query."""
        return self.select_related("unit", "topic", "parent")


class Indicator(models.Model):
    """A quantity that is observed over time. A breakdown (by ownership, by product) is a child indicator."""

    code = models.CharField(_("mã"), max_length=120, unique=True, validators=[CODE])
    name_vi = models.CharField(_("tên"), max_length=300)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=300, blank=True)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="indicators", verbose_name=_("lĩnh vực"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="indicators", verbose_name=_("đơn vị tính"))
    decimals = models.PositiveSmallIntegerField(_("số chữ số thập phân"), default=1)
    nature = models.CharField(_("tính chất"), max_length=10, choices=Nature, default=Nature.FLOW)
    accumulation = models.CharField(_("cách cộng dồn"), max_length=10, choices=Accumulation, default=Accumulation.SUM)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("chỉ tiêu cha")
    )
    position = models.PositiveIntegerField(_("thứ tự"), default=0)
    definition_vi = models.TextField(_("định nghĩa"), blank=True)
    definition_en = models.TextField(_("định nghĩa tiếng Anh"), blank=True)
    source_vi = models.CharField(_("nguồn"), max_length=300, blank=True)
    source_en = models.CharField(_("nguồn tiếng Anh"), max_length=300, blank=True)
    method_vi = models.TextField(_("phương pháp"), blank=True)
    method_en = models.TextField(_("phương pháp tiếng Anh"), blank=True)
    is_headline = models.BooleanField(_("nêu ở trang chủ"), default=False)
    # Its place among the headline figures; those without follow in the order of the catalogue.
    headline_position = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    is_public = models.BooleanField(_("công khai"), default=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("chỉ tiêu")
        verbose_name_plural = _("chỉ tiêu")
        ordering = ["topic__position", "position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="indicator_not_its_own_parent",
                violation_error_message=_("Chỉ tiêu không thể là cha của chính nó."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("indicators:indicator", args=[self.code])

    @property
    def name(self) -> str:
        return in_language(self, "name")

    @property
    def definition(self) -> str:
        return in_language(self, "definition")

    @property
    def source(self) -> str:
        return in_language(self, "source")

    @property
    def method(self) -> str:
        return in_language(self, "method")


class Component(models.Model):
    """A term of a total: exports and imports make turnover (+), imports lessen the balance (−)."""

    class Sign(models.IntegerChoices):
        PLUS = 1, _("cộng")
        MINUS = -1, _("trừ")

    whole = models.ForeignKey(Indicator, models.CASCADE, related_name="components", verbose_name=_("tổng"))
    part = models.ForeignKey(Indicator, models.PROTECT, related_name="part_of", verbose_name=_("thành phần"))
    sign = models.SmallIntegerField(_("dấu"), choices=Sign, default=Sign.PLUS)

    class Meta:
        verbose_name = _("thành phần")
        verbose_name_plural = _("thành phần")
        ordering = ["whole_id", "part__position"]
        constraints = [
            models.UniqueConstraint(fields=["whole", "part"], name="component_once_in_a_total"),
            models.CheckConstraint(condition=Q(sign__in=[1, -1]), name="component_sign_is_plus_or_minus"),
            models.CheckConstraint(
                condition=~Q(whole=F("part")),
                name="component_not_its_own_total",
                violation_error_message=_("Chỉ tiêu không thể là thành phần của chính nó."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} → {self.whole}"


class IndicatorAlias(models.Model):
    """Another name under which sheets and articles speak of an indicator.

    The same words may name several indicators ("Trong đó: Xuất khẩu" under two totals); `parent_folded`
    tells them apart where the row above is needed.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="aliases", verbose_name=_("chỉ tiêu"))
    text = models.CharField(_("tên gọi khác"), max_length=300)
    folded = models.CharField(max_length=300, editable=False, db_index=True)
    parent_text = models.CharField(_("dưới dòng"), max_length=300, blank=True)
    parent_folded = models.CharField(max_length=300, editable=False, blank=True)

    class Meta:
        verbose_name = _("tên gọi khác")
        verbose_name_plural = _("tên gọi khác")
        ordering = ["text"]
        constraints = [
            models.UniqueConstraint(
                fields=["folded", "parent_folded", "indicator"], name="alias_once_for_an_indicator"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.text)
        self.parent_folded = fold(self.parent_text)
        super().save(*args, **kwargs)
