"""Holds the figures of a stored article against the data: `verify_article SLUG`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reports.models import Article
from reports.prose.checked import CheckedClaim, count_verdicts
from reports.prose.explaining import verdict_label
from reports.prose.verification import Verdict
from reports.services.article_check import check_article

_SIGNS = {
    Verdict.AGREES: "=",
    Verdict.ROUNDS_TO: "≈",
    Verdict.DIFFERS: "≠",
    Verdict.NO_DATA: "?",
    Verdict.UNMATCHED: "–",
}


class Command(BaseCommand):
    help = "Checks each figure in the working copy of an article against the data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="The last part of the article's address.")
        parser.add_argument("--json", action="store_true", help="Print the claims, each with its verdict, as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        article = Article.objects.select_related("release").filter(slug=options["slug"]).first()
        if article is None:
            raise CommandError(_("Không có bài viết nào ở địa chỉ “%(slug)s”.") % {"slug": options["slug"]})
        checked = check_article(article)
        if options["json"]:
            claims = [claim.as_json() for claim in checked.claims]
            self.stdout.write(json.dumps(claims, ensure_ascii=False, indent=1))
            return
        for claim in checked.claims:
            for line in _lines(claim):
                self.stdout.write(line)
        for finding in checked.findings:
            self.stdout.write(f"! {finding.sentence}")
        counted = count_verdicts(checked.claims)
        self.stdout.write(" · ".join(f"{verdict_label(verdict)}: {counted[verdict.value]}" for verdict in Verdict))


def _lines(claim: CheckedClaim) -> list[str]:
    period = claim.period.vi if claim.period else _("chưa rõ kỳ")
    head = f"{_SIGNS[claim.verdict]} {claim.claim.indicator} · {period} — {claim.explanation}"
    return [head, *(f"    {_SIGNS[f.verdict]} {f.written.text}: {f.sentence}" for f in claim.figures)]
