"""The release calendar: when figures come, and what came."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.bad_requests import bad_request
from indicators.exchange.icalendar import CONTENT_TYPE, Event, calendar_text
from indicators.keyset import CursorError, Place
from indicators.languages import site_name
from indicators.services.release_calendar import calendar_releases, release_calendar


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Announced releases, the next one first, and past ones, the newest first."""
    try:
        place = Place.asked_by(request.GET)
    except CursorError as error:
        return bad_request(request, str(error))
    shown = release_calendar(place=place)
    if place.is_newer and not shown.past.newer:
        return redirect(request.path)
    context = {
        "coming": shown.coming,
        "past": shown.past.rows,
        "newer_url": shown.past.newer_url,
        "older_url": shown.past.older_url,
        "is_first_page": place.cursor is None,
    }
    return render(request, "indicators/calendar.html", context)


@require_safe
def calendar_file(request: HttpRequest) -> HttpResponse:
    """Announced and past releases for calendar programs, which ask again by themselves."""
    now = timezone.now()
    page = settings.SITE_URL + reverse("indicators:calendar")
    host = urlsplit(settings.SITE_URL).hostname
    events = [
        Event(f"{release.code}@{host}", release.title, release.published_at, f"{page}#{release.code}")
        for release in calendar_releases(at=now)
    ]
    text = calendar_text(events, name=_("Lịch công bố"), publisher=site_name(), made_at=now)
    response = HttpResponse(text, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = 'inline; filename="lich-cong-bo.ics"'
    return response
