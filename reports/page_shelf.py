"""Where kept pages lie: in the cache that processes share, and the latest of them ready in each process."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import logging
import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import SimpleCookie
from threading import Lock
from typing import TypeVar, cast

import brotli
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.http import HttpResponse
from django.http.response import HttpResponseBase, ResponseHeaders
from django.utils import timezone
from redis.exceptions import RedisError

from reports.caching import Generation, replicas_hold
from reports.kept_pages import Address

logger = logging.getLogger(__name__)

T = TypeVar("T")

COMPRESSED_TYPES = ("text/", "application/json", "application/xml", "application/rss", "application/atom", "image/svg")
COMPRESSED_FROM = 600
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, quality=5),
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
}
IDENTITY = ""
# A cache that does not answer is no reason to fail: the page is made anew.
CACHE_FAILURES = (OSError, RedisError)

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

    def all_headers(self) -> ResponseHeaders:
        """Every header of the answer but `Cache-Control`, which says what is left of the page's time."""
        own = {"Content-Length": str(len(self.content)), "ETag": self.etag, "Vary": "Accept-Encoding"}
        return ResponseHeaders(dict(self.headers) | own)


class ReadyPage:
    """A page as a response that is checked and written as Django does once, and not for each answer."""

    def __init__(self, page: Page) -> None:
        self.page = page
        made = HttpResponse(page.content, status=page.status)
        made.headers = page.all_headers()
        self._attributes = made.__dict__
        self._headers = made.headers._store

    def response(self) -> HttpResponse:
        """A response of its own, with nothing in it that another answer shares and could change.

        To make one in the usual way, header by header, would be a third of the whole answer.
        """
        response = HttpResponse.__new__(HttpResponse)
        headers = ResponseHeaders.__new__(ResponseHeaders)
        headers._store = self._headers.copy()
        own = {
            "_container": [self.page.content],
            "_resource_closers": [],
            "cookies": SimpleCookie(),
            "headers": headers,
        }
        response.__dict__ = self._attributes | own
        return response


class RecentPages:
    """The pages that this process answered with last, ready as they are: nothing is fetched, nothing unpacked.

    What a page is called says in which generation it was made, so that none of them is ever out of date.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.pages: OrderedDict[str, ReadyPage] = OrderedDict()
        self.lock = Lock()

    def get(self, name: str) -> ReadyPage | None:
        return self.pages.get(name)

    def put(self, name: str, page: Page) -> ReadyPage:
        ready = ReadyPage(page)
        with self.lock:
            self.pages[name] = ready
            while len(self.pages) > self.most:
                self.pages.popitem(last=False)
        return ready


class Shelf:
    """Where the page of an address lies in a generation: those with a query string apart, so that no flood of
    questions drives out the pages that everybody reads."""

    def __init__(self, address: Address, generation: Generation, build: str) -> None:
        self.address = address
        self.generation = generation
        self.cache: BaseCache = caches["queried_pages" if address.parameters else "pages"]
        text = f"{build}\n{generation.key}\n{address.text}"
        self.key = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()

    def validator(self) -> str | None:
        """A name for what the address answers in the generation; None where a replica has not heard of it."""
        holds = self.generation.holds_at(timezone.now()) and replicas_hold(self.generation.token)
        return self.key if holds else None

    def find(self, coding: str, moment: dt.datetime) -> Page | None:
        """The page in the coding, made from the page as it is where it is asked for the first time."""
        page = self._get(coding)
        if page is None and coding != IDENTITY:
            plain = self._get(IDENTITY)
            page = None if plain is None else self._put(compressed(plain, coding), coding, moment)
        return page if page is not None and moment < page.until else None

    def keep(self, response: HttpResponse, coding: str, moment: dt.datetime) -> Page | None:
        """The page that was kept, in the coding; None where its generation ended while it was made."""
        now = timezone.now()
        if not self.generation.holds_at(now) or not replicas_hold(self.generation.token):
            return None
        until = self.generation.until
        if (own_age := rules(response).get("max-age", "")).isdecimal():
            until = min(until, now + dt.timedelta(seconds=int(own_age)))
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


def kept_part(generation: Generation | None, name: str, make: Callable[[], T]) -> T:
    """A part that every page of a generation shares, made once in it; without a generation it is made anew."""
    if generation is None or not replicas_hold(generation.token):
        return make()
    left = max(1, math.ceil((generation.until - timezone.now()).total_seconds()))
    return kept_or_made(f"{name}.{generation.key}", make, seconds=left)


def kept_or_made(key: str, make: Callable[[], T], *, seconds: int) -> T:
    """What the cache of pages has under the key, else what `make` makes, once, and kept for so long if it can be."""
    cache, lacking = caches["pages"], object()
    try:
        kept = cache.get(key, lacking)
    except CACHE_FAILURES:
        logger.exception("The cache of pages does not answer")
        return make()
    if kept is not lacking:
        return cast(T, kept)
    made = make()
    try:
        cache.set(key, made, timeout=seconds)
    except CACHE_FAILURES:
        logger.exception("The cache of pages takes nothing")
    return made


def compressed(page: Page, coding: str) -> Page:
    """The page in a coding; as it is where that would not be worth it."""
    content_type = dict(page.headers).get("Content-Type", "")
    if len(page.content) < COMPRESSED_FROM or not content_type.startswith(COMPRESSED_TYPES):
        return page
    headers = (*page.headers, ("Content-Encoding", coding))
    return Page(page.status, headers, CODINGS[coding](page.content), page.etag, page.until)


def rules(response: HttpResponseBase) -> dict[str, str]:
    """The directives of Cache-Control."""
    parts = (part.strip().lower().partition("=") for part in response.get("Cache-Control", "").split(","))
    return {name: value for name, _equals, value in parts if name}
