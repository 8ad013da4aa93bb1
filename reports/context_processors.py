"""What every public page knows without asking: the site's name, its navigation, its languages, its sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext_lazy, override

from indicators.languages import site_name
from reports.models import Section
from reports.page_shelf import kept_part

NAVIGATION = (
    ("reports:news", gettext_lazy("Tin tức")),
    ("indicators:catalogue", gettext_lazy("Chỉ số")),
    ("indicators:builder", gettext_lazy("Tra cứu")),
    ("indicators:calendar", gettext_lazy("Lịch công bố")),
    ("reports:corrections", gettext_lazy("Đính chính")),
)

# A table stands in its query string, in both languages the same.
PAGES_OF_QUERIES = frozenset({"indicators:builder"})


@dataclass(frozen=True, slots=True)
class Destination:
    """A place of the main navigation; `is_current` also for the pages below it."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language, or this one; `name` is the language's own name."""

    language: str
    name: str
    url: str
    is_current: bool


def site(request: HttpRequest) -> dict[str, Any]:
    """`SITE_NAME`, `SITE_URL`, `canonical_url` and, worked out only where a template asks, `navigation`,
    `alternates` (a view that knows a translation's address passes its own) and `sections`."""
    root = settings.SITE_URL
    return {
        "SITE_NAME": site_name(),
        "SITE_URL": root,
        "canonical_url": root + request.path,
        "navigation": SimpleLazyObject(lambda: navigation(request.path)),
        "alternates": SimpleLazyObject(lambda: alternates(request.path, query=_own_query(request))),
        "sections": SimpleLazyObject(lambda: sections(request)),
    }


def sections(request: HttpRequest) -> list[Section]:
    """All of them, asked for once in a generation of the content."""
    generation = getattr(request, "content_generation", None)
    return kept_part(generation, "sections", lambda: list(Section.objects.all()))


def navigation(path: str) -> Sequence[Destination]:
    """The destinations that exist."""
    return [
        Destination(str(label), url, is_current=path.startswith(url))
        for name, label in NAVIGATION
        if (url := address(name)) is not None
    ]


def alternates(path: str, *, query: str = "") -> Sequence[Alternate]:
    """Each language's address of the page at `path`; nothing where no page is there, as on a 404.

    `query` is what stands behind each, question mark included.
    """
    try:
        resolve(path)
    except Resolver404:
        return []
    current = get_language() or settings.LANGUAGE_CODE
    return [
        Alternate(code, own_name(code), translate_url(path, code) + query, is_current=code == current)
        for code, _name in settings.LANGUAGES
    ]


def _own_query(request: HttpRequest) -> str:
    """The query string of a page that is nothing without it."""
    match = request.resolver_match
    is_own = match is not None and match.view_name in PAGES_OF_QUERIES
    return f"?{request.GET.urlencode()}" if is_own and request.GET else ""


def own_name(code: str) -> str:
    """A language's name as its speakers write it."""
    with override(code):
        return str(dict(settings.LANGUAGES)[code])


def address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
