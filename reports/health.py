"""Whether this process can serve: the question that a load balancer or a monitor asks."""

import logging

from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when every database answers, 503 naming the one that does not. Nothing of it comes from a cache."""
    databases = {alias: "ok" if answers(alias) else "failing" for alias in connections}
    status = "failing" if "failing" in databases.values() else "ok"
    return JsonResponse({"status": status, "databases": databases}, status=200 if status == "ok" else 503)


def answers(alias: str) -> bool:
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone())
    except DatabaseError:
        logger.exception("The database %r does not answer", alias)
        return False
