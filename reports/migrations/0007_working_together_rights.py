"""Who may comment and see the steps; an index for the newest entries of the admin's log."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from reports.group_permissions import grant

RIGHTS = {
    "reports.commentthread": ("view", "add", "change"),
    "reports.comment": ("view", "add"),
    "reports.workflowevent": ("view",),
}
# The table is Django's own, and has no index by time.
LOG_INDEX = models.Index(fields=["-action_time", "-id"], name="reports_log_newest_first")


def grant_rights(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for group in ("Biên tập", "Duyệt"):
        grant(apps, schema_editor, group, RIGHTS)


def add_index(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.add_index(apps.get_model("admin", "LogEntry"), LOG_INDEX)


def remove_index(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.remove_index(apps.get_model("admin", "LogEntry"), LOG_INDEX)


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0006_working_together"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]

    operations = [
        migrations.RunPython(grant_rights, migrations.RunPython.noop),
        migrations.RunPython(add_index, remove_index),
    ]
