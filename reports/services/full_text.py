"""What is asked of the databases' own full-text indexes, in the words of each."""

from __future__ import annotations

from collections.abc import Iterable

Term = tuple[str, bool]
"""A folded word, and whether it may go on."""


def fts5(column: str, terms: Iterable[Term]) -> str:
    """All the terms in one column, for SQLite's MATCH."""
    asked = " AND ".join(f'"{word}" *' if is_prefix else f'"{word}"' for word, is_prefix in terms)
    return f"{{{column}}} : ({asked})"


def tsquery(terms: Iterable[Term]) -> str:
    """All the terms, for PostgreSQL's @@."""
    return " & ".join(f"'{word}':*" if is_prefix else f"'{word}'" for word, is_prefix in terms)
