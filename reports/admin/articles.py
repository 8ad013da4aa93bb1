"""Articles in the admin: writing, what the public sees, and the steps from draft to withdrawal."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import workflow
from reports.admin.article_form import ArticleForm, newest_edition
from reports.admin.article_list import STATE_BADGES, ArticleList
from reports.admin.attachments import AttachmentInline
from reports.admin.body_editor import editor_texts
from reports.admin.calendar_page import CalendarPage
from reports.admin.edition_pages import SHOWN_EDITIONS
from reports.admin.figure_pages import FigurePages
from reports.admin.figure_panel import Leave, panel_element, panel_texts, shown_differing
from reports.admin.figure_steps import FigureSteps
from reports.admin.front_links import FrontLinks
from reports.admin.media import picture
from reports.admin.newsroom import Newsroom
from reports.admin.saved_filter_pages import SavedFilterPages
from reports.admin.statistics_tables import TableInline, TablePreviewPages
from reports.admin.steps import STEP_FIELD, shown_steps, take
from reports.admin.translation_list import TranslationList, shown_translations
from reports.admin.translation_pages import TranslationPages
from reports.admin.writing_pages import WritingPages
from reports.models import Article
from reports.services.editions import keep_edition
from reports.services.found_figures import find_figures
from reports.services.steps_taken import note_on
from reports.services.visibility import Standing, effective_state, standing_of, visibility_of
from reports.workflow import StepRefused


@admin.register(Article)
class ArticleAdmin(
    ArticleList,
    FrontLinks,
    SavedFilterPages,
    CalendarPage,
    TranslationPages,
    TranslationList,
    WritingPages,
    TablePreviewPages,
    FigurePages,
    FigureSteps,
    Newsroom,
    admin.ModelAdmin,
):
    form = ArticleForm
    inlines = (TableInline, AttachmentInline)
    change_form_template = "admin/reports/article_change_form.html"
    autocomplete_fields = ("translation_of", "cover", "indicators", "tags")
    readonly_fields = ("cover_shown", "figures_in_text")
    fieldsets = (
        (None, {"fields": ("title", "slug", ("section", "language"), "tags", "lead", ("body", "figures_in_text"))}),
        (gettext_lazy("Tác giả và nguồn"), {"fields": ("byline", "source")}),
        (gettext_lazy("Ảnh bìa"), {"fields": ("cover", "cover_shown", "cover_caption")}),
        (gettext_lazy("Liên hệ với số liệu"), {"fields": ("release", "indicators")}),
        (gettext_lazy("Bản dịch"), {"classes": ("collapse",), "fields": ("translation_of",)}),
        (None, {"fields": ("edition_note", "seen_edition", "seen_beside", "draft_key")}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        may_write = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return fieldsets if may_write else fieldsets[:-1]

    def view_on_site(self, obj: Article) -> str | None:
        """The public page, where there is one."""
        return obj.get_absolute_url() if standing_of(obj) is Standing.PUBLIC else None

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """What was once public is withdrawn with a reason, not deleted."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or obj.published_edition_id is None)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Keep the save as an edition; the working copy then is ahead of what is public or under review."""
        super().save_related(request, form, formsets, change)
        article: Article = form.instance
        before = newest_edition(article)
        edition = keep_edition(
            article,
            actor=request.user,  # type: ignore[arg-type]
            note=form.cleaned_data.get("edition_note", ""),
        )
        if before != edition:
            workflow.go_on_writing(article, actor=request.user)  # type: ignore[arg-type]
        elif note := form.cleaned_data.get("edition_note", "").strip():
            note_on(article, edition, actor=request.user, note=note)  # type: ignore[arg-type]

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        return self._take_step(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._take_step(request, obj) or super().response_change(request, obj)

    def _take_step(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        """The step whose button saved the form; a refusal leaves the article saved and says why."""
        name = request.POST.get(STEP_FIELD)
        if not name:
            return None
        try:
            said = take(name, article, actor=request.user, data=request.POST)  # type: ignore[arg-type]
        except StepRefused as refusal:
            messages.error(request, _("Đã lưu bài, nhưng: %(reason)s") % {"reason": refusal})
        else:
            messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:reports_article_change", args=[article.pk]))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        article: Article | None = kwargs.get("obj")
        data = request.POST if request.method == "POST" else None
        may_write = self.has_change_permission(request, article) if article else self.has_add_permission(request)
        leave = Leave.of(request.user, writes=may_write)  # type: ignore[arg-type]
        found = find_figures(article) if article is not None else None
        context["adminform"].form.instance.figure_panel = panel_element(article, found, leave)
        context |= {
            "found_figures": found,
            "differing": shown_differing(found) if found else [],
            "leave": leave,
            "panel_texts": panel_texts(),
            "editor_texts": editor_texts(),
            "steps": shown_steps(article, request.user, data) if may_write else [],  # type: ignore[arg-type]
            "step_field": STEP_FIELD,
        }
        if article is not None:
            context |= {
                "visibility": visibility_of(article),
                "effective_state": effective_state(article),
                "state_badge": STATE_BADGES[effective_state(article)],
                "log": _log_of(article),
                "translations": shown_translations(article),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=gettext_lazy("số liệu thấy trong bài"))
    def figures_in_text(self, article: Any) -> SafeString | str:
        """The panel that `render_change_form` made for the person who looks."""
        return getattr(article, "figure_panel", "—")

    @admin.display(description=gettext_lazy("xem ảnh bìa"))
    def cover_shown(self, article: Article) -> SafeString | str:
        return picture(article.cover, "thumbnail thumbnail-large") if article.cover else "—"


def _log_of(article: Article) -> list[LogEntry]:
    """What was done with the article, newest first."""
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Article), object_id=str(article.pk)
    ).select_related("user")
    return list(entries.order_by("-action_time")[:SHOWN_EDITIONS])
