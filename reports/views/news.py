"""Lists of news: all of them, and those under a section, a tag, an author, a year or a month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.bad_requests import bad_request
from indicators.keyset import CursorError, Place
from indicators.languages import reading_language
from indicators.periods import Period, PeriodError
from reports.models import Author, Section, Tag
from reports.page_shelf import kept_part
from reports.services.archive import Archive, ArchivedPeriod, archive
from reports.services.stories import Heading, newest_page

Trail = Sequence[tuple[str, str]]
FEEDS = (("rss", "application/rss+xml"), ("atom", "application/atom+xml"), ("json_feed", "application/feed+json"))


@require_safe
def all_news(request: HttpRequest) -> HttpResponse:
    """Every public article in the reader's language, from newest to oldest."""
    return _news(request, None, {"page_title": _("Tin tức"), "chooses_section": True})


@require_safe
def section_news(request: HttpRequest, slug: str) -> HttpResponse:
    section = get_object_or_404(Section, slug=slug)
    return _news(request, section, {"section": section, "trail": _trail(), "chooses_section": True})


@require_safe
def tag_news(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles that bear a tag; 404 for a tag that no public article bears yet."""
    tag = get_object_or_404(Tag.objects.public(), slug=slug)
    return _news(request, tag, {"kicker": _("Thẻ"), "trail": _trail()})


@require_safe
def author_news(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles whose byline names an author; 404 for whom no public byline names."""
    author = get_object_or_404(Author.objects.public(), slug=slug)
    return _news(request, author, {"kicker": _("Tác giả"), "trail": _trail()})


@require_safe
def archived_news(request: HttpRequest) -> HttpResponse:
    """The years and months that have articles, with how many."""
    years = _archive(request).years
    return render(request, "reports/archive.html", {"years": years, "trail": _trail()})


@require_safe
def archived_year(request: HttpRequest, year: int) -> HttpResponse:
    return _archived(request, year, 1, 12)


@require_safe
def archived_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    return _archived(request, year, month, 1)


def _archive(request: HttpRequest) -> Archive:
    """What there is by year and month, counted once in a generation of the content for all pages of the archive."""
    language, generation = reading_language(), getattr(request, "content_generation", None)
    return kept_part(generation, f"archive.{language}", lambda: archive(language, at=timezone.now()))


def _archived(request: HttpRequest, year: int, month: int, months: int) -> HttpResponse:
    """The news of a period, beside the months of its year; 404 where no article in any language is of it."""
    try:
        heading = ArchivedPeriod(Period(year, month, months))
    except PeriodError:
        raise Http404 from None
    if request.path != heading.get_absolute_url():
        # "5" for "05".
        return redirect(heading, permanent=True)
    found = _archive(request)
    if not found.has(heading.period):
        raise Http404(_("Không có bài nào trong %(period)s.") % {"period": heading.period.label(reading_language())})
    trail = [*_trail(), (_("Lưu trữ"), reverse("reports:archive"))]
    if not heading.is_year:
        trail.append((heading.year.name, heading.year.get_absolute_url()))
    return _news(request, heading, {"trail": trail, "archived": found.year(year), "kicker": _("Lưu trữ")})


def _trail() -> list[tuple[str, str]]:
    return [(_("Tin tức"), reverse("reports:news"))]


def _news(request: HttpRequest, heading: Heading | None, said: dict[str, Any]) -> HttpResponse:
    try:
        place = Place.asked_by(request.GET)
    except CursorError as error:
        return bad_request(request, str(error))
    page = newest_page(reading_language(), under=heading, place=place)
    if place.is_newer and not page.newer:
        # Nothing newer is left: this is the first page, which has an address of its own.
        return redirect(request.path)
    context = {
        "heading": heading,
        "page_title": heading.name if heading else "",
        "stories": page.rows,
        "newer_url": page.newer_url,
        "older_url": page.older_url,
        "feeds": _feeds(heading) if heading and heading.kind else (),
        "is_first_page": place.cursor is None,
        **said,
    }
    return render(request, "reports/news.html", context)


def _feeds(heading: Heading) -> list[tuple[str, str]]:
    """The type and path of each feed of a section, a tag or an author."""
    return [(kind, reverse(f"reports:{heading.kind}_{name}", args=[heading.slug])) for name, kind in FEEDS]
