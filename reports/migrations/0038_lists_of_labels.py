"""The lists of tags and authors; the database fills them once their triggers are made, after the migrations."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from reports.database_triggers import keep_triggers

LANGUAGES = [("vi", "Tiếng Việt"), ("en", "Tiếng Anh")]


def key_to(model: str) -> models.ForeignKey:
    on_delete = django.db.models.deletion.CASCADE
    return models.ForeignKey(db_index=False, on_delete=on_delete, related_name="+", to=f"reports.{model}")


def listing(label: str) -> migrations.CreateModel:
    key = models.CompositePrimaryKey(
        "article_id", f"{label}_id", blank=True, editable=False, primary_key=True, serialize=False
    )
    newest = models.Index(fields=[label, "language", "-published_at", "-article"], name=f"newest_of_{label}")
    return migrations.CreateModel(
        name=f"{label.title()}Listing",
        fields=[
            ("language", models.CharField(choices=LANGUAGES, max_length=2)),
            ("published_at", models.DateTimeField()),
            ("pk", key),
            ("article", key_to("article")),
            (label, key_to(label)),
        ],
        options={"abstract": False, "default_permissions": (), "indexes": [newest]},
    )


def drop_triggers(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Where the tables go, what writes to them goes first."""
    keep_triggers(schema_editor.connection.alias, "listing_", {})


class Migration(migrations.Migration):
    dependencies = [("reports", "0037_search_marks")]

    operations = [
        listing("tag"),
        listing("author"),
        migrations.RunPython(migrations.RunPython.noop, drop_triggers),
    ]
