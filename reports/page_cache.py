"""Whole public pages, answered before sessions, accounts and templates as long as their generation holds.

The first middleware. A reader's request (GET or HEAD, without a session) is answered with the bytes that were kept;
the generation is asked of the primary database in one query, so that no process ever shows what another one has
changed. What is not kept goes on as if this were not here, and says to proxies that it is not to be kept.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import logging
import math
from collections.abc import Callable
from dataclasses import dataclass

import brotli
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import parse_etags
from redis.exceptions import RedisError

from reports.build_mark import build_mark
from reports.caching import Generation, Generations, replicas_hold
from reports.kept_pages import Address, is_kept, read_address

logger = logging.getLogger(__name__)

READING_METHODS = frozenset({"GET", "HEAD"})
KEPT_STATUSES = frozenset({200, 301, 302, 410})
FILES = ("/static/", "/media/")
NOT_FOR_READERS = ("/admin/", "/en/admin/", "/healthz", *FILES)
# What says for itself who may keep it.
OWN_RULES = frozenset({"no-store", "no-cache", "private"})
COMPRESSED_TYPES = ("text/", "application/json", "application/xml", "application/rss", "application/atom", "image/svg")
COMPRESSED_FROM = 600
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, quality=5),
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
}
IDENTITY = ""
# A cache that does not answer is no reason to fail: the page is made anew.
CACHE_FAILURES = (OSError, RedisError)

PRIVATE = "private, no-store"
UNKEPT = "no-cache"

# Headers are stored without those that are made for each answer.
MADE_ANEW = frozenset({"cache-control", "vary", "etag", "content-length", "expires", "date"})


@dataclass(frozen=True, slots=True)
class Page:
    """An answer as it was kept, in one coding."""

    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes
    etag: str
    until: dt.datetime


class PageCacheMiddleware:
    """Answers readers with kept pages, keeps those that it may, and tells browsers and proxies for how long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.generations = Generations()
        self.build = build_mark()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        address = _readers_address(request)
        if address is None:
            return _not_kept(self.get_response(request), request)
        moment = timezone.now()
        generation = self.generations.at(moment)
        if generation is None:
            return _not_kept(self.get_response(request), request)
        coding = _coding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        shelf = Shelf(address, generation, build_mark() if settings.DEBUG else self.build)
        page = shelf.find(coding, moment)
        if page is None:
            if address.has_tracking:
                # What is kept for the address must not repeat what was added to it.
                request.META["QUERY_STRING"] = address.query
            response = self.get_response(request)
            page = shelf.keep(request, response, coding, moment)
            if page is None:
                return _not_kept(response, request)
            # The same response, since others may wait for its end.
            return _answer(request, page, moment, response)
        return _answer(request, page, moment, HttpResponse())


class Shelf:
    """Where the page of an address lies in a generation: those with a query string apart, so that no flood of
    questions drives out the pages that everybody reads."""

    def __init__(self, address: Address, generation: Generation, build: str) -> None:
        self.address = address
        self.generation = generation
        self.cache: BaseCache = caches["queried_pages" if address.parameters else "pages"]
        text = f"{build}\n{generation.key}\n{address.text}"
        self.key = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()

    def find(self, coding: str, moment: dt.datetime) -> Page | None:
        """The page in the coding, made from the page as it is where it is asked for the first time."""
        page = self._get(coding)
        if page is None and coding != IDENTITY:
            plain = self._get(IDENTITY)
            page = None if plain is None else self._put(compressed(plain, coding), coding, moment)
        return page if page is not None and moment < page.until else None

    def keep(self, request: HttpRequest, response: HttpResponseBase, coding: str, moment: dt.datetime) -> Page | None:
        """The page that was kept, in the coding; None where the answer may not be kept."""
        if not _may_be_kept(request, response, self.address):
            return None
        now = timezone.now()
        if not self.generation.holds_at(now) or not replicas_hold(self.generation.token):
            return None
        assert isinstance(response, HttpResponse)
        until = self.generation.until
        if (own_age := _own_age(response)) is not None:
            until = min(until, now + dt.timedelta(seconds=own_age))
        page = Page(
            response.status_code,
            tuple((name, value) for name, value in response.items() if name.lower() not in MADE_ANEW),
            response.content,
            f'W/"{hashlib.blake2b(response.content, digest_size=16).hexdigest()}"',
            until,
        )
        self._put(page, IDENTITY, moment)
        return page if coding == IDENTITY else self._put(compressed(page, coding), coding, moment)

    def _get(self, coding: str) -> Page | None:
        try:
            found = self.cache.get(self.key + coding)
        except CACHE_FAILURES:
            logger.exception("The cache of pages does not answer")
            return None
        return None if found is None else Page(*found)

    def _put(self, page: Page, coding: str, moment: dt.datetime) -> Page:
        lifetime = math.ceil((page.until - moment).total_seconds())
        values = (page.status, page.headers, page.content, page.etag, page.until)
        try:
            self.cache.set(self.key + coding, values, timeout=lifetime)
        except CACHE_FAILURES:
            logger.exception("The cache of pages takes nothing")
        return page


def compressed(page: Page, coding: str) -> Page:
    """The page in a coding; as it is where that would not be worth it."""
    content_type = dict(page.headers).get("Content-Type", "")
    if len(page.content) < COMPRESSED_FROM or not content_type.startswith(COMPRESSED_TYPES):
        return page
    headers = (*page.headers, ("Content-Encoding", coding))
    return Page(page.status, headers, CODINGS[coding](page.content), page.etag, page.until)


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
        and not OWN_RULES & _rules(response).keys()
    )


def _rules(response: HttpResponseBase) -> dict[str, str]:
    """The directives of Cache-Control."""
    parts = (part.strip().lower().partition("=") for part in response.get("Cache-Control", "").split(","))
    return {name: value for name, _equals, value in parts if name}


def _own_age(response: HttpResponseBase) -> int | None:
    age = _rules(response).get("max-age", "")
    return int(age) if age.isdecimal() else None


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


def _answer(request: HttpRequest, page: Page, moment: dt.datetime, response: HttpResponseBase) -> HttpResponseBase:
    """The response, made to say what the page says to this request."""
    assert isinstance(response, HttpResponse)
    asked = request.META.get("HTTP_IF_NONE_MATCH")
    is_known = page.status == 200 and asked is not None and _matches(asked, page.etag)
    response.status_code = 304 if is_known else page.status
    response.content = b"" if is_known or request.method == "HEAD" else page.content
    headers = response.headers
    if is_known:
        for name in list(headers):
            del headers[name]
    else:
        for name, value in page.headers:
            headers[name] = value
        headers["Content-Length"] = str(len(page.content))
    headers["ETag"] = page.etag
    headers["Vary"] = "Accept-Encoding"
    headers["Cache-Control"] = cache_control(page.until, moment)
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
