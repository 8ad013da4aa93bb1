"""Documents bear what they can be narrowed by, and SQLite's index finds half-typed words as directly as whole ones."""

from collections import defaultdict

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

from indicators.models.bulk_rows import update_rows
from reports.search_marks import marks_of

CHUNK = 2000
DROPPED = (
    "DROP TRIGGER reports_searchdocument_added",
    "DROP TRIGGER reports_searchdocument_removed",
    "DROP TABLE reports_searchindex",
)
# Beginnings that are in no index of their own are looked for in all words: those of seven letters are few.
MADE = (
    """CREATE VIRTUAL TABLE reports_searchindex USING fts5(
    title_words, words, content='reports_searchdocument', content_rowid='id', tokenize='unicode61', detail='column',
    prefix='{prefix}'
)""",
    """CREATE TRIGGER reports_searchdocument_added AFTER INSERT ON reports_searchdocument BEGIN
    INSERT INTO reports_searchindex(rowid, title_words, words) VALUES (new.id, new.title_words, new.words);
END""",
    """CREATE TRIGGER reports_searchdocument_removed AFTER DELETE ON reports_searchdocument BEGIN
    INSERT INTO reports_searchindex(reports_searchindex, rowid, title_words, words)
    VALUES ('delete', old.id, old.title_words, old.words);
END""",
    "INSERT INTO reports_searchindex(reports_searchindex) VALUES ('rebuild')",
)


def write_marks(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The index is made of the documents once they bear their marks."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in DROPPED if is_sqlite else ():
        schema_editor.execute(statement)
    _write(apps, schema_editor.connection.alias)
    for statement in MADE if is_sqlite else ():
        schema_editor.execute(statement.replace("{prefix}", "2 3 4 5 6"))


def without_beginnings(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Marks do no harm to the version before; its index has to be as it was."""
    for statement in (*DROPPED, *MADE) if schema_editor.connection.vendor == "sqlite" else ():
        schema_editor.execute(statement.replace(",\n    prefix='{prefix}'", ""))


def _write(apps: Apps, using: str) -> None:
    model = apps.get_model("reports", "SearchDocument")
    through = apps.get_model("reports", "Edition").tags.through._default_manager
    fields = ("pk", "title_words", "words", "kind", "areas", "edition", "edition__section")
    documents = model._default_manager.using(using).order_by("pk")
    last = 0
    while chunk := list(documents.filter(pk__gt=last).values_list(*fields, "edition__article__published_at")[:CHUNK]):
        tags = defaultdict(list)
        bearing = through.using(using).filter(edition__in={row[5] for row in chunk}).order_by("tag")
        for edition, tag in bearing.values_list("edition", "tag"):
            tags[edition].append(tag)
        marked = []
        for key, title_words, words, kind, areas, edition, section, published_at in chunk:
            year = timezone.localtime(published_at).year if published_at else None
            own = " ".join(marks_of(kind, section=section, year=year, areas=areas.split(), tags=tags[edition]))
            marked.append((f"{title_words} {own}", f"{words} {own}", key))
        update_rows(model, ("title_words", "words"), marked, using=using)
        last = chunk[-1][0]


class Migration(migrations.Migration):
    dependencies = [("reports", "0036_front_page")]

    operations = [migrations.RunPython(write_marks, without_beginnings)]
