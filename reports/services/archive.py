"""The archive of news by year and month: what is public now, counted in one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Count
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from indicators.keyset import Parts
from indicators.languages import reading_language
from indicators.periods import Period
from reports.local_days import beginning_of, end_of
from reports.local_months import LocalMonth
from reports.models import Article
from reports.models.articles import ArticleQuerySet


@dataclass(frozen=True, slots=True)
class ArchivedPeriod:
    """A year or a month of news, by the day that each article bears."""

    kind: ClassVar[str] = ""

    period: Period

    @property
    def slug(self) -> str:
        return self.period.sdmx

    @property
    def name(self) -> str:
        return capfirst(self.period.label(reading_language()))

    @property
    def description(self) -> str:
        return _("Tin đăng trong %(period)s") % {"period": self.period.label(reading_language())}

    @property
    def is_year(self) -> bool:
        return self.period.months == 12

    @property
    def year(self) -> ArchivedPeriod:
        return ArchivedPeriod(Period.of_year(self.period.year))

    def get_absolute_url(self) -> str:
        if self.is_year:
            return reverse("reports:archive_year", args=[self.period.year])
        return reverse("reports:archive_month", args=[self.period.year, f"{self.period.month:02}"])

    def narrow(self, articles: ArticleQuerySet, *, language: str, at: dt.datetime) -> Parts[ArticleQuerySet]:
        first, after = beginning_of(self.period.start), end_of(self.period.end)
        return Parts([articles.filter(published_at__gte=first, published_at__lt=after)])


@dataclass(frozen=True, slots=True)
class CountedPeriod:
    """A year or month with the number of its articles, and of a year its months, from the last to the first."""

    heading: ArchivedPeriod
    count: int
    months: Sequence[CountedPeriod] = ()


@dataclass(frozen=True, slots=True)
class Archive:
    """What there is in one language; `elsewhere` are months that have articles in another one only."""

    years: Sequence[CountedPeriod]
    elsewhere: frozenset[Period]

    def year(self, number: int) -> CountedPeriod | None:
        return next((year for year in self.years if year.heading.period.year == number), None)

    def has(self, period: Period) -> bool:
        """Whether any article in any language bears a day of the year or month."""
        here = (month.heading.period for year in self.years for month in year.months)
        return any(period.contains(month) for month in (*here, *self.elsewhere))


def archive(language: str, *, at: dt.datetime) -> Archive:
    """Every year and month with public articles, newest first; one query."""
    counted: Any = (
        Article.objects.public(at=at)
        .order_by()
        .annotate(month=LocalMonth("published_at"))
        .values("month", "language")
        .annotate(articles=Count("pk"))
        .order_by("-month")
    )
    years: dict[int, list[CountedPeriod]] = {}
    elsewhere = set()
    for row in counted:
        year, month = row["month"].split("-")
        period = Period.of_month(int(year), int(month))
        if row["language"] == language:
            years.setdefault(period.year, []).append(CountedPeriod(ArchivedPeriod(period), row["articles"]))
        else:
            elsewhere.add(period)
    return Archive([_year(number, months) for number, months in years.items()], frozenset(elsewhere))


def _year(number: int, months: Sequence[CountedPeriod]) -> CountedPeriod:
    return CountedPeriod(ArchivedPeriod(Period.of_year(number)), sum(month.count for month in months), months)
