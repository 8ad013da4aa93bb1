"""Pages of an article's editions: any two side by side, and any of them made the working copy again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reports import workflow
from reports.admin.article_pages import ArticlePages
from reports.compared_texts import Compared
from reports.models import Article, Edition
from reports.services.edition_comparison import compare_editions, field_label
from reports.services.translations import mark_restored
from reports.services.visibility import visibility_of

# Of a run of unchanged paragraphs those next to a change are shown, the others behind a line that opens.
CONTEXT = 1
SHOWN_EDITIONS = SHOWN_STEPS = 20


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs that follow each other; `is_folded` where nothing changed in them and nothing near."""

    blocks: list[Compared]
    is_folded: bool


@dataclass(frozen=True, slots=True)
class ShownEdition:
    """A line of the list of editions."""

    edition: Edition
    changes: str
    before: int | None


class EditionPages(ArticlePages):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/editions/compare/", view(self.compare_page), name="reports_edition_compare"),
            path(
                "<int:pk>/editions/<int:number>/restore/",
                view(require_POST(self.restore_page)),
                name="reports_edition_restore",
            ),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        article: Article | None = kwargs.get("obj")
        if article is not None:
            steps = article.workflow_events.select_related("actor").newest_first()  # type: ignore[attr-defined]
            context |= {"editions": shown_editions(article), "taken": list(steps[:SHOWN_STEPS])}
        return super().render_change_form(request, context, *args, **kwargs)

    def compare_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Two editions named by `from` and `to`; the newest two where they are not named."""
        article = self.article_to_see(request, pk)
        editions = list(
            article.editions.select_related("created_by").only("number", "created_at", "created_by", "note", "article")
        )
        if not editions:
            raise Http404
        numbers = [edition.number for edition in editions]
        one, other = (_number(request.GET.get(name, ""), numbers, place) for name, place in (("from", 1), ("to", 0)))
        comparison = compare_editions(_edition(article, one), _edition(article, other))
        context = self.page_context(
            request,
            article,
            _("So sánh các bản"),
            editions=editions,
            comparison=comparison,
            stretches=stretches(comparison.blocks),
            unchanged_fields=[field.label for field in comparison.fields if not field.is_changed],
            newest_number=numbers[0],
            visibility=visibility_of(article),
        )
        return TemplateResponse(request, "admin/reports/edition_compare.html", context)

    def restore_page(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        article = self.article_to_write(request, pk)
        restored = workflow.restore(article, _edition(article, number), actor=request.user)  # type: ignore[arg-type]
        if restored is None:
            messages.info(request, _("Bản đang viết vốn đã giống bản số %(number)d.") % {"number": number})
        else:
            said = _("Đã khôi phục bản số %(number)d thành bản số %(new)d.") % {
                "number": number,
                "new": restored.number,
            }
            messages.success(request, said)
            mark_restored(article, number, restored, actor=request.user)  # type: ignore[arg-type]
        return HttpResponseRedirect(reverse("admin:reports_article_change", args=[article.pk]))


def stretches(blocks: list[Compared]) -> list[Stretch]:
    """The paragraphs of a comparison, long unchanged runs of them folded."""
    near = {
        place
        for index, block in enumerate(blocks)
        if block.is_changed
        for place in range(index - CONTEXT, index + CONTEXT + 1)
    }
    runs = groupby(enumerate(blocks), key=lambda each: each[0] not in near)
    return [Stretch([block for _index, block in run], is_folded) for is_folded, run in runs]


def shown_editions(article: Article) -> list[ShownEdition]:
    """The newest editions, each with what it changed and the number of the one before; one query."""
    editions = list(article.editions.select_related("created_by").defer("body", "tables", "lead")[: SHOWN_EDITIONS + 1])
    before = [*(edition.number for edition in editions[1:]), None][: len(editions)]
    return [
        ShownEdition(edition, ", ".join(field_label(name) for name in edition.changed), number)
        for edition, number in zip(editions, before, strict=True)
    ][:SHOWN_EDITIONS]


def _number(text: str, numbers: list[int], place: int) -> int:
    """The edition that an address names; the newest one, or the one before it, where it names none that there is."""
    if text.isdecimal() and len(text) < 10 and int(text) in numbers:
        return int(text)
    return numbers[min(place, len(numbers) - 1)]


def _edition(article: Article, number: int) -> Edition:
    found = article.editions.select_related("created_by", "section", "cover").filter(number=number).first()
    if found is None:
        raise Http404
    return found
