"""Which articles use an indicator: in their tables, or linked by their editors."""

from __future__ import annotations

import datetime as dt

from indicators.models import Indicator
from reports.models import Article, Edition
from reports.services.stories import Story, stories_of


def stories_citing(indicator: Indicator, language: str, *, limit: int, at: dt.datetime) -> list[Story]:
    """The newest public articles in `language` whose public edition uses the indicator; one query."""
    citing = Edition.indicators.through.objects.filter(indicator_id=indicator.pk).values("edition_id")
    articles = (
        Article.objects.public(at=at)
        .in_language(language)
        .with_public_edition_id(at=at)
        .filter(public_edition_id__in=citing)  # type: ignore[misc]
        .without_bodies()
        .newest_first()
    )
    return stories_of(articles[:limit], at)
