import pickle
from dataclasses import FrozenInstanceError
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.periods import FIRST_YEAR, LAST_YEAR, Period, PeriodError

years = st.integers(min_value=FIRST_YEAR, max_value=LAST_YEAR - 40)
periods = st.builds(Period, years, st.integers(1, 12), st.integers(1, 400))
periods_within_a_year = st.builds(
    lambda year, first, last: Period(year, min(first, last), abs(last - first) + 1),
    years,
    st.integers(1, 12),
    st.integers(1, 12),
)
any_period = periods | periods_within_a_year


@pytest.mark.parametrize(
    ("period", "kind", "vi", "en", "sdmx"),
    [
        (Period(2018, 5, 1), "month", "tháng 5/2018", "May 2018", "2018-05"),
        (Period(2018, 1, 1), "month", "tháng 1/2018", "January 2018", "2018-01"),
        (Period(2018, 1, 3), "quarter", "Quý I/2018", "Q1 2018", "2018-Q1"),
        (Period(2018, 10, 3), "quarter", "Quý IV/2018", "Q4 2018", "2018-Q4"),
        (Period(2018, 1, 6), "half", "6 tháng đầu năm 2018", "first half of 2018", "2018-S1"),
        (Period(2018, 7, 6), "half", "6 tháng cuối năm 2018", "second half of 2018", "2018-S2"),
        (Period(2018, 1, 9), "year_to_date", "9 tháng đầu năm 2018", "first 9 months of 2018", "2018-01/P9M"),
        (Period(2018, 1, 12), "year", "năm 2018", "2018", "2018"),
        (Period(2018, 3, 5), "span", "tháng 3 – tháng 7/2018", "March – July 2018", "2018-03/P5M"),
        (Period(2018, 2, 3), "span", "tháng 2 – tháng 4/2018", "February – April 2018", "2018-02/P3M"),
        (Period(2018, 11, 4), "span", "tháng 11/2018 – tháng 2/2019", "November 2018 – February 2019", "2018-11/P4M"),
        (Period(2018, 5, 12), "span", "tháng 5/2018 – tháng 4/2019", "May 2018 – April 2019", "2018-05/P12M"),
        (Period(2016, 1, 60), "span", "giai đoạn 2016–2020", "2016–2020", "2016-01/P60M"),
    ],
)
def test_kind_and_labels_follow_from_the_months(period: Period, kind: str, vi: str, en: str, sdmx: str) -> None:
    assert (period.kind, period.vi, period.en, period.sdmx) == (kind, vi, en, sdmx)
    assert str(period) == vi
    assert period.label("vi") == vi
    assert period.label("en") == period.label("en-us") == en


@given(period=any_period)
def test_each_printed_form_reads_back_as_the_period(period: Period) -> None:
    assert Period.parse(period.vi) == period
    assert Period.parse(period.en) == period
    assert Period.parse(period.sdmx) == period
    assert Period.from_sdmx(period.sdmx) == period


@given(period=any_period)
def test_printed_form_survives_capitals(period: Period) -> None:
    assert Period.parse(period.vi.upper()) == period
    assert Period.parse(period.en.upper()) == period


def test_named_constructors_make_the_spans_they_name() -> None:
    assert Period.of_year(2018) == Period(2018, 1, 12)
    assert Period.of_half(2018, 2) == Period(2018, 7, 6)
    assert Period.of_quarter(2018, 3) == Period(2018, 7, 3)
    assert Period.of_month(2018, 5) == Period(2018, 5, 1)
    assert Period.of_year_to_date(2018, 9) == Period(2018, 1, 9)


def test_first_quarter_and_first_three_months_are_one_period() -> None:
    assert Period.of_quarter(2018, 1) == Period.of_year_to_date(2018, 3)
    assert len({Period.of_quarter(2018, 1), Period.of_year_to_date(2018, 3)}) == 1


@pytest.mark.parametrize(
    ("year", "month", "months"),
    [(2018, 0, 1), (2018, 13, 1), (2018, 1, 0), (2018, 1, -3), (999, 1, 12), (9999, 2, 12), (10000, 1, 1)],
)
def test_impossible_period_is_refused(year: int, month: int, months: int) -> None:
    with pytest.raises(PeriodError):
        Period(year, month, months)


def test_impossible_parts_of_a_year_are_refused() -> None:
    for make, number in [
        (Period.of_half, 0),
        (Period.of_half, 3),
        (Period.of_quarter, 5),
        (Period.of_year_to_date, 13),
    ]:
        with pytest.raises(PeriodError):
            make(2018, number)


def test_last_month_of_the_last_year_is_a_period() -> None:
    assert Period(LAST_YEAR, 12, 1).end == date(9999, 12, 31)


def test_period_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Period(2018, 1, 3).months = 6  # type: ignore[misc]


def test_period_and_its_refusal_travel_between_processes() -> None:
    with pytest.raises(PeriodError) as refusal:
        Period(2018, 13, 1)

    assert pickle.loads(pickle.dumps(Period(2018, 1, 3))) == Period(2018, 1, 3)
    assert str(pickle.loads(pickle.dumps(refusal.value))) == str(refusal.value)


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (Period(2018, 1, 3), date(2018, 1, 1), date(2018, 3, 31)),
        (Period(2020, 2, 1), date(2020, 2, 1), date(2020, 2, 29)),
        (Period(2018, 11, 4), date(2018, 11, 1), date(2019, 2, 28)),
    ],
)
def test_period_begins_and_ends_on_days(period: Period, start: date, end: date) -> None:
    assert (period.start, period.end) == (start, end)
    assert period.last == (end.year, end.month)


def test_periods_are_ordered_by_beginning_then_by_length() -> None:
    shuffled = [Period(2018, 4, 3), Period(2018, 1, 12), Period(2017, 12, 1), Period(2018, 1, 1), Period(2018, 1, 3)]

    assert sorted(shuffled) == [
        Period(2017, 12, 1),
        Period(2018, 1, 1),
        Period(2018, 1, 3),
        Period(2018, 1, 12),
        Period(2018, 4, 3),
    ]


@pytest.mark.parametrize(
    ("period", "previous", "last_year", "to_date"),
    [
        (Period(2018, 1, 1), Period(2017, 12, 1), Period(2017, 1, 1), Period(2018, 1, 1)),
        (Period(2018, 1, 3), Period(2017, 10, 3), Period(2017, 1, 3), Period(2018, 1, 3)),
        (Period(2018, 7, 6), Period(2018, 1, 6), Period(2017, 7, 6), Period(2018, 1, 12)),
        (Period(2018, 1, 12), Period(2017, 1, 12), Period(2017, 1, 12), Period(2018, 1, 12)),
        (Period(2018, 5, 1), Period(2018, 4, 1), Period(2017, 5, 1), Period(2018, 1, 5)),
        (Period(2018, 11, 4), Period(2018, 7, 4), Period(2017, 11, 4), Period(2019, 1, 2)),
    ],
)
def test_neighbours_of_a_period(period: Period, previous: Period, last_year: Period, to_date: Period) -> None:
    assert period.previous == previous
    assert period.same_period_last_year == last_year
    assert period.year_to_date == to_date


@given(period=any_period, count=st.integers(-5, 5))
def test_shift_there_and_back_is_the_period(period: Period, count: int) -> None:
    try:
        moved = period.shift(count)
    except PeriodError:
        return

    assert moved.months == period.months
    assert moved.shift(-count) == period
    assert moved.overlaps(period) is (count == 0)


def test_shift_beyond_the_years_is_refused() -> None:
    with pytest.raises(PeriodError):
        Period(FIRST_YEAR, 1, 1).shift(-1)
    with pytest.raises(PeriodError):
        Period(LAST_YEAR, 1, 12).shift_years(1)


@given(first=any_period, second=any_period)
def test_containment_and_overlap_say_the_same_as_the_months(first: Period, second: Period) -> None:
    second = Period(first.year, second.month, second.months)
    months, others = set(first.months_list()), set(second.months_list())

    assert first.contains(second) is (others <= months)
    assert first.overlaps(second) is bool(months & others)
    assert first.overlaps(second) is second.overlaps(first)


@given(period=any_period)
def test_months_follow_one_another_from_start_to_end(period: Period) -> None:
    months = period.months_list()

    assert len(months) == period.months
    assert (months[0].start, months[-1].end) == (period.start, period.end)
    assert all(later.previous == earlier for earlier, later in pairwise(months))


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period(2018, 1, 1), True),
        (Period(2018, 1, 5), True),
        (Period(2018, 1, 12), True),
        (Period(2018, 1, 24), False),
        (Period(2018, 4, 3), False),
    ],
)
def test_year_to_date_begins_in_january_and_stays_in_the_year(period: Period, expected: bool) -> None:
    assert period.is_year_to_date is expected


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2018-A1", Period(2018, 1, 12)),
        ("2018-M05", Period(2018, 5, 1)),
        ("2018-01/P1Y", Period(2018, 1, 12)),
        ("2018-01/P3M", Period(2018, 1, 3)),
    ],
)
def test_other_sdmx_spellings_are_read_too(text: str, period: Period) -> None:
    assert Period.from_sdmx(text) == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "18",
        "2018-5",
        "2018-13",
        "2018-00",
        "2018-Q5",
        "2018-S3",
        "2018-q1",
        " 2018",
        "2018-01/P0M",
        "2018-05-01",
        "2018-W05",
        "0999",
        "2018\n",
        "２０１８",
    ],
)
def test_what_is_not_an_sdmx_period_is_refused(text: str) -> None:
    with pytest.raises(PeriodError):
        Period.from_sdmx(text)
