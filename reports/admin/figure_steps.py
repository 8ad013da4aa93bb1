"""Buttons on figures that work without a script: they save the article with what they do to it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.admin.search import indicators_matching
from indicators.models import Indicator
from reports.models import Article
from reports.services.binding import BindingRefused
from reports.services.citing import named_indicator, remember_name
from reports.services.figure_steps import STEPS, bind_agreeing, bind_to_indicator, keep
from reports.services.found_figures import FoundClaim, FoundFigure, FoundFigures, find_figures
from reports.services.kept_figures import KeepingRefused

FIGURE_FIELD = "_figure"


class FigureSteps(admin.ModelAdmin):
    """Takes the step that a figure's button names: on the text before it is saved, on its reasons after."""

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        step, _colon, ref = request.POST.get(FIGURE_FIELD, "").partition(":")
        if change and step and step != "keep":
            try:
                messages.success(request, _taken(request, obj, step, ref))
            except BindingRefused as refusal:
                messages.error(request, _("Đã lưu bài, nhưng: %(reason)s") % {"reason": refusal})
        super().save_model(request, obj, form, change)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        step, _colon, ref = request.POST.get(FIGURE_FIELD, "").partition(":")
        if not step:
            return super().response_change(request, obj)
        if step == "keep":
            try:
                messages.success(request, _kept(request, obj, ref))
            except (BindingRefused, KeepingRefused) as refusal:
                messages.error(request, _("Đã lưu bài, nhưng: %(reason)s") % {"reason": refusal})
        return HttpResponseRedirect(reverse("admin:reports_article_change", args=[obj.pk]) + "#figures")


def _taken(request: HttpRequest, article: Article, step: str, ref: str) -> str:
    found = find_figures(article)
    if step == "bind-all":
        return bind_agreeing(article, found)
    if step == "cite":
        ref, _colon, code = ref.partition(":")
        return _cited(request, article, _claim(found, ref), code or request.POST.get(f"indicator-{ref}", ""))
    if step not in STEPS:
        raise BindingRefused(_("Không có bước này."))
    return STEPS[step](article, _figure(found, ref))


def _cited(request: HttpRequest, article: Article, claim: FoundClaim, named: str) -> str:
    rows = Indicator.objects.select_related("unit")
    matching = rows.filter(code=named) or rows.filter(pk__in=indicators_matching(named) if named.strip() else ())
    indicator = named_indicator(named, list(matching))
    if indicator is None:
        names = ", ".join(f"“{each.name}”" for each in matching[:5])
        raise BindingRefused(
            _("“%(text)s” có thể là nhiều chỉ tiêu: %(names)s.") % {"text": named, "names": names}
            if names
            else _("Không có chỉ tiêu này trong danh mục.")
        )
    said = bind_to_indicator(article, claim, indicator)
    if request.POST.get(f"remember-{claim.ref}"):
        remember_name(claim, indicator, actor=request.user)  # type: ignore[arg-type]
    return said


def _kept(request: HttpRequest, article: Article, ref: str) -> str:
    found = _figure(find_figures(article), ref)
    return keep(article, found, actor=request.user, reason=request.POST.get(f"reason-{ref}", ""))  # type: ignore[arg-type]


def _figure(found: FoundFigures, ref: str) -> FoundFigure:
    figure = found.figure(ref)
    if figure is None:
        raise BindingRefused(_("Văn bản đã đổi: không còn thấy số liệu này."))
    return figure


def _claim(found: FoundFigures, ref: str) -> FoundClaim:
    claim = found.claim(ref)
    if claim is None:
        raise BindingRefused(_("Văn bản đã đổi: không còn thấy câu này."))
    return claim
