"""Sends the letters and does the other things that are due, and clears away what nobody will ask for again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from reports.follow_up import sender
from reports.services.revision_watch import watch
from reports.services.side_effects import run_due, tidy


class Command(BaseCommand):
    help = "Does what is due: letters about articles. Requests do it too; a timer makes it punctual on a quiet site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at", metavar="MOMENT", help="as if it were this moment, such as 2026-05-22T08:00+07:00")

    def handle(self, *args: Any, **options: Any) -> None:
        moment = _moment(options["at"]) if options["at"] else timezone.now()
        done = run_due(sender=sender(), at=moment, limit=1_000)
        tidy(at=moment)
        watch(at=moment)
        said = _("Xong %(done)d việc, %(failed)d việc chưa được và sẽ thử lại.")
        self.stdout.write(said % {"done": done.done, "failed": done.failed})
        if done.failed:
            raise CommandError(_("Có việc chưa làm được; lý do nằm ở mục “Các việc theo sau” trong trang quản trị."))


def _moment(text: str) -> dt.datetime:
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(_("“%(text)s” không phải là một thời điểm, ví dụ 2026-05-22T08:00+07:00.") % {"text": text})
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
