import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.periods import Period, PeriodError

WITH_YEAR = {
    "2018": Period(2018, 1, 12),
    "năm 2018": Period(2018, 1, 12),
    "cả năm 2018": Period(2018, 1, 12),
    "lũy kế năm 2018": Period(2018, 1, 12),
    "Quý I/2018": Period(2018, 1, 3),
    "Quý I năm 2018": Period(2018, 1, 3),
    "quý 1 năm 2018": Period(2018, 1, 3),
    "quí 1/2018": Period(2018, 1, 3),
    "qúy II/2018": Period(2018, 4, 3),
    "quý tư năm 2018": Period(2018, 10, 3),
    "Quý Ⅲ/2018": Period(2018, 7, 3),
    "quý III, năm 2018": Period(2018, 7, 3),
    "quý III của năm 2018": Period(2018, 7, 3),
    "quy I nam 2018": Period(2018, 1, 3),
    "Q1/2018": Period(2018, 1, 3),
    "Q1-2018": Period(2018, 1, 3),
    "Q.IV/2018": Period(2018, 10, 3),
    "2018Q1": Period(2018, 1, 3),
    "2018-Q1": Period(2018, 1, 3),
    "tháng 5/2018": Period(2018, 5, 1),
    "Tháng 05 / 2018": Period(2018, 5, 1),
    "tháng 5-2018": Period(2018, 5, 1),
    "tháng 5 năm 2018": Period(2018, 5, 1),
    "THÁNG 5 NĂM 2018": Period(2018, 5, 1),
    "Tháng\n5\u00a0năm 2018": Period(2018, 5, 1),
    "thang 5 nam 2018": Period(2018, 5, 1),
    "T5/2018": Period(2018, 5, 1),
    "T.05/2018": Period(2018, 5, 1),
    "5/2018": Period(2018, 5, 1),
    "05/2018": Period(2018, 5, 1),
    "05-2018": Period(2018, 5, 1),
    "2018-05": Period(2018, 5, 1),
    "2018/5": Period(2018, 5, 1),
    "(tháng 5/2018)": Period(2018, 5, 1),
    "Trong tháng 5/2018:": Period(2018, 5, 1),
    "3 tháng đầu năm 2018": Period(2018, 1, 3),
    "ba tháng đầu năm 2018": Period(2018, 1, 3),
    "09 tháng đầu năm 2018": Period(2018, 1, 9),
    "mười một tháng năm 2018": Period(2018, 1, 11),
    "9T/2018": Period(2018, 1, 9),
    "9T2018": Period(2018, 1, 9),
    "6T đầu năm 2018": Period(2018, 1, 6),
    "9 tháng năm 2018": Period(2018, 1, 9),
    "10 tháng năm 2023": Period(2023, 1, 10),
    "6 tháng/2018": Period(2018, 1, 6),
    "tính chung 9 tháng năm 2018": Period(2018, 1, 9),
    "6 tháng cuối năm 2018": Period(2018, 7, 6),
    "3 tháng cuối năm 2018": Period(2018, 10, 3),
    "nửa đầu năm 2018": Period(2018, 1, 6),
    "nửa cuối năm 2018": Period(2018, 7, 6),
    "nửa năm đầu 2018": Period(2018, 1, 6),
    "lũy kế 5 tháng/2018": Period(2018, 1, 5),
    "lũy kế 5 tháng đầu năm 2018": Period(2018, 1, 5),
    "lũy kế tháng 5/2018": Period(2018, 1, 5),
    "lũy kế đến tháng 5/2018": Period(2018, 1, 5),
    "luỹ kế đến tháng 5/2018": Period(2018, 1, 5),
    "lũy kế đến hết quý III/2018": Period(2018, 1, 9),
    "lũy kế đến 5/2018": Period(2018, 1, 5),
    "cộng dồn đến tháng 5/2018": Period(2018, 1, 5),
    "Cộng dồn từ đầu năm đến cuối tháng 5 năm 2018": Period(2018, 1, 5),
    "từ đầu năm đến tháng 5/2018": Period(2018, 1, 5),
    "từ đầu năm 2018 đến hết tháng 5": Period(2018, 1, 5),
    "từ đầu năm 2018 đến hết quý III/2018": Period(2018, 1, 9),
    "tháng Mười Một năm 2018": Period(2018, 11, 1),
    "tháng năm 2018": Period(2018, 5, 1),
    "tháng Năm năm 2018": Period(2018, 5, 1),
    "tháng mười năm 2018": Period(2018, 10, 1),
    "quý I và quý II năm 2018": Period(2018, 1, 6),
    "quý I và II/2018": Period(2018, 1, 6),
    "quý III, IV năm 2018": Period(2018, 7, 6),
    "tháng 5, tháng 6/2018": Period(2018, 5, 2),
    "nửa sau năm 2018": Period(2018, 7, 6),
    "tháng 3 đến tháng 7 năm 2018": Period(2018, 3, 5),
    "từ tháng 3 đến hết tháng 7/2018": Period(2018, 3, 5),
    "tháng 3-7/2018": Period(2018, 3, 5),
    "tháng 11/2018 - tháng 2/2019": Period(2018, 11, 4),
    "03/2018 – 07/2018": Period(2018, 3, 5),
    "2016-2020": Period(2016, 1, 60),
    "giai đoạn 2016 – 2020": Period(2016, 1, 60),
    "năm 2016 đến năm 2020": Period(2016, 1, 60),
    "2018-S1": Period(2018, 1, 6),
    "2018-01/P5M": Period(2018, 1, 5),
    "2018-03/P5M": Period(2018, 3, 5),
    "May 2018": Period(2018, 5, 1),
    "Sept. 2018": Period(2018, 9, 1),
    "Q1 2018": Period(2018, 1, 3),
    "first quarter of 2018": Period(2018, 1, 3),
    "Quarter I 2018": Period(2018, 1, 3),
    "H1 2018": Period(2018, 1, 6),
    "1H2018": Period(2018, 1, 6),
    "the second half of 2018": Period(2018, 7, 6),
    "first 9 months of 2018": Period(2018, 1, 9),
    "the first nine months of 2018": Period(2018, 1, 9),
    "9 months of 2018": Period(2018, 1, 9),
    "last 3 months of 2018": Period(2018, 10, 3),
    "January to May 2018": Period(2018, 1, 5),
    "Nov 2018 – Feb 2019": Period(2018, 11, 4),
    "year to date May 2018": Period(2018, 1, 5),
    "full year 2018": Period(2018, 1, 12),
}

WITHOUT_YEAR = {
    "tháng 5": Period(2018, 5, 1),
    "thang 5": Period(2018, 5, 1),
    "T5": Period(2018, 5, 1),
    "tháng tư": Period(2018, 4, 1),
    "tháng Năm": Period(2018, 5, 1),
    "tháng Giêng": Period(2018, 1, 1),
    "tháng Mười Một": Period(2018, 11, 1),
    "tháng Chạp": Period(2018, 12, 1),
    "Quý I": Period(2018, 1, 3),
    "Q3": Period(2018, 7, 3),
    "lũy kế 5 tháng": Period(2018, 1, 5),
    "9 tháng": Period(2018, 1, 9),
    "9T": Period(2018, 1, 9),
    "6 tháng đầu năm": Period(2018, 1, 6),
    "6 tháng đầu năm nay": Period(2018, 1, 6),
    "nửa cuối năm": Period(2018, 7, 6),
    "cả năm": Period(2018, 1, 12),
    "từ đầu năm đến tháng 5": Period(2018, 1, 5),
    "quý I và quý II": Period(2018, 1, 6),
    "May": Period(2018, 5, 1),
}

WITH_MONTH = {
    "tháng này": Period(2018, 7, 1),
    "Tháng báo cáo": Period(2018, 7, 1),
    "quý này": Period(2018, 7, 3),
    "lũy kế": Period(2018, 1, 7),
    "cộng dồn": Period(2018, 1, 7),
    "từ đầu năm đến nay": Period(2018, 1, 7),
    "Cộng dồn từ đầu năm đến cuối tháng báo cáo": Period(2018, 1, 7),
    "lũy kế đến tháng báo cáo": Period(2018, 1, 7),
    "lũy kế từ đầu năm": Period(2018, 1, 7),
}


@pytest.mark.parametrize(("text", "period"), WITH_YEAR.items())
def test_period_with_its_year_is_read_whatever_the_context(text: str, period: Period) -> None:
    assert Period.parse(text) == period
    assert Period.parse(text, year=1999, month_context=2) == period


@pytest.mark.parametrize(("text", "period"), WITHOUT_YEAR.items())
def test_period_without_year_takes_that_of_the_context(text: str, period: Period) -> None:
    assert Period.parse(text, year=2018) == period
    with pytest.raises(PeriodError, match="thiếu năm"):
        Period.parse(text)


@pytest.mark.parametrize(("text", "period"), WITH_MONTH.items())
def test_period_that_points_at_the_reported_month_needs_it_from_the_context(text: str, period: Period) -> None:
    assert Period.parse(text, year=2018, month_context=7) == period
    with pytest.raises(PeriodError, match="không nói tháng nào"):
        Period.parse(text, year=2018)


@pytest.mark.parametrize("text", [*WITH_YEAR, *WITHOUT_YEAR, *WITH_MONTH])
def test_reading_does_not_depend_on_how_the_text_was_typed(text: str) -> None:
    expected = Period.parse(text, year=2018, month_context=7)

    for variant in (
        text.upper(),
        text.lower(),
        unicodedata.normalize("NFD", text),
        f" \u00a0{text}\u200b ",
        text.replace(" ", "\u00a0"),
    ):
        assert Period.parse(variant, year=2018, month_context=7) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Chưa ghi kỳ"),
        ("  ", "Chưa ghi kỳ"),
        ("13/2018", "từ 1 đến 12"),
        ("00/2018", "từ 1 đến 12"),
        ("tháng 0", "từ 1 đến 12"),
        ("tháng 13 năm 2018", "từ 1 đến 12"),
        ("quý 5", "từ I đến IV"),
        ("quý 0/2018", "từ I đến IV"),
        ("2018-Q5", "từ I đến IV"),
        ("2018-S3", "1 hoặc 2"),
        ("0 tháng", "từ 1 đến 12"),
        ("15 tháng đầu năm 2018", "từ 1 đến 12"),
        ("2018-05-01", "là một ngày"),
        ("01/5/2018", "là một ngày"),
        ("ngày 22 tháng 5 năm 2018", "là một ngày"),
        ("22 tháng 5", "là một ngày"),
        ("22 May 2018", "là một ngày"),
        ("May 22, 2018", "là một ngày"),
        ("5/18", "bốn chữ số"),
        ("T5/18", "bốn chữ số"),
        ("quý I/18", "bốn chữ số"),
        ("quý I và quý III/2018", "không liền nhau"),
        ("tháng 5, 9/2018", "không liền nhau"),
        ("tháng 7 – tháng 3/2018", "sau kỳ đầu"),
        ("2020-2016", "sau kỳ đầu"),
        ("từ đầu năm 2017 đến tháng 5/2018", "trong một năm"),
        ("0999", "từ 1000 đến 9999"),
        ("2018-01/P0M", "từ 1 trở lên"),
        ("Sơ bộ 2018", "Không hiểu"),
        ("Ước 2018", "Không hiểu"),
        ("tháng từ", "Không hiểu"),
        ("quỹ I/2018", "Không hiểu"),
        ("tháng", "Không hiểu"),
        ("20180", "Không hiểu"),
        ("2.018", "Không hiểu"),
        ("tháng 9 và 9 tháng năm 2018", "Không hiểu"),
        ("Báo cáo quý I/2018", "Không hiểu"),
        ("a" * 1000, "Không hiểu"),
    ],
)
def test_what_is_not_a_period_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(PeriodError, match=reason) as refusal:
        Period.parse(text, year=2018)

    assert len(str(refusal.value)) < 250


def test_refusal_repeats_the_text_and_can_be_translated() -> None:
    with pytest.raises(PeriodError, match="“Quý 7”") as refusal:
        Period.parse("Quý 7", year=2018)

    assert refusal.value.translated(lambda msgid: "%(text)s is no quarter") == "Quý 7 is no quarter"


@given(text=st.text(max_size=60) | st.text(alphabet="0123456789/-.()QqTtHSPM thángnămquýIVđầucối", max_size=40))
def test_any_text_is_a_period_or_a_refusal(text: str) -> None:
    try:
        period = Period.parse(text, year=2018, month_context=5)
    except PeriodError:
        return

    assert Period.parse(period.vi) == period
