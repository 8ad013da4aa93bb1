"""What the database knows of its tables, by which it chooses the index for a query."""

from __future__ import annotations

from django.db import connections
from django.db.models import Model

# Rows that SQLite looks at in an index: enough to tell a selective one, quick in a table of millions.
SAMPLE = 1000


def refresh_query_plans(model: type[Model], *, using: str) -> None:
    """Let SQLite count again how selective the indexes of the model's table are; PostgreSQL does so by itself.

    Without, SQLite takes every index for equally selective, and reads a series through the index of the area.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={SAMPLE}")
        cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
