"""The shapes of the genre, one behaviour a test."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reports.prose.claims import Claim, find_claims

PUBLISHED = date(2018, 9, 29)


def _claims(text: str) -> tuple[Claim, ...]:
    return find_claims(text, PUBLISHED)


def _only(text: str) -> Claim:
    (claim,) = _claims(text)
    return claim


def test_value_growth_and_plan_of_one_statement_are_one_claim() -> None:
    claim = _only("Kim ngạch xuất khẩu quý I ước đạt hơn 769 triệu USD, tăng 33,4% so với cùng kỳ, bằng 29,6% KH năm.")

    assert claim.as_json() | {"sentence": ""} == claim.as_json() | {
        "sentence": "",
        "indicator": "Kim ngạch xuất khẩu",
        "value": "769",
        "unit": "triệu USD",
        "period": "2018-Q1",
        "status": "estimate",
        "growth_pct": "33.4",
        "growth_base": "same_period_last_year",
        "plan_pct": "29.6",
    }
    assert claim.approximation == "hơn"


def test_json_begins_with_the_keys_of_the_contract() -> None:
    keys = list(_only("Xuất khẩu đạt 5 tỷ USD.").as_json())

    assert keys[:9] == [
        *("sentence", "indicator", "value", "unit", "period", "status", "growth_pct", "growth_base", "plan_pct"),
    ]


def test_spans_lead_to_the_characters_of_the_text() -> None:
    text = "Trong tháng 8, xuất khẩu gạo đạt 1,5 tỷ USD, tăng 6% so với cùng kỳ, đạt 45% kế hoạch."

    claim = _only(text)

    assert text[slice(*claim.indicator_span)] == "xuất khẩu gạo"
    assert claim.value_span is not None
    assert text[slice(*claim.value_span)] == "1,5 tỷ USD"
    assert claim.growth_span is not None
    assert text[slice(*claim.growth_span)] == "6%"
    assert claim.plan_span is not None
    assert text[slice(*claim.plan_span)] == "45%"


@pytest.mark.parametrize(
    ("text", "growth"),
    [
        ("Sản lượng điện bằng 100% so với cùng kỳ.", "0"),
        ("Sản lượng điện bằng 95% cùng kỳ.", "-5"),
        ("Sản lượng điện tăng hơn 2 lần so với cùng kỳ.", "100"),
        ("Sản lượng điện gấp 2,3 lần cùng kỳ.", "130"),
        ("Sản lượng điện tăng gấp đôi.", "100"),
        ("Sản lượng điện giảm một nửa.", "-50"),
        ("Sản lượng điện lao dốc 38%.", "-38"),
        ("Sản lượng điện vượt 12% so với cùng kỳ.", "12"),
        ("Sản lượng điện tăng trưởng âm 2,5%.", "-2.5"),
        ("Sản lượng điện (-3,1%) và nước (+4%).", "-3.1"),
    ],
)
def test_ways_of_writing_a_growth(text: str, growth: str) -> None:
    claim = _claims(text)[0]

    assert claim.growth_pct == Decimal(growth)


def test_same_as_last_year_is_no_number() -> None:
    claim = _only("Kim ngạch xuất khẩu đạt 420 triệu USD (đạt 61,67% kế hoạch, tương đương cùng kỳ).")

    assert claim.growth_pct is None
    assert claim.plan_pct == Decimal("61.67")


def test_amount_of_change_is_neither_value_nor_growth() -> None:
    claim = _only("Xuất khẩu dệt may đạt 35,3 tỷ USD, tăng thêm 4,43 tỷ USD.")

    assert claim.value == Decimal("35.3")
    assert claim.growth_pct is None
    assert claim.change == Decimal("4.43")
    assert claim.change_text == "4,43 tỷ USD"


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("Thu ngân sách đạt 25,4% kế hoạch.", "25.4"),
        ("Thu ngân sách bằng 37,2% KH năm.", "37.2"),
        ("Thu ngân sách đạt 58,2% so với kế hoạch năm.", "58.2"),
        ("Thu ngân sách hoàn thành 45% dự toán Trung ương giao.", "45"),
        ("Thu ngân sách vượt 5,8% dự toán.", "105.8"),
    ],
)
def test_ways_of_writing_a_share_of_the_plan(text: str, plan: str) -> None:
    claim = _only(text)

    assert claim.plan_pct == Decimal(plan)


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 15/9/2018, UBND tỉnh ban hành Nghị quyết số 128/NQ-CP.",
        "Tổ máy số 1 công suất 600 MW của nhà máy ở số 30 đường Trần Phú.",
        "Công nghiệp chế biến chiếm 65% tổng kim ngạch, đóng góp 8,8 điểm % vào tăng trưởng.",
        "Mục tiêu năm 2018 là xuất khẩu đạt 240 tỷ USD, tăng 10%.",
        "Kế hoạch thu ngân sách năm 2018 là 500 tỷ đồng.",
        "Có 17 mặt hàng đạt kim ngạch trên 1 tỷ USD.",
        "Ông Nam, 45 tuổi, gọi điện 3 lần trong 2 ngày về dịch COVID-19.",
        "",
        "   \n\n ",
    ],
)
def test_what_is_not_a_claim(text: str) -> None:
    assert _claims(text) == ()


def test_growth_of_another_year_in_brackets_is_left_out() -> None:
    claim = _only("GDP quý III tăng 6,88% (cùng kỳ năm 2017 tăng 7,38%), cao hơn mức tăng 6,73% của quý II.")

    assert claim.growth_pct == Decimal("6.88")


def test_two_growths_of_one_subject_are_two_claims_with_their_bases() -> None:
    claims = _claims("CPI tháng 9 tăng 0,59% so với tháng trước và tăng 3,98% so với cùng kỳ năm trước.")

    assert [c.growth_base for c in claims] == ["previous_period", "same_period_last_year"]
    assert {c.indicator for c in claims} == {"CPI"}


def test_growth_by_volume_and_by_value_go_to_the_values_that_they_measure() -> None:
    volume, worth = _claims(
        "Xuất khẩu gạo đạt 5,2 triệu tấn, trị giá 2,6 tỷ USD, tăng 6,3% về lượng và 4,9% về giá trị."
    )

    assert (volume.unit, volume.growth_pct) == ("triệu tấn", Decimal("6.3"))
    assert (worth.unit, worth.growth_pct) == ("tỷ USD", Decimal("4.9"))


def test_direction_of_a_list_comes_from_its_head() -> None:
    claims = _claims("Các mặt hàng giảm so với cùng kỳ như: bia (22,1%), đường (13%), giấy 5%.")

    assert [(c.indicator, c.growth_pct) for c in claims] == [
        ("bia", Decimal("-22.1")),
        ("đường", Decimal("-13")),
        ("giấy", Decimal("-5")),
    ]
    assert {c.growth_base for c in claims} == {"same_period_last_year"}


def test_list_gives_its_verb_once() -> None:
    claims = _claims("Sản phẩm ước đạt: than 138 nghìn tấn, tăng 6,5%; đá 720 nghìn m3, tăng 9,5%.")

    assert [(c.indicator, c.value, c.growth_pct) for c in claims] == [
        ("than", Decimal(138), Decimal("6.5")),
        ("đá", Decimal(720), Decimal("9.5")),
    ]


def test_subject_keeps_the_commas_inside_it() -> None:
    first, second = _claims("Sản xuất tăng như: bộ com-lê, quần áo đồng bộ tăng 27,9%, sứ vệ sinh tăng 5%.")

    assert first.indicator == "bộ com-lê, quần áo đồng bộ"
    assert second.indicator == "sứ vệ sinh"


def test_two_subjects_take_their_growths_in_turn() -> None:
    claims = _claims("Xuất khẩu và nhập khẩu lần lượt giảm 11,9% và 14,7%.")

    assert [(c.indicator, c.growth_pct) for c in claims] == [
        ("Xuất khẩu", Decimal("-11.9")),
        ("nhập khẩu", Decimal("-14.7")),
    ]


def test_subject_carries_over_to_a_sentence_without_one() -> None:
    first, second, third = _claims(
        "Doanh thu vận tải tháng 8 đạt 500 tỷ đồng. Con số này tăng 5% so với tháng 7. "
        "Tính chung 8 tháng, ước đạt 3.900 tỷ đồng."
    )

    assert second.indicator == third.indicator == first.indicator
    assert third.period is not None
    assert third.period.sdmx == "2018-01/P8M"


def test_period_of_a_narrower_remark_ends_with_the_paragraph() -> None:
    text = "Xuất khẩu 4 tháng đạt 5 tỷ USD. Riêng tháng 4 đạt 1,2 tỷ USD.\nNhập khẩu đạt 4 tỷ USD."

    periods = [claim.period.sdmx for claim in _claims(text) if claim.period is not None]

    assert periods == ["2018-01/P4M", "2018-04", "2018-01/P4M"]


def test_period_of_a_comparison_is_not_the_period_of_the_figure() -> None:
    claim = _only("Chỉ số sản xuất công nghiệp quý II tăng 13,2% so với quý II năm 2017.")

    assert claim.period is not None
    assert claim.period.sdmx == "2018-Q2"
    assert claim.growth_base == "same_period_last_year"


@pytest.mark.parametrize(("word", "status"), [("ước", "estimate"), ("sơ bộ", "preliminary"), ("chính thức", "final")])
def test_status_is_read_from_the_verb(word: str, status: str) -> None:
    claim = _only(f"Kim ngạch xuất khẩu tháng 8 {word} đạt 500 triệu USD.")

    assert claim.status == status


def test_each_claim_says_which_rules_joined_it() -> None:
    claim = _only("Sản lượng điện đạt 5 tỷ kWh, bằng 95% cùng kỳ.")

    assert claim.rules == ("value: verb of level", "growth: share of the earlier period")
