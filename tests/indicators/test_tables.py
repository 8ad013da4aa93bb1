"""Statistics tables as HTML: heads, marks, alignment, order, notes; read as a reader's software would."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation
from lxml import html

from indicators.measures import Measure
from indicators.models import Component, Indicator
from indicators.periods import Period
from indicators.services.table_contents import load_contents
from indicators.table_description import ChartKind, Rows, TableDescription
from indicators.tables import render_statistics_table
from tests.factories import Q1_2018, make_area, make_indicator, make_observation

pytestmark = pytest.mark.django_db

Q1_2017 = Period(2017, 1, 3)


def rendered(*indicators: Indicator, query: str = "", **fields: Any) -> html.HtmlElement:
    make_area()
    chosen = {"periods": (Q1_2018,), "areas": ("lang-son",), **fields}
    description = TableDescription(tuple(indicator.code for indicator in indicators), **chosen)
    content = load_contents([description])[0]
    return html.fromstring(render_statistics_table(content, key="bang-1", params=QueryDict(query)))


def seen(element: html.HtmlElement) -> str:
    """The text without what is invisible on the screen."""
    copy = html.fromstring(html.tostring(element, encoding="unicode"))
    for hidden in copy.xpath("//*[contains(@class, 'visually-hidden') or contains(@class, 'filler')]"):
        hidden.drop_tree()
    return " ".join(copy.text_content().split())


def body(table: html.HtmlElement) -> list[list[str]]:
    return [[seen(cell) for cell in row.xpath("./th|./td")] for row in table.xpath("//tbody/tr")]


def test_a_row_shows_its_unit_and_numbers_as_readers_of_the_language_write_them():
    power = make_indicator(name_vi="Điện thương phẩm", name_en="Electricity sold", unit="triệu kWh")
    make_observation("1163.50", indicator=power, status="final")
    cement = make_indicator(name_vi="Xi măng", name_en="Cement")
    make_observation("230", indicator=cement, status="final")

    vietnamese = rendered(power, cement)
    with translation.override("en"):
        english = rendered(power, cement)

    assert body(vietnamese) == [["Điện thương phẩm triệu kWh", "1.163,50"], ["Xi măng nghìn tấn", "230"]]
    assert body(english)[0][1] == "1,163.50"


def test_decimal_marks_stand_under_each_other_by_invisible_digits():
    first, second = make_indicator(), make_indicator()
    make_observation("4800", indicator=first)
    make_observation("26.75", indicator=second)

    table = rendered(first, second)

    assert [cell.text_content() for cell in table.xpath("//tbody/tr/td")] == ["4.800,00", "26,75"]
    assert [f.text for f in table.xpath("//td/span[@class='filler'][@aria-hidden='true']")] == [",00"]


def test_every_head_has_a_scope_and_wide_heads_span_their_columns():
    cement = make_indicator()
    make_observation("230", indicator=cement)

    table = rendered(cement, periods=(Q1_2017, Q1_2018), measures=(Measure.VALUE, Measure.GROWTH_YOY))

    assert table.xpath("//thead/tr[1]/th/@scope") == ["col", "colgroup", "colgroup"]
    assert table.xpath("//thead/tr[1]/th/@colspan") == ["2", "2"]
    assert table.xpath("//thead/tr[1]/th[1]/@rowspan") == ["2"]
    assert table.xpath("//thead/tr[2]/th/@scope") == ["col"] * 4
    assert table.xpath("//tbody/tr/th/@scope") == ["row"]


def test_the_caption_names_the_table_and_its_scrolling_region():
    table = rendered(make_indicator(), caption="Sản phẩm chủ yếu")

    [caption] = table.xpath("//*[@id='bang-1-caption']")
    assert caption.text == "Sản phẩm chủ yếu"
    assert table.xpath("//table/@aria-labelledby") == ["bang-1-caption"]
    assert table.xpath("//*[@role='region']/@aria-labelledby") == ["bang-1-caption"]
    assert table.xpath("//*[@role='region']/@tabindex") == ["0"]


def test_a_status_shared_by_a_column_stands_in_its_head_and_in_the_legend():
    cement = make_indicator()
    make_observation("230", indicator=cement)

    table = rendered(cement)

    assert seen(table.xpath("//thead//th")[1]) == "Quý I/2018ƯT"
    assert seen(table.xpath("//tbody//td")[0]) == "230"
    assert [seen(each) for each in table.xpath("//dl/div")] == ["ƯTước tính"]


def test_statuses_that_differ_stand_at_their_values():
    first, second = make_indicator(), make_indicator()
    make_observation("1", indicator=first, status="preliminary")
    make_observation("2", indicator=second, status="final")

    table = rendered(first, second, periods=(Q1_2017, Q1_2018))

    assert [row[2] for row in body(table)] == ["1SB", "2"]


def test_missing_values_show_their_sign_and_tell_their_reason():
    nil, unknown, secret = make_indicator(), make_indicator(), make_indicator()
    make_observation(None, indicator=nil, absence="nil")
    make_observation(None, indicator=secret, absence="confidential")

    table = rendered(nil, unknown, secret)

    assert [row[1] for row in body(table)] == ["–", "…", "×"]
    assert table.xpath("//td//*[@class='visually-hidden']/text()") == [
        "không phát sinh",
        "chưa có số liệu",
        "không công bố để giữ bí mật số liệu",
    ]


def test_growth_is_signed_rounded_when_computed_and_marked_when_only_printed():
    computed, printed, fallen = make_indicator(), make_indicator(), make_indicator()
    make_observation("230", indicator=computed)
    make_observation("207", indicator=computed, period=Q1_2017)
    make_observation("5", indicator=printed, printed_growth_yoy=Decimal("18.3"))
    make_observation("1", indicator=fallen)
    make_observation("2", indicator=fallen, period=Q1_2017)

    table = rendered(computed, printed, fallen, measures=(Measure.VALUE, Measure.GROWTH_YOY))

    assert [row[2] for row in body(table)] == ["+11,1", "+18,3NG", "−50,0"]
    assert "NG" in seen(table.xpath("//dl")[0])


def test_footnotes_are_linked_from_their_values():
    cement = make_indicator()
    make_observation("230", indicator=cement, footnote="Không kể clinker.")

    table = rendered(cement)

    assert table.xpath("//td//a/@href") == ["#bang-1-note-1"]
    assert seen(table.xpath("//*[@id='bang-1-note-1']")[0]) == "(1) Không kể clinker."


def test_totals_stand_above_their_indented_parts():
    whole, part = make_indicator(name_vi="Tổng"), make_indicator(name_vi="Phần")
    Component.objects.create(whole=whole, part=part)

    table = rendered(part, whole)

    assert [row[0] for row in body(table)] == ["Tổng", "Phần"]
    assert table.xpath("//tbody/tr[1]/@class") == ["total"]
    assert table.xpath("//tbody/tr[2]/th/@class") == ["level-1"]


@pytest.fixture
def tree() -> list[Indicator]:
    """A total with two parts between two other indicators, one of them without a value."""
    small = make_indicator(name_vi="Đá")
    whole = make_indicator(name_vi="Tổng")
    parts = [make_indicator(name_vi=name, parent=whole) for name in ("Xuất", "Nhập")]
    missing = make_indicator(name_vi="Cát")
    for indicator, value in ((small, "9"), (whole, "100"), (parts[0], "60"), (parts[1], "40")):
        make_observation(value, indicator=indicator)
    return [small, whole, *parts, missing]


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", ["Đá", "Tổng", "Xuất", "Nhập", "Cát"]),
        ("bang-1-sort=-c1", ["Tổng", "Xuất", "Nhập", "Đá", "Cát"]),
        ("bang-1-sort=c1", ["Đá", "Tổng", "Nhập", "Xuất", "Cát"]),
        ("bang-1-sort=stub", ["Cát", "Đá", "Tổng", "Nhập", "Xuất"]),
        ("bang-2-sort=c1", ["Đá", "Tổng", "Xuất", "Nhập", "Cát"]),
        ("bang-1-sort=c99", ["Đá", "Tổng", "Xuất", "Nhập", "Cát"]),
        ("bang-1-sort=%00'--", ["Đá", "Tổng", "Xuất", "Nhập", "Cát"]),
    ],
)
def test_sorting_keeps_parts_below_their_total_and_missing_values_last(
    tree: list[Indicator], query: str, order: list[str]
):
    assert [row[0] for row in body(rendered(*tree, query=query))] == order


def test_heads_lead_to_the_sorted_table_and_keep_the_rest_of_the_query(tree: list[Indicator]):
    plain = rendered(*tree, query="ky=quy")
    ordered = rendered(*tree, query="ky=quy&bang-1-sort=-c1")

    assert plain.xpath("//thead//th[2]/a/@href") == ["?ky=quy&bang-1-sort=-c1#bang-1"]
    assert plain.xpath("//thead//th/@aria-sort") == []
    assert ordered.xpath("//thead//th[2]/a/@href") == ["?ky=quy&bang-1-sort=c1#bang-1"]
    assert ordered.xpath("//thead//th[2]/@aria-sort") == ["descending"]
    assert "?ky=quy#bang-1" in ordered.xpath("//a/@href")


def test_periods_sort_by_time():
    cement = make_indicator()
    periods = (Q1_2018, Period.of_month(2018, 12), Period.of_month(2018, 2))

    table = rendered(cement, periods=periods, rows=Rows.PERIODS, query="bang-1-sort=-stub")

    assert [row[0] for row in body(table)] == ["Tháng 12/2018", "Tháng 2/2018", "Quý I/2018"]


def test_a_table_too_small_to_sort_has_no_links_in_its_heads():
    assert rendered(make_indicator()).xpath("//thead//a") == []


def test_what_editors_and_sheets_wrote_is_escaped():
    hostile = make_indicator(name_vi="<script>alert(1)</script>")
    make_observation("1", indicator=hostile, footnote="<b>x</b>", source="<i>y</i>")

    markup = html.tostring(rendered(hostile, caption="<img src=x>"), encoding="unicode")

    assert not re.search(r"<(script|b|i|img)\b", markup)


def test_a_chart_draws_the_values_where_they_share_a_unit():
    cement = make_indicator(name_vi="Xi măng")
    periods = tuple(Period.of_year(year) for year in range(2014, 2019))
    for number, period in enumerate(periods):
        make_observation(str(100 + number), indicator=cement, period=period)

    table = rendered(cement, periods=periods, rows=Rows.PERIODS, chart=ChartKind.LINE)

    assert len(table.xpath("//figure")) == 1
    assert "104" in seen(table.xpath("//figcaption")[0])


def test_a_chart_of_mixed_units_draws_their_growth():
    cement, power = make_indicator(name_vi="Xi măng"), make_indicator(name_vi="Điện", unit="triệu kWh")
    make_observation("230", indicator=cement, printed_growth_yoy=Decimal("11.2"))
    make_observation("163", indicator=power, printed_growth_yoy=Decimal("18.3"))

    table = rendered(cement, power, measures=(Measure.VALUE, Measure.GROWTH_YOY), chart=ChartKind.BAR)

    summary = seen(table.xpath("//figcaption")[0])
    assert "18,3" in summary
    assert "230" not in summary


def test_a_chart_of_nothing_is_left_out():
    assert rendered(make_indicator(), chart=ChartKind.BAR).xpath("//figure") == []
