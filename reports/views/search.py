"""Searching articles, indicators and tables, and the suggestions while one types."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.bad_requests import bad_request
from indicators.languages import reading_language
from reports.search_marks import Facet
from reports.search_words import LONGEST_QUERY, SearchQuery
from reports.services.search import LAST_PAGE, search, suggestions
from reports.services.search_facets import Choice, Group, UnknownChoice, chosen


class Unreadable(ValueError):
    """A parameter that cannot be read; the message says which and why."""


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """`q` looks for words; `loai`, `chuyen-muc`, `nam`, `dia-ban` and `the` narrow, `trang` turns the page."""
    now = timezone.now()
    try:
        query = _query(request.GET)
        narrowing = [chosen(facet, request.GET[facet], at=now) for facet in Facet if request.GET.get(facet)]
        page = _page(request.GET)
    except (Unreadable, UnknownChoice) as error:
        return bad_request(request, str(error))
    results = search(query, language=reading_language(), narrowing=narrowing, page=page, at=now)
    context = {
        "query": query,
        "results": results,
        "narrowings": [_links(request.GET, group) for group in results.groups],
        "newer_url": _with(request.GET, trang=str(page - 1)) if page > 1 else "",
        "older_url": _with(request.GET, trang=str(page + 1)) if results.has_more else "",
    }
    return render(request, "reports/search.html", context)


@require_safe
def search_suggestions(request: HttpRequest) -> HttpResponse:
    """A JSON list of titles and addresses for what is typed so far."""
    try:
        query = _query(request.GET)
    except Unreadable as error:
        return bad_request(request, str(error))
    told = suggestions(query, language=reading_language(), at=timezone.now())
    return JsonResponse({"suggestions": [{"title": title, "url": url} for title, url in told]})


def _query(parameters: QueryDict) -> SearchQuery:
    text = parameters.get("q", "")
    if len(text) > LONGEST_QUERY:
        raise Unreadable(_("Từ khóa dài quá %(limit)s ký tự.") % {"limit": LONGEST_QUERY})
    return SearchQuery.parse(text.replace("\x00", " "))


def _page(parameters: QueryDict) -> int:
    text = parameters.get("trang", "") or "1"
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= LAST_PAGE:
        raise Unreadable(
            _("Tham số “%(name)s” phải là số từ %(least)s đến %(most)s.")
            % {"name": "trang", "least": 1, "most": LAST_PAGE}
        )
    return int(text)


def _links(parameters: QueryDict, group: Group) -> tuple[Group, list[tuple[Choice, str]]]:
    """A facet, and its choices with their addresses; the one that is chosen leads back to everything."""
    return group, [
        (each, _with(parameters, **{group.facet: "" if each.is_chosen else each.value, "trang": ""}))
        for each in group.choices
    ]


def _with(parameters: QueryDict, **changes: str) -> str:
    """The query string with some parameters changed; an empty one is left out."""
    changed = parameters.copy()
    for name, value in changes.items():
        if value:
            changed[name] = value
        else:
            changed.pop(name, None)
    return f"?{changed.urlencode()}"
