"""What is read most: every read counted once, kept pages too, and nothing kept of who reads."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports import read_counting
from reports.models import Article, ArticleReads
from reports.read_counting import Today, add_counted, counter
from reports.services.reads import add_reads, most_read
from reports.services.side_effects import tidy
from tests.factories import make_article, make_published_article, make_user
from tests.processes import ROOT, environment

BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36"
DAY = dt.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def counting(settings: Any) -> Iterator[None]:
    """Counts, and adds nothing by itself."""
    settings.COUNT_READS_EVERY = 3600
    counter.take()
    yield
    counter.take()


@pytest.fixture
def reader() -> Client:
    return Client(headers={"user-agent": BROWSER})


def counted() -> dict[str, int]:
    return {slug: count for (slug, _day), count in counter.take().items()}


@pytest.mark.django_db
class TestWhatCounts:
    def test_an_article_that_a_reader_opens_is_counted_in_both_languages(self, reader: Client):
        make_published_article("xi-mang")
        make_published_article("cement", language="en")

        for address in ("/tin/xi-mang/", "/en/tin/cement/", "/tin/xi-mang/?so-lieu=hien-nay"):
            reader.get(address)

        assert counted() == {"xi-mang": 2, "cement": 1}

    @pytest.mark.parametrize(
        "program",
        [
            *("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "curl/8.5.0", ""),
            *("python-requests/2.32", "Mozilla/5.0 (compatible; YandexBot/3.0)", "facebookexternalhit/1.1"),
            *("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/141.0", "Baiduspider/2.0", "Feedfetcher-Google"),
            "Mozilla/5.0 (compatible; Qwantify/2.4; +https://www.qwant.com/)",
        ],
    )
    def test_programs_that_say_what_they_are_are_not_counted(self, client: Client, program: str):
        make_published_article("xi-mang")

        client.get("/tin/xi-mang/", headers={"user-agent": program})

        assert counted() == {}

    def test_a_telephone_of_the_brand_cubot_is_no_robot(self, client: Client):
        make_published_article("xi-mang")

        client.get(
            "/tin/xi-mang/", headers={"user-agent": "Mozilla/5.0 (Linux; Android 13; CUBOT KINGKONG 9) Chrome/140"}
        )

        assert counted() == {"xi-mang": 1}

    def test_what_a_browser_fetches_before_anybody_asks_is_not_counted(self, reader: Client):
        make_published_article("xi-mang")

        reader.get("/tin/xi-mang/", headers={"sec-purpose": "prefetch"})

        assert counted() == {}

    def test_the_house_itself_is_not_counted(self, reader: Client):
        make_published_article("xi-mang")
        reader.force_login(make_user())

        reader.get("/tin/xi-mang/")

        assert counted() == {}

    def test_other_pages_and_what_is_not_there_are_not_counted(self, reader: Client):
        make_article("ban-nhap")
        make_published_article("xi-mang")

        for address in (
            "/",
            "/tin/",
            "/tin/ban-nhap/",
            "/tin/khong-co/",
            "/en/tin/xi-mang/",
            "/tin/xi-mang/so-lieu.csv",
        ):
            reader.get(address)
        reader.head("/tin/xi-mang/")

        assert counted() == {}

    def test_nothing_is_counted_where_the_house_wants_nothing_counted(self, reader: Client, settings: Any):
        settings.COUNT_READS_EVERY = 0
        make_published_article("xi-mang")

        reader.get("/tin/xi-mang/")

        assert counted() == {}

    def test_a_read_counts_for_the_day_that_it_is_here(self, monkeypatch: pytest.MonkeyPatch):
        midnight = dt.datetime(2026, 11, 25, tzinfo=timezone.get_default_timezone())
        today = Today()
        days = []

        for seconds in (-2, -1, 0, 1):
            moment = midnight + dt.timedelta(seconds=seconds)
            monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
            monkeypatch.setattr(read_counting.time, "time", moment.timestamp)
            days.append(today().day)

        assert days == [24, 24, 25, 25]

    def test_of_a_reader_nothing_is_kept(self):
        assert {field.name for field in ArticleReads._meta.get_fields()} == {"id", "article", "day", "count"}


@pytest.mark.django_db(transaction=True)
class TestKeptPages:
    def test_a_kept_page_is_counted_without_a_query_more(self, reader: Client, settings: Any):
        """One query: that of the content generation."""
        settings.KEEP_PAGES = True
        make_published_article("xi-mang")
        reader.get("/tin/xi-mang/")

        with CaptureQueriesContext(connection) as queries:
            reader.get("/tin/xi-mang/")

        assert len(queries) == 1
        assert counted() == {"xi-mang": 2}

    def test_a_page_that_the_browser_still_has_is_counted(self, reader: Client, settings: Any):
        settings.KEEP_PAGES = True
        make_published_article("xi-mang")
        etag = reader.get("/tin/xi-mang/")["ETag"]

        again = reader.get("/tin/xi-mang/", headers={"if-none-match": etag})

        assert again.status_code == 304
        assert counted() == {"xi-mang": 2}

    def test_adding_counts_starts_no_generation(self, reader: Client, settings: Any):
        settings.KEEP_PAGES = True
        make_published_article("xi-mang")
        reader.get("/tin/xi-mang/")

        add_counted()
        with CaptureQueriesContext(connection) as queries:
            reader.get("/tin/xi-mang/")

        assert len(queries) == 1

    def test_counts_are_added_after_an_answer_once_the_pause_is_over(self, reader: Client, settings: Any):
        article = make_published_article("xi-mang")
        reader.get("/tin/xi-mang/")
        nothing_yet = ArticleReads.objects.exists()

        settings.COUNT_READS_EVERY = 1e-9
        reader.get("/tin/xi-mang/")

        assert not nothing_yet
        assert ArticleReads.objects.get().count == 2
        assert ArticleReads.objects.get().article == article
        assert len(counter) == 0


@pytest.mark.django_db
class TestAdding:
    def test_counts_are_added_to_what_is_there_in_a_fixed_number_of_queries(self):
        articles = [make_published_article(f"bai-{number}-a") for number in range(8)]
        add_reads({(articles[0].slug, DAY): 3})

        with CaptureQueriesContext(connection) as few:
            add_reads({(articles[0].slug, DAY): 2})
        with CaptureQueriesContext(connection) as many:
            added = add_reads({(each.slug, DAY): 5 for each in articles})

        assert len(many) == len(few)
        assert added == 40
        assert ArticleReads.objects.get(article=articles[0]).count == 10

    def test_a_former_address_counts_for_its_article_and_an_unknown_one_for_nothing(self):
        article = make_published_article("cu")
        article.slug = "moi"
        article.save()

        added = add_reads({("cu", DAY): 2, ("moi", DAY): 3, ("chua-tung-co", DAY): 9})

        assert added == 5
        assert ArticleReads.objects.get().count == 5

    def test_what_the_database_does_not_take_is_added_the_next_time(self, monkeypatch: pytest.MonkeyPatch):
        article = make_published_article("xi-mang")
        counter.add("xi-mang", DAY)

        def out_of_reach(reads: object) -> None:
            raise DatabaseError("out of reach")

        with monkeypatch.context() as broken:
            broken.setattr(read_counting, "add_reads", out_of_reach)
            add_counted()
        counter.add("xi-mang", DAY)
        add_counted()

        assert ArticleReads.objects.get(article=article).count == 2

    def test_old_counts_are_forgotten(self):
        article = make_published_article()
        today = timezone.localdate()
        for days in (0, 399, 500):
            article.reads.create(day=today - dt.timedelta(days=days), count=1)

        tidy()

        assert article.reads.count() == 2


@pytest.mark.django_db
class TestMostRead:
    def test_the_days_asked_for_are_summed_the_most_read_first(self, django_assert_num_queries: Any):
        one, other, old = (make_published_article(slug) for slug in ("mot", "hai", "cu"))
        for article, ago, count in (
            (one, 0, 2),
            (one, 6, 2),
            (other, 3, 3),
            (old, 7, 90),
            (old, 29, 1),
            (old, 30, 500),
        ):
            article.reads.create(day=DAY - dt.timedelta(days=ago), count=count)

        with django_assert_num_queries(2):
            week = most_read(7, today=DAY)

        assert [(each.article, each.count) for each in week] == [(one, 4), (other, 3)]
        assert [(each.article, each.count) for each in most_read(30, today=DAY)] == [(old, 91), (one, 4), (other, 3)]

    def test_they_stand_on_the_first_page_of_those_who_see_articles(self, client: Client):
        make_published_article(title="Xi măng").reads.create(day=timezone.localdate(), count=1234)
        client.force_login(make_user("bientap", "reports.view_article"))
        seen = client.get("/admin/").content.decode()
        client.force_login(make_user("khac", "indicators.view_release"))

        assert "Đọc nhiều nhất" in seen
        assert "1.234 lượt đọc" in seen
        assert "Đọc nhiều nhất" not in client.get("/admin/").content.decode()


@pytest.mark.django_db
class TestLogs:
    LOG = (
        "2026-11-24T23:59:59+07:00 /tin/xi-mang/\n"
        "2026-11-24T17:00:00+00:00 /tin/xi-mang/\n"  # the next day in Vietnam
        "2026-11-24T08:00:00+07:00 /en/tin/cement/\n"
        "2026-11-24T08:00:00+07:00 /tin/\n"
        "hôm qua /tin/xi-mang/\n2026-13-99T00:00:00+07:00 /tin/xi-mang/\n\n"
    )

    def add(self, path: Path) -> str:
        said = StringIO()
        call_command("add_reads", str(path), stdout=said)
        return said.getvalue()

    def test_lines_of_a_time_and_a_path_are_added_by_the_days_of_the_site(self, tmp_path: Path):
        make_published_article("xi-mang")
        make_published_article("cement", language="en")
        log = tmp_path / "reads.log"
        log.write_text(self.LOG, encoding="utf-8")

        said = self.add(log)

        rows = ArticleReads.objects.order_by("article__slug", "day").values_list("article__slug", "day", "count")
        assert list(rows) == [("cement", DAY, 1), ("xi-mang", DAY, 1), ("xi-mang", DAY + dt.timedelta(days=1), 1)]
        assert "3" in said

    def test_a_log_is_read_from_standard_input_too(self, monkeypatch: pytest.MonkeyPatch):
        make_published_article("xi-mang")
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(self.LOG.encode())))

        self.add(Path("-"))

        assert sum(ArticleReads.objects.values_list("count", flat=True)) == 2

    def test_a_file_is_added_once(self, tmp_path: Path):
        make_published_article("xi-mang")
        log = tmp_path / "reads.log"
        log.write_text(self.LOG, encoding="utf-8")

        self.add(log)
        renamed = log.rename(tmp_path / "reads.log.1")
        said = self.add(renamed)

        assert sum(ArticleReads.objects.values_list("count", flat=True)) == 2
        assert "không cộng lại" in said


@pytest.mark.django_db(transaction=True)
def test_processes_that_count_at_once_lose_nothing(tmp_path: Path):
    make_published_article("mot")
    make_published_article("hai")
    addresses = ["/tin/mot/", "/tin/hai/"]
    script = str(Path(__file__).with_name("read_process.py"))

    running = [
        subprocess.Popen(
            [sys.executable, script, "25", *(addresses if number % 2 else reversed(addresses))],
            cwd=ROOT,
            env=environment(tmp_path / str(number), SIDE_EFFECTS_EVERY="0", COUNT_READS_EVERY="3600"),
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(3)
    ]
    ended = [(process.communicate()[1], process.returncode) for process in running]

    assert [code for _said, code in ended] == [0, 0, 0], ended
    assert dict(Article.objects.values_list("slug", "reads__count")) == {"mot": 75, "hai": 75}
