"""The way of an article from draft to withdrawal: which steps there are, who may take them, what they do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.models import Article, Edition, State
from reports.services.bound_figures import derive_figures
from reports.services.editions import keep_edition
from reports.services.publication_check import hindrance_to_publication, hindrance_to_review


class StepRefused(Exception):
    """Raised where a step cannot be taken; the message says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the workflow: from which states, to which, and the permission that it asks for."""

    name: str
    label: str | Promise
    origins: frozenset[State]
    permission: str


SUBMIT = Step("submit", gettext_lazy("Gửi duyệt"), frozenset({State.DRAFT}), "reports.change_article")
SEND_BACK = Step(
    "send_back",
    gettext_lazy("Trả lại"),
    frozenset({State.IN_REVIEW, State.SCHEDULED}),
    "reports.review_article",
)
PUBLISH = Step(
    "publish",
    gettext_lazy("Đăng"),
    frozenset({State.DRAFT, State.IN_REVIEW, State.SCHEDULED, State.WITHDRAWN}),
    "reports.publish_article",
)
WITHDRAW = Step(
    "withdraw",
    gettext_lazy("Gỡ bài"),
    frozenset({State.DRAFT, State.IN_REVIEW, State.SCHEDULED, State.PUBLISHED}),
    "reports.publish_article",
)
STEPS = (SUBMIT, SEND_BACK, PUBLISH, WITHDRAW)


def steps_for(article: Article, user: User) -> list[Step]:
    """The steps that `user` may take with `article` now."""
    return [step for step in STEPS if _is_open(step, article) and user.has_perm(step.permission)]


def submit(article: Article, *, actor: User, note: str = "") -> Edition:
    """Hand the working copy to the reviewers; a figure that differs from the data needs a reason."""

    def to_review(locked: Article, edition: Edition) -> None:
        if hindrance := hindrance_to_review(locked):
            raise StepRefused(hindrance)
        locked.state = State.IN_REVIEW

    return _take(SUBMIT, article, actor, note, to_review)


def send_back(article: Article, *, actor: User, reason: str) -> Edition:
    """Return an article to its writer with a reason."""
    if not reason.strip():
        raise StepRefused(_("Hãy nêu lý do trả lại."))

    def to_draft(locked: Article, edition: Edition) -> None:
        locked.state = State.DRAFT
        _unschedule(locked)

    return _take(SEND_BACK, article, actor, reason, to_draft)


def publish(article: Article, *, actor: User, at: dt.datetime | None = None, note: str = "") -> Edition:
    """Make the working copy public at `at` (now by default); what is public stays so until then.

    An article of a release that is still to come is dated with the release's minute, so that it is news on that day.
    A figure that differs from the data stops it, unless a reviewer has accepted it with its reason.
    """
    now = timezone.now()

    def to_public(locked: Article, edition: Edition) -> None:
        moment = at or now
        if locked.release is not None:
            moment = max(moment, locked.release.published_at)
        if not locked.title.strip() or not locked.lead.strip() or not locked.body.strip():
            raise StepRefused(_("Bài phải có tiêu đề, tóm tắt và nội dung trước khi đăng."))
        if hindrance := hindrance_to_publication(locked, at=moment):
            raise StepRefused(hindrance)
        # An edition that was kept before may since have had a figure accepted.
        derive_figures(edition, locked)
        is_out = locked.published_edition_id is not None and locked.published_at <= now
        if is_out and moment > now and not _is_withdrawn(locked, now):
            _settle_next(locked, now)
            locked.next_edition, locked.next_at = edition, moment
        else:
            locked.next_edition, locked.next_at = None, None
            is_revision = is_out and moment <= now
            locked.published_edition = edition
            locked.published_at = locked.published_at if is_revision else moment
            locked.revised_at = now if is_revision else None
        if _is_withdrawn(locked, moment):
            locked.withdrawn_at, locked.withdrawal_reason = None, ""
        locked.state = State.SCHEDULED if moment > now else State.PUBLISHED

    return _take(PUBLISH, article, actor, note, to_public)


def withdraw(article: Article, *, actor: User, reason: str, at: dt.datetime | None = None) -> Edition:
    """Take an article from the public at `at` (now by default); its address then tells the reason."""
    if not reason.strip():
        raise StepRefused(_("Hãy nêu lý do gỡ bài; người đọc sẽ thấy lý do này."))
    moment = at or timezone.now()

    def from_public(locked: Article, edition: Edition) -> None:
        if locked.published_edition_id is None:
            raise StepRefused(_("Bài chưa được đăng nên không có gì để gỡ."))
        locked.withdrawn_at, locked.withdrawal_reason = moment, reason.strip()
        if moment <= timezone.now():
            locked.state = State.WITHDRAWN

    return _take(WITHDRAW, article, actor, reason, from_public)


def reopen(article: Article) -> None:
    """Mark that the working copy has moved on from what is public or under review; the caller saves it."""
    article.state = State.DRAFT


def _take(step: Step, article: Article, actor: User, note: str, effect: Callable[[Article, Edition], None]) -> Edition:
    if not actor.has_perm(step.permission):
        raise StepRefused(_("Bạn không có quyền thực hiện bước “%(step)s”.") % {"step": step.label})
    with transaction.atomic():
        locked = Article.objects.select_for_update().get(pk=article.pk)
        if not _is_open(step, locked):
            raise StepRefused(
                _("Không thể thực hiện bước “%(step)s” khi bài ở trạng thái “%(state)s”.")
                % {"step": step.label, "state": locked.get_state_display()}
            )
        edition = keep_edition(locked, actor=actor, note=note)
        effect(locked, edition)
        locked.save()
    article.refresh_from_db()
    return edition


def _is_open(step: Step, article: Article) -> bool:
    return State(article.state) in step.origins


def _is_withdrawn(article: Article, moment: dt.datetime) -> bool:
    return article.withdrawn_at is not None and article.withdrawn_at <= moment


def _unschedule(article: Article) -> None:
    """Forget what was to become public later; what is public already stays."""
    now = timezone.now()
    _settle_next(article, now)
    article.next_edition, article.next_at = None, None
    if article.published_at is not None and article.published_at > now:
        article.published_edition, article.published_at = None, None


def _settle_next(article: Article, now: dt.datetime) -> None:
    """Make an edition whose minute has come the published one."""
    if article.next_edition_id is not None and article.next_at is not None and article.next_at <= now:
        article.published_edition, article.revised_at = article.next_edition, article.next_at
        article.next_edition, article.next_at = None, None
