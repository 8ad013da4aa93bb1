"""The last step: the report of what was written, the file as it came, and the file with its problems marked."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from indicators.admin.history import shown
from indicators.admin.import_steps import REPORT, UNDER_WAY, ImportPages, content_of, options_of, steps_of
from indicators.admin.import_understood import cell_url
from indicators.audit import Rule
from indicators.models import BatchState, ImportBatch
from indicators.services.annotating import annotated
from indicators.services.preparing import prepare

SHOWN_VERSIONS = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ReportPages(ImportPages):
    """What a batch did, and its file."""

    def report_context(self, request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
        """What the batch's page shows beside its fields."""
        # In the order of the file; by their number alone, which the index of batches holds sorted.
        versions = batch.versions.order_by("pk").select_related("indicator", "area", "actor", "batch", "release")
        may_import = self.may_import(request)
        return {
            "versions": [
                (version, shown(version), cell_url(batch, version.sheet, version.cell) if may_import else "")
                for version in versions[:SHOWN_VERSIONS]
            ],
            "version_count": batch.versions.count(),
            "shown_versions": SHOWN_VERSIONS,
            "steps": steps_of(batch, REPORT) if may_import else [],
            "may_import": may_import,
            "is_open": batch.state == BatchState.READ,
            "is_under_way": batch.state in UNDER_WAY,
            "counts": batch.result,
            "accepted": [_accepted(batch, each) for each in batch.result.get("accepted", ())],
            "has_file": bool(batch.file),
            "batch": batch,
        }

    def file_view(self, request: HttpRequest, batch_id: int) -> FileResponse:
        """The file as it came, for those who may import."""
        batch = self.batch_for(request, batch_id)
        return FileResponse(batch.file.open("rb"), as_attachment=True, filename=batch.original_name)

    def annotated_view(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        """The file with its problems as comments, as it would be read now."""
        batch = self.batch_for(request, batch_id)
        content = content_of(batch)
        prepared = prepare(content, batch.original_name, options_of(batch))
        response = HttpResponse(annotated(content, prepared.problems), content_type=XLSX)
        name = f"{PurePath(batch.original_name).stem} ({_('có ghi chú')}).xlsx"
        response.headers["Content-Disposition"] = _attachment(name)
        return response


def _accepted(batch: ImportBatch, told: dict[str, str]) -> dict[str, str]:
    """A warning that was accepted, with the words of its rule and where its cell can be seen."""
    known = told["rule"] in {rule.value for rule in Rule}
    return {
        **told,
        "label": Rule(told["rule"]).label if known else told["rule"],
        "url": cell_url(batch, told["sheet"], told["cell"]) if told["cell"] else "",
    }


def _attachment(name: str) -> str:
    return content_disposition_header(True, name) or "attachment"
