"""What writing adds to an article's form: its editor's dialogs, files to take away, tables that stand in the text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from reports.admin.attachments import sign_attachments
from reports.admin.link_pages import LinkPages
from reports.admin.preview_pages import PreviewPages
from reports.admin.table_places import settle_tables
from reports.admin.word_pages import WordPages
from reports.admin.writing_config import writing_config
from reports.image_files import ACCEPTED


class WritingPages(LinkPages, PreviewPages, WordPages):
    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        sign_attachments(request, formset)
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        """Tables are stored: the text may name them by the numbers that they have now."""
        formsets = list(formsets)
        super().save_related(request, form, formsets, change)
        settle_tables(request, form.instance, formsets)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context |= {"writing_config": writing_config(kwargs.get("obj")), "image_accept": ACCEPTED}
        return super().render_change_form(request, context, *args, **kwargs)
