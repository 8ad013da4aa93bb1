"""The articles that a text may link to, as its editor's dialog lists them."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils import timezone

from reports.models import Article
from reports.services.internal_links import target_of

FOUND_AT_ONCE = 12


class LinkPages(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        page = path("pick/", self.admin_site.admin_view(self.pick), name="reports_article_pick")
        return [page, *super().get_urls()]

    def pick(self, request: HttpRequest) -> HttpResponse:
        """Articles whose titles have the words of the query, newest first, each with whether readers see it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        articles = Article.objects.select_related("release").defer("body").order_by("-updated_at", "-pk")
        found, _distinct = self.get_search_results(request, articles, request.GET.get("q", "").strip())
        own = request.GET.get("for", "")
        rows = found.exclude(pk=own) if own.isdigit() else found
        now = timezone.now()
        context = {"articles": [(row, target_of(row, at=now)) for row in rows[:FOUND_AT_ONCE]]}
        return HttpResponse(render_to_string("admin/reports/article_choices.html", context))
