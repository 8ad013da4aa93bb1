"""Observations and targets: one current row each, every change a version, nothing public before its release."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators.models.catalogue import Area, Indicator
from indicators.models.fields import PublishedDecimalField
from indicators.models.imports import ImportBatch
from indicators.models.releases import Release, released
from indicators.models.versions import NO_CHANGE_GIVEN, Change, ObservationVersion, VersionKind
from indicators.periods import Period


class UnversionedWrite(RuntimeError):
    """Raised where a write would leave no version behind: use `indicators.services.recording`."""


class EmbargoedOverwrite(ValueError):
    """Raised where an embargoed figure would take the place of a public one before its minute."""


class Status(models.TextChoices):
    ESTIMATE = "estimate", _("Ước tính")
    PRELIMINARY = "preliminary", _("Sơ bộ")
    FINAL = "final", _("Chính thức")


class Absence(models.TextChoices):
    """Why there is no value; the signs are those of the statistical yearbook's legend."""

    NIL = "nil", _("Không phát sinh")
    NOT_AVAILABLE = "not_available", _("Chưa có số liệu")
    CONFIDENTIAL = "confidential", _("Không công bố để giữ bí mật số liệu")


class RecordedQuerySet(models.QuerySet):
    def public(self, *, at: dt.datetime | None = None) -> Self:
        """The figures that anybody may see at `at` (now by default), one a key.

        An embargoed revision waits in a row of its own; until its minute the row that it revises is the public one.
        """
        moment = at or timezone.now()
        revised = Q(revision__release__published_at__lte=moment) | Q(
            revision__isnull=False, revision__release__isnull=True
        )
        return self.filter(released(at=moment), ~revised, indicator__is_public=True)

    def current(self) -> Self:
        """The newest figure a key, embargoed or not: for those who work on the data."""
        return self.filter(revision__isnull=True)

    def bulk_create(self, *args: Any, **kwargs: Any) -> Any:
        raise UnversionedWrite("Use indicators.services.recording.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> Any:
        raise UnversionedWrite("Use indicators.services.recording.")

    def update(self, **kwargs: Any) -> int:
        raise UnversionedWrite("Use indicators.services.recording.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise UnversionedWrite("Delete rows one by one, so that each leaves a version.")


class RecordedValue(models.Model):
    """What an observation and a target share: a published number with its provenance and its history."""

    version_kind: ClassVar[VersionKind]
    content_fields: ClassVar[tuple[str, ...]]

    value = PublishedDecimalField(_("giá trị"), null=True, blank=True)
    footnote = models.TextField(_("ghi chú"), blank=True)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)
    release = models.ForeignKey(
        Release, models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name=_("đợt công bố")
    )
    revises = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="revision"
    )
    batch = models.ForeignKey(
        ImportBatch,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="%(class)ss",
        verbose_name=_("lần nhập"),
    )
    sheet = models.CharField(_("trang tính"), max_length=120, blank=True, editable=False)
    cell = models.CharField(_("ô"), max_length=20, blank=True, editable=False)
    recorded_at = models.DateTimeField(_("ghi lúc"), auto_now=True)

    objects = RecordedQuerySet.as_manager()

    indicator: Any
    area: Any
    indicator_id: int
    area_id: int
    release_id: int | None

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        raise NotImplementedError

    @property
    def key(self) -> tuple[int, int, Period]:
        """What is measured, where and when; one current row has it."""
        return self.indicator_id, self.area_id, self.period

    @property
    def version_key(self) -> dict[str, Any]:
        period = self.period
        return {
            "kind": self.version_kind,
            "indicator_id": self.indicator_id,
            "area_id": self.area_id,
            "year": period.year,
            "month": period.month,
            "months": period.months,
        }

    def content(self) -> dict[str, Any]:
        """The published content as plain JSON; numbers as decimal strings with their digits."""
        values = {name: getattr(self, name) for name in self.content_fields}
        return {name: format(v, "f") if isinstance(v, Decimal) else v for name, v in values.items()}

    def is_public(self, *, at: dt.datetime | None = None) -> bool:
        """Whether the release of this row is out; whether a newer row replaces it is the queryset's to know."""
        return self.release is None or self.release.is_public(at=at)

    def save(self, *args: Any, change: Change = NO_CHANGE_GIVEN, **kwargs: Any) -> None:
        """Write the row and, where its content changed, the version that tells so.

        Raises `EmbargoedOverwrite` where the row is public and its new release is not out yet; the recording
        service keeps such a revision in a row of its own.
        """
        with transaction.atomic():
            stored = type(self).objects.select_related("release").filter(pk=self.pk).first() if self.pk else None
            if stored and stored.is_public() and not self.is_public():
                raise EmbargoedOverwrite("A public figure cannot be replaced before its release is out.")
            super().save(*args, **kwargs)
            before, after = stored.content() if stored else None, self.content()
            if before != after:
                ObservationVersion.of_change(self, before=before, after=after, change=change).save()

    def delete(self, *args: Any, change: Change = NO_CHANGE_GIVEN, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            ObservationVersion.of_change(self, before=self.content(), after=None, change=change).save()
            return super().delete(*args, **kwargs)


class ObservationQuerySet(RecordedQuerySet):
    def for_period(self, period: Period) -> Self:
        return self.filter(year=period.year, month=period.month, months=period.months)

    def in_order(self) -> Self:
        """From the oldest period to the newest."""
        return self.order_by("year", "month", "months")


class Observation(RecordedValue):
    """What an indicator was in an area over a period: a value and its status, or the reason for its absence."""

    version_kind = VersionKind.OBSERVATION
    content_fields = (
        "value",
        "absence",
        "status",
        "footnote",
        "printed_growth_yoy",
        "printed_growth_previous",
        "printed_plan_share",
        "source",
        "release_id",
    )

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="observations", verbose_name=_("chỉ tiêu"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="observations", verbose_name=_("địa bàn"))
    year = models.PositiveSmallIntegerField(_("năm"))
    month = models.PositiveSmallIntegerField(_("tháng đầu"))
    months = models.PositiveSmallIntegerField(_("số tháng"))
    absence = models.CharField(_("lý do không có giá trị"), max_length=15, choices=Absence, blank=True)
    status = models.CharField(_("trạng thái"), max_length=12, choices=Status, default=Status.ESTIMATE)
    printed_growth_yoy = PublishedDecimalField(_("tăng so với cùng kỳ, như nguồn in (%)"), null=True, blank=True)
    printed_growth_previous = PublishedDecimalField(_("tăng so với kỳ trước, như nguồn in (%)"), null=True, blank=True)
    printed_plan_share = PublishedDecimalField(_("so với kế hoạch năm, như nguồn in (%)"), null=True, blank=True)

    objects = ObservationQuerySet.as_manager()  # type: ignore[misc]  # a manager of its own, as Django means it

    class Meta:
        verbose_name = _("số liệu")
        verbose_name_plural = _("số liệu")
        ordering = ["indicator_id", "area_id", "year", "month", "months"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "year", "month", "months"],
                condition=Q(revises__isnull=True),
                name="one_observation_a_key",
                violation_error_message=_("Chỉ tiêu này đã có số liệu cho địa bàn và kỳ này."),
            ),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="observation_month_1_to_12"),
            models.CheckConstraint(condition=Q(months__gte=1, months__lte=1200), name="observation_spans_months"),
            models.CheckConstraint(condition=Q(year__gte=1000, year__lte=9999), name="observation_year_4_digits"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, absence="") | (Q(value__isnull=True) & ~Q(absence="")),
                name="observation_value_or_absence",
                violation_error_message=_("Hãy nhập giá trị, hoặc chọn lý do không có giá trị; không nhập cả hai."),
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="observation_status_known"),
            models.CheckConstraint(condition=Q(absence__in=["", *Absence.values]), name="observation_absence_known"),
        ]
        indexes = [
            models.Index(fields=["year", "month", "months"], name="observation_by_period"),
            # The unique index of the key leaves out revisions, which public reading has to see.
            models.Index(fields=["indicator", "area", "year", "month", "months"], name="observation_of_a_series"),
        ]
        permissions = [("import_observation", _("Nhập số liệu từ tệp"))]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.area} · {self.period.vi}"

    @property
    def period(self) -> Period:
        return Period(self.year, self.month, self.months)

    @period.setter
    def period(self, period: Period) -> None:
        self.year, self.month, self.months = period.year, period.month, period.months


class Target(RecordedValue):
    """The plan of a year for an indicator in an area."""

    version_kind = VersionKind.TARGET
    content_fields = ("value", "footnote", "source", "release_id")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets", verbose_name=_("chỉ tiêu"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="targets", verbose_name=_("địa bàn"))
    year = models.PositiveSmallIntegerField(_("năm"))

    class Meta:
        verbose_name = _("kế hoạch năm")
        verbose_name_plural = _("kế hoạch năm")
        ordering = ["indicator_id", "area_id", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "year"],
                condition=Q(revises__isnull=True),
                name="one_target_a_key",
                violation_error_message=_("Chỉ tiêu này đã có kế hoạch cho địa bàn và năm này."),
            ),
            models.CheckConstraint(condition=Q(value__isnull=False), name="target_has_value"),
            models.CheckConstraint(condition=Q(year__gte=1000, year__lte=9999), name="target_year_4_digits"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.area} · {self.year}"

    @property
    def period(self) -> Period:
        return Period.of_year(self.year)
