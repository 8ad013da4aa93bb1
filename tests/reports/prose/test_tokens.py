"""Sentences, words and the way back from the text as read to the text as given."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.prose.tokens import Source, sentences, tokens


def _sentences(text: str) -> list[str]:
    source = Source.of(text)
    return [source.text[s.start : s.end] for s in sentences(source, tokens(source))]


def test_full_stop_inside_a_number_ends_no_sentence() -> None:
    found = _sentences("Xuất khẩu đạt 1.020 triệu USD. Nhập khẩu đạt 2.435,2 Tr.USD.")

    assert found == ["Xuất khẩu đạt 1.020 triệu USD.", "Nhập khẩu đạt 2.435,2 Tr.USD."]


@pytest.mark.parametrize("text", ["Sở Công Thương TP. Huế báo cáo.", "GS. Trần An nói.", "Ông B. Nguyên nói."])
def test_abbreviation_before_a_name_ends_no_sentence(text: str) -> None:
    found = _sentences(text)

    assert found == [text]


def test_line_break_ends_a_sentence_without_a_full_stop() -> None:
    found = _sentences("Tình hình quý I\nXuất khẩu tăng 5%")

    assert found == ["Tình hình quý I", "Xuất khẩu tăng 5%"]


def test_line_wrapped_in_the_middle_of_a_sentence_is_joined() -> None:
    found = _sentences("Kim ngạch xuất khẩu của\ntỉnh đạt 5 tỷ USD.")

    assert found == ["Kim ngạch xuất khẩu của tỉnh đạt 5 tỷ USD."]


def test_bullets_make_list_items() -> None:
    source = Source.of("Sản phẩm tăng:\n- Than 5 tấn\n+ Đá 6 tấn")

    found = [s.is_item for s in sentences(source, tokens(source))]

    assert found == [False, True, True]


def test_icelandic_letter_is_read_as_the_vietnamese_one() -> None:
    source = Source.of("Ðây là tỉnh ðông dân")

    assert source.text == "Đây là tỉnh đông dân"


def test_place_leads_decomposed_text_back_to_the_original() -> None:
    text = unicodedata.normalize("NFD", "Điện đạt 5 tỷ kWh, tăng 6%")
    source = Source.of(text)
    start = source.text.index("tỷ")

    place = source.place(start, start + 2)

    assert unicodedata.normalize("NFC", text[slice(*place)]) == "tỷ"


@given(st.text(max_size=200))
def test_every_text_is_read_and_every_token_stays_inside_it(text: str) -> None:
    source = Source.of(text)

    words = tokens(source)

    assert all(0 <= w.start < w.end <= len(source.text) for w in words)
    assert all(0 <= a <= b <= len(text) for a, b in (source.place(w.start, w.end) for w in words))
    assert len(source.lowered) == len(source.text)


@given(st.text(alphabet="ab. ,\nĐạ5%()-", max_size=80))
def test_sentences_follow_each_other_without_overlap(text: str) -> None:
    source = Source.of(text)

    found = list(sentences(source, tokens(source)))

    assert all(one.end <= other.start for one, other in pairwise(found))
