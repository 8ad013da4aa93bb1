"""Comparisons of one value with another: growth, share of plan, contribution to growth, year to date.

Pure functions over Decimal values and periods. Results are percentages or percentage points, not rounded
(28 significant digits); `rounded` gives the published figure. None means that the comparison has no meaning,
which a table shows as missing with its reason, never as zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal

from indicators.numbers import decimals_of
from indicators.periods import Period

Series = Mapping[Period, Decimal | None]
"""The values of one indicator in one area; a missing period and None mean the same."""

_ARITHMETIC = Context(prec=28, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
_HUNDRED = Decimal(100)


def growth(current: Decimal | None, base: Decimal | None) -> Decimal | None:
    """By how many percent `current` is above (or, negative, below) `base`: (current − base) / base × 100.

    The growth rate ("tốc độ tăng") of the Vietnamese statistical indicator system and the rate of change of the
    IMF's Quarterly National Accounts Manual: the ratio to the base, less 100 percent.

    None where either is missing; where the base is zero, since nothing can be a percentage of nothing; and where
    the base is negative (a loss, a trade deficit), since the sign of the quotient then says the opposite of what
    happened: from −10 to −5 is an improvement that the formula prints as −50. Use `change` there. A current value
    of zero is a fall of 100 percent, a negative one a fall of more than 100.
    """
    if current is None or base is None or base <= 0:
        return None
    return _percentage(_WIDE.subtract(current, base), base)


def change(current: Decimal | None, base: Decimal | None) -> Decimal | None:
    """current − base in the unit of both; for two percentages, the percentage points between them.

    None where either is missing. Zero and negative values need no exception.
    """
    if current is None or base is None:
        return None
    return _WIDE.subtract(current, base)


def growth_from_index(index: Decimal | None) -> Decimal | None:
    """Growth in percent from an index whose base is 100: 111.2 is +11.2.

    The way in which production and price indices are published ("chỉ số so với cùng kỳ = 100"). None where the
    index is missing or below zero; an index of zero is a fall of 100 percent.
    """
    if index is None or index < 0:
        return None
    return _WIDE.subtract(index, _HUNDRED)


def growth_on_same_period(series: Series, period: Period) -> Decimal | None:
    """Growth on the same months of the year before ("so với cùng kỳ năm trước"), by `growth`.

    The year-on-year rate of the IMF's Quarterly National Accounts Manual: like season against like season, so
    that it needs no seasonal adjustment.
    """
    return growth(series.get(period), series.get(period.same_period_last_year))


def growth_on_previous_period(series: Series, period: Period) -> Decimal | None:
    """Growth on the month, quarter, half-year or year before ("so với tháng trước", "quý trước"), by `growth`.

    The period-on-period rate of the IMF's Quarterly National Accounts Manual, on values as they are, not seasonally
    adjusted. None for a year-to-date period such as the first five months: the five months before it are another
    year's last ones, and nobody publishes that comparison.
    """
    if period.kind == "year_to_date":
        return None
    return growth(series.get(period), series.get(period.previous))


def share_of_plan(value: Decimal | None, target: Decimal | None) -> Decimal | None:
    """What part of the plan is done, in percent: value / target × 100 ("đạt % kế hoạch").

    The plan fulfilment of Vietnamese socio-economic reports, where the value is the year to date and the target
    the whole year's. None where either is missing, and where the target is zero or negative, since no share of
    such a target says how far the work has come. A negative value gives a negative share.
    """
    if value is None or target is None or target <= 0:
        return None
    return _percentage(value, target)


def contribution(part_now: Decimal | None, part_base: Decimal | None, whole_base: Decimal | None) -> Decimal | None:
    """The percentage points that a part adds to the growth of its whole: (part now − part base) / whole base × 100.

    The additive decomposition of growth ("đóng góp vào mức tăng trưởng chung") that the IMF's Quarterly National
    Accounts Manual gives for additive measures: over parts that sum to the whole, the contributions sum to its
    growth. It does not hold for chain-linked volumes. None where one of the three is missing or the whole's base is
    zero or negative; a part that was zero or negative has a contribution all the same.
    """
    if part_now is None or part_base is None or whole_base is None or whole_base <= 0:
        return None
    return _percentage(_WIDE.subtract(part_now, part_base), whole_base)


def share_of_growth(
    part_now: Decimal | None,
    part_base: Decimal | None,
    whole_now: Decimal | None,
    whole_base: Decimal | None,
) -> Decimal | None:
    """What part of the whole's change comes from this part, in percent ("đóng góp 48,7% vào mức tăng chung").

    The contribution divided by the whole's growth. None where a value is missing, where the whole's base is zero or
    negative, and where the whole did not change. Negative where the part moved against the whole.
    """
    if part_now is None or part_base is None or whole_now is None or whole_base is None:
        return None
    if whole_base <= 0 or whole_now == whole_base:
        return None
    return _percentage(_WIDE.subtract(part_now, part_base), _WIDE.subtract(whole_now, whole_base))


def year_to_date_sum(series: Series, period: Period) -> Decimal | None:
    """The sum of the months from January to the last month of `period`; for flows such as output or turnover.

    None where one of the months is missing: a sum without it would pass for the whole. Zero and negative months
    count as they are. The decimals are those of the most precise month.
    """
    values = _months_to_date(series, period)
    if values is None:
        return None
    total = values[0]
    for value in values[1:]:
        total = _WIDE.add(total, value)
    return total


def year_to_date_average(series: Series, period: Period) -> Decimal | None:
    """The plain mean of the months from January to the last month of `period`; for indices and rates.

    The arithmetic mean, with no weights: right for an index on one base and for a rate of which the months weigh
    alike ("bình quân 5 tháng"). None where one of the months is missing.
    """
    total = year_to_date_sum(series, period)
    return None if total is None else _ARITHMETIC.divide(total, Decimal(period.year_to_date.months))


def year_to_date_last(series: Series, period: Period) -> Decimal | None:
    """The value of the last month of `period`; for stocks such as livestock or bank loans, which do not add up."""
    return series.get(period.months_list()[-1])


def accumulated(series: Series, period: Period, accumulation: str) -> Decimal | None:
    """The year to date of an indicator from its months, by the way in which it adds up over time.

    `accumulation` is the catalogue's: "sum", "average", "last", or "none" for what cannot be accumulated (a growth
    rate), which gives None. Raises ValueError for any other word.
    """
    match accumulation:
        case "sum":
            return year_to_date_sum(series, period)
        case "average":
            return year_to_date_average(series, period)
        case "last":
            return year_to_date_last(series, period)
        case "none":
            return None
    raise ValueError(f"unknown accumulation: {accumulation}")


def month_from_year_to_date(series: Series, month: Period) -> Decimal | None:
    """A month's flow from two year-to-date values: that of its own end less that of the month before.

    January is its own year to date. None where one of the two is missing. Differs from the month as first published
    where the source has revised earlier months in between. Raises ValueError for a period that is not one month.
    """
    if month.months != 1:
        raise ValueError(f"not a single month: {month.sdmx}")
    now = series.get(month.year_to_date)
    if month.month == 1:
        return now
    return change(now, series.get(month.previous.year_to_date))


def rounded(value: Decimal, decimals: int) -> Decimal:
    """The value with so many decimals, halves away from zero (2.25 is 2.3 and −2.25 is −2.3), zero without a sign."""
    result = value.quantize(Decimal(1).scaleb(-decimals), context=_WIDE)
    return result if result else abs(result)


def agrees_when_rounded(exact: Decimal, published: Decimal) -> bool:
    """Whether `exact`, rounded to the decimals that were published, is the published value."""
    return rounded(exact, decimals_of(published)) == published


def _months_to_date(series: Series, period: Period) -> list[Decimal] | None:
    values = [series.get(month) for month in period.year_to_date.months_list()]
    present = [value for value in values if value is not None]
    return present if len(present) == len(values) else None


def _percentage(part: Decimal, whole: Decimal) -> Decimal:
    return _ARITHMETIC.divide(_WIDE.multiply(part, _HUNDRED), whole)
