"""Numbers with their units in running text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.prose.number_phrases import NumberPhrase, convention_of, number_phrases


def _only(text: str) -> NumberPhrase:
    (found,) = number_phrases(text, text.lower())
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("230 nghìn tấn", "230", "nghìn tấn"),
        ("2.435,2 Tr.USD", "2435.2", "Tr.USD"),
        ("60,1 tỷ Kwh", "60.1", "tỷ Kwh"),
        ("1.710 USD/tấn", "1710", "USD/tấn"),
        ("4.461 xe", "4461", "xe"),
        ("18,3 %", "18.3", "%"),
        ("7,2 triệu m3", "7.2", "triệu m3"),
        ("45nghìn tấn", "45", "nghìn tấn"),
        ("55 triệu đồng/người/năm", "55", "triệu đồng/người/năm"),
        ("48.846,03 nghìn lượt người.km", "48846.03", "nghìn lượt người.km"),
        ("15.563 tỷđồng", "15563", "tỷđồng"),
        ("12 345 tỷ đồng", "12345", "tỷ đồng"),
        ("4,17 triệu tỷ đồng", "4.17", "triệu tỷ đồng"),
        ("1,5  tỷ USD", "1.5", "tỷ USD"),
        ("500 trđ", "500", "trđ"),
        ("61,2 tạ/ha", "61.2", "tạ/ha"),
        ("11.2%", "11.2", "%"),
    ],
)
def test_number_and_unit_are_read_as_written(text: str, value: str, unit: str) -> None:
    phrase = _only(text)

    assert phrase.value == Decimal(value)
    assert phrase.unit == unit


@pytest.mark.parametrize("text", ["COVID-19", "128/NQ-CP", "A320", "15/9/2018", "H5N1", "25/30"])
def test_digits_of_names_dates_and_fractions_are_no_number(text: str) -> None:
    found = list(number_phrases(text, text.lower()))

    assert found == []


@pytest.mark.parametrize(
    ("text", "kind"), [("10-15%", "span"), ("5 nhóm hàng", "duration"), ("2,3 lần", "times"), ("8,8 điểm %", "points")]
)
def test_kind_tells_spans_counts_of_kinds_factors_and_points_apart(text: str, kind: str) -> None:
    phrase = _only(text)

    assert phrase.kind == kind


def test_printed_sign_is_kept() -> None:
    text = "y tế (+10,07%), giải trí (-0,02%), may mặc (- 0,3%)"

    signs = [phrase.sign for phrase in number_phrases(text, text.lower())]

    assert signs == ["+", "-", "-"]


def test_dash_before_a_spaced_number_is_no_minus() -> None:
    phrase = _only("Singapore – 118 triệu USD")

    assert phrase.sign == ""


def test_vietnamese_convention_is_taken_without_evidence() -> None:
    assert convention_of("đạt 1.233 tỷ đồng") == "vi"
    assert _only("1.233 tỷ đồng").value == Decimal(1233)


def test_english_convention_of_the_text_decides_what_a_number_leaves_open() -> None:
    text = "đạt 1,233 tỷ đồng, trong đó 12,405.7 và 9.85%"

    values = [phrase.value for phrase in number_phrases(text, text.lower())]

    assert values == [Decimal(1233), Decimal("12405.7"), Decimal("9.85")]
