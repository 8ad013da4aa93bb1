"""Kept pages: what is kept, for whom, until when, and what others are told about it."""

from __future__ import annotations

import datetime as dt
import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import brotli
import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports.caching import current_token, replicas_hold
from reports.kept_pages import read_address
from reports.models import Article, FrontPin, HeadlinesBy
from reports.services.front_figures import mark_of_figures, set_figures
from reports.services.front_pins import Pin, mark_of_pins, set_pins
from tests.factories import (
    make_indicator,
    make_observation,
    make_published_article,
    make_release,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db(transaction=True)

NOON = dt.datetime(2026, 3, 2, 5, tzinfo=dt.UTC)
"""Noon in Hanoi."""


@pytest.fixture(autouse=True)
def keep_pages(settings) -> None:
    settings.KEEP_PAGES = True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.datetime], None]:
    """Sets the clock of the portal."""

    def set_clock(moment: dt.datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_clock(NOON)
    return set_clock


@contextmanager
def queries() -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as captured:
        yield captured


def is_kept(address: str, client: Client, **asked: str) -> bool:
    """Whether the second answer took one query: that of the generation."""
    client.get(address, **asked)
    with queries() as captured:
        client.get(address, **asked)
    return len(captured) == 1 and "contentgeneration" in captured[0]["sql"]


def kept_pages() -> int:
    """How many pages lie in the cache; parts of pages are not counted."""
    keys = [key for name in ("pages", "queried_pages") for key in caches[name]._cache]
    return sum("sections" not in key and "part." not in key for key in keys)


@pytest.fixture
def published() -> Article:
    return make_published_article("tin", title="Tin thứ nhất")


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    "address",
    [
        *("/", "/en/", "/tin/", "/tin/tin/", "/en/tin/tin/", "/chuyen-muc/cong-nghiep/", "/chi-so/", "/tra-cuu/"),
        *(
            "/lich-cong-bo/",
            "/rss/",
            "/atom/",
            "/feed.json",
            "/sitemap.xml",
            "/robots.txt",
            "/tin/tin/?so-lieu=hien-nay",
        ),
    ],
)
def test_second_reader_gets_the_same_bytes_for_one_query(address: str, client: Client) -> None:
    first = client.get(address)
    with queries() as captured:
        second = client.get(address)

    assert len(captured) == 1
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert {**first.headers} == {**second.headers}
    assert first["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "address", ["/khong-co/", "/tin/khong-co/", "/chi-so/khong-co/", "/tin/?truoc=sai", "/tin/tin/?so-lieu=hom-nay"]
)
def test_what_is_not_found_or_not_understood_is_not_kept(address: str, client: Client) -> None:
    response = client.get(address)

    assert "s-maxage" not in response["Cache-Control"]
    assert "Accept-Language" not in response.get("Vary", "")
    assert not kept_pages()


def test_address_that_moved_is_kept_until_it_moves_again(client: Client, published: Article) -> None:
    published.slug = "tin-moi"
    published.save()
    assert client.get("/tin/tin/")["Location"] == "/tin/tin-moi/"
    assert is_kept("/tin/tin/", client)

    published.slug = "tin-khac"
    published.save()

    assert client.get("/tin/tin/")["Location"] == "/tin/tin-khac/"


def test_scheduled_article_appears_at_its_minute_and_not_before(client: Client, clock) -> None:
    article = make_published_article("hen-gio", title="Tin hẹn giờ")
    Article.objects.filter(pk=article.pk).update(published_at=NOON + dt.timedelta(minutes=5))

    for before in (0, 100, 299):
        clock(NOON + dt.timedelta(seconds=before))
        assert "Tin hẹn giờ" not in client.get("/").content.decode()
        assert client.get("/tin/hen-gio/").status_code == 404
    assert is_kept("/", client)
    clock(NOON + dt.timedelta(minutes=5))

    assert "Tin hẹn giờ" in client.get("/").content.decode()
    assert client.get("/tin/hen-gio/").status_code == 200


def test_replaced_and_withdrawn_articles_change_at_their_minute(client: Client, clock, published: Article) -> None:
    newer = make_published_article("ban-moi", title="Bản thứ hai")
    Article.objects.filter(pk=published.pk).update(
        published_at=NOON - dt.timedelta(days=1),
        next_edition=newer.published_edition,
        next_at=NOON + dt.timedelta(minutes=1),
        withdrawn_at=NOON + dt.timedelta(minutes=2),
        withdrawal_reason="Số liệu nguồn sai.",
    )
    newer.withdrawn_at = NOON - dt.timedelta(days=1)
    newer.save()

    assert "Tin thứ nhất" in client.get("/tin/tin/").content.decode()
    clock(NOON + dt.timedelta(seconds=61))
    assert "Bản thứ hai" in client.get("/tin/tin/").content.decode()
    clock(NOON + dt.timedelta(seconds=120))
    assert client.get("/tin/tin/").status_code == 410


def test_pinned_story_comes_and_goes_at_its_minutes_and_not_before(client: Client, clock, published: Article) -> None:
    """Its own minute, and that at which the pin ends."""
    Article.objects.filter(pk=published.pk).update(published_at=NOON - dt.timedelta(hours=1))
    pinned = make_published_article("ghim", title="Tin được ghim")
    Article.objects.filter(pk=pinned.pk).update(published_at=NOON + dt.timedelta(minutes=5))
    newest = make_published_article("moi", title="Tin mới nhất")
    Article.objects.filter(pk=newest.pk).update(published_at=NOON + dt.timedelta(minutes=6))
    FrontPin.objects.create(language="vi", place=0, article=pinned, until=NOON + dt.timedelta(minutes=20))

    def lead(seconds: float) -> str:
        clock(NOON + dt.timedelta(seconds=seconds))
        found = re.search(r'lead-story-title"><a href="/tin/([^/]+)/', client.get("/").content.decode())
        assert found is not None
        return found[1]

    assert [lead(second) for second in (0, 299, 300, 360, 1199.9, 1200, 1201)] == [
        *("tin", "tin", "ghim", "ghim", "ghim", "moi", "moi")
    ]
    assert is_kept("/", client)


def test_what_editors_set_on_the_front_page_shows_at_once(client: Client, clock, published: Article) -> None:
    old = make_published_article("cu", title="Tin cũ")
    Article.objects.filter(pk=old.pk).update(published_at=NOON - dt.timedelta(days=9))
    cement = make_indicator(name_vi="Xi măng")
    make_observation(indicator=cement, release=make_release(in_hours=-5))
    assert "Xi măng" not in client.get("/").content.decode()
    publisher = make_user("duyet", "reports.publish_article")

    set_pins("vi", [Pin(old.pk)], actor=publisher, mark=mark_of_pins("vi"))
    set_figures(HeadlinesBy.RELEASE, [], actor=publisher, mark=mark_of_figures())

    page = client.get("/").content.decode()
    assert re.search(r'lead-story-title"><a href="/tin/cu/', page)
    assert "Xi măng" in page


def test_embargoed_figure_appears_at_the_minute_of_its_release_and_not_before(client: Client, clock) -> None:
    release = make_release("dot")
    type(release).objects.update(published_at=NOON + dt.timedelta(minutes=30))
    make_observation("918273", indicator=make_indicator("xi-mang"), release=release)

    assert "918.273" not in client.get("/chi-so/xi-mang/").content.decode()
    clock(NOON + dt.timedelta(minutes=30))

    assert "918.273" in client.get("/chi-so/xi-mang/").content.decode()


def test_proxies_are_told_nothing_beyond_the_next_minute_of_a_change(client: Client, clock) -> None:
    release = make_release("dot")
    type(release).objects.update(published_at=NOON + dt.timedelta(minutes=1))

    told = {}
    for left in (60, 25, 12, 4, 0.5):
        clock(NOON + dt.timedelta(seconds=60 - left))
        told[left] = client.get("/")["Cache-Control"]

    assert told == {
        60: "public, max-age=0, s-maxage=10, stale-while-revalidate=20",
        25: "public, max-age=0, s-maxage=10, stale-while-revalidate=15",
        12: "public, max-age=0, s-maxage=10, stale-while-revalidate=2",
        4: "public, max-age=0, s-maxage=4",
        0.5: "public, max-age=0, must-revalidate",
    }


@pytest.mark.usefixtures("published")
def test_page_made_while_the_minute_came_is_not_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_published_article("hen-gio", title="Tin hẹn giờ")
    Article.objects.filter(slug="hen-gio").update(published_at=NOON)
    moments = iter([NOON - dt.timedelta(milliseconds=1)])
    monkeypatch.setattr(timezone, "now", lambda: next(moments, NOON))

    client.get("/")

    assert not kept_pages()


def test_pages_of_yesterday_are_made_anew_after_midnight(client: Client, clock) -> None:
    midnight = dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)
    clock(midnight - dt.timedelta(seconds=1))
    assert is_kept("/", client)
    clock(midnight)

    with queries() as captured:
        client.get("/")

    assert len(captured) > 1


@pytest.mark.usefixtures("published")
def test_browser_that_has_the_page_is_told_so_until_the_page_changes(client: Client, published: Article) -> None:
    etag = client.get("/tin/tin/")["ETag"]

    again = client.get("/tin/tin/", headers={"if-none-match": f'"other", {etag}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert "s-maxage" in again["Cache-Control"]
    assert "Content-Type" not in again.headers

    published.published_edition = None
    published.save()
    assert client.get("/tin/tin/", headers={"if-none-match": etag}).status_code == 404


@pytest.mark.usefixtures("published")
def test_generation_that_leaves_a_page_as_it_was_leaves_its_etag(client: Client) -> None:
    etag = client.get("/tin/tin/")["ETag"]

    make_indicator("khong-lien-quan")

    assert client.get("/tin/tin/", headers={"if-none-match": etag}).status_code == 304


@pytest.mark.usefixtures("published")
def test_compressed_forms_are_the_same_page(client: Client) -> None:
    plain = client.get("/tin/tin/")
    zipped = client.get("/tin/tin/", headers={"accept-encoding": "gzip, deflate"})
    brotlied = client.get("/tin/tin/", headers={"accept-encoding": "gzip, deflate, br"})
    refused = client.get("/tin/tin/", headers={"accept-encoding": "br;q=0, gzip;q=0.5"})

    assert gzip.decompress(zipped.content) == plain.content == brotli.decompress(brotlied.content)
    assert (zipped["Content-Encoding"], brotlied["Content-Encoding"], refused["Content-Encoding"]) == (
        "gzip",
        "br",
        "gzip",
    )
    assert zipped["ETag"] == plain["ETag"]
    assert int(zipped["Content-Length"]) == len(zipped.content) < len(plain.content) / 3
    assert "Content-Encoding" not in plain.headers


@pytest.mark.usefixtures("published")
def test_head_is_answered_from_the_kept_page_without_its_body(client: Client) -> None:
    page = client.get("/tin/tin/")
    with queries() as captured:
        head = client.head("/tin/tin/")

    assert len(captured) == 1
    assert head.content == b""
    assert head["Content-Length"] == str(len(page.content))


@pytest.mark.usefixtures("published")
def test_posted_form_and_session_pass_by_the_cache_and_leave_nothing_in_it() -> None:
    client = Client()
    client.post("/tin/tin/")
    assert not kept_pages()

    client.force_login(make_user())
    response = client.get("/tin/tin/")

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert not is_kept("/tin/tin/", client)
    assert not kept_pages()


@pytest.mark.usefixtures("published")
def test_cookies_of_others_do_not_matter(client: Client) -> None:
    client.cookies["_ga"] = "GA1.1.1"

    assert is_kept("/tin/tin/", client)


@pytest.mark.usefixtures("published")
def test_page_is_kept_once_whatever_is_added_to_links_to_it(client: Client) -> None:
    client.get("/tin/tin/?utm_source=mail&fbclid=x&so-lieu=hien-nay")
    kept = kept_pages()

    with queries() as captured:
        plain = client.get("/tin/tin/?so-lieu=hien-nay&gclid=7")

    assert len(captured) == 1
    assert kept_pages() == kept
    assert "fbclid" not in plain.content.decode()


@pytest.mark.usefixtures("published")
def test_parameters_that_no_view_reads_fill_no_cache(client: Client) -> None:
    for number in range(20):
        response = client.get(f"/tin/tin/?la={number}")
        client.get(f"/?{number}")

    assert not kept_pages()
    assert response["Cache-Control"] == "no-cache"


def test_order_of_parameters_makes_no_difference_but_that_of_values_does() -> None:
    def text(query: str) -> str:
        address = read_address("https", "Portal.example", "/tra-cuu/", query)
        assert address is not None
        return address.text

    assert text("so=a&ky=2018&ky=2017") == text("ky=2018&so=a&ky=2017") != text("ky=2017&ky=2018&so=a")
    assert read_address("https", "portal.example", "/", "ten=" + "x" * 3000) is None


def test_questions_drive_out_no_page_without_one(client: Client) -> None:
    client.get("/")
    before = set(caches["pages"]._cache)

    for number in range(40):
        client.get(f"/chi-so/?q=tu+{number}")

    assert set(caches["pages"]._cache) == before


@pytest.mark.usefixtures("published")
def test_hosts_and_schemes_have_pages_of_their_own(client: Client, settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    client.get("/tin/tin/")

    with queries() as captured:
        client.get("/tin/tin/", headers={"host": "other.example"})
    assert len(captured) > 1
    assert client.get("/tin/tin/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.usefixtures("published")
def test_reader_on_plain_http_is_sent_to_https_and_never_gets_a_kept_page(client: Client, settings) -> None:
    client.get("/tin/tin/", secure=True)
    settings.SECURE_SSL_REDIRECT = True

    response = Client().get("/tin/tin/")

    assert response.status_code == 301
    assert response["Location"].startswith("https://")


@pytest.mark.usefixtures("published")
def test_views_own_word_on_keeping_is_respected(client: Client) -> None:
    """The health check says `no-store`; a download streams."""
    make_observation("230", indicator=make_indicator("xi-mang"))

    for address in ("/healthz", "/chi-so.csv"):
        client.get(address)

    assert not kept_pages()


@pytest.mark.usefixtures("published")
def test_cache_that_does_not_answer_fails_no_page(client: Client, settings) -> None:
    settings.CACHES = settings.CACHES | {
        name: {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:9/1"}
        for name in ("pages", "queried_pages")
    }

    assert client.get("/tin/tin/").status_code == 200


def test_nothing_is_kept_while_a_replica_has_not_heard_of_the_generation(client: Client, settings) -> None:
    settings.DATABASE_REPLICAS = ["default"]
    assert is_kept("/", client)

    assert replicas_hold(str(current_token("default")))
    assert not replicas_hold("a generation to come")


def test_sections_in_the_navigation_are_asked_for_once_and_follow_a_change(client: Client) -> None:
    section = make_section("moi", name_vi="Chuyên mục mới")
    client.get("/tin/")
    with queries() as captured:
        client.get("/chi-so/")
    assert not [query for query in captured if "reports_section" in query["sql"]]

    section.name_vi = "Chuyên mục đổi tên"
    section.save()

    assert "Chuyên mục đổi tên" in client.get("/chi-so/").content.decode()
