"""The feed of an indicator: each figure as it came out, and nothing before its minute."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from indicators.models import Change, Indicator, VersionKind
from indicators.periods import Period
from indicators.services.recording import Stated, record
from tests.factories import Q1_2018, make_area, make_indicator, make_observation, make_release

pytestmark = pytest.mark.django_db


@pytest.fixture
def cement() -> Indicator:
    indicator = make_indicator("xi-mang", name_vi="Xi măng", name_en="Cement")
    make_observation("230.5", indicator=indicator)
    return indicator


def items(client: Client, path: str = "/chi-so/xi-mang/rss/") -> list[dict[str, str]]:
    response = client.get(path)
    assert response.status_code == 200
    channel = etree.fromstring(response.content)[0]
    return [{child.tag: child.text or "" for child in item} for item in channel.findall("item")]


def test_a_figure_is_an_item_with_period_value_unit_and_status(client: Client, cement: Indicator):
    (item,) = items(client)

    assert item["title"] == "Xi măng, Quý I/2018: 230,5 nghìn tấn (ước tính)"
    assert item["description"] == "Lạng Sơn: công bố lần đầu"
    assert item["link"].endswith("/chi-so/xi-mang/?ky=quy&dia-ban=lang-son")


def test_a_revision_is_an_item_of_its_own_that_tells_what_it_replaces(client: Client, cement: Indicator):
    stated = Stated(VersionKind.OBSERVATION, cement.pk, make_area().pk, Q1_2018, {"value": Decimal("231")})
    record([stated], change=Change())

    revision, first = items(client)

    assert revision["title"].startswith("Xi măng, Quý I/2018: 231 nghìn tấn")
    assert revision["description"] == "Lạng Sơn: thay cho 230,5 nghìn tấn"
    assert revision["guid"] != first["guid"]


def test_items_are_the_same_in_english_in_english(client: Client, cement: Indicator):
    (item,) = items(client, "/en/chi-so/xi-mang/rss/")

    assert item["title"] == "Cement, Q1 2018: 230.5 thousand tonnes (estimate)"
    assert item["guid"] == items(client)[0]["guid"]


def test_nothing_comes_before_its_minute(client: Client, cement: Indicator):
    make_observation("98765", indicator=cement, period=Period.of_quarter(2018, 2), release=make_release(in_hours=1))

    assert len(items(client)) == 1


def test_an_indicator_without_figures_has_an_empty_feed(client: Client):
    make_indicator("moi")

    assert items(client, "/chi-so/moi/rss/") == []


@pytest.mark.parametrize("code", ["khong-co", "kin"])
def test_what_is_not_public_has_no_feed(client: Client, code: str):
    make_indicator("kin", is_public=False)

    assert client.get(f"/chi-so/{code}/rss/").status_code == 404


def test_the_page_leads_to_the_feed(client: Client, cement: Indicator):
    assert client.get("/chi-so/xi-mang/").content.decode().count('href="/chi-so/xi-mang/rss/"') == 2


def test_a_feed_takes_three_queries(client: Client, cement: Indicator, django_assert_num_queries: Any):
    """The indicator, its areas, the versions."""
    with django_assert_num_queries(3):
        items(client)


def test_atom_and_json_tell_the_same_as_rss(client: Client, cement: Indicator):
    stated = Stated(VersionKind.OBSERVATION, cement.pk, make_area().pk, Q1_2018, {"value": Decimal("231")})
    record([stated], change=Change())
    atom = "{http://www.w3.org/2005/Atom}"

    entries = etree.fromstring(client.get("/chi-so/xi-mang/atom/").content).findall(f"{atom}entry")
    feed = client.get("/chi-so/xi-mang/feed.json").json()

    told = [(item["guid"], item["title"], item["description"]) for item in items(client)]
    assert [tuple(entry.findtext(f"{atom}{name}") for name in ("id", "title", "summary")) for entry in entries] == told
    assert [(item["id"], item["title"], item["content_text"]) for item in feed["items"]] == told
    assert feed["feed_url"].endswith("/chi-so/xi-mang/feed.json")
    assert (
        client.get("/chi-so/khong-co/atom/").status_code == client.get("/chi-so/khong-co/feed.json").status_code == 404
    )
    page = client.get("/chi-so/xi-mang/").content.decode()
    assert all(f'href="/chi-so/xi-mang/{name}"' in page for name in ("rss/", "atom/", "feed.json"))
