"""An indicator's page for search engines, and the releases that it comes from with their articles."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from indicators.periods import Period
from tests.factories import (
    make_area,
    make_article,
    make_indicator,
    make_observation,
    make_published_article,
    make_release,
)

pytestmark = pytest.mark.django_db

SITE = "https://congthong.example"


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    settings.SITE_URL, settings.SITE_NAME, settings.SITE_NAME_EN = SITE, "Cổng thử", "Trial portal"
    settings.DATA_LICENCE_URL = "https://example.org/giay-phep"


def told(client: Client, address: str = "/chi-so/xi-mang/") -> list[dict[str, Any]]:
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get(address).content.decode())
    assert block is not None
    return json.loads(block[1])


def section(client: Client, address: str = "/chi-so/xi-mang/") -> str:
    found = re.search(r'aria-labelledby="dot-cong-bo">(.*?)</section>', client.get(address).content.decode(), re.DOTALL)
    return found[1] if found else ""


def test_dataset_says_what_it_is_where_when_and_how_it_is_taken_away(client: Client) -> None:
    cement = make_indicator(
        "xi-mang", name_vi="Xi măng", definition_vi="Sản lượng xi măng các loại.", source_vi="Cục Thống kê"
    )
    for year in (2015, 2018):
        make_observation("230", indicator=cement, period=Period.of_quarter(year, 1))
    make_observation("9", indicator=cement, area=make_area("huu-lung", name_vi="Hữu Lũng", position=1))

    dataset, trail = told(client)

    assert (dataset["@type"], trail["@type"]) == ("Dataset", "BreadcrumbList")
    assert (dataset["name"], dataset["identifier"]) == ("Xi măng", "xi-mang")
    assert dataset["url"] == f"{SITE}/chi-so/xi-mang/"
    assert dataset["license"] == "https://example.org/giay-phep"
    assert dataset["temporalCoverage"] == "2015/2018"
    assert {place["name"] for place in dataset["spatialCoverage"]} == {"Lạng Sơn", "Hữu Lũng"}
    assert dataset["creator"] == {"@type": "Organization", "name": "Cục Thống kê"}
    assert dataset["isBasedOn"]["name"] == "Cục Thống kê"
    assert dataset["publisher"]["name"] == "Cổng thử"
    assert "Sản lượng xi măng các loại." in dataset["description"]
    assert dataset["variableMeasured"]["unitText"] == "nghìn tấn"
    kinds = {each["encodingFormat"]: each["contentUrl"] for each in dataset["distribution"]}
    assert kinds["text/csv"] == f"{SITE}/chi-so/xi-mang.csv"
    for address in kinds.values():
        assert client.get(address.removeprefix(SITE)).status_code == 200


def test_dataset_is_english_on_the_english_page(client: Client) -> None:
    make_observation("230", indicator=make_indicator("xi-mang", name_en="Cement"))

    dataset, _trail = told(client, "/en/chi-so/xi-mang/")

    assert (dataset["name"], dataset["inLanguage"], dataset["publisher"]["name"]) == ("Cement", "en", "Trial portal")
    assert dataset["variableMeasured"]["unitText"] == "thousand tonnes"


def test_dataset_of_an_indicator_without_figures_claims_no_coverage(client: Client) -> None:
    make_indicator("xi-mang")

    dataset, _trail = told(client)

    assert "temporalCoverage" not in dataset
    assert dataset["spatialCoverage"] == []
    assert 50 <= len(dataset["description"]) <= 5000 or dataset["description"]


def test_page_names_the_releases_that_brought_figures_and_their_articles(client: Client) -> None:
    cement = make_indicator("xi-mang")
    out = make_release(title_vi="Tháng 5 năm 2018")
    make_release(title_vi="Đợt khác")
    make_observation("230", indicator=cement, release=out)
    make_published_article("bai", title="Xi măng tăng", release=out)
    make_article("nhap", title="Bản nháp", release=out)
    make_published_article("story", title="Cement up", language="en", release=out)

    shown, english = section(client), section(client, "/en/chi-so/xi-mang/")

    assert "Tháng 5 năm 2018" in shown
    assert "Đợt khác" not in shown
    assert '<a href="/tin/bai/">Xi măng tăng</a>' in shown
    assert "Bản nháp" not in shown
    assert "Cement up" in english
    assert "Xi măng tăng" not in english


def test_page_names_the_next_release_and_nothing_of_what_is_in_it(client: Client) -> None:
    cement, coal = make_indicator("xi-mang"), make_indicator("than-sach")
    make_observation("230", indicator=cement)
    make_observation("9", indicator=coal)
    make_release(in_hours=5, title_vi="Đợt kín", is_announced=False)
    coming = make_release(in_hours=9, title_vi="Tháng 6 năm 2018")
    make_observation("918273", indicator=cement, period=Period.of_month(2018, 6), release=coming)

    of_cement, of_coal = section(client), section(client, "/chi-so/than-sach/")

    assert "Tháng 6 năm 2018" in of_cement
    assert "Đợt kín" not in of_cement
    # Whether a figure of it waits makes no difference to what is shown.
    assert of_cement == of_coal
