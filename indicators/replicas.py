"""Which database answers: replicas for readers, the primary for everything that writes or must see its own writes.

A request reads from one replica, chosen at random, when it is a reader's: GET or HEAD, without a session cookie.
Everything else (editors, commands, tests, background tasks) reads the primary, so that nobody who writes ever
meets a database that has not heard of it yet. A reader's request that writes after all, or opens a transaction on
the primary, goes on reading there.
"""

import random
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

READING_METHODS = ("GET", "HEAD")

# Set for the length of a reader's request. One replica for the whole of it: two could be seconds apart.
chosen_replica: ContextVar[str | None] = ContextVar("chosen_replica", default=None)


class ReplicaMiddleware:
    """Lets a reader's request read from a replica."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.DATABASE_REPLICAS or not is_readers_request(request):
            return self.get_response(request)
        token = chosen_replica.set(random.choice(settings.DATABASE_REPLICAS))
        try:
            return self.get_response(request)
        finally:
            chosen_replica.reset(token)


class ReplicaRouter:
    """Reads go where the request reads; writes go to the primary and take the rest of the request with them."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        replica = chosen_replica.get()
        if replica is None or connections[DEFAULT_DB_ALIAS].in_atomic_block:
            return DEFAULT_DB_ALIAS
        return replica

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        chosen_replica.set(None)
        return DEFAULT_DB_ALIAS

    def allow_relation(self, first: Model, second: Model, **hints: Any) -> bool:
        """Primary and replicas hold the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


def is_readers_request(request: HttpRequest) -> bool:
    return request.method in READING_METHODS and settings.SESSION_COOKIE_NAME not in request.COOKIES
