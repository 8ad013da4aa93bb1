"""Takes an import back: every figure as it was before."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from indicators.models import Change, ImportBatch
from indicators.services.undoing import CannotUndo, undo


class Command(BaseCommand):
    help = "Puts back every figure that import BATCH wrote; refuses, naming them, where a later change stands on top."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("batch", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        batch = ImportBatch.objects.filter(pk=options["batch"]).first()
        if batch is None:
            raise CommandError(_("Không có lần nhập số %(batch)d.") % options)
        try:
            undone = undo(batch, change=Change(reason=_("Hoàn tác lần nhập số %(batch)d") % options))
        except CannotUndo as error:
            self.stderr.write(str(error))
            for version in error.versions:
                self.stderr.write(f"  {version.indicator} · {version.area} · {version.period.vi}")
            sys.exit(1)
        self.stdout.write(
            _("Đã hoàn tác: %(restored)d số liệu trở lại như trước, %(removed)d số liệu mới được bỏ đi.")
            % {"restored": undone.restored, "removed": undone.removed}
        )
