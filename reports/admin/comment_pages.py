"""Comments beside the article's text: the list, the address that takes what is said, and where each one stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reports.admin.article_pages import ArticlePages
from reports.anchors import Anchor
from reports.models import Article
from reports.rich_text import clean_body
from reports.services import commenting
from reports.services.commenting import CommentRefused, PlacedThread, placed_threads, texts_of

PANEL = "comments_on_text"


class CommentPages(ArticlePages):
    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(require_POST(self.comment))
        return [path("<int:pk>/comments/", page, name="reports_article_comments"), *super().get_urls()]

    def comment(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Takes what is said; answers a script with the list and its places, anybody else with the page again."""
        article = self.article_to_see(request, pk)
        if not request.user.has_perm("reports.add_comment"):
            raise PermissionDenied
        problem = ""
        try:
            done = self._take(request, article)
        except CommentRefused as refusal:
            done, problem = "", str(refusal)
        if "application/json" not in request.headers.get("Accept", ""):
            if done or problem:
                messages.add_message(request, messages.ERROR if problem else messages.SUCCESS, problem or done)
            page = "reports_article_review" if request.POST.get("from") == "review" else "reports_article_change"
            return HttpResponseRedirect(reverse(f"admin:{page}", args=[article.pk]) + "#comments")
        shown = request.POST if "body" in request.POST else None
        threads = placed_threads(article, _texts(article, shown))
        answer = {"html": self.comment_list(request, article, threads), "places": places_of(threads), "said": done}
        return JsonResponse({**answer, "problem": problem}, status=422 if problem else 200)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*super().get_readonly_fields(request, obj), PANEL)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """An article that stands has its comments beside the text."""
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj is None else [(title, _beside_text(dict(options))) for title, options in fieldsets]

    @admin.display(description=gettext_lazy("nhận xét"))
    def comments_on_text(self, article: Any) -> SafeString | str:
        """The panel that `render_change_form` made for the person who looks."""
        return getattr(article, "comment_panel", "—")

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        article: Article | None = kwargs.get("obj")
        form = context["adminform"].form
        if article is not None:
            shown = {name: form[name].value() or "" for name in ("title", "lead", "body") if name in form.fields}
            threads = placed_threads(article, _texts(article, shown or None))
            form.instance.comment_panel = self._panel(request, article, threads)
        return super().render_change_form(request, context, *args, **kwargs)

    def comment_list(
        self, request: HttpRequest, article: Article, threads: list[PlacedThread], *, page: str = "form"
    ) -> str:
        """The threads as a list, those that are open first."""
        context = {
            "open": [each for each in threads if not each.thread.is_resolved],
            "resolved": [each for each in threads if each.thread.is_resolved],
            "may_comment": request.user.has_perm("reports.add_comment"),
            "page": page,
            "article": article,
        }
        return render_to_string("admin/reports/comment_list.html", context, request)

    def _panel(self, request: HttpRequest, article: Article, threads: list[PlacedThread]) -> SafeString:
        return format_html(
            '<comment-panel url="{}" places="{}" told="{}">{}</comment-panel>',
            reverse("admin:reports_article_comments", args=[article.pk]),
            json.dumps(places_of(threads)),
            json.dumps({"failed": _("Chưa gửi được lời nhận xét. Hãy thử lại."), "choose": _("Đoạn được nhận xét:")}),
            render_to_string(
                "admin/reports/comment_panel.html",
                {
                    "list": SafeString(self.comment_list(request, article, threads)),
                    "may_comment": request.user.has_perm("reports.add_comment"),
                },
                request,
            ),
        )

    def _take(self, request: HttpRequest, article: Article) -> str:
        """Do what the button says; gives what to say of it. Raises `CommentRefused`."""
        said, person = request.POST, request.user
        action = said.get("action", "")
        if action == "start":
            anchor = Anchor(said.get("quote", ""), said.get("prefix", ""), said.get("suffix", ""))
            part = said.get("part", "")
            commenting.start_thread(article, person, part=part, anchor=anchor, text=said.get("text", ""))  # type: ignore[arg-type]
            return _("Đã gửi nhận xét.")
        if action not in ("reply", "resolve", "reopen"):
            return ""
        number = said.get("thread", "")
        thread = get_object_or_404(article.comment_threads, pk=number if number.isdecimal() else 0)
        if action == "reply":
            commenting.reply(thread, person, said.get(f"text-{thread.pk}", "") or said.get("text", ""))  # type: ignore[arg-type]
            return _("Đã trả lời.")
        if action == "resolve":
            commenting.resolve(thread, person)  # type: ignore[arg-type]
            return _("Đã đánh dấu là giải quyết xong.")
        commenting.reopen(thread)
        return _("Đã mở lại nhận xét.")


def _beside_text(options: dict[str, Any]) -> dict[str, Any]:
    rows = [
        (row[0], PANEL, *row[1:]) if isinstance(row, tuple | list) and row[0] == "body" else row
        for row in options["fields"]
    ]
    return {**options, "fields": tuple(rows)}


def places_of(threads: list[PlacedThread]) -> dict[str, list[dict[str, Any]]]:
    """The places of open threads by the thread's key, for the script that draws them."""
    return {
        str(each.thread.pk): [place.as_json() for place in each.places]
        for each in threads
        if not each.thread.is_resolved
    }


def _texts(article: Article, shown: Mapping[str, Any] | None) -> dict[str, commenting.Text]:
    """The texts that the page shows, which may be ahead of what is stored."""
    if shown is None:
        return texts_of(article.title, article.lead, article.body)
    return texts_of(str(shown.get("title", "")), str(shown.get("lead", "")), clean_body(str(shown.get("body", ""))))
