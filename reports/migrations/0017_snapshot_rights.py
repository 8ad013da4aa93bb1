"""Who may keep a table as it is: editors for what they cite, data officers for what they publish."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from reports.group_permissions import grant

RIGHTS = {"indicators.tablesnapshot": ("view", "add", "change")}


def grant_rights(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for group in ("Biên tập", "Số liệu"):
        grant(apps, schema_editor, group, RIGHTS)


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0016_first_sentences"),
        ("indicators", "0006_table_snapshots"),
    ]

    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
