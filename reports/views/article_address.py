"""What stands at an article's address, and at those of its files: itself, its new address, or why it was withdrawn."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override

from reports.services import stories
from reports.services.stories import Moved, Story, Withdrawn


def story_at(request: HttpRequest, slug: str, *, at: dt.datetime) -> Story | HttpResponse:
    """The public article, or the answer in its place: 301 to the same page of it where it is now, 410 with the reason.

    Raises `Http404` both for what never was there and for what is not public yet.
    """
    match stories.find(slug, at=at):
        case Story() as story:
            return story
        case Moved() as moved:
            return HttpResponsePermanentRedirect(_same_page(request, moved))
        case Withdrawn() as withdrawn:
            return render(request, "reports/withdrawn.html", {"withdrawn": withdrawn}, status=410)
    raise Http404


def _same_page(request: HttpRequest, moved: Moved) -> str:
    page = request.resolver_match
    assert page is not None
    with override(moved.article.language):
        address = reverse(page.view_name, kwargs={**page.kwargs, "slug": moved.article.slug})
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address
