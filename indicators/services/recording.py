"""The one door through which observations and targets are written, one or a hundred thousand at a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from indicators.models import Absence, Change, Observation, ObservationVersion, Release, Target, VersionKind
from indicators.models.observations import RecordedValue
from indicators.periods import Period

Key = tuple[VersionKind, int, int, Period]

MODELS: dict[VersionKind, type[RecordedValue]] = {
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
    """What writing one statement would do: the content before and after, and the row that would carry it."""

    stated: Stated
    outcome: Outcome
    before: dict[str, Any] | None
    after: dict[str, Any]
    row: RecordedValue
    waits_for: Release | None = None

    @property
    def old_value(self) -> Decimal | None:
        return _decimal(self.before and self.before["value"])

    @property
    def new_value(self) -> Decimal | None:
        return _decimal(self.after["value"])


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
        told = [
            [entry.outcome, *map(str, entry.stated.key), entry.before]
            for entry in self.entries
            if entry.before is not None
        ]
        told.append([self.count(Outcome.NEW)])
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


class DifferenceChanged(RuntimeError):
    """Raised where the stored values are no longer those that the person was shown; carries the present difference."""

    def __init__(self, difference: Difference) -> None:
        super().__init__("The stored values changed since the difference was shown.")
        self.difference = difference


class EmbargoConflict(RuntimeError):
    """Raised where a revision already waits for another release; carries the entries in conflict."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__("A revision of this value already waits for another release.")
        self.entries = entries


def compare(stated: Iterable[Stated], *, release: Release | None = None, lock: bool = False) -> Difference:
    """What `record` would do with these statements; nothing is written.

    A value that is numerically equal to the stored one is unchanged, whatever zeros it was printed with. A figure
    under embargo keeps its release when it is stated again without one. Later statements of the same key win.
    """
    latest = {item.key: item for item in stated}
    stored = _stored_rows(latest, lock=lock)
    return Difference(tuple(_entry(item, stored.get(key, []), release) for key, item in latest.items()))


def record(
    stated: Iterable[Stated],
    *,
    change: Change,
    release: Release | None = None,
    expected_digest: str | None = None,
) -> Difference:
    """Write the statements, all or nothing, each change with its version; gives what was done.

    Raises `DifferenceChanged` where `expected_digest` (of the difference that the person confirmed) no longer
    holds, and `EmbargoConflict` where a revision already waits for another release.
    """
    statements = list(stated)
    with transaction.atomic():
        settle_due_revisions()
        difference = compare(statements, release=release, lock=True)
        if expected_digest is not None and difference.digest != expected_digest:
            raise DifferenceChanged(difference)
        if conflicts := difference.of(Outcome.CONFLICT):
            raise EmbargoConflict(conflicts)
        for kind, model in MODELS.items():
            _write(model, [e for e in difference.entries if e.stated.kind is kind], change)
    return difference


def settle_due_revisions() -> int:
    """Fold revisions whose release is out into the rows that they revise; gives how many.

    Nothing that the public sees changes by it (`public()` already chose the revision at its minute), so no version
    is written: the one of the revision tells it.
    """
    settled = 0
    for model in MODELS.values():
        due = list(model.objects.public().filter(revises__isnull=False).select_related("revises"))
        for revision in due:
            base = revision.revises
            for name in (*model.content_fields, "batch_id", "sheet", "cell"):
                setattr(base, name, getattr(revision, name))
        rows = model.objects.filter(pk__in=[revision.pk for revision in due])
        rows._raw_delete(rows.db)
        model.objects.upsert_with_versions([revision.revises for revision in due], [])
        settled += len(due)
    return settled


def _write(model: type[RecordedValue], entries: list[Entry], change: Change) -> None:
    written = [entry for entry in entries if entry.outcome in (Outcome.NEW, Outcome.CHANGED)]
    versions: list[ObservationVersion] = []
    for entry in written:
        _apply(entry, change)
        versions.append(ObservationVersion.of_change(entry.row, before=entry.before, after=entry.after, change=change))
    model.objects.upsert_with_versions([entry.row for entry in written], versions)


def _apply(entry: Entry, change: Change) -> None:
    row = entry.row
    for name in row.content_fields:
        value = entry.after[name]
        setattr(row, name, _decimal(value) if name in _NUMBERS else value)
    row.batch = change.batch
    row.sheet, row.cell = entry.stated.sheet, entry.stated.cell


def _stored_rows(wanted: Mapping[Key, Stated], *, lock: bool) -> dict[Key, list[RecordedValue]]:
    """The stored rows of the wanted keys: the base row first, then a revision that waits."""
    found: dict[Key, list[RecordedValue]] = {}
    for kind, model in MODELS.items():
        keys = [key for key in wanted if key[0] is kind]
        if not keys:
            continue
        years = [period.year for _, _, _, period in keys]
        rows = (
            model.objects.filter(year__gte=min(years), year__lte=max(years))
            .filter(_among("indicator_id", {key[1] for key in keys}), _among("area_id", {key[2] for key in keys}))
            .select_related("release")
            .order_by("pk")
        )
        if lock and connection.features.has_select_for_update:
            rows = rows.select_for_update(of=("self",))
        for row in rows.iterator(chunk_size=5000):
            key = (kind, *row.key)
            if key in wanted:
                found.setdefault(key, []).append(row)
    for rows_of_key in found.values():
        rows_of_key.sort(key=lambda row: row.revises_id is not None)
    return found


def _among(name: str, ids: set[int]) -> Q:
    """Rows whose `name` is among `ids`; by range where a list would outgrow a statement's parameters."""
    return Q(**{f"{name}__in": ids}) if len(ids) <= 500 else Q(**{f"{name}__gte": min(ids), f"{name}__lte": max(ids)})


def _entry(stated: Stated, rows: list[RecordedValue], release: Release | None) -> Entry:
    model = MODELS[stated.kind]
    embargoed = release is not None and not release.is_public()
    if not rows:
        row = _new_row(model, stated)
        after = _merged(model, None, stated, release.pk if release else None)
        return Entry(stated, Outcome.NEW, None, after, row)
    base, waiting = rows[0], rows[1] if len(rows) > 1 else None
    target, before = base, base.content()
    release_id = release.pk if release else None
    if not base.is_public():
        release_id = release_id if embargoed else base.release_id
    elif embargoed and waiting is None:
        target = _new_row(model, stated)
        target.revises = base
    elif embargoed and waiting is not None:
        target, before = waiting, waiting.content()
        if waiting.release_id != release_id:
            return Entry(stated, Outcome.CONFLICT, before, before, waiting, waits_for=waiting.release)
    after = _merged(model, before, stated, release_id)
    if _same(before, after):
        return Entry(stated, Outcome.UNCHANGED, before, before, base)
    return Entry(stated, Outcome.CHANGED, before, after, target)


def _new_row(model: type[RecordedValue], stated: Stated) -> RecordedValue:
    row = model(indicator_id=stated.indicator_id, area_id=stated.area_id, year=stated.period.year)
    if isinstance(row, Observation):
        row.period = stated.period
    return row


def _merged(
    model: type[RecordedValue], before: dict[str, Any] | None, stated: Stated, release_id: int | None
) -> dict[str, Any]:
    """The content after the statement: stated fields over the stored ones, value and absence excluding each other."""
    content = dict(before) if before else model(year=stated.period.year).content()
    for name, value in stated.fields.items():
        content[name] = format(value, "f") if isinstance(value, Decimal) else value
    content["release_id"] = release_id
    if "absence" not in model.content_fields:
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
