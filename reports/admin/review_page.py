"""The page of those who review: the text to be read, not edited, with its comments, what changed, and the steps."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.admin.article_form import newest_edition
from reports.admin.comment_pages import CommentPages
from reports.admin.figure_panel import shown_differing
from reports.admin.steps import STEP_FIELD, shown_steps, take
from reports.marked_text import marked_html
from reports.models import Article, Edition, StepName
from reports.passages import Block
from reports.services.checklist import checklist_of
from reports.services.commenting import PlacedThread, placed_threads, texts_of
from reports.services.editions import keep_edition
from reports.services.found_figures import checked_of, find_figures
from reports.services.visibility import effective_state, visibility_of
from reports.workflow import StepRefused


class ReviewPage(CommentPages):
    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.review_page)
        return [path("<int:pk>/review/", page, name="reports_article_review"), *super().get_urls()]

    def review_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The working copy as it was last saved; its steps act on exactly what is shown."""
        article = self.article_to_see(request, pk)
        if request.method == "POST":
            return self._taken(request, article)
        newest = newest_edition(article) or keep_edition(article, actor=None)
        texts = texts_of(article.title, article.lead, article.body)
        threads = placed_threads(article, texts)
        found = find_figures(article)
        context = self.page_context(
            request,
            article,
            _("Duyệt bài"),
            newest=newest,
            visibility=visibility_of(article),
            effective_state=effective_state(article),
            steps=shown_steps(article, request.user) if self.has_change_permission(request, article) else [],  # type: ignore[arg-type]
            step_field=STEP_FIELD,
            shown=shown_text(article, threads),
            tables=[table.table_description for table in article.statistics_tables.all()],
            comments=SafeString(self.comment_list(request, article, threads, page="review")),
            open_comments=sum(not each.thread.is_resolved for each in threads),
            differing=shown_differing(found),
            checklist=checklist_of(article, checked=checked_of(found)),
            compared_with=editions_to_compare(article, newest),
            may_comment=request.user.has_perm("reports.add_comment"),
            taken=list(article.workflow_events.select_related("actor").newest_first()[:20]),  # type: ignore[attr-defined]
        )
        return TemplateResponse(request, "admin/reports/article_review.html", context)

    def _taken(self, request: HttpRequest, article: Article) -> HttpResponse:
        """Take the step whose button was pressed, unless another edition came since the page was read."""
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        page = reverse("admin:reports_article_review", args=[article.pk])
        try:
            with transaction.atomic():
                Article.objects.select_for_update().get(pk=article.pk)
                if request.POST.get("seen_edition") != str(newest_number(article)):
                    raise StepRefused(_("Bài vừa có bản mới hơn; hãy đọc lại rồi thực hiện bước bạn chọn."))
                said = take(request.POST.get(STEP_FIELD, ""), article, actor=request.user, data=request.POST)  # type: ignore[arg-type]
        except StepRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, said)
        return HttpResponseRedirect(page)


def shown_text(article: Article, threads: list[PlacedThread]) -> dict[str, SafeString]:
    """Title, lead and body with the passages marked that are commented on."""
    texts = texts_of(article.title, article.lead, article.body)
    marks = [(str(each.thread.pk), place) for each in threads if not each.thread.is_resolved for place in each.places]
    shown = {
        part: SafeString(
            marked_html(escape(text), [_plain(text, part)], [mark for mark in marks if mark[1].part == part])
        )
        for part, text in (("title", article.title), ("lead", article.lead))
    }
    in_body = [mark for mark in marks if mark[1].part == "body"]
    return {**shown, "body": SafeString(marked_html(article.body, texts["body"].blocks, in_body))}


def editions_to_compare(article: Article, newest: Edition) -> list[tuple[str, int]]:
    """Editions that a reviewer may know, each with what it is to them: the public one, the one last dealt with."""
    found: list[tuple[str, int]] = []
    public = visibility_of(article).edition
    if public is not None and public.number != newest.number:
        found.append((_("So với bản đang công khai"), public.number))
    steps = article.workflow_events.filter(step__in=[StepName.SEND_BACK, StepName.PUBLISH, StepName.SUBMIT])  # type: ignore[attr-defined]
    numbers = steps.exclude(edition_number=newest.number).newest_first().values_list("edition_number", flat=True)
    last = numbers.first()
    if last is not None and last not in [number for _label, number in found]:
        found.append((_("So với bản ở bước trước"), last))
    return found


def newest_number(article: Article) -> int | None:
    return article.editions.order_by("-number").values_list("number", flat=True).first()


def _plain(text: str, part: str) -> Block:
    """A plain text as a block of its own escaped form."""
    spans, position = [], 0
    for character in text:
        length = len(escape(character))
        spans.append((position, position + length))
        position += length
    return Block(text, part=part, html=tuple(spans))  # type: ignore[arg-type]
