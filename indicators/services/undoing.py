"""Taking an import back: every value as it was before, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.models import BatchState, Change, ImportBatch, ObservationVersion, VersionKind
from indicators.services.contents import MODELS, Row
from indicators.services.recording import settle_due_revisions


class CannotUndo(RuntimeError):
    """Raised where a batch cannot be undone; `versions` are those on top of which someone changed the value."""

    def __init__(self, message: str, versions: Sequence[ObservationVersion] = ()) -> None:
        super().__init__(message)
        self.versions = versions


@dataclass(frozen=True, slots=True)
class Undone:
    """How many values went back to what they were, and how many were removed."""

    restored: int
    removed: int


def undo(batch: ImportBatch, *, change: Change) -> Undone:
    """Put back every value that `batch` wrote, in one transaction.

    Raises `CannotUndo` where the batch is not a committed one, or where a later change stands on top of a value;
    nothing is written then.
    """
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.state != BatchState.COMMITTED:
            raise CannotUndo(_("Chỉ hoàn tác được lần nhập đã ghi vào cơ sở dữ liệu."))
        settle_due_revisions()
        versions = list(locked.versions.select_related("indicator", "area").order_by("-recorded_at", "-pk"))
        rows = {version.pk: _row_written_by(version) for version in versions}
        if changed := [version for version in versions if rows[version.pk] is None]:
            raise CannotUndo(
                _("Không hoàn tác được: %(count)d số liệu đã được sửa sau lần nhập này.") % {"count": len(changed)},
                changed,
            )
        removed = sum(_put_back(version, rows[version.pk], change) for version in versions)
        locked.state = BatchState.UNDONE
        locked.undone_at = timezone.now()
        locked.undone_by = change.actor
        locked.save(update_fields=["state", "undone_at", "undone_by"])
    batch.refresh_from_db()
    return Undone(restored=len(versions) - removed, removed=removed)


def _row_written_by(version: ObservationVersion) -> Row | None:
    """The row that still holds what `version` wrote; none where it was changed since."""
    rows = MODELS[VersionKind(version.kind)].objects.filter(
        indicator_id=version.indicator_id, area_id=version.area_id, year=version.year
    )
    for row in rows.order_by("-revises_id").select_related("release"):
        if row.period == version.period and row.content() == version.after:
            return row
    return None


def _put_back(version: ObservationVersion, row: Row | None, change: Change) -> bool:
    """Restore what stood before `version`; true where the row is removed."""
    assert row is not None
    if version.before is None or row.revises_id is not None:
        row.delete(change=change)
        return True
    for name, value in version.before.items():
        field = row._meta.get_field(name)
        setattr(row, name, field.to_python(value))  # type: ignore[union-attr]  # versions hold plain fields only
    row.save(change=change)
    return False
