"""Those who write articles attach files to them and send previews of them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from reports.group_permissions import WRITE, grant

RIGHTS = {
    "reports.attachment": WRITE,
    "reports.previewlink": ("view", "add", "change"),
    "reports.placedimage": ("view",),
}


def grant_rights(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for group in ("Biên tập", "Duyệt"):
        grant(apps, schema_editor, group, RIGHTS)


class Migration(migrations.Migration):
    dependencies = [("reports", "0008_library_and_previews")]

    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
