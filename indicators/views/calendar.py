"""The release calendar: when figures come, and what came."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from indicators.bad_requests import bad_request
from indicators.keyset import CursorError, Place
from indicators.services.release_calendar import release_calendar


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
