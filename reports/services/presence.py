"""Who has an article open: each open page says so every few seconds, and is forgotten when it stops."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.models import User
from django.utils import timezone

from reports.models import Article, Presence

# Browsers let a page in the background speak once a minute.
HERE = dt.timedelta(seconds=75)


def be_present(article: Article, user: User, *, at: dt.datetime | None = None) -> None:
    """Note that the person has the article open; two queries at most."""
    moment = at or timezone.now()
    own = Presence.objects.filter(article=article, user=user)
    if own.filter(seen_at__gte=moment - HERE).update(seen_at=moment):
        return
    # They come, or come back after a while.
    Presence.objects.update_or_create(article=article, user=user, defaults={"since": moment, "seen_at": moment})


def leave(article: Article, user: User) -> None:
    """Note that the person closed the page."""
    Presence.objects.filter(article=article, user=user).delete()


def others_present(article: Article, user: User, *, at: dt.datetime | None = None) -> list[Presence]:
    """Everyone else who has the article open, the longest there first; one query."""
    moment = at or timezone.now()
    here = Presence.objects.filter(article=article, seen_at__gte=moment - HERE).exclude(user=user)
    return list(here.select_related("user").order_by("since", "pk"))
