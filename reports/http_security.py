"""What browsers are told to allow: nothing beyond this site for readers, and what the editor needs in the admin."""

from collections.abc import Callable
from typing import Any

from csp.constants import NONCE, SELF, UNSAFE_INLINE
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from js_asset import Media

from reports.api_access import PATH as API
from reports.views.errors import not_to_be_written

# No page of ours asks for a device; no embedded one may.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media"),
        *("geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb", "xr-spatial-tracking"),
    )
)

READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

# The one style element that the text editor writes. tests/browser/test_admin_pages.py tells when a new release of
# django-prose-editor writes another; the browser's console then names its hash.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"

# The text editor loads its modules through an import map, which is an inline script and so carries a nonce.
# Previews of imports mark what changed by style attributes, which can colour a page but run nothing.
ADMIN_DIRECTIVES: dict[str, Any] = {
    "script-src": [SELF, NONCE],
    "style-src": [SELF, EDITOR_STYLE],
    "style-src-attr": [UNSAFE_INLINE],
    "img-src": [SELF, "data:", *settings.MEDIA_ORIGINS],
}


class PermissionsPolicyMiddleware:
    """Says on every response that no device is asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class AdminPolicyMiddleware:
    """Gives the admin its own Content-Security-Policy and its scripts the nonce that the policy names."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_admin(request):
            response._csp_replace = ADMIN_DIRECTIVES  # type: ignore[attr-defined]
        return response

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        context = response.context_data
        if is_admin(request) and context is not None and isinstance(context.get("media"), forms.Media):
            nonce = str(request.csp_nonce)  # type: ignore[attr-defined]
            context["media"] = Media.from_media(context["media"], nonce=nonce)
        return response


class ReadOnlyMiddleware:
    """Tells who sends something to a public page that it is only read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        if request.method in READING_METHODS or is_admin(request) or request.path.startswith(API):
            return None
        return not_to_be_written(request)


def is_admin(request: HttpRequest) -> bool:
    return request.resolver_match is not None and "admin" in request.resolver_match.namespaces
