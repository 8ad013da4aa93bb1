"""The page on which a whole period is typed: a topic, an area, a period, and a grid of the topic's indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.admin.period_grid_forms import GridChoice, GridReason, GridRowForm, as_text
from indicators.admin.recorded import settle_now, shown_moment
from indicators.bound_forms import resend_with
from indicators.languages import reading_language
from indicators.models import Change, Status
from indicators.numbers import format_number
from indicators.periods import Period, PeriodError
from indicators.services.period_grid import CellContent, GridRow, PeriodGrid, Saved, load_grid, save_grid
from indicators.services.recording import Outcome

PERIOD_GRID = "admin:indicators_period_grid"


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the grid as the template draws it."""

    row: GridRow
    form: GridRowForm
    conflict: str = ""


class PeriodGridPages(admin.ModelAdmin):
    """Adds the page to the admin of observations."""

    def get_urls(self) -> list[URLPattern]:
        page = path("period-grid/", self.admin_site.admin_view(self.period_grid), name="indicators_period_grid")
        return [page, *super().get_urls()]

    def period_grid(self, request: HttpRequest) -> HttpResponse:
        """Shows the choice, then the grid; a POST writes all of it or nothing and keeps what was typed."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        choice = GridChoice(request.GET if "topic" in request.GET else None)
        grid = _chosen_grid(choice)
        default_status = _default_status(choice)
        rows: Sequence[ShownRow] = ()
        about = GridReason(request.POST or None)
        status = 200
        if grid is not None and request.method == "POST":
            outcome = self._save(request, grid, about, default_status)
            if isinstance(outcome, HttpResponse):
                return outcome
            rows, status = outcome, 409 if any(row.conflict for row in outcome) else 422
        elif grid is not None:
            rows = [ShownRow(row, GridRowForm(row, default_status=default_status)) for row in grid.rows]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Nhập cả kỳ"),
            "choice": choice,
            "grid": grid,
            "rows": rows,
            "about": about,
            "earlier": _neighbour(request, grid, -1),
            "later": _neighbour(request, grid, 1),
            "language": reading_language(),
            "has_problems": status != 200,
        }
        return TemplateResponse(request, "admin/indicators/period_grid.html", context, status=status)

    def _save(
        self, request: HttpRequest, grid: PeriodGrid, about: GridReason, default_status: str
    ) -> HttpResponse | list[ShownRow]:
        forms = [GridRowForm(row, default_status=default_status, data=request.POST) for row in grid.rows]
        invalid = [form for form in (*forms, about) if not form.is_valid()]
        if invalid:
            messages.error(request, _("Chưa ghi gì: hãy sửa các ô được đánh dấu bên dưới."))
            return [ShownRow(form.row, form) for form in forms]
        saved = save_grid(
            grid,
            [form.typed for form in forms],
            change=Change(request.user, about.cleaned_data["reason"]),  # type: ignore[arg-type]
            source=about.cleaned_data["source"],
        )
        if saved.is_written:
            messages.success(request, told(saved))
            return HttpResponseRedirect(request.get_full_path())
        messages.error(request, _("Chưa ghi gì: có số liệu đã thay đổi trong lúc bạn nhập. Hãy xem các dòng đánh dấu."))
        return [_after_conflict(form, saved, default_status) for form in forms]


def told(saved: Saved) -> str:
    """How many values were written, in a sentence."""
    new, changed = saved.difference.count(Outcome.NEW), saved.difference.count(Outcome.CHANGED)
    if not new and not changed:
        return _("Không có gì thay đổi.")
    parts = []
    if new:
        parts.append(ngettext("%(count)d số liệu mới", "%(count)d số liệu mới", new) % {"count": new})
    if changed:
        parts.append(ngettext("%(count)d số liệu sửa", "%(count)d số liệu sửa", changed) % {"count": changed})
    return _("Đã ghi %(what)s.") % {"what": ", ".join(parts)}


def _chosen_grid(choice: GridChoice) -> PeriodGrid | None:
    if not choice.is_valid():
        return None
    settle_now()
    cleaned = choice.cleaned_data
    return load_grid(cleaned["topic"], cleaned["area"], cleaned["period"], cleaned["release"])


def _default_status(choice: GridChoice) -> str:
    return (choice.is_bound and choice.is_valid() and choice.cleaned_data["status"]) or Status.ESTIMATE.value


def _after_conflict(form: GridRowForm, saved: Saved, default_status: str) -> ShownRow:
    """The row as it comes back: what was typed stays, what was not touched shows what is stored now."""
    pk = form.row.indicator.pk
    if pk in saved.waiting:
        release = saved.waiting[pk]
        moment = shown_moment(release.published_at) if release else ""
        return ShownRow(
            form.row, form, _("Đã có bản sửa chờ công bố lúc %(moment)s trong đợt khác.") % {"moment": moment}
        )
    if pk in saved.overtaken:
        now = saved.overtaken[pk]
        resend_with(form, "seen", as_text(now))
        return ShownRow(form.row, form, _overtaken(now))
    if form.typed.is_touched:
        return ShownRow(form.row, form)
    return ShownRow(form.row, GridRowForm(form.row, default_status=default_status))


def _overtaken(now: CellContent) -> str:
    if now.value is None:
        return _("Người khác vừa sửa: hiện không có giá trị. Ghi lần nữa để thay bằng số của bạn.")
    return _("Người khác vừa ghi %(value)s. Ghi lần nữa để thay bằng số của bạn.") % {
        "value": format_number(now.value, reading_language())
    }


def _neighbour(request: HttpRequest, grid: PeriodGrid | None, step: int) -> tuple[str, str] | None:
    """Label and address of the period before or after; a year to date goes from year to year."""
    if grid is None:
        return None
    period = grid.period
    try:
        other: Period = period.shift_years(step) if period.kind == "year_to_date" else period.shift(step)
    except PeriodError:
        return None
    asked = {**request.GET.dict(), "period": other.sdmx}
    return other.label(reading_language()), f"{reverse(PERIOD_GRID)}?{urlencode(asked)}"
