"""The last step of an import: what was shown is written, and what the person taught is kept for the next file."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from indicators.audit import Finding, Rule
from indicators.models import BatchState, ImportBatch, ObservationVersion, VersionKind
from indicators.services.comparing import Difference
from indicators.services.importing import ImportOptions, import_file
from indicators.services.learning import Learned, learn
from indicators.services.preparing import FileRead, Prepared
from indicators.services.progress import Progress, unheard
from indicators.workbook.problems import Severity

KEPT_FINDINGS = 500


class AlreadyDecided(RuntimeError):
    """Raised where the batch was written or cancelled in the meantime; carries it."""

    def __init__(self, batch: ImportBatch) -> None:
        super().__init__("The batch is no longer waiting for confirmation.")
        self.batch = batch


class FindingsStand(RuntimeError):
    """Raised where the audit has errors, or warnings that were not seen or have no reason; nothing was written."""

    def __init__(self, prepared: Prepared) -> None:
        super().__init__("Findings of the audit stand against the import.")
        self.prepared = prepared


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the person saw and said: the digest of the difference, and by rule that of the warnings with a reason."""

    difference: str
    warnings: Mapping[Rule, str] = field(default_factory=dict)
    reasons: Mapping[Rule, str] = field(default_factory=dict)

    def accepts(self, rule: Rule, findings: Sequence[Finding]) -> bool:
        return bool(self.reasons.get(rule, "").strip()) and self.warnings.get(rule) == digest_of(findings)


def confirm(
    batch: ImportBatch,
    confirmation: Confirmation,
    *,
    actor: User,
    file_read: FileRead | None = None,
    progress: Progress = unheard,
    attempt: int | None = None,
) -> tuple[Prepared, Learned]:
    """Write the batch, all or nothing, with its names and layouts remembered.

    A worker in the background gives the file as it was read, hears of the progress, and names its `attempt`.
    Raises `AlreadyDecided`, `FindingsStand`, `DifferenceChanged` where somebody wrote since the difference was
    shown, `EmbargoConflict`, and what `import_file` raises.
    """
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        is_mine = locked.state == BatchState.RUNNING and locked.attempt == attempt
        if not (is_mine if attempt is not None else locked.state == BatchState.READ):
            raise AlreadyDecided(locked)

        def guard(prepared: Prepared) -> None:
            warnings = prepared.audit.by_rule(Severity.WARNING)
            if prepared.audit.errors or not all(confirmation.accepts(*each) for each in warnings.items()):
                raise FindingsStand(prepared)

        with locked.file.open("rb") as file:
            content = file.read()
        options = ImportOptions.from_json(locked.options)
        _batch, prepared = import_file(
            content,
            locked.original_name,
            options,
            actor=actor,
            expected_digest=confirmation.difference,
            batch=locked,
            guard=guard,
            file_read=file_read,
            progress=progress,
        )
        learned = learn(prepared, content, options, actor=actor)
        locked.result |= _told(prepared, confirmation, learned)
        locked.save(update_fields=["result"])
    batch.refresh_from_db()
    return prepared, learned


def digest_of(findings: Iterable[Finding]) -> str:
    """A fingerprint of what was found, the same when the same is found again."""
    told = "\n".join(sorted(" ".join(finding.identity) for finding in findings))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def changes_since(difference: Difference, moment: dt.datetime) -> list[ObservationVersion]:
    """What others wrote since then to the values of the difference, newest first, in one query."""
    keys = {entry.stated.key for entry in difference.entries}
    versions = ObservationVersion.objects.filter(recorded_at__gt=moment).select_related(
        "indicator__unit", "area", "actor", "batch"
    )
    return [v for v in versions.iterator() if (VersionKind(v.kind), v.indicator_id, v.area_id, v.period) in keys]


def _told(prepared: Prepared, confirmation: Confirmation, learned: Learned) -> dict[str, Any]:
    """What the report of the batch keeps beside its counts."""
    return {
        "created": list(prepared.created),
        "aliases": list(learned.aliases),
        "layouts": list(learned.layouts),
        "accepted": [
            {
                "rule": str(finding.rule),
                "sheet": finding.sheet,
                "cell": finding.cell,
                "message": finding.message,
                "reason": confirmation.reasons.get(finding.rule, ""),
            }
            for finding in prepared.audit.warnings[:KEPT_FINDINGS]
        ],
    }
