"""What statistics tables say: exact values, comparisons with their origin, order of rows, notes, embargo, queries."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone, translation

from indicators.measures import Measure
from indicators.models import Change, Component, Indicator, Nature, VersionKind
from indicators.periods import Period
from indicators.services.recording import Stated, record
from indicators.services.table_contents import load_contents
from indicators.table_content import Cell, Gap, Origin, TableContent
from indicators.table_description import Rows, TableDescription
from tests.factories import (
    Q1_2018,
    make_area,
    make_indicator,
    make_observation,
    make_release,
    make_target,
)

pytestmark = pytest.mark.django_db

Q1_2017 = Period(2017, 1, 3)
Q4_2017 = Period(2017, 10, 3)


def describe(*indicators: Indicator, **fields: Any) -> TableDescription:
    chosen = {"periods": (Q1_2018,), "areas": ("lang-son",), **fields}
    return TableDescription(tuple(indicator.code for indicator in indicators), **chosen)


def content_of(*indicators: Indicator, public: bool = True, **fields: Any) -> TableContent:
    return load_contents([describe(*indicators, **fields)], public=public)[0]


def cell_of(content: TableContent, measure: Measure = Measure.VALUE) -> Cell:
    return next(cell for cell in content.cells if cell.measure is measure)


def test_a_cell_holds_the_published_digits_with_unit_and_status():
    cement = make_indicator("xi-mang")
    make_observation("2435.20", indicator=cement)

    cell = cell_of(content_of(cement))

    assert (str(cell.value), cell.unit, cell.status, cell.gap) == ("2435.20", "nghìn tấn", "estimate", None)


@pytest.mark.parametrize("absence", ["nil", "not_available", "confidential"])
def test_a_missing_value_keeps_its_reason(absence: str):
    cement = make_indicator()
    make_observation(None, indicator=cement, absence=absence)

    cell = cell_of(content_of(cement))

    assert cell.value is None
    assert cell.gap == Gap(absence)


def test_a_value_that_was_never_recorded_is_not_available():
    cell = cell_of(content_of(make_indicator(), areas=(make_area().code,)))

    assert cell.gap is Gap.NOT_AVAILABLE


def test_growth_is_computed_where_its_base_is_stored():
    cement = make_indicator()
    make_observation("230", indicator=cement)
    make_observation("200", indicator=cement, period=Q1_2017)

    cell = cell_of(content_of(cement, measures=(Measure.GROWTH_YOY,)), Measure.GROWTH_YOY)

    assert cell.value == Decimal(15)
    assert cell.comparison.origin is Origin.COMPUTED
    assert cell.unit == "%"


def test_growth_without_a_base_is_the_source_s_and_marked_so():
    cement = make_indicator()
    make_observation("230", indicator=cement, printed_growth_yoy=Decimal("11.2"))

    content = content_of(cement, measures=(Measure.VALUE, Measure.GROWTH_YOY))

    cell = cell_of(content, Measure.GROWTH_YOY)
    assert (cell.value, cell.comparison.origin) == (Decimal("11.2"), Origin.PRINTED)
    assert content.has_printed_comparisons


def test_printed_growth_is_shown_where_rounding_explains_its_distance_from_the_computed_one():
    cement = make_indicator()
    make_observation("230", indicator=cement, printed_growth_yoy=Decimal("11.2"))
    make_observation("207", indicator=cement, period=Q1_2017)

    content = content_of(cement, measures=(Measure.VALUE, Measure.GROWTH_YOY))

    cell = cell_of(content, Measure.GROWTH_YOY)
    assert cell.value == Decimal("11.2")
    assert cell.comparison.is_consistent
    assert not cell.is_from_print
    assert content.footnotes == ()


def test_printed_growth_that_rounding_cannot_explain_stands_in_a_footnote_beside_the_computed_one():
    cement = make_indicator()
    make_observation("230", indicator=cement, printed_growth_yoy=Decimal("11.2"))
    make_observation("200", indicator=cement, period=Q1_2017)

    content = content_of(cement, measures=(Measure.VALUE, Measure.GROWTH_YOY))

    cell = cell_of(content, Measure.GROWTH_YOY)
    assert (cell.value, cell.comparison.printed, cell.comparison.is_consistent) == (Decimal(15), Decimal("11.2"), False)
    assert cell.footnotes == (1,)
    assert "+11,2%" in content.footnotes[0].text


def test_growth_of_a_rate_is_in_percentage_points():
    rate = make_indicator(unit="%", nature=Nature.RATE)
    make_observation("4.5", indicator=rate)
    make_observation("3.3", indicator=rate, period=Q1_2017)

    cell = cell_of(content_of(rate, measures=(Measure.GROWTH_YOY,)), Measure.GROWTH_YOY)

    assert (cell.value, cell.unit) == (Decimal("1.2"), "điểm %")


@pytest.mark.parametrize(("base", "gap"), [(None, Gap.NO_BASE), ("0", Gap.NOT_COMPARABLE), ("-3", Gap.NOT_COMPARABLE)])
def test_growth_without_a_meaning_says_why(base: str | None, gap: Gap):
    cement = make_indicator()
    make_observation("230", indicator=cement)
    if base is not None:
        make_observation(base, indicator=cement, period=Q1_2017)

    cell = cell_of(content_of(cement, measures=(Measure.GROWTH_YOY,)), Measure.GROWTH_YOY)

    assert cell.gap is gap


def test_growth_on_the_previous_period_takes_the_quarter_before():
    cement = make_indicator()
    make_observation("230", indicator=cement)
    make_observation("460", indicator=cement, period=Q4_2017)

    cell = cell_of(content_of(cement, measures=(Measure.GROWTH_PREVIOUS,)), Measure.GROWTH_PREVIOUS)

    assert cell.value == Decimal(-50)


def test_share_of_plan_is_computed_from_the_target_for_years_to_date_only():
    cement = make_indicator()
    may = Period.of_month(2018, 5)
    make_observation("230", indicator=cement)
    make_observation("80", indicator=cement, period=may)
    make_target("1000", indicator=cement)

    content = content_of(cement, periods=(Q1_2018, may), measures=(Measure.PLAN_SHARE,))

    quarter, month = content.rows[0].cells
    assert quarter.value == Decimal(23)
    assert (month.value, month.gap) == (None, Gap.NOT_COMPARABLE)


def test_the_target_can_be_shown_itself():
    cement = make_indicator()
    make_target("1000", indicator=cement)

    cell = cell_of(content_of(cement, measures=(Measure.TARGET,)), Measure.TARGET)

    assert (cell.value, cell.unit) == (Decimal(1000), "nghìn tấn")


def test_parts_stand_below_their_total_wherever_the_description_names_them():
    turnover = make_indicator("kim-ngach", unit="triệu USD")
    exports = make_indicator("xuat-khau", unit="triệu USD")
    local = make_indicator("hang-dia-phuong", unit="triệu USD", parent=exports)
    cement = make_indicator("xi-mang")
    Component.objects.create(whole=turnover, part=exports)
    make_observation("769", indicator=exports)

    content = content_of(local, cement, exports, turnover)

    assert [(row.key, row.level, row.is_total) for row in content.rows] == [
        ("xi-mang", 0, False),
        ("kim-ngach", 0, True),
        ("xuat-khau", 1, True),
        ("hang-dia-phuong", 2, False),
    ]
    assert [row.parent for row in content.rows] == [None, None, 1, 2]


def test_indicators_that_are_parts_of_each_other_are_all_shown():
    one, other = make_indicator("mot"), make_indicator("hai")
    Component.objects.create(whole=one, part=other)
    Component.objects.create(whole=other, part=one)
    make_area()

    assert {row.key for row in content_of(one, other).rows} == {"mot", "hai"}


def test_a_unit_that_all_rows_share_is_said_once():
    cement, coal = make_indicator(), make_indicator()
    power = make_indicator(unit="triệu kWh")
    make_area()

    assert content_of(cement, coal).unit == "nghìn tấn"
    mixed = content_of(cement, power)
    assert mixed.unit == ""
    assert [row.unit for row in mixed.rows] == ["nghìn tấn", "triệu kWh"]


def test_columns_are_periods_times_measures_with_their_heads():
    cement = make_indicator()
    make_area()

    content = content_of(cement, periods=(Q1_2017, Q1_2018), measures=(Measure.VALUE, Measure.GROWTH_YOY))

    assert [column.heads for column in content.columns] == [
        ("Quý I/2017", "Giá trị"),
        ("Quý I/2017", "Tăng so với cùng kỳ"),
        ("Quý I/2018", "Giá trị"),
        ("Quý I/2018", "Tăng so với cùng kỳ"),
    ]


def test_periods_and_areas_can_run_down():
    cement = make_indicator(name_vi="Xi măng")
    make_area()
    make_area("ha-noi", name_vi="Hà Nội")

    by_period = content_of(cement, periods=(Q1_2018, Q1_2017), rows=Rows.PERIODS)
    by_area = content_of(cement, areas=("ha-noi", "lang-son"), rows=Rows.AREAS)

    assert [row.label for row in by_period.rows] == ["Quý I/2018", "Quý I/2017"]
    assert [row.label for row in by_area.rows] == ["Hà Nội", "Lạng Sơn"]


def test_labels_are_in_the_reading_language():
    cement = make_indicator(name_en="Cement")
    make_area()

    with translation.override("en"):
        content = content_of(cement)

    assert content.rows[0].label == "Cement"
    assert content.columns[0].heads == ("Q1 2018",)


def test_a_status_that_a_column_shares_is_the_column_s_else_the_row_s():
    cement = make_indicator()
    make_observation("200", indicator=cement, period=Q1_2017, status="final")
    make_observation("230", indicator=cement)

    across = content_of(cement, periods=(Q1_2017, Q1_2018))
    down = content_of(cement, periods=(Q1_2017, Q1_2018), rows=Rows.PERIODS)

    assert [column.status for column in across.columns] == ["", "estimate"]
    assert [row.status for row in down.rows] == ["", "estimate"]
    assert across.statuses == ("estimate",)


def test_equal_footnotes_share_a_number_in_reading_order():
    first, second, third = make_indicator(), make_indicator(), make_indicator()
    make_observation("1", indicator=first, footnote="Không kể dầu thô.")
    make_observation("2", indicator=second, footnote="Theo giá so sánh.")
    make_observation("3", indicator=third, footnote="Không kể dầu thô.")

    content = content_of(first, second, third)

    assert [cell.footnotes for cell in content.cells] == [(1,), (2,), (1,)]
    assert [note.text for note in content.footnotes] == ["Không kể dầu thô.", "Theo giá so sánh."]


def test_sources_are_those_of_the_figures_or_else_of_the_indicators():
    named = make_indicator(source_vi="Sở Công Thương")
    make_observation("1", indicator=named, source="Cục Thống kê")
    other = make_indicator(source_vi="Sở Công Thương")
    make_observation("1", indicator=other)

    assert content_of(named).sources == ("Cục Thống kê",)
    assert content_of(other).sources == ("Sở Công Thương",)


def test_the_table_says_when_its_figures_last_changed_for_readers():
    release = make_release(in_hours=5)
    cement = make_indicator()
    make_observation("230", indicator=cement, release=release)
    later = timezone.now() + dt.timedelta(hours=6)

    content = load_contents([describe(cement)], at=later)[0]

    assert content.updated == release.published_at


def test_embargoed_values_targets_and_bases_are_absent_until_their_minute():
    embargo = make_release(in_hours=1)
    cement = make_indicator()
    make_observation("230", indicator=cement, release=embargo)
    make_observation("200", indicator=cement, period=Q1_2017, release=embargo)
    make_target("1000", indicator=cement, release=embargo)
    measures = (Measure.VALUE, Measure.GROWTH_YOY, Measure.PLAN_SHARE, Measure.TARGET)
    description = describe(cement, measures=measures)

    before = load_contents([description])[0]
    after = load_contents([description], at=embargo.published_at)[0]

    assert [cell.value for cell in before.cells] == [None] * 4
    assert before.updated is None
    assert [cell.value for cell in after.cells] == [Decimal(230), Decimal(15), Decimal(23), Decimal(1000)]


def test_a_revision_under_embargo_shows_the_old_value_to_readers_and_the_new_one_to_editors():
    cement = make_indicator()
    make_observation("230", indicator=cement)
    stated = Stated(VersionKind.OBSERVATION, cement.pk, make_area().pk, Q1_2018, {"value": Decimal(240)})
    record([stated], change=Change(), release=make_release(in_hours=1))

    assert cell_of(content_of(cement)).value == Decimal(230)
    assert cell_of(content_of(cement, public=False)).value == Decimal(240)


def test_indicators_that_are_not_public_are_left_out_but_shown_to_editors():
    cement, secret = make_indicator("xi-mang"), make_indicator("kin", is_public=False)
    make_observation("1", indicator=secret)

    content = content_of(cement, secret)

    assert [row.key for row in content.rows] == ["xi-mang"]
    assert content.unknown == ("kin",)
    assert [row.key for row in content_of(cement, secret, public=False).rows] == ["xi-mang", "kin"]


def test_a_table_of_nothing_that_exists_is_empty():
    content = load_contents([TableDescription(("khong-co",), (Q1_2018,), ("khong-dau",))])[0]

    assert content.is_empty
    assert content.rows == ()
    assert content.unknown == ("khong-co", "khong-dau")


def test_the_first_year_that_a_period_can_have_has_no_base():
    cement = make_indicator()
    first = Period.of_year(1000)
    make_observation("1", indicator=cement, period=first)
    measures = (Measure.GROWTH_YOY, Measure.GROWTH_PREVIOUS)

    content = content_of(cement, periods=(first,), measures=measures)

    assert {cell.gap for cell in content.cells} == {Gap.NO_BASE}


@pytest.mark.parametrize("tables", [1, 5])
def test_any_number_of_tables_takes_three_queries(tables: int, django_assert_num_queries: Any):
    """Indicators with their totals, areas, observations with their bases together with targets."""
    whole = make_indicator()
    parts = [make_indicator(parent=whole) for _ in range(4)]
    for part in parts:
        Component.objects.create(whole=whole, part=part)
        for period in (Q1_2017, Q4_2017, Q1_2018):
            make_observation("1", indicator=part, period=period)
        make_target("10", indicator=part)
    description = describe(whole, *parts, periods=(Q1_2017, Q1_2018), measures=tuple(Measure))

    with django_assert_num_queries(3):
        contents = load_contents([description] * tables)

    assert len(contents) == tables


def test_no_tables_take_no_query(django_assert_num_queries: Any):
    with django_assert_num_queries(0):
        assert load_contents([]) == []


def test_a_table_at_its_limits_is_one_statement_that_the_database_accepts():
    cement = make_indicator()
    spans = tuple(Period(2000, 1 + n % 12, 13 + n) for n in range(120))
    make_observation("7", indicator=cement, period=spans[-1])

    contents = load_contents([describe(cement, periods=spans, measures=tuple(Measure))] * 5)

    assert contents[4].rows[0].cells[119 * 5].value == Decimal(7)
