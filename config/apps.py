"""The admin of this site in place of Django's default one."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default_site = "reports.admin_site.PortalAdminSite"
