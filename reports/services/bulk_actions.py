"""One step for many articles at once: tried first, then taken in one transaction, and taken back where it still stands.

Each article takes the step of `reports.workflow`, with its conditions and its entry in the trail, as if by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports import workflow
from reports.models import Article, BulkAction, BulkItem, BulkKind, Section, StepName, WorkflowEvent
from reports.taking_back import mark_of, place_of, take_back
from reports.workflow import MOVE, PUBLISH, SUBMIT, WITHDRAW, StepRefused

AT_ONCE = 100
"""So many articles at most, so that nobody else waits long for the database."""
STEPS = {BulkKind.MOVE: MOVE, BulkKind.SUBMIT: SUBMIT, BulkKind.SCHEDULE: PUBLISH, BulkKind.WITHDRAW: WITHDRAW}


@dataclass(frozen=True, slots=True)
class BulkPlan:
    """What is to be done with which articles; what a kind does not ask for stays empty."""

    kind: BulkKind
    articles: Sequence[int]
    section: Section | None = None
    at: dt.datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became, or would become, of one article; `refusal` says why nothing does.

    `mark` stands for where the article stood before.
    """

    article: Article
    before: Mapping[str, Any]
    after: Mapping[str, Any] = field(default_factory=dict)
    event: WorkflowEvent | None = None
    refusal: str = ""

    @property
    def mark(self) -> str:
        return mark_of(self.before)

    @property
    def is_done(self) -> bool:
        return self.event is not None


class _Rehearsed(Exception):
    """Raised to leave the database as it was."""


def rehearse(plan: BulkPlan, *, actor: User) -> list[Outcome]:
    """What would become of each article, by really doing it and leaving nothing of it."""
    outcomes: list[Outcome] = []
    try:
        with transaction.atomic():
            outcomes = _do(plan, actor, {})
            raise _Rehearsed
    except _Rehearsed:
        return outcomes


def carry_out(plan: BulkPlan, *, actor: User, marks: Mapping[int, str]) -> tuple[BulkAction | None, list[Outcome]]:
    """Do it with every article that allows it, all in one transaction; None where none does.

    `marks` are those of the outcomes that were looked at before: an article that stands elsewhere by now is left alone.
    """
    with transaction.atomic():
        outcomes = _do(plan, actor, marks)
        done = [outcome for outcome in outcomes if outcome.is_done]
        if not done:
            return None, outcomes
        action = BulkAction.objects.create(kind=plan.kind, actor=actor)
        BulkItem.objects.bulk_create(
            [
                BulkItem(action=action, event=outcome.event, before=dict(outcome.before), after=dict(outcome.after))
                for outcome in done
            ]
        )
    return action, outcomes


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An article of an action that stands, or would stand, again where it stood; or why not."""

    item: BulkItem
    refusal: str = ""


def rehearse_undo(action: BulkAction, *, actor: User) -> list[TakenBack]:
    """What would be taken back and what not, leaving everything as it is."""
    found: list[TakenBack] = []
    try:
        with transaction.atomic():
            found = _undo(action, actor)
            raise _Rehearsed
    except _Rehearsed:
        return found


def undo(action: BulkAction, *, actor: User) -> list[TakenBack]:
    """Take back what still stands as the action left it, in one transaction; the rest is left and named."""
    with transaction.atomic():
        locked = BulkAction.objects.select_for_update().get(pk=action.pk)
        found = _undo(locked, actor)
        if any(not each.refusal for each in found):
            locked.undone_by, locked.undone_at = actor, timezone.now()
            locked.save(update_fields=["undone_by", "undone_at"])
    return found


def may_undo(action: BulkAction, user: User) -> bool:
    """Whoever may do the like."""
    return user.has_perm(STEPS[BulkKind(action.kind)].permission)


def _do(plan: BulkPlan, actor: User, marks: Mapping[int, str]) -> list[Outcome]:
    keys = list(dict.fromkeys(plan.articles))[:AT_ONCE]
    # Locked in one order, whoever does what at the same time.
    rows = Article.objects.select_for_update(of=("self",)).select_related("section", "release").order_by("pk")
    found = {article.pk: article for article in rows.filter(pk__in=keys)}
    return [_one(plan, found[key], actor, marks.get(key)) for key in keys if key in found]


def _one(plan: BulkPlan, article: Article, actor: User, mark: str | None) -> Outcome:
    before = place_of(article)
    if mark is not None and mark != mark_of(before):
        return Outcome(article, before, refusal=_("Bài vừa thay đổi sau khi bạn xem trước; hãy xem lại."))
    try:
        _step(plan, article, actor)
    except StepRefused as refusal:
        return Outcome(article, before, refusal=str(refusal))
    event = WorkflowEvent.objects.filter(article=article).exclude(step=StepName.NOTE).newest_first().first()
    return Outcome(article, before, place_of(article), event)


def _step(plan: BulkPlan, article: Article, actor: User) -> None:
    match plan.kind:
        case BulkKind.MOVE if plan.section is not None:
            workflow.move(article, plan.section, actor=actor)
        case BulkKind.SUBMIT:
            workflow.submit(article, actor=actor, note=plan.words)
        case BulkKind.SCHEDULE if plan.at is not None:
            workflow.publish(article, actor=actor, at=plan.at)
        case BulkKind.WITHDRAW:
            workflow.withdraw(article, actor=actor, reason=plan.words, at=plan.at)
        case _:
            raise StepRefused(_("Hãy điền đủ những gì việc này cần."))


def _undo(action: BulkAction, actor: User) -> list[TakenBack]:
    return [_taken_back(item, actor) for item in action.items.select_related("event__article").order_by("pk")]


def _taken_back(item: BulkItem, actor: User) -> TakenBack:
    try:
        take_back(item.event, before=item.before, after=item.after, actor=actor)
    except StepRefused as refusal:
        return TakenBack(item, str(refusal))
    return TakenBack(item)
