"""Where the newest articles of a section are found, however few or old they are."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0027_article_reads")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="published_section",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reports.section",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["published_section", "language", "-published_at", "-id"], name="article_newest_in_section"
            ),
        ),
    ]
