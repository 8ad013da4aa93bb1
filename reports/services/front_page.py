"""What the home page tells: the stories that editors pinned, the latest, and the newest of each section.

Three queries: which pins stand, which articles are the newest, what is shown of those that were chosen.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, F, OuterRef, Subquery, When
from django.utils import timezone

from reports.models import Article, FrontPin, Section
from reports.models.front_page import LEAD
from reports.services.stories import Story, stories_of

LATEST = 4
OF_A_SECTION = 3
# Sections show what is among the newest articles, so that the cost does not grow with the archive.
POOL = 240


@dataclass(frozen=True, slots=True)
class SectionNews:
    section: Section
    stories: Sequence[Story]


@dataclass(frozen=True, slots=True)
class FrontNews:
    """No story stands on it twice. `featured` are those that editors placed beside the lead, in their order."""

    lead: Story | None
    featured: Sequence[Story]
    latest: Sequence[Story]
    sections: Sequence[SectionNews]


@dataclass(frozen=True, slots=True)
class _Choice:
    """The same by the keys of articles."""

    lead: Sequence[int]
    featured: Sequence[int]
    latest: Sequence[int]
    sections: Mapping[int, Sequence[int]]

    @property
    def keys(self) -> list[int]:
        return [*self.lead, *self.featured, *self.latest, *(pk for pks in self.sections.values() for pk in pks)]


def front_page(language: str, *, at: dt.datetime | None = None) -> FrontNews:
    """The front page in `language`, "vi" or "en", as of `at`; sections in their order, without those that lack news."""
    moment = at or timezone.now()
    choice = _choice(language, moment)
    articles = Article.objects.public(at=moment).filter(pk__in=choice.keys).without_bodies()
    stories = {story.article.pk: story for story in stories_of(articles, moment)}

    def shown(keys: Sequence[int]) -> list[Story]:
        return [stories[pk] for pk in keys if pk in stories]

    groups = (shown(keys) for keys in choice.sections.values())
    sections = [SectionNews(group[0].section, group) for group in groups if group]
    sections.sort(key=lambda news: (news.section.position, news.section.slug))
    lead = shown(choice.lead)
    return FrontNews(lead[0] if lead else None, shown(choice.featured), shown(choice.latest), sections)


def pins_that_stand(language: str, *, at: dt.datetime) -> dict[int, int]:
    """The articles by the places that they stand in: pinned, not run out, public and of that language; one query."""
    holding = FrontPin.objects.holding(at=at).filter(language=language)
    place = holding.filter(article=OuterRef("pk")).values("place")[:1]
    rows = (
        Article.objects.public(at=at)
        .in_language(language)
        .filter(pk__in=holding.values("article_id"))
        .order_by()
        .annotate(place=Subquery(place))
        .values_list("place", "pk")
    )
    return dict(rows)


def _choice(language: str, moment: dt.datetime) -> _Choice:
    """Pinned stories in their places; of the others the newest lead where nothing is pinned, and fill the rest.

    Where there are no others, the first of those beside the lead leads.
    """
    pinned = pins_that_stand(language, at=moment)
    taken = set(pinned.values())
    is_due = When(next_edition__isnull=False, next_at__lte=moment, then=F("next_edition__section_id"))
    pool = (
        Article.objects.public(at=moment)
        .in_language(language)
        .newest_first()
        .annotate(section_now=Case(is_due, default=F("published_edition__section_id")))
        .values_list("pk", "section_now")[:POOL]
    )
    rest = [(pk, section) for pk, section in pool if pk not in taken]
    lead = [pinned[LEAD]] if LEAD in pinned else [pk for pk, _section in rest[:1]]
    featured = [pk for place, pk in sorted(pinned.items()) if place != LEAD]
    if not lead:
        lead, featured = featured[:1], featured[1:]
    rest = rest if LEAD in pinned else rest[1:]
    by_section: dict[int, list[int]] = defaultdict(list)
    for pk, section in rest[LATEST:]:
        if len(by_section[section]) < OF_A_SECTION:
            by_section[section].append(pk)
    return _Choice(lead, featured, [pk for pk, _section in rest[:LATEST]], by_section)
