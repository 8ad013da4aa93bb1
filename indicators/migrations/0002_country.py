"""The root of the areas, so that figures of the whole country have a place from the first day."""

from django.db import migrations


def add_country(apps, schema_editor):
    apps.get_model("indicators", "Area").objects.get_or_create(
        code="viet-nam", defaults={"name_vi": "Cả nước", "name_en": "Viet Nam", "kind": "country"}
    )


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_catalogue_and_observations")]

    operations = [migrations.RunPython(add_country, migrations.RunPython.noop)]
