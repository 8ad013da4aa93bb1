"""The append-only history of figures, read in the admin: what changed, from what to what, by whom and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.languages import reading_language
from indicators.models import Absence, Observation, ObservationVersion, Status
from indicators.models.labels import label_of
from indicators.models.observations import RecordedValue
from indicators.numbers import format_number

_NUMBERS = frozenset({"value", "printed_growth_yoy", "printed_growth_previous", "printed_plan_share"})
_CHOICES: dict[str, Any] = {"status": Status, "absence": Absence}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a change as people read it; empty where there was or is nothing."""

    label: str
    old: str
    new: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One version: when, by whom, why, from which file and cell, and the fields that differ."""

    recorded_at: dt.datetime
    actor: str
    reason: str
    origin: str
    kind: str
    release: str
    fields: tuple[FieldChange, ...]


def changes_of_row(row: RecordedValue) -> list[ShownChange]:
    """The history of one observation or target, newest first, in one query."""
    versions = ObservationVersion.objects.of(row).select_related("actor", "batch", "release")
    return [shown(version) for version in versions]


def shown(version: ObservationVersion) -> ShownChange:
    """A version as people read it."""
    return ShownChange(
        recorded_at=version.recorded_at,
        actor=_name(version.actor),
        reason=version.reason,
        origin=_origin(version),
        kind=_kind(version),
        release=str(version.release) if version.release else "",
        fields=tuple(field_changes(version.before or {}, version.after or {})),
    )


def field_changes(before: dict[str, Any], after: dict[str, Any]) -> Iterable[FieldChange]:
    """The fields whose content differs, in the order of the row's content; the release is told apart."""
    for name in [n for n in Observation.content_fields if n != "release_id"]:
        old, new = before.get(name), after.get(name)
        if (old or None) != (new or None):
            yield FieldChange(_label(name), _as_read(name, old), _as_read(name, new), name)


def _label(name: str) -> str:
    return capfirst(label_of(Observation, name))


def _as_read(name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if name in _NUMBERS:
        return format_number(Decimal(value), reading_language())
    if name in _CHOICES and value in _CHOICES[name].values:
        return str(_CHOICES[name](value).label)
    return str(value)


def _name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""


def _origin(version: ObservationVersion) -> str:
    if version.batch is None:
        return ""
    place = " ".join(part for part in (version.sheet, version.cell) if part)
    return f"{version.batch.original_name} ({place})" if place else version.batch.original_name


def _kind(version: ObservationVersion) -> str:
    if version.before is None:
        return _("Ghi mới")
    return _("Xoá") if version.after is None else _("Sửa")


@admin.register(ObservationVersion)
class ObservationVersionAdmin(admin.ModelAdmin):
    """Read only: history is never altered."""

    list_display = (
        "recorded_at",
        "indicator",
        "area",
        "period_shown",
        "kind",
        "old_shown",
        "new_shown",
        "actor",
        "reason",
    )
    list_filter = ("kind", "indicator__topic", "recorded_at")
    list_select_related = ("indicator", "area", "actor")
    list_per_page = 50
    show_full_result_count = False
    date_hierarchy = "recorded_at"
    fields = (
        *("recorded_at", "actor", "reason", "kind", "indicator", "area", "period_shown"),
        *("old_shown", "new_shown", "release", "batch", "sheet", "cell"),
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[ObservationVersion]:
        return super().get_queryset(request).select_related("indicator", "area", "actor", "release", "batch")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("kỳ"), ordering="year")
    def period_shown(self, version: ObservationVersion) -> str:
        return version.period.label(reading_language())

    @admin.display(description=gettext_lazy("trước"))
    def old_shown(self, version: ObservationVersion) -> str:
        return _content(version.before)

    @admin.display(description=gettext_lazy("sau"))
    def new_shown(self, version: ObservationVersion) -> str:
        return _content(version.after)


def _content(content: dict[str, Any] | None) -> str:
    """The value, or the reason for its absence, of a stored content."""
    if content is None:
        return ""
    return _as_read("value", content.get("value")) or _as_read("absence", content.get("absence"))
