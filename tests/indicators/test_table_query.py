"""Tables in query strings: what is written is read back, and what cannot be read is named."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from indicators.frequencies import Frequency
from indicators.measures import Measure
from indicators.periods import Period
from indicators.table_description import ChartKind, Rows, TableDescription
from indicators.table_query import QueryError, TableQuery, description_of, query_of

NAMES = ("chi-tieu", "ky", "loai-ky", "tu", "den", "dia-ban", "so", "dong", "bieu-do", "tong", "ten", "ngay")

codes = st.lists(
    st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,5}){0,2}", fullmatch=True), min_size=1, max_size=5, unique=True
)
periods = st.builds(
    lambda year, kind: kind(year),
    st.integers(1990, 2030),
    st.sampled_from(
        [
            Period.of_year,
            *(lambda year, q=q: Period.of_quarter(year, q) for q in (1, 2, 3, 4)),
            *(lambda year, m=m: Period.of_month(year, m) for m in range(1, 13)),
            *(lambda year, m=m: Period.of_year_to_date(year, m) for m in range(2, 12)),
            lambda year: Period(year, 11, 5),
        ]
    ),
)
descriptions = st.builds(
    TableDescription,
    indicators=codes.map(tuple),
    periods=st.lists(periods, min_size=1, max_size=8, unique=True).map(tuple),
    areas=codes.map(tuple),
    measures=st.sets(st.sampled_from(Measure), min_size=1).map(lambda chosen: tuple(m for m in Measure if m in chosen)),
    rows=st.sampled_from(Rows),
    chart=st.sampled_from(ChartKind),
    caption=st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=40),
    totals=st.sampled_from([(), (Rows.PERIODS,), (Rows.AREAS,), (Rows.PERIODS, Rows.AREAS)]),
)


def read(query: str) -> TableQuery:
    return TableQuery.read(QueryDict(query))


@given(descriptions)
def test_a_description_is_read_back_from_its_query(description: TableDescription):
    assert description_of(QueryDict(query_of(description))) == description


@given(st.dictionaries(st.sampled_from(NAMES), st.text()))
def test_any_text_is_read_or_refused(params: dict[str, str]):
    query = QueryDict(mutable=True)
    query.update(params)

    with contextlib.suppress(QueryError):
        TableQuery.read(query)


def test_the_query_of_a_table_can_be_read_by_people():
    description = TableDescription(
        ("xi-mang", "than"),
        (*(Period.of_quarter(2017, quarter) for quarter in (1, 2, 3, 4)), Period.of_year(2018)),
        ("lang-son",),
        (Measure.VALUE, Measure.GROWTH_YOY),
        Rows.PERIODS,
        ChartKind.LINE,
    )

    assert query_of(description) == (
        "chi-tieu=xi-mang,than&ky=2017-Q1..2017-Q4,2018&dia-ban=lang-son&so=gia-tri,so-cung-ky&dong=ky&bieu-do=duong"
    )


def test_what_a_form_sends_means_the_same_as_the_short_form():
    sent = read("chi-tieu=xi-mang&chi-tieu=than&ky=&loai-ky=&tu=&den=&dia-ban=lang-son&so=so-cung-ky&so=gia-tri&dong=")

    assert sent == read("chi-tieu=xi-mang,than&dia-ban=lang-son&so=gia-tri,so-cung-ky")


def test_bounds_are_years_or_periods():
    query = read("loai-ky=quy&tu=2016&den=Quý III/2018")

    assert (query.frequency, query.first, query.last) == (
        Frequency.QUARTER,
        Period.of_year(2016),
        Period.of_quarter(2018, 3),
    )
    assert read(query.as_query()) == query


def test_a_day_stands_for_its_end_and_a_minute_for_itself():
    day, minute = read("ngay=2018-05-22"), read("ngay=2018-05-22T16:00")

    assert day.as_of is not None
    assert minute.as_of is not None
    assert timezone.localtime(day.as_of).isoformat() == "2018-05-22T23:59:59.999999+07:00"
    assert minute.as_of == dt.datetime(2018, 5, 22, 9, 0, tzinfo=dt.UTC)
    assert day.as_query() == "ngay=2018-05-22"
    assert minute.as_query() == "ngay=2018-05-22T16:00"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("chi-tieu=Xi măng", "chi-tieu"),
        ("chi-tieu=%3Cscript%3E", "<script>"),
        ("chi-tieu=" + ",".join(f"a{k}" for k in range(61)), "60"),
        ("chi-tieu=" + "a" * 20_001, "quá dài"),
        ("dia-ban=a%00", "dia-ban"),
        ("ky=quý 5/2018", "ky"),
        ("ky=1900-01..2030-01", "120"),
        ("loai-ky=tuan", "thang, quy, luy-ke"),
        ("tu=hom nay", "tu"),
        ("tu=2018&den=2016", "2016"),
        ("so=tat-ca", "gia-tri, so-cung-ky"),
        ("dong=cot", "dong"),
        ("bieu-do=banh", "bieu-do"),
        ("tong=chi-tieu", "tong"),
        ("ten=" + "a" * 301, "300"),
        ("ngay=22/5/2018", "ngay"),
        ("ngay=2018-02-30", "2018-02-30"),
        ("ngay=0000-01-01", "ngay"),
        ("ngay=2018-05-22T16:00+07", "ngay"),
    ],
)
def test_what_cannot_be_read_is_named(query: str, told: str):
    with pytest.raises(QueryError, match=None) as refused:
        read(query)

    assert told in str(refused.value)
