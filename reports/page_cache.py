"""Whole public pages, answered before sessions, accounts and templates as long as their generation holds.

The first middleware. A reader's request (GET or HEAD, without a session) is answered with the bytes that were kept;
the generation is asked of the primary database in one query, so that no process ever shows what another one has
changed. What is not kept goes on as if this were not here, and says to proxies that it is not to be kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, ResponseHeaders
from django.utils import timezone
from django.utils.http import parse_etags

from reports.build_mark import mark_of_process
from reports.caching import Generations
from reports.kept_pages import Address, is_kept, read_address
from reports.page_shelf import CODINGS, IDENTITY, ReadyPage, RecentPages, Shelf, rules

READING_METHODS = frozenset({"GET", "HEAD"})
KEPT_STATUSES = frozenset({200, 301, 302, 410})
FILES = ("/static/", "/media/")
NOT_FOR_READERS = ("/admin/", "/en/admin/", "/healthz", *FILES)
# What says for itself who may keep it.
OWN_RULES = frozenset({"no-store", "no-cache", "private"})
# What each process holds besides the cache, in pages of some 80 kB.
MOST_RECENT = 100

PRIVATE = "private, no-store"
UNKEPT = "no-cache"


class PageCacheMiddleware:
    """Answers readers with kept pages, keeps those that it may, and tells browsers and proxies for how long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.generations = Generations()
        # Before anything is made: a process that outlives an upgrade goes on under its own mark.
        mark_of_process()
        self.recent = RecentPages(MOST_RECENT)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        address = _readers_address(request)
        if address is None:
            return _not_kept(self.get_response(request), request)
        moment = timezone.now()
        generation = self.generations.at(moment)
        if generation is None:
            return _not_kept(self.get_response(request), request)
        coding = _coding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        build = mark_of_process()
        name = f"{build}\n{generation.key}\n{coding}\n{address.text}"
        ready = self.recent.get(name)
        if ready is None or moment >= ready.page.until:
            shelf = Shelf(address, generation, build)
            page = shelf.find(coding, moment)
            if page is None:
                return self._made(request, address, shelf, coding, moment)
            ready = self.recent.put(name, page)
        return _answer(request, ready, moment, ready.response())

    def _made(
        self, request: HttpRequest, address: Address, shelf: Shelf, coding: str, moment: dt.datetime
    ) -> HttpResponseBase:
        """The answer made anew, and kept where it may be."""
        if address.has_tracking:
            # What is kept for the address must not repeat what was added to it.
            request.META["QUERY_STRING"] = address.query
        # For what pages share (reports.page_shelf.kept_part).
        request.content_generation = shelf.generation  # type: ignore[attr-defined]
        # For what is made anew each time (indicators.views.unchanged).
        request.content_validator = shelf.validator  # type: ignore[attr-defined]
        response = self.get_response(request)
        if not _may_be_kept(request, response, address):
            return _not_kept(response, request)
        assert isinstance(response, HttpResponse)
        page = shelf.keep(response, coding, moment)
        if page is None:
            return _not_kept(response, request)
        # The same response, since others may wait for its end.
        response.status_code, response.content = page.status, page.content
        response.headers = page.all_headers()
        return _answer(request, ReadyPage(page), moment, response)


def cache_control(until: dt.datetime, moment: dt.datetime) -> str:
    """For how long others may keep a page: proxies a few seconds, and nobody beyond the generation's last moment.

    Readers' browsers ask each time, which costs a 304. RFC 9111, section 5.2.2; RFC 5861, section 3.
    """
    left = int((until - moment).total_seconds())
    shared = min(settings.SHARED_CACHE_SECONDS, left)
    if shared <= 0:
        return "public, max-age=0, must-revalidate"
    stale = min(2 * settings.SHARED_CACHE_SECONDS, left - shared)
    return f"public, max-age=0, s-maxage={shared}" + (f", stale-while-revalidate={stale}" if stale > 0 else "")


def _readers_address(request: HttpRequest) -> Address | None:
    """The address that a reader asks for; None where the request is no reader's or asks for no page."""
    meta = request.META
    if (
        not settings.KEEP_PAGES
        or request.method not in READING_METHODS
        or request.path_info.startswith(NOT_FOR_READERS)
    ):
        return None
    if _has_session(request) or "HTTP_AUTHORIZATION" in meta or "HTTP_RANGE" in meta:
        return None
    scheme = request.scheme or "http"
    return read_address(scheme, meta.get("HTTP_HOST", ""), request.path_info, meta.get("QUERY_STRING", ""))


def _has_session(request: HttpRequest) -> bool:
    """Whether the cookies could belong to somebody who is or was logged in; cookies of others do not matter."""
    cookies = request.META.get("HTTP_COOKIE", "")
    return bool(cookies) and any(name in cookies for name in (settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name))


def _may_be_kept(request: HttpRequest, response: HttpResponseBase, address: Address) -> bool:
    match = request.resolver_match
    return (
        request.method == "GET"
        and response.status_code in KEPT_STATUSES
        and not response.streaming
        and not response.cookies
        and match is not None
        and is_kept(match.view_name, address)
        and not OWN_RULES & rules(response).keys()
    )


@lru_cache(maxsize=256)
def _coding(accepted: str) -> str:
    """The best coding that the browser takes. RFC 9110, section 12.5.3."""
    if not accepted:
        return IDENTITY
    taken = set()
    for part in accepted.lower().split(","):
        name, _semicolon, parameter = part.partition(";")
        weight = parameter.partition("=")[2].strip()
        if weight.strip("0.") or not weight:
            taken.add(name.strip())
    return next((coding for coding in CODINGS if coding in taken), IDENTITY)


def _answer(request: HttpRequest, ready: ReadyPage, moment: dt.datetime, response: HttpResponse) -> HttpResponse:
    """The response with the page, made to say what the page says to this request."""
    page = ready.page
    asked = request.META.get("HTTP_IF_NONE_MATCH")
    if asked is not None and page.status == 200 and _matches(asked, page.etag):
        response.status_code, response.content = 304, b""
        response.headers = ResponseHeaders({"ETag": page.etag, "Vary": "Accept-Encoding"})
    elif request.method == "HEAD":
        response.content = b""
    response.headers["Cache-Control"] = cache_control(page.until, moment)
    return response


def _matches(asked: str, etag: str) -> bool:
    """Weakly, as for GET. RFC 9110, section 13.1.2."""
    opaque = etag.removeprefix("W/")
    return any(each == "*" or each.removeprefix("W/") == opaque for each in parse_etags(asked))


def _not_kept(response: HttpResponseBase, request: HttpRequest) -> HttpResponseBase:
    """With a word to proxies and browsers where the view gave none."""
    if request.path_info.startswith(FILES):
        return response
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = PRIVATE if _has_session(request) else UNKEPT
    if not request.path_info.startswith(NOT_FOR_READERS) and response.has_header("Vary"):
        # The address alone decides the language of what readers get.
        varies = [name for name in response["Vary"].split(", ") if name.lower() != "accept-language"]
        if varies:
            response["Vary"] = ", ".join(varies)
        else:
            del response["Vary"]
    return response
