"""Home, lists of news and sections: what they show, in which order, at a cost that does not grow."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from indicators.keyset import NEWEST, Cursor, Place
from reports.models import Article, Section
from reports.services.editions import keep_edition
from reports.services.stories import newest, newest_page
from tests.factories import make_article, make_indicator, make_observation, make_published_article, make_release
from tests.factories import make_section as section

pytestmark = pytest.mark.django_db


def titles(page: str) -> list[str]:
    return re.findall(r'class="article-card-title"><a href="[^"]+">([^<]+)<', page)


def test_home_leads_with_the_newest_article(client: Client) -> None:
    make_published_article("cu", title="Bài cũ", in_hours=-30)
    make_published_article("moi", title="Bài mới", in_hours=-1)

    page = client.get("/").content.decode()

    assert re.search(r'lead-story-title"><a href="/tin/moi/">Bài mới<', page)
    assert "Bài cũ" in titles(page)


def test_home_groups_what_follows_by_section_in_the_sections_order(client: Client) -> None:
    trade = section("thuong-mai", name_vi="Thương mại", position=1)
    industry = section("cong-nghiep", name_vi="Công nghiệp", position=2)
    for number in range(14):
        make_published_article(
            f"bai-{number:02}", title=f"Bài {number:02}", in_hours=-1 - number, section=(industry, trade)[number % 2]
        )

    page = client.get("/").content.decode()

    assert page.index('id="chuyen-muc-thuong-mai"') < page.index('id="chuyen-muc-cong-nghiep"')
    assert len(set(titles(page))) == len(titles(page))


def test_home_shows_announced_releases_without_their_figures(client: Client) -> None:
    release = make_release(in_hours=30, title_vi="Số liệu tháng 6")
    make_release(in_hours=40, title_vi="Đợt không báo trước", is_announced=False)
    make_observation("45678", indicator=make_indicator(is_headline=True), release=release)

    page = client.get("/").content.decode()

    assert "Số liệu tháng 6" in page
    assert "Đợt không báo trước" not in page
    assert "45.678" not in page


def test_home_without_articles_says_so(client: Client) -> None:
    page = client.get("/en/").content.decode()

    assert "empty-state" in page


@pytest.mark.parametrize("rows", [1, 40])
def test_home_takes_the_same_queries_whatever_it_shows(
    client: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(rows):
        make_published_article(f"bai-{number}", in_hours=-number - 1, section=section(f"chuyen-muc-{number % 8}"))
        make_release(in_hours=number + 1)
        make_observation(str(number + 1), indicator=make_indicator(is_headline=True))

    with django_assert_max_num_queries(8):
        response = client.get("/")

    assert response.status_code == 200


def test_news_in_english_are_the_english_articles(client: Client) -> None:
    make_published_article("bai", title="Bài tiếng Việt")
    make_published_article("story", title="English story", language="en")

    vietnamese, english = client.get("/tin/").content.decode(), client.get("/en/tin/").content.decode()

    assert titles(vietnamese) == ["Bài tiếng Việt"]
    assert titles(english) == ["English story"]
    assert "/en/tin/story/" in english


def test_pages_of_news_follow_each_other_without_gap_or_repetition(client: Client) -> None:
    moment = timezone.now() - dt.timedelta(hours=1)
    for number in range(45):
        make_published_article(f"bai-{number}", title=f"Bài {number:02}")
    # Many of one minute: the row's number decides.
    Article.objects.filter(slug__in=[f"bai-{n}" for n in range(10, 40)]).update(published_at=moment)
    seen: list[str] = []
    address = "/tin/"

    while address:
        page = client.get(address).content.decode()
        seen += titles(page)
        older = re.search(r'rel="next" href="(\?truoc=[^"]+)"', page)
        newer = re.search(r'rel="prev" href="(\?sau=[^"]+)"', page)
        address = f"/tin/{older[1]}" if older else ""

    assert len(seen) == 45
    assert len(set(seen)) == 45
    assert newer is not None
    back = titles(client.get(f"/tin/{newer[1]}").content.decode())
    assert back == seen[20:40]


def test_newer_page_that_reaches_the_top_is_the_first_page(client: Client) -> None:
    articles = [make_published_article(f"bai-{number}", in_hours=-number - 1) for number in range(30)]
    cursor = Cursor(articles[5].published_at, articles[5].pk)

    response = client.get(f"/tin/?sau={cursor}")

    assert (response.status_code, response["Location"]) == (302, "/tin/")


@pytest.mark.parametrize("text", ["x", "20180522T013000000000", "20181322T013000000000-1", "²0180522T013000000000-1"])
def test_unreadable_page_position_is_a_bad_request_that_says_so(client: Client, text: str) -> None:
    response = client.get("/tin/", {"truoc": text})

    assert response.status_code == 400
    assert "không đọc được" in response.content.decode()


def test_section_page_shows_its_section_by_the_public_edition(client: Client) -> None:
    industry = section("cong-nghiep")
    trade = section("thuong-mai", name_vi="Thương mại", description_vi="Bán lẻ và dịch vụ.")
    article = make_published_article("bai", title="Bài công nghiệp", section=industry)
    make_published_article("bai-2", title="Bài thương mại", section=trade)
    article.section = trade
    article.save()

    page = client.get("/chuyen-muc/thuong-mai/").content.decode()

    assert titles(page) == ["Bài thương mại"]
    assert "Bán lẻ và dịch vụ." in page
    assert titles(client.get("/chuyen-muc/cong-nghiep/").content.decode()) == ["Bài công nghiệp"]


def test_section_follows_the_next_edition_at_its_minute(client: Client) -> None:
    article = make_published_article("bai", title="Bài", section=section("cong-nghiep"))
    article.section = section("thuong-mai")
    article.save()
    article.next_edition, article.next_at = keep_edition(article, actor=None), timezone.now() - dt.timedelta(minutes=1)
    article.save()

    assert titles(client.get("/chuyen-muc/thuong-mai/").content.decode()) == ["Bài"]
    assert titles(client.get("/chuyen-muc/cong-nghiep/").content.decode()) == []


@pytest.mark.parametrize(("address", "feed"), [("/tin/", "/rss/"), ("/chuyen-muc/tin/", "/chuyen-muc/tin/rss/")])
def test_a_list_shows_its_place_and_leads_to_its_feed(address: str, feed: str, client: Client) -> None:
    section("tin", name_vi="Tin")

    main = client.get(address).content.decode().partition("<main")[2].partition("</main>")[0]

    assert 'class="breadcrumbs' in main
    assert f'href="{feed}"' in main


def test_unknown_section_is_not_found(client: Client) -> None:
    assert client.get("/chuyen-muc/khong-co/").status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
def test_list_takes_two_queries(client: Client, rows: int, django_assert_num_queries: Any) -> None:
    for number in range(rows):
        make_published_article(f"bai-{number}", in_hours=-number - 1)
    make_article("ban-nhap")

    # The articles with their editions, the sections of the page's frame.
    with django_assert_num_queries(2):
        client.get("/tin/")


def test_section_shows_what_stands_in_it_now_by_the_clock_and_by_older_versions(client: Client) -> None:
    trade, energy = section("thuong-mai"), section("nang-luong")
    now = timezone.now()
    stays = make_published_article("o-lai", title="Ở lại", section=trade)
    moved = make_published_article("da-chuyen", title="Đã chuyển", section=trade)
    waits = make_published_article("sap-chuyen", title="Sắp chuyển", section=trade)
    for article, minutes in ((moved, -1), (waits, 5)):
        article.section = energy
        article.next_edition, article.next_at = keep_edition(article, actor=None), now + dt.timedelta(minutes=minutes)
        article.save()
    # As the version of the portal before writes while this one is being installed.
    Article.objects.filter(pk=stays.pk).update(published_section=None)

    def shown(of: Section) -> set[str]:
        return {story.title for story in newest("vi", limit=9, under=of)}

    assert shown(trade) == {"Ở lại", "Sắp chuyển"}
    assert shown(energy) == {"Đã chuyển"}


def test_pages_of_a_section_follow_each_other_without_a_gap(client: Client) -> None:
    trade, energy = section("thuong-mai"), section("nang-luong")
    articles = [
        make_published_article(f"bai-{number}", section=trade if number % 2 else energy, in_hours=-number // 4 - 1)
        for number in range(90)
    ]
    Article.objects.filter(pk__in=[article.pk for article in articles[::5]]).update(published_section=None)
    expected = sorted((a for a in articles if a.section == trade), key=lambda a: (a.published_at, a.pk), reverse=True)

    found, place = [], NEWEST
    while place is not None:
        page = newest_page("vi", under=trade, place=place)
        found += page.rows
        place = Place(page.older) if page.older else None

    assert [story.article.pk for story in found] == [article.pk for article in expected]
    back = newest_page("vi", under=trade, place=Place(page.newer, is_newer=True))
    assert [story.article.pk for story in back.rows] == [article.pk for article in expected[20:40]]


def test_list_of_a_section_is_one_query(django_assert_num_queries: Any) -> None:
    trade = section("thuong-mai")
    make_published_article("bai", section=trade)

    # With all that a card shows of its section, in the same query.
    with django_assert_num_queries(1):
        assert [story.section.name for story in newest_page("vi", under=trade).rows] == [trade.name]
