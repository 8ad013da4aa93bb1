"""Where a request comes from, for everything that counts requests: logins and the read API."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The reader's IP address; behind our own proxy the one that the proxy reports, which a reader cannot forge."""
    if settings.BEHIND_PROXY:
        reported = request.META.get("HTTP_X_REAL_IP", "").strip()
        if reported:
            return reported
    return request.META.get("REMOTE_ADDR", "")
