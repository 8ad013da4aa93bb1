"""The stored figures of many keys, read in one query each for observations and targets, as plain values."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from indicators.models import VersionKind
from indicators.models.fields import PublishedDecimalField
from indicators.periods import Period
from indicators.services.contents import MODELS, Content

Place = tuple[int, int, int, int, int]
"""Indicator, area, year, month and months; no month and months for a target. Plain numbers are quick to look up."""


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A stored row as far as comparing and undoing need it."""

    pk: int
    is_public: bool
    content: Content


@dataclass(frozen=True, slots=True)
class StoredRows:
    """By place, the current rows and the embargoed revisions that wait beside them."""

    current: dict[Place, StoredRow]
    waiting: dict[Place, StoredRow]


def place_of(kind: VersionKind, indicator_id: int, area_id: int, period: Period) -> Place:
    if kind is VersionKind.TARGET:
        return indicator_id, area_id, period.year, 0, 0
    return indicator_id, area_id, period.year, period.month, period.months


def stored_rows(kind: VersionKind, wanted: Collection[Place], *, lock: bool = False) -> StoredRows:
    """The stored rows at these places; with `lock` nobody else changes them before the transaction ends."""
    found = StoredRows({}, {})
    if not wanted:
        return found
    now = timezone.now()
    for pk, revises_id, published_at, *rest in _told(kind, wanted, lock=lock):
        span, content = (rest[:5], rest[5:]) if kind is VersionKind.OBSERVATION else ((*rest[:3], 0, 0), rest[3:])
        place = tuple(span)
        if place in wanted:
            rows = found.current if revises_id is None else found.waiting
            rows[place] = StoredRow(pk, published_at is None or published_at <= now, tuple(content))
    return found


def around(wanted: Collection[Place]) -> Q:
    """A condition that all these places meet, and few others."""
    years = {place[2] for place in wanted}
    return (
        Q(year__gte=min(years), year__lte=max(years))
        & among("indicator_id", {place[0] for place in wanted})
        & among("area_id", {place[1] for place in wanted})
    )


def among(name: str, ids: set[int]) -> Q:
    """Rows whose `name` is among `ids`; by range where a list would outgrow a statement's parameters."""
    return Q(**{f"{name}__in": ids}) if len(ids) <= 500 else Q(**{f"{name}__gte": min(ids), f"{name}__lte": max(ids)})


def _told(kind: VersionKind, wanted: Collection[Place], *, lock: bool) -> Iterator[tuple[Any, ...]]:
    """Id, revised id, minute of release, key and content of the rows around the wanted places."""
    model = MODELS[kind]
    rows = model.objects.filter(around(wanted)).order_by("pk")
    if lock and connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    span = ("year", "month", "months") if kind is VersionKind.OBSERVATION else ("year",)
    # A number is compared, hashed and kept as the text of its digits; as a decimal it would be made for nothing.
    content = [
        Cast(name, TextField()) if isinstance(model._meta.get_field(name), PublishedDecimalField) else name
        for name in model.content_fields
    ]
    told = rows.values_list("pk", "revises_id", "release__published_at", "indicator_id", "area_id", *span, *content)
    return told.iterator(chunk_size=5000)
