"""The app of what is written."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from reports.group_permissions import complete_administrators


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Tin bài")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(complete_administrators, dispatch_uid="reports.complete_administrators")
