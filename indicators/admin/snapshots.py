"""Saved tables in the admin: made from an address of the table builder, never altered afterwards."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.models import TableSnapshot
from indicators.services.snapshots import keep_snapshot
from indicators.table_query import QueryError, TableQuery


class SnapshotForm(forms.ModelForm):
    """Takes the address of a table; what it says is read and kept when the form is saved."""

    address = forms.CharField(
        label=gettext_lazy("Địa chỉ của bảng"),
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        help_text=gettext_lazy("Lập bảng ở trang Tra cứu, rồi chép địa chỉ của trang vào đây."),
    )

    class Meta:
        model = TableSnapshot
        fields = ("is_public",)

    def clean_address(self) -> TableQuery:
        address = str(self.cleaned_data["address"]).strip()
        query = urlsplit(address).query if "?" in address else address
        try:
            return TableQuery.read(QueryDict(query))
        except QueryError as error:
            raise ValidationError(str(error)) from error

    def _post_clean(self) -> None:
        """The snapshot is made here, so that a table with nothing to show is told at its field."""
        if self.errors or "address" not in self.cleaned_data:
            return
        try:
            self.instance = keep_snapshot(
                self.cleaned_data["address"],
                actor=self.actor,
                at=timezone.now(),
                is_public=self.cleaned_data["is_public"],
            )
        except QueryError as error:
            self.add_error("address", str(error))

    actor: Any = None


@admin.register(TableSnapshot)
class TableSnapshotAdmin(admin.ModelAdmin):
    list_display = ("caption", "created_at", "created_by", "is_public", "code")
    list_filter = ("is_public",)
    date_hierarchy = "created_at"
    search_fields = ("caption", "code")
    readonly_fields = ("caption", "place", "now", "created_at", "created_by")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is not None:
            return super().get_form(request, obj, change, **kwargs)
        # The form keeps the snapshot itself and says who kept it.
        own = type("OwnSnapshotForm", (SnapshotForm,), {"actor": request.user})
        return super().get_form(request, obj, change, form=own, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("address", "is_public") if obj is None else (*self.readonly_fields, "is_public")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: TableSnapshot, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("địa chỉ"))
    def place(self, snapshot: TableSnapshot) -> SafeString:
        return format_html('<a href="{0}">{0}</a>', snapshot.get_absolute_url())

    @admin.display(description=gettext_lazy("số liệu hiện nay"))
    def now(self, snapshot: TableSnapshot) -> SafeString:
        url = f"{reverse('indicators:builder')}?{snapshot.query}"
        return format_html('<a href="{}">{}</a>', url, _("Mở trong Tra cứu"))
