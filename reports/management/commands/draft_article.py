"""Writes a first draft of an article from a release's figures: `draft_article RELEASE`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from indicators.models import Release
from reports.passages import blocks_of_html
from reports.services.drafting import DraftRefused, draft_article


class Command(BaseCommand):
    help = "Writes a first draft of an article from a release's figures, each bound; prints its slug and its text."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("release", metavar="RELEASE", help="code of the release")

    def handle(self, *args: Any, **options: Any) -> None:
        release = Release.objects.filter(code=options["release"]).first()
        if release is None:
            raise CommandError(_("Không có đợt công bố mang mã “%(code)s”.") % {"code": options["release"]})
        try:
            article = draft_article(release)
        except DraftRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(article.slug)
        self.stdout.write("")
        self.stdout.write("\n\n".join([article.title, article.lead, *(b.text for b in blocks_of_html(article.body))]))
