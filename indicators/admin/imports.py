"""Import batches in the admin: what came in, what it did, and taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.admin.import_difference import DifferencePages
from indicators.admin.import_names import NamesPages
from indicators.admin.import_report import ReportPages
from indicators.admin.import_understood import UnderstoodPages
from indicators.admin.import_upload import UploadPages
from indicators.admin.recorded import badge
from indicators.models import BatchState, Change, ImportBatch
from indicators.services.undoing import CannotUndo, undo

_BADGES = {
    BatchState.COMMITTED: "public",
    BatchState.REJECTED: "hidden",
    BatchState.CANCELLED: "hidden",
    BatchState.UNDONE: "hidden",
}

WRITTEN = (BatchState.COMMITTED, BatchState.UNDONE)


@admin.register(ImportBatch)
class ImportBatchAdmin(UploadPages, UnderstoodPages, NamesPages, DifferencePages, ReportPages):
    """Read only, but for the pages of the import itself and for undoing."""

    list_display = ("original_name", "uploaded_at", "uploaded_by", "state_shown", "version_count", "release")
    list_filter = ("state", "uploaded_at")
    list_select_related = ("uploaded_by", "release")
    search_fields = ("original_name", "sha256")
    date_hierarchy = "uploaded_at"
    change_form_template = "admin/indicators/batch_change_form.html"
    change_list_template = "admin/indicators/batch_change_list.html"
    fields = (
        *("original_name", "state_shown", "uploaded_at", "uploaded_by", "release", "committed_at"),
        *("undone_at", "undone_by", "sha256"),
    )
    readonly_fields = fields

    def get_urls(self) -> list[URLPattern]:
        pages = {
            "options": self.options_view,
            "understood": self.understood_view,
            "names": self.names_view,
            "difference": self.difference_view,
            "progress": self.progress_view,
            "cancel": self.cancel_view,
            "file": self.file_view,
            "annotated": self.annotated_view,
            "undo": self.undo_view,
        }
        own = [
            path(f"<int:batch_id>/{name}/", self.admin_site.admin_view(view), name=f"indicators_importbatch_{name}")
            for name, view in pages.items()
        ]
        search = path(
            "indicator-search/",
            self.admin_site.admin_view(self.indicator_search_view),
            name="indicators_importbatch_indicator_search",
        )
        return [*own, search, *super().get_urls()]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_undo_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("indicators.undo_importbatch")  # type: ignore[union-attr]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        batch: ImportBatch | None = kwargs.get("obj")
        if batch is not None:
            can_undo = batch.state == BatchState.COMMITTED and self.has_undo_permission(request)
            context |= {**self.report_context(request, batch), "can_undo": can_undo}
        return super().render_change_form(request, context, *args, **kwargs)

    def undo_view(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        """Asks once, then puts every value back or says which ones were changed since."""
        if not self.has_undo_permission(request):
            raise PermissionDenied
        batch = get_object_or_404(ImportBatch, pk=batch_id)
        here = reverse("admin:indicators_importbatch_change", args=[batch.pk])
        refusal: CannotUndo | None = None
        if request.method == "POST":
            try:
                undone = undo(batch, change=Change(request.user, _("Hoàn tác lần nhập")))  # type: ignore[arg-type]
            except CannotUndo as error:
                refusal = error
            else:
                messages.success(
                    request,
                    _("Đã hoàn tác: %(restored)d số liệu trở lại giá trị cũ, %(removed)d số liệu mới bị xoá.")
                    % {"restored": undone.restored, "removed": undone.removed},
                )
                return HttpResponseRedirect(here)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "batch": batch,
            "title": _("Hoàn tác lần nhập"),
            "is_open": batch.state == BatchState.COMMITTED,
            "version_count": batch.versions.count(),
            "refusal": refusal,
        }
        status = 409 if refusal else 200
        return TemplateResponse(request, "admin/indicators/batch_undo.html", context, status=status)

    @admin.display(description=gettext_lazy("trạng thái"), ordering="state")
    def state_shown(self, batch: ImportBatch) -> SafeString:
        return badge(_BADGES.get(BatchState(batch.state), "embargoed"), batch.get_state_display())

    @admin.display(description=gettext_lazy("số liệu đã ghi"))
    def version_count(self, batch: ImportBatch) -> int:
        """As the batch itself tells it: counting a million versions takes longer than the rest of the list."""
        told = batch.result.get("new", 0) + batch.result.get("changed", 0)
        return told if batch.result or batch.state not in WRITTEN else batch.versions.count()
