"""Stories that editors pin to the front page, and what its headline figures are chosen by."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0034_articles_with_a_next_edition"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FrontPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "headlines_by",
                    models.CharField(
                        choices=[
                            ("editors", "Những chỉ tiêu do biên tập chọn, theo thứ tự đã xếp"),
                            ("release", "Những chỉ tiêu của đợt công bố mới nhất đã ra"),
                        ],
                        db_default="editors",
                        default="editors",
                        max_length=10,
                        verbose_name="số liệu chính",
                    ),
                ),
            ],
            options={"verbose_name": "trang chủ", "verbose_name_plural": "trang chủ", "default_permissions": ()},
        ),
        migrations.CreateModel(
            name="FrontPin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        choices=[("vi", "Tiếng Việt"), ("en", "Tiếng Anh")], max_length=2, verbose_name="ngôn ngữ"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="chỗ")),
                ("until", models.DateTimeField(blank=True, null=True, verbose_name="ghim đến")),
                ("pinned_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="ghim lúc")),
                (
                    "article",
                    models.ForeignKey(
                        limit_choices_to={"published_edition__isnull": False},
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="front_pins",
                        to="reports.article",
                        verbose_name="bài viết",
                    ),
                ),
                (
                    "pinned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghim",
                    ),
                ),
            ],
            options={
                "verbose_name": "bài được ghim ở trang chủ",
                "verbose_name_plural": "bài được ghim ở trang chủ",
                "ordering": ["language", "place"],
                "default_permissions": (),
                "indexes": [
                    models.Index(condition=models.Q(("until__isnull", False)), fields=["until"], name="front_pin_until")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("language", "place"), name="front_pin_one_a_place"),
                    models.UniqueConstraint(fields=("language", "article"), name="front_pin_one_an_article"),
                    models.CheckConstraint(condition=models.Q(("place__lt", 5)), name="front_pin_place_known"),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["vi", "en"])), name="front_pin_language_known"
                    ),
                ],
            },
        ),
    ]
