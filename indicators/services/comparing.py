"""What writing a set of figures would change: each statement beside what is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from indicators.models import Observation, Release, VersionKind
from indicators.models.fields import PublishedDecimalField
from indicators.periods import Period
from indicators.services.contents import MODELS, Content, Row, by_name, merged, release_of, same

Key = tuple[VersionKind, int, int, Period]


@dataclass(frozen=True, slots=True)
class Stated:
    """What a source states about one value; `fields` holds only what it states, the rest stays as stored.

    Field names are those of `Observation.content_fields` (but for the release) or `Target.content_fields`.
    """

    kind: VersionKind
    indicator_id: int
    area_id: int
    period: Period
    fields: Mapping[str, Any]
    sheet: str = ""
    cell: str = ""

    @property
    def key(self) -> Key:
        return self.kind, self.indicator_id, self.area_id, self.period


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Entry:
    """What writing one statement would do: the stored content, what comes of it, and the row that carries it.

    `stored` is none for a new value. `row_id` is none for a row that is still to be written; `revises_id` is that of
    the public row which an embargoed revision waits beside.
    """

    stated: Stated
    outcome: Outcome
    stored: Content | None = None
    release_id: int | None = None
    row_id: int | None = None
    revises_id: int | None = None

    @property
    def content(self) -> Content:
        """The content after writing; made anew at each call, so that a large difference holds it only once."""
        if self.stored is not None and self.outcome in (Outcome.UNCHANGED, Outcome.CONFLICT):
            return self.stored
        return merged(self.stated.kind, self.stored, self.stated.fields, self.release_id)

    @property
    def before(self) -> dict[str, Any] | None:
        return None if self.stored is None else by_name(self.stated.kind, self.stored)

    @property
    def after(self) -> dict[str, Any]:
        return by_name(self.stated.kind, self.content)

    @property
    def old_value(self) -> Decimal | None:
        return _decimal(self.before and self.before["value"])

    @property
    def new_value(self) -> Decimal | None:
        return _decimal(self.after["value"])

    @property
    def row(self) -> Row:
        """The stored row (one query), or an unsaved one with the key where there is none yet."""
        model = MODELS[self.stated.kind]
        rows = model.objects.select_related("release")
        if self.row_id is not None:
            return rows.get(pk=self.row_id)
        fresh = _unsaved(model, self.stated)
        written = rows.filter(**_key_of(fresh), revises_id=self.revises_id).first()
        return written if written is not None else fresh


@dataclass(frozen=True, slots=True)
class Difference:
    """What writing a set of statements would do, or did."""

    entries: tuple[Entry, ...] = field(default=())

    def of(self, outcome: Outcome) -> list[Entry]:
        return [entry for entry in self.entries if entry.outcome is outcome]

    def count(self, outcome: Outcome) -> int:
        return sum(entry.outcome is outcome for entry in self.entries)

    @property
    def digest(self) -> str:
        """A fingerprint of the stored values that would be touched; it differs where someone changed one since."""
        told = hashlib.sha256()
        for entry in self.entries:
            if entry.stored is not None:
                key, period = entry.stated, entry.stated.period
                place = (key.indicator_id, key.area_id, period.year, period.month, period.months)
                told.update(f"{entry.outcome} {key.kind} {place} {entry.stored}\n".encode())
        told.update(str(self.count(Outcome.NEW)).encode())
        return told.hexdigest()


def compare(stated: Iterable[Stated], *, release: Release | None = None, lock: bool = False) -> Difference:
    """What `record` would do with these statements; nothing is written.

    A value that is numerically equal to the stored one is unchanged, whatever zeros it was printed with. A figure
    under embargo keeps its release when it is stated again without one. Later statements of the same key win.
    """
    latest = {_place_of(item): item for item in stated}
    rows, waiting = _stored_rows(latest, lock=lock)
    release_id = release.pk if release else None
    is_embargoed = release is not None and not release.is_public()
    return Difference(
        tuple(
            [
                _entry(item, rows[place], waiting.get(place), release_id, is_embargoed=is_embargoed)
                if place in rows
                else Entry(item, Outcome.NEW, None, release_id)
                for place, item in latest.items()
            ]
        )
    )


_Place = tuple[int, int, int, int, int]
"""Indicator, area, year, month and months; no month and months for a target. Plain numbers are quick to look up."""


@dataclass(frozen=True, slots=True)
class _StoredRow:
    """A stored row of a wanted key, as far as comparing needs it."""

    pk: int
    is_public: bool
    content: Content


def _place_of(stated: Stated) -> _Place:
    period = stated.period
    if stated.kind is VersionKind.TARGET:
        return stated.indicator_id, stated.area_id, period.year, 0, 0
    return stated.indicator_id, stated.area_id, period.year, period.month, period.months


def _stored_rows(
    wanted: Mapping[_Place, Stated], *, lock: bool
) -> tuple[dict[_Place, _StoredRow], dict[_Place, _StoredRow]]:
    """The stored rows of the wanted keys, and the revisions that wait beside them."""
    rows: dict[_Place, _StoredRow] = {}
    waiting: dict[_Place, _StoredRow] = {}
    now = timezone.now()
    for kind in MODELS:
        here = [item for item in wanted.values() if item.kind is kind]
        if not here:
            continue
        for pk, revises_id, published_at, *rest in _told_rows(kind, here, lock=lock):
            span, content = (rest[:5], rest[5:]) if kind is VersionKind.OBSERVATION else ((*rest[:3], 0, 0), rest[3:])
            place = tuple(span)
            if place in wanted:
                row = _StoredRow(pk, published_at is None or published_at <= now, tuple(content))
                (rows if revises_id is None else waiting)[place] = row
    return rows, waiting


def _told_rows(kind: VersionKind, wanted: list[Stated], *, lock: bool) -> Iterator[tuple[Any, ...]]:
    """Id, revised id, minute of release, key and content of the stored rows around the wanted ones, in one query."""
    model = MODELS[kind]
    years = {item.period.year for item in wanted}
    rows = (
        model.objects.filter(year__gte=min(years), year__lte=max(years))
        .filter(
            among("indicator_id", {item.indicator_id for item in wanted}),
            among("area_id", {item.area_id for item in wanted}),
        )
        .order_by("pk")
    )
    if lock and connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    span = ("year", "month", "months") if kind is VersionKind.OBSERVATION else ("year",)
    # A number is compared, hashed and kept as the text of its digits; as a decimal it would be made for nothing.
    content = [
        Cast(name, TextField()) if isinstance(model._meta.get_field(name), PublishedDecimalField) else name
        for name in model.content_fields
    ]
    told = rows.values_list("pk", "revises_id", "release__published_at", "indicator_id", "area_id", *span, *content)
    yield from told.iterator(chunk_size=5000)


def among(name: str, ids: set[int]) -> Q:
    """Rows whose `name` is among `ids`; by range where a list would outgrow a statement's parameters."""
    return Q(**{f"{name}__in": ids}) if len(ids) <= 500 else Q(**{f"{name}__gte": min(ids), f"{name}__lte": max(ids)})


def _entry(
    stated: Stated, base: _StoredRow, waiting: _StoredRow | None, release_id: int | None, *, is_embargoed: bool
) -> Entry:
    kind, target = stated.kind, base
    row_id: int | None = base.pk
    revises_id: int | None = None
    if not base.is_public:
        release_id = release_id if is_embargoed else release_of(kind, base.content)
    elif is_embargoed and waiting is None:
        row_id, revises_id = None, base.pk
    elif is_embargoed and waiting is not None:
        target, row_id, revises_id = waiting, waiting.pk, base.pk
        if release_of(kind, waiting.content) != release_id:
            return Entry(stated, Outcome.CONFLICT, waiting.content, release_id, waiting.pk, base.pk)
    if same(kind, target.content, merged(kind, target.content, stated.fields, release_id)):
        return Entry(stated, Outcome.UNCHANGED, target.content, release_id, base.pk)
    return Entry(stated, Outcome.CHANGED, target.content, release_id, row_id, revises_id)


def _unsaved(model: type[Row], stated: Stated) -> Row:
    row = model(indicator_id=stated.indicator_id, area_id=stated.area_id, year=stated.period.year)
    if isinstance(row, Observation):
        row.period = stated.period
    return row


def _key_of(row: Row) -> dict[str, Any]:
    names = ("indicator_id", "area_id", "year", *(("month", "months") if isinstance(row, Observation) else ()))
    return {name: getattr(row, name) for name in names}


def _decimal(text: Any) -> Decimal | None:
    return None if text is None else Decimal(text)
