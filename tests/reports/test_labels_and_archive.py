"""Tags, authors and the archive: only what is public gathers articles and is counted, at a fixed number of queries."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports.bylines import names_in
from reports.caching import current_token
from reports.local_months import offset
from reports.models import Article, Author, Tag
from reports.services.editions import keep_edition, restore_edition
from reports.slugs import free_slug
from tests.factories import make_article, make_published_article, make_tag, make_user

pytestmark = pytest.mark.django_db


def titles(client: Client, address: str) -> list[str]:
    return re.findall(r'class="article-card-title"><a href="[^"]+">([^<]+)<', client.get(address).content.decode())


def dated(slug: str, when: dt.datetime, **fields: Any) -> Article:
    article = make_published_article(slug, **fields)
    Article.objects.filter(pk=article.pk).update(published_at=when)
    return article


def vietnam(year: int, month: int, day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime(year, month, day, hour, tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Ban biên tập", ["Ban biên tập"]),
        ("Nguyễn An,  Trần Bình; Lê Chi", ["Nguyễn An", "Trần Bình", "Lê Chi"]),
        ("Phòng Công nghiệp và Xây dựng", ["Phòng Công nghiệp và Xây dựng"]),
        ("Nguyễn An, Nguyễn An", ["Nguyễn An"]),
        (" ; ", []),
    ],
)
def test_byline_names_whoever_stands_between_commas(byline: str, names: list[str]) -> None:
    assert names_in(byline) == names


def test_tag_page_lists_the_articles_whose_public_edition_bears_it(client: Client) -> None:
    tag = make_tag("xuat-khau", name_vi="Xuất khẩu", description_vi="Hàng hóa ra nước ngoài.")
    make_published_article("co-the", title="Có thẻ", tags=[tag])
    make_published_article("khong-the", title="Không thẻ")
    make_published_article("english", title="English", language="en", tags=[tag])

    assert titles(client, "/the/xuat-khau/") == ["Có thẻ"]
    assert titles(client, "/en/the/xuat-khau/") == ["English"]
    assert "Hàng hóa ra nước ngoài." in client.get("/the/xuat-khau/").content.decode()


def test_tag_of_a_draft_is_not_found(client: Client) -> None:
    make_article("nhap", tags=[make_tag("kin", name_vi="Thẻ kín")])

    assert client.get("/the/kin/").status_code == 404
    assert client.get("/the/kin/rss/").status_code == 404
    assert "/the/kin/" not in client.get("/sitemap-labels.xml").content.decode()


def test_tag_given_to_a_published_article_shows_once_its_edition_is_public(client: Client) -> None:
    article = make_published_article("bai", title="Bài")
    article.tags.set([make_tag("moi")])
    edition = keep_edition(article, actor=None)
    before = client.get("/the/moi/").status_code

    article.next_edition, article.next_at = edition, timezone.now() - dt.timedelta(minutes=1)
    article.save()

    assert edition.changed == ["tags"]
    assert before == 404
    assert titles(client, "/the/moi/") == ["Bài"]


def test_restored_edition_brings_its_tags_back() -> None:
    article = make_article("bai", tags=[make_tag("cu")])
    old = keep_edition(article, actor=None)
    article.tags.set([make_tag("moi")])
    keep_edition(article, actor=None)

    restore_edition(article, old, actor=None, note="")

    assert [tag.slug for tag in article.tags.all()] == ["cu"]


def test_article_leads_to_its_tags_and_authors(client: Client) -> None:
    make_published_article("bai", tags=[make_tag("xi-mang", name_vi="Xi măng")], byline="Trần Bình, Nguyễn An")

    page = client.get("/tin/bai/").content.decode()

    assert '<a href="/the/xi-mang/">Xi măng</a>' in page
    assert re.findall(r'rel="author" href="([^"]+)">([^<]+)<', page) == [
        ("/tac-gia/tran-binh/", "Trần Bình"),
        ("/tac-gia/nguyen-an/", "Nguyễn An"),
    ]


def test_author_page_lists_what_the_public_byline_names(client: Client) -> None:
    make_published_article("bai", title="Của An", byline="Nguyễn An, Trần Bình")
    make_published_article("khac", title="Của Bình", byline="Trần Bình")
    article = make_published_article("doi", title="Đổi tên", byline="Lê Chi")
    article.byline = "Nguyễn An"
    article.save()
    keep_edition(article, actor=None)

    assert titles(client, "/tac-gia/nguyen-an/") == ["Của An"]
    assert set(titles(client, "/tac-gia/tran-binh/")) == {"Của Bình", "Của An"}


def test_only_bylines_make_authors(client: Client) -> None:
    writer = make_user("nguoi-viet", first_name="Tên", last_name="Thật")
    make_published_article("bai", byline="", created_by=writer)
    make_article("nhap", byline="Tác giả kín")

    assert not Author.objects.public().exists()
    assert client.get("/tac-gia/tac-gia-kin/").status_code == 404
    assert client.get("/tac-gia/nguoi-viet/").status_code == 404


def test_names_that_differ_only_by_diacritics_have_pages_of_their_own(client: Client) -> None:
    make_published_article("a", title="Một", byline="Nguyễn Ân")
    make_published_article("b", title="Hai", byline="Nguyễn An")

    assert titles(client, "/tac-gia/nguyen-an/") == ["Một"]
    assert titles(client, "/tac-gia/nguyen-an-2/") == ["Hai"]


@pytest.mark.parametrize("address", ["/the/xuat-khau/", "/tac-gia/ban-bien-tap/"])
def test_label_has_feeds_of_its_own(client: Client, address: str) -> None:
    make_published_article("bai", tags=[make_tag("xuat-khau")], byline="Ban biên tập")
    make_published_article("khac")

    channel = ElementTree.fromstring(client.get(f"{address}rss/").content)[0]
    feed = json.loads(client.get(f"{address}feed.json").content)

    assert len(channel.findall("item")) == len(feed["items"]) == 1
    assert feed["feed_url"].endswith(f"{address}feed.json")
    assert client.get(f"{address}atom/").status_code == 200
    assert f'href="{address}rss/"' in client.get(address).content.decode()
    assert address in client.get("/sitemap-labels.xml").content.decode()


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("address", ["/the/xuat-khau/", "/tac-gia/ban-bien-tap/"])
def test_page_of_a_label_takes_three_queries(
    client: Client, address: str, rows: int, django_assert_num_queries: Any
) -> None:
    tag = make_tag("xuat-khau")
    for number in range(rows):
        make_published_article(f"bai-{number}", tags=[tag], byline="Ban biên tập")

    # The label, its articles with their editions, the sections of the page's frame.
    with django_assert_num_queries(3):
        client.get(address)


def test_archive_counts_by_the_day_in_vietnam(client: Client) -> None:
    dated("cuoi-nam", vietnam(2017, 12, 31, hour=23))
    dated("dau-nam", vietnam(2018, 1, 1, hour=1))
    dated("thang-gieng", vietnam(2018, 1, 20))

    page = client.get("/tin/luu-tru/").content.decode()

    assert re.findall(r'href="(/tin/luu-tru/[\d/]+)">([^<]+?)(?: <small>(\d+)</small>)?<', page) == [
        ("/tin/luu-tru/2018/", "2 bài", ""),
        ("/tin/luu-tru/2018/01/", "Tháng 1/2018", "2"),
        ("/tin/luu-tru/2017/", "1 bài", ""),
        ("/tin/luu-tru/2017/12/", "Tháng 12/2017", "1"),
    ]


def test_clock_of_the_portal_is_as_far_from_utc_all_year() -> None:
    """As the archive takes it on SQLite."""
    zone = timezone.get_default_timezone()
    moments = [dt.datetime(year, month, 1, tzinfo=zone) for year in range(1990, 2040) for month in range(1, 13)]

    assert {moment.utcoffset() for moment in moments} == {offset()}


def test_archive_counts_nothing_that_is_kept_back_or_withdrawn(client: Client) -> None:
    make_published_article("sap-dang", in_hours=24 * 400)
    dated("da-go", vietnam(2017, 5, 2))
    Article.objects.filter(slug="da-go").update(withdrawn_at=timezone.now())
    dated("english", vietnam(2016, 5, 2), language="en")

    page = client.get("/tin/luu-tru/").content.decode()

    assert "<small>" not in page
    assert client.get("/tin/luu-tru/2017/").status_code == 404
    assert "/en/tin/luu-tru/2016/05/" in client.get("/en/tin/luu-tru/").content.decode()


def test_month_and_year_list_their_articles(client: Client) -> None:
    dated("thang-5", vietnam(2018, 5, 31, hour=23), title="Tháng năm")
    dated("thang-6", vietnam(2018, 6, 1, hour=0), title="Tháng sáu")

    assert titles(client, "/tin/luu-tru/2018/05/") == ["Tháng năm"]
    assert titles(client, "/tin/luu-tru/2018/") == ["Tháng sáu", "Tháng năm"]


def test_month_with_articles_in_the_other_language_only_says_so(client: Client) -> None:
    dated("english", vietnam(2018, 5, 2), language="en")

    response = client.get("/tin/luu-tru/2018/05/")

    assert response.status_code == 200
    assert "empty-state" in response.content.decode()


@pytest.mark.parametrize("address", ["2018/13/", "2018/00/", "0/", "99999/", "2017/", "2018/06/"])
def test_period_without_articles_is_not_found(client: Client, address: str) -> None:
    dated("bai", vietnam(2018, 5, 2))

    assert client.get(f"/tin/luu-tru/{address}").status_code in (301, 404)
    assert client.get(f"/tin/luu-tru/{address}", follow=True).status_code == 404


def test_month_has_one_address(client: Client) -> None:
    dated("bai", vietnam(2018, 5, 2))

    response = client.get("/tin/luu-tru/2018/5/")

    assert (response.status_code, response["Location"]) == (301, "/tin/luu-tru/2018/05/")


def test_no_article_takes_the_address_of_the_archive() -> None:
    assert free_slug("Lưu trữ") == "luu-tru-2"


@pytest.mark.parametrize("rows", [1, 30])
def test_archive_takes_fixed_queries(client: Client, rows: int, django_assert_num_queries: Any) -> None:
    for number in range(rows):
        dated(f"bai-{number}", vietnam(2018, number % 12 + 1, 1))

    # The counts, the sections of the page's frame.
    with django_assert_num_queries(2):
        client.get("/tin/luu-tru/")
    # Its articles besides.
    with django_assert_num_queries(3):
        client.get("/tin/luu-tru/2018/01/")


@pytest.mark.django_db(transaction=True)
def test_archive_is_counted_once_for_all_of_its_pages_and_anew_at_a_change(client: Client, settings: Any) -> None:
    settings.KEEP_PAGES = True
    caches["pages"].clear()
    dated("bai-1", vietnam(2018, 5, 2))

    asked = []
    for address in ("/tin/luu-tru/2018/05/", "/tin/luu-tru/2018/"):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked.append(sum("COUNT(" in query["sql"] for query in queries))
    dated("bai-2", vietnam(2018, 6, 2))

    assert asked == [1, 0]
    assert "2 bài" in client.get("/tin/luu-tru/").content.decode()


def test_editor_makes_a_tag_whose_address_comes_from_its_name(client: Client) -> None:
    editor = make_user("bientap")
    editor.groups.add(Group.objects.get(name="Biên tập"))
    client.force_login(editor)

    response = client.post("/admin/reports/tag/add/", {"name_vi": "Tết Mậu Tuất", "name_en": "Tet", "slug": ""})

    assert response.status_code == 302
    assert Tag.objects.get().slug == "tet-mau-tuat"


def test_tag_that_editions_bear_is_neither_deleted_nor_moved(admin_client: Client) -> None:
    tag = make_tag("xuat-khau")
    make_published_article("bai", tags=[tag])

    page = admin_client.get(f"/admin/reports/tag/{tag.pk}/change/").content.decode()
    deletion = admin_client.post(f"/admin/reports/tag/{tag.pk}/delete/", {"post": "yes"})

    assert 'name="slug"' not in page
    assert deletion.status_code == 403


def test_author_is_described_but_not_renamed(admin_client: Client) -> None:
    make_published_article("bai", byline="Ban biên tập")
    author = Author.objects.get()

    admin_client.post(
        f"/admin/reports/author/{author.pk}/change/",
        {"name": "Khác", "description_vi": "Những người làm cổng này.", "description_en": ""},
    )

    author.refresh_from_db()
    assert (author.name, author.description_vi) == ("Ban biên tập", "Những người làm cổng này.")


@pytest.mark.django_db(transaction=True)
def test_public_tags_start_a_generation_and_those_of_a_draft_do_not() -> None:
    shown, draft = make_published_article("bai"), make_article("nhap")
    tag = make_tag("xuat-khau")

    before = current_token("default")
    draft.tags.set([tag])
    keep_edition(draft, actor=None)
    with_draft = current_token("default")
    shown.published_edition.tags.set([tag])

    assert with_draft == before
    assert current_token("default") != before


@pytest.mark.django_db(transaction=True)
def test_renamed_tag_starts_a_generation() -> None:
    tag = make_tag("xuat-khau")
    before = current_token("default")

    tag.name_vi = "Xuất khẩu hàng hóa"
    tag.save()

    assert current_token("default") != before
