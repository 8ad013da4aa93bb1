"""Addresses made from titles: words without diacritics, whole, and free."""

import pytest

from reports.slugs import LONGEST, free_slug, slug_of
from tests.factories import make_article


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Sản xuất công nghiệp quý I/2018 tăng 9,5%", "san-xuat-cong-nghiep-quy-i-2018-tang-9-5"),
        ("Điện thương phẩm ĐẠT 163 triệu kWh", "dien-thuong-pham-dat-163-trieu-kwh"),
        ("  — Xuất khẩu —  ", "xuat-khau"),
        ("Kỳ lạ: “đá”, m³!", "ky-la-da-m"),
        ("漢字", ""),
    ],
)
def test_words_lose_their_diacritics(title: str, slug: str):
    assert slug_of(title) == slug


def test_a_long_title_ends_with_a_whole_word():
    slug = slug_of("nghìn tấn " * 40)

    assert len(slug) <= LONGEST
    assert slug.endswith("-tan") or slug.endswith("-nghin")


@pytest.mark.django_db
def test_an_address_that_another_article_has_or_had_is_numbered():
    article = make_article("xuat-khau")
    article.slug = "xuat-khau-quy-i"
    article.save()

    assert free_slug("Xuất khẩu") == "xuat-khau-2"
    assert free_slug("Xuất khẩu quý I") == "xuat-khau-quy-i-2"
    assert free_slug("Xuất khẩu", article=article) == "xuat-khau"
    assert free_slug("漢字") == "bai"
