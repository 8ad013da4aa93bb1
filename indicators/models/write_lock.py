"""One writer of figures at a time: who compares and then writes must find what it compared with."""

from __future__ import annotations

from django.db import connections

# Any number that no other part of the portal takes for a lock of its own.
FIGURES = 7_301_843


def take_turn(*, using: str) -> None:
    """Wait until no other transaction writes figures; the turn ends with the transaction.

    New figures have no rows yet that could be locked: two transactions that both find none would both insert them.
    SQLite's transactions begin with the turn already, see the settings.
    """
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FIGURES])
