"""Links for people without an account: made for somebody, for a time, taken back when they are no longer wanted."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.models import Article, Edition, PreviewLink
from reports.models.preview_links import token_digest

TOKEN_BYTES = 32
LONGEST = dt.timedelta(days=30)
CHANGE = "reports.change_article"


class PreviewRefused(Exception):
    """Raised where a link cannot be made or taken back; the message says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link with its secret, which is told once: only its digest is kept."""

    link: PreviewLink
    token: str


def make_link(
    article: Article, *, actor: User, label: str, lasts: dt.timedelta, edition: Edition | None = None
) -> NewLink:
    """A link to the working copy, or to one edition. Raises `PreviewRefused`."""
    if not actor.has_perm(CHANGE):
        raise PreviewRefused(_("Bạn không có quyền sửa bài viết."))
    if not label.strip():
        raise PreviewRefused(_("Hãy ghi liên kết gửi cho ai, để sau này biết mà thu hồi."))
    if not dt.timedelta() < lasts <= LONGEST:
        raise PreviewRefused(_("Liên kết xem trước dùng được nhiều nhất %(days)d ngày.") % {"days": LONGEST.days})
    if edition is not None and edition.article_id != article.pk:
        raise PreviewRefused(_("Bản này không phải của bài viết này."))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = PreviewLink.objects.create(
        article=article,
        edition=edition,
        token_hash=token_digest(token),
        label=label.strip(),
        created_by=actor,
        expires_at=timezone.now() + lasts,
    )
    return NewLink(link, token)


def take_back(link: PreviewLink, *, actor: User) -> None:
    """The link shows nothing from now on. Raises `PreviewRefused`; taking it back twice changes nothing."""
    if not actor.has_perm(CHANGE):
        raise PreviewRefused(_("Bạn không có quyền sửa bài viết."))
    PreviewLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=timezone.now(), revoked_by=actor)
    link.refresh_from_db()


def find_link(token: str) -> PreviewLink | None:
    """The link of a secret, open or not; None for a secret that nobody was given."""
    links = PreviewLink.objects.select_related("article__section", "article__cover", "article__release")
    return links.select_related("edition__section", "edition__cover").filter(token_hash=token_digest(token)).first()


def count_use(link: PreviewLink) -> None:
    """Note that somebody opened the link, not who."""
    PreviewLink.objects.filter(pk=link.pk).update(used_count=F("used_count") + 1, last_used_at=timezone.now())
