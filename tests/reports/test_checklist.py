"""What an article should have before it is published: one list for the form, the page and the step."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from reports import workflow
from reports.body_blocks import ImageBlock, TableBlock
from reports.models import Article, Image
from reports.reading_time import Length, length_of
from reports.services.checklist import Checklist, Weight, blocking_items, checklist_of
from reports.services.internal_links import check_links, identify_links, link_to
from tests.factories import (
    make_article,
    make_image,
    make_indicator,
    make_observation,
    make_published_article,
    make_release,
    make_user,
)
from tests.reports.test_article_page import table_of

pytestmark = pytest.mark.django_db


def problems(article: Article, **more: Any) -> dict[str, str]:
    return {item.code: item.problem for item in checklist_of(article, **more).items if not item.is_met}


def test_an_article_with_everything_has_nothing_to_mend():
    image = make_image("Cửa khẩu")
    body = f"<h2>Công nghiệp</h2><p>Tăng khá.</p><h3>Điện</h3>{ImageBlock(image.pk).around('')}"
    article = make_article(body=body, source="Cục Thống kê", cover=make_image("Lò nung"))

    found = checklist_of(article)

    assert (found.blocking, found.advice) == ([], [])
    assert found.is_ready
    assert len(found.met) == len(found.items)


@pytest.mark.parametrize(
    ("fields", "code", "is_blocking"),
    [
        ({"title": " "}, "title", True),
        ({"lead": " "}, "lead", True),
        ({"body": "<p> </p><h2></h2>"}, "body", True),
        ({"title": "Dài " * 40}, "title-length", False),
        ({"lead": "Dài " * 100}, "lead-length", False),
        ({"source": ""}, "source", False),
        ({"body": "<p>a</p><h3>Nhảy cấp</h3>"}, "headings", False),
        ({"body": "<h2>Một</h2><h4>Nhảy cấp</h4><p>a</p>"}, "headings", False),
        ({"body": "<h2></h2><p>a</p>"}, "headings", False),
        ({"body": '<p>Xem <a href="https://a.example/">tại đây</a>.</p>'}, "link-words", False),
        ({"body": f"<p>a</p>{TableBlock(3).html}"}, "tables", False),
    ],
)
def test_what_is_lacking_is_named_with_its_weight(fields: dict[str, Any], code: str, is_blocking: bool):
    article = make_article(**{"source": "Cục Thống kê", **fields})

    items = {item.code: item for item in checklist_of(article).items}

    assert items[code].problem
    assert items[code].is_blocking == is_blocking
    unmet = {each for each, item in items.items() if not item.is_met}
    assert unmet - {"headings"} == {code} - {"headings"}


def test_an_image_without_words_stops_publication_until_the_article_or_the_library_has_them():
    image, cover = make_image(), make_image()
    Image.objects.update(alt_vi="")
    article = make_article(body=f"<p>a</p>{ImageBlock(image.pk).around('')}", cover=cover, source="x")
    article.refresh_from_db()

    assert "2 ảnh chưa có mô tả" in problems(article)["alt"]
    article.body = f"<p>a</p>{ImageBlock(image.pk, 'Lò nung').around('')}"
    assert "1 ảnh" in problems(article)["alt"]
    cover.alt_vi = "Cửa khẩu"
    article.cover = cover
    assert "alt" not in problems(article)


def test_words_in_the_other_language_only_are_advice():
    image = make_image("Cửa khẩu")
    article = make_article(language="en", body=f"<p>a</p>{ImageBlock(image.pk).around('')}", source="x")

    assert "Cửa khẩu" in problems(article)["alt-language"]
    article.body = f"<p>a</p>{ImageBlock(image.pk, 'A border gate').around('')}"
    assert problems(article) == {}


def test_figures_that_differ_stop_publication_and_unknown_ones_are_advice():
    cement = make_indicator("xi-mang", name_vi="Xi măng")
    make_observation("230", indicator=cement)
    body = "<p>Quý I/2018, xi măng đạt 250 nghìn tấn, chè vằng đạt 12 nghìn tấn.</p>"
    article = make_article(body=body, source="x")

    found = {item.code: item for item in checklist_of(article).items}

    assert "250 nghìn tấn" in found["figures"].problem
    assert "12 nghìn tấn" in found["figures-known"].problem
    assert found["figures-known"].weight is Weight.ADVICE


def test_tables_that_nobody_could_read_at_that_minute_are_named():
    coming = make_release(in_hours=5)
    for code, release in (("xi-mang", None), ("than", coming)):
        make_observation("1", indicator=make_indicator(code), release=release)
    tables = [table_of("xi-mang"), table_of("than"), {"indicators": []}]
    article = make_article(tables=tables, source="x")

    now, then = problems(article), problems(article, at=timezone.now() + dt.timedelta(hours=6))

    assert "Bảng số 2 chưa có số liệu" in now["tables"]
    assert "Bảng số 3 không có" in now["tables"]
    assert "Bảng số 2" not in then["tables"]


def test_links_to_what_readers_cannot_open_are_named():
    shown = make_published_article("dau")
    draft = make_article("nhap")
    coming = make_published_article("sap", in_hours=5)
    gone = make_published_article("go")
    gone.withdrawn_at = timezone.now()
    gone.save()
    links = " ".join(link_to(each, f"bài {each.slug}") for each in (shown, draft, coming, gone))
    article = make_article(body=f'<p>{links} <a data-article="999" href="/">bài mất</a></p>', source="x")

    said = problems(article)["links"]

    assert "bài dau" not in said
    for words in ("nhap” dẫn tới bài chưa đăng", "sap” dẫn tới bài chưa đến giờ", "go” dẫn tới bài đã gỡ", "mất” dẫn"):
        assert words in said
    assert "bài sap" not in problems(article, at=timezone.now() + dt.timedelta(hours=6))["links"]


def test_the_step_asks_the_same_list():
    article = make_article(lead="", body=f"<p>a</p>{ImageBlock(make_image().pk).around('')}")
    Image.objects.update(alt_vi="")

    with pytest.raises(workflow.StepRefused) as refused:
        workflow.publish(article, actor=make_user("duyet", "reports.publish_article"))

    for item in blocking_items(article):
        if not item.is_met:
            assert item.problem in str(refused.value)
    assert "tóm tắt" in str(refused.value)
    assert "1 ảnh" in str(refused.value)


def test_a_form_that_is_not_saved_yet_is_checked_with_its_tables():
    make_observation("1", indicator=make_indicator("xi-mang"))
    article = Article(title="", body=f"<p>a</p>{TableBlock(1).html}{TableBlock(2).html}")

    found: Checklist = checklist_of(article, tables=[table_of("xi-mang")])

    assert {item.code for item in found.blocking} == {"title", "lead", "section"}
    assert "Bảng số 2" in next(item.problem for item in found.advice if item.code == "tables")


def test_addresses_of_the_portals_articles_become_links_to_the_articles():
    article = make_published_article("dau")
    story = make_published_article("story", language="en")
    article.slug = "sau"
    article.save()
    addresses = ("/tin/dau/", "http://127.0.0.1:8000/tin/sau", "/en/tin/story/?x=1")
    others = (
        "/tin/khong-co/",
        "https://elsewhere.example/tin/sau/",
        "/tin/sau/#muc",
        "/chi-so/sau/",
        "mailto:a@b.example",
    )
    body = "".join(f'<a href="{address}">x</a>' for address in (*addresses, *others))

    identified = identify_links(body)

    assert [link.key for link in check_links(identified)] == [article.pk, article.pk, story.pk]
    assert identify_links(identified) == identified


@pytest.mark.parametrize(
    ("texts", "language", "length"),
    [
        ([], "vi", Length(0, 0)),
        (["Kim ngạch xuất khẩu đạt 769,5 triệu USD."], "vi", Length(8, 1)),
        (["tăng " * 251], "vi", Length(251, 2)),
        (["word " * 238, ""], "en", Length(238, 1)),
    ],
)
def test_words_are_counted_and_minutes_rounded_up(texts: list[str], language: str, length: Length):
    assert length_of(texts, language) == length


@given(st.lists(st.text(max_size=40), max_size=5))
def test_no_text_is_read_in_less_than_it_takes(texts: list[str]):
    length = length_of(texts)

    assert (length.minutes > 0) == (length.words > 0)
    assert length.words <= length.minutes * 250


def test_passages_of_a_translation_that_are_still_vietnamese_are_named():
    body = (
        "<p>Cement output of Lạng Sơn reached 230 thousand tonnes.</p><h2>Lạng Sơn</h2>"
        "<p>Sản lượng xi măng quý I năm 2018 ước đạt khá.</p><ul><li>Đá các loại tăng mạnh</li></ul>"
    )
    article = make_article(language="en", title="Cement up", lead="Xi măng quý I tăng khá.", body=body, source="GSO")

    problem = problems(article)["language"]

    assert problem.startswith("3 đoạn")
    assert "“Sản lượng xi măng quý I…”" in problem
    assert "Cement" not in problem


def test_nobody_asks_a_vietnamese_article_whether_it_was_translated():
    found = checklist_of(make_article(language="vi"))

    assert "language" not in {item.code for item in found.items}
