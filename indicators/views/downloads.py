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

from indicators.exchange.dataset import Dataset, Licence, Provenance
from indicators.exchange.formats import FORMATS, STREAMING, Format
from indicators.exchange.sdmx_structure import CONTENT_TYPE, sdmx_structure
from indicators.languages import reading_language
from indicators.models import Indicator
from indicators.services.datasets import catalogue_dataset, series_dataset
from indicators.services.indicator_pages import find_indicator

Download = tuple[str, str, str]
"""Label, address and note of a link to a file (components/downloads.html)."""


class DataExtension:
    """The ending of an address that names a format of data."""

    regex = "|".join(extension.replace(".", r"\.") for extension in FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class StreamingExtension(DataExtension):
    """The ending that names a format which is written while the figures are read."""

    regex = "|".join(extension.replace(".", r"\.") for extension in STREAMING)


@require_safe
def series_file(request: HttpRequest, code: str, extension: str) -> HttpResponseBase:
    """Every public figure of an indicator, whatever the series that its page shows."""
    now = timezone.now()
    try:
        indicator = find_indicator(code)
    except Indicator.DoesNotExist:
        raise Http404(_("Không có chỉ tiêu “%(code)s”.") % {"code": code}) from None
    provenance = provenance_of(indicator.get_absolute_url(), at=now)
    return file_response(request, series_dataset(indicator, at=now, provenance=provenance), FORMATS[extension])


@require_safe
def catalogue_file(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Every public figure that there is."""
    now = timezone.now()
    provenance = provenance_of(reverse("indicators:catalogue"), at=now)
    return file_response(request, catalogue_dataset(at=now, provenance=provenance), FORMATS[extension])


@require_safe
def structure_file(request: HttpRequest) -> HttpResponse:
    """What the columns of our SDMX files are."""
    structure = sdmx_structure(publisher=settings.SITE_NAME, prepared=timezone.now())
    return HttpResponse(structure, content_type=CONTENT_TYPE, headers={"Access-Control-Allow-Origin": "*"})


def provenance_of(path: str, *, at: dt.datetime) -> Provenance:
    """What the downloads of a page say of themselves."""
    return Provenance(
        publisher=settings.SITE_NAME,
        permalink=settings.SITE_URL + path,
        licence=Licence(settings.DATA_LICENCE, settings.DATA_LICENCE_URL),
        retrieved=at,
        language=reading_language(),
    )


def file_response(request: HttpRequest, dataset: Dataset, form: Format) -> HttpResponseBase:
    """The dataset in a format, sent while it is written; any site's scripts may read it."""
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse()
    else:
        pieces = form.write(dataset)
        # What goes wrong before the first line goes wrong before the reader is told that all is well.
        response = StreamingHttpResponse(chain([next(pieces, b"")], pieces))
    provenance = dataset.provenance
    response.headers["Content-Type"] = form.content_type
    response.headers["Content-Disposition"] = f'attachment; filename="{dataset.code}.{form.extension}"'
    response.headers["Link"] = f'<{provenance.permalink}>; rel="describedby", <{provenance.licence.url}>; rel="license"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def series_downloads(indicator: Indicator) -> Sequence[Download]:
    """The files of an indicator's series."""
    return [
        (form.label, reverse("indicators:series_file", args=[indicator.code, form.extension]), "")
        for form in FORMATS.values()
    ]
