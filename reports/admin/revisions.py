"""Revised figures in the admin: the list of flags, and the page on which those of an article are answered."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.admin.recorded import badge, shown_moment
from reports.admin.revision_desk import ANSWER_FIELD, DeskForm, allowed_to, answer_flags, desk_rows
from reports.models import Article, FlagState, RevisionFlag
from reports.services.free_words import free_wordings
from reports.services.revision_flags import AnswerRefused, open_flags, shown_new, shown_old, subject_of
from reports.services.revision_watch import watch

_BADGES = {FlagState.OPEN: "embargoed", FlagState.UPDATED: "public", FlagState.CORRECTED: "public"}
SHOWN_ANSWERS = 30


@admin.register(RevisionFlag)
class RevisionFlagAdmin(admin.ModelAdmin):
    list_display = ("article_shown", "subject", "change", "sentence_shown", "state_shown", "revised")
    list_display_links = None
    list_filter = ("state", "article__section", "indicator__topic")
    list_select_related = ("article", "indicator__unit", "area", "revision", "resolved_by")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("article__title", "indicator__name_vi", "sentence")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        desk = path("article/<int:pk>/", self.admin_site.admin_view(self.desk), name="reports_revisionflag_desk")
        return [desk, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        watch()
        return super().changelist_view(request, extra_context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A flag is answered on the page of its article."""
        flag = get_object_or_404(RevisionFlag, pk=unquote(object_id))
        return HttpResponseRedirect(desk_url(flag.article_id))

    def desk(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The open flags of an article, the ways to answer them, and what was answered before."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        article = get_object_or_404(Article.objects.select_related("section", "release"), pk=pk)
        if request.method == "GET":
            watch()
        flags = open_flags(article)
        answer = request.POST.get(ANSWER_FIELD, "")
        form = DeskForm(article, flags, request.POST if answer else None)
        if answer:
            try:
                said = answer_flags(form, article, answer, actor=request.user)  # type: ignore[arg-type]
            except AnswerRefused as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, said)
                self.log_change(request, article, said)
                return HttpResponseRedirect(desk_url(article.pk))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Số liệu đã sửa trong bài"),
            "article": article,
            "form": form,
            "rows": desk_rows(article, flags, form),
            "free": free_wordings(article, flags),
            "allowed": allowed_to(request.user, article, flags),  # type: ignore[arg-type]
            "is_public": Article.objects.public().filter(pk=article.pk).exists(),
            "answered": _answered(article),
        }
        return TemplateResponse(request, "admin/reports/revision_desk.html", context)

    @admin.display(description=gettext_lazy("bài viết"), ordering="article__title")
    def article_shown(self, flag: RevisionFlag) -> SafeString:
        return format_html('<a href="{}">{}</a>', desk_url(flag.article_id), flag.article.title)

    @admin.display(description=gettext_lazy("số liệu"))
    def subject(self, flag: RevisionFlag) -> str:
        return subject_of(flag)

    @admin.display(description=gettext_lazy("khi đăng → hiện nay"))
    def change(self, flag: RevisionFlag) -> SafeString:
        return format_html("<del>{}</del> <ins>{}</ins>", shown_old(flag), shown_new(flag))

    @admin.display(description=gettext_lazy("câu"))
    def sentence_shown(self, flag: RevisionFlag) -> str:
        if flag.table_position is not None:
            return _("Bảng: %(caption)s") % {"caption": flag.sentence}
        return flag.sentence

    @admin.display(description=gettext_lazy("trạng thái"), ordering="state")
    def state_shown(self, flag: RevisionFlag) -> SafeString:
        return badge(_BADGES.get(FlagState(flag.state), "hidden"), flag.get_state_display())

    @admin.display(description=gettext_lazy("sửa lúc"), ordering="revision__revised_at")
    def revised(self, flag: RevisionFlag) -> str:
        return shown_moment(flag.revision.revised_at)


def desk_url(article_id: int) -> str:
    return reverse("admin:reports_revisionflag_desk", args=[article_id])


def _answered(article: Article) -> QuerySet[RevisionFlag]:
    flags = RevisionFlag.objects.filter(article=article).exclude(state=FlagState.OPEN)
    return flags.select_related("indicator__unit", "area", "resolved_by").order_by("-resolved_at")[:SHOWN_ANSWERS]
