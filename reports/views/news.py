"""Lists of news: all of them, and those of a section."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.bad_requests import bad_request
from indicators.keyset import CursorError, Place
from indicators.languages import reading_language
from reports.models import Section
from reports.services.stories import newest_page


@require_safe
def all_news(request: HttpRequest) -> HttpResponse:
    """Every public article in the reader's language, from newest to oldest."""
    return _news(request, None)


@require_safe
def section_news(request: HttpRequest, slug: str) -> HttpResponse:
    return _news(request, get_object_or_404(Section, slug=slug))


def _news(request: HttpRequest, section: Section | None) -> HttpResponse:
    try:
        place = Place.asked_by(request.GET)
    except CursorError as error:
        return bad_request(request, str(error))
    page = newest_page(reading_language(), section=section, place=place)
    if place.is_newer and not page.newer:
        # Nothing newer is left: this is the first page, which has an address of its own.
        return redirect(request.path)
    context = {
        "section": section,
        "page_title": section.name if section else _("Tin tức"),
        "trail": [(_("Tin tức"), reverse("reports:news"))] if section else [],
        "stories": page.rows,
        "newer_url": page.newer_url,
        "older_url": page.older_url,
        "is_first_page": place.cursor is None,
    }
    return render(request, "reports/news.html", context)
