"""Whatever a person chooses about a sheet, it is read or explained; nothing breaks, and each cell has a part."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.workbook import layout as layouts
from indicators.workbook.choices import ColumnChoice, LayoutChoice, TableChoice
from indicators.workbook.grid import Workbook, open_workbook
from indicators.workbook.parts import Part, parts_of_layout
from indicators.workbook.problems import column_letters
from indicators.workbook.reading import read_grid
from tests.indicators.workbook.sheets import MAKERS

letters = st.integers(0, 12).map(column_letters)
roles = st.sampled_from(["", "stub", "unit", "ordinal", "note", "skip"])
measures = st.sampled_from(["", "value", "target", "plan_share", "growth_yoy", "growth_previous"])
periods = st.sampled_from(["", "2018-Q1", "2017", "2018-01/P5M"])
statuses = st.sampled_from(["", "estimate", "final"])


@st.composite
def column_choices(draw: st.DrawFn) -> ColumnChoice:
    measure = draw(measures)
    return ColumnChoice(
        role="measure" if measure else draw(roles),
        measure=measure,
        period=draw(periods),
        unit=draw(st.sampled_from(["", "tấn", "%"])),
        status=draw(statuses),
        is_index=draw(st.sampled_from([None, True, False])) if measure.startswith("growth") else None,
    )


@st.composite
def table_choices(draw: st.DrawFn) -> TableChoice:
    first, height = draw(st.integers(0, 40)), draw(st.integers(0, 6))
    return TableChoice(
        header_rows=(first, first + height) if draw(st.booleans()) else None,
        stub_column=draw(st.just("") | letters),
        rows_are=draw(st.sampled_from(["", "indicator", "area", "period"])),
        period=draw(periods),
        unit=draw(st.sampled_from(["", "triệu USD"])),
        area=draw(st.sampled_from(["", "lang-son"])),
        status=draw(statuses),
        is_skipped=draw(st.integers(0, 5)) == 0,
        columns=draw(st.dictionaries(letters, column_choices(), max_size=4)),
    )


choices = st.builds(
    LayoutChoice,
    tables=st.dictionaries(st.integers(0, 2), table_choices(), min_size=1, max_size=2),
    convention=st.sampled_from([None, "vi", "en"]),
    include_hidden=st.booleans(),
)


@lru_cache
def workbook_of(number: int) -> Workbook:
    return open_workbook(MAKERS[number]().content)


@pytest.mark.parametrize("number", range(len(MAKERS)), ids=lambda number: MAKERS[number].__name__)
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(choice=choices)
def test_any_choice_is_read_or_explained(number: int, choice: LayoutChoice):
    for grid in workbook_of(number):
        reading = read_grid(grid, None, choice)
        parts = parts_of_layout(layouts.find(grid, choice))

        assert reading.explanations
        assert all(isinstance(parts.at(row, 0), Part) for row in range(grid.height))


@given(choice=choices)
def test_a_choice_comes_back_from_its_json(choice: LayoutChoice):
    assert LayoutChoice.from_json(choice.to_json()) == choice
