"""Keeping filters of the article list under a name: for oneself, or for the whole newsroom."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils.translation import gettext as _

from reports.models import SavedFilter

SHARE = "reports.share_savedfilter"


class FilterRefused(Exception):
    """Raised where a filter cannot be kept or changed so; the message says why, in the reader's language."""


def save_filter(*, owner: User, name: str, query: str, is_shared: bool = False) -> SavedFilter:
    """Keep a query string under a name; the person's own filter of that name is replaced."""
    name = _named(name)
    longest = SavedFilter._meta.get_field("query").max_length or 0
    if not query:
        raise FilterRefused(_("Chưa lọc gì để lưu."))
    if len(query) > longest:
        raise FilterRefused(_("Bộ lọc dài quá nên không lưu được."))
    own = SavedFilter.objects.filter(owner=owner, name=name).first()
    saved = own or SavedFilter(owner=owner, name=name)
    saved.query, saved.is_shared = query, is_shared
    _refuse_unless_free(saved, owner)
    saved.save()
    return saved


def change_filter(saved: SavedFilter, *, actor: User, name: str, is_shared: bool) -> None:
    """Rename a filter, share it or keep it for oneself."""
    _refuse_unless_theirs(saved, actor)
    saved.name, saved.is_shared = _named(name), is_shared
    _refuse_unless_free(saved, actor)
    saved.save()


def delete_filter(saved: SavedFilter, *, actor: User) -> None:
    """Forget a filter."""
    _refuse_unless_theirs(saved, actor)
    saved.delete()


def may_change(saved: SavedFilter, user: User) -> bool:
    """Its owner; and of a shared one whoever may share."""
    return saved.owner_id == user.pk or (saved.is_shared and user.has_perm(SHARE))


def _named(name: str) -> str:
    name = " ".join(name.split())
    longest = SavedFilter._meta.get_field("name").max_length or 0
    if not name:
        raise FilterRefused(_("Hãy đặt tên cho bộ lọc."))
    if len(name) > longest:
        raise FilterRefused(_("Tên dài nhất %(count)d chữ.") % {"count": longest})
    return name


def _refuse_unless_theirs(saved: SavedFilter, actor: User) -> None:
    if not may_change(saved, actor):
        raise FilterRefused(_("Bộ lọc này là của người khác."))


def _refuse_unless_free(saved: SavedFilter, actor: User) -> None:
    was_shared = bool(saved.pk) and SavedFilter.objects.filter(pk=saved.pk, is_shared=True).exists()
    if saved.is_shared and not was_shared and not actor.has_perm(SHARE):
        raise FilterRefused(_("Bạn không có quyền chia sẻ bộ lọc với toà soạn."))
    same = Q(owner=saved.owner) | Q(is_shared=True) if saved.is_shared else Q(owner=saved.owner)
    if SavedFilter.objects.filter(same, name=saved.name).exclude(pk=saved.pk).exists():
        raise FilterRefused(_("Đã có bộ lọc tên “%(name)s”.") % {"name": saved.name})
