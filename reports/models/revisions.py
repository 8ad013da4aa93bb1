"""Revised figures that public articles cite: what was revised, which articles say otherwise, what was done about it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators.models import Area, Indicator, ObservationVersion, Release
from indicators.models.fields import PublishedDecimalField
from indicators.models.releases import released
from indicators.periods import Period
from reports.models.articles import Article
from reports.models.corrections import Correction
from reports.models.editions import Edition
from reports.models.figures import FigureMeasure


class CitedRevisionQuerySet(models.QuerySet["CitedRevision"]):
    def public(self, *, at: dt.datetime | None = None) -> CitedRevisionQuerySet:
        """The revisions that the public may know of."""
        moment = at or timezone.now()
        return self.filter(
            released("version__release", at=moment), revised_at__lte=moment, version__indicator__is_public=True
        )


class CitedRevision(models.Model):
    """A version of an observation or plan that took the place of one which a public article rests on.

    `before` is what the public saw until then, which need not be what the version was written over: that may have
    been under embargo and never have come out.
    """

    version = models.OneToOneField(
        ObservationVersion, models.PROTECT, related_name="cited_revision", verbose_name=_("lần ghi số liệu")
    )
    revised_at = models.DateTimeField(_("có hiệu lực từ"))
    before = models.JSONField(_("trước"), null=True)
    after = models.JSONField(_("sau"), null=True)

    objects = CitedRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("số liệu đã sửa")
        verbose_name_plural = _("số liệu đã sửa")
        ordering = ["-revised_at", "-id"]
        indexes = [models.Index(fields=["-revised_at", "-id"], name="cited_revision_newest_first")]

    def __str__(self) -> str:
        return str(self.version)


class FlagState(models.TextChoices):
    OPEN = "open", _("Chưa xử lý")
    UPDATED = "updated", _("Đã cập nhật bài")
    CORRECTED = "corrected", _("Đã đăng đính chính")
    DISMISSED = "dismissed", _("Đã bỏ qua")


class RevisionFlagQuerySet(models.QuerySet["RevisionFlag"]):
    def open(self, *, at: dt.datetime | None = None) -> RevisionFlagQuerySet:
        """The flags that wait for an editor, on editions that readers see at `at` or are to see."""
        is_replaced = Q(article__next_edition__isnull=False, article__next_at__lte=at or timezone.now())
        is_current = Q(article__published_edition=F("edition")) & ~is_replaced
        return self.filter(is_current | Q(article__next_edition=F("edition")), state=FlagState.OPEN)

    def public(self, *, at: dt.datetime | None = None) -> RevisionFlagQuerySet:
        """The flags of articles that the public sees, for revisions that it may know of."""
        return self.filter(article__in=Article.objects.public(at=at), revision__in=CitedRevision.objects.public(at=at))


class RevisionFlag(models.Model):
    """One figure of one edition that the data no longer bear out: of its text, or a cell of one of its tables.

    `old` is what the edition was published with, `new` what it would be now, both with the digits that are shown.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="revision_flags", verbose_name=_("bài viết"))
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="revision_flags", verbose_name=_("bản"))
    revision = models.ForeignKey(CitedRevision, models.PROTECT, related_name="flags", verbose_name=_("lần sửa"))
    figure_key = models.UUIDField(_("số liệu trong bài"), null=True)
    table_position = models.PositiveIntegerField(_("bảng thứ"), null=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name=_("chỉ tiêu"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("địa bàn"))
    year = models.PositiveSmallIntegerField(_("năm"))
    month = models.PositiveSmallIntegerField(_("tháng đầu"))
    months = models.PositiveSmallIntegerField(_("số tháng"))
    measure = models.CharField(_("nội dung"), max_length=20)
    text = models.CharField(_("như đã viết"), max_length=300, blank=True)
    sentence = models.TextField(_("câu"), blank=True)
    old = PublishedDecimalField(_("khi đăng"), null=True)
    new = PublishedDecimalField(_("hiện nay"), null=True)
    state = models.CharField(_("trạng thái"), max_length=10, choices=FlagState, default=FlagState.OPEN)
    reason = models.TextField(_("lý do"), blank=True)
    correction = models.ForeignKey(
        Correction, models.SET_NULL, null=True, related_name="flags", verbose_name=_("đính chính")
    )
    created_at = models.DateTimeField(_("phát hiện lúc"), auto_now_add=True)
    resolved_at = models.DateTimeField(_("xử lý lúc"), null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("người xử lý")
    )

    objects = RevisionFlagQuerySet.as_manager()

    place_fields = ("figure_key", "table_position", "indicator_id", "area_id", "year", "month", "months", "measure")

    class Meta:
        verbose_name = _("bài có số liệu đã sửa")
        verbose_name_plural = _("bài có số liệu đã sửa")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["article"], condition=Q(state=FlagState.OPEN), name="flag_open_of_an_article"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=FlagState.values), name="flag_state_known"),
            models.CheckConstraint(
                condition=Q(figure_key__isnull=False, table_position__isnull=True)
                | Q(figure_key__isnull=True, table_position__isnull=False),
                name="flag_of_a_figure_or_a_table",
            ),
            models.UniqueConstraint(
                fields=["edition", "figure_key"],
                condition=Q(state=FlagState.OPEN, figure_key__isnull=False),
                name="flag_open_once_a_figure",
            ),
            models.UniqueConstraint(
                fields=["edition", "table_position", "indicator", "area", "year", "month", "months", "measure"],
                condition=Q(state=FlagState.OPEN, table_position__isnull=False),
                name="flag_open_once_a_cell",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.area} · {self.period.vi}: {self.old} → {self.new}"

    @property
    def period(self) -> Period:
        return Period(self.year, self.month, self.months)

    @period.setter
    def period(self, period: Period) -> None:
        self.year, self.month, self.months = period.year, period.month, period.months

    @property
    def place(self) -> tuple[Any, ...]:
        """Where in the edition, and what is cited there."""
        return tuple(getattr(self, name) for name in self.place_fields)

    @property
    def measure_name(self) -> str:
        names = {choice.value: choice.label for choice in FigureMeasure} | {"target": _("kế hoạch năm")}
        return str(names[self.measure])

    @property
    def difference(self) -> Decimal | None:
        return None if self.old is None or self.new is None else self.new - self.old


class RevisionWatch(models.Model):
    """How far the watch over versions has come: one row.

    Versions up to `settled` are done with. Those after it are looked at again whenever their number or the newest of
    them is another: a version with a lower number may be committed after one with a higher.
    """

    settled = models.BigIntegerField(default=0)
    newest = models.BigIntegerField(default=0)
    count = models.BigIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)
    awaited = models.ManyToManyField(Release, related_name="+")

    class Meta:
        verbose_name = _("theo dõi số liệu sửa")
        verbose_name_plural = _("theo dõi số liệu sửa")

    def __str__(self) -> str:
        return str(self.settled)
