import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.periods import Period, find_period, find_periods


@pytest.mark.parametrize(
    ("text", "period", "phrase"),
    [
        ("TÌNH HÌNH SẢN XUẤT CÔNG NGHIỆP THÁNG 5 NĂM 2018", Period(2018, 5, 1), "THÁNG 5 NĂM 2018"),
        ("Báo cáo quý I năm 2018 và phương hướng quý II", Period(2018, 1, 3), "quý I năm 2018"),
        ("Tình hình kinh tế tháng 9 và 9 tháng năm 2018", Period(2018, 9, 1), "tháng 9"),
        ("Xuất khẩu quý III và 9 tháng đầu năm 2018 tăng", Period(2018, 7, 3), "quý III"),
        ("Xuất khẩu quý I và quý III năm 2018", Period(2018, 1, 3), "quý I"),
        ("Kim ngạch 9T/2018, ước thực hiện", Period(2018, 1, 9), "9T/2018"),
        ("Kinh tế Việt Nam 2018", Period(2018, 1, 12), "2018"),
        ("Quảng Nam năm 2017 tăng trưởng", Period(2017, 1, 12), "năm 2017"),
        ("Xuất khẩu dệt may 2018", Period(2018, 1, 12), "2018"),
        ("Niên giám thống kê (2018)", Period(2018, 1, 12), "2018"),
        ("Ngày 22/5/2018: kết quả quý I/2018", Period(2018, 1, 3), "quý I/2018"),
        ("Ngày 5 tháng 4 năm 2018 công bố số liệu tháng 3/2018", Period(2018, 3, 1), "tháng 3/2018"),
        ("Từ tháng 2-2023, Trung Quốc mở cửa", Period(2023, 2, 1), "tháng 2-2023"),
        ("Industrial production in May 2018", Period(2018, 5, 1), "May 2018"),
        ("Biểu 1 – lũy kế đến tháng 5/2018 (tỷ đồng)", Period(2018, 1, 5), "lũy kế đến tháng 5/2018"),
        ("tong muc ban le 6 thang dau nam 2018", Period(2018, 1, 6), "6 thang dau nam 2018"),
    ],
)
def test_first_period_of_a_title_is_found_in_its_place(text: str, period: Period, phrase: str) -> None:
    for title in (text, unicodedata.normalize("NFD", text), f"  {text}"):
        found = find_period(title)

        assert found is not None
        assert found[0] == period
        start, end = found[1]
        assert unicodedata.normalize("NFC", title[start:end]) == phrase


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Báo cáo tình hình kinh tế",
        "Báo cáo ngày 22 tháng 5 năm 2018",
        "Nghị quyết số 05/2018/NQ-HĐND",
        "Sản lượng đạt 2018 tấn",
        "Giá trị 14.2018 và 2018,5",
        "Đạt 9 t, tăng q3",
        "Quỹ 1 của tháng từ đầu",
        "Mã 120181",
        "Quý 5/2018 và tháng 13/2018 không có",
        "Kỳ 3/9999",
        "Mã 2018-01/P99999M",
        "Từ 2018 đến 9000",
        "Ba tháng sau mới xong",
    ],
)
def test_title_without_a_period_gives_none(text: str) -> None:
    assert find_period(text) is None


def test_phrase_without_year_is_found_with_the_year_of_the_context() -> None:
    title = "Tình hình tháng 5 và lũy kế từ đầu năm"

    assert find_period(title) is None
    assert [period for period, _ in find_periods(title, year=2018, month=5)] == [Period(2018, 5, 1), Period(2018, 1, 5)]


def test_number_behind_a_month_is_not_a_second_month() -> None:
    assert find_periods("Tháng 5, 6 doanh nghiệp mới; tháng 7 và 8 dự án", year=2018) == [
        (Period(2018, 5, 1), (0, 7)),
        (Period(2018, 7, 1), (29, 36)),
    ]


def test_year_of_the_joined_phrase_is_stronger_than_that_of_the_context() -> None:
    found = find_period("tháng 9 và 9 tháng năm 2018", year=2020)

    assert found is not None
    assert found[0] == Period(2018, 9, 1)


def test_every_period_of_a_text_is_found_in_order() -> None:
    text = "Quý I/2018 tăng 11,2% so với quý I/2017; cả năm 2018 ước đạt 2.018 tấn, trong đó tháng 5/2018 là 18 tấn."

    assert [period for period, _ in find_periods(text)] == [
        Period(2018, 1, 3),
        Period(2017, 1, 3),
        Period(2018, 1, 12),
        Period(2018, 5, 1),
    ]


@given(prefix=st.text(alphabet="abc đê", max_size=10), suffix=st.text(alphabet="abc đê", max_size=10))
def test_period_is_found_between_any_words(prefix: str, suffix: str) -> None:
    text = f"{prefix} Quý I/2018 {suffix}"

    found = find_period(text)

    assert found is not None
    assert found[0] == Period(2018, 1, 3)
    assert text[slice(*found[1])] == "Quý I/2018"


@given(text=st.text(max_size=80))
def test_place_of_a_found_period_lies_inside_any_text(text: str) -> None:
    for _, (start, end) in find_periods(text + " tháng 5/2018 ", year=2018, month=5):
        assert 0 <= start < end <= len(text) + len(" tháng 5/2018 ")


@pytest.mark.parametrize(
    "piece", ["tháng ", "quý I ", "1 ", "1/", "2018-", "từ đầu năm ", " ", "lũy kế từ ", "a\u0301"]
)
def test_long_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (20_000 // len(piece)) + "; quý III năm 2018"

    found = find_periods(text, year=2018, month=5)

    assert found[-1][0] == Period(2018, 7, 3)
