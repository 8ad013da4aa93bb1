"""Editions in the admin: every save told, any two compared, any one restored, nothing lost."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import Article, State, WorkflowEvent
from reports.services.editions import keep_edition
from tests.factories import make_area, make_article, make_indicator, make_published_article
from tests.reports.admin.article_page import change_url, save

pytestmark = pytest.mark.django_db

TABLE = {"caption": "Xi măng", "indicators": ["xi-mang"], "periods": ["2018-Q1"], "areas": ["lang-son"]}


def compare_url(article: Article, **numbers: int) -> str:
    query = "&".join(f"{name.rstrip('_')}={number}" for name, number in numbers.items())
    return reverse("admin:reports_edition_compare", args=[article.pk]) + f"?{query}"


def restore(client: Client, article: Article, number: int) -> None:
    client.post(reverse("admin:reports_edition_restore", args=[article.pk, number]))
    article.refresh_from_db()


def written(*titles_and_bodies: tuple[str, str]) -> Article:
    """An article with an edition of each."""
    article = make_article(title=titles_and_bodies[0][0], body=titles_and_bodies[0][1])
    for title, body in titles_and_bodies:
        article.title, article.body = title, body
        article.save()
        keep_edition(article, actor=None)
    return article


def test_the_list_says_what_each_save_changed(desk: Client):
    article = make_article()
    keep_edition(article, actor=None)

    save(desk, article, title="Khác", lead="Cũng khác.", edition_note="sửa theo góp ý")

    rows = desk.get(change_url(article)).context["editions"]
    assert [(row.edition.number, row.changes, row.edition.note) for row in rows] == [
        (2, "Tiêu đề, Tóm tắt", "sửa theo góp ý"),
        (1, "", ""),
    ]


def test_a_note_on_a_save_that_changed_nothing_is_kept(desk: Client, writer: User):
    article = make_article()
    keep_edition(article, actor=None)

    save(desk, article, edition_note="đã gọi điện hỏi lại nguồn")

    event = WorkflowEvent.objects.get()
    assert (event.step, event.note, event.actor) == ("note", "đã gọi điện hỏi lại nguồn", writer)
    assert "đã gọi điện hỏi lại nguồn" in desk.get(change_url(article)).content.decode()


def test_words_that_came_and_went_are_marked_and_named(desk: Client):
    article = written(("Đạt 230 nghìn tấn", "<p>Cũ.</p>"), ("Đạt 240 nghìn tấn", "<p>Cũ.</p><p>Mới.</p>"))

    page = desk.get(compare_url(article, from_=1, to=2)).content.decode()

    assert '<del><span class="visually-hidden">[bỏ: </span>230<span class="visually-hidden">]</span></del>' in page
    assert '<ins><span class="visually-hidden">[thêm: </span>240<span class="visually-hidden">]</span></ins>' in page
    assert '<ins><span class="visually-hidden">[thêm: </span>Mới.' in page


@pytest.mark.parametrize(("query", "numbers"), [("", (2, 3)), ("?from=3&to=1", (1, 3)), ("?from=9&to=x", (2, 3))])
def test_any_two_are_compared_the_older_first(desk: Client, query: str, numbers: tuple[int, int]):
    article = written(("Một", "<p>1</p>"), ("Hai", "<p>2</p>"), ("Ba", "<p>3</p>"))

    comparison = desk.get(reverse("admin:reports_edition_compare", args=[article.pk]) + query).context["comparison"]

    assert (comparison.older.number, comparison.newer.number) == numbers


def test_a_changed_link_or_style_is_told_though_the_words_are_the_same(desk: Client):
    article = written(("Bài", "<p>Một chữ đậm.</p>"), ("Bài", "<p>Một <strong>chữ</strong> đậm.</p>"))

    comparison = desk.get(compare_url(article, from_=1, to=2)).context["comparison"]

    assert [(block.change, block.label) for block in comparison.blocks] == [("restyled", "đổi định dạng hoặc liên kết")]
    assert not comparison.is_same


def test_tables_are_compared_in_the_words_of_their_description(desk: Client):
    make_indicator("xi-mang", name_vi="Xi măng")
    make_area()
    article = make_article(tables=[TABLE])
    keep_edition(article, actor=None)
    article.statistics_tables.update(description=TABLE | {"periods": ["2018-Q1", "2018-Q2"]})
    keep_edition(article, actor=None)

    (table,) = desk.get(compare_url(article, from_=1, to=2)).context["comparison"].tables

    assert (table.caption, table.change) == ("Xi măng", "edited")
    assert [(part.label, "".join(piece.text for piece in part.new)) for part in table.parts] == [
        ("Kỳ", "Quý I/2018, Quý II/2018")
    ]


def test_comparing_asks_as_many_questions_for_a_long_article_as_for_a_short_one(desk: Client):
    make_indicator("xi-mang", name_vi="Xi măng")
    short = written(("Một", "<p>1</p>"), ("Hai", "<p>2</p>"))
    long = make_article(tables=[TABLE | {"caption": f"Bảng {n}"} for n in range(5)])
    for number in range(12):
        long.body = "".join(f"<p>Đoạn {n} lần {number}.</p>" for n in range(60))
        long.save()
        keep_edition(long, actor=None)

    def count(article: Article) -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(compare_url(article, from_=1, to=2))
        return len(queries)

    # Names of indicators and of areas, where there are tables.
    assert count(long) <= count(short) + 2


def test_an_old_edition_comes_back_as_a_new_one_and_nothing_is_lost(desk: Client, writer: User):
    article = make_article(title="Một", tables=[TABLE])
    keep_edition(article, actor=None)
    article.title = "Hai"
    article.save()
    article.statistics_tables.all().delete()

    restore(desk, article, 1)

    editions = list(article.editions.order_by("number"))
    assert [(e.number, e.title, len(e.tables)) for e in editions] == [(1, "Một", 1), (2, "Hai", 0), (3, "Một", 1)]
    assert (article.title, article.statistics_tables.count(), editions[2].created_by) == ("Một", 1, writer)
    assert editions[2].note == "Khôi phục bản số 1"


def test_restoring_leaves_what_the_public_sees(desk: Client):
    article = make_published_article(title="Đang công khai")
    article.title = "Mới hơn"
    article.save()
    keep_edition(article, actor=None)

    restore(desk, article, 1)
    restore(desk, article, 2)

    assert (article.title, article.state) == ("Mới hơn", State.DRAFT)
    assert Article.objects.public().get().edition_at().title == "Đang công khai"


def test_restoring_what_stands_already_makes_no_edition(desk: Client):
    article = make_article()
    keep_edition(article, actor=None)

    restore(desk, article, 1)

    assert article.editions.count() == 1


def test_whoever_may_only_look_compares_but_does_not_restore(client_of):
    from tests.factories import make_user

    reader = client_of(make_user("chi-xem", "reports.view_article"))
    article = written(("Một", "<p>1</p>"), ("Hai", "<p>2</p>"))

    page = reader.get(compare_url(article, from_=1, to=2))
    refused = reader.post(reverse("admin:reports_edition_restore", args=[article.pk, 1]))

    assert (page.status_code, refused.status_code, article.editions.count()) == (200, 403, 2)
    assert "Khôi phục" not in page.content.decode()


def test_an_edition_is_restored_by_a_button_and_not_by_a_link(desk: Client):
    article = written(("Một", "<p>1</p>"), ("Hai", "<p>2</p>"))

    assert desk.get(reverse("admin:reports_edition_restore", args=[article.pk, 1])).status_code == 405
