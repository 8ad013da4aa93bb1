"""The tables of an article as files: as published, with the figures of now, and never more than the article shows."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from lxml import html

from indicators.exchange.formats import FORMATS
from indicators.models import Change, Indicator, VersionKind
from indicators.periods import Period
from indicators.services.recording import Stated, record
from tests.factories import Q1_2018, make_area, make_article, make_indicator, make_observation, make_published_article

pytestmark = pytest.mark.django_db

QUARTERS = [f"2017-Q{quarter}" for quarter in (1, 2, 3, 4)]
TABLE = {
    "indicators": ["xi-mang"],
    "periods": [*QUARTERS, "2018-Q1"],
    "areas": ["lang-son"],
    "measures": ["value", "growth_yoy"],
    "caption": "Xi măng theo quý",
    "rows": "periods",
    "chart": "line",
}


@pytest.fixture
def cement() -> Indicator:
    indicator = make_indicator("xi-mang", name_vi="Xi măng")
    for quarter in (1, 2, 3, 4):
        make_observation(f"{100 + quarter}", indicator=indicator, period=Period.of_quarter(2017, quarter))
    make_observation("230", indicator=indicator)
    return indicator


def lines(client: Client, path: str) -> list[dict[str, str]]:
    response = client.get(path)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))


def value_of_quarter(client: Client, path: str) -> str:
    """The value of the first quarter of 2018."""
    values = {line["period"]: line["value"] for line in lines(client, path) if line["measure"] == "value"}
    return values["2018-Q1"]


def test_the_article_leads_to_its_tables_files(client: Client, cement: Indicator):
    make_published_article("bai", tables=[TABLE])

    page = html.fromstring(client.get("/tin/bai/").content.decode())
    links = page.xpath("//div[@id='bang-1']//nav[@class='downloads']//a/@href")

    assert links == [f"/tin/bai/bang-1.{extension}" for extension in (*FORMATS, "svg", "png")]
    for link in links:
        assert client.get(link).status_code == 200, link


def test_the_files_of_each_table_have_a_name_of_their_own(client: Client, cement: Indicator):
    make_published_article("bai", tables=[TABLE, {**TABLE, "caption": "Bảng thứ hai"}])

    page = html.fromstring(client.get("/tin/bai/").content.decode())
    names = page.xpath("//nav[@class='downloads']/@aria-label")

    assert len(names) == len(set(names)) >= 2
    assert "Tải về: Bảng thứ hai" in names


def test_a_file_says_what_was_published_and_on_demand_what_is_known_now(client: Client, cement: Indicator):
    make_published_article("bai", tables=[TABLE])
    stated = Stated(VersionKind.OBSERVATION, cement.pk, make_area().pk, Q1_2018, {"value": Decimal("240")})
    record([stated], change=Change())

    assert value_of_quarter(client, "/tin/bai/bang-1.csv") == "230"
    assert value_of_quarter(client, "/tin/bai/bang-1.csv?so-lieu=hien-nay") == "240"
    assert lines(client, "/tin/bai/bang-1.csv")[0]["permalink"].endswith("/tin/bai/#bang-1")
    today = html.fromstring(client.get("/tin/bai/?so-lieu=hien-nay").content.decode())
    assert "/tin/bai/bang-1.csv?so-lieu=hien-nay" in today.xpath("//nav[@class='downloads']//a/@href")


def test_a_table_without_chart_has_no_pictures(client: Client, cement: Indicator):
    make_published_article("bai", tables=[{**TABLE, "chart": "none"}])

    page = client.get("/tin/bai/").content.decode()

    assert "bang-1.csv" in page
    assert "bang-1.svg" not in page
    assert client.get("/tin/bai/bang-1.svg").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        *("/tin/bai/bang-2.csv", "/tin/bai/bang-0.csv", "/tin/nhap/bang-1.csv", "/tin/hen/bang-1.xlsx"),
        *("/tin/khong-co/bang-1.csv", "/tin/hen/bang-1.png"),
    ],
)
def test_what_is_not_public_or_not_there_is_not_found(client: Client, cement: Indicator, path: str):
    make_published_article("bai", tables=[TABLE])
    make_article("nhap", tables=[TABLE])
    make_published_article("hen", in_hours=2, tables=[TABLE])

    assert client.get(path).status_code == 404


def test_a_file_takes_few_queries(client: Client, cement: Indicator, django_assert_max_num_queries: Any):
    """The article, its edition's tables: indicators, areas, figures, versions."""
    make_published_article("bai", tables=[TABLE, TABLE])

    with django_assert_max_num_queries(6):
        client.get("/tin/bai/bang-2.csv")
