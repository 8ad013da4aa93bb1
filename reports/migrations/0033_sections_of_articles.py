"""The sections of the articles that are public already; one that the version before writes meanwhile has none yet."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery

CHUNK = 2000


def write_sections(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    articles = apps.get_model("reports", "Article").objects
    shown = apps.get_model("reports", "Edition").objects.filter(pk=OuterRef("published_edition"))
    last = 0
    # A part at a time, so that nobody waits long for a row.
    while keys := list(articles.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        lacking = articles.filter(pk__in=keys, published_edition__isnull=False, published_section__isnull=True)
        lacking.update(published_section=Subquery(shown.values("section")))
        last = keys[-1]


class Migration(migrations.Migration):
    dependencies = [("reports", "0032_sections_of_what_is_public")]

    operations = [migrations.RunPython(write_sections, migrations.RunPython.noop)]
