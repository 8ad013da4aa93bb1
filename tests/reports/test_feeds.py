"""The news for feed readers and search engines."""

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.factories import make_article, make_indicator, make_published_article, make_section

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    settings.SITE_URL = "https://congthong.example"
    settings.SITE_NAME = "Cổng thử"


def test_rss_carries_title_lead_dates_and_full_addresses(client: Client) -> None:
    make_published_article("bai", title="Xi măng & đá", lead="Tăng 11,2%.")
    make_article("ban-nhap")

    channel = ElementTree.fromstring(client.get("/rss/").content)[0]

    (item,) = channel.findall("item")
    assert item.findtext("title") == "Xi măng & đá"
    assert item.findtext("description") == "Tăng 11,2%."
    assert item.findtext("link") == "https://congthong.example/tin/bai/"
    assert item.findtext("pubDate")
    assert channel.findtext("language") == "vi"
    assert channel.findtext("link") == "https://congthong.example/"


def test_atom_entry_keeps_its_identity_when_the_address_changes(client: Client) -> None:
    article = make_published_article("bai")
    first = ElementTree.fromstring(client.get("/atom/").content).find(f"{ATOM}entry/{ATOM}id").text

    article.slug = "bai-doi-dia-chi"
    article.save()
    second = ElementTree.fromstring(client.get("/atom/").content).find(f"{ATOM}entry/{ATOM}id").text

    assert first == second
    assert first.startswith("tag:congthong.example,")


def test_english_feed_carries_english_articles(client: Client) -> None:
    make_published_article("bai")
    make_published_article("story", language="en")

    feed = json.loads(client.get("/en/feed.json").content)

    assert [item["url"] for item in feed["items"]] == ["https://congthong.example/en/tin/story/"]
    assert feed["language"] == "en"
    assert feed["feed_url"] == "https://congthong.example/en/feed.json"


def test_json_feed_has_what_version_1_1_asks_for(client: Client) -> None:
    make_published_article("bai", byline="Phòng Tổng hợp")

    response = client.get("/feed.json")
    feed = json.loads(response.content)

    assert response["Content-Type"] == "application/feed+json"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "Cổng thử"
    (item,) = feed["items"]
    assert {"id", "url", "content_text", "date_published"} <= item.keys()
    assert item["authors"] == [{"name": "Phòng Tổng hợp"}]


@pytest.mark.parametrize("kind", ["rss/", "atom/", "feed.json"])
def test_section_has_feeds_of_its_own(client: Client, kind: str) -> None:
    make_published_article("bai-a", section=make_section("cong-nghiep"))
    make_published_article("bai-b", section=make_section("thuong-mai", name_vi="Thương mại"))

    feed = client.get(f"/chuyen-muc/thuong-mai/{kind}").content.decode()

    assert "/tin/bai-b/" in feed
    assert "/tin/bai-a/" not in feed
    assert client.get(f"/chuyen-muc/khong-co/{kind}").status_code == 404


@pytest.mark.parametrize("rows", [1, 40])
@pytest.mark.parametrize("path", ["/rss/", "/atom/", "/feed.json"])
def test_feed_takes_two_queries(client: Client, path: str, rows: int, django_assert_num_queries: Any) -> None:
    for number in range(rows):
        make_published_article(f"bai-{number}")

    # The articles with their editions; the notices on them.
    with django_assert_num_queries(2):
        client.get(path)


def test_sitemap_names_every_article_under_its_language(client: Client) -> None:
    make_published_article("bai")
    make_published_article("story", language="en")
    make_article("ban-nhap")

    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    parts = [each.text for each in index.iter(f"{SITEMAP}loc")]
    articles = ElementTree.fromstring(client.get("/sitemap-articles.xml").content)

    assert "https://congthong.example/sitemap-articles.xml" in parts
    assert {each.text for each in articles.iter(f"{SITEMAP}loc")} == {
        "https://congthong.example/tin/bai/",
        "https://congthong.example/en/tin/story/",
    }


def test_news_sitemap_holds_two_days(client: Client) -> None:
    make_published_article("moi", title="Tin & mới", in_hours=-2)
    make_published_article("cu", in_hours=-72)

    sitemap = ElementTree.fromstring(client.get("/sitemap-news.xml").content)

    assert [each.text for each in sitemap.iter(f"{SITEMAP}loc")] == ["https://congthong.example/tin/moi/"]
    assert [each.text for each in sitemap.iter(f"{NEWS}title")] == ["Tin & mới"]
    assert [each.text for each in sitemap.iter(f"{NEWS}name")] == ["Cổng thử"]


def test_sitemaps_of_pages_and_indicators_name_both_languages(client: Client) -> None:
    make_section("cong-nghiep")
    make_indicator("xi-mang")
    make_indicator("kin", is_public=False)

    pages = client.get("/sitemap-pages.xml").content.decode()
    indicators = client.get("/sitemap-indicators.xml").content.decode()

    for path in ("/", "/en/", "/tin/", "/en/chuyen-muc/cong-nghiep/"):
        assert f"<loc>https://congthong.example{path}</loc>" in pages
    assert "https://congthong.example/en/chi-so/xi-mang/" in indicators
    assert "kin/" not in indicators


def test_unknown_sitemap_or_page_of_it_is_not_found(client: Client) -> None:
    assert client.get("/sitemap-khong-co.xml").status_code == 404
    assert client.get("/sitemap-articles.xml?p=2").status_code == 404


def test_robots_are_kept_from_the_admin_and_shown_the_sitemap(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /admin/" in text
    assert "Sitemap: https://congthong.example/sitemap.xml" in text
