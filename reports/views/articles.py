"""The page of an article, and what stands in its place when it moved or was withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.bad_requests import bad_request
from indicators.languages import reading_language
from indicators.views.downloads import provenance_of
from indicators.views.unchanged import with_validator
from reports import rendering
from reports.body_blocks import links_in
from reports.figures_file import figures_file
from reports.models import Article
from reports.rendering import Shown
from reports.services import stories
from reports.services.stories import Story
from reports.services.translations import lag_of
from reports.views.article_address import story_at
from reports.views.article_page import TEMPLATE, page_context
from reports.views.article_tables import UnknownReading, reading_asked, table_downloads

RELATED = 4


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """A public article under its own language; its translation where the other language was asked for."""
    now = timezone.now()
    story = story_at(request, slug, at=now)
    if not isinstance(story, Story):
        return story
    if story.language != reading_language():
        return redirect(_own_page(story, stories.translations(story, at=now)))
    return _page(request, story, now)


@require_safe
def article_figures(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The figures that a public article cites, as CSV; 304 to who has them already."""
    return with_validator(request, lambda: _figures(request, slug))


def _figures(request: HttpRequest, slug: str) -> HttpResponseBase:
    now = timezone.now()
    story = story_at(request, slug, at=now)
    if not isinstance(story, Story):
        return story
    figures = rendering.cited_in(story.edition, since=story.public_since, at=now)
    licence = provenance_of(story.url, at=now).licence_text
    pieces = figures_file(figures, licence=licence, site=settings.SITE_URL)
    response = HttpResponse(b"".join(pieces), content_type="text/csv; charset=utf-8; header=present")
    response["Content-Disposition"] = f'attachment; filename="{story.slug}-so-lieu.csv"'
    return response


def _page(request: HttpRequest, story: Story, now: dt.datetime) -> HttpResponse:
    try:
        reading = reading_asked(request)
    except UnknownReading as error:
        return bad_request(request, str(error))
    linked = [link.article for link in links_in(story.edition.body)]
    around = stories.surroundings(story, limit=RELATED, linked=linked, at=now)
    shown = Shown(
        params=request.GET,
        reading=reading,
        images=story.images,
        links=around.linked,
        downloads=partial(table_downloads, story.slug, reading),
        figures_file=[("CSV", reverse("reports:article_figures", args=[story.slug]), "")],
    )
    # What readers sort for themselves is made for them alone.
    rendered = rendering.render(story.edition, shown, at=now, since=story.public_since, is_kept=not request.GET)
    lag = lag_of(story, around.translations, at=now)
    return render(request, TEMPLATE, {**page_context(story, rendered, around, now=now), "lag": lag})


def _own_page(story: Story, translations: Sequence[Article]) -> str:
    """Where a reader of the other language goes: to the translation, or to the article under its own language."""
    wanted = reading_language()
    found = next((article for article in translations if article.language == wanted), story.article)
    return found.get_absolute_url()
