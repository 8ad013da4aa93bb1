"""What the database knows of its tables, by which it chooses the index for a query."""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.models import Model

# Rows that SQLite looks at in an index: enough to tell a selective one, quick in a table of millions.
SAMPLE = 1000


def refresh_query_plans(model: type[Model] | None = None, *, using: str) -> None:
    """Let SQLite count again how selective the indexes of the model's table are, or of all; PostgreSQL does by itself.

    Without, SQLite takes every index for equally selective, and reads a series through the index of the area.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={SAMPLE}")
        cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}" if model else "ANALYZE")


def after_migration(*, using: str, **_given: Any) -> None:
    """For `post_migrate`: an upgrade brings indexes, and finds an archive that has grown."""
    refresh_query_plans(using=using)
