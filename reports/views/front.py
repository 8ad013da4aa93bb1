"""The home page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.languages import reading_language
from indicators.models import Release
from indicators.services.headlines import headline_figures
from reports.services.front_page import front_page

COMING_RELEASES = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Headline figures, the lead story, the latest by section, and what comes next."""
    now = timezone.now()
    context = {
        "front": front_page(reading_language(), at=now),
        "headlines": headline_figures(at=now),
        "coming": list(Release.objects.announced(at=now)[:COMING_RELEASES]),
    }
    return render(request, "reports/home.html", context)
