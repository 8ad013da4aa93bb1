"""What writing a set of figures would change: each statement beside what is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from indicators.models import Observation, Release, VersionKind
from indicators.periods import Period
from indicators.services.contents import MODELS, Content, Row, by_name, merged, release_of, same
from indicators.services.stored_rows import Place, StoredRow, place_of, stored_rows

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
    latest = {kind: dict[Place, Stated]() for kind in MODELS}
    for item in stated:
        latest[item.kind][place_of(item.kind, item.indicator_id, item.area_id, item.period)] = item
    release_id = release.pk if release else None
    is_embargoed = release is not None and not release.is_public()
    entries: list[Entry] = []
    for kind, items in latest.items():
        rows = stored_rows(kind, items.keys(), lock=lock)
        entries += [
            _entry(item, rows.current[place], rows.waiting.get(place), release_id, is_embargoed=is_embargoed)
            if place in rows.current
            else Entry(item, Outcome.NEW, None, release_id)
            for place, item in items.items()
        ]
    return Difference(tuple(entries))


def _entry(
    stated: Stated, base: StoredRow, waiting: StoredRow | None, release_id: int | None, *, is_embargoed: bool
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
