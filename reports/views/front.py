"""The home page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.languages import reading_language
from indicators.models import Release
from reports.services.front_figures import front_figures
from reports.services.front_page import front_page

COMING_RELEASES = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The lead story and what stands beside it, headline figures, the latest by section, and what comes next."""
    now = timezone.now()
    context = {
        "front": front_page(reading_language(), at=now),
        "headlines": front_figures(at=now),
        "coming": list(Release.objects.announced(at=now)[:COMING_RELEASES]),
    }
    return render(request, "reports/home.html", context)
