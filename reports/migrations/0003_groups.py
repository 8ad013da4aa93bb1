"""The four groups of the house, with the permissions that their names promise."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LOOK = ("view",)
WRITE = ("view", "add", "change", "delete")

READ_FIGURES = {
    **{f"indicators.{kind}": LOOK for kind in ("topic", "unit", "area", "indicator")},
    **{f"indicators.{kind}": LOOK for kind in ("component", "indicatoralias", "observation", "target", "release")},
}
WRITE_ARTICLES = {
    **{f"reports.{kind}": WRITE for kind in ("article", "image", "statisticstable")},
    **{f"reports.{kind}": LOOK for kind in ("section", "edition", "articleaddress")},
}

EDITORS = READ_FIGURES | WRITE_ARTICLES
REVIEWERS = EDITORS | {"reports.article": (*WRITE, "review", "publish")}
DATA_OFFICERS = {
    **{f"indicators.{kind}": WRITE for kind in ("topic", "unit", "area", "indicator", "component", "indicatoralias")},
    "indicators.observation": (*WRITE, "import"),
    "indicators.target": WRITE,
    "indicators.release": WRITE,
    "indicators.importbatch": ("view", "add", "change", "undo"),
    "indicators.observationversion": LOOK,
}
GROUPS = {"Biên tập": EDITORS, "Duyệt": REVIEWERS, "Số liệu": DATA_OFFICERS}
ADMINISTRATORS = "Quản trị"
ADMINISTERED_APPS = ("reports", "indicators", "auth", "admin", "axes")


def create_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are made after all migrations; on a fresh database they are made here, where they are needed."""
    for app_label in ADMINISTERED_APPS:
        config = apps.get_app_config(app_label)
        config.models_module = True
        create_permissions(config, verbosity=0, using=schema_editor.connection.alias, apps=apps)
        config.models_module = None
    group_model, permissions = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission").objects
    for name, kinds in GROUPS.items():
        group, _ = group_model.objects.get_or_create(name=name)
        for kind, verbs in kinds.items():
            app_label, model = kind.split(".")
            codenames = [f"{verb}_{model}" for verb in verbs]
            found = permissions.filter(content_type__app_label=app_label, codename__in=codenames)
            if len(found) != len(codenames):
                raise LookupError(f"{name}: not every permission of {kind} exists: {', '.join(codenames)}")
            group.permissions.add(*found)
    group, _ = group_model.objects.get_or_create(name=ADMINISTRATORS)
    group.permissions.add(*permissions.filter(content_type__app_label__in=ADMINISTERED_APPS))


def remove_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=[*GROUPS, ADMINISTRATORS]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0002_article_revised_at"),
        ("indicators", "0001_catalogue_and_observations"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("axes", "0010_accessattemptexpiration"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_groups, remove_groups)]
