"""Period phrases of running text against the date of publication."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.periods import Period
from reports.prose.period_phrases import period_mentions
from reports.prose.periods_in_text import Calendar, latest_year_named


def _resolved(text: str, published: date | None = date(2018, 9, 29), known: Period | None = None) -> list[str | None]:
    calendar = Calendar(published, latest_year_named(text.lower()))
    periods = (calendar.resolve(mention, known) for mention in period_mentions(text, text.lower()))
    return [period.sdmx if period is not None else None for period in periods]


@pytest.mark.parametrize(
    ("text", "sdmx"),
    [
        ("6 tháng đầu năm", "2018-S1"),
        ("6 tháng cuối năm 2017", "2017-S2"),
        ("9 tháng năm 2018", "2018-01/P9M"),
        ("sáu tháng đầu năm nay", "2018-S1"),
        ("Quý I/2022", "2022-Q1"),
        ("quý III năm 2018", "2018-Q3"),
        ("quý IV", "2017-Q4"),
        ("tháng 4", "2018-04"),
        ("tháng Mười Một", "2017-11"),
        ("tháng 1-2023", "2023-01"),
        ("tháng 8 vừa qua", "2018-08"),
        ("T9/2018", "2018-09"),
        ("9T/2018", "2018-01/P9M"),
        ("nửa đầu năm 2023", "2023-S1"),
        ("năm nay", "2018"),
        ("năm ngoái", "2017"),
        ("từ đầu năm đến nay", "2018-01/P9M"),
        ("đến hết tháng 8", "2018-01/P8M"),
        ("tính đến ngày 20/9/2018", "2018-01/P9M"),
        ("quý này", "2018-Q3"),
        ("giai đoạn 2016-2020", "2016-01/P60M"),
        ("tháng đầu năm 2018", "2018-01"),
    ],
)
def test_phrase_is_resolved_against_the_date_of_publication(text: str, sdmx: str) -> None:
    assert _resolved(text) == [sdmx]


@pytest.mark.parametrize("text", ["ngày 15/9", "đầu tháng 5", "nửa đầu tháng 8/2018", "kỳ hạn 6 tháng", "đầu năm 2022"])
def test_days_and_parts_of_a_month_are_no_period(text: str) -> None:
    assert _resolved(text) == [None]


def test_month_spelled_like_the_word_for_year_needs_a_capital() -> None:
    assert _resolved("tháng Năm") == ["2018-05"]
    assert _resolved("tháng năm") == []


def test_month_after_the_month_of_publication_is_last_years() -> None:
    assert _resolved("10 tháng", date(2024, 1, 15)) == ["2023-01/P10M"]


def test_without_a_date_the_latest_year_in_the_text_stands_in() -> None:
    assert _resolved("6 tháng đầu năm; cùng kỳ năm 2017; năm 2018", None)[0] == "2018-S1"


def test_without_date_and_year_nothing_is_said() -> None:
    assert _resolved("6 tháng đầu năm", None) == [None]


def test_this_month_is_the_month_that_the_text_speaks_of() -> None:
    assert _resolved("tháng này", known=Period.of_month(2018, 8)) == ["2018-08"]


def test_report_early_in_a_month_speaks_of_the_month_before() -> None:
    assert _resolved("từ đầu năm đến nay", date(2018, 10, 5)) == ["2018-01/P9M"]
