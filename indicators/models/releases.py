"""Dated publications of figures and what may be seen before and after their minute."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators.models.catalogue import CODE, in_language


def released(prefix: str = "release", *, at: dt.datetime | None = None) -> Q:
    """The condition that the release reached by `prefix` is out, or that there is none to wait for."""
    moment = at or timezone.now()
    return Q(**{f"{prefix}__isnull": True}) | Q(**{f"{prefix}__published_at__lte": moment})


class ReleaseQuerySet(models.QuerySet["Release"]):
    def public(self, *, at: dt.datetime | None = None) -> ReleaseQuerySet:
        """The releases whose figures are out."""
        return self.filter(published_at__lte=at or timezone.now())

    def announced(self, *, at: dt.datetime | None = None) -> ReleaseQuerySet:
        """The releases that the calendar shows as coming: title and minute, no figures."""
        return self.filter(published_at__gt=at or timezone.now(), is_announced=True).order_by("published_at")


class Release(models.Model):
    """A dated publication of figures. Before its minute nothing of it is public."""

    code = models.CharField(_("mã"), max_length=80, unique=True, validators=[CODE])
    title_vi = models.CharField(_("tên"), max_length=300)
    title_en = models.CharField(_("tên tiếng Anh"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("công bố lúc"), db_index=True)
    is_announced = models.BooleanField(_("báo trước trên lịch"), default=True)
    note = models.TextField(_("ghi chú nội bộ"), blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("đợt công bố")
        verbose_name_plural = _("đợt công bố")
        ordering = ["-published_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")

    def is_public(self, *, at: dt.datetime | None = None) -> bool:
        """Whether the minute of the release has come."""
        return self.published_at <= (at or timezone.now())
