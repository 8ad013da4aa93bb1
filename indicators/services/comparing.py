"""What writing a set of figures would change: each statement beside what is stored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from indicators.models import Absence, Observation, Release, Target, VersionKind
from indicators.periods import Period

Key = tuple[VersionKind, int, int, Period]

Row = Observation | Target

MODELS: dict[VersionKind, type[Observation] | type[Target]] = {
    VersionKind.OBSERVATION: Observation,
    VersionKind.TARGET: Target,
}


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
    """What writing one statement would do: the content before and after, and the row that carries it.

    `row_id` is none for a row that is still to be written; `revises_id` is that of the public row which an
    embargoed revision waits beside.
    """

    stated: Stated
    outcome: Outcome
    before: dict[str, Any] | None
    after: dict[str, Any]
    row_id: int | None = None
    revises_id: int | None = None

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
        told: list[list[Any]] = [
            [entry.outcome, *map(str, entry.stated.key), entry.before]
            for entry in self.entries
            if entry.before is not None
        ]
        told.append([self.count(Outcome.NEW)])
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def compare(stated: Iterable[Stated], *, release: Release | None = None, lock: bool = False) -> Difference:
    """What `record` would do with these statements; nothing is written.

    A value that is numerically equal to the stored one is unchanged, whatever zeros it was printed with. A figure
    under embargo keeps its release when it is stated again without one. Later statements of the same key win.
    """
    latest = {item.key: item for item in stated}
    stored = _stored_rows(latest, lock=lock)
    return Difference(tuple(_entry(item, stored.get(key, []), release) for key, item in latest.items()))


@dataclass(frozen=True, slots=True)
class _StoredRow:
    """A stored row of a wanted key, as far as comparing needs it."""

    pk: int
    revises_id: int | None
    is_public: bool
    content: dict[str, Any]


def _stored_rows(wanted: Mapping[Key, Stated], *, lock: bool) -> dict[Key, list[_StoredRow]]:
    """The stored rows of the wanted keys: the base row first, then a revision that waits."""
    found: dict[Key, list[_StoredRow]] = {}
    now = timezone.now()
    for kind, model in MODELS.items():
        keys = [key for key in wanted if key[0] is kind]
        if not keys:
            continue
        years = [period.year for _, _, _, period in keys]
        rows = (
            model.objects.filter(year__gte=min(years), year__lte=max(years))
            .filter(among("indicator_id", {key[1] for key in keys}), among("area_id", {key[2] for key in keys}))
            .order_by("pk")
        )
        if lock and connection.features.has_select_for_update:
            rows = rows.select_for_update(of=("self",))
        span = ("year", "month", "months") if model is Observation else ("year",)
        columns = model.content_fields
        told = rows.values_list("pk", "revises_id", "release__published_at", "indicator_id", "area_id", *span, *columns)
        for pk, revises_id, published_at, indicator_id, area_id, *rest in told.iterator(chunk_size=5000):
            period = Period(*rest[:3]) if model is Observation else Period.of_year(rest[0])
            key = (kind, indicator_id, area_id, period)
            if key not in wanted:
                continue
            content = {
                name: format(value, "f") if isinstance(value, Decimal) else value
                for name, value in zip(columns, rest[len(span) :], strict=True)
            }
            is_public = published_at is None or published_at <= now
            found.setdefault(key, []).append(_StoredRow(pk, revises_id, is_public, content))
    for rows_of_key in found.values():
        rows_of_key.sort(key=lambda row: row.revises_id is not None)
    return found


def among(name: str, ids: set[int]) -> Q:
    """Rows whose `name` is among `ids`; by range where a list would outgrow a statement's parameters."""
    return Q(**{f"{name}__in": ids}) if len(ids) <= 500 else Q(**{f"{name}__gte": min(ids), f"{name}__lte": max(ids)})


def _entry(stated: Stated, rows: Sequence[_StoredRow], release: Release | None) -> Entry:
    release_id = release.pk if release else None
    if not rows:
        return Entry(stated, Outcome.NEW, None, _merged(None, stated, release_id))
    base, waiting = rows[0], rows[1] if len(rows) > 1 else None
    target = base
    row_id: int | None = base.pk
    revises_id: int | None = None
    embargoed = release is not None and not release.is_public()
    if not base.is_public:
        release_id = release_id if embargoed else base.content["release_id"]
    elif embargoed and waiting is None:
        row_id, revises_id = None, base.pk
    elif embargoed and waiting is not None:
        target, row_id, revises_id = waiting, waiting.pk, base.pk
        if waiting.content["release_id"] != release_id:
            return Entry(stated, Outcome.CONFLICT, waiting.content, waiting.content, waiting.pk, base.pk)
    before = target.content
    after = _merged(before, stated, release_id)
    if _same(before, after):
        return Entry(stated, Outcome.UNCHANGED, before, before, base.pk)
    return Entry(stated, Outcome.CHANGED, before, after, row_id, revises_id)


def _unsaved(model: type[Row], stated: Stated) -> Row:
    row = model(indicator_id=stated.indicator_id, area_id=stated.area_id, year=stated.period.year)
    if isinstance(row, Observation):
        row.period = stated.period
    return row


def _key_of(row: Row) -> dict[str, Any]:
    names = ("indicator_id", "area_id", "year", *(("month", "months") if isinstance(row, Observation) else ()))
    return {name: getattr(row, name) for name in names}


_EMPTY = {kind: model(year=2000).content() for kind, model in MODELS.items()}


def _merged(before: dict[str, Any] | None, stated: Stated, release_id: int | None) -> dict[str, Any]:
    """The content after the statement: stated fields over the stored ones, value and absence excluding each other."""
    content = dict(before or _EMPTY[stated.kind])
    for name, value in stated.fields.items():
        content[name] = format(value, "f") if isinstance(value, Decimal) else value
    content["release_id"] = release_id
    if stated.kind is VersionKind.TARGET:
        return content
    if stated.fields.get("value") is not None:
        content["absence"] = ""
    elif stated.fields.get("absence"):
        content["value"] = None
    elif content["value"] is None and not content["absence"]:
        content["absence"] = Absence.NOT_AVAILABLE.value
    return content


_NUMBERS = frozenset({"value", "printed_growth_yoy", "printed_growth_previous", "printed_plan_share"})


def _same(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether nothing but the release or trailing zeros differs."""
    for name, old in before.items():
        new = after[name]
        if name == "release_id" or old == new:
            continue
        if name in _NUMBERS and old is not None and new is not None and Decimal(old) == Decimal(new):
            continue
        return False
    return True


def _decimal(text: Any) -> Decimal | None:
    return None if text is None else Decimal(text)
