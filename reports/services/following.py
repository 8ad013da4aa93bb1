"""What follows a step of the workflow: whom it concerns, and what has to be done at its minute."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Permission, User
from django.db.models import Q, QuerySet
from django.utils import timezone

from reports.models import Article, Edition, SideEffect, StepName, WorkflowEvent
from reports.services.steps_taken import writers_of

MAIL = "mail"
ANNOUNCE = "announce"
# Older minutes are history that is being entered, not news.
NEWS_HOURS = 24

TOLD_TO_REVIEWERS = frozenset({StepName.SUBMIT})
TOLD_TO_WRITERS = frozenset({StepName.SEND_BACK, StepName.UNSCHEDULE, StepName.WITHDRAW, StepName.KEEP_PUBLIC})


def follow(event: WorkflowEvent, article: Article, edition: Edition) -> None:
    """Write down what the step brings with it, inside its own transaction; `services.side_effects` does it later."""
    step = StepName(event.step)
    people: list[User] = []
    if step in TOLD_TO_REVIEWERS:
        people = reviewers()
    elif step in TOLD_TO_WRITERS or (step is StepName.PUBLISH and event.effective_at is not None):
        people = writers_of(article, edition)
    letters(event, people)
    if step in (StepName.PUBLISH, StepName.WITHDRAW):
        _at_its_minute(event, article, edition)


def letters(event: WorkflowEvent, people: Iterable[User], *, occasion: str = "") -> None:
    """A letter about the step to each of these people, once; `occasion` is what it is about, if not the step itself."""
    SideEffect.objects.bulk_create(
        [
            SideEffect(
                key=f"{MAIL}:{event.pk}:{occasion or event.step}:{person.pk}",
                kind=MAIL,
                content={"event": event.pk, "occasion": occasion or event.step, "person": person.pk},
                due_at=timezone.now(),
            )
            for person in people
            if person.email and _wants_mail(person) and not _knows(person, event, occasion)
        ],
        ignore_conflicts=True,
    )


def call_off(event: WorkflowEvent) -> list[User]:
    """Drop what a step was to bring and has not brought yet; gives those whom it was told to already."""
    effects = SideEffect.objects.filter(content__event=event.pk)
    effects.filter(done_at__isnull=True).delete()
    told = effects.filter(kind=MAIL).values_list("content", flat=True)
    people = User.objects.filter(pk__in={content["person"] for content in told}, is_active=True)
    return list(people.select_related("preference").order_by("pk"))


def reviewers() -> list[User]:
    """Those who may publish, by themselves or through a group."""
    people = User.objects.filter(
        Q(user_permissions__in=_publishing()) | Q(groups__permissions__in=_publishing()),
        is_active=True,
        is_staff=True,
    )
    return list(people.select_related("preference").distinct().order_by("pk"))


def _publishing() -> QuerySet[Permission]:
    return Permission.objects.filter(codename="publish_article", content_type__app_label="reports")


def _at_its_minute(event: WorkflowEvent, article: Article, edition: Edition) -> None:
    minute = event.effective_at or event.recorded_at
    if event.step == StepName.PUBLISH and event.effective_at is None:
        # A first publication may be dated back, as when an archive is taken over.
        minute = article.revised_at or article.published_at or minute
    if (event.recorded_at - minute).total_seconds() > NEWS_HOURS * 3600:
        return
    SideEffect.objects.bulk_create(
        [
            SideEffect(
                key=f"{ANNOUNCE}:{event.pk}",
                kind=ANNOUNCE,
                content={"event": event.pk, "edition": edition.pk},
                due_at=minute,
            )
        ],
        ignore_conflicts=True,
    )


def _knows(person: User, event: WorkflowEvent, occasion: str) -> bool:
    """Nobody is told what they did just now; that a minute which they set has come, they are."""
    return person.pk == event.actor_id and (not occasion or event.effective_at is None)


def _wants_mail(person: User) -> bool:
    preference = getattr(person, "preference", None)
    return preference is None or preference.wants_mail
