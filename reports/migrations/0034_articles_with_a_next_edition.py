"""Where the few articles are found whose next edition may have come by the clock alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0033_sections_of_articles")]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(next_at__isnull=False),
                fields=["language", "-published_at", "-id"],
                name="article_with_next_edition",
            ),
        ),
    ]
