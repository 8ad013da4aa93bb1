"""Which articles use an indicator: in their tables, or linked by their editors; and which came with a release."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from indicators.keyset import NEWEST, page_of
from indicators.models import Indicator, Release
from reports.models import Article, Edition
from reports.services.stories import Story, stories_of

MOST_OF_RELEASES = 20


def stories_citing(indicator: Indicator, language: str, *, limit: int, at: dt.datetime) -> list[Story]:
    """The newest public articles in `language` whose public edition uses the indicator; one query."""
    citing = Edition.indicators.through.objects.filter(indicator_id=indicator.pk).values("edition_id")
    parts = Article.objects.public(at=at).in_language(language).with_public_edition_in(citing, at=at)
    shown = Article.objects.without_bodies()
    page = page_of(shown, by="published_at", place=NEWEST, size=limit, parts=parts)
    return stories_of(page.rows, at)


def stories_of_releases(
    releases: Sequence[Release], language: str, *, limit: int, at: dt.datetime
) -> Mapping[int, Sequence[Story]]:
    """The newest public articles in `language` of each release by its key, at most `limit` of one; one query."""
    articles = Article.objects.public(at=at).in_language(language).filter(release__in=releases).without_bodies()
    found: dict[int, list[Story]] = defaultdict(list)
    for story in stories_of(articles.newest_first()[: MOST_OF_RELEASES * limit], at):
        told = found[story.article.release_id or 0]
        if len(told) < limit:
            told.append(story)
    return found
