"""The front page in the admin: how it stands in each language, what is pinned to it, what its figures are chosen by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.admin.recorded import shown_moment
from indicators.services.headlines import MOST_HEADLINES
from reports.admin.front_page_forms import (
    FiguresForm,
    PlaceForm,
    PlaceForms,
    place_name,
    rearranged,
    rows_of_pins,
    rows_of_post,
    with_articles_first,
)
from reports.admin.front_page_shown import shown_figures, shown_language
from reports.admin.front_page_words import told_change, told_figures
from reports.models import Article, FrontPage, HeadlinesBy, Language
from reports.services.front_figures import chosen_indicators, headlines_by, set_figures
from reports.services.front_holding import ONLY, SET, FrontRefused, SetMeanwhile
from reports.services.front_pins import may_be_pinned, pins_of, set_pins
from reports.templatetags.people import person

FIGURES = "figures"
PIN = "pin"
SHOWN_CHANGES = 12

T = TypeVar("T")


@dataclass(slots=True)
class _Asked:
    """What the page shows instead of what is set: rows that somebody typed, and the button to go on with.

    `mark`: what they saw of `part`, until they are told that somebody else has set it since.
    """

    places: dict[str, PlaceForms]
    figures: FiguresForm | None = None
    focus: str = ""
    part: str = ""
    mark: str = ""

    def mark_of(self, part: str) -> str:
        return self.mark if part == self.part else ""


@admin.register(FrontPage)
class FrontPageAdmin(admin.ModelAdmin):
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm(SET))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one, and one page for it."""
        return HttpResponseRedirect(front_url())

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Both languages and the figures. A POST sets one of them, or rearranges its rows without setting anything."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = _Asked({})
        if request.method == "POST":
            part = request.POST.get("part", "")
            asked.part, asked.mark = part, request.POST.get("mark", "")
            is_set = False
            if part in Language.values:
                is_set = self._set_language(request, part, asked)
            elif part == FIGURES:
                is_set = self._set_figures(request, asked)
            if is_set:
                return HttpResponseRedirect(f"{front_url()}#{part}")
        elif PIN in request.GET:
            _propose(request, asked)
        return TemplateResponse(request, "admin/reports/front_page.html", self._context(request, asked))

    def _set_language(self, request: HttpRequest, language: str, asked: _Asked) -> bool:
        data = request.POST
        if move := data.get("move", ""):
            rows, asked.focus = rearranged(rows_of_post(language, data), move)
            asked.focus = f"{language}:{asked.focus}"
            asked.places[language] = PlaceForms.of_rows(language, rows, is_unsaved=True)
            return False
        forms = asked.places[language] = PlaceForms.of_post(language, data)
        if not forms.are_valid():
            messages.error(request, _("Chưa lưu: hãy sửa những chỗ đánh dấu dưới đây."))
            return False
        changes = self._result_of(set_pins, request, asked, language, forms.pins)
        if changes is None:
            return False
        told = " ".join(told_change(each) for each in changes)
        self._tell(request, f"{Language(language).label}: {told}" if told else "")
        return True

    def _set_figures(self, request: HttpRequest, asked: _Asked) -> bool:
        form = asked.figures = FiguresForm(chosen_indicators(), request.POST)
        if not form.is_valid():
            messages.error(request, _("Chưa lưu: hãy sửa những chỗ đánh dấu dưới đây."))
            return False
        by, before = HeadlinesBy(form.cleaned_data["by"]), headlines_by()
        was = [each.pk for each in form.chosen]
        changed = self._result_of(set_figures, request, asked, by, form.ordered)
        if changed is None:
            return False
        gone = [row for row in changed if row.is_headline]
        come = [row for row in changed if not row.is_headline]
        self._tell(
            request, told_figures(by, before, come=come, gone=gone, is_reordered=form.ordered[: len(was)] != was)
        )
        return True

    def _result_of(
        self, setting: Callable[..., list[T]], request: HttpRequest, asked: _Asked, *what: object
    ) -> list[T] | None:
        """What became different, or None where nothing could be set, which the person is told."""
        try:
            return setting(*what, actor=request.user, mark=asked.mark)
        except SetMeanwhile:
            self._say_set_meanwhile(request)
            asked.mark = ""
        except FrontRefused as refusal:
            messages.error(request, str(refusal))
        return None

    def _tell(self, request: HttpRequest, said: str) -> None:
        """Say what became different and keep it in the history, or that nothing did."""
        if said:
            self.log_change(request, FrontPage.objects.get(pk=ONLY), said)
            messages.success(request, said)
        else:
            messages.info(request, _("Trang chủ vẫn như cũ."))

    def _say_set_meanwhile(self, request: HttpRequest) -> None:
        # Not that the last did it: figures are set on an indicator's own page too, which is not told here.
        said = _("Trong lúc bạn xem, phần này đã đổi.")
        if last := _changes().first():
            last_change = _("Lần sửa trang chủ gần nhất: %(person)s, %(moment)s: %(what)s") % {
                "person": person(last.user),
                "moment": shown_moment(last.action_time),
                "what": last.get_change_message(),
            }
            said = f"{said} {last_change}"
        kept = _("Những gì bạn chọn còn nguyên dưới đây, chưa lưu. Xem lại, rồi bấm “Lưu” lần nữa nếu vẫn muốn thế.")
        messages.error(request, f"{said} {kept}")

    def _context(self, request: HttpRequest, asked: _Asked) -> dict[str, Any]:
        now = timezone.now()
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Trang chủ của cổng tin"),
            "languages": [
                shown_language(code, asked.places.get(code), asked.mark_of(code), now) for code in Language.values
            ],
            "figures": shown_figures(asked.figures, asked.mark_of(FIGURES), now),
            "most_figures": MOST_HEADLINES,
            "focus": asked.focus,
            "log": _changes()[:SHOWN_CHANGES],
            "zone": timezone.get_current_timezone_name(),
            "media": self.media + PlaceForm("vi").media,
        }


def front_url() -> str:
    return reverse("admin:reports_frontpage_changelist")


def _propose(request: HttpRequest, asked: _Asked) -> None:
    """Articles that somebody wants on the front page, put before those that stand there; nothing is set yet."""
    keys = [int(part) for part in request.GET.get(PIN, "").split(".") if part.isdecimal() and len(part) < 18]
    articles = Article.objects.defer("body").in_bulk(keys)
    for language in Language.values:
        wanted = [
            articles[key] for key in dict.fromkeys(keys) if key in articles and articles[key].language == language
        ]
        for article in wanted:
            if reason := may_be_pinned(article, language):
                messages.error(request, reason)
        keys_of_language = [article.pk for article in wanted if not may_be_pinned(article, language)]
        if not keys_of_language:
            continue
        pins = pins_of(language)
        rows, left = with_articles_first(rows_of_pins(pins), keys_of_language)
        for pin in pins:
            if pin.article_id in keys_of_language:
                said = _("“%(title)s” đã được ghim: %(place)s.")
                messages.info(request, said % {"title": pin.article.title, "place": place_name(pin.place).lower()})
        titles = {str(pin.article_id): pin.article.title for pin in pins} | {str(a.pk): a.title for a in wanted}
        for row in left:
            messages.warning(request, _("Không còn chỗ cho “%(title)s”.") % {"title": titles[row["article"]]})
        is_unsaved = rows != rows_of_pins(pins)
        asked.places[language] = PlaceForms.of_rows(language, rows, is_unsaved=is_unsaved)


def _changes() -> Any:
    """What was set, newest first."""
    kind = ContentType.objects.get_for_model(FrontPage)
    return LogEntry.objects.filter(content_type=kind).select_related("user").order_by("-action_time", "-pk")
