"""Where requests give the time to do what is due: after the answer has gone out, so that nobody waits for it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from reports.http_security import is_admin
from reports.services.letters import Sender
from reports.services.revision_watch import watch
from reports.services.side_effects import run_due

logger = logging.getLogger(__name__)

# What open pages send by themselves while someone writes.
BY_ITSELF = ("reports_autosave", "reports_article_presence", "reports_figures_", "reports_table_preview")


def sender() -> Sender:
    """The sender of this site's letters."""
    return Sender(settings.SITE_URL, settings.DEFAULT_FROM_EMAIL)


class FollowUpMiddleware:
    """After what people do in the admin, and now and then after anything else, does what is due.

    `SIDE_EFFECTS_EVERY` is how many seconds each process waits between two looks; 0 leaves it to `manage.py run_due`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.looked_at = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SIDE_EFFECTS_EVERY and self._is_time(request):
            self.looked_at = time.monotonic()
            after(response, follow_up)
        return response

    def _is_time(self, request: HttpRequest) -> bool:
        return _is_work(request) or time.monotonic() - self.looked_at >= settings.SIDE_EFFECTS_EVERY


def follow_up() -> None:
    """Do what is due; a database that does not answer is no reason to fail a request that was answered."""
    try:
        run_due(sender=sender())
        watch()
    except DatabaseError:
        logger.exception("What is due was not looked for")


def _is_work(request: HttpRequest) -> bool:
    match = request.resolver_match
    if request.method != "POST" or match is None or not is_admin(request):
        return False
    return not (match.url_name or "").startswith(BY_ITSELF)


def after(response: HttpResponseBase, act: Callable[[], None]) -> None:
    """The server closes a response once it has sent it."""
    close = response.close

    def closing() -> None:
        try:
            act()
        finally:
            close()

    response.close = closing  # type: ignore[method-assign]
