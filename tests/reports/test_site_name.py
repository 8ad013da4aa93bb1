"""The site's name in both languages, wherever readers and their programs meet it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories import make_indicator, make_observation, make_published_article

pytestmark = pytest.mark.django_db

VIETNAMESE, ENGLISH = "Cổng số liệu thử", "Figures on Trial"


@pytest.fixture(autouse=True)
def names(settings: Any) -> None:
    settings.SITE_NAME, settings.SITE_NAME_EN = VIETNAMESE, ENGLISH
    make_observation(
        "230", indicator=make_indicator("xi-mang", definition_vi="Lượng xi măng.", definition_en="Cement made.")
    )
    make_published_article("story", language="en")


@pytest.mark.parametrize(
    "address",
    [
        *("", "tin/", "chi-so/xi-mang/", "rss/", "atom/", "feed.json", "chi-so/xi-mang/rss/", "lich-cong-bo.ics"),
        *("chi-so/xi-mang.json", "sdmx/structure.xml"),
    ],
)
def test_each_language_has_its_own_name_of_the_site(client: Client, address: str) -> None:
    vietnamese, english = (_told(client, f"{start}{address}") for start in ("/", "/en/"))

    assert ENGLISH in english
    assert VIETNAMESE not in english
    assert VIETNAMESE in vietnamese
    assert ENGLISH not in vietnamese


def test_english_article_says_who_publishes_it_in_english(client: Client) -> None:
    page = _told(client, "/en/tin/story/")

    assert f'"publisher":{{"@type":"GovernmentOrganization","name":"{ENGLISH}"' in page
    assert VIETNAMESE not in page


def test_data_catalogue_speaks_both_languages(client: Client) -> None:
    catalogue = client.get("/api/v1/catalog.jsonld").json()
    (dataset,) = catalogue["dcat:dataset"]

    assert _by_language(catalogue["dct:title"]) == {"vi": VIETNAMESE, "en": ENGLISH}
    assert _by_language(dataset["dct:description"]) == {"vi": "Lượng xi măng.", "en": "Cement made."}
    assert _by_language(dataset["dcat:keyword"]) == {"vi": "Công nghiệp", "en": "Industry"}


def _by_language(told: list[dict[str, str]]) -> dict[str, str]:
    return {each["@language"]: each["@value"] for each in told}


def _told(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()
