"""A remark stays with its words while the text around it is edited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.anchors import Anchor, find

TEXT = (
    "Xi măng ước đạt 230 nghìn tấn, tăng 11,2% so với cùng kỳ.\n"
    "Đá các loại ước đạt 460 nghìn m³, tăng 9,5% so với cùng kỳ.\n"
    "Điện sản xuất đạt 184 triệu kWh."
)


def anchor_of(words: str, text: str = TEXT) -> Anchor:
    start = text.index(words)
    return Anchor.of(text, start, start + len(words))


def found(anchor: Anchor, text: str) -> str | None:
    span = find(anchor, text)
    return text[span[0] : span[1]] if span else None


@given(st.text(min_size=1), st.data())
def test_a_passage_is_found_where_it_was_taken(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return

    span = find(Anchor.of(text, start, end), text)

    assert span is not None
    assert text[span[0] : span[1]] == text[start:end]


@given(st.text(), st.text())
def test_a_search_ends_in_a_passage_of_the_text_or_in_nothing(quote: str, text: str):
    span = find(Anchor(quote, "trước ", " sau"), text)

    assert span is None or 0 <= span[0] < span[1] <= len(text)


def test_paragraphs_before_and_after_may_come_and_go():
    anchor = anchor_of("tăng 9,5%")

    assert found(anchor, "Đoạn mở đầu mới.\n" + TEXT.split("\n")[1]) == "tăng 9,5%"


def test_of_two_equal_passages_it_is_the_one_among_its_neighbours():
    text = "Xi măng tăng 5%, điện tăng 5%, đá tăng 5%."
    anchor = Anchor.of(text, text.index("5%, đá"), text.index("5%, đá") + 2)

    assert find(anchor, "Mở đầu. " + text) == (text.index("5%, đá") + 8, text.index("5%, đá") + 10)


def test_a_passage_that_was_reworded_is_what_now_stands_between_its_neighbours():
    anchor = anchor_of("tăng 11,2%")

    assert found(anchor, TEXT.replace("tăng 11,2%", "tăng mạnh, thêm 12,4%")) == "tăng mạnh, thêm 12,4%"


def test_a_passage_whose_neighbours_changed_too_is_found_by_most_of_its_words():
    anchor = anchor_of("Đá các loại ước đạt 460 nghìn m³")
    text = "Riêng mặt hàng đá các loại trong quý ước đạt 460 nghìn m³, khá hơn năm trước."

    assert found(anchor, text) == "các loại trong quý ước đạt 460 nghìn m³"


@pytest.mark.parametrize("text", ["", "Một bài khác hẳn, không có gì chung."])
def test_a_passage_that_is_gone_is_not_found(text: str):
    assert find(anchor_of("Điện sản xuất đạt 184 triệu kWh"), text) is None


def test_white_space_is_no_passage():
    with pytest.raises(ValueError, match="passage"):
        Anchor.of("a  b", 1, 3)
