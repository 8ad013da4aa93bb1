"""The table builder: a table asked for by query string, its files, and the table alone for other sites' pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from indicators.bad_requests import bad_request
from indicators.exchange.formats import FORMATS
from indicators.exchange.pictures import PICTURES
from indicators.measures import Measure
from indicators.models import Indicator
from indicators.services.catalogue import UnknownTopic
from indicators.services.datasets import table_dataset
from indicators.services.table_asked import asked_table, content_asked, find_indicators
from indicators.services.table_builder import TableBuilder, table_builder
from indicators.services.table_labels import measure_label
from indicators.table_chart import chart_of
from indicators.table_content import TableContent
from indicators.table_description import ChartKind, Rows
from indicators.table_query import (
    CHART_WORDS,
    MEASURE_WORDS,
    ROWS_WORDS,
    TOTALS_WORDS,
    QueryError,
    TableQuery,
)
from indicators.table_snippet import plain_html
from indicators.views.downloads import Download, file_response, picture_response, provenance_of

SEARCH, TOPIC = "tim", "linh-vuc"
LONGEST_SEARCH = 100
# A snippet is copied by hand into another site's editor; what is larger is better framed.
MOST_CELLS_IN_SNIPPET = 400
SWAPPED = {Rows.INDICATORS: Rows.PERIODS, Rows.PERIODS: Rows.INDICATORS, Rows.AREAS: Rows.PERIODS}


@require_safe
def builder(request: HttpRequest) -> HttpResponse:
    """The form and the table that its fields describe; the address is the table's own."""
    now = timezone.now()
    search = " ".join(request.GET.get(SEARCH, "").split())
    topic = request.GET.get(TOPIC, "").strip()
    if len(search) > LONGEST_SEARCH:
        return bad_request(request, _("Từ khóa dài quá %(limit)s ký tự.") % {"limit": LONGEST_SEARCH})
    try:
        page = table_builder(TableQuery.read(request.GET), search=search, topic_code=topic, at=now)
    except QueryError as error:
        return bad_request(request, str(error))
    except UnknownTopic:
        return bad_request(request, _("Không có lĩnh vực “%(topic)s” trong danh mục chỉ tiêu.") % {"topic": topic[:40]})
    context = {"page": page, "query": page.asked.query, "search": search, **_choices(page), **_offered(page, at=now)}
    return render(request, "indicators/builder.html", context)


@require_safe
def table_file(request: HttpRequest, extension: str) -> HttpResponseBase:
    """The table of a query string as a file."""
    now = timezone.now()
    try:
        query, content = _asked(request, at=now)
    except QueryError as error:
        return bad_request(request, str(error))
    as_of = timezone.localdate(query.as_of) if query.as_of else None
    provenance = provenance_of(f"{reverse('indicators:builder')}?{query.as_query()}", at=now)
    dataset = table_dataset(content, code="bang-so-lieu", provenance=provenance, as_of=as_of)
    return file_response(request, dataset, FORMATS[extension])


@require_safe
def table_picture(request: HttpRequest, extension: str) -> HttpResponseBase:
    """The chart of a query string as a picture; lines where the query names no chart."""
    now = timezone.now()
    try:
        query, content = _asked(request, at=now, chart=ChartKind.LINE)
    except QueryError as error:
        return bad_request(request, str(error))
    chart = chart_of(content, key="bieu-do")
    if chart is None:
        raise Http404(_("Chưa đủ số liệu để vẽ biểu đồ."))
    provenance = provenance_of(f"{reverse('indicators:builder')}?{query.as_query()}", at=now)
    return picture_response(chart, content, provenance, code="bieu-do", extension=extension)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[untyped-decorator]
def framed_table(request: HttpRequest) -> HttpResponse:
    """The table alone, for a frame in any site's page."""
    now = timezone.now()
    try:
        query, content = _asked(request, at=now)
    except QueryError as error:
        return bad_request(request, str(error))
    address = f"{reverse('indicators:builder')}?{query.as_query()}"
    return render(request, "indicators/framed_table.html", {"content": content, "address": address, "query": query})


def _asked(
    request: HttpRequest, *, at: dt.datetime, chart: ChartKind = ChartKind.NONE
) -> tuple[TableQuery, TableContent]:
    """The table that the address describes, with `chart` where it names none; `QueryError` where it describes none."""
    query = TableQuery.read(request.GET)
    if query.chart is ChartKind.NONE:
        query = replace(query, chart=chart)
    if not query.indicators:
        raise QueryError(_("Địa chỉ chưa ghi chỉ tiêu nào (tham số “%(name)s”).") % {"name": "chi-tieu"})
    content = content_asked(asked_table(query, find_indicators(query.indicators), at=at), at=at)
    if content is None:
        raise QueryError(_("Chưa có số liệu nào được công bố cho lựa chọn này."))
    return query, content


def _choices(page: TableBuilder) -> dict[str, Any]:
    """The fields of the form that have a fixed set of answers: (word, label, whether it is chosen)."""
    query, description = page.asked.query, page.asked.description
    measures = description.measures if description else query.measures or (Measure.VALUE,)
    rows = description.rows if description else query.rows or Rows.INDICATORS
    charts = {ChartKind.NONE: _("Không có biểu đồ"), ChartKind.LINE: _("Đường"), ChartKind.BAR: _("Cột")}
    directions = {Rows.INDICATORS: _("Chỉ tiêu"), Rows.PERIODS: _("Kỳ"), Rows.AREAS: _("Địa bàn")}
    return {
        "measures": [(word, measure_label(each), each in measures) for word, each in MEASURE_WORDS.items()],
        "directions": [(word, directions[each], each is rows) for word, each in ROWS_WORDS.items()],
        "charts": [(word, charts[each], each is query.chart) for word, each in CHART_WORDS.items()],
        "totals": [(word, directions[each], each in query.totals) for word, each in TOTALS_WORDS.items()],
    }


def _offered(page: TableBuilder, *, at: dt.datetime) -> dict[str, Any]:
    """What is offered with a table: its address, the one that is for ever, its files, and how to show it elsewhere."""
    query, description, content = page.asked.query, page.asked.description, page.content
    if description is None:
        return {"downloads": (), "examples": _examples(page) if not query.indicators else ()}
    text = query.as_query()
    path = reverse("indicators:builder")
    framed = f"{settings.SITE_URL}{reverse('indicators:framed_table')}?{text}"
    cited = query if query.as_of else query.held_at(at)
    offered: dict[str, Any] = {
        "permalink": f"{settings.SITE_URL}{path}?{text}",
        "cited": f"{settings.SITE_URL}{path}?{cited.as_query()}",
        "cited_at": cited.as_of,
        "downloads": table_downloads(text, has_chart=query.chart is not ChartKind.NONE),
        "swapped": f"?{replace(query, rows=SWAPPED[description.rows]).as_query()}#ket-qua",
        "current": f"?{replace(query, as_of=None).as_query()}" if query.as_of else "",
    }
    if content is not None:
        offered["frame"] = format_html(
            '<iframe src="{}" title="{}" width="100%" height="480" loading="lazy"></iframe>', framed, content.caption
        )
        if description.cells <= MOST_CELLS_IN_SNIPPET:
            provenance = provenance_of(f"{path}?{text}", at=at)
            offered["snippet"] = plain_html(content, provenance)
    return offered


def _examples(page: TableBuilder) -> Sequence[tuple[str, str]]:
    """Tables to begin with: the headline indicators, each with its growth."""
    headlines = [option.indicator for topic in page.options for option in topic.options if option.indicator.is_headline]
    return [(indicator.name, f"?{_example(indicator)}") for indicator in headlines[:6]]


def _example(indicator: Indicator) -> str:
    measures = (Measure.VALUE, Measure.GROWTH_YOY)
    return TableQuery(indicators=(indicator.code,), measures=measures, chart=ChartKind.LINE).as_query()


def table_downloads(query: str, *, has_chart: bool) -> list[Download]:
    """The files of a table, and the pictures of its chart where it has one."""
    files = [
        (form.label, f"{reverse('indicators:table_file', args=[form.extension])}?{query}", "")
        for form in FORMATS.values()
    ]
    pictures = [
        (label, f"{reverse('indicators:table_picture', args=[extension])}?{query}", _("biểu đồ"))
        for extension, (label, _type) in PICTURES.items()
    ]
    return [*files, *pictures] if has_chart else files
