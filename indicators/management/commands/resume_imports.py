"""Takes up again the imports whose worker died, or that nobody began with."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends

from indicators.services.background import STALE_SECONDS, resume_stalled
from indicators.thread_tasks import ThreadBackend


class Command(BaseCommand):
    help = "Has imports written that were confirmed and whose worker gave no sign for a while; safe to run at any time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--after", type=float, default=STALE_SECONDS, metavar="SECONDS", help="so long without a sign is too long"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # A thread would die with this command; workers take what is queued for them.
        is_here = isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ThreadBackend)
        for batch_id in resume_stalled(after_seconds=options["after"], is_here=is_here):
            self.stdout.write(_("Lần nhập số %(batch)d được ghi tiếp.") % {"batch": batch_id})
