"""Taking back a step of the workflow: the article stands again where it stood, as long as nothing came after it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.models import Article, Edition, State, StepName, WorkflowEvent
from reports.services.corrections import drop_withdrawal, file_withdrawal, undate_notices
from reports.services.editions import keep_edition
from reports.services.following import call_off, letters
from reports.services.search_index import index_article
from reports.services.steps_taken import record_step
from reports.workflow import MOVE, PUBLISH, SUBMIT, WITHDRAW, StepRefused

Place = Mapping[str, Any]
"""Where an article stands in the workflow, as plain JSON: its state, section, what is and will be public, and when."""

PLAIN = ("state", "section_id", "published_edition_id", "next_edition_id", "withdrawal_reason")
MOMENTS = ("published_at", "next_at", "revised_at", "withdrawn_at")
EDITION = "edition"
PERMISSIONS = {step.name: step.permission for step in (MOVE, PUBLISH, SUBMIT, WITHDRAW)}


def place_of(article: Article) -> dict[str, Any]:
    """Where the article stands; one query, for the number of its newest edition."""
    moments = {name: getattr(article, name) for name in MOMENTS}
    newest = article.editions.order_by("-number").values_list("number", flat=True).first()
    return {
        **{name: getattr(article, name) for name in PLAIN},
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
        EDITION: newest or 0,
    }


def mark_of(place: Place) -> str:
    """A short text that differs wherever the place does."""
    return hashlib.sha256(json.dumps(place, sort_keys=True).encode()).hexdigest()[:12]


def take_back(event: WorkflowEvent, *, before: Place, after: Place, actor: User) -> WorkflowEvent:
    """Put the article back to `before`, where it still stands as the step left it, at `after`.

    Raises `StepRefused` with the reason: no leave for the step itself, something came after it, readers have seen it.
    """
    if not actor.has_perm(PERMISSIONS[StepName(event.step)]):
        raise StepRefused(_("Bạn không có quyền hoàn tác việc này."))
    with transaction.atomic():
        article = Article.objects.select_for_update().filter(pk=event.article_id or 0).first()
        if article is None:
            raise StepRefused(_("Bài không còn nữa."))
        _refuse_if_overtaken(article, event, after)
        if event.step == StepName.PUBLISH:
            _refuse_if_out(event, after)
        origin = State(article.state)
        edition = _put_back(article, event, before, actor)
        undone = record_step(
            article,
            StepName.UNDO,
            origin=origin,
            actor=actor,
            note=_("Hoàn tác: %(step)s") % {"step": event.get_step_display()},
            edition=edition,
        )
        letters(undone, call_off(event))
    return undone


def _refuse_if_overtaken(article: Article, event: WorkflowEvent, after: Place) -> None:
    newest = article.workflow_events.exclude(step=StepName.NOTE).newest_first().select_related("actor").first()  # type: ignore[attr-defined]
    if newest is not None and newest.pk != event.pk:
        who = str(newest.actor) if newest.actor else "—"
        raise StepRefused(_("Sau đó %(who)s đã “%(step)s”.") % {"who": who, "step": newest.get_step_display()})
    now = place_of(article)
    if now[EDITION] != after[EDITION]:
        raise StepRefused(_("Sau đó bài đã được sửa (bản số %(number)d).") % {"number": now[EDITION]})
    if dict(now) != dict(after):
        raise StepRefused(_("Bài không còn ở chỗ mà việc này để lại."))


def _refuse_if_out(event: WorkflowEvent, after: Place) -> None:
    """What readers have seen is withdrawn with a reason, not made undone."""
    planned = _moment(after["next_at"]) or _moment(after["published_at"])
    if planned is not None and planned <= timezone.now():
        shown = date_format(timezone.localtime(planned), "H:i j/n/Y")
        raise StepRefused(_("Bài đã đăng lúc %(moment)s; hãy gỡ bài thay vì hoàn tác.") % {"moment": shown})


def _put_back(article: Article, event: WorkflowEvent, before: Place, actor: User) -> Edition | None:
    for name in PLAIN:
        setattr(article, name, before[name])
    for name in MOMENTS:
        setattr(article, name, _moment(before[name]))
    article.save()
    if event.step == StepName.PUBLISH:
        undate_notices(article)
        index_article(article)
    if event.step in (StepName.PUBLISH, StepName.WITHDRAW):
        drop_withdrawal(article)
        if article.withdrawn_at is not None and article.withdrawn_at > timezone.now():
            file_withdrawal(article, reason=article.withdrawal_reason, moment=article.withdrawn_at, actor=actor)
    if event.step == StepName.MOVE:
        return keep_edition(article, actor=actor, note=_("Trở lại chuyên mục trước"))
    return article.editions.order_by("-number").first()


def _moment(text: str | None) -> dt.datetime | None:
    return parse_datetime(text) if text else None
