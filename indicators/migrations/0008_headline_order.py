"""The order that editors give to the headline figures of the front page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0007_area_aliases")]

    operations = [
        migrations.AddField(
            model_name="indicator",
            name="headline_position",
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
        ),
    ]
