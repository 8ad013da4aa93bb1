"""The look of the public pages in a real browser: every width, both themes, both languages, print, keyboard alone."""

import gzip
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from indicators.periods import Period
from reports.models import Article
from tests.browser.conftest import PageAt
from tests.factories import make_indicator, make_observation, make_published_article, make_section

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = (360, 768, 1440)
FIRST_VISIT = 60_000
LONG_NAME = "Tổng mức bán lẻ hàng hoá và doanh thu dịch vụ tiêu dùng theo giá hiện hành trên địa bàn tỉnh"
QUARTERS = [Period.of_quarter(year, quarter) for year in (2016, 2017) for quarter in (1, 2, 3, 4)] + [
    Period.of_quarter(2018, 1)
]


@pytest.fixture
def article() -> Article:
    """An article with a long title, a section and a table of two indicators over nine quarters, drawn as lines too."""
    turnover = make_indicator("tong-muc-ban-le", unit="tỷ đồng", name_vi=LONG_NAME, name_en="Retail sales")
    exports = make_indicator("xuat-khau", unit="tỷ đồng", name_vi="Xuất khẩu", name_en="Exports")
    for position, period in enumerate(QUARTERS):
        make_observation(str(Decimal(4000) + 100 * position), indicator=turnover, period=period)
        make_observation(f"{700 + 10 * position}.5" if position != 3 else None, indicator=exports, period=period)
    table = {
        "indicators": ["tong-muc-ban-le", "xuat-khau"],
        "periods": [period.sdmx for period in QUARTERS],
        "areas": ["lang-son"],
        "measures": ["value", "growth_yoy"],
        "rows": "indicators",
        "chart": "line",
        "caption": "Bán lẻ và xuất khẩu theo quý, từ quý I năm 2016 đến quý I năm 2018, trên địa bàn tỉnh",
    }
    return make_published_article(
        "ban-le-va-xuat-khau",
        title="Ễnh ương Ậu, Ỗi, Ữ: tổng mức bán lẻ hàng hoá quý I năm 2018 ước đạt 4.800 tỷ đồng, tăng 10,3%",
        lead="Tổng mức bán lẻ tăng ở cả ba nhóm hàng; xuất khẩu giữ nhịp của năm trước.",
        body="<p>Tổng mức bán lẻ ước đạt 4.800 tỷ đồng.</p><h2>Xuất khẩu</h2><p>Xuất khẩu tăng.</p>",
        section=make_section("thuong-mai", name_vi="Thương mại", name_en="Trade"),
        tables=[table],
    )


ADDRESSES = {
    "/": 200,
    "/tin/": 200,
    "/tin/ban-le-va-xuat-khau/": 200,
    "/chi-so/": 200,
    "/chi-so/tong-muc-ban-le/": 200,
    "/lich-cong-bo/": 200,
    "/du-lieu-mo/": 200,
    "/khong-co-trang-nay/": 404,
}


def opened(page: Page, address: str, prefix: str = "") -> Page:
    """The page at the address, answered as expected."""
    response = page.goto(prefix + address)
    assert response is not None
    assert response.status == ADDRESSES[address]
    return page


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_fit_every_width(page_at: PageAt, article: Article, address: str, width: int) -> None:
    page = opened(page_at(width), address)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["vi", "en"])
@pytest.mark.parametrize("width", [320, 768])
def test_pages_fit_with_text_twice_as_large(page_at: PageAt, article: Article, prefix: str, width: int) -> None:
    page = page_at(width)
    too_wide = {}

    for address in ADDRESSES:
        opened(page, address, prefix)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        too_wide[address] = page.evaluate("document.documentElement.scrollWidth") - width

    assert {address: by for address, by in too_wide.items() if by > 0} == {}


def test_a_chart_keeps_a_width_that_can_be_read_with_text_twice_as_large(page_at: PageAt, article: Article) -> None:
    page = page_at(768)
    page.goto("/chi-so/tong-muc-ban-le/")

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.locator(".indicator-latest .chart").evaluate("chart => chart.getBoundingClientRect().width") > 500


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["vi", "en"])
def test_pages_pass_axe(
    page_at: PageAt, axe: Callable[[Page], list[str]], article: Article, prefix: str, dark: bool
) -> None:
    page = page_at(360, dark=dark)
    found = {}

    for address in ADDRESSES:
        found[address] = axe(opened(page, address, prefix))

    assert {address: violations for address, violations in found.items() if violations} == {}


def test_the_table_scrolls_inside_its_region_and_keeps_its_first_column(page_at: PageAt, article: Article) -> None:
    page = page_at(360)
    page.goto(article.get_absolute_url())
    region = page.locator(".statistics-table-scroll").first

    region.focus()
    page.keyboard.press("End")
    region.evaluate("node => { node.scrollLeft = node.scrollWidth }")
    first_cell = region.locator("tbody th").first

    assert region.evaluate("node => node.scrollWidth > node.clientWidth")
    assert first_cell.bounding_box()["x"] >= region.bounding_box()["x"] - 1  # type: ignore[index]


def test_the_chart_has_a_name_and_a_description(page_at: PageAt, article: Article) -> None:
    page = page_at(768)

    page.goto(article.get_absolute_url())
    chart = page.get_by_role("img", name=re.compile("Bán lẻ và xuất khẩu theo quý"))

    assert chart.count() == 1
    assert "cao nhất" in (chart.locator("desc").first.text_content() or "")


def test_the_first_stop_of_the_keyboard_leads_to_the_content(page_at: PageAt, article: Article) -> None:
    page = page_at(768)
    page.goto("/")

    page.keyboard.press("Tab")
    skip = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")

    assert skip == "Đến nội dung chính"
    assert page.evaluate("document.activeElement.id") == "noi-dung"


def test_the_masthead_leads_to_the_same_page_in_the_other_language(page_at: PageAt, article: Article) -> None:
    page = page_at(768)
    page.goto("/tin/")

    page.get_by_role("link", name="English").click()

    assert page.url.endswith("/en/tin/")
    assert page.locator("html").get_attribute("lang") == "en"


def test_print_keeps_the_article_and_leaves_the_navigation(page_at: PageAt, article: Article) -> None:
    page = page_at(680, print_media=True)

    page.goto(article.get_absolute_url())

    assert page.locator("h1").is_visible()
    assert page.locator(".statistics-table table").first.is_visible()
    assert not page.locator(".main-nav").is_visible()


def test_a_table_too_wide_for_an_upright_sheet_is_printed_across(page_at: PageAt, article: Article) -> None:
    page = page_at(680)
    page.goto(article.get_absolute_url())

    sheets = re.findall(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", page.pdf(prefer_css_page_size=True))

    assert {"upright" if int(width) < int(height) else "across" for width, height in sheets} == {"upright", "across"}


def test_a_made_table_printed_across_has_its_title_on_its_sheet(page_at: PageAt, article: Article) -> None:
    page = page_at(680)
    page.goto("/tra-cuu/?chi-tieu=tong-muc-ban-le,xuat-khau&loai-ky=quy&so=gia-tri,so-cung-ky&dong=chi-tieu")

    sheets = re.findall(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", page.pdf(prefer_css_page_size=True))

    assert [int(width) > int(height) for width, height in sheets] == [True]


def test_the_reading_face_arrives(page_at: PageAt, article: Article) -> None:
    page = page_at(768)

    page.goto("/")

    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('700 40px \"Portal Sans\"', 'Ễậữ'))")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_first_visit_stays_within_its_weight(client: Client, article: Article, address: str) -> None:
    html = client.get(address).content
    static = Path(settings.BASE_DIR) / "static"
    scripts = re.findall(rb'<script[^>]+src="/static/([^"]+)"', html)

    weight = len(gzip.compress(html, 6)) + (static / "fonts/portal-sans.woff2").stat().st_size
    weight += len(gzip.compress((static / "css/site.css").read_bytes(), 6))
    weight += sum(len(gzip.compress((static / name.decode()).read_bytes(), 6)) for name in scripts)

    assert weight <= FIRST_VISIT


@pytest.mark.parametrize("address", ADDRESSES)
def test_one_request_at_most_holds_up_the_page(client: Client, article: Article, address: str) -> None:
    html = client.get(address).content.decode()

    blocking = re.findall(r'<link[^>]+rel="stylesheet"', html)
    blocking += [
        tag for tag in re.findall(r"<script[^>]+src=[^>]*>", html) if "module" not in tag and "defer" not in tag
    ]

    assert len(blocking) == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_styled_or_scripted_in_the_page(client: Client, article: Article, address: str) -> None:
    html = client.get(address).content.decode()

    assert " style=" not in html
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*(src=|application/ld\+json))", html)
    assert not re.search(r"\son[a-z]+=", html)
