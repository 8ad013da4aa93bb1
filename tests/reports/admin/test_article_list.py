"""The newsroom's list of articles: searched, narrowed by what it is about, counted, paged, at a fixed cost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports.models import Article, Edition, State, Tag
from reports.services import article_list
from reports.services.article_list import ArticleFilter, counts
from reports.services.editions import keep_edition
from tests.factories import (
    make_area,
    make_article,
    make_indicator,
    make_published_article,
    make_release,
    make_section,
    make_user,
)
from tests.reports.admin.article_page import LIST

pytestmark = pytest.mark.django_db


def page_of(desk: Client, **asked: Any) -> Any:
    return desk.get(LIST, asked).context["cl"]


def listed(desk: Client, **asked: Any) -> set[str]:
    return {article.slug for article in page_of(desk, **asked).result_list}


def queries_of(desk: Client, **asked: Any) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(LIST, asked).status_code == 200
    return len(queries)


def edited(article: Article, day: str) -> Article:
    """As if it had been edited at noon of that day."""
    moment = timezone.make_aware(dt.datetime.fromisoformat(f"{day}T12:00"))
    Article.objects.filter(pk=article.pk).update(updated_at=moment)
    return article


def table_of(code: str) -> dict[str, Any]:
    return {"indicators": [code], "periods": ["2018-Q1"], "areas": [make_area().code], "measures": ["value"]}


def test_a_word_anywhere_in_an_article_finds_it_without_diacritics(desk: Client):
    make_article("dien", title="Điện", lead="Đường dây mới.", body="<p>Trạm Đồng Đăng.</p>", byline="Đỗ Đức")
    make_article("than", title="Than")

    found = [listed(desk, q=text) for text in ("dien", "DUONG DAY", "đồng đăng", "do duc", "tram dong")]

    assert found == [{"dien"}] * 5


def test_filters_narrow_together(desk: Client):
    trade = make_section("thuong-mai", name_vi="Thương mại")
    make_article("dung", title="Xi măng", section=trade, language="en", state=State.IN_REVIEW)
    make_article("khac-muc", title="Xi măng", language="en", state=State.IN_REVIEW)
    make_article("khac-tieng", title="Xi măng", section=trade, state=State.IN_REVIEW)
    make_article("khac-buoc", title="Xi măng", section=trade, language="en")
    make_article("khac-chu", title="Than", section=trade, language="en", state=State.IN_REVIEW)

    found = listed(desk, q="xi mang", section=trade.pk, language="en", state="in_review")

    assert found == {"dung"}


def test_the_writer_is_who_began_an_article_or_saved_any_edition_of_it(desk: Client, writer: User):
    make_article("bat-dau", created_by=writer)
    keep_edition(make_article("sua-tiep", created_by=make_user("khac")), actor=writer)
    make_article("cua-nguoi-khac")

    assert listed(desk, writer=writer.pk) == {"bat-dau", "sua-tiep"}


def test_a_byline_is_asked_for_by_itself(desk: Client):
    make_article("cua-dao", byline="Nguyễn Thị Đào")
    make_article("noi-ve-dao", title="Mùa đào Tết")

    assert listed(desk, byline="dao") == {"cua-dao"}


def test_articles_that_cite_an_indicator_are_those_whose_text_says_so_now_or_whose_readers_see_it(desk: Client):
    wanted, other = make_indicator("xi-mang"), make_indicator("than-sach")
    for slug, code in (("co-bang", wanted.code), ("bang-khac", other.code)):
        keep_edition(make_article(slug, tables=[table_of(code)]), actor=None)
    shown = make_published_article("dang-hien", tables=[table_of(wanted.code)])
    formerly = make_article("da-bo", tables=[table_of(wanted.code)])
    keep_edition(formerly, actor=None)
    for article in (shown, formerly):
        article.statistics_tables.all().delete()
        keep_edition(article, actor=None)

    assert listed(desk, indicator=wanted.pk) == {"co-bang", "dang-hien"}


def test_days_are_whole_and_of_the_house(desk: Client):
    for day in ("2018-05-21", "2018-05-22", "2018-05-23"):
        edited(make_article(f"sua-{day}"), day)
    late = make_article("dem-muon")
    # Half an hour before midnight in Vietnam, the day before by the clock of Greenwich's noon.
    Article.objects.filter(pk=late.pk).update(updated_at=dt.datetime(2018, 5, 22, 16, 30, tzinfo=dt.UTC))

    assert listed(desk, since="2018-05-22", until="2018-05-22") == {"sua-2018-05-22", "dem-muon"}
    assert listed(desk, since="2018-05-23", until="2018-05-31") == {"sua-2018-05-23"}


def test_days_of_publication_are_asked_for_and_then_order_the_list(desk: Client):
    first, second = make_published_article("truoc"), make_published_article("sau")
    make_article("nhap")
    for article, day in ((first, 2), (second, 3)):
        moment = dt.datetime(2018, 6, day, 3, tzinfo=dt.UTC)
        Article.objects.filter(pk=article.pk).update(published_at=moment)
    edited(second, "2018-01-01")

    shown = page_of(desk, dated="published", since="2018-06-01", until="2018-06-30").result_list

    assert [article.slug for article in shown] == ["sau", "truoc"]


def test_articles_without_a_counterpart_in_the_other_language_are_found(desk: Client):
    original = make_article("goc")
    make_article("ban-dich", language="en", translation_of=original)
    make_article("le-loi")

    assert listed(desk, translation="none") == {"le-loi"}


def test_articles_of_a_release_are_found(desk: Client):
    release = make_release(in_hours=4)
    make_article("cung-dot", release=release)
    make_article("ngoai-dot")

    assert listed(desk, release=release.pk) == {"cung-dot"}


def test_articles_under_a_tag_are_found(desk: Client):
    tag = Tag.objects.create(slug="xuat-khau", name_vi="Xuất khẩu")
    make_article("co-the").tags.add(tag)
    make_article("khong-the")

    assert listed(desk, tag=tag.pk) == {"co-the"}


def test_each_part_of_what_is_asked_for_is_a_chip_that_takes_it_off(desk: Client):
    section = make_section(name_vi="Công nghiệp")
    make_article(title="Xi măng")

    form = page_of(desk, q="xi mang", section=section.pk, state="draft").form
    chips = {chip.name: chip for chip in form.chips()}

    assert [chip.label for chip in chips.values()] == [
        "Tìm: “xi mang”",
        "Trạng thái: Bản nháp",
        "Chuyên mục: Công nghiệp",
    ]
    assert QueryDict(chips["section"].url[1:]).dict() == {"q": "xi mang", "state": "draft"}


def test_what_cannot_be_read_is_said_and_left_out(desk: Client):
    make_article("bai")

    answer = desk.get(LIST, {"since": "hôm qua", "section": "99", "indicator": "x", "state": "la", "q": "bai"})

    assert {article.slug for article in answer.context["cl"].result_list} == {"bai"}
    assert set(answer.context["cl"].form.errors) == {"since", "section", "indicator", "state"}


@pytest.mark.parametrize("text", ["%", "chữ không có ở đâu"])
def test_where_no_article_has_the_words_the_list_says_so(desk: Client, text: str):
    make_article(title="Xi măng")

    page = desk.get(LIST, {"q": text, "language": "vi"})

    assert page.context["cl"].counts.total == 0
    assert "Không có bài nào như vậy." in page.content.decode()


def test_options_tell_how_many_articles_they_would_leave(desk: Client):
    make_section(name_vi="Công nghiệp")
    trade = make_section("thuong-mai", name_vi="Thương mại")
    make_article(title="Xi măng một")
    make_article(title="Xi măng hai", section=trade, state=State.IN_REVIEW)
    make_article(title="Xi măng ba", section=trade, language="en", state=State.IN_REVIEW)
    make_article(title="Than", section=trade)

    counted = page_of(desk, q="xi mang", state="in_review").counts

    assert counted.total == 2
    assert {state: count for state, count in counted.states.items() if count} == {"draft": 1, "in_review": 2}
    assert counted.sections == {trade.pk: 2}
    assert counted.languages == {"vi": 1, "en": 1}


def test_states_are_counted_with_the_clock_read(desk: Client):
    out, waiting = make_published_article("da-ra"), make_published_article("cho", in_hours=2)
    Article.objects.filter(pk=out.pk).update(state=State.SCHEDULED)

    states = page_of(desk).counts.states

    assert (states["published"], states["scheduled"]) == (1, 1)
    assert (listed(desk, state="published"), listed(desk, state="scheduled")) == ({"da-ra"}, {waiting.slug})


def test_beyond_what_is_counted_the_list_says_that_there_are_more(desk: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(article_list, "COUNTED", 3)
    for _number in range(5):
        make_article(title="Xi măng")

    found = counts(ArticleFilter(text="xi mang"))

    assert (found.total, found.is_cut, found.sections) == (4, True, None)


def test_pages_follow_a_row_and_keep_what_was_asked_for(desk: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("reports.admin.article_list.PAGE_SIZE", 2)
    for day in range(1, 6):
        edited(make_article(f"bai-{day}", title="Xi măng"), f"2018-05-0{day}")
    make_article("khac", title="Than")

    first = page_of(desk, q="xi mang")
    second = desk.get(LIST + first.older_url).context["cl"]
    back = desk.get(LIST + second.newer_url).context["cl"]

    assert [article.slug for article in first.result_list] == ["bai-5", "bai-4"]
    assert [article.slug for article in second.result_list] == ["bai-3", "bai-2"]
    assert [article.slug for article in back.result_list] == ["bai-5", "bai-4"]


def test_a_page_address_that_cannot_be_read_shows_the_first_page(desk: Client):
    make_article("bai")

    assert listed(desk, truoc="rác") == {"bai"}


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"state": "draft"},
        {"q": "xi mang"},
        {"q": "xi mang", "language": "vi", "byline": "dao"},
        {"dated": "published", "since": "2018-01-01"},
    ],
)
def test_the_list_asks_as_many_questions_for_many_articles_as_for_one(desk: Client, asked: dict[str, str]):
    make_published_article(title="Xi măng", byline="Đào", release=make_release())
    draft = make_article(title="Xi măng", byline="Đào")
    make_article(title="Xi măng", byline="Đào", language="en", translation_of=draft)
    few = queries_of(desk, **asked)

    for number in range(30):
        make_published_article(
            title="Xi măng", byline="Đào", release=make_release(), section=make_section(f"m-{number}")
        )
        draft = make_article(title="Xi măng", byline="Đào", created_by=make_user(f"nguoi-{number}"))
        make_article(title="Xi măng", byline="Đào", language="en", translation_of=draft)

    assert queries_of(desk, **asked) == few
    # Who asks and what they may do (4), choices (2), saved filters; words, counts (2), the page (2), flags,
    # translations (3).
    assert few <= 16


def test_no_question_counts_or_skips_rows_without_end(desk: Client):
    make_published_article()

    with CaptureQueriesContext(connection) as queries:
        desk.get(LIST)

    of_articles = [q["sql"] for q in queries if 'FROM "reports_article"' in q["sql"]]
    assert of_articles
    assert not any("OFFSET" in sql for sql in of_articles)
    # What is not limited asks for the articles of the page and their translations.
    assert all("LIMIT" in sql or '_id" IN (' in sql or '"id" IN (' in sql for sql in of_articles)


def test_editions_are_kept_out_of_the_list(desk: Client):
    article = make_article("bai")
    for number in range(3):
        article.title = f"Lần {number}"
        article.save()
        keep_edition(article, actor=None)

    assert (listed(desk), Edition.objects.count()) == ({"bai"}, 3)
