"""The page that leads to everything that can be taken away: its links answer, its examples run."""

from __future__ import annotations

import re
import shutil
import subprocess
from decimal import Decimal
from html import unescape
from urllib.parse import urljoin

import pytest
from django.test import Client

from tests.factories import make_indicator, make_observation, make_section

ADDRESS = "/du-lieu-mo/"


def examples(client: Client) -> list[str]:
    return [unescape(text) for text in re.findall(r"<pre[^>]*><code>(.*?)</code>", body(client), re.DOTALL)]


def body(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def cement() -> None:
    make_section("cong-nghiep")
    make_observation("230.50", indicator=make_indicator("xi-mang"))


@pytest.mark.django_db
@pytest.mark.parametrize("address", [ADDRESS, f"/en{ADDRESS}"])
def test_every_link_of_the_page_leads_somewhere(address: str, client: Client, cement: None, settings) -> None:
    main = body(client, address).partition("<main")[2].partition("</main>")[0]
    links = [urljoin(address, link.removeprefix(settings.SITE_URL)) for link in re.findall(r'href="([^"#]+)"', main)]
    ours = [link for link in links if link.startswith("/")]

    answers = {link: client.get(link).status_code for link in ours}

    assert len(answers) > 20
    assert set(answers.values()) == {200}


@pytest.mark.django_db
def test_every_page_leads_to_the_page(client: Client, cement: None) -> None:
    for address, wanted in (("/", ADDRESS), ("/en/chi-so/xi-mang/", f"/en{ADDRESS}")):
        footer = client.get(address).content.decode().partition("<footer")[2]

        assert f'href="{wanted}"' in footer
    assert ADDRESS in client.get("/sitemap-pages.xml").content.decode()


@pytest.mark.django_db
def test_an_empty_catalogue_has_no_examples(client: Client) -> None:
    assert examples(client) == []


@pytest.mark.django_db(transaction=True)
def test_the_example_in_python_fetches_the_series(client: Client, live_server, settings) -> None:
    settings.SITE_URL = live_server.url
    make_observation("230.50", indicator=make_indicator("xi-mang"))
    names: dict[str, object] = {}

    exec(next(text for text in examples(client) if "import requests" in text), names)

    assert names["series"] == {("lang-son", "2018-Q1"): Decimal("230.50")}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl here")
def test_the_example_for_curl_fetches_the_series(client: Client, live_server, settings) -> None:
    settings.SITE_URL = live_server.url
    make_observation("230.50", indicator=make_indicator("xi-mang"))

    text = next(text for text in examples(client) if text.startswith("curl "))
    answered = subprocess.run(["sh", "-c", text], capture_output=True, check=True, timeout=30).stdout

    assert b'"value": "230.50"' in answered


@pytest.mark.django_db
def test_the_addresses_for_r_and_excel_answer(client: Client, cement: None, settings) -> None:
    addresses = [
        address.removeprefix(settings.SITE_URL)
        for text in examples(client)
        for address in re.findall(r'"(http[^"]+)"', text)
    ]

    assert len(addresses) == 3
    assert {client.get(address).status_code for address in addresses} == {200}
