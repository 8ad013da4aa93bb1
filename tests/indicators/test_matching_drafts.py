"""Matching drafts to the catalogue: tidy rows taken in whole mean what their figures mean one by one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.models import Area, Indicator, Unit
from indicators.services.matching_drafts import DraftMatcher, Matching
from indicators.services.meanings import Meanings
from indicators.services.naming import AreaNames, IndicatorNames
from indicators.workbook.drafts import Reading
from indicators.workbook.grid import Grid
from indicators.workbook.reading import read_grid

HEADS = [
    *("Mã chỉ tiêu", "Khu vực", "Kỳ", "Giá trị", "Đơn vị", "Tăng so với cùng kỳ (%)", "Kế hoạch năm"),
    *("Trạng thái", "Loại", "Ghi chú"),
]


def names() -> tuple[IndicatorNames, AreaNames]:
    """A small catalogue in memory: two indicators and two areas."""
    indicators, areas = IndicatorNames(), AreaNames()
    unit = Unit(pk=1, code="nghin-tan", dimension="mass", scale=Decimal(1000), symbol_vi="nghìn tấn")
    for pk, code in ((1, "xi-mang"), (2, "than")):
        indicators.add(Indicator(pk=pk, code=code, name_vi=code, unit=unit))
    for pk, code in ((1, "lang-son"), (2, "cao-loc")):
        areas.add(Area(pk=pk, code=code, name_vi=code))
    return indicators, areas


def match(reading: Reading, *, row_by_row: bool = True) -> Matching:
    indicators, areas = names()
    matcher = DraftMatcher(Meanings(indicators, areas, areas.by_code["lang-son"]), source="Chi cục Thống kê")
    return matcher.match([reading.drafts if row_by_row else tuple(reading.drafts)])


def row(code: str = "xi-mang", period: str = "2018-Q1", value: Any = 230.0, **cells: Any) -> list[Any]:
    told = {
        "area": "",
        "unit": "nghìn tấn",
        "growth": "",
        "target": "",
        "status": "",
        "measure": "",
        "note": "",
    } | cells
    return [
        *(code, told["area"], period, value, told["unit"], told["growth"], told["target"]),
        *(told["status"], told["measure"], told["note"]),
    ]


def reading_of(*rows: list[Any]) -> Reading:
    return read_grid(Grid("Số liệu", [HEADS, *rows]))


numbers = st.sampled_from(["", 230.0, 230, 231.0, "230,5", "-", "x", "(ước) 7,5", "sai"])
rows = st.builds(
    row,
    st.sampled_from(["xi-mang", "than", "la"]),
    st.sampled_from(["2018-Q1", "2018-Q2", "2018", "quý 9"]),
    numbers,
    area=st.sampled_from(["", "cao-loc", "ha-noi"]),
    unit=st.sampled_from(["nghìn tấn", "tấn", "triệu USD", "", "chưa rõ"]),
    growth=numbers,
    target=numbers,
    status=st.sampled_from(["", "ước tính", "chính thức"]),
    measure=st.sampled_from(["", "kế hoạch", "so với cùng kỳ"]),
    note=st.sampled_from(["", "theo báo cáo nhanh"]),
)


@given(st.lists(rows, max_size=12))
def test_rows_taken_in_whole_give_what_their_figures_give_one_by_one(sheet: list[list[Any]]):
    reading = reading_of(*sheet)

    whole, single = match(reading), match(reading, row_by_row=False)

    assert whole.stated == single.stated
    assert whole.problems == single.problems
    assert list(whole.drafts) == list(single.drafts)


def test_the_figures_of_one_row_are_one_statement_at_the_cell_of_its_value():
    [stated] = match(reading_of(row(growth=11.2, status="chính thức", note="sơ bộ"))).stated

    assert stated.cell == "D2"
    assert stated.fields == {
        "value": Decimal(230),
        "printed_growth_yoy": Decimal("11.2"),
        "status": "final",
        "footnote": "sơ bộ",
        "source": "Chi cục Thống kê",
    }


def test_of_two_numbers_for_the_same_figure_the_later_is_rejected_and_names_the_earlier():
    matching = match(reading_of(row(growth=11.2), row(value=231.0, growth=11.2), row(period="2018-Q2")))

    [problem] = matching.problems
    assert (problem.cell, matching.rejected) == ("D3", 1)
    assert "D2" in problem.message
    assert [item.problem for item in matching.drafts if item.problem] == [problem]


def test_the_same_number_twice_is_one_statement():
    matching = match(reading_of(row(), row(value="230,0")))

    assert (len(matching.stated), matching.problems) == (1, ())


def test_a_plan_of_a_dash_is_no_plan():
    matching = match(reading_of(row(target="-")))

    assert [stated.fields["value"] for stated in matching.stated] == [Decimal(230)]


def test_the_drafts_about_a_figure_are_found_among_many():
    reading = reading_of(*(row(period=f"{1990 + n}", growth=5.0) for n in range(30)), row("than", "2001", 7.0))
    matching = match(reading)
    [stated] = [item for item in matching.stated if item.period.year == 2001 and item.indicator_id == 1]

    found = list(matching.drafts.about({(1, stated.area_id, 2001, 1, 12)}))

    assert [item.draft.cell for item in found] == ["D13", "F13"]


@pytest.mark.parametrize("unit", ["triệu USD", "kWh"])
def test_a_unit_of_another_kind_rejects_each_figure_of_it_at_its_cell(unit: str):
    matching = match(reading_of(*(row(period=f"{1990 + n}", unit=unit) for n in range(3))))

    assert [problem.cell for problem in matching.problems] == ["D2", "D3", "D4"]
    assert not matching.stated
