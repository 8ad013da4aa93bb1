"""Saved layouts in the admin: what is remembered of how sheets are read, renamed or forgotten."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.admin.import_layout_forms import MEANINGS, ROWS_ARE, meaning_of
from indicators.models import SavedLayout, Status
from indicators.workbook.choices import LayoutChoice, TableChoice

_MEANINGS = dict(MEANINGS)
_ROWS_ARE = dict(ROWS_ARE)


@admin.register(SavedLayout)
class SavedLayoutAdmin(admin.ModelAdmin):
    """Only the name can be changed; the corrections themselves are made where a file is imported."""

    list_display = ("name", "saved_by", "saved_at", "used_at", "corrections")
    list_select_related = ("saved_by",)
    search_fields = ("name",)
    fields = ("name", "corrections", "saved_by", "saved_at", "used_at")
    readonly_fields = ("corrections", "saved_by", "saved_at", "used_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=gettext_lazy("đã sửa gì"))
    def corrections(self, layout: SavedLayout) -> SafeString:
        return format_html_join("", "<div>{}</div>", ((line,) for line in corrections_of(layout)))


def corrections_of(layout: SavedLayout) -> list[str]:
    """What a saved layout decides, a line each."""
    choice = LayoutChoice.from_json(layout.choice)
    lines = [_("Bỏ qua trang này")] if choice.is_skipped else []
    if choice.include_hidden:
        lines.append(_("Đọc cả dòng, cột ẩn"))
    if choice.convention:
        lines.append(_("Cách viết số: %(shown)s") % {"shown": "1.233,5" if choice.convention == "vi" else "1,233.5"})
    for number, table in sorted(choice.tables.items()):
        parts = list(_of_table(table))
        if parts:
            lines.append(_("Bảng %(number)s: %(parts)s") % {"number": number + 1, "parts": "; ".join(parts)})
    if layout.skipped:
        names = ", ".join(f"“{name}”" for name, _parents in layout.skipped)
        lines.append(_("Bỏ qua các dòng: %(names)s") % {"names": names})
    return lines


def _of_table(table: TableChoice) -> list[str]:
    told = []
    if table.is_skipped:
        told.append(_("bỏ qua"))
    if table.header_rows:
        first, last = table.header_rows
        told.append(_("đầu bảng từ dòng %(first)s đến dòng %(last)s") % {"first": first + 1, "last": last + 1})
    if table.stub_column:
        told.append(_("tên dòng ở cột %(letters)s") % {"letters": table.stub_column})
    if table.rows_are:
        told.append(_("mỗi dòng là một %(what)s") % {"what": str(_ROWS_ARE[table.rows_are]).lower()})
    told += [text for text in (table.unit, table.area, _status(table.status)) if text]
    for letters, column in table.columns.items():
        meaning = _MEANINGS.get(meaning_of(column), "")
        details = [
            str(text) for text in (meaning, column.indicator, column.unit, column.area, _status(column.status)) if text
        ]
        if details:
            told.append(_("cột %(letters)s: %(what)s") % {"letters": letters, "what": ", ".join(details)})
    return told


def _status(status: str) -> str:
    return str(Status(status).label) if status in Status.values else ""
