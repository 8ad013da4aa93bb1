"""The card of an indicator, which stands for its page where that is passed on."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.exchange.share_cards import CONTENT_TYPE, ShareCard, card_png
from indicators.languages import reading_language, site_name
from indicators.models import Indicator
from indicators.series_choice import SeriesChoice
from indicators.services.indicator_pages import find_indicator, indicator_page
from indicators.services.told_figures import card_figure


@require_safe
def indicator_card(request: HttpRequest, code: str) -> HttpResponse:
    """The newest public figure of an indicator in its main area."""
    try:
        indicator = find_indicator(code)
    except Indicator.DoesNotExist:
        raise Http404(_("Không có chỉ tiêu “%(code)s”.") % {"code": code}) from None
    page = indicator_page(indicator, SeriesChoice(), at=timezone.now())
    figure = None
    if page.latest and page.area:
        figure = card_figure(page.area.name, page.latest, reading_language())
    return card_response(ShareCard(site_name(), indicator.name, figure))


def card_response(card: ShareCard) -> HttpResponse:
    return HttpResponse(card_png(card), content_type=CONTENT_TYPE)
