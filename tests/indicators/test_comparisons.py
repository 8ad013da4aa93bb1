from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.comparisons import (
    accumulated,
    agrees_when_rounded,
    change,
    contribution,
    growth,
    growth_from_index,
    growth_on_previous_period,
    growth_on_same_period,
    month_from_year_to_date,
    rounded,
    share_of_growth,
    share_of_plan,
    year_to_date_average,
    year_to_date_last,
    year_to_date_sum,
)
from indicators.periods import Period

positive = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(min_value=1, max_value=10**12),
    st.integers(min_value=0, max_value=4),
)
any_value = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(min_value=-(10**12), max_value=10**12),
    st.integers(min_value=0, max_value=4),
)


def months_of_2018(*values: str | None) -> dict[Period, Decimal | None]:
    return {Period(2018, i, 1): None if v is None else Decimal(v) for i, v in enumerate(values, start=1)}


def test_growth_is_the_percentage_above_the_base() -> None:
    assert growth(Decimal("111.2"), Decimal(100)) == Decimal("11.2")
    assert growth(Decimal(80), Decimal(100)) == Decimal(-20)
    assert growth(Decimal(100), Decimal(100)) == 0


def test_growth_is_not_rounded() -> None:
    assert growth(Decimal(1), Decimal(3)) == Decimal("-66.66666666666666666666666667")


@pytest.mark.parametrize("base", [None, "0", "0.00", "-5"])
def test_growth_on_missing_zero_or_negative_base_has_no_meaning(base: str | None) -> None:
    assert growth(Decimal(10), None if base is None else Decimal(base)) is None


def test_missing_current_value_has_no_growth_and_zero_has_fallen_wholly() -> None:
    assert growth(None, Decimal(10)) is None
    assert growth(Decimal(0), Decimal(10)) == -100
    assert growth(Decimal(-5), Decimal(10)) == -150


def test_change_has_a_meaning_for_any_two_values() -> None:
    assert change(Decimal("2.15"), Decimal("2.20")) == Decimal("-0.05")
    assert change(Decimal(-5), Decimal(-10)) == 5
    assert change(Decimal(5), Decimal(0)) == 5
    assert change(None, Decimal(1)) is None
    assert change(Decimal(1), None) is None


def test_growth_is_read_off_an_index() -> None:
    assert growth_from_index(Decimal("111.2")) == Decimal("11.2")
    assert growth_from_index(Decimal("98.5")) == Decimal("-1.5")
    assert growth_from_index(Decimal(0)) == -100
    assert growth_from_index(Decimal(-1)) is None
    assert growth_from_index(None) is None


def test_growth_on_the_same_period_compares_with_the_year_before() -> None:
    series = {Period(2018, 1, 3): Decimal(230), Period(2017, 1, 3): Decimal(200), Period(2017, 10, 3): Decimal(115)}

    assert growth_on_same_period(series, Period(2018, 1, 3)) == 15
    assert growth_on_same_period(series, Period(2017, 1, 3)) is None


@pytest.mark.parametrize(
    ("period", "previous"),
    [
        (Period(2018, 1, 1), Period(2017, 12, 1)),
        (Period(2018, 1, 3), Period(2017, 10, 3)),
        (Period(2018, 7, 6), Period(2018, 1, 6)),
        (Period(2018, 1, 12), Period(2017, 1, 12)),
    ],
)
def test_growth_on_the_previous_period_compares_with_the_one_before(period: Period, previous: Period) -> None:
    series = {period: Decimal(230), previous: Decimal(200)}

    assert growth_on_previous_period(series, period) == 15
    assert growth_on_previous_period(series, previous) is None


def test_year_to_date_has_no_growth_on_the_months_before_it() -> None:
    period = Period(2018, 1, 5)

    assert growth_on_previous_period({period: Decimal(230), period.previous: Decimal(200)}, period) is None


def test_share_of_plan_is_the_percentage_done() -> None:
    assert share_of_plan(Decimal("1233"), Decimal("4860")) == Decimal("25.37037037037037037037037037")
    assert share_of_plan(Decimal(0), Decimal(10)) == 0
    assert share_of_plan(Decimal(-1), Decimal(10)) == -10
    assert share_of_plan(Decimal(12), Decimal(10)) == 120


@pytest.mark.parametrize("target", [None, "0", "-10"])
def test_share_of_missing_zero_or_negative_plan_has_no_meaning(target: str | None) -> None:
    assert share_of_plan(Decimal(5), None if target is None else Decimal(target)) is None
    assert share_of_plan(None, Decimal(10)) is None


def test_contribution_is_in_points_of_the_growth_of_the_whole() -> None:
    assert contribution(Decimal(769), Decimal(576), Decimal(933)) == Decimal("20.68595927116827438370846731")
    assert contribution(Decimal(5), Decimal(0), Decimal(100)) == 5
    assert contribution(Decimal(-5), Decimal(5), Decimal(100)) == -10


@pytest.mark.parametrize("whole", [None, "0", "-1"])
def test_contribution_to_a_whole_without_base_has_no_meaning(whole: str | None) -> None:
    assert contribution(Decimal(2), Decimal(1), None if whole is None else Decimal(whole)) is None
    assert contribution(None, Decimal(1), Decimal(10)) is None
    assert contribution(Decimal(1), None, Decimal(10)) is None


@given(now=st.lists(any_value, min_size=2, max_size=5), data=st.data())
def test_contributions_of_all_parts_add_up_to_the_growth_of_the_whole(now: list[Decimal], data: st.DataObject) -> None:
    base = [data.draw(any_value) for _ in now]
    assume(sum(base) > 1)
    whole = growth(sum(now, Decimal(0)), sum(base, Decimal(0)))

    parts = [contribution(n, b, sum(base, Decimal(0))) for n, b in zip(now, base, strict=True)]

    assert whole is not None
    total = sum((part for part in parts if part is not None), Decimal(0))
    assert abs(total - whole) <= Decimal("1e-9")


def test_share_of_growth_is_the_part_of_the_change() -> None:
    assert share_of_growth(Decimal(30), Decimal(20), Decimal(120), Decimal(100)) == 50
    assert share_of_growth(Decimal(10), Decimal(20), Decimal(120), Decimal(100)) == -50


def test_share_of_growth_has_no_meaning_without_change_or_base() -> None:
    assert share_of_growth(Decimal(30), Decimal(20), Decimal(100), Decimal(100)) is None
    assert share_of_growth(Decimal(30), Decimal(20), Decimal(10), Decimal(0)) is None
    assert share_of_growth(Decimal(30), Decimal(20), Decimal(10), Decimal(-10)) is None
    assert share_of_growth(None, Decimal(20), Decimal(120), Decimal(100)) is None
    assert share_of_growth(Decimal(30), None, Decimal(120), Decimal(100)) is None
    assert share_of_growth(Decimal(30), Decimal(20), None, Decimal(100)) is None
    assert share_of_growth(Decimal(30), Decimal(20), Decimal(120), None) is None


def test_months_add_up_to_the_year_to_date() -> None:
    series = months_of_2018("10.5", "20", "-3.25")

    assert year_to_date_sum(series, Period(2018, 3, 1)) == Decimal("27.25")
    assert year_to_date_sum(series, Period(2018, 1, 3)) == Decimal("27.25")
    assert year_to_date_sum(series, Period(2018, 2, 2)) == Decimal("27.25")
    assert str(year_to_date_sum(series, Period(2018, 2, 1))) == "30.5"


def test_year_to_date_average_is_the_plain_mean_of_the_months() -> None:
    series = months_of_2018("102.1", "102.5", "103.0")

    assert year_to_date_average(series, Period(2018, 3, 1)) == Decimal("102.5333333333333333333333333")


def test_year_to_date_of_a_stock_is_its_last_month() -> None:
    series = months_of_2018("5", None, "7")

    assert year_to_date_last(series, Period(2018, 1, 3)) == 7
    assert year_to_date_last(series, Period(2018, 1, 2)) is None


def test_year_to_date_with_a_missing_month_is_missing() -> None:
    series = months_of_2018("5", None, "7")

    assert year_to_date_sum(series, Period(2018, 1, 1)) == 5
    assert year_to_date_sum(series, Period(2018, 3, 1)) is None
    assert year_to_date_sum(series, Period(2018, 4, 1)) is None
    assert year_to_date_average(series, Period(2018, 3, 1)) is None


@pytest.mark.parametrize(
    ("accumulation", "expected"), [("sum", "30"), ("average", "10"), ("last", "15"), ("none", None)]
)
def test_year_to_date_follows_how_the_indicator_adds_up(accumulation: str, expected: str | None) -> None:
    series = months_of_2018("5", "10", "15")

    value = accumulated(series, Period(2018, 3, 1), accumulation)

    assert value == (None if expected is None else Decimal(expected))


def test_unknown_way_of_adding_up_is_an_error() -> None:
    with pytest.raises(ValueError, match="median"):
        accumulated(months_of_2018("5"), Period(2018, 1, 1), "median")


def test_month_is_the_difference_of_two_years_to_date() -> None:
    series = {Period(2018, 1, 1): Decimal(5), Period(2018, 1, 4): Decimal(30), Period(2018, 1, 5): Decimal(42)}

    assert month_from_year_to_date(series, Period(2018, 5, 1)) == 12
    assert month_from_year_to_date(series, Period(2018, 1, 1)) == 5
    assert month_from_year_to_date(series, Period(2018, 4, 1)) is None
    with pytest.raises(ValueError, match="2018-Q1"):
        month_from_year_to_date(series, Period(2018, 1, 3))


@given(values=st.lists(any_value, min_size=12, max_size=12), month=st.integers(1, 12))
def test_year_to_date_and_month_undo_each_other(values: list[Decimal], month: int) -> None:
    months = {Period(2018, i, 1): value for i, value in enumerate(values, start=1)}
    to_date = {Period(2018, 1, i): year_to_date_sum(months, Period(2018, i, 1)) for i in range(1, 13)}

    assert month_from_year_to_date(to_date, Period(2018, month, 1)) == values[month - 1]


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("2.25", 1, "2.3"),
        ("-2.25", 1, "-2.3"),
        ("2.5", 0, "3"),
        ("-0.04", 1, "0.0"),
        ("1233", 2, "1233.00"),
        ("1250", -2, "1.3E+3"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: str, decimals: int, text: str) -> None:
    assert str(rounded(Decimal(value), decimals)) == text


@pytest.mark.parametrize(
    ("exact", "published", "expected"),
    [
        ("25.3703", "25.4", True),
        ("25.3703", "25.37", True),
        ("25.3703", "25", True),
        ("25.3703", "25.3", False),
        ("0.04", "0.0", True),
    ],
)
def test_published_figure_agrees_with_what_rounds_to_it(exact: str, published: str, expected: bool) -> None:
    assert agrees_when_rounded(Decimal(exact), Decimal(published)) is expected


@given(current=any_value, base=positive)
def test_growth_gives_back_the_current_value(current: Decimal, base: Decimal) -> None:
    percent = growth(current, base)

    assert percent is not None
    assert abs(base * (1 + percent / 100) - current) <= Decimal("1e-9") * max(base, abs(current), Decimal(1))


@given(value=any_value, target=positive)
def test_share_of_plan_gives_back_the_value(value: Decimal, target: Decimal) -> None:
    share = share_of_plan(value, target)

    assert share is not None
    assert abs(target * share / 100 - value) <= Decimal("1e-9") * max(target, abs(value), Decimal(1))
