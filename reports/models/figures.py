"""Figures and statistics tables placed in an article."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators.measures import Measure
from indicators.models import Area, Indicator, ObservationVersion
from indicators.models.fields import PublishedDecimalField
from indicators.periods import Period, PeriodError
from indicators.table_description import DescriptionError, TableDescription
from reports.models.articles import Article
from reports.models.editions import Edition


class FigureMeasure(models.TextChoices):
    """What a figure says of an observation; the values are those of `indicators.table_description.Measure`."""

    VALUE = Measure.VALUE.value, _("giá trị")
    GROWTH_YOY = Measure.GROWTH_YOY.value, _("tăng so với cùng kỳ")
    GROWTH_PREVIOUS = Measure.GROWTH_PREVIOUS.value, _("tăng so với kỳ trước")
    PLAN_SHARE = Measure.PLAN_SHARE.value, _("so với kế hoạch năm")


class FigureVerdict(models.TextChoices):
    """How a figure came out of its check; the values are those of `reports.prose.verification.Verdict`."""

    AGREES = "agrees", _("khớp")
    ROUNDS_TO = "rounds_to", _("khớp khi làm tròn")
    DIFFERS = "differs", _("lệch")
    NO_DATA = "no_data", _("chưa có số liệu")
    UNMATCHED = "unmatched", _("chưa nhận ra chỉ tiêu")


class Cited(models.Model):
    """What a figure cites: a measure of an indicator in an area over a period; and its words."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name=_("chỉ tiêu"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("địa bàn"))
    year = models.PositiveSmallIntegerField(_("năm"))
    month = models.PositiveSmallIntegerField(_("tháng đầu"))
    months = models.PositiveSmallIntegerField(_("số tháng"))
    measure = models.CharField(_("nội dung"), max_length=20, choices=FigureMeasure)
    text = models.CharField(_("như đã viết"), max_length=300)

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        return Period(self.year, self.month, self.months)

    @period.setter
    def period(self, period: Period) -> None:
        self.year, self.month, self.months = period.year, period.month, period.months


class FigureQuerySet(models.QuerySet["Figure"]):
    def public(self, *, at: dt.datetime | None = None) -> FigureQuerySet:
        """The figures of the editions that the public sees at `at`."""
        moment = at or timezone.now()
        editions = Article.objects.public(at=moment).with_public_edition_id(at=moment)
        return self.filter(edition_id__in=editions.values("public_edition_id"))  # type: ignore[misc]

    def resting_on(self, indicator_id: int, area_id: int, period: Period) -> FigureQuerySet:
        """The figures that change with an observation: those of its period, and growths of which it is the base."""
        measured = {FigureMeasure.GROWTH_YOY: _later(period, "shift_years")}
        if period.kind != "year_to_date":
            measured[FigureMeasure.GROWTH_PREVIOUS] = _later(period, "shift")
        condition = _over(period)
        for measure, later in measured.items():
            if later is not None:
                condition |= _over(later) & Q(measure=measure)
        return self.filter(condition, indicator_id=indicator_id, area_id=area_id)

    def resting_on_plan(self, indicator_id: int, area_id: int, year: int) -> FigureQuerySet:
        """The shares of a year's plan."""
        return self.filter(
            indicator_id=indicator_id, area_id=area_id, year=year, month=1, measure=FigureMeasure.PLAN_SHARE
        )


class Figure(Cited):
    """A bound figure in one edition of an article, with how it stood against the data when the edition was kept."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="figures")
    position = models.PositiveIntegerField(_("thứ tự"))
    key = models.UUIDField(_("khóa"))
    sentence = models.TextField(_("câu"), blank=True)
    number = PublishedDecimalField(_("số đã viết"), null=True)
    unit_code = models.CharField(_("đơn vị đã viết"), max_length=80, blank=True)
    checked_version = models.ForeignKey(
        ObservationVersion, models.PROTECT, null=True, related_name="+", verbose_name=_("đã đối chiếu với")
    )
    verdict = models.CharField(_("kết quả"), max_length=10, choices=FigureVerdict)
    checked_at = models.DateTimeField(_("đối chiếu lúc"), default=timezone.now, editable=False)
    kept_reason = models.TextField(_("lý do giữ lại"), blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("người chấp nhận")
    )

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("số liệu trong bài")
        verbose_name_plural = _("số liệu trong bài")
        ordering = ["edition_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="figure_once_in_an_edition"),
            models.CheckConstraint(condition=Q(measure__in=FigureMeasure.values), name="figure_measure_known"),
            models.CheckConstraint(condition=Q(verdict__in=FigureVerdict.values), name="figure_verdict_known"),
        ]
        indexes = [
            models.Index(fields=["indicator", "area", "year", "month", "months"], name="figure_by_observation"),
        ]

    def __str__(self) -> str:
        return self.text


class KeptFigure(Cited):
    """A figure that stays as written though the data say otherwise: why, who wants it so, which reviewer accepts it.

    It holds for these words against this value: where either changes, somebody has to look again.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="kept_figures")
    observed = PublishedDecimalField(_("số liệu khi đó"))
    reason = models.TextField(_("lý do giữ lại"))
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("người giữ lại")
    )
    kept_at = models.DateTimeField(_("giữ lại lúc"), auto_now_add=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("người chấp nhận")
    )
    accepted_at = models.DateTimeField(_("chấp nhận lúc"), null=True)

    class Meta:
        verbose_name = _("số liệu giữ lại")
        verbose_name_plural = _("số liệu giữ lại")
        ordering = ["article_id", "kept_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "indicator", "area", "year", "month", "months", "measure", "text"],
                name="kept_figure_once_in_an_article",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="kept_figure_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.text}: {self.reason}"

    @property
    def is_accepted(self) -> bool:
        return self.accepted_at is not None


class StatisticsTable(models.Model):
    """A table of indicators × periods × measures in the working copy of an article."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="statistics_tables")
    position = models.PositiveIntegerField(_("thứ tự"), default=0)
    description = models.JSONField(_("nội dung bảng"), default=dict)

    class Meta:
        verbose_name = _("bảng số liệu")
        verbose_name_plural = _("bảng số liệu")
        ordering = ["article_id", "position", "id"]

    def __str__(self) -> str:
        return str(self.description.get("caption", ""))

    @property
    def table_description(self) -> TableDescription:
        """The description as a value; raises `DescriptionError` where it cannot be read."""
        return TableDescription.from_json(self.description)

    def clean(self) -> None:
        try:
            self.table_description  # noqa: B018
        except DescriptionError as error:
            raise ValidationError({"description": str(error)}) from error


def _over(period: Period) -> Q:
    return Q(year=period.year, month=period.month, months=period.months)


def _later(period: Period, move: str) -> Period | None:
    """The period of which this one is the base; None past the last year that there is."""
    try:
        moved: Any = getattr(period, move)(1)
    except PeriodError:
        return None
    return moved
