"""What follows steps and minutes, for those who keep the portal running: what waits, what failed and why."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from reports.models import SideEffect


class StandingFilter(admin.SimpleListFilter):
    title = gettext_lazy("tình trạng")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [
            ("waiting", gettext_lazy("Chưa xong")),
            ("failing", gettext_lazy("Có trục trặc")),
            ("done", gettext_lazy("Đã xong")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "waiting":
                return queryset.filter(done_at__isnull=True)
            case "failing":
                return queryset.filter(done_at__isnull=True).exclude(problem="")
            case "done":
                return queryset.filter(done_at__isnull=False)
        return queryset


@admin.register(SideEffect)
class SideEffectAdmin(admin.ModelAdmin):
    """Read only: a thing that failed is tried again by itself."""

    list_display = ("key", "kind", "due_at", "done_at", "attempts", "problem")
    list_filter = (StandingFilter, "kind")
    ordering = ("-due_at", "-pk")
    list_per_page = 50
    show_full_result_count = False
    fields = readonly_fields = (
        *("key", "kind", "content", "due_at", "created_at", "claimed_at", "done_at", "attempts", "problem"),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
