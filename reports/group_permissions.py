"""What the groups of the house may do, kept up as models are added.

Migrations call `grant` for a model that a group is to work with; administrators get every permission by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ADMINISTRATORS = "Quản trị"
ADMINISTERED_APPS = ("reports", "indicators", "auth", "admin", "axes")
WRITE = ("view", "add", "change", "delete")


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor, group: str, kinds: Mapping[str, Sequence[str]]) -> None:
    """Inside a migration: let the group do so with the models, as `{"indicators.layout": ("view", "add")}`.

    On a fresh database permissions are made only after all migrations, so that they are made here where they lack.
    Raises LookupError where a permission does not exist even then.
    """
    permissions = apps.get_model("auth", "Permission").objects
    holder, _ = apps.get_model("auth", "Group").objects.get_or_create(name=group)
    for kind, verbs in kinds.items():
        app_label, model = kind.split(".")
        _make_permissions(apps, app_label, schema_editor.connection.alias)
        codenames = [f"{verb}_{model}" for verb in verbs]
        found = permissions.filter(content_type__app_label=app_label, codename__in=codenames)
        if len(found) != len(codenames):
            raise LookupError(f"{group}: not every permission of {kind} exists: {', '.join(codenames)}")
        holder.permissions.add(*found)


def complete_administrators(sender: AppConfig, using: str, apps: Apps = installed, **kwargs: Any) -> None:
    """After migrations: administrators may do everything with what the app now has. For the signal `post_migrate`.

    A migration hands over the models as it left them; `flush` sends the signal without, and means those installed.
    """
    if sender.label not in ADMINISTERED_APPS:
        return
    # Django's own receiver comes after this one.
    create_permissions(sender, verbosity=0, using=using, apps=apps)
    try:
        group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    except LookupError:
        return
    permissions = permission.objects.using(using).filter(content_type__app_label=sender.label)
    for administrators in group.objects.using(using).filter(name=ADMINISTRATORS):
        administrators.permissions.add(*permissions)


def _make_permissions(apps: Apps, app_label: str, using: str) -> None:
    config = apps.get_app_config(app_label)
    config.models_module = True  # type: ignore[assignment]
    create_permissions(config, verbosity=0, using=using, apps=apps)
    config.models_module = None
