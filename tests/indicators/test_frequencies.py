"""Which periods make a series, and which series a page opens with."""

from __future__ import annotations

import pytest

from indicators.frequencies import Frequency, offered, preferred
from indicators.periods import Period


def periods(*texts: str) -> list[Period]:
    return [Period.from_sdmx(text) for text in texts]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], []),
        (["2018-05"], ["thang"]),
        (["2018-Q1"], ["quy"]),
        (["2018-Q1", "2018-S1", "2018-01/P9M", "2018"], ["quy", "luy-ke", "nam"]),
        (["2018-S1"], ["luy-ke"]),
        (["2018-S1", "2018-S2"], ["luy-ke", "nua-nam"]),
        (["2017", "2018"], ["nam"]),
        (["2018-04/P5M"], ["khac"]),
    ],
)
def test_the_series_offered_are_those_that_the_periods_make(given: list[str], expected: list[str]):
    assert [frequency.value for frequency in offered(periods(*given))] == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["2018-05", "2018-01/P5M"], "thang"),
        (["2018-05", "2018-S1"], "luy-ke"),
        (["2018-Q1", "2018-03"], "thang"),
        (["2017", "2018-Q1"], "quy"),
        (["2017-12", "2017"], "thang"),
    ],
)
def test_the_series_with_the_newest_period_is_preferred_the_finest_where_equal(given: list[str], expected: str):
    assert preferred(periods(*given)) == expected


def test_nothing_is_preferred_where_there_is_nothing():
    assert preferred([]) is None


def test_a_year_to_date_series_has_every_period_that_begins_in_january():
    series = Frequency.YEAR_TO_DATE.periods(periods("2018", "2018-01", "2018-Q2", "2018-Q1", "2018-S1"))

    assert [period.sdmx for period in series] == ["2018-01", "2018-Q1", "2018-S1", "2018"]
