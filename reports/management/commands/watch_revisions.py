"""Marks the articles that cite figures which were revised: `watch_revisions`, after an import or by a timer."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from reports.models import RevisionFlag
from reports.services.revision_watch import watch


class Command(BaseCommand):
    help = "Marks the public articles that cite figures which were revised since the last look."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--list", action="store_true", help="Also print every mark that waits for an editor.")

    def handle(self, *args: Any, **options: Any) -> None:
        flagged = watch()
        waiting = RevisionFlag.objects.open()
        said = _("%(new)d chỗ mới trong các bài nêu số liệu đã sửa; cả thảy %(all)d chỗ chờ xử lý.")
        self.stdout.write(said % {"new": flagged, "all": waiting.count()})
        if options["list"]:
            for flag in waiting.select_related("article", "indicator", "area").order_by("article_id", "pk"):
                self.stdout.write(f"{flag.article.slug}: {flag}")
