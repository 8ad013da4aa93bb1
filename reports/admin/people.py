"""People in the admin: who manages users cannot make or alter those who stand above every permission.

Whoever has done something stays, because what they did is told with their name; they are set inactive instead.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest

from indicators.models import ObservationVersion
from reports.models import Edition, WorkflowEvent

admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = ("username", "last_name", "first_name", "email", "is_active", "group_names", "last_login")
    list_filter = ("is_active", "groups")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else (*fields, "is_superuser")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_alter(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj) and _may_alter(request, obj)
        return allowed and (obj is None or not _did_something(obj))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """People are deleted one by one: the history of each has to be looked at."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.display(description=User._meta.get_field("groups").verbose_name)
    def group_names(self, person: User) -> str:
        return ", ".join(group.name for group in person.groups.all())


def _did_something(person: User) -> bool:
    trails = (
        LogEntry.objects.filter(user=person),
        WorkflowEvent.objects.filter(actor=person),
        ObservationVersion.objects.filter(actor=person),
        Edition.objects.filter(created_by=person),
    )
    return any(trail.exists() for trail in trails)


def _may_alter(request: HttpRequest, person: User | None) -> bool:
    return request.user.is_superuser or person is None or not person.is_superuser
