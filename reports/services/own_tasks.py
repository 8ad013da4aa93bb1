"""What waits for one person by name: to review, to rewrite, to answer, to save. Each kind in one query."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db.models import F, OuterRef, Q, Subquery

from reports.models import Article, Autosave, Comment, CommentThread, State, StepName, WorkflowEvent

SHOWN = 8


@dataclass(frozen=True, slots=True)
class OwnTasks:
    """Newest first, but what waits for review by how long it waits."""

    to_review: list[Article] = field(default_factory=list)
    sent_back: list[WorkflowEvent] = field(default_factory=list)
    to_answer: list[CommentThread] = field(default_factory=list)
    unsaved: list[Autosave] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.to_review or self.sent_back or self.to_answer or self.unsaved)


def own_tasks(user: User, *, may_approve_own: bool) -> OwnTasks:
    """The tasks of one person; four queries at most."""
    return OwnTasks(
        to_review=_to_review(user, may_approve_own) if user.has_perm("reports.publish_article") else [],
        sent_back=_sent_back(user),
        to_answer=_to_answer(user) if user.has_perm("reports.add_comment") else [],
        unsaved=list(
            Autosave.objects.filter(user=user).exclude(content={}).select_related("article").defer("content")[:SHOWN]
        ),
    )


def _to_review(user: User, may_approve_own: bool) -> list[Article]:
    waiting = Article.objects.filter(state=State.IN_REVIEW).select_related("section", "created_by")
    if not may_approve_own:
        # As `steps_taken.is_own_work` says of one article.
        waiting = waiting.annotate(handed_in_by=_last(StepName.SUBMIT, "actor_id")).exclude(
            Q(handed_in_by=user.pk) | Q(created_by=user, published_edition__isnull=True)
        )
    return list(waiting.order_by("updated_at")[:SHOWN])


def _sent_back(user: User) -> list[WorkflowEvent]:
    """Drafts of the person's whose last step was that somebody sent them back, as that step."""
    events = WorkflowEvent.objects.filter(
        step=StepName.SEND_BACK,
        pk=_newest(WorkflowEvent.objects.filter(article=OuterRef("article")).exclude(step=StepName.NOTE)),
        article__state=State.DRAFT,
    ).exclude(actor=user)
    handed_in = WorkflowEvent.objects.filter(article=OuterRef("article"), step=StepName.SUBMIT).newest_first()
    events = events.annotate(handed_in_by=Subquery(handed_in.values("actor_id")[:1]))
    own = Q(article__created_by=user) | Q(handed_in_by=user.pk)
    return list(events.filter(own).select_related("article", "actor").order_by("-recorded_at")[:SHOWN])


def _to_answer(user: User) -> list[CommentThread]:
    """Open threads on the person's articles, or begun by them, in which somebody else spoke last."""
    last = Comment.objects.filter(thread=OuterRef("pk")).order_by("-written_at", "-pk")
    threads = CommentThread.objects.open().annotate(
        last_author=Subquery(last.values("author_id")[:1]), last_text=Subquery(last.values("text")[:1])
    )
    handed_in = WorkflowEvent.objects.filter(article=OuterRef("article"), step=StepName.SUBMIT).newest_first()
    threads = threads.annotate(handed_in_by=Subquery(handed_in.values("actor_id")[:1]))
    own = Q(article__created_by=user) | Q(handed_in_by=user.pk) | Q(started_by=user)
    waiting = threads.filter(own, ~Q(last_author=user.pk) | Q(last_author__isnull=True))
    return list(waiting.select_related("article").order_by(F("started_at").desc())[:SHOWN])


def _last(step: StepName, value: str) -> Subquery:
    steps = WorkflowEvent.objects.filter(article=OuterRef("pk"), step=step).newest_first()
    return Subquery(steps.values(value)[:1])


def _newest(events: object) -> Subquery:
    return Subquery(events.order_by("-recorded_at", "-id").values("pk")[:1])  # type: ignore[attr-defined]
