"""Adds the reads that a proxy answered without the portal, from a log of nothing but times and paths."""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from reports.read_counting import ARTICLE
from reports.services.reads import add_reads_of_file

STANDARD_INPUT = Path("-")


class Command(BaseCommand):
    help = "Adds the reads of log files whose lines are a time and a path; - is standard input. A file counts once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        for path in options["files"]:
            try:
                content = sys.stdin.buffer.read() if path == STANDARD_INPUT else path.read_bytes()
            except OSError as error:
                raise CommandError(f"{path}: {error.strerror}") from error
            reads = reads_of(content.decode("utf-8", "replace"))
            added = add_reads_of_file(reads, hashlib.sha256(content).hexdigest())
            if added is None:
                self.stdout.write(_("%(file)s: đã cộng từ trước, không cộng lại.") % {"file": path.name})
            else:
                self.stdout.write(_("%(file)s: cộng %(count)d lượt đọc.") % {"file": path.name, "count": added})


def reads_of(log: str) -> Counter[tuple[str, dt.date]]:
    """ "2026-11-24T17:03:09+07:00 /tin/xi-mang/" is a read of "xi-mang" on that day; other lines are passed over."""
    reads: Counter[tuple[str, dt.date]] = Counter()
    for line in log.splitlines():
        written, _space, path = line.partition(" ")
        match = ARTICLE.fullmatch(path.strip())
        if match is None:
            continue
        try:
            moment = parse_datetime(written)
        except ValueError:
            continue
        if moment is not None and timezone.is_aware(moment):
            reads[match[1], timezone.localdate(moment)] += 1
    return reads
