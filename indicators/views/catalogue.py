"""The catalogue of indicators."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.bad_requests import bad_request
from indicators.services.catalogue import UnknownTopic, catalogue

QUERY, TOPIC = "q", "linh-vuc"
LONGEST_QUERY = 100


@require_safe
def catalogue_page(request: HttpRequest) -> HttpResponse:
    """The tree of public indicators with their newest figures; `q` searches their names, `linh-vuc` keeps a topic."""
    query = " ".join(request.GET.get(QUERY, "").split())
    topic = request.GET.get(TOPIC, "").strip()
    if len(query) > LONGEST_QUERY:
        return bad_request(request, _("Từ khóa dài quá %(limit)s ký tự.") % {"limit": LONGEST_QUERY})
    try:
        found = catalogue(query=query, topic_code=topic, at=timezone.now())
    except UnknownTopic:
        return bad_request(request, _("Không có lĩnh vực “%(topic)s” trong danh mục chỉ tiêu.") % {"topic": topic[:40]})
    return render(request, "indicators/catalogue.html", {"catalogue": found, "query": query})
