"""Saved filters in the admin: kept from the list, applied with one click, renamed, shared and deleted on their page."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reports.admin.article_filters import FilterForm
from reports.admin.article_pages import ArticlePages
from reports.models import SavedFilter
from reports.services.saved_filters import (
    SHARE,
    FilterRefused,
    change_filter,
    delete_filter,
    may_change,
    save_filter,
)


class SavedFilterPages(ArticlePages):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("filters/", view(self.filters_page), name="reports_article_filters"),
            path("filters/add/", view(require_POST(self.save_filter)), name="reports_article_filter_add"),
            path("filters/<int:pk>/", view(require_POST(self.change_filter)), name="reports_article_filter_change"),
            *super().get_urls(),
        ]

    def filters_page(self, request: HttpRequest) -> HttpResponse:
        """The person's filters and those that are shared, each with what it asks for."""
        self._refuse_strangers(request)
        filters = SavedFilter.objects.seen_by(request.user)  # type: ignore[arg-type]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Bộ lọc đã lưu"),
            "rows": [
                (saved, FilterForm(QueryDict(saved.query)).chips(), may_change(saved, request.user))  # type: ignore[arg-type]
                for saved in filters
            ],
            "may_share": request.user.has_perm(SHARE),
        }
        return TemplateResponse(request, "admin/reports/saved_filters.html", context)

    def save_filter(self, request: HttpRequest) -> HttpResponse:
        """Keep what the list asks for under the name that was typed."""
        self._refuse_strangers(request)
        query = FilterForm(QueryDict(request.POST.get("query", ""))).query
        try:
            saved = save_filter(
                owner=request.user,  # type: ignore[arg-type]
                name=request.POST.get("name", ""),
                query=query,
                is_shared=bool(request.POST.get("is_shared")),
            )
        except FilterRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Đã lưu bộ lọc “%(name)s”.") % {"name": saved.name})
        return HttpResponseRedirect(f"{reverse('admin:reports_article_changelist')}?{query}")

    def change_filter(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Rename, share or delete one, as the button says."""
        self._refuse_strangers(request)
        saved = get_object_or_404(SavedFilter.objects.seen_by(request.user), pk=pk)  # type: ignore[arg-type]
        name = saved.name
        try:
            if "delete" in request.POST:
                delete_filter(saved, actor=request.user)  # type: ignore[arg-type]
                said = _("Đã xoá bộ lọc “%(name)s”.") % {"name": name}
            else:
                change_filter(
                    saved,
                    actor=request.user,  # type: ignore[arg-type]
                    name=request.POST.get("name", ""),
                    is_shared=bool(request.POST.get("is_shared")),
                )
                said = _("Đã lưu bộ lọc “%(name)s”.") % {"name": saved.name}
        except FilterRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:reports_article_filters"))

    def _refuse_strangers(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied
