"""Answers that are made anew each time and still spare who has the last one: an ETag for the state of the content.

What knows that state says so on the request (`reports.page_cache`): `content_validator` gives a name of it, or None
where nothing may be said of it now. Without one there is no ETag, and every answer is whole.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags


def with_validator(request: HttpRequest, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer that `make` gives under its ETag; 304 without making it where the asker has it. RFC 9110, 13.1.2.

    The ETag is weak: the same figures under the same address, though not the same bytes, since files say when they
    were fetched. It is taken before the figures are, so that an answer is never older than its ETag.
    """
    validator: Callable[[], str | None] | None = getattr(request, "content_validator", None)
    name = validator() if validator else None
    if name is None:
        return make()
    asked = request.headers.get("If-None-Match", "")
    if any(each.removeprefix("W/") == f'"{name}"' for each in parse_etags(asked)):
        response: HttpResponseBase = HttpResponse(status=304)
    else:
        response = make()
    if response.status_code in (200, 304):
        response.headers["ETag"] = f'W/"{name}"'
    return response
