"""Answers to requests that cannot be read: what was wrong, in the reader's language, with status 400."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve


def bad_request(request: HttpRequest, problem: str) -> HttpResponse:
    """The page that names the part of the address that could not be read, and leads back to where it can."""
    return render(request, "bad_request.html", {"problem": problem, "start": _start(request.path)}, status=400)


def _start(path: str) -> str:
    """The page to begin anew from; a file and a frame belong to the page that their address begins with."""
    if path.endswith("/nhung/"):
        return path.removesuffix("nhung/")
    folder, _slash, name = path.rpartition("/")
    if not name:
        return path
    page = f"{folder}/{name.partition('.')[0]}/"
    try:
        resolve(page)
    except Resolver404:
        return f"{folder}/"
    return page
