"""The address that an open article says it is open at, and the answer: who else is here, and what they saved."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from indicators.admin.recorded import shown_moment
from reports.admin.article_form import author_name, newest_edition
from reports.admin.article_pages import ArticlePages
from reports.models import Article, Presence
from reports.services.presence import be_present, leave, others_present


class PresencePages(ArticlePages):
    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(require_POST(self.presence))
        return [path("<int:pk>/presence/", page, name="reports_article_presence"), *super().get_urls()]

    def presence(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Says who else is here, and whether an edition came that the page has not seen."""
        article = self.article_to_write(request, pk)
        person: Any = request.user
        if "leave" in request.POST:
            leave(article, person)
            return HttpResponse(status=204)
        be_present(article, person)
        return JsonResponse(
            {
                "people": told(others_present(article, person)),
                "newer": newer_told(article, request.POST.get("seen_edition", "")),
            }
        )

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        article: Article | None = kwargs.get("obj")
        if article is not None and self.has_change_permission(request, article):
            person: Any = request.user
            be_present(article, person)
            context |= {
                "people_here": told(others_present(article, person)),
                "presence_url": reverse("admin:reports_article_presence", args=[article.pk]),
            }
        return super().render_change_form(request, context, *args, **kwargs)


def told(people: list[Presence]) -> str:
    """A sentence that names who is here and since when; empty where nobody is."""
    if not people:
        return ""
    names = ", ".join(
        _("%(name)s (từ %(time)s)")
        % {
            "name": here.user.get_full_name() or here.user.get_username(),
            "time": date_format(timezone.localtime(here.since), "H:i"),
        }
        for here in people
    )
    return _("Cũng đang mở bài này: %(names)s.") % {"names": names}


def newer_told(article: Article, seen: str) -> str:
    """A sentence about an edition that was saved since the page was opened; empty where there is none."""
    newest = newest_edition(article)
    if newest is None or not seen.isdecimal() or str(newest.number) == seen:
        return ""
    return _("%(name)s đã lưu bản số %(number)d lúc %(moment)s. Khi bạn lưu, hai bản sẽ được ghép lại.") % {
        "name": author_name(newest),
        "number": newest.number,
        "moment": shown_moment(newest.created_at),
    }
