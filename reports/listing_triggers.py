"""Triggers by which the database itself keeps the lists of tags and authors, and putting those right that it has.

A line belongs to an article and to a label of its published edition; it changes with the article, and with the labels
of an edition that an article shows. So the version of the portal before this one, bulk writes and SQL keep it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from reports.database_triggers import keep_triggers, trigger_name

PREFIX = "listing_"
ARTICLES = "reports_article"
# So many articles are looked through in one transaction, so that nobody waits long for one of them.
CHUNK = 2000

INSERT, UPDATE, DELETE = "INSERT", "UPDATE", "DELETE"


@dataclass(frozen=True, slots=True)
class Kind:
    """The table of the lists of one kind of label, the table of the labels of editions, the column of both."""

    listings: str
    labels: str
    column: str

    @property
    def shown(self) -> str:
        """Articles `a` with each label `l` of their published editions."""
        return f"{ARTICLES} AS a JOIN {self.labels} AS l ON l.edition_id = a.published_edition_id"

    def adding(self, source: str) -> str:
        """The statement that lists what `source` gives of `shown`."""
        return (
            f"INSERT INTO {self.listings} (article_id, {self.column}, language, published_at) "
            f"SELECT a.id, l.{self.column}, a.language, a.published_at FROM {source} "
            f"ON CONFLICT (article_id, {self.column}) "
            "DO UPDATE SET language = excluded.language, published_at = excluded.published_at"
        )


KINDS = (
    Kind("reports_taglisting", "reports_edition_tags", "tag_id"),
    Kind("reports_authorlisting", "reports_edition_authors", "author_id"),
)


@dataclass(frozen=True, slots=True)
class Watch:
    """What is done where a row of a table is written; statements and condition name it `OLD` and `NEW`."""

    table: str
    event: str
    statements: Sequence[str]
    condition: str = "1 = 1"


def install(using: str) -> None:
    """Make the triggers as they should be, then every line that was not kept by them."""
    connection = connections[using]
    kinds = _known(connection)
    watches = [*_of_articles(connection, kinds), *(watch for kind in kinds for watch in _of_labels(kind))]
    keep_triggers(using, PREFIX, dict(_trigger(connection, watch) for watch in watches))
    put_right(using)


def put_right(using: str) -> int:
    """Write the lines that are lacking and remove those that should not be; gives how many these were."""
    connection = connections[using]
    amendments = [statement for kind in _known(connection) for statement in _amendments(kind)]
    # Locked, so that none is put before the public meanwhile whose lines were read before.
    lock = "FOR NO KEY UPDATE" if connection.vendor == "postgresql" else ""
    count = last = 0
    while amendments:
        with transaction.atomic(using=using), connection.cursor() as cursor:
            cursor.execute(f"SELECT id FROM {ARTICLES} WHERE id > %s ORDER BY id LIMIT {CHUNK} {lock}", [last])
            keys = [key for (key,) in cursor.fetchall()]
            if not keys:
                break
            for statement in amendments:
                cursor.execute(statement, {"last": last, "until": keys[-1]})
                count += cursor.rowcount
        last = keys[-1]
    return count


def after_migration(*, using: str, **_given: Any) -> None:
    """For `post_migrate`."""
    if router.allow_migrate(using, "reports"):
        install(using)


def before_migration(*, using: str, **_given: Any) -> None:
    """For `pre_migrate`: SQLite rebuilds no table while triggers name it. PostgreSQL keeps what it has meanwhile."""
    if router.allow_migrate(using, "reports") and connections[using].vendor == "sqlite":
        keep_triggers(using, PREFIX, {})


def _known(connection: BaseDatabaseWrapper) -> list[Kind]:
    """The kinds whose tables there are: none before the migration that makes them, or where it was taken back."""
    tables = set(connection.introspection.table_names())
    return [kind for kind in KINDS if {kind.listings, kind.labels, ARTICLES} <= tables]


def _of_articles(connection: BaseDatabaseWrapper, kinds: Sequence[Kind]) -> Iterator[Watch]:
    if not kinds:
        return
    removing = [f"DELETE FROM {kind.listings} WHERE article_id = OLD.id" for kind in kinds]
    listing = [kind.adding(f"{kind.shown} WHERE a.id = NEW.id") for kind in kinds]
    differs = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    columns = ("published_edition_id", "published_at", "language")
    moved = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns)
    yield Watch(ARTICLES, INSERT, listing, "NEW.published_edition_id IS NOT NULL")
    yield Watch(ARTICLES, UPDATE, [*removing, *listing], moved)
    yield Watch(ARTICLES, DELETE, removing)


def _of_labels(kind: Kind) -> Iterator[Watch]:
    """An edition that an article shows is not altered; where it is all the same, by SQL, the list follows."""
    shown = f"SELECT id FROM {ARTICLES} WHERE published_edition_id = OLD.edition_id"
    removing = f"DELETE FROM {kind.listings} WHERE {kind.column} = OLD.{kind.column} AND article_id IN ({shown})"
    listing = kind.adding(
        f"{kind.shown} WHERE a.published_edition_id = NEW.edition_id AND l.{kind.column} = NEW.{kind.column}"
    )
    yield Watch(kind.labels, INSERT, [listing])
    yield Watch(kind.labels, UPDATE, [removing, listing])
    yield Watch(kind.labels, DELETE, [removing])


def _amendments(kind: Kind) -> tuple[str, str]:
    """What takes away wrong lines and adds lacking ones, of the articles after the key `last` and up to `until`."""
    # Said of each table by itself: else PostgreSQL reads all of them for every part.
    of_part = "{table}.{key} > %(last)s AND {table}.{key} <= %(until)s"
    listed, articles = of_part.format(table="listed", key="article_id"), of_part.format(table="a", key="id")
    same = f"listed.article_id = a.id AND listed.{kind.column} = l.{kind.column}"
    right = f"{same} AND listed.language = a.language AND listed.published_at = a.published_at"
    return (
        f"DELETE FROM {kind.listings} AS listed WHERE {listed} "
        f"AND NOT EXISTS (SELECT 1 FROM {kind.shown} WHERE {articles} AND {right})",
        kind.adding(
            f"{kind.shown} WHERE {articles} "
            f"AND NOT EXISTS (SELECT 1 FROM {kind.listings} AS listed WHERE {listed} AND {same})"
        ),
    )


def _trigger(connection: BaseDatabaseWrapper, watch: Watch) -> tuple[str, list[str]]:
    done = "; ".join(watch.statements)
    name = trigger_name(PREFIX, connection.vendor, watch.table, watch.event, watch.condition, done)
    when = f'AFTER {watch.event} ON "{watch.table}" FOR EACH ROW'
    if connection.vendor == "sqlite":
        return name, [f'CREATE TRIGGER "{name}" {when} WHEN {watch.condition} BEGIN {done}; END']
    # The condition stands inside: one of the trigger itself would keep its columns from being altered.
    body = f"BEGIN IF {watch.condition} THEN {done}; END IF; RETURN NULL; END"
    return name, [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$ {body} $body$",
        f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {name}()",
    ]
