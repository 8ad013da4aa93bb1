"""Imports that are worked in the background: started, watched, cancelled, and taken up again after a crash.

A batch is WAITING until a worker claims it, RUNNING while one works on it, and COMMITTED in the same transaction that
writes its figures. A worker that dies leaves nothing but a RUNNING batch that gives no sign; the next who looks takes
it up again. Each claim is a new attempt, and only the attempt that holds the batch commits it: nothing comes twice.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django_tasks import task

from indicators.audit import Rule
from indicators.models import BatchState, ImportBatch, Refusal, Stage
from indicators.services import live
from indicators.services.confirming import AlreadyDecided, Confirmation, FindingsStand, confirm
from indicators.services.import_options import ImportOptions, OptionError
from indicators.services.importing import Rejected
from indicators.services.preparing import read_file
from indicators.services.progress import percent
from indicators.services.recording import DifferenceChanged, EmbargoConflict
from indicators.workbook.problems import WorkbookError

BACKGROUND_FROM = 5000
"""Files of more figures than this are written in the background."""

STALE_SECONDS = 60.0
"""A batch whose worker gave no sign for so long is taken up again."""

UNDER_WAY = (BatchState.WAITING, BatchState.RUNNING)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How far a batch is; `percent` is of the whole. `refusal` says why it waits for a person again."""

    state: BatchState
    percent: int
    stage: Stage | None = None
    done: int = 0
    total: int = 0
    refusal: Refusal | None = None
    is_stopping: bool = False

    @property
    def is_over(self) -> bool:
        return self.state not in UNDER_WAY


def start(batch: ImportBatch, confirmation: Confirmation, *, actor: User) -> None:
    """Have the batch written in the background as it was confirmed; raises `AlreadyDecided` where it is not open."""
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.state != BatchState.READ:
            raise AlreadyDecided(locked)
        locked.state = BatchState.WAITING
        locked.confirmation = _as_json(confirmation, actor)
        locked.heard_at = timezone.now()
        locked.refusal = ""
        locked.save(update_fields=["state", "confirmation", "heard_at", "refusal"])
        live.forget(locked.pk, locked.attempt)
        transaction.on_commit(lambda: _enqueue(batch.pk))
    batch.refresh_from_db()


def progress(batch: ImportBatch) -> BatchProgress:
    """How far the batch is now (one query)."""
    batch.refresh_from_db(fields=["state", "attempt", "refusal"])
    state = BatchState(batch.state)
    if state not in UNDER_WAY:
        refusal = Refusal(batch.refusal) if batch.refusal else None
        return BatchProgress(state, 100 if state == BatchState.COMMITTED else 0, refusal=refusal)
    sign = live.last_sign(batch.pk, batch.attempt) if state == BatchState.RUNNING else None
    is_stopping = live.is_asked_to_stop(batch.pk)
    if sign is None:
        return BatchProgress(state, 0, is_stopping=is_stopping)
    share = percent(sign.stage, sign.done, sign.total)
    return BatchProgress(state, share, sign.stage, sign.done, sign.total, is_stopping=is_stopping)


def cancel(batch: ImportBatch) -> bool:
    """Put the batch aside and leave nothing behind; False where it is written or decided already.

    A worker that is at it stops at its next sign and takes everything back.
    """
    batch.refresh_from_db()
    if batch.state not in UNDER_WAY:
        return False
    live.ask_to_stop(batch.pk)
    if batch.state == BatchState.WAITING or _is_stale(batch, STALE_SECONDS):
        _settle(batch, BatchState.CANCELLED)
    batch.refresh_from_db()
    return batch.state != BatchState.COMMITTED


def resume_stalled(*, after_seconds: float = STALE_SECONDS, is_here: bool = False) -> list[int]:
    """Take up again the batches whose worker died, or that nobody began with; gives their ids.

    With `is_here` they are written before this returns, for a process that will not live as long as a task.
    """
    resumed = []
    for batch in ImportBatch.objects.filter(state__in=UNDER_WAY):
        if not _is_stale(batch, after_seconds):
            continue
        # Whoever moves the mark first takes it up; others who look at the same moment do not.
        mine = ImportBatch.objects.filter(pk=batch.pk, state=batch.state, heard_at=batch.heard_at)
        if mine.update(state=BatchState.WAITING, heard_at=timezone.now()):
            if is_here:
                write_import.call(batch.pk)
            else:
                _enqueue(batch.pk)
            resumed.append(batch.pk)
    return resumed


@task
def write_import(batch_id: int) -> str:
    """Work on a batch until it is written, refused or cancelled; gives the state that it is left in."""
    batch = _claim(batch_id)
    if batch is None:
        return ""
    with translation.override(batch.confirmation.get("language")):
        _work(batch)
    batch.refresh_from_db()
    return str(batch.state)


def _work(batch: ImportBatch) -> None:
    pulse = live.Pulse(batch.pk, batch.attempt)
    try:
        pulse(Stage.READING, 0, 1)
        with batch.file.open("rb") as file:
            content = file.read()
        file_read = read_file(content, batch.original_name, ImportOptions.from_json(batch.options))
        confirmation, actor = _from_json(batch.confirmation)
        confirm(batch, confirmation, actor=actor, file_read=file_read, progress=pulse, attempt=batch.attempt)
    except live.Stopped:
        _settle(batch, BatchState.CANCELLED)
    except AlreadyDecided:
        logger.info("Import %s is another worker's now.", batch.pk)
    except (DifferenceChanged, EmbargoConflict):
        _settle(batch, BatchState.READ, Refusal.CHANGED)
    except FindingsStand:
        _settle(batch, BatchState.READ, Refusal.FINDINGS)
    except (Rejected, WorkbookError, OptionError):
        _settle(batch, BatchState.READ, Refusal.REJECTED)
    except Exception:
        logger.exception("Import %s failed.", batch.pk)
        _settle(batch, BatchState.READ, Refusal.FAILED)
    live.forget(batch.pk, batch.attempt)


def _enqueue(batch_id: int) -> None:
    write_import.enqueue(batch_id)


def _claim(batch_id: int) -> ImportBatch | None:
    """The batch as a new attempt of this worker; none where it is not waiting."""
    waiting = ImportBatch.objects.filter(pk=batch_id, state=BatchState.WAITING)
    if not waiting.update(state=BatchState.RUNNING, attempt=F("attempt") + 1, heard_at=timezone.now()):
        return None
    return ImportBatch.objects.get(pk=batch_id)


def _settle(batch: ImportBatch, state: BatchState, refusal: Refusal | None = None) -> None:
    """Leave the batch in that state, unless another attempt has it by now."""
    mine = ImportBatch.objects.filter(pk=batch.pk, attempt=batch.attempt, state__in=UNDER_WAY)
    mine.update(state=state, refusal=refusal or "", heard_at=None)


def _is_stale(batch: ImportBatch, after_seconds: float) -> bool:
    sign = live.last_sign(batch.pk, batch.attempt)
    heard = [batch.heard_at.timestamp()] if batch.heard_at else []
    heard += [sign.at] if sign and batch.state == BatchState.RUNNING else []
    return time.time() - max(heard, default=0.0) > after_seconds


def _as_json(confirmation: Confirmation, actor: User) -> dict[str, Any]:
    return {
        "difference": confirmation.difference,
        "warnings": {str(rule): digest for rule, digest in confirmation.warnings.items()},
        "reasons": {str(rule): reason for rule, reason in confirmation.reasons.items()},
        "actor": actor.pk,
        "language": translation.get_language(),
    }


def _from_json(told: dict[str, Any]) -> tuple[Confirmation, User]:
    confirmation = Confirmation(
        difference=told["difference"],
        warnings={Rule(rule): digest for rule, digest in told["warnings"].items()},
        reasons={Rule(rule): reason for rule, reason in told["reasons"].items()},
    )
    return confirmation, User.objects.get(pk=told["actor"])


__all__ = [
    "BACKGROUND_FROM",
    "BatchProgress",
    "cancel",
    "progress",
    "resume_stalled",
    "start",
    "write_import",
]
