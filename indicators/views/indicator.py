"""The page of one indicator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from indicators.bad_requests import bad_request
from indicators.exchange.dataset import Licence
from indicators.languages import reading_language, site_name
from indicators.measures import Measure
from indicators.models import Indicator
from indicators.periods import Period
from indicators.series_choice import ChoiceError, SeriesChoice
from indicators.services.indicator_pages import IndicatorPage, find_indicator, indicator_page
from indicators.structured_data import breadcrumbs, data_block, dataset
from indicators.table_description import ChartKind, Rows
from indicators.table_query import TableQuery
from indicators.views.downloads import series_downloads, series_files


class IndicatorView(View):
    """An indicator with its series. Another app may extend `context` by what uses it and stand at the same address."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        now = timezone.now()
        try:
            indicator = find_indicator(code)
        except Indicator.DoesNotExist:
            raise Http404(_("Không có chỉ tiêu “%(code)s”.") % {"code": code}) from None
        try:
            page = indicator_page(indicator, SeriesChoice.read(request.GET), at=now)
        except ChoiceError as error:
            return bad_request(request, str(error))
        return render(request, "indicators/indicator.html", self.context(page, at=now))

    def context(self, page: IndicatorPage, *, at: dt.datetime) -> dict[str, Any]:
        """What the template shows; `articles` and those of `releases` are stories where an app knows any."""
        latest = page.latest
        return {
            "page": page,
            "indicator": page.indicator,
            "latest": latest and latest[Measure.VALUE],
            "growth": latest and latest[Measure.GROWTH_YOY],
            "plan_share": latest and latest[Measure.PLAN_SHARE],
            "range": "chon-chuoi" if _shows_years(page) else "",
            "trail": trail_to(page.indicator),
            "downloads": series_downloads(
                page.indicator, query=page.choice.as_query(), has_chart=page.chart is not None
            ),
            "table_query": _table_query(page),
            "articles": (),
            "releases": [(release, ()) for release in page.releases],
            "structured_data": data_block(
                dataset(
                    page,
                    series_files(page.indicator),
                    site_name=site_name(),
                    site_url=settings.SITE_URL,
                    licence=Licence(settings.DATA_LICENCE, settings.DATA_LICENCE_URL),
                    language=reading_language(),
                ),
                breadcrumbs(
                    [*trail_to(page.indicator), (page.indicator.name, page.indicator.get_absolute_url())],
                    site_url=settings.SITE_URL,
                ),
            ),
        }


def _shows_years(page: IndicatorPage) -> bool:
    """Whether the chart shows more than one, to choose some of."""
    return page.content is not None and len({period.year for period in page.content.description.periods}) > 1


def _table_query(page: IndicatorPage) -> str:
    """The table builder's query of what the page shows, to go on from; empty where it shows nothing."""
    if page.content is None or page.frequency is None:
        return ""
    shown = page.content.description
    query = TableQuery(
        indicators=shown.indicators,
        frequency=page.frequency,
        first=Period.of_year(page.choice.from_year) if page.choice.from_year else None,
        last=Period.of_year(page.choice.to_year) if page.choice.to_year else None,
        areas=shown.areas,
        measures=shown.measures,
        rows=Rows.PERIODS,
        chart=ChartKind.LINE,
    )
    return query.as_query()


def trail_to(indicator: Indicator) -> Sequence[tuple[str, str]]:
    """The way from the catalogue down to the indicator."""
    catalogue = reverse("indicators:catalogue")
    topic = indicator.topic
    trail = [(_("Chỉ số"), catalogue), (topic.name, f"{catalogue}#{topic.code}")]
    if indicator.parent and indicator.parent.is_public:
        trail.append((indicator.parent.name, indicator.parent.get_absolute_url()))
    return trail
