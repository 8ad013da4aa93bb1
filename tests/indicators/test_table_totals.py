"""Totals of tables: what is added up, and what nobody may add."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.measures import Measure
from indicators.models import Accumulation, Area, Nature
from indicators.periods import Period
from indicators.services.table_contents import load_contents
from indicators.services.table_totals import together
from indicators.table_content import Gap, Row, TableContent
from indicators.table_description import Rows, TableDescription
from tests.factories import make_area, make_indicator, make_observation, make_target

pytestmark = pytest.mark.django_db

QUARTERS = tuple(Period.of_quarter(2018, quarter) for quarter in (1, 2, 3))


@pytest.fixture
def areas() -> list[Area]:
    return [make_area(code, name_vi=code.title(), position=k) for k, code in enumerate(("bac", "nam"))]


def table(**fields: object) -> TableContent:
    chosen = {"areas": ("bac", "nam"), "periods": QUARTERS[:1], "totals": (Rows.AREAS,), "rows": Rows.AREAS, **fields}
    return load_contents([TableDescription(("xi-mang",), **chosen)])[0]  # type: ignore[arg-type]


def values(row: Row) -> list[Decimal | None]:
    return [cell.value for cell in row.cells]


def test_areas_are_added_up_with_the_status_of_the_least_firm(areas: list[Area]):
    cement = make_indicator("xi-mang")
    make_observation("230.5", indicator=cement, area=areas[0], status="final")
    make_observation("69.50", indicator=cement, area=areas[1], status="estimate")

    total = table().rows[-1]

    assert (total.label, total.is_total) == ("Cộng", True)
    assert str(total.cells[0].value) == "300.00"
    assert total.cells[0].status == "estimate"


def test_growth_and_share_of_plan_of_a_total_come_from_its_own_sums(areas: list[Area]):
    cement = make_indicator("xi-mang")
    for area, now, before, plan in zip(areas, ("120", "80"), ("90", "70"), ("400", "400"), strict=True):
        make_observation(now, indicator=cement, area=area)
        make_observation(before, indicator=cement, area=area, period=Period.of_quarter(2017, 1))
        make_target(plan, indicator=cement, area=area)

    total = table(measures=(Measure.VALUE, Measure.GROWTH_YOY, Measure.PLAN_SHARE, Measure.TARGET)).rows[-1]

    assert values(total) == [Decimal(200), Decimal(25), Decimal(25), Decimal(800)]


def test_a_sum_of_which_a_part_is_missing_is_missing(areas: list[Area]):
    make_observation("230", indicator=make_indicator("xi-mang"), area=areas[0])

    total = table().rows[-1]

    assert (total.cells[0].value, total.cells[0].gap) == (None, Gap.NOT_AVAILABLE)


def test_what_did_not_occur_counts_as_nothing(areas: list[Area]):
    cement = make_indicator("xi-mang")
    make_observation("230", indicator=cement, area=areas[0])
    make_observation(None, absence="nil", indicator=cement, area=areas[1])

    assert values(table().rows[-1]) == [Decimal(230)]


@pytest.mark.parametrize("nature", [Nature.INDEX, Nature.RATE])
def test_indices_and_rates_are_not_added_up(areas: list[Area], nature: str):
    make_observation("102", indicator=make_indicator("xi-mang", unit="%", nature=nature), area=areas[0])

    assert [row.label for row in table().rows] == ["Bac", "Nam"]


def test_an_area_and_what_lies_in_it_are_not_added_up(areas: list[Area]):
    Area.objects.filter(pk=areas[1].pk).update(parent=areas[0])
    make_observation("102", indicator=make_indicator("xi-mang"), area=areas[0])

    assert [row.label for row in table().rows] == ["Bac", "Nam"]


def test_periods_that_follow_each_other_are_added_up_under_the_name_of_what_they_make():
    make_area()
    cement = make_indicator("xi-mang")
    for year, amounts in ((2017, (10, 20, 30)), (2018, (15, 30, 45))):
        for quarter, amount in enumerate(amounts, start=1):
            make_observation(str(amount), indicator=cement, period=Period.of_quarter(year, quarter))

    content = table(
        areas=("lang-son",),
        periods=QUARTERS,
        rows=Rows.PERIODS,
        totals=(Rows.PERIODS,),
        measures=(Measure.VALUE, Measure.GROWTH_YOY),
    )

    total = content.rows[-1]
    assert (total.label, total.is_total) == ("Cộng 9 tháng đầu năm 2018", True)
    assert values(total) == [Decimal(90), Decimal(50)]


def test_totals_stand_across_as_well(areas: list[Area]):
    cement = make_indicator("xi-mang")
    for area in areas:
        for period in QUARTERS:
            make_observation("5", indicator=cement, area=area, period=period)

    content = table(periods=QUARTERS, rows=Rows.INDICATORS, totals=(Rows.AREAS, Rows.PERIODS))

    assert content.columns[-1].heads == ("Cộng", "Cộng 9 tháng đầu năm 2018")
    assert content.rows[0].cells[-1].value == Decimal(30)


def test_a_stock_is_added_up_over_areas_and_not_over_periods(areas: list[Area]):
    stock = make_indicator("xi-mang", nature=Nature.STOCK, accumulation=Accumulation.LAST)
    for area in areas:
        for period in QUARTERS:
            make_observation("5", indicator=stock, area=area, period=period)

    content = table(periods=QUARTERS, rows=Rows.AREAS, totals=(Rows.AREAS, Rows.PERIODS))

    assert values(content.rows[-1]) == [Decimal(10)] * 3


@pytest.mark.parametrize(
    ("periods", "whole"),
    [
        ("2018-Q1 2018-Q2", "2018-S1"),
        ("2018-Q2 2018-Q1", "2018-S1"),
        ("2018-01 2018-02 2018-03 2018-04 2018-05", "2018-01/P5M"),
        ("2018-S1 2018-Q3", "2018-01/P9M"),
        ("2017 2018", "2017-01/P24M"),
        ("2018-Q1", None),
        ("2018-Q1 2018-Q3", None),
        ("2018-Q1 2018-01", None),
        ("2018-Q1 2018-S1", None),
    ],
)
def test_periods_make_one_where_there_is_neither_gap_nor_overlap(periods: str, whole: str | None):
    made = together([Period.from_sdmx(text) for text in periods.split()])

    assert (made and made.sdmx) == whole
