"""The content generation, and indexes by which the next minute of a change is found."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0011_corrections_and_revisions_rights")]

    operations = [
        migrations.CreateModel(
            name="ContentGeneration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=64)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="ContentChange",
            fields=[("transaction", models.BigIntegerField(primary_key=True, serialize=False))],
            options={"default_permissions": ()},
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("next_at__isnull", False)), fields=["next_at"], name="article_next_at"
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("withdrawn_at__isnull", False)), fields=["withdrawn_at"], name="article_withdrawn_at"
            ),
        ),
    ]
