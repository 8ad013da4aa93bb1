"""Tags and authors in the admin: what gathers articles besides their section."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from indicators.admin.catalogue import IN_ENGLISH, FixedOnceUsed
from indicators.admin.search import FoldedSearch
from reports.models import Author, Tag
from reports.slugs import slug_of


class TagForm(forms.ModelForm):
    """Makes the address from the name where it is left empty."""

    class Meta:
        model = Tag
        fields = ("name_vi", "slug", "description_vi", "name_en", "description_en")
        help_texts = {"slug": gettext_lazy("Tự đặt theo tên khi để trống.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "slug" in self.fields and not cleaned.get("slug") and "slug" not in self.errors:
            cleaned["slug"] = slug_of(cleaned.get("name_vi", ""))[:80].strip("-")
        return cleaned


@admin.register(Tag)
class TagAdmin(FixedOnceUsed, FoldedSearch):
    """The address of a tag that articles bear stays, because readers keep it."""

    form = TagForm
    fixed_fields = ("slug",)
    list_display = ("name_vi", "name_en", "slug", "article_count")
    folded_fields = ("name_vi", "name_en", "slug")
    fieldsets = (
        (None, {"fields": ("name_vi", "slug", "description_vi")}),
        (IN_ENGLISH, {"fields": ("name_en", "description_en")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    def has_delete_permission(self, request: HttpRequest, obj: Tag | None = None) -> bool:
        """Editions are never altered: a tag that one of them bears stays."""
        return super().has_delete_permission(request, obj) and (obj is None or not self.is_used(obj))

    @admin.display(description=gettext_lazy("số bài"), ordering="article_count")
    def article_count(self, tag: Any) -> int:
        return tag.article_count


@admin.register(Author)
class AuthorAdmin(FoldedSearch):
    """Authors come from bylines; here something is said of them."""

    list_display = ("name", "slug")
    folded_fields = ("name", "slug")
    readonly_fields = ("name", "slug")
    fieldsets = (
        (None, {"fields": ("name", "slug", "description_vi")}),
        (IN_ENGLISH, {"fields": ("description_en",)}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Author | None = None) -> bool:
        return False
