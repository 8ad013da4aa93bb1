"""Taking an import back: every value as it was before, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.models import BatchState, Change, ImportBatch, ObservationVersion, Release, VersionKind
from indicators.models.bulk_rows import delete_rows, prepared, update_rows
from indicators.models.versions import Told
from indicators.periods import Period
from indicators.services.contents import MODELS, NAMES, Content, as_json, from_names, release_of
from indicators.services.recording import CHUNK, begin_writing
from indicators.services.stored_rows import Place, StoredRow, StoredRows, around, place_of, stored_rows

MOST_NAMED = 200
"""So many changed figures are named; beyond, their number says enough."""


class CannotUndo(RuntimeError):
    """Raised where a batch cannot be undone.

    `versions` are the first of those on top of which someone changed the value, `count` says how many there are.
    """

    def __init__(self, message: str, versions: Sequence[ObservationVersion] = (), count: int = 0) -> None:
        super().__init__(message)
        self.versions = versions
        self.count = count


@dataclass(frozen=True, slots=True)
class Undone:
    """How many values went back to what they were, and how many were removed."""

    restored: int
    removed: int


def undo(batch: ImportBatch, *, change: Change, progress: Callable[[int, int], None] | None = None) -> Undone:
    """Put back every value that `batch` wrote, in one transaction.

    Raises `CannotUndo` where the batch is not a committed one, or where a later change stands on top of a value;
    nothing is written then. `progress` hears how many of how many values are back, and may raise to stop.
    """
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.state != BatchState.COMMITTED:
            raise CannotUndo(_("Chỉ hoàn tác được lần nhập đã ghi vào cơ sở dữ liệu."))
        begin_writing()
        returns: list[_Return] = []
        overtaken: list[int] = []
        for kind in MODELS:
            possible, impossible = _returns(locked, kind)
            returns += possible
            overtaken += impossible
        if overtaken:
            raise _cannot(overtaken)
        for start in range(0, len(returns), CHUNK):
            if progress is not None:
                progress(start, len(returns))
            chunk = returns[start : start + CHUNK]
            for kind in MODELS:
                _put_back(kind, [item for item in chunk if item.kind is kind], change)
        locked.state = BatchState.UNDONE
        locked.undone_at = timezone.now()
        locked.undone_by = change.actor
        locked.save(update_fields=["state", "undone_at", "undone_by"])
    batch.refresh_from_db()
    removed = sum(item.content is None for item in returns)
    return Undone(restored=len(returns) - removed, removed=removed)


_NO_PROVENANCE = (None, "", "")


@dataclass(frozen=True, slots=True)
class _Written:
    """What a batch wrote to one value: the content before its first change and after its last."""

    version_id: int
    before: Content | None
    after: Content
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class _Return:
    """One value on its way back: its row, and the content and provenance that it goes back to (none to go)."""

    kind: VersionKind
    place: Place
    row: StoredRow
    content: Content | None
    written: _Written
    provenance: tuple[int | None, str, str] = _NO_PROVENANCE


def _returns(batch: ImportBatch, kind: VersionKind) -> tuple[list[_Return], list[int]]:
    """The way back of every value, and the versions on top of which another change stands."""
    written = _written_by(batch, kind)
    rows = stored_rows(kind, written.keys(), lock=True)
    to_come = set(Release.objects.filter(published_at__gt=timezone.now()).values_list("pk", flat=True))
    earlier = _provenance(batch, kind, written)
    possible: list[_Return] = []
    overtaken: list[int] = []
    for place, item in written.items():
        found = _way_back(kind, item, place, rows, to_come)
        if found is None:
            overtaken.append(item.version_id)
        else:
            row, content = found
            possible.append(_Return(kind, place, row, content, item, earlier.get(place, _NO_PROVENANCE)))
    return possible, overtaken


def _way_back(
    kind: VersionKind, written: _Written, place: Place, rows: StoredRows, to_come: set[int]
) -> tuple[StoredRow, Content | None] | None:
    """The row that still holds what was written and the content it had before; none where it was changed since."""
    waiting, current = rows.waiting.get(place), rows.current.get(place)
    before = written.before
    if waiting is not None and waiting.content == written.after:
        # Written beside the public row, it goes; an earlier revision for the same release comes back.
        is_own = before is None or release_of(kind, before) != release_of(kind, written.after)
        return waiting, None if is_own else before
    if current is None or current.content != written.after:
        return None
    if before is None:
        return (current, None) if waiting is None else None
    hides_again = current.is_public and release_of(kind, before) in to_come
    return None if hides_again else (current, before)


def _written_by(batch: ImportBatch, kind: VersionKind) -> dict[Place, _Written]:
    """By place what the batch wrote; several changes of one value are one from the first to the last."""
    found: dict[Place, _Written] = {}
    versions = (
        batch.versions.filter(kind=kind)
        .order_by("pk")
        .values_list("pk", "indicator_id", "area_id", "year", "month", "months", "before", "after", "sheet", "cell")
    )
    for pk, indicator_id, area_id, year, month, months, before, after, sheet, cell in versions.iterator(CHUNK):
        place = place_of(kind, indicator_id, area_id, Period(year, month, months))
        first = found.get(place)
        was = first.before if first else None if before is None else from_names(kind, before)
        found[place] = _Written(pk, was, from_names(kind, after or {}), sheet, cell)
    return found


def _provenance(
    batch: ImportBatch, kind: VersionKind, written: dict[Place, _Written]
) -> dict[Place, tuple[int | None, str, str]]:
    """Where the values came from that the batch changed: import, sheet and cell of the version before."""
    changed = [place for place, item in written.items() if item.before is not None]
    if not changed:
        return {}
    versions = (
        ObservationVersion.objects.filter(
            around(changed), kind=kind, pk__lt=max(w.version_id for w in written.values())
        )
        .exclude(batch=batch)
        .order_by("pk")
        .values_list("pk", "indicator_id", "area_id", "year", "month", "months", "batch_id", "sheet", "cell")
    )
    found: dict[Place, tuple[int | None, str, str]] = {}
    for pk, indicator_id, area_id, year, month, months, batch_id, sheet, cell in versions.iterator(CHUNK):
        place = place_of(kind, indicator_id, area_id, Period(year, month, months))
        if place in written and pk < written[place].version_id:
            found[place] = (batch_id, sheet, cell)
    return found


def _put_back(kind: VersionKind, returns: Sequence[_Return], change: Change) -> None:
    """Remove and restore rows and tell it in versions: a fixed number of queries."""
    if not returns:
        return
    model, moment = MODELS[kind], timezone.now()
    using = model.objects.db
    recorded_at = prepared(model, "recorded_at", moment, using=using)
    if gone := [item.row.pk for item in returns if item.content is None]:
        delete_rows(model, gone, using=using)
    if restored := [
        (*item.content, *item.provenance, recorded_at, item.row.pk) for item in returns if item.content is not None
    ]:
        columns = (*NAMES[kind], "batch_id", "sheet", "cell", "recorded_at")
        update_rows(model, columns, restored, using=using)
    ObservationVersion.objects.append(_versions(kind, returns), change=change, moment=moment)


def _versions(kind: VersionKind, returns: Sequence[_Return]) -> Iterator[Told]:
    for item in returns:
        indicator_id, area_id, year, month, months = item.place
        period = Period(year, month, months) if months else Period.of_year(year)
        held = item.row.content
        after = None if item.content is None else as_json(kind, item.content)
        release_id = release_of(kind, held if item.content is None else item.content)
        place: tuple[Any, ...] = (kind.value, indicator_id, area_id, period)
        yield (*place, as_json(kind, held), after, release_id, item.written.sheet, item.written.cell)


def _cannot(overtaken: Sequence[int]) -> CannotUndo:
    named = ObservationVersion.objects.select_related("indicator", "area")
    versions = list(named.filter(pk__in=list(islice(overtaken, MOST_NAMED))).order_by("-recorded_at", "-pk"))
    message = _("Không hoàn tác được: %(count)d số liệu đã được sửa sau lần nhập này.") % {"count": len(overtaken)}
    return CannotUndo(message, versions, len(overtaken))
