"""Triggers of the database, each under a name made of what it does: another trigger has another name."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import nullcontext

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


def trigger_name(prefix: str, *parts: str) -> str:
    """A name that is another one when the trigger should be another one."""
    return prefix + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def existing_triggers(connection: BaseDatabaseWrapper, prefix: str) -> set[str]:
    """The names of the triggers that there are."""
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE %s",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query, [f"{prefix}%"])
        return {name for (name,) in cursor.fetchall()}


def keep_triggers(using: str, prefix: str, wanted: Mapping[str, Sequence[str]]) -> None:
    """Make those of `wanted`, the statements by name, that are lacking, and drop others of the prefix.

    On PostgreSQL each by itself: a transaction of all would lock every table until its end, and whoever reads or writes
    two of them meanwhile would wait, or be stopped as a deadlock.
    """
    connection = connections[using]
    together = transaction.atomic(using=using) if connection.vendor == "sqlite" else nullcontext()
    with together, connection.cursor() as cursor:
        existing = existing_triggers(connection, prefix)
        for name in wanted.keys() - existing:
            with transaction.atomic(using=using):
                for statement in wanted[name]:
                    cursor.execute(statement)
        # Afterwards, so that no change passes between a trigger and the one in its place.
        for name in existing - wanted.keys():
            cursor.execute(_dropping(connection, name))


def _dropping(connection: BaseDatabaseWrapper, name: str) -> str:
    if connection.vendor == "postgresql":
        # Its trigger goes with it.
        return f"DROP FUNCTION IF EXISTS {name}() CASCADE"
    return f'DROP TRIGGER IF EXISTS "{name}"'
