"""Writing a hundred thousand rows without making a model instance of each.

Values are passed as the database takes them: ids, texts, decimal strings, JSON texts, prepared moments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

# So many rows go into one statement of SQLite. A statement costs more than its rows where triggers watch the table:
# each begins a journal of its own, to be taken back alone.
AT_A_TIME = 50


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, using: str
) -> None:
    """Insert rows given column by column; by COPY on PostgreSQL, in statements of many rows elsewhere."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        _copy(connection, model._meta.db_table, columns, rows)
        return
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    with connection.cursor() as cursor:
        for places, values in _many_at_a_time(columns, rows):
            cursor.execute(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES {places}", values)


def update_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, using: str
) -> None:
    """Update rows by primary key, which stands last in each; on PostgreSQL from a table that is copied in."""
    connection = connections[using]
    quote = connection.ops.quote_name
    table, key, named = quote(model._meta.db_table), quote(_key_column(model)), (*columns, _key_column(model))
    if connection.vendor != "postgresql":
        # The columns of a list of values are called so.
        given = [f"given.column{number}" for number in range(1, len(named) + 1)]
        assignments = ", ".join(f"{quote(column)} = {value}" for column, value in zip(columns, given, strict=False))
        with connection.cursor() as cursor:
            for places, values in _many_at_a_time(named, rows):
                source = f"FROM (VALUES {places}) AS given WHERE {table}.{key} = {given[-1]}"
                cursor.execute(f"UPDATE {table} SET {assignments} {source}", values)
        return
    copied = f"given_{model._meta.db_table}"
    names = ", ".join(map(quote, named))
    assignments = ", ".join(f"{quote(column)} = given.{quote(column)}" for column in columns)
    with connection.cursor() as cursor:
        made = f"CREATE TEMPORARY TABLE {quote(copied)} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA"
        cursor.execute(made)
        _copy(connection, copied, named, rows)
        source = f"FROM {quote(copied)} AS given WHERE {table}.{key} = given.{key}"
        cursor.execute(f"UPDATE {table} SET {assignments} {source}")
        cursor.execute(f"DROP TABLE {quote(copied)}")


def delete_rows(model: type[models.Model], keys: Sequence[int], *, using: str) -> None:
    """Delete rows by primary key; nothing that refers to them is looked for, the database refuses where it must."""
    connection = connections[using]
    quote = connection.ops.quote_name
    statement = f"DELETE FROM {quote(model._meta.db_table)} WHERE {quote(_key_column(model))}"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"{statement} = ANY(%s)", [list(keys)])
            return
        for start in range(0, len(keys), AT_A_TIME):
            chunk = keys[start : start + AT_A_TIME]
            cursor.execute(f"{statement} IN ({', '.join(['%s'] * len(chunk))})", chunk)


def prepared(model: type[models.Model], field_name: str, value: Any, *, using: str) -> Any:
    """One value as the database takes it, for what all rows share."""
    field = model._meta.get_field(field_name)
    assert isinstance(field, models.Field)
    return field.get_db_prep_save(value, connections[using])


def _copy(connection: BaseDatabaseWrapper, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    with connection.cursor() as cursor, cursor.copy(f"COPY {quote(table)} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _many_at_a_time(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[tuple[str, list[Any]]]:
    """Rows together, as places in a statement and the values that go there."""
    one = f"({', '.join(['%s'] * len(columns))})"
    remaining = iter(rows)
    while chunk := list(islice(remaining, AT_A_TIME)):
        yield ", ".join([one] * len(chunk)), [value for row in chunk for value in row]


def _key_column(model: type[models.Model]) -> str:
    key = model._meta.pk
    assert key is not None
    return str(key.column)
