"""Queries that public pages ask again and again: written once by the ORM, then asked with other values.

To write a query of several joins takes Django ten times as long as to answer it takes the database. From one time to
the next only some values differ: an address, a moment, a list of codes. The query is written with stand-ins for them,
and each asking puts the values in their places. It is the same query, so who may see what is still said in one place,
the querysets' `public`.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import DateTimeField, QuerySet
from django.db.models.sql.compiler import SQLCompiler

T = TypeVar("T")
One = str | int | dt.datetime
Value = One | Sequence[str] | Sequence[int]
Row = tuple[Any, ...]

# No row has them, and no lookup writes them otherwise.
_TEXT = "\x01stands for {}"
_NUMBER = 2_000_000_000
_MOMENT = dt.datetime(1907, 3, 4, 5, 6, 7, 80_901, dt.UTC)


class Prepared(Generic[T]):
    """A query whose SQL is kept, in each thread for itself, in as many forms as `most`.

    `build` gives the queryset. Its positional arguments are all that the form of the query depends on; its named ones
    are values, handed to the database as they are: texts, numbers, moments, and lists for `in`. A list is filled up to
    the next power of two by repeating its last member, so that lists of all lengths share a few forms.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, T]], *, most: int = 16) -> None:
        self._build = build
        self._most = most
        self._own = threading.local()

    def ask(self, *shape: Hashable, **values: Value) -> Answer[T]:
        """What the database answers; one query, or none where nothing can meet the conditions."""
        filled = {name: value if isinstance(value, One) else _filled(value) for name, value in values.items()}
        return self._written(shape, filled).asked(filled)

    def rows(self, *shape: Hashable, **values: Value) -> list[T]:
        return self.ask(*shape, **values).rows()

    def _written(self, shape: tuple[Hashable, ...], values: Mapping[str, Value]) -> _Written[T]:
        forms: OrderedDict[Hashable, _Written[T]] = self._own.__dict__.setdefault("forms", OrderedDict())
        lengths = tuple(len(value) for value in values.values() if not isinstance(value, One))
        model = self._own.__dict__.get("model")
        form = (router.db_for_read(model) if model else "", shape, lengths)
        found = forms.get(form)
        if found is not None and found.connection is connections[found.alias]:
            forms.move_to_end(form)
            return found
        stand_ins = _stand_ins(values)
        queryset = self._build(*shape, **stand_ins)
        self._own.model = queryset.model
        written = forms[queryset.db, shape, lengths] = _Written(queryset, stand_ins)
        while len(forms) > self._most:
            forms.popitem(last=False)
        return written


class Answer(Generic[T]):
    """The rows as the database gave them, made into objects only where somebody asks for these."""

    def __init__(self, written: _Written[T], raw: Sequence[Row]) -> None:
        self._written = written
        self.raw = raw

    def rows(self, of: Sequence[Row] | None = None) -> list[T]:
        """All of them, or of those only, which are some of `raw`."""
        return self._written.read(self.raw if of is None else of)

    def column(self, name: str) -> list[Any]:
        """A field of the queryset's own model, row by row, as the database has it."""
        place = self._written.column(name) if self.raw else 0
        return [row[place] for row in self.raw]


def digest(*parts: object) -> str:
    """A name for all of this together: the same for the same, and another for anything else."""
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


class _Written(Generic[T]):
    """A queryset with its SQL and the places of its values in it."""

    def __init__(self, queryset: QuerySet[Any, T], stand_ins: Mapping[str, Value]) -> None:
        assert not queryset._prefetch_related_lookups, "what is prepared is one query"  # type: ignore[attr-defined]
        self.alias = queryset.db
        self.connection: BaseDatabaseWrapper = connections[self.alias]
        self.queryset = queryset.using(self.alias)
        self.compiler: SQLCompiler = self.queryset.query.get_compiler(self.alias)
        try:
            self.sql, params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, params = "", ()
        self.params = list(params)
        self.places = [(name, member, self._found(value)) for name, member, value in _members(stand_ins)]
        # Who reads rows asks the query for its compiler, and that for what the database answered: see `read`.
        self.queryset.query.get_compiler = lambda *args, **kwargs: self.compiler  # type: ignore[method-assign]

    def asked(self, values: Mapping[str, Any]) -> Answer[T]:
        if not self.sql:
            return Answer(self, [])
        params = self.params.copy()
        for name, member, places in self.places:
            value = values[name] if member is None else values[name][member]
            written = self._as_param(value)
            for place in places:
                # psycopg learns how wide a number's column is from a type of the number's own.
                params[place] = type(params[place])(value) if isinstance(value, int) else written
        with self.connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            return Answer(self, cursor.fetchall())

    def read(self, raw: Sequence[Row]) -> list[T]:
        if not raw:
            return []
        if self.compiler.has_extra_select:
            raw = [row[: self.compiler.col_count] for row in raw]
        self.compiler.execute_sql = lambda *args, **kwargs: [raw]  # type: ignore[assignment, method-assign]
        queryset: Any = self.queryset
        return list(queryset._iterable_class(queryset))

    def column(self, name: str) -> int:
        assert self.compiler.klass_info is not None
        own = self.compiler.klass_info["select_fields"]
        return next(place for place in own if self.compiler.select[place][0].target.attname == name)

    def _found(self, stand_in: One) -> list[int]:
        written = self._as_param(stand_in)
        places = [place for place, param in enumerate(self.params) if param == written]
        # A lookup that writes a value otherwise, as "contains" does, is not for prepared queries.
        assert places or not self.sql, f"nothing in the query stands in the place of {stand_in!r}"
        return places

    def _as_param(self, value: One) -> Any:
        return DateTimeField().get_db_prep_value(value, self.connection) if isinstance(value, dt.datetime) else value


def _filled(members: Sequence[Any]) -> Sequence[Any]:
    length = 1 << max(len(members) - 1, 0).bit_length()
    return [*members, *[members[-1]] * (length - len(members))] if members else []


def _stand_ins(values: Mapping[str, Any]) -> dict[str, Any]:
    """A stand-in for each value and for each member of a list, no two of them the same."""
    found: dict[str, Any] = {}
    count = 0
    for name, value in values.items():
        members = [value] if isinstance(value, One) else value
        stand_ins = [_stand_in(count + place, member) for place, member in enumerate(members)]
        found[name] = stand_ins[0] if isinstance(value, One) else tuple(stand_ins)
        count += len(members)
    return found


def _stand_in(number: int, value: One) -> One:
    if isinstance(value, dt.datetime):
        return _MOMENT + dt.timedelta(days=number)
    return _TEXT.format(number) if isinstance(value, str) else _NUMBER + number


def _members(values: Mapping[str, Any]) -> list[tuple[str, int | None, One]]:
    found: list[tuple[str, int | None, One]] = []
    for name, value in values.items():
        if isinstance(value, One):
            found.append((name, None, value))
        else:
            found += [(name, place, member) for place, member in enumerate(value)]
    return found
