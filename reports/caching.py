"""The state of the public content: which generation holds now, since when, and until when at the latest.

A generation ends with any change that the public could see (`reports.content_triggers`) and with each scheduled
minute: an article's publication, replacement or withdrawal, the end of its place on the front page, a release, a dated
notice, and midnight, since pages say what day it is. What was made in a generation may be shown as long as it holds,
and no longer.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import DateTimeField
from django.utils import timezone

from indicators.models import Release
from reports.local_days import end_of
from reports.models import Article, CitedRevision, Correction, FrontPin

# The moments at which something becomes public or stops being so without anybody writing it.
SCHEDULED = (
    (Article, "published_at"),
    (Article, "next_at"),
    (Article, "withdrawn_at"),
    (Release, "published_at"),
    (Correction, "published_at"),
    (CitedRevision, "revised_at"),
    (FrontPin, "until"),
)

TOKEN = "SELECT token, EXISTS (SELECT 1 FROM reports_contentchange) FROM reports_contentgeneration"


@dataclass(frozen=True, slots=True)
class Generation:
    """A state of the public content, from `since` on and before `until`."""

    token: str
    since: dt.datetime
    until: dt.datetime
    key: str = field(init=False)
    """The same in every process and on every machine."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", f"{self.token}.{self.since.timestamp():.6f}")

    def holds_at(self, moment: dt.datetime) -> bool:
        return self.since <= moment < self.until


class Generations:
    """The generations as one process comes to know them: one query a question, a second one in a new generation."""

    def __init__(self) -> None:
        self._latest: Generation | None = None

    def at(self, moment: dt.datetime) -> Generation | None:
        """The generation that holds; None where nothing may be kept, as inside a transaction that changes content."""
        try:
            token = current_token(DEFAULT_DB_ALIAS)
            if token is None:
                return None
            latest = self._latest
            if latest is None or latest.token != token or not latest.holds_at(moment):
                since, until = bounds(moment)
                latest = self._latest = Generation(token, since, until)
        except DatabaseError:
            # Not migrated yet, or out of reach: pages that need the database say so themselves.
            return None
        return latest


def current_token(using: str) -> str | None:
    """The token as committed; None where there is none, or the present transaction is about to renew it."""
    connection = connections[using]
    row = None
    if connection.connection is not None and not connection.queries_logged and not connection.in_atomic_block:
        row = _asked_directly(connection)
    if row is None:
        with connection.cursor() as cursor:
            cursor.execute(TOKEN)
            row = cursor.fetchone()
    return None if row is None or row[1] else str(row[0])


def _asked_directly(connection: BaseDatabaseWrapper) -> tuple[Any, ...] | None:
    """Without Django's cursor, which costs more than the question; None where the connection has gone stale."""
    try:
        row: tuple[Any, ...] | None = connection.connection.execute(TOKEN).fetchone()
    except connection.Database.Error:  # type: ignore[attr-defined]
        connection.close()
        return None
    return row


def replicas_hold(token: str) -> bool:
    """Whether every replica has heard of the generation, so that whatever one of them answers belongs to it."""
    try:
        return all(current_token(replica) == token for replica in settings.DATABASE_REPLICAS)
    except DatabaseError:
        return False


def bounds(moment: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """The last scheduled change up to `moment` and the first one after it; each day's beginning is one."""
    midnight = timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = end_of(midnight.date())
    connection = connections[DEFAULT_DB_ALIAS]
    query, params = _bounds_query(connection, moment)
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        past, coming = cursor.fetchone()
    return (
        max(filter(None, (midnight, _read(past)))),
        min(filter(None, (tomorrow, _read(coming)))),
    )


def _bounds_query(connection: BaseDatabaseWrapper, moment: dt.datetime) -> tuple[str, list[Any]]:
    """Each look is answered by an index, however many articles there are."""
    quote = connection.ops.quote_name
    looks: list[str] = []
    params: list[Any] = []
    for model, name in SCHEDULED:
        table, column = quote(model._meta.db_table), quote(name)
        looks.append(f"SELECT MAX({column}) AS past, NULL AS coming FROM {table} WHERE {column} <= %s")
        looks.append(f"SELECT NULL AS past, MIN({column}) AS coming FROM {table} WHERE {column} > %s")
        params += [DateTimeField().get_db_prep_value(moment, connection)] * 2
    return f"SELECT MAX(past), MIN(coming) FROM ({' UNION ALL '.join(looks)}) AS looks", params


def _read(value: dt.datetime | str | None) -> dt.datetime | None:
    """SQLite gives moments as texts, in UTC."""
    if isinstance(value, str):
        return dt.datetime.fromisoformat(value).replace(tzinfo=dt.UTC)
    return value
