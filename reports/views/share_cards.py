"""The cards of articles and of the site, which stand for their pages where those are passed on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.exchange.share_cards import ShareCard
from indicators.languages import reading_language, site_name
from indicators.services.told_figures import card_of_headline
from indicators.views.share_cards import card_response
from reports.services.front_figures import front_figures
from reports.services.share_cards import leading_figure
from reports.services.stories import Story
from reports.views.article_address import story_at


@require_safe
def article_card(request: HttpRequest, slug: str) -> HttpResponse:
    """The card of a public article, in the article's language whatever the address says."""
    now = timezone.now()
    story = story_at(request, slug, at=now)
    if not isinstance(story, Story):
        return story
    return card_response(ShareCard(site_name(story.language), story.title, leading_figure(story, at=now)))


@require_safe
def site_card(request: HttpRequest) -> HttpResponse:
    """The card of the home page, and of every page that has none of its own: the first of the headline figures."""
    figures = front_figures(at=timezone.now()).figures
    figure = card_of_headline(figures[0], reading_language()) if figures else None
    return card_response(ShareCard(site_name(), _("Tin tức và số liệu thống kê"), figure))
