"""English pages of the whole demo are English: no period, unit, sentence or name is left in Vietnamese unmarked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from lxml import html

pytestmark = pytest.mark.django_db

# Sources of figures and articles are told in the words of whoever named them.
SOURCE = re.compile(r"Số liệu minh họa( \(illustrative figures[^)]*\))?")
SAID_IN = ("alt", "title", "aria-label", "placeholder", "content", "label", "data-coming", "data-due", "data-failed")
# Of an address so many queries are looked at.
MOST_QUERIES = 3


@pytest.fixture
def demo(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    call_command("demo", verbosity=0)


def is_vietnamese(text: str) -> bool:
    """Whether letters stand in it that only Vietnamese has here: đ, or marks on letters."""
    plain = SOURCE.sub("", text)
    return any(letter in "đĐ" or unicodedata.combining(letter) for letter in unicodedata.normalize("NFD", plain))


def said(page: html.HtmlElement) -> Iterator[str]:
    """What readers see or hear, less what is marked as Vietnamese."""
    for element in page.iter():
        if not isinstance(element.tag, str) or _language(element) == "vi":
            continue
        yield from (text for text in (element.text, *(child.tail for child in element)) if text)
        yield from (element.get(name) for name in SAID_IN if element.get(name))


def _language(element: html.HtmlElement) -> str:
    while element is not None:
        if marked := element.get("lang"):
            return marked
        element = element.getparent()
    return ""


@pytest.mark.usefixtures("demo")
def test_no_english_page_of_the_demo_speaks_vietnamese(client: Client) -> None:
    waiting, seen, asked = ["/en/"], set[str](), dict[str, int]()
    problems = []

    while waiting:
        address = waiting.pop()
        path = urlsplit(address).path
        asked[path] = asked.get(path, 0) + 1
        if address in seen or asked[path] > MOST_QUERIES:
            continue
        seen.add(address)
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        if not response["Content-Type"].startswith("text/html"):
            continue
        page = html.document_fromstring(b"".join(response) if response.streaming else response.content)
        problems += [f"{address}: {text.strip()[:80]}" for text in said(page) if is_vietnamese(text)]
        links = (urlsplit(urljoin(f"http://testserver{address}", link)) for link in page.xpath("//a/@href"))
        waiting += [
            f"{link.path}?{link.query}" if link.query else link.path
            for link in links
            if link.netloc == "testserver" and re.fullmatch(r"/en/(?!admin/)([\w-]+/)*", link.path)
        ]

    assert len(seen) > 60
    assert problems == []
