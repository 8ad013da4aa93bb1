"""How often articles are read: a count by article and day."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0026_marks_of_translations"),
    ]

    operations = [
        migrations.CreateModel(
            name="ArticleReads",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="ngày")),
                ("count", models.PositiveBigIntegerField(db_default=0, default=0, verbose_name="lượt đọc")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reads",
                        to="reports.article",
                        verbose_name="bài viết",
                    ),
                ),
            ],
            options={
                "verbose_name": "lượt đọc",
                "verbose_name_plural": "lượt đọc",
                "ordering": ["-day", "-count"],
                "indexes": [models.Index(fields=["day"], name="article_reads_by_day")],
                "constraints": [models.UniqueConstraint(fields=("article", "day"), name="article_reads_once_a_day")],
            },
        ),
    ]
