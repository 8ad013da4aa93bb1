"""The way of an article from draft to withdrawal: which steps there are, who may take them, what they do.

Every step leaves a `WorkflowEvent` and sets going what follows it (`reports.services.following`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.models import Article, Edition, Section, State, StepName
from reports.services.bound_figures import derive_figures
from reports.services.checklist import blocking_problems
from reports.services.corrections import date_notices, drop_withdrawal, file_withdrawal, undate_notices
from reports.services.editions import keep_edition, restore_edition
from reports.services.following import follow
from reports.services.publication_check import hindrance_to_review
from reports.services.search_index import index_article
from reports.services.steps_taken import is_own_work, record_step


class StepRefused(Exception):
    """Raised where a step cannot be taken; the message says why, in the reader's language."""


Condition = Callable[[Article, dt.datetime], bool]


def _always(article: Article, now: dt.datetime) -> bool:
    return True


def _has_plan(article: Article, now: dt.datetime) -> bool:
    """Whether something is to become public later."""
    return any(moment is not None and moment > now for moment in (article.next_at, article.published_at))


def _will_be_withdrawn(article: Article, now: dt.datetime) -> bool:
    return article.withdrawn_at is not None and article.withdrawn_at > now


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the workflow: from which states, the permission that it asks for, what else must be so."""

    name: StepName
    label: str | Promise
    origins: frozenset[State]
    permission: str
    condition: Condition = _always


SUBMIT = Step(StepName.SUBMIT, gettext_lazy("Gửi duyệt"), frozenset({State.DRAFT}), "reports.change_article")
SEND_BACK = Step(
    StepName.SEND_BACK,
    gettext_lazy("Trả lại"),
    frozenset({State.IN_REVIEW, State.SCHEDULED}),
    "reports.review_article",
)
PUBLISH = Step(
    StepName.PUBLISH,
    gettext_lazy("Đăng"),
    frozenset({State.DRAFT, State.IN_REVIEW, State.SCHEDULED, State.WITHDRAWN}),
    "reports.publish_article",
)
UNSCHEDULE = Step(
    StepName.UNSCHEDULE,
    gettext_lazy("Huỷ lịch đăng"),
    # Who goes on writing does not change what is planned, and so must not keep others from changing it.
    frozenset(State),
    "reports.publish_article",
    _has_plan,
)
WITHDRAW = Step(
    StepName.WITHDRAW,
    gettext_lazy("Gỡ bài"),
    frozenset({State.DRAFT, State.IN_REVIEW, State.SCHEDULED, State.PUBLISHED}),
    "reports.publish_article",
)
KEEP_PUBLIC = Step(
    StepName.KEEP_PUBLIC,
    gettext_lazy("Huỷ hẹn gỡ"),
    frozenset(State),
    "reports.publish_article",
    _will_be_withdrawn,
)
# No button of the form, where the section is a field.
MOVE = Step(StepName.MOVE, gettext_lazy("Chuyển chuyên mục"), frozenset(State), "reports.change_article")
STEPS = (SUBMIT, SEND_BACK, PUBLISH, UNSCHEDULE, WITHDRAW, KEEP_PUBLIC)


def steps_for(article: Article, user: User) -> list[Step]:
    """The steps that `user` may take with `article` now, but for what `hindrance_of` says."""
    now = timezone.now()
    return [step for step in STEPS if _is_open(step, article, now) and user.has_perm(step.permission)]


def hindrance_of(step: Step, article: Article, user: User) -> str:
    """Why a step that is open is not for this person; else ""."""
    if step is PUBLISH and not settings.WRITER_MAY_APPROVE_OWN and article.pk and is_own_work(article, user):
        return _("Bài do bạn viết nên phải do người khác duyệt đăng.")
    return ""


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
        if problems := blocking_problems(locked, at=moment):
            raise StepRefused(problems)
        # An edition that was kept before may since have had a figure accepted.
        derive_figures(edition, locked)
        is_out = locked.published_at is not None and locked.published_at <= now
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
            drop_withdrawal(locked)
        date_notices(locked, edition, max(moment, now))
        index_article(locked)
        locked.state = State.SCHEDULED if moment > now else State.PUBLISHED

    return _take(PUBLISH, article, actor, note, to_public)


def unschedule(article: Article, *, actor: User, note: str = "") -> Edition:
    """Forget what was to become public later, however far the working copy has moved on; what is public stays."""

    def without_plan(locked: Article, edition: Edition) -> None:
        _unschedule(locked)
        if locked.state == State.SCHEDULED:
            # It had been approved, so that it is the reviewers who have it in hand again.
            locked.state = State.IN_REVIEW

    return _take(UNSCHEDULE, article, actor, note, without_plan)


def withdraw(article: Article, *, actor: User, reason: str, at: dt.datetime | None = None) -> Edition:
    """Take an article from the public at `at` (now by default); its address then tells the reason."""
    if not reason.strip():
        raise StepRefused(_("Hãy nêu lý do gỡ bài; người đọc sẽ thấy lý do này."))
    moment = at or timezone.now()

    def from_public(locked: Article, edition: Edition) -> None:
        if locked.published_edition_id is None:
            raise StepRefused(_("Bài chưa được đăng nên không có gì để gỡ."))
        locked.withdrawn_at, locked.withdrawal_reason = moment, reason.strip()
        file_withdrawal(locked, reason=reason.strip(), moment=moment, actor=actor)
        if moment <= timezone.now():
            locked.state = State.WITHDRAWN

    return _take(WITHDRAW, article, actor, reason, from_public)


def keep_public(article: Article, *, actor: User, note: str = "") -> Edition:
    """Take back a withdrawal that was planned and has not come."""

    def without_withdrawal(locked: Article, edition: Edition) -> None:
        locked.withdrawn_at, locked.withdrawal_reason = None, ""
        drop_withdrawal(locked)

    return _take(KEEP_PUBLIC, article, actor, note, without_withdrawal)


def move(article: Article, section: Section, *, actor: User) -> Edition:
    """Put the working copy into another section; readers go on finding the article where they do until it is published.

    As with any change of what is written, it is a draft again, unless a reviewer corrects what is under review.
    """

    def to_section(locked: Article, edition: Edition) -> Edition:
        if locked.section_id == section.pk:
            raise StepRefused(_("Bài đã ở chuyên mục này."))
        locked.section = section
        locked.save()
        if _is_draft_again(locked, actor):
            locked.state = State.DRAFT
        return keep_edition(locked, actor=actor, note=_moved_to(section))

    return _take(MOVE, article, actor, _moved_to(section), to_section)


def reopen(article: Article, *, actor: User | None = None) -> None:
    """Mark that the working copy has moved on from what is public or under review."""
    origin = State(article.state)
    if origin is State.DRAFT:
        return
    with transaction.atomic():
        article.state = State.DRAFT
        article.save(update_fields=["state"])
        record_step(article, StepName.REOPEN, origin=origin, actor=actor)


def go_on_writing(article: Article, *, actor: User) -> None:
    """What a change of the working copy means: it is a draft again, unless a reviewer corrects what is under review."""
    if _is_draft_again(article, actor):
        reopen(article, actor=actor)


def restore(article: Article, edition: Edition, *, actor: User) -> Edition | None:
    """Make an old edition the working copy, as a new edition; None where they are the same already."""
    with transaction.atomic():
        locked = Article.objects.select_for_update().get(pk=article.pk)
        newest = keep_edition(locked, actor=actor)
        origin = State(locked.state)
        note = _("Khôi phục bản số %(number)d") % {"number": edition.number}
        restored = restore_edition(locked, edition, actor=actor, note=note)
        if restored == newest:
            return None
        go_on_writing(locked, actor=actor)
        record_step(locked, StepName.RESTORE, origin=origin, actor=actor, note=note, edition=restored)
    article.refresh_from_db()
    return restored


def _is_draft_again(article: Article, actor: User) -> bool:
    return article.state != State.IN_REVIEW or not actor.has_perm(SEND_BACK.permission)


def _moved_to(section: Section) -> str:
    return _("Chuyển sang “%(section)s”") % {"section": section.name}


def _take(
    step: Step, article: Article, actor: User, note: str, effect: Callable[[Article, Edition], Edition | None]
) -> Edition:
    """Take a step that is open to the person; an effect that writes gives the edition that it made."""
    if not actor.has_perm(step.permission):
        raise StepRefused(_("Bạn không có quyền thực hiện bước “%(step)s”.") % {"step": step.label})
    now = timezone.now()
    with transaction.atomic():
        locked = Article.objects.select_for_update().get(pk=article.pk)
        if not _is_open(step, locked, now):
            raise StepRefused(
                _("Không thể thực hiện bước “%(step)s” khi bài ở trạng thái “%(state)s”.")
                % {"step": step.label, "state": locked.get_state_display()}
            )
        if hindrance := hindrance_of(step, locked, actor):
            raise StepRefused(hindrance)
        origin = State(locked.state)
        edition = keep_edition(locked, actor=actor, note=note if step is not MOVE else "")
        edition = effect(locked, edition) or edition
        locked.save()
        event = record_step(
            locked,
            step.name,
            origin=origin,
            actor=actor,
            note=note,
            edition=edition,
            effective_at=_effective_at(step, locked, now),
        )
        follow(event, locked, edition)
    article.refresh_from_db()
    return edition


def _effective_at(step: Step, article: Article, now: dt.datetime) -> dt.datetime | None:
    """The minute to come for which a publication or withdrawal was planned."""
    planned = {PUBLISH.name: article.next_at or article.published_at, WITHDRAW.name: article.withdrawn_at}
    moment = planned.get(step.name)
    return moment if moment is not None and moment > now else None


def _is_open(step: Step, article: Article, now: dt.datetime) -> bool:
    return State(article.state) in step.origins and step.condition(article, now)


def _is_withdrawn(article: Article, moment: dt.datetime) -> bool:
    return article.withdrawn_at is not None and article.withdrawn_at <= moment


def _unschedule(article: Article) -> None:
    """Forget what was to become public later; what is public already stays."""
    now = timezone.now()
    _settle_next(article, now)
    article.next_edition, article.next_at = None, None
    undate_notices(article)
    if article.published_at is not None and article.published_at > now:
        article.published_edition, article.published_at = None, None


def _settle_next(article: Article, now: dt.datetime) -> None:
    """Make an edition whose minute has come the published one."""
    if article.next_edition_id is not None and article.next_at is not None and article.next_at <= now:
        article.published_edition, article.revised_at = article.next_edition, article.next_at
        article.next_edition, article.next_at = None, None
