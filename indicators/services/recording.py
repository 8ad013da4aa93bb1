"""The one door through which observations and targets are written, one or a hundred thousand at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from indicators.models import Change, Observation, ObservationVersion, Release
from indicators.models.bulk_rows import insert_rows, prepared, update_rows
from indicators.models.versions import Told
from indicators.models.write_lock import take_turn
from indicators.query_plans import refresh_query_plans
from indicators.services.comparing import Difference, Entry, Key, Outcome, Stated, compare
from indicators.services.contents import MODELS, Row, as_json

__all__ = [
    "MODELS",
    "Difference",
    "DifferenceChanged",
    "EmbargoConflict",
    "Entry",
    "Key",
    "Outcome",
    "Stated",
    "begin_writing",
    "compare",
    "record",
    "settle_due_revisions",
    "write",
]

# So many figures are prepared, sent and forgotten at a time.
CHUNK = 5000

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
    with transaction.atomic():
        begin_writing()
        difference = compare(stated, release=release, lock=True)
        write(difference, change=change, expected_digest=expected_digest)
    return difference


def write(
    difference: Difference,
    *,
    change: Change,
    expected_digest: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Write a difference in the transaction in which it was compared under lock; raises as `record`.

    `progress` hears how many of how many figures are written, and may raise to stop.
    """
    if expected_digest is not None and difference.digest != expected_digest:
        raise DifferenceChanged(difference)
    if conflicts := difference.of(Outcome.CONFLICT):
        raise EmbargoConflict(conflicts)
    written = [entry for entry in difference.entries if entry.outcome in (Outcome.NEW, Outcome.CHANGED)]
    for start in range(0, len(written), CHUNK):
        if progress is not None:
            progress(start, len(written))
        chunk = written[start : start + CHUNK]
        for kind, model in MODELS.items():
            _write(model, [entry for entry in chunk if entry.stated.kind is kind], change)
    if len(written) >= MANY:
        refresh_query_plans(Observation, using=Observation.objects.db)


def begin_writing() -> None:
    """What comes before comparing figures in order to write them: our turn, and the figures as of now."""
    take_turn(using=Observation.objects.db)
    settle_due_revisions()


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


def _write(model: type[Row], entries: Sequence[Entry], change: Change) -> None:
    """Insert what is new, update what changed, append the versions: a fixed number of queries."""
    if not entries:
        return
    using, moment = model.objects.db, timezone.now()
    kind = model.version_kind
    batch_id = change.batch.pk if change.batch else None
    recorded_at = prepared(model, "recorded_at", moment, using=using)
    columns = (*model.content_fields, "batch_id", "sheet", "cell", "recorded_at")
    span = ("month", "months") if model is Observation else ()
    inserted: list[tuple[Any, ...]] = []
    updated: list[tuple[Any, ...]] = []
    versions: list[Told] = []
    for entry in entries:
        stated, content = entry.stated, entry.content
        period, sheet, cell = stated.period, stated.sheet, stated.cell
        row = (*content, batch_id, sheet, cell, recorded_at)
        if entry.row_id is not None:
            updated.append((*row, entry.row_id))
        else:
            months = (period.month, period.months) if span else ()
            inserted.append((*row, stated.indicator_id, stated.area_id, period.year, *months, entry.revises_id))
        before = None if entry.stored is None else as_json(kind, entry.stored)
        after, release_id = as_json(kind, content), entry.release_id
        place = (kind.value, stated.indicator_id, stated.area_id, period)
        versions.append((*place, before, after, release_id, sheet, cell))
    if inserted:
        insert_rows(model, (*columns, "indicator_id", "area_id", "year", *span, "revises_id"), inserted, using=using)
    if updated:
        update_rows(model, columns, updated, using=using)
    ObservationVersion.objects.append(versions, change=change, moment=moment)
