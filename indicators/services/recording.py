"""The one door through which observations and targets are written, one or a hundred thousand at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from indicators.models import Change, Observation, ObservationVersion, Release
from indicators.models.bulk_rows import insert_rows, prepared, update_rows
from indicators.models.query_plans import refresh_query_plans
from indicators.services.comparing import MODELS, Difference, Entry, Key, Outcome, Row, Stated, compare

__all__ = [
    "MODELS",
    "Difference",
    "DifferenceChanged",
    "EmbargoConflict",
    "Entry",
    "Key",
    "Outcome",
    "Stated",
    "compare",
    "record",
    "settle_due_revisions",
]

# From so many rows on it is worth counting again how selective the indexes are.
MANY = 100


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
        written = [e for e in difference.entries if e.outcome in (Outcome.NEW, Outcome.CHANGED)]
        for kind, model in MODELS.items():
            _write(model, [entry for entry in written if entry.stated.kind is kind], change)
    if len(written) >= MANY:
        refresh_query_plans(Observation, using=Observation.objects.db)
    return difference


def settle_due_revisions() -> int:
    """Fold revisions whose release is out into the rows that they revise; gives how many.

    Nothing that the public sees changes by it (`public()` already chose the revision at its minute), so no version
    is written: the one of the revision tells it.
    """
    settled = 0
    for model in MODELS.values():
        columns = [*model.content_fields, "batch_id", "sheet", "cell", "recorded_at"]
        due = model.objects.public().filter(revises__isnull=False)
        rows = list(due.values_list("pk", "revises_id", *columns))
        if not rows:
            continue
        folded = model.objects.filter(pk__in=[row[0] for row in rows])
        folded._raw_delete(folded.db)
        fields = [name.removesuffix("_id") for name in columns]
        update_rows(
            model,
            columns,
            [
                [*map(partial(prepared, model, using=due.db), fields, values), revised_id]
                for _pk, revised_id, *values in rows
            ],
            using=due.db,
        )
        settled += len(rows)
    return settled


def _write(model: type[Row], entries: list[Entry], change: Change) -> None:
    """Insert what is new, update what changed, append the versions."""
    if not entries:
        return
    using, moment = model.objects.db, timezone.now()
    batch_id = change.batch.pk if change.batch else None
    recorded_at = prepared(model, "recorded_at", moment, using=using)
    columns = model.content_fields
    provenance = ("batch_id", "sheet", "cell", "recorded_at")
    period = ("month", "months") if model is Observation else ()

    def content_of(entry: Entry) -> Iterator[Any]:
        yield from (entry.after[column] for column in columns)
        yield from (batch_id, entry.stated.sheet, entry.stated.cell, recorded_at)

    def key_of(entry: Entry) -> Iterator[Any]:
        stated = entry.stated
        yield from (stated.indicator_id, stated.area_id, stated.period.year)
        yield from (getattr(stated.period, name) for name in period)
        yield entry.revises_id

    insert_rows(
        model,
        (*columns, *provenance, "indicator_id", "area_id", "year", *period, "revises_id"),
        ((*content_of(entry), *key_of(entry)) for entry in entries if entry.row_id is None),
        using=using,
    )
    update_rows(
        model,
        (*columns, *provenance),
        ((*content_of(entry), entry.row_id) for entry in entries if entry.row_id is not None),
        using=using,
    )
    ObservationVersion.objects.append(
        (
            (
                e.stated.kind,
                e.stated.indicator_id,
                e.stated.area_id,
                e.stated.period,
                e.before,
                e.after,
                e.stated.sheet,
                e.stated.cell,
            )
            for e in entries
        ),
        change=change,
        moment=moment,
    )
