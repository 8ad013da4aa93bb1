"""Figures to take away: the series of an indicator and the whole catalogue, a format an extension."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import chain

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.bad_requests import bad_request
from indicators.charts import Chart
from indicators.exchange.dataset import Dataset, Licence, Provenance
from indicators.exchange.formats import FORMATS, Format
from indicators.exchange.pictures import PICTURES, chart_svg, png_of
from indicators.exchange.sdmx_structure import CONTENT_TYPE, sdmx_structure
from indicators.languages import reading_language, site_name
from indicators.models import Indicator
from indicators.series_choice import ChoiceError, SeriesChoice
from indicators.services.datasets import catalogue_dataset, series_dataset
from indicators.services.indicator_pages import find_indicator, indicator_page
from indicators.table_content import TableContent
from indicators.views.unchanged import with_validator

Download = tuple[str, str, str]
"""Label, address and note of a link to a file (components/downloads.html)."""


@require_safe
def series_file(request: HttpRequest, code: str, extension: str) -> HttpResponseBase:
    """Every public figure of an indicator; under the query string of its page those of the areas and years chosen."""
    now = timezone.now()
    indicator = _indicator(code)
    try:
        choice = SeriesChoice.read(request.GET)
        provenance = provenance_of(_page_of(indicator, choice), at=now)
        dataset = series_dataset(indicator, at=now, provenance=provenance, choice=choice)
    except ChoiceError as error:
        return bad_request(request, str(error))
    return file_response(request, dataset, FORMATS[extension])


@require_safe
def series_picture(request: HttpRequest, code: str, extension: str) -> HttpResponseBase:
    """The chart that the page of an indicator shows under the same query string."""
    now = timezone.now()
    indicator = _indicator(code)
    try:
        page = indicator_page(indicator, SeriesChoice.read(request.GET), at=now)
    except ChoiceError as error:
        return bad_request(request, str(error))
    if page.chart is None or page.content is None:
        raise Http404(_("Chưa đủ số liệu để vẽ biểu đồ."))
    provenance = provenance_of(_page_of(indicator, page.choice), at=now)
    return picture_response(page.chart, page.content, provenance, code=code, extension=extension)


@require_safe
def catalogue_file(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Every public figure that there is."""
    now = timezone.now()
    provenance = provenance_of(reverse("indicators:catalogue"), at=now)
    return file_response(request, catalogue_dataset(at=now, provenance=provenance), FORMATS[extension])


@require_safe
def structure_file(request: HttpRequest) -> HttpResponse:
    """What the columns of our SDMX files are."""
    structure = sdmx_structure(publisher=site_name(), prepared=timezone.now())
    return HttpResponse(structure, content_type=CONTENT_TYPE, headers={"Access-Control-Allow-Origin": "*"})


def provenance_of(path: str, *, at: dt.datetime) -> Provenance:
    """What the downloads of a page say of themselves."""
    return Provenance(
        publisher=site_name(),
        permalink=settings.SITE_URL + path,
        licence=Licence(settings.DATA_LICENCE, settings.DATA_LICENCE_URL),
        retrieved=at,
        language=reading_language(),
    )


def file_response(request: HttpRequest, dataset: Dataset, form: Format) -> HttpResponseBase:
    """The dataset in a format, sent while it is written where the format allows; 304 to who has it already."""
    response = with_validator(request, lambda: _file(request, dataset, form))
    # A script of another site asks on by the ETag only where it may read it.
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    return response


def _file(request: HttpRequest, dataset: Dataset, form: Format) -> HttpResponseBase:
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse()
    elif form.streams:
        pieces = form.write(dataset)
        # What goes wrong before the first line goes wrong before the reader is told that all is well.
        response = StreamingHttpResponse(chain([next(pieces, b"")], pieces))
    else:
        response = HttpResponse(b"".join(form.write(dataset)))
    provenance = dataset.provenance
    response.headers["Content-Type"] = form.content_type
    response.headers["Content-Disposition"] = f'attachment; filename="{dataset.code}.{form.extension}"'
    response.headers["Link"] = f'<{provenance.permalink}>; rel="describedby", <{provenance.licence.url}>; rel="license"'
    return response


def picture_response(
    chart: Chart, content: TableContent, provenance: Provenance, *, code: str, extension: str
) -> HttpResponse:
    """The chart of a table as a picture, with the table's sources and notes under it."""
    svg = chart_svg(
        chart,
        provenance,
        sources="; ".join(content.sources),
        footnotes=[f"({note.number}) {note.text}" for note in content.footnotes],
    )
    response = HttpResponse(svg.encode() if extension == "svg" else png_of(svg), content_type=PICTURES[extension][1])
    response.headers["Content-Disposition"] = f'inline; filename="{code}.{extension}"'
    response.headers["Link"] = f'<{provenance.permalink}>; rel="describedby", <{provenance.licence.url}>; rel="license"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _page_of(indicator: Indicator, choice: SeriesChoice) -> str:
    asked = choice.as_query()
    return f"{indicator.get_absolute_url()}?{asked}" if asked else indicator.get_absolute_url()


def _indicator(code: str) -> Indicator:
    try:
        return find_indicator(code)
    except Indicator.DoesNotExist:
        raise Http404(_("Không có chỉ tiêu “%(code)s”.") % {"code": code}) from None


def series_files(indicator: Indicator) -> Sequence[tuple[Format, str]]:
    """Each format of an indicator's series with its path."""
    return [
        (form, reverse("indicators:series_file", args=[indicator.code, form.extension])) for form in FORMATS.values()
    ]


def series_downloads(indicator: Indicator, *, query: str = "", has_chart: bool = False) -> Sequence[Download]:
    """The files of an indicator's series, and the pictures of the chart, that belong to a query string of its page."""
    asked = f"?{query}" if query else ""
    files = [(form.label, path + asked, "") for form, path in series_files(indicator)]
    if not has_chart:
        return files
    return files + [
        (label, reverse("indicators:series_picture", args=[indicator.code, extension]) + asked, _("biểu đồ"))
        for extension, (label, _type) in PICTURES.items()
    ]
