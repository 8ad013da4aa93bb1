"""Tags that editors choose, and authors that bylines name."""

from django.core.validators import RegexValidator
from django.db import migrations, models

CODE = RegexValidator(
    "^[a-z0-9]+(-[a-z0-9]+)*$",
    "Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, ví dụ “xi-mang”.",
)


class Migration(migrations.Migration):
    dependencies = [("reports", "0023_saved_filters")]

    operations = [
        migrations.CreateModel(
            name="Author",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.CharField(max_length=80, unique=True, validators=[CODE], verbose_name="địa chỉ")),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="tên")),
                (
                    "description_vi",
                    models.TextField(blank=True, help_text="Hiện ở trang của tác giả.", verbose_name="giới thiệu"),
                ),
                ("description_en", models.TextField(blank=True, verbose_name="giới thiệu tiếng Anh")),
            ],
            options={"verbose_name": "trang tác giả", "verbose_name_plural": "trang tác giả", "ordering": ["name"]},
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.CharField(max_length=80, unique=True, validators=[CODE], verbose_name="địa chỉ")),
                ("name_vi", models.CharField(max_length=120, verbose_name="tên")),
                ("name_en", models.CharField(blank=True, max_length=120, verbose_name="tên tiếng Anh")),
                ("description_vi", models.TextField(blank=True, verbose_name="giới thiệu")),
                ("description_en", models.TextField(blank=True, verbose_name="giới thiệu tiếng Anh")),
            ],
            options={"verbose_name": "thẻ", "verbose_name_plural": "thẻ", "ordering": ["slug"]},
        ),
        migrations.AddField(
            model_name="edition",
            name="authors",
            field=models.ManyToManyField(blank=True, related_name="editions", to="reports.author"),
        ),
        migrations.AddField(
            model_name="article",
            name="tags",
            field=models.ManyToManyField(blank=True, related_name="articles", to="reports.tag", verbose_name="thẻ"),
        ),
        migrations.AddField(
            model_name="edition",
            name="tags",
            field=models.ManyToManyField(blank=True, related_name="editions", to="reports.tag"),
        ),
    ]
