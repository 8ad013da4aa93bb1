"""Actions on many articles at once, and the two steps that they leave in the trail of an article."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STEPS = [
    ("submit", "Gửi duyệt"),
    ("send_back", "Trả lại"),
    ("publish", "Đăng"),
    ("unschedule", "Huỷ lịch đăng"),
    ("withdraw", "Gỡ bài"),
    ("keep_public", "Huỷ hẹn gỡ"),
    ("reopen", "Viết tiếp"),
    ("restore", "Khôi phục bản cũ"),
    ("note", "Ghi chú"),
    ("move", "Chuyển chuyên mục"),
    ("undo", "Hoàn tác việc hàng loạt"),
]
KINDS = [
    ("move", "Chuyển chuyên mục"),
    ("submit", "Gửi duyệt"),
    ("schedule", "Hẹn giờ đăng"),
    ("withdraw", "Gỡ bài"),
]


def person(label: str, **options: object) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
        verbose_name=label,
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0021_words_of_articles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="workflowevent",
            name="step",
            field=models.CharField(choices=STEPS, max_length=12, verbose_name="bước"),
        ),
        migrations.CreateModel(
            name="BulkAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=KINDS, max_length=10, verbose_name="việc")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc")),
                ("undone_at", models.DateTimeField(null=True, verbose_name="hoàn tác lúc")),
                ("actor", person("người làm")),
                ("undone_by", person("người hoàn tác", null=True)),
            ],
            options={
                "verbose_name": "việc hàng loạt",
                "verbose_name_plural": "việc hàng loạt",
                "ordering": ["-recorded_at", "-id"],
                "indexes": [models.Index(fields=["actor", "-recorded_at", "-id"], name="bulk_of_a_person")],
            },
        ),
        migrations.CreateModel(
            name="BulkItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="reports.bulkaction"
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bulk_item",
                        to="reports.workflowevent",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
    ]
