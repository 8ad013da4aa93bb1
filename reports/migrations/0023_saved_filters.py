"""Filters of the article list under a name; reviewers share theirs with the newsroom."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from reports.group_permissions import grant


def grant_sharing(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    grant(apps, schema_editor, "Duyệt", {"reports.savedfilter": ("share",)})


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0022_bulk_actions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="tên")),
                ("query", models.CharField(max_length=1000, verbose_name="bộ lọc")),
                ("is_shared", models.BooleanField(default=False, verbose_name="cả toà soạn dùng")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lập lúc")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_filters",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lập",
                    ),
                ),
            ],
            options={
                "verbose_name": "bộ lọc đã lưu",
                "verbose_name_plural": "bộ lọc đã lưu",
                "ordering": ["name", "id"],
                "permissions": [("share_savedfilter", "Chia sẻ bộ lọc với toà soạn")],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "name"), name="saved_filter_named_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_shared", True)), fields=("name",), name="shared_filter_named_once"
                    ),
                ],
            },
        ),
        migrations.RunPython(grant_sharing, migrations.RunPython.noop),
    ]
