"""The page of an article for those who may see it before the public: never kept, never indexed, and it says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from reports import rendering
from reports.context_processors import Alternate
from reports.models import Article, Edition
from reports.rendering import Shown
from reports.services.edition_labels import stored_tags
from reports.services.preview_links import count_use, find_link
from reports.services.previews import preview_of, preview_surroundings, working_edition
from reports.views.article_page import TEMPLATE, page_context

NOT_TO_BE_KEPT = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    # The address is the key: no other site is told of it.
    "Referrer-Policy": "no-referrer",
}


@dataclass(frozen=True, slots=True)
class Banner:
    """What stands above a preview: until when it can be opened, and which edition it shows, where that is fixed."""

    expires_at: dt.datetime | None = None
    edition_number: int | None = None


@require_safe
def shared_preview(request: HttpRequest, token: str) -> HttpResponse:
    """What a link shows: the article, in the page's language; 410 once it has ended, 404 where there never was one."""
    link = find_link(token)
    if link is None:
        raise Http404
    if not link.is_open:
        return _marked(render(request, "reports/preview_over.html", {"preview": Banner()}, status=410))
    count_use(link)
    article, edition = link.article, link.edition or working_edition(link.article)
    banner = Banner(link.expires_at, link.edition.number if link.edition else None)
    return _marked(HttpResponse(preview_html(request, article, edition, banner=banner)))


def preview_html(
    request: HttpRequest,
    article: Article,
    edition: Edition,
    *,
    banner: Banner,
    language: str | None = None,
    alternates: Sequence[Alternate] | None = None,
) -> str:
    """The page of an edition, stored or not, with its interface in `language`; figures are those of its minute."""
    story, moment = preview_of(article, edition)
    with override(language or get_language()):
        around = preview_surroundings(story, at=moment)
        shown = Shown(params=request.GET, links=around.linked)
        rendered = rendering.render(edition, shown, at=moment)
        context = page_context(story, rendered, around, now=moment)
        for leads_to_it in ("shares", "structured_data"):
            context[leads_to_it] = ""
        context["tags"] = [(tag.name, tag.get_absolute_url()) for tag in stored_tags(edition, article)]
        del context["alternates"]
        if alternates is not None:
            context["alternates"] = alternates
        return render_to_string(TEMPLATE, {**context, "preview": banner}, request)


def _marked(response: HttpResponse) -> HttpResponse:
    for name, value in NOT_TO_BE_KEPT.items():
        response[name] = value
    return response
