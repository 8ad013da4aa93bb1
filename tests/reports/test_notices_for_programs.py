"""Corrections as feed readers and programs meet them: with the article, and in the register of the API."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from reports.models import Article, Correction, CorrectionKind
from tests.factories import make_article, make_published_article, make_tag

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
ROOT = "/api/v1/"


@pytest.fixture(autouse=True)
def _fresh_count() -> None:
    cache.clear()


def make_notice(article: Article, *, in_hours: float = -0.5, **fields: Any) -> Correction:
    notice = Correction(
        article=article,
        published_at=timezone.now() + dt.timedelta(hours=in_hours),
        **{"text_vi": "Đúng là 231,5.", "text_en": "It is 231.5.", **fields},
    )
    notice.save()
    return notice


def test_feed_tells_the_correction_with_its_article(client: Client) -> None:
    notice = make_notice(make_published_article("bai", lead="Tăng 11,2%."))
    make_published_article("khac", lead="Không sửa.")
    day = timezone.localtime(notice.published_at)

    feed = json.loads(client.get("/feed.json").content)
    items = {item["url"].split("/")[-2]: item for item in feed["items"]}
    descriptions = [
        item.findtext("description") for item in ElementTree.fromstring(client.get("/rss/").content).iter("item")
    ]

    told = f"Tăng 11,2%.\n\nĐính chính ({day.day}/{day.month}/{day.year}): Đúng là 231,5."
    assert items["bai"]["content_text"] == told
    assert "Đính chính" in items["bai"]["tags"]
    assert items["bai"]["date_modified"] == notice.published_at.isoformat()
    assert items["khac"]["content_text"] == "Không sửa."
    assert told in descriptions


def test_atom_entry_is_updated_when_a_notice_comes_to_it(client: Client) -> None:
    notice = make_notice(make_published_article("story", language="en"))

    entry = ElementTree.fromstring(client.get("/en/atom/").content).find(f"{ATOM}entry")

    assert entry is not None
    assert dt.datetime.fromisoformat(entry.findtext(f"{ATOM}updated", "")) == notice.published_at
    assert "It is 231.5." in entry.findtext(f"{ATOM}summary", "")


def test_notice_to_come_is_in_no_feed(client: Client) -> None:
    make_notice(make_published_article("bai"), in_hours=2, text_vi="Chưa tới giờ.")

    assert "Chưa tới giờ" not in client.get("/feed.json").content.decode()
    assert client.get(f"{ROOT}corrections").json() == {"corrections": [], "next_cursor": None}
    assert client.get(f"{ROOT}articles/bai").json()["corrections"] == []


def test_feed_with_notices_takes_two_queries(client: Client, django_assert_num_queries: Any) -> None:
    for number in range(5):
        make_notice(make_published_article(f"bai-{number}"))

    # The articles with their editions; the notices on them.
    with django_assert_num_queries(2):
        client.get("/feed.json")


def test_api_gives_an_article_with_its_authors_tags_and_corrections(client: Client) -> None:
    article = make_published_article("bai", byline="Ban biên tập", tags=[make_tag("xi-mang", name_vi="Xi măng")])
    make_notice(article, old_text="230", new_text="231,5")

    told = client.get(f"{ROOT}articles/bai").json()

    assert told["authors"] == [{"slug": "ban-bien-tap", "name": "Ban biên tập"}]
    assert [(tag["slug"], tag["name_vi"]) for tag in told["tags"]] == [("xi-mang", "Xi măng")]
    (notice,) = told["corrections"]
    assert (notice["kind"], notice["text_en"], notice["old_text"]) == ("correction", "It is 231.5.", "230")


def test_api_gives_the_register_from_the_newest_by_cursor(client: Client) -> None:
    article = make_published_article("bai", in_hours=-90)
    for number in range(25):
        make_notice(article, in_hours=-number - 1, text_vi=f"Số {number}")

    first = client.get(f"{ROOT}corrections").json()
    second = client.get(f"{ROOT}corrections", {"cursor": first["next_cursor"]}).json()

    told = [row["text_vi"] for row in first["corrections"] + second["corrections"]]
    assert told == [f"Số {number}" for number in range(25)]
    assert first["corrections"][0]["article"] == "bai"
    assert second["next_cursor"] is None
    assert client.get(f"{ROOT}corrections", {"cursor": "hom-qua"}).status_code == 400


def test_withdrawal_stays_in_the_register(client: Client) -> None:
    article = make_published_article("bai")
    make_notice(article, kind=CorrectionKind.WITHDRAWAL, text_vi="Sai nguồn.")
    Article.objects.update(withdrawn_at=timezone.now())

    (row,) = client.get(f"{ROOT}corrections").json()["corrections"]

    assert (row["kind"], row["article"], row["text_vi"]) == ("withdrawal", "bai", "Sai nguồn.")


def test_api_narrows_articles_by_a_tag_that_the_public_sees(client: Client) -> None:
    make_published_article("bai", tags=[make_tag("xi-mang")])
    make_published_article("khac")
    make_article("nhap", tags=[make_tag("kin")])

    told = client.get(f"{ROOT}articles", {"tag": "xi-mang"}).json()

    assert [each["slug"] for each in told["articles"]] == ["bai"]
    assert client.get(f"{ROOT}articles", {"tag": "kin"}).status_code == 404
    assert client.get(f"{ROOT}articles", {"tag": "xi-mang", "section": "cong-nghiep"}).status_code == 400
