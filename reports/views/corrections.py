"""The public register: notices on articles, and revisions of figures that articles rest on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.bad_requests import bad_request
from indicators.keyset import CursorError, Page, Place
from reports.services.corrections import notices_page, revisions_page


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Corrections, updates and withdrawals, newest first."""
    return _register(request, notices_page, "notices")


@require_safe
def revised_figures(request: HttpRequest) -> HttpResponse:
    """Revisions of figures that public articles rest on, newest first."""
    return _register(request, revisions_page, "revisions")


def _register(request: HttpRequest, page_at: Callable[..., Page[Any]], name: str) -> HttpResponse:
    try:
        place = Place.asked_by(request.GET)
    except CursorError as error:
        return bad_request(request, str(error))
    page = page_at(place, at=timezone.now())
    if place.is_newer and not page.newer:
        # Nothing newer is left: this is the first page, which has an address of its own.
        return redirect(request.path)
    context = {
        "part": name,
        name: page.rows,
        "newer_url": page.newer_url,
        "older_url": page.older_url,
        "is_first_page": place.cursor is None,
    }
    return render(request, "reports/corrections.html", context)
