"""A Django without middleware, whose one view returns the bytes of a file: the least that Django can cost."""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

CONTENT = Path(os.environ["BENCH_FILE"]).read_bytes()


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(CONTENT)


urlpatterns = [path("", view)]

settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[], SECRET_KEY="measured", USE_TZ=True)
django.setup()
application = get_wsgi_application()
