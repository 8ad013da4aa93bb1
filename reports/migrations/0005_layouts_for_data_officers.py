"""Data officers keep the layouts of the files that they import."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from reports.group_permissions import WRITE, grant


def grant_layouts(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    grant(apps, schema_editor, "Số liệu", {"indicators.savedlayout": WRITE})


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0004_figures"),
        ("indicators", "0004_saved_layouts"),
    ]

    operations = [migrations.RunPython(grant_layouts, migrations.RunPython.noop)]
