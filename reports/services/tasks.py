"""What waits for whom: the lists on the first page of the admin, each in one query."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils import timezone

from indicators.models import ImportBatch, Release
from reports.models import Article, State
from reports.services.own_tasks import OwnTasks, own_tasks
from reports.services.reads import MostRead, most_read
from reports.services.revision_flags import FlaggedArticle, flagged_articles
from reports.services.translations import Standing, translations_standing

SHOWN = 8
# The days of which the most read articles are listed.
READ_IN = (7, 30)
# Originals that changed longer ago have had their time; the list of articles finds their translations too.
RECENT = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Tasks:
    """Lists of what concerns one person, newest or nearest first; empty where they may not see the kind."""

    own: OwnTasks = field(default_factory=OwnTasks)
    drafts: list[Article] = field(default_factory=list)
    in_review: list[Article] = field(default_factory=list)
    scheduled: list[Article] = field(default_factory=list)
    revised: list[FlaggedArticle] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)
    imports: list[ImportBatch] = field(default_factory=list)
    to_translate: list[Article] = field(default_factory=list)
    read: list[tuple[int, list[MostRead]]] = field(default_factory=list)


def tasks_for(user: User, *, at: dt.datetime | None = None, may_approve_own: bool = False) -> Tasks:
    """The person's drafts, what waits for review, what is scheduled, articles with revised figures, coming releases,
    latest imports, translations that are behind, what is read most: eleven queries, those of the look at what was
    revised, and those of `own_tasks`.

    A draft is the person's where they began the article or saved any edition of it.
    """
    moment = at or timezone.now()
    sees_articles = user.has_perm("reports.view_article")
    sees_releases = user.has_perm("indicators.view_release")
    sees_imports = user.has_perm("indicators.view_importbatch")
    articles = Article.objects.select_related("section", "created_by")
    own = Q(created_by=user) | Q(pk__in=user_editions(user))
    later = Q(published_at__gt=moment) | Q(next_at__gt=moment)
    return Tasks(
        own=own_tasks(user, may_approve_own=may_approve_own) if sees_articles else OwnTasks(),
        drafts=list(articles.filter(own, state=State.DRAFT)[:SHOWN]) if sees_articles else [],
        in_review=list(articles.filter(state=State.IN_REVIEW).order_by("updated_at")[:SHOWN]) if sees_articles else [],
        scheduled=list(articles.filter(later).order_by("next_at", "published_at")[:SHOWN]) if sees_articles else [],
        revised=flagged_articles(limit=SHOWN) if user.has_perm("reports.view_revisionflag") else [],
        releases=list(Release.objects.filter(published_at__gt=moment).order_by("published_at")[:SHOWN])
        if sees_releases
        else [],
        imports=list(ImportBatch.objects.select_related("uploaded_by")[:SHOWN]) if sees_imports else [],
        to_translate=_behind_originals(articles, moment) if sees_articles else [],
        read=[(days, most_read(days, today=timezone.localdate(moment))) for days in READ_IN] if sees_articles else [],
    )


def _behind_originals(articles: QuerySet[Article], moment: dt.datetime) -> list[Article]:
    """Translations whose originals changed of late, the latest change first."""
    recent = articles.filter(translation_of__updated_at__gte=moment - RECENT)
    return list(translations_standing(recent, Standing.BEHIND).order_by("-translation_of__updated_at", "-pk")[:SHOWN])


def user_editions(user: User) -> object:
    """The articles of which the person saved an edition, as a subquery."""
    return Article.objects.filter(editions__created_by=user).values("pk")
