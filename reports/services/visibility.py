"""What the public sees of an article now, what it will see next, and how far the working copy is ahead of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from indicators.models import Release
from reports.models import Article, Edition, State


class Standing(StrEnum):
    """Where an article stands with the public."""

    NEVER = "never"
    COMING = "coming"
    PUBLIC = "public"
    EMBARGOED = "embargoed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Visibility:
    """`since` is when the edition became public, or when the article was withdrawn; `until` when it will be.

    `next_edition` takes over at `next_at`. `waits_for` is the release before whose minute nothing shows.
    """

    standing: Standing
    edition: Edition | None = None
    since: dt.datetime | None = None
    next_edition: Edition | None = None
    next_at: dt.datetime | None = None
    until: dt.datetime | None = None
    reason: str = ""
    waits_for: Release | None = None
    is_working_copy_ahead: bool = False

    @property
    def is_public(self) -> bool:
        return self.standing is Standing.PUBLIC


def visibility_of(article: Article, *, at: dt.datetime | None = None) -> Visibility:
    """What `Article.objects.public()` and `edition_at` say of one article, told to its editors."""
    moment = at or timezone.now()
    newest = article.editions.order_by("-number").first()
    last_planned = article.next_edition or article.published_edition
    ahead = newest is not None and last_planned is not None and newest.pk != last_planned.pk
    if article.published_edition is None or article.published_at is None:
        return Visibility(Standing.NEVER, is_working_copy_ahead=True)
    current = article.edition_at(moment)
    is_replaced = current == article.next_edition
    later = not is_replaced and article.next_edition is not None
    return Visibility(
        standing=_standing(article, moment),
        edition=current,
        since=_since(article, moment),
        next_edition=article.next_edition if later else None,
        next_at=article.next_at if later else None,
        until=article.withdrawn_at if article.withdrawn_at and article.withdrawn_at > moment else None,
        reason=article.withdrawal_reason,
        waits_for=article.release if article.release and not article.release.is_public(at=moment) else None,
        is_working_copy_ahead=ahead,
    )


def standing_of(article: Article, *, at: dt.datetime | None = None) -> Standing:
    """Where one article stands, from what it carries itself: no query where its release is loaded."""
    if article.published_edition_id is None or article.published_at is None:
        return Standing.NEVER
    return _standing(article, at or timezone.now())


def effective_state(article: Article, *, at: dt.datetime | None = None) -> State:
    """The state with the clock read: what was scheduled is published once its minute has come."""
    moment = at or timezone.now()
    state = State(article.state)
    if state is State.SCHEDULED:
        planned = article.next_at or article.published_at
        return State.PUBLISHED if planned is not None and planned <= moment else State.SCHEDULED
    return state


def _standing(article: Article, moment: dt.datetime) -> Standing:
    if article.withdrawn_at is not None and article.withdrawn_at <= moment:
        return Standing.WITHDRAWN
    if article.published_at is None or article.published_at > moment:
        return Standing.COMING
    if article.release is not None and not article.release.is_public(at=moment):
        return Standing.EMBARGOED
    return Standing.PUBLIC


def _since(article: Article, moment: dt.datetime) -> dt.datetime | None:
    if article.withdrawn_at is not None and article.withdrawn_at <= moment:
        return article.withdrawn_at
    return article.revised_at_by(moment) or article.published_at
