"""The step "difference": what would be new, changed or rejected, what the audit found; then the confirmation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from indicators.admin.history import ShownChange, shown
from indicators.admin.import_entries import Names, page_of, sections
from indicators.admin.import_progress import ProgressPages, told_counts
from indicators.admin.import_steps import (
    DIFFERENCE,
    PROGRESS,
    REPORT,
    UNDER_WAY,
    content_of,
    options_of,
    redirect_onwards,
    redirect_to,
)
from indicators.admin.import_understood import cell_url
from indicators.audit import Finding, Rule
from indicators.models import BatchState, ImportBatch, ObservationVersion
from indicators.services import background
from indicators.services.background import BACKGROUND_FROM
from indicators.services.comparing import Outcome
from indicators.services.confirming import (
    AlreadyDecided,
    Confirmation,
    FindingsStand,
    changes_since,
    confirm,
    digest_of,
)
from indicators.services.import_options import chosen_release
from indicators.services.importing import Rejected
from indicators.services.preparing import Prepared, prepare
from indicators.services.recording import DifferenceChanged, EmbargoConflict
from indicators.workbook.problems import Problem, Severity

OUTCOMES = (Outcome.CHANGED, Outcome.NEW, Outcome.UNCHANGED, Outcome.CONFLICT)
SHOWN_FINDINGS = 100
PROBLEMS_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one rule; of warnings `digest` is what the person accepts, `reason` why."""

    rule: Rule
    findings: tuple[tuple[Finding, str], ...]
    count: int
    digest: str
    reason: str = ""
    is_missing: bool = False


class DifferencePages(ProgressPages):
    """Shows the difference and writes it."""

    def difference_view(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        batch = self.batch_for(request, batch_id)
        if batch.state != BatchState.READ:
            return redirect_onwards(batch)
        if request.method != "POST":
            since = _moment(request.GET["since"]) if request.GET.get("since") else None
            return self._shown(request, batch, since=since)
        confirmation = _confirmation(request)
        try:
            if _size(request) > BACKGROUND_FROM:
                return self.write_in_background(request, batch, confirmation)
            prepared, _learned = confirm(batch, confirmation, actor=request.user)  # type: ignore[arg-type]
        except AlreadyDecided as error:
            messages.warning(request, _("Lần nhập này đã được ghi hoặc hủy từ một cửa sổ khác."))
            return redirect_onwards(error.batch)
        except FindingsStand:
            messages.error(request, _("Chưa ghi gì: hãy xem các cảnh báo bên dưới và ghi lý do chấp nhận từng loại."))
            return self._shown(request, batch, confirmation, status=422)
        except (DifferenceChanged, EmbargoConflict):
            messages.error(
                request, _("Chưa ghi gì: có người vừa ghi vào các số liệu này. Khác biệt bên dưới đã được tính lại.")
            )
            return self._shown(request, batch, confirmation, since=_moment(request.POST.get("seen_at", "")), status=409)
        except Rejected:
            messages.error(request, _("Chưa ghi gì: tệp còn ô bị từ chối."))
            return self._shown(request, batch, confirmation, status=422)
        self.log_change(request, batch, _("Ghi số liệu từ tệp"))  # type: ignore[arg-type]
        messages.success(request, told_counts(prepared.counts()))
        return redirect_to(REPORT, batch)

    def cancel_view(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        """Puts a batch aside, also while it is being written; its file is kept with it."""
        batch = self.batch_for(request, batch_id)
        if request.method == "POST" and batch.state in UNDER_WAY:
            background.cancel(batch)
            return redirect_to(PROGRESS, batch)
        if request.method == "POST" and batch.state == BatchState.READ:
            batch.state = BatchState.CANCELLED
            batch.save(update_fields=["state"])
            messages.success(request, _("Đã hủy lần nhập “%(name)s”; không ghi gì.") % {"name": batch.original_name})
            return HttpResponseRedirect(reverse("admin:indicators_importbatch_changelist"))
        return redirect_to(DIFFERENCE, batch) if batch.state == BatchState.READ else redirect_onwards(batch)

    def _shown(
        self,
        request: HttpRequest,
        batch: ImportBatch,
        confirmation: Confirmation | None = None,
        *,
        since: dt.datetime | None = None,
        status: int = 200,
    ) -> HttpResponse:
        seen_at = timezone.now()
        options = options_of(batch)
        prepared = prepare(content_of(batch), batch.original_name, options)
        entries = sections(prepared, OUTCOMES)
        names = Names(prepared, batch)
        pages = {
            outcome.value: page_of(entries[outcome], request.GET.get(outcome.value), names) for outcome in OUTCOMES
        }
        problems = Paginator(prepared.reading_problems, PROBLEMS_PER_PAGE).get_page(request.GET.get("problems"))
        context = self.page_context(
            request,
            batch,
            DIFFERENCE,
            title=batch.original_name,
            prepared=prepared,
            counts=prepared.counts(),
            pages=pages,
            conflicts=prepared.difference.count(Outcome.CONFLICT),
            problems=problems,
            shown_problems=[(p, _url(batch, p)) for p in problems.object_list],
            errors=_groups(prepared, Severity.ERROR, batch, None),
            warnings=_groups(prepared, Severity.WARNING, batch, confirmation),
            meanwhile=_meanwhile(prepared, since),
            release=chosen_release(options),
            digest=prepared.difference.digest,
            seen_at=seen_at.isoformat(),
            can_confirm=_can_confirm(prepared),
            size=len(prepared.difference.entries),
        )
        return TemplateResponse(request, "admin/indicators/import_difference.html", context, status=status)


def _can_confirm(prepared: Prepared) -> bool:
    is_free = not prepared.difference.count(Outcome.CONFLICT) and not prepared.audit.errors
    return prepared.is_accepted and is_free


def _confirmation(request: HttpRequest) -> Confirmation:
    post = request.POST
    return Confirmation(
        difference=post.get("digest", ""),
        warnings={rule: post[f"warnings-{rule}"] for rule in Rule if f"warnings-{rule}" in post},
        reasons={rule: post.get(f"reason-{rule}", "").strip()[:500] for rule in Rule if f"warnings-{rule}" in post},
    )


def _size(request: HttpRequest) -> int:
    """How many figures the page showed."""
    text = request.POST.get("size", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def _moment(text: str) -> dt.datetime:
    """When the difference was shown, as the page says; nothing sensible counts as a minute ago."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment):
        return timezone.now() - dt.timedelta(minutes=1)
    return moment


def _groups(
    prepared: Prepared, severity: Severity, batch: ImportBatch, confirmation: Confirmation | None
) -> list[FindingGroup]:
    return [
        FindingGroup(
            rule=rule,
            findings=tuple(
                (finding, cell_url(batch, finding.sheet, finding.cell) if finding.cell else "")
                for finding in findings[:SHOWN_FINDINGS]
            ),
            count=len(findings),
            digest=digest_of(findings),
            reason=confirmation.reasons.get(rule, "") if confirmation else "",
            is_missing=confirmation is not None and not confirmation.accepts(rule, findings),
        )
        for rule, findings in prepared.audit.by_rule(severity).items()
    ]


def _meanwhile(prepared: Prepared, since: dt.datetime | None) -> Sequence[tuple[ObservationVersion, ShownChange]]:
    """What others wrote to these figures since the difference was shown."""
    if since is None:
        return ()
    return [(version, shown(version)) for version in changes_since(prepared.difference, since)]


def _url(batch: ImportBatch, problem: Problem) -> str:
    return cell_url(batch, problem.sheet, problem.cell) if problem.sheet and problem.cell else ""
