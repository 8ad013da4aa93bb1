"""The app of what is written."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from indicators import query_plans
from reports import content_triggers, listing_triggers
from reports.group_permissions import complete_administrators


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Tin bài")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(complete_administrators, dispatch_uid="reports.complete_administrators")
        pre_migrate.connect(content_triggers.before_migration, sender=self)
        pre_migrate.connect(listing_triggers.before_migration, sender=self)
        # The generation is renewed after the lists are put right, and what SQLite counts is there then.
        post_migrate.connect(listing_triggers.after_migration, sender=self)
        post_migrate.connect(content_triggers.after_migration, sender=self)
        post_migrate.connect(query_plans.after_migration, sender=self)
