"""Counting what is read without knowing who reads: articles by day, in memory, added to the database now and then.

Of a request only the address is looked at, whether it is that of an article, and whether its program says that it is
a robot. Neither the sender's address nor a cookie nor the program's name is kept anywhere.
"""

from __future__ import annotations

import atexit
import datetime as dt
import logging
import re
import time
from collections import Counter
from collections.abc import Callable
from threading import Lock

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from reports.follow_up import after
from reports.local_days import end_of
from reports.services.reads import Reads, add_reads

logger = logging.getLogger(__name__)

ARTICLE = re.compile(r"/(?:en/)?tin/([a-z0-9]+(?:-[a-z0-9]+)*)/")
# A page that the browser had already was read again all the same.
READ = frozenset({200, 304})
# How browsers begin, and what robots that begin so say besides. Words one by one take a tenth of what a pattern does.
BROWSERS = ("mozilla/", "opera/")
ROBOTS = (
    *("bot", "crawl", "spider", "slurp", "archive", "fetch"),
    *("preview", "monitor", "headless", "lighthouse", "+http"),
)
# A brand of telephones.
NO_ROBOT = "cubot"
# Whatever the pause, a process holds no more than so many different counts.
MOST_HELD = 2000


class Today:
    """The day here, worked out once and not at every read."""

    def __init__(self) -> None:
        self._day = dt.date.min
        self._from = self._until = 0.0

    def __call__(self) -> dt.date:
        now = time.time()
        if not self._from <= now < self._until:
            self._day = timezone.localdate()
            self._from, self._until = now, end_of(self._day).timestamp()
        return self._day


class ReadCounter:
    """The counts that a process holds. What `take` gives is held no more."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, dt.date]] = Counter()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._counts)

    def add(self, slug: str, day: dt.date, count: int = 1) -> None:
        with self._lock:
            self._counts[slug, day] += count

    def take(self) -> Reads:
        with self._lock:
            taken, self._counts = self._counts, Counter()
        return taken

    def put_back(self, reads: Reads) -> None:
        with self._lock:
            self._counts.update(reads)


counter = ReadCounter()
today = Today()


class ReadCountMiddleware:
    """Counts the articles that readers were given, kept pages among them; adds the counts after an answer went out.

    `COUNT_READS_EVERY` is how many seconds each process waits between two additions; 0 counts nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.added_at = time.monotonic()
        if settings.COUNT_READS_EVERY:
            atexit.register(_at_exit)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        every = settings.COUNT_READS_EVERY
        if not every:
            return response
        if response.status_code in READ and (slug := read_slug(request)) is not None:
            counter.add(slug, today())
        now = time.monotonic()
        if (now - self.added_at >= every or len(counter) >= MOST_HELD) and len(counter):
            self.added_at = now
            after(response, add_counted)
        return response


def read_slug(request: HttpRequest) -> str | None:
    """The address of the article that somebody asked to read; None for anything else, for robots, and for the house."""
    path = request.path_info
    if "/tin/" not in path or request.method != "GET":
        return None
    match = ARTICLE.fullmatch(path)
    meta = request.META
    if match is None or "HTTP_SEC_PURPOSE" in meta or settings.SESSION_COOKIE_NAME in meta.get("HTTP_COOKIE", ""):
        return None
    return match[1] if is_browser(meta.get("HTTP_USER_AGENT", "")) else None


def is_browser(program: str) -> bool:
    """Whether a program calls itself a browser and no robot."""
    said = program.lower().replace(NO_ROBOT, "")
    return said.startswith(BROWSERS) and not any(word in said for word in ROBOTS)


def add_counted() -> None:
    """Add what this process holds; what the database does not take is held for the next time."""
    taken = counter.take()
    try:
        add_reads(taken)
    except DatabaseError:
        logger.exception("Reads were not added")
        counter.put_back(taken)


def _at_exit() -> None:
    """A process that ends in good order leaves nothing uncounted."""
    if len(counter):
        add_counted()
        connections.close_all()
