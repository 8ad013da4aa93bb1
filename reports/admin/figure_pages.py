"""The addresses that the panel of figures asks while an article is written: JSON in, JSON out, nothing saved of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from indicators.admin.search import indicators_matching
from indicators.models import Indicator, Release
from reports.admin.figure_panel import Leave, panel_json
from reports.admin.observation_form import ClaimObservationForm
from reports.models import Article
from reports.rich_text import clean_body
from reports.services import figure_steps
from reports.services.binding import BindingRefused
from reports.services.citing import cite, remember_name
from reports.services.claim_recording import RecordingRefused, proposal_of
from reports.services.found_figures import FoundClaim, find_figures
from reports.services.kept_figures import KeepingRefused

FOUND_INDICATORS = 8

Answer = Callable[["FigurePages", HttpRequest, Article, dict[str, Any]], dict[str, Any]]


class Refused(Exception):
    """Raised where the panel's wish cannot be met; the message is for the person."""


class FigurePages(admin.ModelAdmin):
    """Adds the panel's addresses to those of articles; whoever may change articles may ask them."""

    def get_urls(self) -> list[URLPattern]:
        pages = {
            "check": check,
            "keep": keep,
            "cite": cite_indicator,
            "indicators": search_indicators,
            "observation": observation,
        }
        return [
            path(f"figures/{name}/", self.admin_site.admin_view(self._page(answer)), name=f"reports_figures_{name}")
            for name, answer in pages.items()
        ] + super().get_urls()

    def _page(self, answer: Answer) -> Callable[[HttpRequest], HttpResponse]:
        def page(request: HttpRequest) -> HttpResponse:
            if not self.has_change_permission(request):
                raise PermissionDenied
            if request.method != "POST":
                return HttpResponse(status=405, headers={"Allow": "POST"})
            data = _read(request)
            if data is None:
                return JsonResponse({"problem": _("Không đọc được yêu cầu.")}, status=400)
            try:
                return JsonResponse(answer(self, request, _article_as_typed(data), data))
            except (Refused, BindingRefused, KeepingRefused, RecordingRefused) as refusal:
                return JsonResponse({"problem": str(refusal)}, status=422)

        return page


def check(pages: FigurePages, request: HttpRequest, article: Article, data: dict[str, Any]) -> dict[str, Any]:
    """The figures of the text as it stands in the form."""
    found = find_figures(article)
    return panel_json(article, found, Leave.of(request.user, writes=True))  # type: ignore[arg-type]


def keep(pages: FigurePages, request: HttpRequest, article: Article, data: dict[str, Any]) -> dict[str, Any]:
    """Keep a differing figure with a reason; gives the panel anew."""
    if not article.pk:
        raise Refused(_("Hãy lưu bài trước, rồi nêu lý do."))
    found = find_figures(article).figure(_text(data, "ref"))
    if found is None:
        raise Refused(_("Văn bản đã đổi; hãy thử lại."))
    said = figure_steps.keep(article, found, actor=request.user, reason=_text(data, "reason"))  # type: ignore[arg-type]
    return {**check(pages, request, article, data), "said": said}


def cite_indicator(pages: FigurePages, request: HttpRequest, article: Article, data: dict[str, Any]) -> dict[str, Any]:
    """What a claim's figures are bound to when an indicator is chosen for them; the words remembered where wished."""
    claim = _claim(article, data)
    indicator = Indicator.objects.select_related("unit").filter(code=_text(data, "indicator")).first()
    if indicator is None:
        raise Refused(_("Không có chỉ tiêu này trong danh mục."))
    remembered = (
        remember_name(claim, indicator, actor=request.user)  # type: ignore[arg-type]
        if data.get("remember")
        else None
    )
    _body, cited = cite(article, claim, indicator)
    figures = ", ".join(f"“{each.figure.written.text}”" for each in cited)
    said = _("Đã gắn %(figures)s với “%(indicator)s”.") % {"figures": figures, "indicator": indicator.name}
    if remembered is not None:
        said += " " + _("Từ nay “%(text)s” là chỉ tiêu này.") % {"text": remembered.text}
    return {
        "said": said,
        "bindings": [{"ref": each.found.ref, "attributes": each.binding.attributes} for each in cited],
    }


def search_indicators(
    pages: FigurePages, request: HttpRequest, article: Article, data: dict[str, Any]
) -> dict[str, Any]:
    """Indicators whose names, codes or other names have the words typed, those that begin so first."""
    term = _text(data, "term").strip()
    found = Indicator.objects.select_related("unit", "parent").filter(pk__in=indicators_matching(term) if term else ())
    ordered = sorted(found, key=lambda each: (not each.name.lower().startswith(term.lower()), len(each.name)))
    return {"found": [_indicator_json(each) for each in ordered[:FOUND_INDICATORS]]}


def observation(pages: FigurePages, request: HttpRequest, article: Article, data: dict[str, Any]) -> dict[str, Any]:
    """The form of an observation filled in from a claim; with `fields`, what came of sending it."""
    claim = _claim(article, data)
    user: Any = request.user
    fields = data.get("fields")
    sent = {name: _text(fields, name) for name in fields} if isinstance(fields, dict) else None
    form = ClaimObservationForm(sent, article=article, proposal=proposal_of(article, claim), actor=user)
    if form.is_bound and form.is_valid() and form.record():
        return {"said": form.said}
    return {"html": render_to_string("admin/reports/claim_observation.html", {"form": form, "claim": claim.claim})}


def _claim(article: Article, data: dict[str, Any]) -> FoundClaim:
    claim = find_figures(article).claim(_text(data, "claim"))
    if claim is None:
        raise Refused(_("Văn bản đã đổi; hãy thử lại."))
    return claim


def _indicator_json(indicator: Indicator) -> dict[str, str]:
    within = indicator.parent.name if indicator.parent else ""
    return {"code": indicator.code, "name": indicator.name, "unit": str(indicator.unit), "within": within}


def _read(request: HttpRequest) -> dict[str, Any] | None:
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _text(data: dict[str, Any], name: str) -> str:
    """A text of the question; what no database keeps (half a character, a null) is taken out of it."""
    given = data.get(name)
    text = "" if given is None else str(given)
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "").replace("\r\n", "\n")


def _article_as_typed(data: dict[str, Any]) -> Article:
    """The article with the words of its form, which nobody has saved yet."""
    key, release = _text(data, "article"), _text(data, "release")
    article = Article()
    if key:
        stored = (
            Article.objects.select_related("release").filter(pk=key).first()
            if key.isdecimal() and len(key) < 19
            else None
        )
        if stored is None:
            raise Http404
        article = stored
    for name in ("title", "lead", "source"):
        setattr(article, name, _text(data, name))
    article.body = clean_body(_text(data, "body"))
    if release != str(article.release_id or ""):
        article.release = Release.objects.filter(pk=release).first() if _is_key(release) else None
    return article


def _is_key(text: str) -> bool:
    return text.isdecimal() and len(text) < 19
