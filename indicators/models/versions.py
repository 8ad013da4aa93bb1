"""What was said when: the append-only trail of every observation and target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models.bulk_rows import insert_rows, prepared
from indicators.models.catalogue import Area, Indicator
from indicators.models.imports import ImportBatch
from indicators.models.releases import Release, released
from indicators.periods import Period

if TYPE_CHECKING:
    import datetime as dt

    from django.contrib.auth.models import User

    from indicators.models.observations import RecordedValue


class AppendOnly(RuntimeError):
    """Raised on an attempt to alter or delete history."""


@dataclass(frozen=True)
class Change:
    """Why a value is written: the person, the reason, the import that it came in."""

    actor: User | None = None
    reason: str = ""
    batch: ImportBatch | None = None


NO_CHANGE_GIVEN = Change()


Told = tuple[str, int, int, Period, str | None, str | None, int | None, str, str]
"""A version to append: kind, indicator, area, period, content before and after as JSON, release, sheet, cell."""


class VersionKind(models.TextChoices):
    OBSERVATION = "observation", _("Số liệu")
    TARGET = "target", _("Kế hoạch")


class ObservationVersionQuerySet(models.QuerySet["ObservationVersion"]):
    def public(self, *, at: dt.datetime | None = None) -> ObservationVersionQuerySet:
        """The versions that the public has seen: none of a release that is still to come."""
        return self.filter(released(at=at), indicator__is_public=True)

    def of(self, row: RecordedValue) -> ObservationVersionQuerySet:
        """The versions of one observation or target, newest first."""
        return self.filter(**row.version_key).order_by("-recorded_at", "-id")

    def append(self, versions: Iterable[Told], *, change: Change, moment: dt.datetime) -> None:
        """Write many versions at once."""
        shared = (
            prepared(self.model, "recorded_at", moment, using=self.db),
            change.actor.pk if change.actor else None,
            change.reason,
            change.batch.pk if change.batch else None,
        )
        insert_rows(
            self.model,
            (
                *("kind", "indicator_id", "area_id", "year", "month", "months", "before", "after", "release_id"),
                *("sheet", "cell", "recorded_at", "actor_id", "reason", "batch_id"),
            ),
            (
                (kind, indicator_id, area_id, period.year, period.month, period.months, *told, *shared)
                for kind, indicator_id, area_id, period, *told in versions
            ),
            using=self.db,
        )

    def update(self, **kwargs: Any) -> int:
        raise AppendOnly("Versions are never altered.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Versions are never deleted.")


class ObservationVersion(models.Model):
    """One change of one value. Keyed by what is measured, so that it outlives the row that it tells of.

    `before` and `after` hold the content as plain JSON (numbers as decimal strings with the published digits);
    null before is a creation, null after a removal.
    """

    kind = models.CharField(_("loại"), max_length=12, choices=VersionKind, default=VersionKind.OBSERVATION)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="versions", verbose_name=_("chỉ tiêu"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="versions", verbose_name=_("địa bàn"))
    year = models.PositiveSmallIntegerField(_("năm"))
    month = models.PositiveSmallIntegerField(_("tháng đầu"))
    months = models.PositiveSmallIntegerField(_("số tháng"))
    before = models.JSONField(_("trước"), null=True)
    after = models.JSONField(_("sau"), null=True)
    release = models.ForeignKey(
        Release, models.PROTECT, null=True, related_name="versions", verbose_name=_("đợt công bố")
    )
    recorded_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("người ghi")
    )
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    batch = models.ForeignKey(
        ImportBatch, models.PROTECT, null=True, related_name="versions", verbose_name=_("lần nhập")
    )
    sheet = models.CharField(_("trang tính"), max_length=120, blank=True)
    cell = models.CharField(_("ô"), max_length=20, blank=True)

    objects = ObservationVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần ghi số liệu")
        verbose_name_plural = _("lịch sử số liệu")
        ordering = ["-recorded_at", "-id"]
        indexes = [
            models.Index(fields=["indicator", "area", "year", "month", "months", "kind"], name="version_of_a_value"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False), name="version_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.period.vi}: {self.old_value} → {self.new_value}"

    @property
    def period(self) -> Period:
        return Period(self.year, self.month, self.months)

    @property
    def old_value(self) -> Decimal | None:
        return _value_in(self.before)

    @property
    def new_value(self) -> Decimal | None:
        return _value_in(self.after)

    @classmethod
    def of_change(
        cls, row: RecordedValue, *, before: dict[str, Any] | None, after: dict[str, Any] | None, change: Change
    ) -> ObservationVersion:
        """An unsaved version that tells how `row` went from `before` to `after`."""
        return cls(
            **row.version_key,
            before=before,
            after=after,
            release_id=row.release_id,
            actor=change.actor,
            reason=change.reason,
            batch=change.batch,
            sheet=row.sheet,
            cell=row.cell,
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("Versions are never altered.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Versions are never deleted.")


def _value_in(content: dict[str, Any] | None) -> Decimal | None:
    value = content and content.get("value")
    return Decimal(value) if value else None
