"""Two people saved one article: the page where the second sees both versions and joins them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from reports.admin import article_versions as versions
from reports.admin.article_form import author_name, newest_edition
from reports.admin.article_pages import ArticlePages
from reports.admin.steps import STEP_FIELD
from reports.article_merge import SETS, Merge, Place, Unsettled, merge_versions
from reports.body_parts import text_of
from reports.form_content import FormContent
from reports.models import Article, Autosave, Edition, Image, Language, Section
from reports.services import autosaving
from reports.services.edition_comparison import field_label
from reports.services.table_comparison import table_words
from reports.text_differences import Piece, word_difference
from reports.three_way import Side


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A place as people see it: what each side made of it, against what both began from."""

    place: Place
    label: str
    mine: list[Piece]
    theirs: list[Piece]
    chosen: str = ""
    is_missing: bool = False

    @property
    def side(self) -> Side:
        return self.place.segment.side


class MergePages(ArticlePages):
    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.merge_page)
        return [path("<int:pk>/merge/<int:number>/", page, name="reports_article_merge"), *super().get_urls()]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Who is about to save waits for whoever is saving: what is read then is what is saved over."""
        if request.method == "POST" and object_id.isdecimal() and transaction.get_connection().in_atomic_block:
            list(Article.objects.select_for_update().filter(pk=object_id).values_list("pk"))
        return super().get_object(request, object_id, from_field)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A save over another's edition goes to the page that joins both; what was sent is kept on the way."""
        if request.method == "POST" and object_id is not None and object_id.isdecimal():
            article = Article.objects.filter(pk=object_id).first()
            if article is not None and self.has_change_permission(request, article) and _is_stale(request, article):
                kept = self._kept_aside(request, article)
                if request.POST.get(STEP_FIELD):
                    messages.warning(request, _("Chưa thực hiện bước bạn chọn, vì bài đã có bản mới hơn."))
                return HttpResponseRedirect(merge_url(article, kept))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def merge_page(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        article = self.article_to_write(request, pk)
        kept = autosaving.recovered(request.user, article, number)  # type: ignore[arg-type]
        theirs = newest_edition(article)
        if kept is None or theirs is None:
            return HttpResponseRedirect(reverse("admin:reports_article_change", args=[article.pk]))
        content = FormContent(kept.content)
        base = _edition(article, content.number("seen_edition"))
        merge = merge_versions(
            versions.version_before(base, content),
            versions.version_of_form(content),
            versions.version_of_edition(theirs, versions.beside_editions(article)),
        )
        missing: list[str] = []
        if request.method == "POST":
            if request.POST.get("theirs") == str(theirs.number):
                try:
                    return self._joined(request, article, kept, theirs, merge.settled(request.POST.dict()))
                except Unsettled as unsettled:
                    missing = unsettled.keys
            else:
                messages.warning(request, _("Vừa có thêm một bản mới; hãy xem lại các chỗ bên dưới."))
        context = self.page_context(
            request,
            article,
            _("Ghép hai bản"),
            kept=kept,
            theirs=theirs,
            author=author_name(theirs),
            base=base,
            places=shown_places(merge, request.POST.dict(), missing),
            missing=missing,
            conflicts=len(merge.conflicts),
        )
        return TemplateResponse(request, "admin/reports/article_merge.html", context)

    def _joined(
        self, request: HttpRequest, article: Article, kept: Autosave, theirs: Edition, version: Mapping[str, Any]
    ) -> HttpResponse:
        """Save the joined version through the form itself, or open it there to be written on."""
        before = FormContent(kept.content)
        content = versions.content_of_version(version, before, article, theirs, versions.rows_by_item(before))
        note = content.one("edition_note") or _("Ghép với bản số %(number)d") % {"number": theirs.number}
        content = content.having({"edition_note": [note], "draft_key": [str(kept.draft_key)]})
        page = reverse("admin:reports_article_change", args=[article.pk])
        if request.POST.get("action") == "open":
            autosaving.autosave(request.user, kept.draft_key, content, article=article)  # type: ignore[arg-type]
            return HttpResponseRedirect(f"{page}?recover={kept.pk}")
        data = content.as_data()
        data["_continue"] = "1"
        request.POST = data  # type: ignore[assignment]
        return self.changeform_view(request, str(article.pk), page)

    def _kept_aside(self, request: HttpRequest, article: Article) -> Autosave:
        content = FormContent.of_post(request.POST)
        person: Any = request.user
        try:
            return autosaving.autosave(person, UUID(content.one("draft_key")), content, article=article)
        except (ValueError, autosaving.PageFinished):
            # A page that was gone back to after it had been saved.
            return autosaving.autosave(person, uuid4(), content, article=article)


def merge_url(article: Article, kept: Autosave) -> str:
    return reverse("admin:reports_article_merge", args=[article.pk, kept.pk])


def shown_places(merge: Merge, choices: Mapping[str, str], missing: Iterable[str]) -> list[ShownPlace]:
    """What differs, in the order of the article: what has to be chosen, and what is joined already."""
    unsettled = set(missing)
    shown = []
    for place in merge.places:
        if place.segment.side is Side.NOBODY:
            continue
        base, mine, theirs = (_words(place.field, items) for items in _sides(place))
        shown.append(
            ShownPlace(
                place,
                _label(place.field),
                word_difference(base, mine),
                word_difference(base, theirs),
                choices.get(place.key, ""),
                place.key in unsettled,
            )
        )
    return shown


def _sides(place: Place) -> tuple[tuple[str, ...], ...]:
    segment = place.segment
    base = segment.base if versions.UNKNOWN not in segment.base else ()
    return base, segment.mine, segment.theirs


def _label(field: str) -> str:
    return field_label({"cover": "cover_id", "section": "section_id"}.get(field, field))


def _words(field: str, items: tuple[str, ...]) -> str:
    """What stands in a field as people read it."""
    if field == "body":
        return "\n".join(text_of(item) for item in items)
    if field == "tables":
        return "\n".join(table_words([json.loads(item) for item in items]))
    if field == "language":
        return ", ".join(str(Language(item).label) if item in Language.values else item for item in items)
    models: dict[str, Any] = {"cover": Image, "section": Section, "translation_of": Article}
    models |= {name: Article._meta.get_field(name).related_model for name in ("release", *SETS)}
    keys = [item for item in items if item.isdecimal()]
    if field in models:
        return ", ".join(str(row) for row in models[field].objects.filter(pk__in=keys)) if keys else ""
    return "".join(items)


def _is_stale(request: HttpRequest, article: Article) -> bool:
    newest = newest_edition(article)
    return newest is not None and request.POST.get("seen_edition") != str(newest.number)


def _edition(article: Article, number: int | None) -> Edition | None:
    return article.editions.filter(number=number).first() if number else None
