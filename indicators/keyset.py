"""Pages of a list from newest to oldest that start behind a row instead of counting rows: page 5,000 costs as page 1.

The address of a page names the row that it follows (`?truoc=`) or precedes (`?sau=`), so it stays true while new rows
come in at the top.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BooleanField, Model, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

M = TypeVar("M", bound=Model)
R = TypeVar("R")
S = TypeVar("S", bound="QuerySet[Any]")

OLDER = "truoc"
NEWER = "sau"
FORM = "%Y%m%dT%H%M%S%f"
WRITTEN = re.compile(r"(\d{8}T\d{12})-(\d{1,18})", re.ASCII)


class CursorError(ValueError):
    """A page address that cannot be read; the message is for the reader."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A row's place in the list: its minute, and its number among rows of the same minute."""

    moment: dt.datetime
    pk: int

    def __str__(self) -> str:
        return f"{self.moment.astimezone(dt.UTC):{FORM}}-{self.pk}"

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """The exact inverse of `str`; raises `CursorError` for anything else."""
        try:
            moment, pk = WRITTEN.fullmatch(text).groups()  # type: ignore[union-attr]
            return cls(dt.datetime.strptime(moment, FORM).replace(tzinfo=dt.UTC), int(pk))
        except (AttributeError, ValueError, OverflowError):
            raise CursorError(_("Vị trí trang “%(text)s” không đọc được.") % {"text": text[:60]}) from None


@dataclass(frozen=True, slots=True)
class Place:
    """Which page is asked for: the newest, the one after a row (older) or the one before it (newer)."""

    cursor: Cursor | None = None
    is_newer: bool = False

    @classmethod
    def asked_by(cls, query: Mapping[str, str]) -> Place:
        """The place that a query string names; raises `CursorError`."""
        if text := query.get(OLDER, ""):
            return cls(Cursor.parse(text))
        if text := query.get(NEWER, ""):
            return cls(Cursor.parse(text), is_newer=True)
        return cls()


NEWEST = Place()


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Rows from newest to oldest, and the cursors behind which newer and older ones wait."""

    rows: list[R]
    newer: Cursor | None
    older: Cursor | None

    @property
    def newer_url(self) -> str:
        return f"?{urlencode({NEWER: str(self.newer)})}" if self.newer else ""

    @property
    def older_url(self) -> str:
        return f"?{urlencode({OLDER: str(self.older)})}" if self.older else ""


@dataclass(frozen=True, slots=True)
class Parts(Generic[S]):
    """Rows in parts that have nothing in common, where one condition would have to say "or".

    Those of `walked` are each walked by an index of their own, in the order of the page and no further than it goes;
    they may be rows of another table that bear the moment too, and the key of the page's row in the column `key`.
    Those of `few` are never many, and are taken whole.
    """

    walked: Sequence[QuerySet[Any]]
    few: Sequence[S] = ()
    key: str = "pk"


def page_of(rows: QuerySet[M], *, by: str, place: Place, size: int, parts: Parts[Any] | None = None) -> Page[M]:
    """The page of `rows` at `place`, ordered by the moment in the column `by`; one query.

    With `parts` of the rows that are in these; what is true of all rows has to be said of the parts.
    """
    if parts is None:
        found = list(_ordered(rows, by, place)[: size + 1])
    else:
        walked = [_ordered(part, by, place, parts.key).values(parts.key)[: size + 1] for part in parts.walked]
        few = [_from(part, by, place).order_by().values("pk") for part in parts.few]
        rows = rows.filter(_is_in([*walked, *few], rows)).order_by()
        # Put in order here: asked to do it, SQLite would walk through all rows for it.
        by_place = attrgetter(by, "pk")
        found = sorted(rows, key=by_place, reverse=not place.is_newer)[: size + 1]
    has_more, found = len(found) > size, found[:size]
    if place.is_newer:
        found.reverse()
    if not found:
        return Page([], None, None)
    newest, oldest = (Cursor(getattr(row, by), row.pk) for row in (found[0], found[-1]))
    has_newer, has_older = (has_more, True) if place.is_newer else (place.cursor is not None, has_more)
    return Page(found, newest if has_newer else None, oldest if has_older else None)


def _is_in(parts: Sequence[QuerySet[Any]], rows: QuerySet[Any]) -> Q | RawSQL:
    """Whether a row is in one of the parts: their keys as one list, which is made first and leads to the rows.

    Joined by "or", databases would look for every row in each part. Django writes no union of parts that are cut off
    for SQLite; and what is joined to the rows keeps PostgreSQL from beginning with a list that is not an array.
    """
    connection = connections[rows.db]
    written: list[str] = []
    params: list[Any] = []
    for part in parts:
        try:
            sql, of_part = part.query.get_compiler(rows.db).as_sql()
        except EmptyResultSet:
            continue
        written.append(f"SELECT * FROM ({sql}) AS part_{len(written)}")
        params += of_part
    if not written:
        return Q(pk__in=())
    keys = " UNION ALL ".join(written)
    if connection.vendor != "postgresql":
        return Q(pk__in=RawSQL(keys, params))
    own = rows.model._meta
    table, column = connection.ops.quote_name(own.db_table), connection.ops.quote_name(own.pk.column)
    return RawSQL(f"{table}.{column} = ANY(ARRAY({keys}))", params, output_field=BooleanField())


def _ordered(rows: S, by: str, place: Place, key: str = "pk") -> S:
    """From the place on: downwards, or upwards where newer rows are asked for."""
    return _from(rows, by, place, key).order_by(*((by, key) if place.is_newer else (f"-{by}", f"-{key}")))


def _from(rows: S, by: str, place: Place, key: str = "pk") -> S:
    return rows.filter(_beyond(by, key, place.cursor, is_newer=place.is_newer)) if place.cursor else rows


def _beyond(by: str, key: str, cursor: Cursor, *, is_newer: bool) -> Q:
    # The first condition is what an index can walk to; the second settles rows of the same minute.
    way = "gt" if is_newer else "lt"
    return Q(**{f"{by}__{way}e": cursor.moment}) & (
        Q(**{f"{by}__{way}": cursor.moment}) | Q(**{f"{key}__{way}": cursor.pk})
    )
