"""Rows of another table within a row of a query, as a JSON array: an article with what belongs to it in one query."""

from __future__ import annotations

from typing import Any

from django.db.models import Aggregate, JSONField


class JsonList(Aggregate):
    """A JSON array of the rows of a group."""

    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)
