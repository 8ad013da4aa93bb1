"""Who sees flags and notices, and who files them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from reports.group_permissions import grant

LOOK = {"reports.revisionflag": ("view",), "reports.correction": ("view",)}
HANDLE = LOOK | {"reports.revisionflag": ("view", "change")}


def grant_rights(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    grant(apps, schema_editor, "Số liệu", LOOK)
    grant(apps, schema_editor, "Biên tập", HANDLE)
    grant(apps, schema_editor, "Duyệt", HANDLE | {"reports.correction": ("view", "add", "change", "delete")})


class Migration(migrations.Migration):
    dependencies = [("reports", "0010_corrections_and_revisions")]

    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
