"""The way from an article, and from the list of articles, to a place on the front page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.admin.bulk_pages import BulkPages
from reports.admin.front_page import PIN, front_url
from reports.admin.front_page_words import told_place
from reports.models import Article
from reports.models.front_page import PLACES
from reports.services.front_holding import SET
from reports.services.front_pins import pin_of


class FrontLinks(BulkPages):
    actions = (*BulkPages.actions, "pin_many")  # type: ignore[assignment]  # one more than it began with

    @admin.action(description=gettext_lazy("Đưa lên trang chủ…"), permissions=["publish"])
    def pin_many(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        keys = list(queryset.values_list("pk", flat=True)[: PLACES + 1])
        if len(keys) > PLACES:
            said = _("Trang chủ có chỗ cho nhiều nhất %(count)d bài; hãy chọn ít hơn.") % {"count": PLACES}
            messages.error(request, said)
            return None
        return HttpResponseRedirect(_url(keys))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        article: Article | None = kwargs.get("obj")
        if article is not None and article.published_edition_id is not None and request.user.has_perm(SET):
            context["front_url"] = _url([article.pk])
            if pin := pin_of(article):
                context["front_place"] = told_place(pin)
        return super().render_change_form(request, context, *args, **kwargs)


def _url(keys: Iterable[int]) -> str:
    return f"{front_url()}?{urlencode({PIN: '.'.join(map(str, keys))})}"
