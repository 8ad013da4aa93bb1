"""Data officers keep the other names of areas."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from reports.group_permissions import WRITE, grant


def grant_aliases(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    grant(apps, schema_editor, "Số liệu", {"indicators.areaalias": WRITE})


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0017_snapshot_rights"),
        ("indicators", "0007_area_aliases"),
    ]

    operations = [migrations.RunPython(grant_aliases, migrations.RunPython.noop)]
