"""Areas by their order, which the main area of an indicator is looked for in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0008_headline_order")]

    operations = [
        migrations.AddIndex(
            model_name="area",
            index=models.Index(fields=["position", "name_vi"], name="area_in_order"),
        ),
    ]
