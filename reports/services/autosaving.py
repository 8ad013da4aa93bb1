"""Keeping what someone is writing every few seconds, and giving it back after a crash."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from reports.form_content import FormContent
from reports.models import Article, Autosave

OFFERED = 5


class PageFinished(Exception):
    """Raised where a page goes on sending after its form was saved."""


def autosave(
    user: User, draft_key: UUID, content: FormContent, *, article: Article | None = None, at: dt.datetime | None = None
) -> Autosave:
    """Keep the content of one open page in place of what was kept of it before; two queries.

    Raises `PageFinished` for a page whose form has been saved meanwhile.
    """
    values = {
        "content": content.fields,
        "title": content.one("title")[:250],
        "base_number": content.number("seen_edition"),
        "saved_at": at or timezone.now(),
    }
    own = Autosave.objects.filter(user=user, draft_key=draft_key)
    if own.exclude(content={}).update(**values):
        return own.get()
    try:
        with transaction.atomic():
            return Autosave.objects.create(user=user, draft_key=draft_key, article=article, **values)
    except IntegrityError:
        # The row is there, and empty: see `finish`.
        raise PageFinished from None


def finish(user: User, draft_key: UUID) -> None:
    """Forget what was kept of a page whose form is saved; what the page may still send late is refused."""
    Autosave.objects.update_or_create(
        user=user, draft_key=draft_key, defaults={"content": {}, "saved_at": timezone.now(), "title": ""}
    )


def discard(user: User, pk: int) -> bool:
    """Throw away one of the person's own; whether there was one."""
    found = Autosave.objects.filter(user=user, pk=pk).exclude(content={}).first()
    if found is not None:
        finish(user, found.draft_key)
    return found is not None


def recoverable(user: User, article: Article | None) -> list[Autosave]:
    """What the person wrote and never saved, of an article or of new ones, newest first; one query."""
    own = Autosave.objects.filter(user=user, article=article).exclude(content={}).defer("content")
    return list(own[:OFFERED])


def recovered(user: User, article: Article | None, pk: int) -> Autosave | None:
    """One of the person's own with its content."""
    return Autosave.objects.filter(user=user, article=article, pk=pk).exclude(content={}).first()
