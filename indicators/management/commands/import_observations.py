"""Reads a workbook of figures into the database, all or nothing."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from indicators.models import ImportBatch, Status
from indicators.periods import PeriodError
from indicators.services.importing import ImportOptions, OptionError, Prepared, Rejected, import_file, prepare
from indicators.services.matching_drafts import MatchedDraft
from indicators.workbook.problems import Problem, WorkbookError

ACCEPTED, REJECTED, UNREADABLE = 0, 1, 2


class Command(BaseCommand):
    help = "Reads FILE (xlsx, xls, xlsb, ods, csv) and writes its figures, all or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--sheet", default="", help="only this sheet")
        parser.add_argument("--area", default="", metavar="CODE", help="the area of figures that name none")
        parser.add_argument("--period", default="", metavar="P", help="the period of figures that name none")
        parser.add_argument("--release", default="", metavar="CODE", help="the release that publishes the figures")
        parser.add_argument("--status", default="", choices=["", *Status.values])
        parser.add_argument("--source", default="", help="the source of the figures, where not the indicator's own")
        parser.add_argument("--create-indicators", action="store_true", help="create what the catalogue lacks")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        chosen = ImportOptions.from_json(options)
        batch: ImportBatch | None = None
        try:
            content = path.read_bytes()
            if options["dry_run"]:
                prepared = prepare(content, path.name, chosen)
            else:
                batch, prepared = import_file(content, path.name, chosen)
        except Rejected as rejected:
            prepared = rejected.prepared
        except (WorkbookError, OSError) as error:
            self._refuse(str(error), options, UNREADABLE)
        except OptionError as error:
            self._refuse(str(error), options, REJECTED)
        except PeriodError as error:
            self._refuse(error.translated(_), options, REJECTED)
        report = as_json(path, prepared, batch)
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1) if options["as_json"] else _told(report))
        if not prepared.is_accepted:
            sys.exit(REJECTED)

    def _refuse(self, message: str, options: dict[str, Any], code: int) -> None:
        """Say why and stop; with --json as an empty report with the one problem."""
        if options["as_json"]:
            report = {
                "file": str(options["file"]),
                "sha256": None,
                "batch": None,
                "sheets": [],
                **dict.fromkeys(("new", "changed", "unchanged", "rejected"), 0),
                "problems": [{"sheet": "", "cell": "", "message": message, "severity": "error"}],
                "observations": [],
            }
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
        else:
            self.stderr.write(message)
        sys.exit(code)


def as_json(path: Path, prepared: Prepared, batch: ImportBatch | None) -> dict[str, Any]:
    """The report of the contract; figures as decimal strings, periods in their SDMX form."""
    return {
        "file": str(path),
        "sha256": prepared.sha256,
        "batch": batch.pk if batch else None,
        "sheets": [
            {
                "name": reading.sheet,
                "layout": reading.layout_name,
                "observations": len(reading.drafts),
                "title": reading.title,
                "explanations": [{"cell": e.cell, "text": e.text} for e in reading.explanations],
            }
            for reading in prepared.readings
        ],
        **prepared.counts(),
        "problems": [_problem(problem) for problem in prepared.problems],
        "created": list(prepared.created),
        "observations": [_observation(matched) for matched in prepared.matching.drafts],
    }


def _observation(matched: MatchedDraft) -> dict[str, Any]:
    draft = matched.draft
    return {
        "sheet": draft.sheet,
        "cell": draft.cell,
        "indicator": draft.indicator_text or (matched.indicator.name_vi if matched.indicator else draft.indicator_code),
        "area": draft.area_text or (matched.area.name_vi if matched.area else draft.area_code or None),
        "period": draft.period.sdmx,
        "measure": str(draft.measure),
        "value": None if draft.value is None else format(draft.value, "f"),
        "unit": draft.unit.symbol_vi if draft.unit else draft.unit_text or None,
        "status": str(draft.status) if draft.status else None,
        "absence": str(draft.absence) if draft.absence else None,
        "parents": list(draft.parents),
        "footnote": draft.footnote,
        "indicator_code": matched.indicator.code if matched.indicator else None,
        "area_code": matched.area.code if matched.area else None,
    }


def _problem(problem: Problem) -> dict[str, str]:
    return {
        "sheet": problem.sheet,
        "cell": problem.cell,
        "message": problem.message,
        "severity": str(problem.severity),
    }


def _told(report: dict[str, Any]) -> str:
    lines = [
        _("Mới %(new)d, thay đổi %(changed)d, không đổi %(unchanged)d, bị từ chối %(rejected)d.") % report,
    ]
    for problem in report["problems"]:
        place = " ".join(part for part in (problem["sheet"], problem["cell"]) if part)
        lines.append(f"  {problem['severity']}: {place}: {problem['message']}")
    if report["batch"]:
        lines.append(_("Đã ghi, lần nhập số %(batch)d.") % report)
    else:
        lines.append(_("Không ghi gì vào cơ sở dữ liệu."))
    return "\n".join(lines)
