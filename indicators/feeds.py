"""What is new of an indicator, for feed readers: each figure as it came out, first or in the place of another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.languages import reading_language, site_name
from indicators.models import Area, Indicator
from indicators.numbers import format_number
from indicators.series_choice import series_address
from indicators.services.indicator_pages import areas_of, find_indicator
from indicators.services.publications import Publication, publications
from indicators.templatetags.series import status_name

FEED_SIZE = 30


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that came out, of which indicator and where."""

    indicator: Indicator
    area: Area
    publication: Publication


class IndicatorFeed(Feed):
    """RSS of the figures of an indicator in its main area, the newest first; three queries."""

    item_guid_is_permalink = False

    def get_object(self, request: HttpRequest, code: str) -> Indicator:
        try:
            return find_indicator(code)
        except Indicator.DoesNotExist:
            raise Http404 from None

    def title(self, indicator: Indicator) -> str:
        return f"{indicator.name} | {site_name()}"

    def description(self, indicator: Indicator) -> str:
        return indicator.definition or indicator.name

    def link(self, indicator: Indicator) -> str:
        return settings.SITE_URL + indicator.get_absolute_url()

    def feed_url(self, indicator: Indicator) -> str:
        return settings.SITE_URL + reverse("indicators:indicator_rss", args=[indicator.code])

    def items(self, indicator: Indicator) -> Sequence[Told]:
        now = timezone.now()
        areas = areas_of(indicator, at=now)
        if not areas:
            return []
        told = publications(indicator, areas[0], at=now)[:FEED_SIZE]
        return [Told(indicator, areas[0], publication) for publication in told]

    def item_title(self, item: Told) -> str:
        """ "Xi măng, Quý I/2018: 230 nghìn tấn (ước tính)"."""
        publication = item.publication
        period = publication.period.label(reading_language())
        status = status_name(publication.status)
        if publication.value is None:
            said = _("không còn giá trị")
        else:
            said = f"{format_number(publication.value, reading_language())} {item.indicator.unit.symbol}"
        return f"{item.indicator.name}, {period}: {said}" + (f" ({status})" if status else "")

    def item_description(self, item: Told) -> str:
        publication = item.publication
        if publication.is_first:
            return _("%(area)s: công bố lần đầu") % {"area": item.area.name}
        if publication.is_revision and publication.before is not None:
            return _("%(area)s: thay cho %(before)s %(unit)s") % {
                "area": item.area.name,
                "before": format_number(publication.before, reading_language()),
                "unit": item.indicator.unit.symbol,
            }
        return item.area.name

    def item_link(self, item: Told) -> str:
        return settings.SITE_URL + series_address(item.indicator, item.area, item.publication.period)

    def item_guid(self, item: Told) -> str:
        """The figure and the moment at which it came out, in either language the same. RFC 4151."""
        host = urlsplit(settings.SITE_URL).hostname
        figure = f"{item.indicator.code}/{item.area.code}/{item.publication.period.sdmx}"
        return f"tag:{host},2018:chi-so/{figure}/{item.publication.moment.astimezone(dt.UTC):%Y%m%dT%H%M%S%f}"

    def item_pubdate(self, item: Told) -> dt.datetime:
        return item.publication.moment

    def item_updateddate(self, item: Told) -> dt.datetime:
        return item.publication.moment


class AtomIndicatorFeed(IndicatorFeed):
    feed_type = Atom1Feed

    def subtitle(self, indicator: Indicator) -> str:
        return self.description(indicator)

    def feed_url(self, indicator: Indicator) -> str:
        return settings.SITE_URL + reverse("indicators:indicator_atom", args=[indicator.code])


@require_safe
def indicator_json_feed(request: HttpRequest, code: str) -> HttpResponse:
    """The same as JSON. https://www.jsonfeed.org/version/1.1/"""
    feed = IndicatorFeed()
    indicator = feed.get_object(request, code)
    told = feed.items(indicator)
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title(indicator),
        "description": feed.description(indicator),
        "home_page_url": feed.link(indicator),
        "feed_url": settings.SITE_URL + reverse("indicators:indicator_json_feed", args=[code]),
        "language": reading_language(),
        "items": [
            {
                "id": feed.item_guid(item),
                "url": feed.item_link(item),
                "title": feed.item_title(item),
                "content_text": feed.item_description(item),
                "date_published": item.publication.moment.isoformat(),
            }
            for item in told
        ],
    }
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False}, content_type="application/feed+json")
