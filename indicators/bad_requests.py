"""Answers to requests that cannot be read: what was wrong, in the reader's language, with status 400."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, problem: str) -> HttpResponse:
    """The page that names the part of the address that could not be read."""
    return render(request, "400.html", {"problem": problem}, status=400)
