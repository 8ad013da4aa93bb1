"""What the home page tells: the lead story, the latest, and the newest of each section, in two queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, F, When
from django.utils import timezone

from reports.models import Article, Section
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
class FrontPage:
    """No story stands on it twice."""

    lead: Story | None
    latest: Sequence[Story]
    sections: Sequence[SectionNews]


def front_page(language: str, *, at: dt.datetime | None = None) -> FrontPage:
    """The front page in `language` as of `at`; sections in their own order, those without recent news left out."""
    moment = at or timezone.now()
    chosen, by_section = _choice(language, moment)
    wanted = [*chosen, *(pk for pks in by_section.values() for pk in pks)]
    articles = Article.objects.public(at=moment).filter(pk__in=wanted).without_bodies()
    stories = {story.article.pk: story for story in stories_of(articles, moment)}
    newest = [stories[pk] for pk in chosen if pk in stories]
    groups = ([stories[pk] for pk in pks if pk in stories] for pks in by_section.values())
    sections = [SectionNews(group[0].section, group) for group in groups if group]
    sections.sort(key=lambda news: (news.section.position, news.section.slug))
    return FrontPage(newest[0] if newest else None, newest[1:], sections)


def _choice(language: str, moment: dt.datetime) -> tuple[list[int], dict[int, list[int]]]:
    """The keys of the newest articles, and of those that follow them in each section."""
    is_due = When(next_edition__isnull=False, next_at__lte=moment, then=F("next_edition__section_id"))
    pool = (
        Article.objects.public(at=moment)
        .in_language(language)
        .newest_first()
        .annotate(section_now=Case(is_due, default=F("published_edition__section_id")))
        .values_list("pk", "section_now")[:POOL]
    )
    chosen: list[int] = []
    by_section: dict[int, list[int]] = defaultdict(list)
    for pk, section in pool:
        if len(chosen) <= LATEST:
            chosen.append(pk)
        elif len(by_section[section]) < OF_A_SECTION:
            by_section[section].append(pk)
    return chosen, by_section
