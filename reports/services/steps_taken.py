"""The trail of an article's steps: writing it, and what it says of who wrote what."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.models import User

from reports.models import Article, Edition, State, StepName, WorkflowEvent


def record_step(
    article: Article,
    step: StepName,
    *,
    origin: State,
    actor: User | None,
    note: str = "",
    edition: Edition | None = None,
    effective_at: dt.datetime | None = None,
) -> WorkflowEvent:
    """Append a step that has just been taken; `article` already stands where it led."""
    return WorkflowEvent.objects.create(
        article=article,
        title=article.title,
        step=step,
        origin=origin,
        target=article.state,
        actor=actor,
        note=note.strip(),
        edition_number=edition.number if edition else None,
        effective_at=effective_at,
    )


def note_on(article: Article, edition: Edition, *, actor: User | None, note: str) -> WorkflowEvent:
    """Keep what someone had to say about an edition that stands already."""
    return record_step(article, StepName.NOTE, origin=State(article.state), actor=actor, note=note, edition=edition)


def is_own_work(article: Article, user: User) -> bool:
    """Whether the person wrote what is to be approved, at most three queries.

    Of an article that never was public: they began it or handed it in. Of a later edition: they handed it in, or
    every edition since the public one is theirs.
    """
    submission = article.workflow_events.filter(step=StepName.SUBMIT).newest_first().first()  # type: ignore[attr-defined]
    public = article.published_edition
    if public is None:
        return article.created_by_id == user.pk or (submission is not None and submission.actor_id == user.pk)
    later = article.editions.filter(number__gt=public.number)
    authors = set(later.values_list("created_by", flat=True))
    if submission is not None and submission.actor_id == user.pk and (submission.edition_number or 0) > public.number:
        return True
    return authors == {user.pk}


def writers_of(article: Article, edition: Edition | None = None) -> list[User]:
    """Those to whom the article is theirs: who began it, who last handed it in, who wrote the edition."""
    submission = article.workflow_events.filter(step=StepName.SUBMIT).newest_first().first()  # type: ignore[attr-defined]
    wrote = {article.created_by_id, submission.actor_id if submission else None}
    if edition is not None:
        wrote.add(edition.created_by_id)
    return list(
        User.objects.filter(pk__in={pk for pk in wrote if pk is not None}, is_active=True)
        .select_related("preference")
        .order_by("pk")
    )
