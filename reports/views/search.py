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
from indicators.models import Area
from indicators.text import without_nul
from reports.models import SearchKind, Section
from reports.search_words import LONGEST_QUERY, SearchQuery
from reports.services.search import INDICATOR_KIND, PAGE_SIZE, POOL, TITLE_POOL, Narrowing, search, suggestions

KINDS = {"tin": SearchKind.ARTICLE.value, "chi-so": INDICATOR_KIND, "bang": SearchKind.TABLE.value}
LAST_PAGE = (POOL + TITLE_POOL) // PAGE_SIZE + 1


class Unreadable(ValueError):
    """A parameter that cannot be read; the message says which and why."""


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """`q` looks for words; `loai`, `chuyen-muc`, `nam` and `dia-ban` narrow, `trang` turns the page."""
    try:
        query = _query(request.GET)
        narrowing = _narrowing(request.GET)
        page = _number(request.GET, "trang", least=1, most=LAST_PAGE) or 1
    except Unreadable as error:
        return bad_request(request, str(error))
    results = search(query, language=reading_language(), narrowing=narrowing, page=page, at=timezone.now())
    context = {
        "query": query,
        "results": results,
        "narrowings": _choices(request.GET, results, narrowing) if results.kinds else [],
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


def _narrowing(parameters: QueryDict) -> Narrowing:
    kind = parameters.get("loai", "")
    if kind and kind not in KINDS:
        raise Unreadable(_("Không có loại kết quả “%(kind)s”.") % {"kind": kind[:40]})
    section, area = (without_nul(parameters.get(name, "")) for name in ("chuyen-muc", "dia-ban"))
    if section and not Section.objects.filter(slug=section[:80]).exists():
        raise Unreadable(_("Không có chuyên mục “%(section)s”.") % {"section": section[:40]})
    if area and not Area.objects.filter(code=area[:80]).exists():
        raise Unreadable(_("Không có địa bàn “%(area)s”.") % {"area": area[:40]})
    return Narrowing(KINDS.get(kind, ""), section, _number(parameters, "nam", least=1900, most=2999), area)


def _number(parameters: QueryDict, name: str, *, least: int, most: int) -> int | None:
    text = parameters.get(name, "")
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,4}", text) or not least <= int(text) <= most:
        raise Unreadable(
            _("Tham số “%(name)s” phải là số từ %(least)s đến %(most)s.") % {"name": name, "least": least, "most": most}
        )
    return int(text)


def _choices(parameters: QueryDict, results, narrowing: Narrowing) -> list[dict]:  # type: ignore[no-untyped-def]
    """The ways to narrow, each with its links; the chosen one leads back to everything."""
    codes = {value: code for code, value in KINDS.items()}
    labels = {
        SearchKind.ARTICLE.value: _("Tin bài"),
        SearchKind.TABLE.value: _("Bảng số liệu"),
        INDICATOR_KIND: _("Chỉ số"),
    }
    groups = (
        (_("Loại"), "loai", codes.get(narrowing.kind, ""), [(codes[k], labels[k], n) for k, n in results.kinds]),
        (_("Chuyên mục"), "chuyen-muc", narrowing.section, [(s.slug, s.name, n) for s, n in results.sections]),
        (_("Năm"), "nam", str(narrowing.year or ""), [(str(y), str(y), n) for y, n in results.years]),
        (_("Địa bàn"), "dia-ban", narrowing.area, [(a.code, a.name, n) for a, n in results.areas]),
    )
    return [
        {
            "title": title,
            "choices": [
                {
                    "label": label,
                    "count": count,
                    "is_chosen": value == chosen,
                    "url": _with(parameters, **{name: "" if value == chosen else value, "trang": ""}),
                }
                for value, label, count in choices
            ],
        }
        for title, name, chosen, choices in groups
        if len(choices) > 1 or chosen
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
