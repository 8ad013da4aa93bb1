"""Reads of articles, counted in whole by article and day: added in batches, told as what is read most."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Case, F, Sum, Value, When
from django.utils import timezone

from reports.models import Article, ArticleAddress, ArticleReads, SideEffect

Reads = Mapping[tuple[str, dt.date], int]
"""How often the article under an address (its slug) was opened on a day."""

FILE = "reads"
LISTED = 8


@dataclass(frozen=True, slots=True)
class MostRead:
    """An article and how often it was opened in the last days."""

    article: Article
    count: int

    @property
    def amount(self) -> Decimal:
        """The count as numbers are written on pages."""
        return Decimal(self.count)


def add_reads(reads: Reads) -> int:
    """Add the counts to what is stored; gives how many reads were of articles that there are.

    Five queries at most, however many articles. Rows are locked in one order, so that processes that add at the same
    time wait for each other and lose nothing.
    """
    if not reads:
        return 0
    known = _articles({slug for slug, _day in reads})
    added: Counter[tuple[int, dt.date]] = Counter()
    for (slug, day), count in reads.items():
        if slug in known and count > 0:
            added[known[slug], day] += count
    if not added:
        return 0
    with transaction.atomic():
        ordered = sorted(added)
        ArticleReads.objects.bulk_create(
            [ArticleReads(article_id=article, day=day) for article, day in ordered], ignore_conflicts=True
        )
        articles, days = {article for article, _day in ordered}, {day for _article, day in ordered}
        rows = ArticleReads.objects.select_for_update().filter(article__in=articles, day__in=days)
        found = {(row.article_id, row.day): row.pk for row in rows.order_by("article_id", "day")}
        cases = [When(pk=found[key], then=Value(count)) for key, count in added.items() if key in found]
        pks = [found[key] for key in added if key in found]
        ArticleReads.objects.filter(pk__in=pks).update(count=F("count") + Case(*cases, default=Value(0)))
    return added.total()


def add_reads_of_file(reads: Reads, digest: str) -> int | None:
    """Add the counts of a file that is known by its digest; None, and nothing added, where it was added before."""
    with transaction.atomic():
        now = timezone.now()
        _row, is_new = SideEffect.objects.get_or_create(
            key=f"{FILE}:{digest}", defaults={"kind": FILE, "due_at": now, "done_at": now}
        )
        return add_reads(reads) if is_new else None


def most_read(days: int, *, today: dt.date | None = None, limit: int = LISTED) -> list[MostRead]:
    """What was opened most in the last `days` days, today among them; two queries."""
    last = today or timezone.localdate()
    since = last - dt.timedelta(days=days - 1)
    sums = ArticleReads.objects.filter(day__gte=since, day__lte=last).values("article").order_by()
    top = list(sums.annotate(total=Sum("count")).order_by("-total", "-article").values_list("article", "total")[:limit])
    articles = Article.objects.select_related("section").defer("body").in_bulk([pk for pk, _total in top])
    return [MostRead(articles[pk], total) for pk, total in top if pk in articles]


def _articles(slugs: set[str]) -> dict[str, int]:
    """The articles under addresses, those of today and former ones."""
    known = dict(Article.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    if former := slugs - known.keys():
        known |= dict(ArticleAddress.objects.filter(slug__in=former).values_list("slug", "article_id"))
    return known
