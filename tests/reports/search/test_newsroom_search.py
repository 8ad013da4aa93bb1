"""Searching working copies: the same answers on every database, without diacritics, in every state, never stale."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from reports.models import Article, ArticleWords
from reports.services.article_words import has_words
from tests.factories import make_article

pytestmark = pytest.mark.django_db

TEXTS = {
    "xi-mang": {
        "title": "Xi măng quý I tăng 11,2%",
        "lead": "Sản lượng đạt 230 nghìn tấn.",
        "body": "<p>Nhà máy <strong>Đồng Bành</strong> chạy đều.</p><p>Đường ra cảng thông suốt.</p>",
        "byline": "Nguyễn Thị Đào",
    },
    "dien": {
        "title": "Điện thương phẩm tăng mạnh",
        "lead": "163 triệu kWh bán ra.",
        "body": "<p>Công nghiệp xi măng dùng nhiều điện.</p>",
        "byline": "Trần Văn Đạo",
        "source": "Cục Thống kê",
    },
}

QUERIES = (
    ("xi măng", {"xi-mang", "dien"}),
    ("XI MANG", {"xi-mang", "dien"}),
    ("ĐỒNG BÀNH", {"xi-mang"}),
    ("dong banh", {"xi-mang"}),
    ("bành đồng", {"xi-mang"}),
    ("duong ra cang", {"xi-mang"}),
    ("nguyen thi dao", {"xi-mang"}),
    ("cuc thong ke", {"dien"}),
    ("xi-mang", {"xi-mang", "dien"}),
    ("điện thương ph", {"dien"}),
    ("11,2", {"xi-mang"}),
    ('"dùng nhiều điện"', {"dien"}),
    ('"nhiều dùng điện"', set()),
    ("than", set()),
    ("%", set()),
    ("' OR 1=1 --", set()),
    ('xi" OR "dien', set()),
)


def found(text: str, **options: str) -> set[str]:
    return set(Article.objects.filter(has_words(text, **options)).values_list("slug", flat=True))


@pytest.mark.parametrize(("text", "expected"), QUERIES)
def test_a_working_copy_is_found_by_any_of_its_words(text: str, expected: set[str]):
    for slug, fields in TEXTS.items():
        make_article(slug, **fields)

    assert found(text) == expected


def test_a_byline_is_found_by_itself_without_diacritics():
    for slug, fields in TEXTS.items():
        make_article(slug, **fields)

    assert found("DAO", column="byline_words") == {"xi-mang", "dien"}
    assert found("trần đạo", column="byline_words") == {"dien"}
    assert found("măng", column="byline_words") == set()


def test_what_was_rewritten_is_found_by_its_new_words_only():
    article = make_article("bai", title="Xi măng")

    article.title = "Than sạch"
    article.save()

    assert (found("xi măng"), found("than sach")) == (set(), {"bai"})


def test_a_deleted_article_leaves_no_words():
    make_article("bai", title="Xi măng").delete()

    assert (found("xi măng"), ArticleWords.objects.count()) == (set(), 0)


def test_a_word_without_end_is_kept_and_found():
    article = make_article("bai", body=f"<p>{'a' * 5000}</p>")

    assert found("a" * 5000) == {article.slug}


def test_the_words_are_written_anew_by_command():
    make_article("bai", title="Xi măng")
    ArticleWords.objects.all().delete()

    call_command("rebuild_search")

    assert found("xi mang") == {"bai"}
