"""One step for many articles in the admin: chosen in the list, seen before it is taken, taken back from its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from indicators.admin.recorded import shown_moment
from reports.admin.article_pages import ArticlePages
from reports.admin.steps import MomentField, SubmitForm, WithdrawForm
from reports.models import Article, BulkAction, BulkKind, Section, State
from reports.services.bulk_actions import (
    AT_ONCE,
    STEPS,
    BulkPlan,
    Outcome,
    carry_out,
    may_undo,
    rehearse,
    rehearse_undo,
    undo,
)

SHOWN_ACTIONS = 30
PREVIEW = "preview"


class MoveForm(forms.Form):
    section = forms.ModelChoiceField(label=gettext_lazy("Chuyển sang chuyên mục"), queryset=Section.objects.all())


class ScheduleForm(forms.Form):
    at = MomentField(label=gettext_lazy("Đăng lúc"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].required = True


FORMS: dict[BulkKind, type[forms.Form]] = {
    BulkKind.MOVE: MoveForm,
    BulkKind.SUBMIT: SubmitForm,
    BulkKind.SCHEDULE: ScheduleForm,
    BulkKind.WITHDRAW: WithdrawForm,
}


@dataclass(frozen=True, slots=True)
class ShownOutcome:
    """An article of a preview, and in words what becomes of it."""

    outcome: Outcome
    told: str


class BulkPages(ArticlePages):
    actions = ("move_many", "submit_many", "schedule_many", "withdraw_many")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("bulk/", view(self.bulk_list), name="reports_article_bulk_list"),
            path("bulk/<int:pk>/", view(self.bulk_done), name="reports_article_bulk_done"),
            path("bulk/<slug:kind>/", view(self.bulk_page), name="reports_article_bulk"),
            *super().get_urls(),
        ]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """For the actions that only reviewers may take."""
        return bool(request.user.has_perm("reports.publish_article"))

    @admin.action(description=gettext_lazy("Chuyển chuyên mục…"), permissions=["change"])
    def move_many(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        return self._to_page(request, BulkKind.MOVE, queryset)

    @admin.action(description=gettext_lazy("Gửi duyệt…"), permissions=["change"])
    def submit_many(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        return self._to_page(request, BulkKind.SUBMIT, queryset)

    @admin.action(description=gettext_lazy("Hẹn giờ đăng…"), permissions=["publish"])
    def schedule_many(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        return self._to_page(request, BulkKind.SCHEDULE, queryset)

    @admin.action(description=gettext_lazy("Gỡ bài…"), permissions=["publish"])
    def withdraw_many(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        return self._to_page(request, BulkKind.WITHDRAW, queryset)

    def bulk_page(self, request: HttpRequest, kind: str) -> HttpResponse:
        """What the step asks for, then what would become of each article; a POST takes it."""
        if kind not in BulkKind.values:
            raise Http404
        asked = BulkKind(kind)
        if not request.user.has_perm(STEPS[asked].permission):
            raise PermissionDenied
        data = request.POST if request.method == "POST" else request.GET
        articles = _keys(data.get("ids", ""))
        is_asked = request.method == "POST" or PREVIEW in data or asked is BulkKind.SUBMIT
        form = FORMS[asked](data if is_asked else None, label_suffix="", use_required_attribute=False)
        outcomes: list[Outcome] = []
        if form.is_bound and form.is_valid():
            plan = _plan(asked, articles, form.cleaned_data)
            if request.method == "POST":
                return self._carried_out(request, plan, data)
            outcomes = rehearse(plan, actor=request.user)  # type: ignore[arg-type]
        sections = {section.pk: section.name for section in Section.objects.all()}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": asked.label,
            "kind": asked,
            "form": form,
            "is_previewed": bool(form.is_bound and form.is_valid()),
            "ids": data.get("ids", ""),
            "back": data.get("back", ""),
            "chosen": len(articles),
            "allowed": [ShownOutcome(each, _told(asked, each, sections)) for each in outcomes if each.is_done],
            "refused": [each for each in outcomes if not each.is_done],
            "list_url": _list_url(data),
        }
        return TemplateResponse(request, "admin/reports/bulk_action.html", context)

    def bulk_done(self, request: HttpRequest, pk: int) -> HttpResponse:
        """An action that was taken: which articles, and what of it can still be taken back; a POST takes it back."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        action = get_object_or_404(BulkAction.objects.select_related("actor", "undone_by"), pk=pk)
        may = may_undo(action, request.user)  # type: ignore[arg-type]
        if request.method == "POST":
            if not may:
                raise PermissionDenied
            return self._undone(request, action)
        found = rehearse_undo(action, actor=request.user) if may and action.undone_at is None else []  # type: ignore[arg-type]
        items = action.items.select_related("event__article").order_by("pk")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": action.get_kind_display(),
            "action": action,
            "items": items,
            "refusals": {each.item.pk: each.refusal for each in found},
            "can_be_undone": [each.item for each in found if not each.refusal],
            "stuck": [each for each in found if each.refusal],
            "list_url": _list_url(request.GET),
        }
        return TemplateResponse(request, "admin/reports/bulk_done.html", context)

    def bulk_list(self, request: HttpRequest) -> HttpResponse:
        """What was done to many articles lately, by whomever."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        actions = BulkAction.objects.select_related("actor").annotate(count=Count("items"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Việc hàng loạt gần đây"),
            "actions": actions.order_by("-recorded_at", "-pk")[:SHOWN_ACTIONS],
        }
        return TemplateResponse(request, "admin/reports/bulk_list.html", context)

    def _to_page(self, request: HttpRequest, kind: BulkKind, chosen: QuerySet[Article]) -> HttpResponse | None:
        keys = list(chosen.values_list("pk", flat=True)[: AT_ONCE + 1])
        if len(keys) > AT_ONCE:
            said = _("Mỗi lần làm được nhiều nhất %(count)d bài; hãy chọn ít hơn.") % {"count": AT_ONCE}
            messages.error(request, said)
            return None
        query = {"ids": ".".join(map(str, keys)), "back": request.GET.urlencode()}
        return HttpResponseRedirect(f"{reverse('admin:reports_article_bulk', args=[kind])}?{urlencode(query)}")

    def _carried_out(self, request: HttpRequest, plan: BulkPlan, data: QueryDict) -> HttpResponse:
        action, outcomes = carry_out(plan, actor=request.user, marks=_marks(data))  # type: ignore[arg-type]
        refused = [outcome for outcome in outcomes if not outcome.is_done]
        for outcome in refused:
            messages.warning(
                request,
                _("Không làm với “%(title)s”: %(reason)s")
                % {"title": outcome.article.title, "reason": outcome.refusal},
            )
        if action is None:
            messages.error(request, _("Không bài nào được thay đổi."))
            return HttpResponseRedirect(_list_url(data))
        count = len(outcomes) - len(refused)
        said = ngettext("%(kind)s: đã làm với %(count)d bài.", "%(kind)s: đã làm với %(count)d bài.", count)
        messages.success(request, said % {"kind": plan.kind.label, "count": count})
        url = reverse("admin:reports_article_bulk_done", args=[action.pk])
        return HttpResponseRedirect(f"{url}?{urlencode({'back': data.get('back', '')})}")

    def _undone(self, request: HttpRequest, action: BulkAction) -> HttpResponse:
        found = undo(action, actor=request.user)  # type: ignore[arg-type]
        for each in found:
            if each.refusal:
                messages.warning(
                    request,
                    _("Không hoàn tác được “%(title)s”: %(reason)s")
                    % {"title": each.item.event.title, "reason": each.refusal},
                )
        if count := sum(not each.refusal for each in found):
            said = ngettext("Đã hoàn tác với %(count)d bài.", "Đã hoàn tác với %(count)d bài.", count)
            messages.success(request, said % {"count": count})
        else:
            messages.error(request, _("Không bài nào được thay đổi."))
        return HttpResponseRedirect(reverse("admin:reports_article_bulk_done", args=[action.pk]))


def _plan(kind: BulkKind, articles: Sequence[int], cleaned: Mapping[str, Any]) -> BulkPlan:
    words = cleaned.get("reason") or cleaned.get("note") or ""
    return BulkPlan(kind, articles, section=cleaned.get("section"), at=cleaned.get("at"), words=words)


def _told(kind: BulkKind, outcome: Outcome, sections: Mapping[int, str]) -> str:
    """What becomes of the article: from where to where, and at which minute; what of it readers do not see yet."""
    before, after = outcome.before, outcome.after
    if kind is BulkKind.MOVE:
        names = {"old": sections.get(before["section_id"], ""), "new": sections.get(after["section_id"], "")}
        told = _("%(old)s → %(new)s.") % names
        if before["published_edition_id"]:
            told += " " + _("Người đọc vẫn thấy ở “%(old)s” cho đến khi bản mới được đăng.") % names
        return told
    if kind is BulkKind.SCHEDULE:
        return _("Sẽ đăng lúc %(moment)s.") % {"moment": _moment(after["next_at"] or after["published_at"])}
    if kind is BulkKind.WITHDRAW:
        moment = parse_datetime(after["withdrawn_at"])
        if moment is not None and moment > timezone.now():
            return _("Sẽ gỡ lúc %(moment)s.") % {"moment": shown_moment(moment)}
        return _("Gỡ khỏi trang công khai ngay.")
    return f"{State(before['state']).label} → {State(after['state']).label}."


def _moment(text: str) -> str:
    moment = parse_datetime(text)
    return shown_moment(moment) if moment else ""


def _keys(text: str) -> list[int]:
    """The numbers of "3.5.8", each once; what is none is left out."""
    numbers = [int(part) for part in text.split(".") if part.isdecimal() and len(part) < 18]
    return list(Counter(numbers))[:AT_ONCE]


def _marks(data: QueryDict) -> dict[int, str]:
    """Where each article stood when it was looked at."""
    pairs = [value.partition(":") for value in data.getlist("mark")]
    return {int(key): mark for key, _colon, mark in pairs if key.isdecimal() and len(key) < 18}


def _list_url(data: QueryDict) -> str:
    """The list as it was narrowed when the articles were chosen."""
    kept = QueryDict(data.get("back", "")).urlencode()
    url = reverse("admin:reports_article_changelist")
    return f"{url}?{kept}" if kept else url
