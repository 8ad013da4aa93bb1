"""The sentences of drafts in the admin, with what each kind may leave open."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from reports.models import SentenceKind, SentenceTemplate
from reports.prose.sentence_templates import Kind, gaps_for


@admin.register(SentenceTemplate)
class SentenceTemplateAdmin(admin.ModelAdmin):
    list_display = ("text", "kind", "position", "is_active")
    list_editable = ("position", "is_active")
    list_filter = ("kind", "is_active")
    search_fields = ("text",)
    ordering = ("kind", "position", "id")
    fields = ("kind", "text", "position", "is_active", "gaps")
    readonly_fields = ("gaps",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "text":
            kwargs["widget"] = forms.TextInput(attrs={"class": "vLargeTextField"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("chỗ trống được dùng"))
    def gaps(self, template: SentenceTemplate) -> SafeString:
        """The gaps of each kind, as they are written."""
        return format_html(
            "<dl>{}</dl>",
            format_html_join(
                "",
                "<dt>{}</dt><dd>{}</dd>",
                (
                    (SentenceKind(kind).label, " ".join(f"{{{gap}}}" for gap in gaps_for(kind)))
                    for kind in Kind
                    if template.kind in ("", kind)
                ),
            ),
        )
