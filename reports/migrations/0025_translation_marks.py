"""Which edition of its original a translation was last held against."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0029_authors_of_bylines"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TranslationMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("marked_at", models.DateTimeField(auto_now_add=True, verbose_name="đánh dấu lúc")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translation_marks",
                        to="reports.article",
                        verbose_name="bản dịch",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reports.edition",
                        verbose_name="bản của bản dịch",
                    ),
                ),
                (
                    "marked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đánh dấu",
                    ),
                ),
                (
                    "original_edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reports.edition",
                        verbose_name="bản của bài gốc",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần đối chiếu bản dịch",
                "verbose_name_plural": "các lần đối chiếu bản dịch",
                "ordering": ["article_id", "-marked_at", "-id"],
            },
        ),
    ]
