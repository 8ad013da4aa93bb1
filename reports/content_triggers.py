"""Triggers by which the database itself starts a new content generation, whatever door a change came through.

Every table of ours is watched, but for those named in `PRIVATE`, of which the public sees nothing. The triggers are
made after each migration: SQLite drops those of a table that it rebuilds.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

from reports.database_triggers import keep_triggers, trigger_name

APPS = ("indicators", "reports")
# The row that holds the token.
ONLY = 1
PREFIX = "content_"

# What only the newsroom and the data officers see. A model that is not named here starts generations.
PRIVATE = frozenset(
    {
        *("indicators.ImportBatch", "indicators.SavedLayout"),
        *("reports.ContentGeneration", "reports.ContentChange"),
        # The working copy of an article; the public sees editions.
        *("reports.Article_indicators", "reports.Article_tags"),
        *("reports.Attachment", "reports.KeptFigure", "reports.StatisticsTable"),
        *("reports.ArticleWords", "reports.SavedFilter", "reports.BulkAction", "reports.BulkItem"),
        *("reports.ArticleReads", "reports.Autosave", "reports.Comment", "reports.CommentThread", "reports.Presence"),
        *("reports.Preference", "reports.PreviewLink", "reports.SideEffect", "reports.WorkflowEvent"),
        *("reports.RevisionWatch", "reports.RevisionWatch_awaited"),
        # The words of editions, written when an edition is put before the public, which starts a generation itself.
        *("reports.SearchDocument", "reports.SearchWord"),
        # Written by other triggers, with what starts a generation itself.
        *("reports.TagListing", "reports.AuthorListing"),
    }
)

# Columns of an article that belong to its working copy or to the newsroom.
WORKING_COLUMNS = frozenset(
    {
        *("title", "lead", "body", "byline", "source", "cover_id", "cover_caption", "section_id"),
        *("state", "created_at", "created_by_id", "updated_at"),
    }
)

# What belongs to an edition is seen once an article shows the edition; the column that names it.
OF_EDITIONS = {
    "reports.Edition": "id",
    "reports.Edition_indicators": "edition_id",
    "reports.Edition_tags": "edition_id",
    "reports.Edition_authors": "edition_id",
    "reports.Figure": "edition_id",
    "reports.PlacedImage": "edition_id",
    # Of the marks only that of the edition that readers have can tell them something else.
    "reports.TranslationMark": "edition_id",
}

INSERT, UPDATE, DELETE = "INSERT", "UPDATE", "DELETE"
OLD, NEW = "{old}", "{new}"
ROWS = {INSERT: (NEW,), UPDATE: (OLD, NEW), DELETE: (OLD,)}


@dataclass(frozen=True, slots=True)
class Watch:
    """A table, what happens to it, and when that matters: SQL of the rows `{old}` and `{new}`."""

    table: str
    event: str
    condition: str


def watched_models() -> list[type[models.Model]]:
    """Every model of ours, those of many-to-many relations too, whose rows the public may see."""
    return [model for model in _models() if model._meta.label not in PRIVATE]


def install(using: str) -> None:
    """Make the triggers as they should be and start a generation; what is right already is left alone."""
    connection = connections[using]
    existing_tables = set(connection.introspection.table_names())
    if not {"reports_contentgeneration", "reports_contentchange"} <= existing_tables:
        return
    wanted = {
        name: statements
        for watch in _watches(connection)
        if watch.table in existing_tables
        for name, statements in [_trigger(connection, watch)]
    }
    if connection.vendor == "postgresql":
        wanted |= _end_of_transaction()
        for table in sorted({watch.table for watch in _watches(connection)} & existing_tables):
            wanted |= _truncation(table)
    keep_triggers(using, PREFIX, wanted)
    # Noted before the trigger was there that takes notes away. Those of transactions that are not over are not seen.
    apps.get_model("reports", "ContentChange")._default_manager.using(using).all().delete()
    renew(using)


def renew(using: str) -> None:
    """Start a generation: for what changes pages without changing the content, such as an upgrade."""
    defaults = {"token": secrets.token_hex(32)}
    generations = apps.get_model("reports", "ContentGeneration")._default_manager.using(using)
    generations.update_or_create(pk=ONLY, defaults=defaults)


def after_migration(*, using: str, **_given: Any) -> None:
    """For `post_migrate`."""
    if router.allow_migrate(using, "reports"):
        install(using)


def before_migration(*, using: str, **_given: Any) -> None:
    """For `pre_migrate`: no table is rebuilt or dropped while triggers name it; they are made again afterwards."""
    if router.allow_migrate(using, "reports"):
        keep_triggers(using, PREFIX, {})


def _models() -> list[type[models.Model]]:
    found = [model for app in APPS for model in apps.get_app_config(app).get_models(include_auto_created=True)]
    return [model for model in found if model._meta.managed]


def _watches(connection: BaseDatabaseWrapper) -> Iterator[Watch]:
    for model in watched_models():
        for event, rows in ROWS.items():
            yield Watch(model._meta.db_table, event, _condition(connection, model, event, rows))


def _condition(connection: BaseDatabaseWrapper, model: type[models.Model], event: str, rows: tuple[str, ...]) -> str:
    label = model._meta.label
    if label == "reports.Article":
        return _article_condition(connection, model, event, rows)
    if label in OF_EDITIONS:
        return " OR ".join(_is_shown(f"{row}.{OF_EDITIONS[label]}") for row in rows)
    return "1 = 1"


def _article_condition(
    connection: BaseDatabaseWrapper, model: type[models.Model], event: str, rows: tuple[str, ...]
) -> str:
    """An article that has or gets an edition to show, and of it more than the working copy."""
    is_approved = " OR ".join(f"{row}.published_edition_id IS NOT NULL" for row in rows)
    if event != UPDATE:
        return is_approved
    differs = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    columns = [field.column for field in model._meta.local_concrete_fields if field.column not in WORKING_COLUMNS]
    changes = " OR ".join(f'{OLD}."{column}" {differs} {NEW}."{column}"' for column in columns)
    return f"({is_approved}) AND ({changes})"


def _is_shown(edition: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM reports_article AS shown "
        f"WHERE shown.published_edition_id = {edition} OR shown.next_edition_id = {edition})"
    )


def _trigger(connection: BaseDatabaseWrapper, watch: Watch) -> tuple[str, list[str]]:
    make = _postgresql_trigger if connection.vendor == "postgresql" else _sqlite_trigger
    return make(watch)


def _sqlite_trigger(watch: Watch) -> tuple[str, list[str]]:
    condition = watch.condition.format(old="OLD", new="NEW")
    renewal = f"UPDATE reports_contentgeneration SET token = lower(hex(randomblob(32))) WHERE id = {ONLY}"
    name = trigger_name(PREFIX, "sqlite", watch.table, watch.event, condition, renewal)
    return name, [
        f'CREATE TRIGGER "{name}" AFTER {watch.event} ON "{watch.table}" WHEN {condition} BEGIN {renewal}; END'
    ]


NOTE_CHANGE = "INSERT INTO reports_contentchange (transaction) VALUES (txid_current()) ON CONFLICT DO NOTHING;"


def _postgresql_trigger(watch: Watch) -> tuple[str, list[str]]:
    """Looks at all rows of a statement at once: one that changed none starts no generation."""
    rows = {
        INSERT: ("NEW TABLE AS new_rows", "new_rows AS n"),
        UPDATE: ("OLD TABLE AS old_rows NEW TABLE AS new_rows", "old_rows AS o JOIN new_rows AS n ON o.id = n.id"),
        DELETE: ("OLD TABLE AS old_rows", "old_rows AS o"),
    }
    tables, source = rows[watch.event]
    condition = watch.condition.format(old="o", new="n")
    body = f"BEGIN IF EXISTS (SELECT 1 FROM {source} WHERE {condition}) THEN {NOTE_CHANGE} END IF; RETURN NULL; END"
    name = trigger_name(PREFIX, "postgresql", watch.table, watch.event, tables, body)
    return name, [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$ {body} $body$",
        f'CREATE TRIGGER {name} AFTER {watch.event} ON "{watch.table}" REFERENCING {tables} '
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    ]


def _truncation(table: str) -> dict[str, list[str]]:
    body = f"BEGIN {NOTE_CHANGE} RETURN NULL; END"
    name = trigger_name(PREFIX, "postgresql", table, "TRUNCATE", body)
    return {
        name: [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$ {body} $body$",
            f'CREATE TRIGGER {name} AFTER TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION {name}()',
        ]
    }


def _end_of_transaction() -> dict[str, list[str]]:
    """What renews the token as the last thing before a transaction that changed the content is committed."""
    body = (
        "BEGIN "
        "UPDATE reports_contentgeneration SET token = gen_random_uuid() "
        f"WHERE id = {ONLY}; "
        "DELETE FROM reports_contentchange WHERE transaction = NEW.transaction; "
        "RETURN NULL; END"
    )
    name = trigger_name(PREFIX, "postgresql", body)
    return {
        name: [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$ {body} $body$",
            f"CREATE CONSTRAINT TRIGGER {name} AFTER INSERT ON reports_contentchange "
            f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    }
