"""Doing what follows a step or a minute, each thing once, whenever a process is up to do it."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from reports.models import Article, ArticleReads, Autosave, Presence, SideEffect, StepName, WorkflowEvent
from reports.services.following import ANNOUNCE, MAIL, letters
from reports.services.letters import GONE, OUT, Sender, letter
from reports.services.steps_taken import writers_of

logger = logging.getLogger(__name__)

# A process that took a thing and has not done it by then is taken for dead.
LEASE = dt.timedelta(minutes=10)
# How long to wait after a failure, by the number of attempts; after the last one somebody has to look.
PAUSES = [dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 600, 1440)]
KEPT_AUTOSAVES = dt.timedelta(days=30)
KEPT_DONE = dt.timedelta(days=90)
KEPT_READS = dt.timedelta(days=400)
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Done:
    """How many things were done, and how many failed and will be tried again."""

    done: int = 0
    failed: int = 0

    def __add__(self, other: Done) -> Done:
        return Done(self.done + other.done, self.failed + other.failed)


@dataclass(frozen=True, slots=True)
class Later:
    """What an effect answers whose minute has moved."""

    due_at: dt.datetime


def run_due(*, sender: Sender, at: dt.datetime | None = None, limit: int = AT_ONCE) -> Done:
    """Do what is due at `at`, up to about `limit` things; another process that runs meanwhile takes others."""
    moment = at or timezone.now()
    total = Done()
    taken = 0
    # One thing may bring about the next, as an announcement does its letters.
    while taken < limit and (due := list(waiting(moment).values_list("pk", flat=True)[: limit - taken])):
        claimed = [effect for pk in due if (effect := _claim(pk, moment))]
        if not claimed:
            break
        taken += len(claimed)
        for effect in claimed:
            total += _do(effect, sender, moment)
    return total


def waiting(moment: dt.datetime) -> QuerySet[SideEffect]:
    """What is due and nobody is doing, the longest due first."""
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=moment - LEASE)
    return SideEffect.objects.filter(
        free, done_at__isnull=True, due_at__lte=moment, attempts__lte=len(PAUSES)
    ).order_by("due_at", "pk")


def tidy(*, at: dt.datetime | None = None) -> None:
    """Forget what nobody will ask for again: old autosaves, presence of closed pages, things long done, old counts."""
    moment = at or timezone.now()
    Autosave.objects.filter(saved_at__lt=moment - KEPT_AUTOSAVES).delete()
    Presence.objects.filter(seen_at__lt=moment - dt.timedelta(days=1)).delete()
    SideEffect.objects.filter(done_at__lt=moment - KEPT_DONE).delete()
    ArticleReads.objects.filter(day__lt=timezone.localdate(moment) - KEPT_READS).delete()


def _claim(pk: int, moment: dt.datetime) -> SideEffect | None:
    """The effect, where this process is the one that got it."""
    got = waiting(moment).filter(pk=pk).order_by().update(claimed_at=moment, attempts=F("attempts") + 1)
    return SideEffect.objects.get(pk=pk) if got else None


def _do(effect: SideEffect, sender: Sender, moment: dt.datetime) -> Done:
    try:
        later = EFFECTS[effect.kind](effect, sender, moment)
    except Exception as error:
        # Whatever it was, the other effects must not wait for this one, and it must be seen and tried again.
        logger.exception("Side effect %s failed", effect.key)
        effect.problem = f"{type(error).__name__}: {error}"
        effect.due_at = moment + PAUSES[min(effect.attempts, len(PAUSES)) - 1]
        effect.claimed_at = None
        effect.save(update_fields=["problem", "due_at", "claimed_at"])
        return Done(failed=1)
    if later is not None:
        effect.due_at, effect.claimed_at, effect.attempts = later.due_at, None, 0
        effect.save(update_fields=["due_at", "claimed_at", "attempts"])
        return Done()
    effect.done_at, effect.problem = moment, ""
    effect.save(update_fields=["done_at", "problem"])
    return Done(done=1)


def _send(effect: SideEffect, sender: Sender, moment: dt.datetime) -> None:
    event = WorkflowEvent.objects.select_related("article", "actor").filter(pk=effect.content["event"]).first()
    people = User.objects.select_related("preference")
    person = people.filter(pk=effect.content["person"], is_active=True).exclude(email="").first()
    if event is not None and person is not None:
        letter(event, effect.content["occasion"], person, sender=sender, key=effect.key).send()


def _announce(effect: SideEffect, sender: Sender, moment: dt.datetime) -> Later | None:
    """Tell the writers that their article is out, or gone, where it still is so at the minute."""
    event = WorkflowEvent.objects.select_related("actor").filter(pk=effect.content["event"]).first()
    article = Article.objects.with_editions().filter(workflow_events=event).first() if event else None
    if event is None or article is None:
        return None
    if event.step == StepName.WITHDRAW:
        # Who withdraws at once has told the writers already.
        if event.effective_at is not None and article.withdrawn_at is not None and article.withdrawn_at <= moment:
            letters(event, writers_of(article), occasion=GONE)
        return None
    edition = article.edition_at(moment)
    if edition is None or edition.pk != effect.content["edition"]:
        return None
    if article.release is not None and not article.release.is_public(at=moment):
        return Later(article.release.published_at)
    if article.published_at is not None and article.published_at > moment:
        return Later(article.published_at)
    if article.withdrawn_at is None or article.withdrawn_at > moment:
        letters(event, writers_of(article, edition), occasion=OUT)
    return None


EFFECTS: dict[str, Callable[[SideEffect, Sender, dt.datetime], Later | None]] = {MAIL: _send, ANNOUNCE: _announce}
