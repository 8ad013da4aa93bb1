"""Lists the figures that an article states: `find_figures FILE` or `find_figures -` for standard input."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.numbers import format_number
from reports.prose.claims import Claim, find_claims


class Command(BaseCommand):
    help = "Reads article text (UTF-8) and lists its claims. Needs no catalogue and no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", default="-", help="A text file, or - for standard input.")
        parser.add_argument("--date", type=date.fromisoformat, help="Date of publication, YYYY-MM-DD.")
        parser.add_argument("--json", action="store_true", help="Print the claims as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        claims = find_claims(_read(options["file"]), options["date"])
        if options["json"]:
            self.stdout.write(json.dumps([claim.as_json() for claim in claims], ensure_ascii=False, indent=1))
            return
        for claim in claims:
            self.stdout.write(_line(claim))
        count = len(claims)
        self.stdout.write(ngettext("%(count)s số liệu", "%(count)s số liệu", count) % {"count": count})


def _read(file: str) -> str:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise CommandError(_("Không đọc được %(file)s: %(error)s") % {"file": file, "error": error}) from error
    except UnicodeDecodeError as error:
        raise CommandError(_("%(file)s không phải là văn bản UTF-8.") % {"file": file}) from error


def _line(claim: Claim) -> str:
    parts = [claim.indicator]
    if claim.period is not None:
        parts.append(claim.period.vi)
    if claim.value is not None:
        parts.append(" ".join(p for p in (format_number(claim.value), claim.unit) if p))
    if claim.growth_pct is not None:
        parts.append(format_number(claim.growth_pct, signed=True) + "%")
    if claim.plan_pct is not None:
        parts.append(_("%(share)s%% kế hoạch") % {"share": format_number(claim.plan_pct)})
    return " · ".join(parts)
