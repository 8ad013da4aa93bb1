"""The catalogue and the pages of indicators in a real browser: accessible, without scripts, on a narrow screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from indicators.models import Component, Indicator, Nature
from indicators.periods import Period
from tests.browser.conftest import PageAt
from tests.factories import make_area, make_indicator, make_observation, make_published_article, make_target

pytestmark = pytest.mark.django_db(transaction=True)

PATHS = (
    *("/chi-so/", "/chi-so/?q=nhap", "/chi-so/xuat-khau/", "/chi-so/xuat-khau/?ky=thang", "/chi-so/ty-le/"),
    "/chi-so/xuat-khau/?ky=quy&so-voi=huu-nghi,kim-ngach",
)


@pytest.fixture
def exports() -> Indicator:
    """Exports by quarter and month, in two areas, with terms, a plan, marks of every kind and an article."""
    turnover = make_indicator(
        "kim-ngach",
        name_vi="Tổng trị giá hàng hóa qua các cửa khẩu trên địa bàn toàn tỉnh",
        name_en="Turnover",
        unit="triệu USD",
    )
    exports = make_indicator(
        "xuat-khau",
        name_vi="Kim ngạch xuất khẩu",
        name_en="Exports",
        unit="triệu USD",
        parent=turnover,
        definition_vi="Trị giá hàng hóa xuất khẩu.",
        definition_en="Value of goods exported.",
        source_vi="Chi cục Hải quan",
    )
    imports = make_indicator("nhap-khau", name_vi="Nhập khẩu", name_en="Imports", unit="triệu USD", parent=turnover)
    for part in (exports, imports):
        Component.objects.create(whole=turnover, part=part)
    for year in (2016, 2017):
        for quarter in (1, 2, 3, 4):
            period = Period.of_quarter(year, quarter)
            value, status = f"{500 + 40 * quarter + year - 2016}.{quarter}", "final" if year == 2016 else "preliminary"
            make_observation(value, indicator=exports, period=period, status=status)
    make_observation("769", indicator=exports, printed_growth_yoy=Decimal("33.4"), footnote="Không kể dầu thô.")
    make_observation(None, indicator=exports, period=Period.of_quarter(2015, 4), absence="confidential")
    for month in range(1, 7):
        make_observation(str(100 + month), indicator=exports, period=Period.of_month(2017, month))
    make_observation("12", indicator=exports, area=make_area("huu-nghi", name_vi="Cửa khẩu Hữu Nghị", position=5))
    make_target("2600", indicator=exports)
    rate = make_indicator("ty-le", name_vi="Tỷ lệ lấp đầy", name_en="Occupancy", unit="%", nature=Nature.RATE)
    for year in (2016, 2017):
        make_observation(f"5{year - 2010}.5", indicator=rate, period=Period.of_year(year))
    table = {"indicators": ["xuat-khau"], "periods": ["2018-Q1"], "areas": ["lang-son"]}
    make_published_article("xuat-khau-tang", title="Xuất khẩu tăng", tables=[table])
    return exports


@pytest.mark.parametrize("path", [*PATHS, *(f"/en{path}" for path in PATHS)])
@pytest.mark.parametrize("dark", [False, True])
def test_pages_have_no_serious_accessibility_violation(
    page_at: PageAt, axe: Callable[[Page], list[str]], exports: Indicator, path: str, dark: bool
) -> None:
    page = page_at(1440, dark=dark)

    page.goto(path)

    assert axe(page) == []


@pytest.mark.parametrize("path", PATHS)
def test_pages_do_not_scroll_sideways_on_a_narrow_screen(page_at: PageAt, exports: Indicator, path: str) -> None:
    page = page_at(360)

    page.goto(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_series_is_chosen_without_scripts(page_at: PageAt, exports: Indicator) -> None:
    page = page_at(768, javascript=False)
    page.goto("/chi-so/xuat-khau/")

    page.get_by_label("Loại kỳ").select_option(label="Theo tháng")
    page.get_by_role("button", name="Xem").click()

    expect(page.get_by_role("rowheader").first).to_have_text("Tháng 6/2017")


def test_a_column_is_sorted_without_scripts_and_put_back(page_at: PageAt, exports: Indicator) -> None:
    page = page_at(768, javascript=False)
    page.goto("/chi-so/xuat-khau/")

    page.get_by_role("columnheader", name="Giá trị").get_by_role("link").click()
    expect(page.get_by_role("columnheader", name="Giá trị")).to_have_attribute("aria-sort", "descending")
    expect(page.get_by_role("rowheader").first).to_contain_text("Quý I/2018")
    page.get_by_role("columnheader", name="Giá trị").get_by_role("link").click()
    expect(page.get_by_role("rowheader").first).to_contain_text("Quý I/2016")
    expect(page.get_by_role("rowheader").last).to_contain_text("Quý IV/2015")

    page.get_by_role("link", name="Trở lại thứ tự ban đầu").click()
    expect(page.get_by_role("rowheader").first).to_contain_text("Quý I/2018")


def test_the_catalogue_is_searched_by_keyboard_without_marks(page_at: PageAt, exports: Indicator) -> None:
    page = page_at(768, javascript=False)
    page.goto("/chi-so/")

    page.get_by_label("Tìm theo tên").fill("xuat khau")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("1 chỉ tiêu có “xuat khau”")
    expect(page.get_by_role("link", name="Kim ngạch xuất khẩu")).to_be_visible()
    expect(page.get_by_role("link", name="Nhập khẩu")).to_have_count(0)


def test_units_and_growths_of_the_catalogue_stand_under_each_other(page_at: PageAt, exports: Indicator) -> None:
    make_observation("1769.25", indicator=Indicator.objects.get(code="kim-ngach"))
    page = page_at(1440)
    page.goto("/chi-so/")

    units = page.eval_on_selector_all(
        ".indicator-list-unit", "all => all.map(each => Math.round(each.getBoundingClientRect().left))"
    )

    assert len(units) == 3
    assert len(set(units)) == 1


def test_the_digits_of_a_column_stand_under_each_other(page_at: PageAt, exports: Indicator) -> None:
    """The ends of the digits, with marks behind some of the numbers and fewer decimals in others."""
    page = page_at(1440)
    page.goto("/chi-so/xuat-khau/")

    ends = page.eval_on_selector_all(
        "#bang-so-lieu tbody tr",
        """rows => rows.map(row => row.cells[1]).filter(cell => !cell.querySelector(".missing")).map(cell => {
            const range = document.createRange();
            const filler = cell.querySelector(".filler");
            range.selectNodeContents(cell.firstChild);
            return Math.round(filler ? filler.getBoundingClientRect().right : range.getBoundingClientRect().right);
        })""",
    )

    assert len(ends) == 9
    assert max(ends) - min(ends) <= 1


def test_row_heads_stay_in_sight_while_a_wide_table_scrolls(page_at: PageAt, exports: Indicator) -> None:
    page = page_at(360)
    page.goto("/chi-so/xuat-khau/")
    region = page.get_by_role("region", name="Kim ngạch xuất khẩu, Lạng Sơn")

    region.focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(50)

    assert region.evaluate("element => element.scrollLeft") > 0
    box = page.get_by_role("rowheader").first.bounding_box()
    assert box is not None
    assert box["x"] >= 0


def test_a_mark_in_a_head_does_not_cover_its_unit(page_at: PageAt, exports: Indicator) -> None:
    lonely = make_indicator("rieng", name_vi="Chỉ tiêu riêng")
    make_observation("5", indicator=lonely, printed_growth_yoy=Decimal("3"))
    page = page_at(1440)
    page.goto("/chi-so/rieng/")

    head = page.locator("#bang-so-lieu thead th", has=page.locator(".status-mark ~ .head-unit")).first
    mark, unit = head.locator(".status-mark").bounding_box(), head.locator(".head-unit").bounding_box()

    assert mark is not None
    assert unit is not None
    assert mark["x"] + mark["width"] <= unit["x"] + 1 or mark["y"] + mark["height"] <= unit["y"] + 1


def test_values_of_the_chart_are_read_by_keyboard(page_at: PageAt, exports: Indicator) -> None:
    page = page_at(1024)
    page.goto("/chi-so/xuat-khau/?ky=quy")
    chart = page.get_by_role("slider", name="Đọc từng giá trị bằng phím mũi tên")

    chart.focus()
    expect(chart).to_have_attribute("aria-valuetext", "Quý I/2018. Kim ngạch xuất khẩu: 769 triệu USD (ước tính)")
    page.keyboard.press("ArrowLeft")
    expect(chart).to_have_attribute("aria-valuetext", "Quý IV/2017. Kim ngạch xuất khẩu: 661,4 triệu USD")
    expect(page.locator(".chart-readout-box")).to_contain_text("661,4 triệu USD")
    page.keyboard.press("Home")
    expect(page.locator(".chart-readout-box")).to_contain_text("Quý IV/2015")
    page.keyboard.press("Escape")
    expect(page.locator(".chart-readout-box")).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1024])
def test_values_of_the_chart_are_read_by_pointer(page_at: PageAt, exports: Indicator, width: int) -> None:
    page = page_at(width)
    page.goto("/chi-so/xuat-khau/?ky=quy")
    column = page.locator(".chart-reading").nth(1).bounding_box()
    assert column is not None

    page.mouse.move(column["x"] + column["width"] / 2, column["y"] + 20)

    expect(page.locator(".chart-readout-box")).to_contain_text("Quý I/2016")
    guide = page.locator(".chart-guide").bounding_box()
    assert guide is not None
    assert abs(guide["x"] - column["x"] - column["width"] / 2) < 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def drawn_across(page: Page, first: int, last: int) -> None:
    """The pointer pressed on one place of the chart's axis and let go on another."""
    columns = [page.locator(".chart-reading").nth(place).bounding_box() for place in (first, last)]
    assert columns[0] is not None
    assert columns[1] is not None
    middle = columns[0]["y"] + columns[0]["height"] / 2
    page.mouse.move(columns[0]["x"] + columns[0]["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(columns[1]["x"] + columns[1]["width"] / 2, middle, steps=4)
    page.mouse.up()


@pytest.mark.parametrize("width", [360, 1440])
def test_years_are_chosen_by_drawing_across_the_chart(page_at: PageAt, exports: Indicator, width: int) -> None:
    page = page_at(width)
    page.goto("/chi-so/xuat-khau/?ky=quy&so-voi=nhap-khau")

    drawn_across(page, 2, 7)
    page.get_by_role("button", name="Xem riêng 2016–2017").click()

    page.wait_for_url("**/chi-so/xuat-khau/?ky=quy*tu=2016&den=2017&so-voi=nhap-khau*")
    expect(page.get_by_role("rowheader").first).to_contain_text("Quý IV/2017")
    expect(page.get_by_role("rowheader").last).to_contain_text("Quý I/2016")
    expect(page.get_by_role("link", name="Xem cả chuỗi")).to_be_visible()


def test_years_are_chosen_on_the_chart_by_keyboard(page_at: PageAt, exports: Indicator) -> None:
    page = page_at(1440)
    page.goto("/en/chi-so/xuat-khau/?ky=quy")
    chart = page.get_by_role("slider")
    chart.focus()

    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    expect(chart).to_have_attribute("aria-valuetext", re.compile("Q3 2017.*Show 2017 alone"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Show 2017 alone")).to_be_hidden()
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")

    page.wait_for_url("**tu=2017&den=2017*")
    expect(page.get_by_role("rowheader").last).to_contain_text("Q1 2017")


def test_all_that_the_chart_shows_is_no_choice(page_at: PageAt, exports: Indicator) -> None:
    page = page_at(1440)
    page.goto("/chi-so/xuat-khau/?ky=quy")

    drawn_across(page, 0, 9)

    expect(page.locator(".chart-band")).to_be_hidden()


def test_a_chart_elsewhere_offers_no_years(page_at: PageAt, exports: Indicator) -> None:
    page = page_at(1440)
    page.goto("/tra-cuu/?chi-tieu=xuat-khau&loai-ky=quy&bieu-do=duong")

    expect(page.get_by_role("slider")).to_be_visible()
    expect(page.locator(".chart-band, .chart-hint")).to_have_count(0)


def test_without_scripts_a_chart_is_a_picture(page_at: PageAt, exports: Indicator) -> None:
    page = page_at(1024, javascript=False)
    page.goto("/chi-so/xuat-khau/")

    expect(page.get_by_role("slider")).to_have_count(0)
    expect(page.locator("svg.chart")).to_be_visible()


def test_a_series_is_compared_without_scripts_and_no_more(page_at: PageAt, exports: Indicator) -> None:
    page = page_at(1024, javascript=False)
    page.goto("/chi-so/xuat-khau/?ky=quy")

    page.get_by_label("So với").select_option(label="Cửa khẩu Hữu Nghị")
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_role("columnheader", name="Cửa khẩu Hữu Nghị")).to_be_visible()
    page.get_by_role("checkbox", name="Cửa khẩu Hữu Nghị").uncheck()
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_role("columnheader", name="Cửa khẩu Hữu Nghị")).to_have_count(0)
