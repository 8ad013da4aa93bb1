"""The figures of a stored article against the data: its title, lead and body as one text."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from indicators.models import Area
from reports.models import Article, Edition
from reports.passages import Block, Passage, blocks_of_html, blocks_of_text
from reports.prose.checked import CheckedText
from reports.services.checking import check_bound, check_passage


def check_article(article: Article, *, at: dt.datetime | None = None) -> CheckedText:
    """Claims, verdicts and contradictions of the working copy against what the public sees when it is public.

    `at` is when it is to be public, now by default, and never before its release; eight queries.
    """
    return check_passage(
        passage_of_article(article),
        date=date_of(article, at=at),
        area=area_of(article),
        public=True,
        at=moment_of(article, at=at),
    )


def check_bound_figures(article: Article, *, at: dt.datetime | None = None) -> CheckedText:
    """The bound figures of the working copy alone, each in its claim; four queries, none where nothing is bound."""
    passage = passage_of_article(article)
    return check_bound(passage, date=date_of(article, at=at), public=True, at=moment_of(article, at=at))


def passage_of_article(content: Article | Edition) -> Passage:
    """Title, lead and body of a working copy or an edition; places say which of them they are in."""
    title = [Block(content.title, part="title")] if content.title.strip() else []
    return Passage.of(title, blocks_of_text(content.lead, part="lead"), blocks_of_html(content.body))


def moment_of(article: Article, *, at: dt.datetime | None = None) -> dt.datetime:
    """When the article is read next: now or at its minute, and not before its release is out."""
    moment = max(at or timezone.now(), timezone.now())
    return max(moment, article.release.published_at) if article.release else moment


def date_of(article: Article, *, at: dt.datetime | None = None) -> dt.date:
    """The day from which "tháng này" and "cùng kỳ" count: that of its publication."""
    return timezone.localdate(article.published_at or at or moment_of(article))


def area_of(article: Article) -> Area | None:
    """The area that its tables show, of several the one that holds them all; None, the portal's own, without tables."""
    tables = article.statistics_tables.all() if article.pk else ()
    shown = {code for table in tables for code in table.description.get("areas", [])}
    if not shown:
        return None
    areas = list(Area.objects.filter(code__in=shown).select_related("parent__parent__parent"))
    chains = [_upwards(area) for area in areas]
    return next((area for area in chains[0] if all(area in chain for chain in chains)), None) if chains else None


def _upwards(area: Area) -> list[Area]:
    """The area and what it lies in, as far as was loaded: a commune lies in its country."""
    found = [area]
    while found[-1].parent is not None and len(found) < 4:
        found.append(found[-1].parent)
    return found
