"""Fills an installation with synthetic content of a given size, for benchmarks."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.models import Indicator, Observation
from indicators.query_plans import refresh_query_plans
from reports.models import Article
from reports.synthetic.articles import load_articles
from reports.synthetic.catalogue import PREFIX, load_catalogue
from reports.synthetic.figures import load_figures
from reports.synthetic.labels import label_loaded_articles


class Command(BaseCommand):
    help = (
        "Loads articles, indicators and monthly figures for benchmarks, the same for the same numbers. "
        "Figures: indicators × areas × years × 12, each with its version."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--articles", type=int, default=1000, metavar="N")
        parser.add_argument("--indicators", type=int, default=100, metavar="I")
        parser.add_argument("--years", type=int, default=10, metavar="Y")
        parser.add_argument("--areas", type=int, default=1, metavar="A", help="the province and districts in it")
        parser.add_argument(
            "--labels",
            action="store_true",
            help="load nothing; give authors and tags to the synthetic articles that were loaded without",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["labels"]:
            labelled = label_loaded_articles(told=self._teller("labelled"))
            refresh_query_plans(using=Article.objects.db)
            self.stdout.write(f"{labelled} articles labelled.")
            return
        for name in ("indicators", "years", "areas"):
            if options[name] < 1:
                raise CommandError(f"--{name} must be at least 1.")
        ours = {"code__startswith": PREFIX}
        if Indicator.objects.filter(**ours).exists() or Article.objects.filter(slug__startswith=PREFIX).exists():
            raise CommandError("Synthetic content is there already; load it into another database.")
        indicators, areas = load_catalogue(indicators=options["indicators"], areas=options["areas"])
        figures = load_figures(indicators, areas, years=options["years"], told=self._teller("figures"))
        articles = load_articles(
            options["articles"], indicators, areas[0], years=options["years"], told=self._teller("articles")
        )
        refresh_query_plans(using=Article.objects.db)
        self.stdout.write(f"{len(indicators)} indicators, {len(areas)} areas, {figures} figures, {articles} articles.")
        assert Observation.objects.filter(indicator__code__startswith=PREFIX).count() == figures

    def _teller(self, name: str) -> Any:
        """Says how many there are now, where somebody watches."""

        def told(count: int) -> None:
            if self.stdout.isatty():
                self.stdout.write(f"\r{count} {name}", ending="")
                self.stdout.flush()

        return told
