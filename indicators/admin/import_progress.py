"""A large import while it is written: a page that moves by itself, with or without scripts, and a way to stop."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indicators.admin.import_steps import DIFFERENCE, PROGRESS, REPORT, ImportPages, redirect_to, step_url
from indicators.models import BatchState, ImportBatch, Refusal
from indicators.numbers import format_number
from indicators.services import background
from indicators.services.background import BatchProgress
from indicators.services.confirming import Confirmation


class ProgressPages(ImportPages):
    """Hands a batch to the background and watches it."""

    def write_in_background(self, request: HttpRequest, batch: ImportBatch, confirmation: Confirmation) -> HttpResponse:
        """Have it written as it was confirmed; raises `AlreadyDecided`."""
        background.start(batch, confirmation, actor=request.user)  # type: ignore[arg-type]
        self.log_change(request, batch, _("Ghi số liệu từ tệp"))  # type: ignore[arg-type]
        return HttpResponseRedirect(_with_since(PROGRESS, batch, request.POST.get("seen_at", "")))

    def progress_view(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        """The bar, or with `json` what moves it; once it is over, the page that comes next, with what came of it."""
        batch = self.batch_for(request, batch_id)
        # Whoever watches an import whose worker died has it taken up again.
        background.resume_stalled()
        progress = background.progress(batch)
        since = request.GET.get("since", "")
        if "json" in request.GET:
            return _as_json(progress, _with_since(PROGRESS, batch, since))
        if progress.is_over:
            return self._next(request, batch, progress, since)
        context = self.page_context(
            request,
            batch,
            REPORT,
            title=batch.original_name,
            progress=progress,
            told=told(progress),
            json_url=f"{step_url(PROGRESS, batch)}?{urlencode({'json': 1, 'since': since})}",
        )
        return TemplateResponse(request, "admin/indicators/import_progress.html", context)

    def _next(self, request: HttpRequest, batch: ImportBatch, progress: BatchProgress, since: str) -> HttpResponse:
        batch.refresh_from_db()
        if progress.state == BatchState.READ:
            if progress.refusal is not None:
                messages.error(request, _("Chưa ghi gì: %(reason)s") % {"reason": progress.refusal.label})
            is_overtaken = progress.refusal is Refusal.CHANGED
            return HttpResponseRedirect(_with_since(DIFFERENCE, batch, since if is_overtaken else ""))
        if progress.state == BatchState.COMMITTED:
            messages.success(request, told_counts(batch.result))
        elif progress.state == BatchState.CANCELLED:
            messages.success(request, _("Đã hủy lần nhập “%(name)s”; không ghi gì.") % {"name": batch.original_name})
        return redirect_to(REPORT, batch)


def told(progress: BatchProgress) -> str:
    """Where the work is, in a line."""
    if progress.is_stopping:
        return _("Đang dừng; những gì đã ghi được trả lại như cũ.")
    if progress.stage is None:
        return _("Chờ đến lượt")
    if progress.total <= 1:
        return str(progress.stage.label)
    language = get_language() or "vi"
    return _("%(stage)s: %(done)s / %(total)s") % {
        "stage": progress.stage.label,
        "done": format_number(Decimal(progress.done), language),
        "total": format_number(Decimal(progress.total), language),
    }


def told_counts(counts: dict[str, Any]) -> str:
    """What a batch that is written did."""
    return _("Đã ghi: %(new)d số liệu mới, %(changed)d số liệu sửa, %(unchanged)d không đổi.") % counts


def _as_json(progress: BatchProgress, url: str) -> JsonResponse:
    answer = {
        "state": progress.state,
        "stage": progress.stage,
        "done": progress.done,
        "total": progress.total,
        "percent": progress.percent,
        "text": told(progress),
        "isOver": progress.is_over,
        "url": url,
    }
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


def _with_since(name: str, batch: ImportBatch, since: str) -> str:
    """The page's address, with the moment since when others' changes are of interest."""
    return f"{step_url(name, batch)}?{urlencode({'since': since})}" if since else step_url(name, batch)
