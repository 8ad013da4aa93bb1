import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.text import fold, has_diacritics, normalise, normalise_with_offsets


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Tổng mức bán lẻ hàng hóa", "tong muc ban le hang hoa"),
        ("  XI\u00a0MĂNG \n (nghìn  tấn)", "xi mang (nghin tan)"),
        ("Điện thương phẩm", "dien thuong pham"),
        ("Ðồng", "dong"),
        ("", ""),
        ("lũy kế", "luy ke"),
        ("luỹ kế", "luy ke"),
        ("a\u200bb\ufeff", "ab"),
    ],
)
def test_folding_drops_case_diacritics_and_stray_space(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_composed_and_decomposed_spelling_fold_alike() -> None:
    composed = unicodedata.normalize("NFC", "Sản xuất công nghiệp ở Lạng Sơn, đường sắt")
    decomposed = unicodedata.normalize("NFD", composed)

    assert composed != decomposed
    assert fold(composed) == fold(decomposed) == "san xuat cong nghiep o lang son, duong sat"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folding_does_not_see_how_a_text_is_composed(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text())
def test_normalised_text_has_single_spaces_only_between_words(text: str) -> None:
    normal = normalise(text)

    assert normal == normal.strip()
    assert "  " not in normal


def test_normalising_keeps_diacritics_and_makes_every_dash_one() -> None:
    assert normalise("THÁNG\u00a03 – 7 — ２０１８") == "tháng 3 - 7 - 2018"


@given(st.text())
def test_each_normalised_character_has_its_place_in_the_text(text: str) -> None:
    normal, offsets = normalise_with_offsets(text)

    assert len(offsets) == len(normal) + 1
    assert list(offsets) == sorted(offsets)
    assert all(0 <= offset <= len(text) for offset in offsets)


def test_offsets_lead_back_to_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "Kết quả  QUÝ I")
    normal, offsets = normalise_with_offsets(text)
    start = normal.index("quý")

    found = text[offsets[start] : offsets[start + len("quý i")]]

    assert unicodedata.normalize("NFC", found) == "QUÝ I"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("thang nam", False), ("tháng", True), ("đ", True), ("Đ", True), ("m² 5", False), ("", False)],
)
def test_diacritics_are_noticed(text: str, expected: bool) -> None:
    assert has_diacritics(text) is expected
