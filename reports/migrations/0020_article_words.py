"""The words of working copies with the database's own full-text index, and indexes for the newsroom's list."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    """CREATE VIRTUAL TABLE reports_articlewordsindex USING fts5(
    words, byline_words, content='reports_articlewords', content_rowid='article_id', tokenize='unicode61',
    detail='column'
)""",
    """CREATE TRIGGER reports_articlewords_added AFTER INSERT ON reports_articlewords BEGIN
    INSERT INTO reports_articlewordsindex(rowid, words, byline_words)
    VALUES (new.article_id, new.words, new.byline_words);
END""",
    """CREATE TRIGGER reports_articlewords_changed AFTER UPDATE ON reports_articlewords BEGIN
    INSERT INTO reports_articlewordsindex(reports_articlewordsindex, rowid, words, byline_words)
    VALUES ('delete', old.article_id, old.words, old.byline_words);
    INSERT INTO reports_articlewordsindex(rowid, words, byline_words)
    VALUES (new.article_id, new.words, new.byline_words);
END""",
    """CREATE TRIGGER reports_articlewords_removed AFTER DELETE ON reports_articlewords BEGIN
    INSERT INTO reports_articlewordsindex(reports_articlewordsindex, rowid, words, byline_words)
    VALUES ('delete', old.article_id, old.words, old.byline_words);
END""",
)
POSTGRESQL = """
ALTER TABLE reports_articlewords
    ADD COLUMN words_index tsvector
        GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(words, ' '), ''))) STORED,
    ADD COLUMN byline_index tsvector
        GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(byline_words, ' '), ''))) STORED;
CREATE INDEX reports_articlewords_words_index ON reports_articlewords USING gin (words_index);
CREATE INDEX reports_articlewords_byline_index ON reports_articlewords USING gin (byline_index);
"""


def make_index(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The full-text index, which follows the table by itself."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
    else:
        for statement in SQLITE:
            schema_editor.execute(statement)


def drop_index(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for name in ("added", "changed", "removed"):
            schema_editor.execute(f"DROP TRIGGER reports_articlewords_{name}")
        schema_editor.execute("DROP TABLE reports_articlewordsindex")


class Migration(migrations.Migration):
    dependencies = [("reports", "0019_comments_newest_first")]

    operations = [
        migrations.CreateModel(
            name="ArticleWords",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="kept_words",
                        serialize=False,
                        to="reports.article",
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("byline_words", models.TextField(blank=True)),
            ],
        ),
        migrations.RunPython(make_index, drop_index),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["-updated_at", "-id"], name="article_edited_last"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["state", "-updated_at", "-id"], name="article_edited_in_state"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["section", "-updated_at", "-id"], name="article_edited_in_section"),
        ),
    ]
