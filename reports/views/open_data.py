"""Everything that can be taken away, in one place: whole files, the read API with examples, feeds, the licence."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.exchange.formats import FORMATS, STREAMING
from indicators.models import Indicator
from reports.api_access import REQUESTS, SECONDS
from reports.services.code_examples import examples_of

API_ADDRESSES = ("topics", "areas", "indicators", "observations", "releases", "articles", "corrections")


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """The page for those who work with the figures themselves."""
    api = f"{settings.SITE_URL}{reverse('api-1:index')}"
    indicator = Indicator.objects.public().only("code").first()
    context = {
        "whole_files": [
            (FORMATS[extension].label, reverse("indicators:catalogue_file", args=[extension]), "")
            for extension in STREAMING
        ],
        "api": api,
        "addresses": [(name, api + name, meaning) for name, meaning in zip(API_ADDRESSES, _meanings(), strict=True)],
        "requests": REQUESTS,
        "seconds": SECONDS,
        "examples": examples_of(settings.SITE_URL, api, indicator.code) if indicator else (),
        "licence": settings.DATA_LICENCE,
        "licence_url": settings.DATA_LICENCE_URL,
    }
    return render(request, "reports/open_data.html", context)


def _meanings() -> tuple[str, ...]:
    """What each address of the API gives."""
    return (
        _("lĩnh vực của danh mục"),
        _("các địa bàn có số liệu"),
        _("chỉ tiêu, với đơn vị, định nghĩa và nguồn"),
        _("số liệu, kể cả đúng như đã công bố tính đến một ngày (as_of)"),
        _("các đợt công bố, kể cả đợt sắp tới"),
        _("các bài viết đã đăng"),
        _("đính chính, cập nhật và gỡ bài"),
    )
