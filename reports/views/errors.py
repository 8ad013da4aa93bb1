"""What is answered where no page is, or where a page is sent something instead of being read."""

from __future__ import annotations

import re
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from reports.api_access import PATH as API

LONGEST_WORDS = 60
_EXTENSION = re.compile(r"(\.[a-z]{2,4})+$")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page that helps on: a search with the words of the address. Programs get their kind of answer."""
    if request.path.startswith(API):
        return JsonResponse({"detail": "no such address: see /api/v1/openapi.json"}, status=404)
    return render(request, "404.html", {"words": words_of(request.path)}, status=404)


def not_to_be_written(request: HttpRequest) -> HttpResponse:
    """What a page that is only read answers to who sends it something. RFC 9110, section 15.5.6."""
    response = render(request, "405.html", status=405)
    response.headers["Allow"] = "GET, HEAD"
    return response


def words_of(path: str) -> str:
    """The words of an address's last part that has any: "/tin/xuat-khau-thang-5/" → "xuat khau thang 5"."""
    for part in reversed(unquote(path, errors="ignore").split("/")):
        words = re.findall(r"\w+", _EXTENSION.sub("", part).replace("_", " "))
        if any(word.isalpha() for word in words):
            return " ".join(words)[:LONGEST_WORDS]
    return ""
