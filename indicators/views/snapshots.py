"""Saved tables: the page of one, its files, and the table alone for other sites' pages."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from indicators.exchange.dataset import Provenance
from indicators.exchange.formats import FORMATS
from indicators.exchange.pictures import PICTURES
from indicators.models import TableSnapshot
from indicators.services.datasets import table_dataset
from indicators.table_chart import chart_of
from indicators.table_description import ChartKind
from indicators.table_snippet import plain_html
from indicators.views.downloads import Download, file_response, picture_response, provenance_of


@require_safe
def snapshot(request: HttpRequest, code: str) -> HttpResponse:
    """A table as it was when it was saved."""
    found = _find(code)
    content = found.content
    frame = settings.SITE_URL + reverse("indicators:framed_snapshot", args=[code])
    context = {
        "snapshot": found,
        "content": content,
        "downloads": snapshot_downloads(found),
        "current": f"{reverse('indicators:builder')}?{found.query}",
        "frame": format_html('<iframe src="{}" title="{}" width="100%" height="480"></iframe>', frame, content.caption),
        "snippet": plain_html(content, _provenance(found)),
    }
    return render(request, "indicators/snapshot.html", context)


@require_safe
def snapshot_file(request: HttpRequest, code: str, extension: str) -> HttpResponseBase:
    found = _find(code)
    as_of = timezone.localdate(found.created_at)
    dataset = table_dataset(found.content, code=f"bang-{code}", provenance=_provenance(found), as_of=as_of)
    return file_response(request, dataset, FORMATS[extension])


@require_safe
def snapshot_picture(request: HttpRequest, code: str, extension: str) -> HttpResponseBase:
    found = _find(code)
    content = found.content
    chart = chart_of(content, key="bieu-do")
    if chart is None:
        raise Http404(_("Bảng này không có biểu đồ."))
    return picture_response(chart, content, _provenance(found), code=f"bang-{code}", extension=extension)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type, untyped-decorator]
def framed_snapshot(request: HttpRequest, code: str) -> HttpResponse:
    """The table alone, for a frame in any site's page."""
    found = _find(code)
    context = {"content": found.content, "address": found.get_absolute_url()}
    return render(request, "indicators/framed_table.html", context)


def snapshot_downloads(snapshot: TableSnapshot) -> list[Download]:
    """The files of the table, and the pictures of its chart where it has one."""
    files = [
        (form.label, reverse("indicators:snapshot_file", args=[snapshot.code, form.extension]), "")
        for form in FORMATS.values()
    ]
    if snapshot.content.description.chart is ChartKind.NONE:
        return files
    return files + [
        (label, reverse("indicators:snapshot_picture", args=[snapshot.code, extension]), _("biểu đồ"))
        for extension, (label, _type) in PICTURES.items()
    ]


def _find(code: str) -> TableSnapshot:
    return get_object_or_404(TableSnapshot.objects.public(), code=code)


def _provenance(snapshot: TableSnapshot) -> Provenance:
    return provenance_of(snapshot.get_absolute_url(), at=timezone.now())
