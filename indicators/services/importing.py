"""A workbook on its way into the database: prepared, then written all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.models import BatchState, Change, ImportBatch
from indicators.services.import_options import ImportOptions, OptionError, chosen_release, default_area
from indicators.services.preparing import FileRead, Prepared, prepare, prepare_to_write, read_file
from indicators.services.progress import Progress, Stage, unheard
from indicators.services.recording import begin_writing, write
from indicators.workbook.problems import WorkbookError

__all__ = [
    "ImportOptions",
    "OptionError",
    "Prepared",
    "Rejected",
    "WorkbookError",
    "default_area",
    "import_file",
    "keep_file",
    "prepare",
]


class Rejected(RuntimeError):
    """Raised where a file has errors and nothing was written; carries what was found."""

    def __init__(self, prepared: Prepared) -> None:
        super().__init__("The file has errors; nothing was written.")
        self.prepared = prepared


def import_file(
    content: bytes,
    file_name: str,
    options: ImportOptions,
    *,
    actor: User | None = None,
    expected_digest: str | None = None,
    batch: ImportBatch | None = None,
    guard: Callable[[Prepared], None] | None = None,
    file_read: FileRead | None = None,
    progress: Progress = unheard,
) -> tuple[ImportBatch, Prepared]:
    """Write what a file states, all or nothing, and keep the file with its batch.

    `batch` is one that was uploaded before; a new one is made without it. `guard` sees what is about to be written
    and may raise, as may `progress`. Raises as `prepare`, and `Rejected` where any figure cannot be written,
    `DifferenceChanged` where the confirmed difference no longer holds.
    """
    progress(Stage.READING, 0, 1)
    file_read = file_read or read_file(content, file_name, options)
    with transaction.atomic():
        begin_writing()
        prepared = prepare_to_write(content, file_name, options, file_read=file_read, lock=True, progress=progress)
        if not prepared.is_accepted:
            raise Rejected(prepared)
        if guard is not None:
            guard(prepared)
        batch = batch or keep_file(content, file_name, options, actor=actor)
        change = Change(actor, _("Nhập từ tệp %(name)s") % {"name": file_name}, batch)
        told = partial(progress, Stage.WRITING)
        write(prepared.difference, change=change, expected_digest=expected_digest, progress=told)
        batch.state = BatchState.COMMITTED
        batch.committed_at = timezone.now()
        batch.release = chosen_release(options)
        batch.options = options.as_json()
        batch.result = prepared.counts()
        batch.save()
    return batch, prepared


def keep_file(content: bytes, file_name: str, options: ImportOptions, *, actor: User | None = None) -> ImportBatch:
    """A batch that holds the file as it came, not yet written to the figures."""
    batch = ImportBatch(
        original_name=file_name[-255:],
        sha256=hashlib.sha256(content).hexdigest(),
        options=options.as_json(),
        uploaded_by=actor,
    )
    batch.file.save(file_name, ContentFile(content), save=False)
    batch.save()
    return batch
