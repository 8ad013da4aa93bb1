"""The table builder in a real browser: with and without its script, by keyboard, accessible, on a narrow screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import QueryDict
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from indicators.models import Indicator
from indicators.periods import Period
from indicators.services.snapshots import keep_snapshot
from indicators.table_query import TableQuery
from tests.browser.conftest import PageAt
from tests.factories import make_area, make_indicator, make_observation

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = "/tra-cuu/?chi-tieu=xi-mang,than&loai-ky=quy&so=gia-tri,so-cung-ky&bieu-do=duong&tong=ky"
PATHS = ("/tra-cuu/", TABLE, TABLE.replace("/?", "/nhung/?"))


@pytest.fixture
def cement() -> Indicator:
    """Two indicators by quarter, one of them in two areas."""
    cement = make_indicator("xi-mang", name_vi="Xi măng", name_en="Cement", is_headline=True)
    coal = make_indicator("than", name_vi="Than đá", name_en="Coal")
    gate = make_area("huu-nghi", name_vi="Hữu Nghị", position=5)
    for indicator in (cement, coal):
        for quarter in (1, 2, 3, 4):
            make_observation(f"{100 + quarter}", indicator=indicator, period=Period.of_quarter(2017, quarter))
    make_observation("7", indicator=cement, area=gate, period=Period.of_quarter(2017, 4))
    return cement


@pytest.mark.parametrize("path", [*PATHS, *(f"/en{path}" for path in PATHS)])
@pytest.mark.parametrize("dark", [False, True])
def test_pages_have_no_serious_accessibility_violation(
    page_at: PageAt, axe: Callable[[Page], list[str]], cement: Indicator, path: str, dark: bool
) -> None:
    page = page_at(1440, dark=dark)

    page.goto(path)
    for summary in page.locator("summary").all():
        summary.click()

    assert axe(page) == []


@pytest.mark.parametrize("path", PATHS)
def test_pages_do_not_scroll_sideways_on_a_narrow_screen(page_at: PageAt, cement: Indicator, path: str) -> None:
    page = page_at(360)

    page.goto(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("width", [360, 1440])
def test_a_saved_table_is_accessible_and_fits(
    page_at: PageAt, axe: Callable[[Page], list[str]], cement: Indicator, language: str, width: int
) -> None:
    query = TableQuery.read(QueryDict(TABLE.partition("?")[2]))
    snapshot = keep_snapshot(query, actor=None, at=timezone.now())
    page = page_at(width)

    page.goto(f"{language}{snapshot.get_absolute_url()}")

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_table_is_made_without_scripts(page_at: PageAt, cement: Indicator) -> None:
    page = page_at(1024, javascript=False)
    page.goto("/tra-cuu/")

    page.get_by_label("Tìm theo tên, có dấu hoặc không dấu").fill("xi mang")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_label("Xi măng").check()
    page.get_by_label("Tăng so với kỳ trước").check()
    page.get_by_role("button", name="Lập bảng").click()

    expect(page.get_by_role("rowheader").last).to_contain_text("Quý IV/2017")
    expect(page.get_by_role("columnheader", name="Tăng so với kỳ trước")).to_be_visible()


def test_with_its_script_the_table_follows_every_choice_and_so_does_the_address(
    page_at: PageAt, cement: Indicator
) -> None:
    page = page_at(1024)
    page.goto("/tra-cuu/")

    page.get_by_label("Xi măng").check()
    expect(page.get_by_role("rowheader").last).to_contain_text("Quý IV/2017")
    page.get_by_label("Tăng so với kỳ trước").check()
    expect(page.get_by_role("columnheader", name="Tăng so với kỳ trước")).to_be_visible()
    page.get_by_label("Từ", exact=True).fill("Quý III/2017")
    expect(page.get_by_role("rowheader")).to_have_count(2)
    page.locator("summary", has_text="Địa bàn").click()
    page.get_by_label("Hữu Nghị").check()

    expect(page.get_by_role("columnheader", name="Hữu Nghị")).to_be_visible()
    assert page.url.endswith("?chi-tieu=xi-mang&tu=2017-Q3&dia-ban=lang-son,huu-nghi&so=gia-tri,so-ky-truoc")
    page.reload()
    expect(page.get_by_role("columnheader", name="Hữu Nghị")).to_be_visible()


def test_what_cannot_be_read_is_told_where_the_table_would_be(page_at: PageAt, cement: Indicator) -> None:
    page = page_at(1024)
    page.goto("/tra-cuu/?chi-tieu=xi-mang")

    page.locator("summary", has_text="Kỳ").first.click()
    page.get_by_label("Từ", exact=True).fill("tuần này")

    expect(page.get_by_role("alert")).to_contain_text("Tham số “tu”")
    page.get_by_label("Từ", exact=True).fill("2017")
    expect(page.get_by_role("rowheader").first).to_contain_text("Quý I/2017")


def test_indicators_are_chosen_by_keyboard_and_the_focus_stays(page_at: PageAt, cement: Indicator) -> None:
    page = page_at(1024)
    page.goto("/tra-cuu/")

    page.get_by_label("Xi măng").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("rowheader").first).to_be_visible()

    assert page.evaluate("document.activeElement.value") == "xi-mang"
    page.keyboard.press("Space")
    expect(page.get_by_text("Chưa chọn chỉ tiêu nào")).to_be_visible()


def test_the_frame_that_is_offered_stands_in_another_page(
    page_at: PageAt, cement: Indicator, live_server: LiveServer
) -> None:
    """On the same host: Chromium lets no page of the network look at one of this machine."""
    page = page_at(1024)
    page.goto(TABLE)
    page.get_by_text("Nhúng vào trang khác").click()
    frame = page.get_by_label("Khung, tự cập nhật").input_value()

    page.goto("/robots.txt")
    page.evaluate("frame => document.body.innerHTML = frame", frame.replace("http://127.0.0.1:8000", live_server.url))

    expect(page.frame_locator("iframe").get_by_role("rowheader").first).to_contain_text("Xi măng")
