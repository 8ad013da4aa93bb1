"""The admin site: its parts in the order of the day's work, its first page with what waits for the person."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from reports.admin_preferences import preferences_page
from reports.services.tasks import tasks_for

APPS = ("reports", "indicators", "auth")
NAMES = {"auth": _("Người dùng"), "axes": _("An toàn đăng nhập")}
MODELS = (
    *(
        "Article",
        "FrontPage",
        "RevisionFlag",
        "Correction",
        "Image",
        "Section",
        "Tag",
        "Author",
        "SentenceTemplate",
        "SideEffect",
    ),
    *("Observation", "Target", "Release", "ImportBatch", "SavedLayout", "ObservationVersion"),
    "TableSnapshot",
    *("Indicator", "Topic", "Unit", "Area"),
    *("User", "Group"),
)


class LabelledAutocomplete(AutocompleteJsonView):
    """Selectors show what the list's admin says of a row, where a plain name could mean several."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        label = getattr(self.model_admin, "autocomplete_label", str)
        return super().serialize_result(obj, to_field_name) | {"text": label(obj)}


class PortalAdminSite(AdminSite):
    site_title = _("Quản trị cổng tin")
    site_header = _("Quản trị cổng tin")
    index_title = _("Việc hôm nay")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Writing first, then figures and their catalogue, then people; what is not named here comes last."""
        apps = sorted(super().get_app_list(request, app_label), key=lambda app: _place(app["app_label"], APPS))
        for app in apps:
            app["name"] = NAMES.get(app["app_label"], app["name"])
            app["models"].sort(key=lambda model: _place(model["object_name"], MODELS))
        return apps

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        tasks = tasks_for(request.user, may_approve_own=settings.WRITER_MAY_APPROVE_OWN)  # type: ignore[arg-type]
        return super().index(request, {"tasks": tasks, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern | URLResolver]:
        # The pages import the admins of both apps, which register themselves with this site and so come after it.
        from reports.admin_history import article_history, history_page, indicator_history

        own = [
            # In the place of the log of the row alone.
            path("reports/article/<int:pk>/history/", self.admin_view(article_history)),
            path("indicators/indicator/<int:pk>/history/", self.admin_view(indicator_history)),
            path("history/", self.admin_view(history_page), name="history"),
            path("preferences/", self.admin_view(preferences_page), name="preferences"),
        ]
        return [*own, *super().get_urls()]

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return LabelledAutocomplete.as_view(admin_site=self)(request)  # type: ignore[return-value]


def _place(name: str, order: tuple[str, ...]) -> tuple[int, str]:
    return (order.index(name), "") if name in order else (len(order), name)
