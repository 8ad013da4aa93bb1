"""How the read API is reached: from every origin, without cookies, at a fair rate."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from indicators.client_address import client_address

REQUESTS, SECONDS = 120, 60
PATH = "/api/"
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, Accept",
    "Access-Control-Expose-Headers": "ETag, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After",
    "Access-Control-Max-Age": "86400",
}


class ApiAccessMiddleware:
    """Counts requests by address in windows of a minute, answers preflights, and adds the headers to every answer.

    Header names follow the IETF draft "RateLimit header fields for HTTP".
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(PATH):
            return self.get_response(request)
        if request.method == "OPTIONS":
            return _with_headers(HttpResponse(status=204), OPEN)
        remaining, reset = _count(client_address(request))
        limits = {
            "RateLimit-Limit": str(REQUESTS),
            "RateLimit-Remaining": str(max(remaining, 0)),
            "RateLimit-Reset": str(reset),
        }
        if remaining < 0:
            refused = JsonResponse({"detail": f"more than {REQUESTS} requests in {SECONDS} seconds"}, status=429)
            return _with_headers(refused, OPEN | limits | {"Retry-After": str(reset), "Cache-Control": "no-store"})
        return _with_headers(self._answer(request), OPEN | limits)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        """The answer; to HEAD that of GET without its body. RFC 9110, section 9.3.2."""
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = self.get_response(request)
        if is_head and isinstance(response, HttpResponse):
            response.headers["Content-Length"] = str(len(response.content))
            response.content = b""
        if response.status_code == 405:
            allowed = {"Allow": "GET, HEAD, OPTIONS"}
            return JsonResponse({"detail": "the API is only read"}, status=405, headers=allowed)
        return response


def _count(address: str) -> tuple[int, int]:
    """How many requests are left to the address in this window, and the seconds until the next one."""
    now = int(time.time())
    window, passed = divmod(now, SECONDS)
    key = f"api:{address}:{window}"
    cache.add(key, 0, SECONDS * 2)
    try:
        used = cache.incr(key)
    except ValueError:  # it expired between the two calls
        used = 1
    return REQUESTS - used, SECONDS - passed


def _with_headers(response: HttpResponseBase, headers: dict[str, str]) -> HttpResponseBase:
    for name, value in headers.items():
        response.headers[name] = value
    return response
