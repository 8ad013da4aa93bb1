"""Writing a hundred thousand rows without making a model instance of each.

Values are passed as the database takes them: ids, texts, decimal strings, JSON texts, prepared moments.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, using: str
) -> None:
    """Insert rows given column by column; by COPY on PostgreSQL, one prepared statement elsewhere."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        _copy(connection, model._meta.db_table, columns, rows)
        return
    quote = connection.ops.quote_name
    names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})", rows)


def update_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, using: str
) -> None:
    """Update rows by primary key, which stands last in each; on PostgreSQL from a table that is copied in."""
    connection = connections[using]
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(_key_column(model))
    if connection.vendor != "postgresql":
        assignments = ", ".join(f"{quote(column)} = %s" for column in columns)
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {table} SET {assignments} WHERE {key} = %s", rows)
        return
    given = quote(f"given_{model._meta.db_table}")
    names = ", ".join(map(quote, (*columns, _key_column(model))))
    assignments = ", ".join(f"{quote(column)} = given.{quote(column)}" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {given} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA")
        _copy(connection, f"given_{model._meta.db_table}", (*columns, _key_column(model)), rows)
        cursor.execute(f"UPDATE {table} SET {assignments} FROM {given} AS given WHERE {table}.{key} = given.{key}")
        cursor.execute(f"DROP TABLE {given}")


def delete_rows(model: type[models.Model], keys: Sequence[int], *, using: str) -> None:
    """Delete rows by primary key; nothing that refers to them is looked for, the database refuses where it must."""
    connection = connections[using]
    quote = connection.ops.quote_name
    statement = f"DELETE FROM {quote(model._meta.db_table)} WHERE {quote(_key_column(model))}"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"{statement} = ANY(%s)", [list(keys)])
        else:
            cursor.executemany(f"{statement} = %s", [(key,) for key in keys])


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


def _key_column(model: type[models.Model]) -> str:
    key = model._meta.pk
    assert key is not None
    return str(key.column)
