"""The newsroom's calendar in the admin: a month as a grid, on a small screen the days on which something happens."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from indicators.languages import reading_language
from indicators.periods import Period
from reports.admin.article_list import STATE_BADGES
from reports.admin.article_pages import ArticlePages
from reports.models import Article
from reports.services.newsroom_calendar import CalendarDay, CalendarEntry, EntryKind, calendar_month
from reports.services.visibility import effective_state

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
IN_A_DAY = 6
"""So many things a day shows at once; the rest is unfolded."""


@dataclass(frozen=True, slots=True)
class ShownTied:
    """An article of a release, with how far it is."""

    title: str
    url: str
    badge: str
    state: str


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry as people read it. `kind` names its colour."""

    minute: str
    kind: str
    label: str
    title: str
    url: str
    is_past: bool
    tied: tuple[ShownTied, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownDay:
    day: CalendarDay
    entries: tuple[ShownEntry, ...]
    more: tuple[ShownEntry, ...]


class CalendarPage(ArticlePages):
    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.calendar_page)
        return [path("calendar/", page, name="reports_article_calendar"), *super().get_urls()]

    def calendar_page(self, request: HttpRequest) -> HttpResponse:
        """The month that is asked for as `?month=2026-11`, or this one."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        now = timezone.now()
        today = timezone.localdate(now)
        first = _month(request.GET.get("month", "")) or today.replace(day=1)
        sees_releases = bool(request.user.has_perm("indicators.view_release"))
        month = calendar_month(first, with_releases=sees_releases, at=now)
        days = [_shown_day(day, now) for day in month.days]
        language = reading_language()
        name = Period.of_month(first.year, first.month).label(language)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Lịch đăng bài"),
            "month_name": name[:1].upper() + name[1:],
            "weekdays": [date_format(day.date, "D") for day in month.days[:7]],
            "days": days,
            "is_empty": not any(day.entries for day in days if day.day.is_in_month),
            "is_cut": month.is_cut,
            "previous": f"{month.previous:%Y-%m}",
            "next": f"{month.next:%Y-%m}",
            "is_this_month": first == today.replace(day=1),
            "zone": timezone.get_current_timezone_name(),
        }
        return TemplateResponse(request, "admin/reports/calendar.html", context)


def _shown_day(day: CalendarDay, now: dt.datetime) -> ShownDay:
    shown = tuple(_shown(entry, now) for entry in day.entries)
    return ShownDay(day, shown[:IN_A_DAY], shown[IN_A_DAY:])


def _shown(entry: CalendarEntry, now: dt.datetime) -> ShownEntry:
    is_past = entry.moment <= now
    minute = date_format(timezone.localtime(entry.moment), "H:i")
    if entry.release is not None:
        url = reverse("admin:indicators_release_change", args=[entry.release.pk])
        tied = tuple(_shown_tied(article) for article in entry.tied)
        return ShownEntry(minute, entry.kind, _("Đợt công bố"), entry.release.title, url, is_past, tied)
    label = {
        EntryKind.PUBLICATION: _("Đã đăng") if is_past else _("Sẽ đăng"),
        EntryKind.REPLACEMENT: _("Đã thay bản mới") if is_past else _("Sẽ thay bản mới"),
        EntryKind.WITHDRAWAL: _("Đã gỡ") if is_past else _("Sẽ gỡ"),
    }[entry.kind]
    article: Any = entry.article
    return ShownEntry(minute, entry.kind, label, article.title, _change_url(article), is_past)


def _shown_tied(article: Article) -> ShownTied:
    state = effective_state(article)
    return ShownTied(article.title, _change_url(article), STATE_BADGES[state], str(state.label))


def _change_url(article: Article) -> str:
    return reverse("admin:reports_article_change", args=[article.pk])


def _month(text: str) -> dt.date | None:
    """The first day of "2026-11"; None for what is no month, and for those at the ends of time."""
    match = _MONTH.fullmatch(text)
    if match is None or not 1900 <= int(match[1]) <= 2999 or not 1 <= int(match[2]) <= 12:
        return None
    return dt.date(int(match[1]), int(match[2]), 1)
