"""A release's page with the button that writes a first draft of an article from its figures."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from indicators.admin.releases import ReleaseAdmin
from indicators.models import Release
from reports.services.drafting import ADD, DraftRefused, draft_article

# The data's own admin knows nothing of articles; here its page of a release learns of them.
admin.site.unregister(Release)


@admin.register(Release)
class DraftingReleaseAdmin(ReleaseAdmin):
    change_form_template = "admin/reports/release_change_form.html"

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.draft_view)
        return [path("<int:pk>/draft/", page, name="reports_release_draft"), *super().get_urls()]

    def draft_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Writes a draft and opens it; a refusal is told on the release's page."""
        if not request.user.has_perm(ADD):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponse(status=405, headers={"Allow": "POST"})
        release = get_object_or_404(Release, pk=pk)
        try:
            article = draft_article(release, actor=request.user)  # type: ignore[arg-type]
        except DraftRefused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("admin:indicators_release_change", args=[pk]))
        messages.success(request, _("Đã viết bản nháp từ số liệu. Mọi số trong nội dung đã gắn; hãy đọc và sửa lời."))
        return HttpResponseRedirect(reverse("admin:reports_article_change", args=[article.pk]))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        release: Release | None = kwargs.get("obj")
        if release is not None:
            context |= {
                "may_draft": request.user.has_perm(ADD),
                "drafted": list(release.articles.only("pk", "title", "release").order_by("pk")),
            }
        return super().render_change_form(request, context, *args, **kwargs)
