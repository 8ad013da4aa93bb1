"""Several periods in one line of text: singles, ranges, what is refused, and that the text reads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.period_lists import parse_periods, periods_as_text
from indicators.periods import Period, PeriodError

spans = st.sampled_from([(1, 1), (5, 1), (1, 3), (7, 3), (1, 6), (7, 6), (1, 12), (1, 5), (1, 9)])
periods = st.builds(lambda year, span: Period(year, *span), st.integers(1990, 2030), spans)


def sdmx(text: str) -> list[str]:
    return [period.sdmx for period in parse_periods(text)]


def test_a_range_gives_every_period_from_its_first_to_its_last():
    assert sdmx("2017-Q1..2018-Q1") == ["2017-Q1", "2017-Q2", "2017-Q3", "2017-Q4", "2018-Q1"]


def test_singles_and_ranges_stand_side_by_side_in_the_given_order():
    assert sdmx("Quý I/2018, 2015..2016; tháng 5/2018") == ["2018-Q1", "2015", "2016", "2018-05"]


def test_a_range_of_first_months_goes_from_year_to_year():
    assert sdmx("5T/2016..5T/2018") == ["2016-01/P5M", "2017-01/P5M", "2018-01/P5M"]


def test_a_period_named_twice_counts_once():
    assert sdmx("Quý I/2018, 3 tháng đầu năm 2018") == ["2018-Q1"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Chưa có kỳ nào"),
        (" , ", "Chưa có kỳ nào"),
        ("quý V/2018", "quý V/2018"),
        ("2018-Q1..2017-Q1", "2018-Q1..2017-Q1"),
        ("2017-Q1..2018-02", "2017-Q1..2018-02"),
        ("2017-01..2018-01..2019-01", "2017-01..2018-01..2019-01"),
        ("1000-01..9999-12", "120"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, told: str):
    with pytest.raises(PeriodError, match=told):
        parse_periods(text)


@given(st.lists(periods, min_size=1, max_size=40, unique=True), st.sampled_from(["vi", "en"]))
def test_the_text_of_periods_reads_back(chosen: list[Period], language: str):
    assert list(parse_periods(periods_as_text(chosen, language))) == chosen


def test_the_last_year_ends_a_range():
    assert periods_as_text([Period(9999, 1, 12)], "vi") == "năm 9999"
    assert sdmx("9998..9999") == ["9998", "9999"]
