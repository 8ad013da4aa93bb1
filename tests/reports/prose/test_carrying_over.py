"""What carries over from figure to figure and from sentence to sentence: period, status, comparison, verb."""

from __future__ import annotations

from datetime import date

from reports.prose.claims import Claim, find_claims

PUBLISHED = date(2018, 9, 29)


def _claims(text: str) -> tuple[Claim, ...]:
    return find_claims(text, PUBLISHED)


def _periods(text: str) -> list[str | None]:
    return [claim.period.sdmx if claim.period is not None else None for claim in _claims(text)]


def test_aside_of_a_sentence_ends_with_it() -> None:
    text = "Xuất khẩu 8 tháng đạt 5 tỷ USD, trong đó riêng tháng 8 đạt 0,7 tỷ USD. Hoa Kỳ đạt 2 tỷ USD."

    assert _periods(text) == ["2018-01/P8M", "2018-08", "2018-01/P8M"]


def test_quarters_told_in_one_aside_all_end_with_it() -> None:
    text = "GRDP 6 tháng tăng 7,6%, trong đó quý I tăng 7,3% và quý II ước tăng 7,9%. Dịch vụ tăng 6%."

    assert _periods(text) == ["2018-S1", "2018-Q1", "2018-Q2", "2018-S1"]


def test_comparison_with_the_month_before_says_that_the_figure_is_of_the_month() -> None:
    text = "Xuất khẩu 8 tháng đạt 5 tỷ USD. Giày dép đạt 0,2 tỷ USD, tăng 6% so với tháng trước."

    assert _periods(text) == ["2018-01/P8M", "2018-08"]


def test_part_of_a_month_is_no_period_of_the_catalogue() -> None:
    text = "Xuất khẩu tháng 8 đạt 5 tỷ USD. Trong nửa đầu tháng 9, xuất khẩu đạt 2,3 tỷ USD."

    assert _periods(text) == ["2018-08", None]


def test_stock_at_an_hour_belongs_to_its_month() -> None:
    assert _periods("Tính đến sáng 21-9, số xe tồn là 461 xe.") == ["2018-09"]


def test_year_that_opens_a_sentence_dates_its_quarters() -> None:
    assert _periods("Năm ngoái, GDP quý I tăng 5,2%.") == ["2017-Q1"]


def test_heading_with_a_month_and_the_months_so_far_means_the_months_so_far() -> None:
    assert _periods("Kinh tế tháng 6 và 6 tháng đầu năm 2018\nIIP tăng 10%.") == ["2018-S1"]


def test_title_in_quotes_sets_no_period() -> None:
    text = "Theo báo cáo “Xu hướng kinh doanh quý II và dự báo quý III”, doanh thu đạt 5 tỷ đồng."

    assert _periods(text) == [None]


def test_estimate_does_not_flow_back() -> None:
    first, second = _claims("Nhập siêu thực hiện tháng 7 đạt 445 triệu USD, tháng 8 ước đạt 400 triệu USD.")

    assert (first.status, second.status) == (None, "estimate")


def test_other_years_in_brackets_are_no_claims() -> None:
    claims = _claims("Tăng trưởng cao hơn các năm trước (2015 tăng 7,1%; 2016 tăng 6,5%). Dịch vụ tăng 6%.")

    assert [str(claim.growth_pct) for claim in claims] == ["6"]


def test_footnote_mark_does_not_cut_the_comparison_off() -> None:
    (claim,) = _claims("GRDP tăng 8,01% (1) so với cùng kỳ (sơ bộ 9 tháng năm 2017 tăng 7,9% (2) so với cùng kỳ).")

    assert str(claim.growth_pct) == "8.01"
    assert claim.growth_base == "same_period_last_year"


def test_same_days_of_the_month_before_are_the_previous_period() -> None:
    claims = _claims("Kim ngạch nửa đầu tháng 9 giảm 40,5% so với cùng kỳ tháng 8 và giảm 3% so với cùng kỳ năm 2017.")

    assert [claim.growth_base for claim in claims] == ["previous_period", "same_period_last_year"]


def test_change_of_a_share_is_no_growth() -> None:
    assert _claims("Ngành nông nghiệp chiếm 17,4%, giảm 1,2%; dịch vụ chiếm 32%, tăng 0,3%.") == ()


def test_verb_of_the_clause_is_measured_by_the_rates_after_it() -> None:
    claims = _claims("Than đá và dầu thô giảm mạnh, lần lượt là 65,4% và 48,3%.")

    assert [(c.indicator, str(c.growth_pct)) for c in claims] == [("Than đá", "-65.4"), ("dầu thô", "-48.3")]


def test_rates_told_in_turn_go_to_the_values_before_them() -> None:
    claims = _claims("Chè đạt 5 tỷ đồng, gạo đạt 7 tỷ đồng, sắn đạt 9 tỷ đồng, tăng lần lượt 4%, 9,1% và 3%.")

    assert [(c.indicator, str(c.growth_pct)) for c in claims] == [("Chè", "4"), ("gạo", "9.1"), ("sắn", "3")]


def test_two_comparisons_keep_their_order_in_the_parts() -> None:
    text = (
        "Bán lẻ tháng 8 đạt 9 tỷ đồng, tăng 6% so với tháng trước và tăng 5% so với cùng kỳ. "
        "Doanh thu lưu trú đạt 2 tỷ đồng, tăng 12% và giảm 9%."
    )

    bases = [claim.growth_base for claim in _claims(text)]

    assert bases == ["previous_period", "same_period_last_year"] * 2


def test_shares_of_the_earlier_period_go_on_by_aspect() -> None:
    claims = _claims("Xi măng đạt 7,5 triệu tấn, trị giá 291 triệu USD, bằng 60,2% về lượng và 80,8% về trị giá.")

    assert [str(claim.growth_pct) for claim in claims] == ["-39.8", "-19.2"]


def test_rate_behind_an_amount_of_change_is_its_growth() -> None:
    (claim,) = _claims("Điện thoại tăng 428 triệu USD, tương đương 17,1%, đạt 2,93 tỷ USD.")

    assert (str(claim.value), str(claim.growth_pct)) == ("2.93", "17.1")


def test_base_of_a_survey_is_no_figure() -> None:
    assert _claims("Chỉ có 38,6% trong số 5.663 doanh nghiệp trả lời cho biết sản xuất tốt lên.") == ()


def test_range_gives_no_single_figure() -> None:
    ranges = "Nhu cầu tăng 10–15%. Giá cao hơn từ 5 đến 10%. Tăng trưởng từ 7,5% đến 8%. Sản lượng đạt 5-6 triệu tấn."

    assert _claims(ranges) == ()


def test_growth_behind_a_list_of_parts_is_the_wholes() -> None:
    claims = _claims("Doanh số tháng 8 đạt 20 nghìn xe, gồm 14 nghìn xe con và 6 nghìn xe tải, giảm 8% so với tháng 7.")

    assert [(str(c.value), c.growth_pct and str(c.growth_pct)) for c in claims] == [
        ("20", "-8"),
        ("14", None),
        ("6", None),
    ]


def test_two_comparisons_told_at_once_go_to_two_rates() -> None:
    claims = _claims("Chỉ số tiêu thụ tháng 8 so với tháng trước và cùng kỳ tăng lần lượt 5,4% và 17,2%.")

    assert [c.growth_base for c in claims] == ["previous_period", "same_period_last_year"]


def test_values_after_growths_by_aspect_go_to_the_measure_that_fits() -> None:
    claims = _claims("Cao su tăng 58,7% về lượng và tăng 94% về trị giá, đạt 548.000 tấn, trị giá 923 triệu USD.")

    assert [(c.unit, str(c.growth_pct)) for c in claims] == [("tấn", "58.7"), ("triệu USD", "94")]


def test_first_item_of_a_list_gives_the_direction_of_the_rest() -> None:
    claims = _claims("Nhóm cơ khí như máy bơm giảm 3,1%; động cơ điện (6%); quạt các loại (2,2%).")

    assert [str(c.growth_pct) for c in claims] == ["-3.1", "-6", "-2.2"]
