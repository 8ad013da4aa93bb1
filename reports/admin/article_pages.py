"""What the pages of one article beside its form have in common: who may open them, what stands around them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from reports.models import Article


class ArticlePages(admin.ModelAdmin):
    """For classes that add pages to the admin of articles."""

    def article_to_see(self, request: HttpRequest, pk: int) -> Article:
        """The article, for whoever may see articles; raises `Http404` or `PermissionDenied`."""
        article = _article(pk)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        return article

    def article_to_write(self, request: HttpRequest, pk: int) -> Article:
        """The article, for whoever may change articles; raises `Http404` or `PermissionDenied`."""
        article = _article(pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        return article

    def page_context(self, request: HttpRequest, article: Article, title: str, **more: Any) -> dict[str, Any]:
        """What every page of the admin's templates asks for."""
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "article": article,
            "opts": self.opts,
            "may_write": self.has_change_permission(request, article),
            **more,
        }


def _article(pk: int) -> Article:
    article = Article.objects.select_related("section", "created_by", "release").filter(pk=pk).first()
    if article is None:
        raise Http404
    return article
