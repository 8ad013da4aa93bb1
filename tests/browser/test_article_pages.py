"""The pages of news in a real browser, as readers of both languages meet them."""

import datetime as dt
import json
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from reports.body_blocks import ImageBlock
from reports.demo.articles import FOLDER as DEMO
from reports.models import Article
from reports.services.images import Words, add_image
from tests.browser.conftest import PageAt
from tests.factories import (
    Q1_2018,
    make_image,
    make_indicator,
    make_observation,
    make_published_article,
    make_release,
    make_section,
    make_tag,
    make_target,
)

pytestmark = pytest.mark.django_db(transaction=True)

EDITORS_TABLE = (
    "<table><tbody><tr>" + "".join(f"<th><p>Cột rất dài số {n}</p></th>" for n in range(12)) + "</tr></tbody></table>"
)
BODY = (
    "<p>Xi măng ước đạt 230 nghìn tấn, tăng <strong>11,2%</strong>.</p>"
    "<h2>Công nghiệp</h2><ul><li><p>Một</p></li><li><p>Hai</p></li></ul>"
    f"<h2>Xuất nhập khẩu</h2><blockquote><p>Lời dẫn.</p></blockquote>{EDITORS_TABLE}"
    '<h2>Bán lẻ</h2><p>Xem <a href="https://example.org/">nguồn</a>.</p>'
)
# The month of an article that came out an hour ago.
MONTH = f"{timezone.localtime() - dt.timedelta(hours=1):%Y/%m}"
PAGES = {
    "home": ("/", "/en/"),
    "news": ("/tin/", "/en/tin/"),
    "section": ("/chuyen-muc/cong-nghiep/", "/en/chuyen-muc/cong-nghiep/"),
    "tag": ("/the/xuat-khau/", "/en/the/xuat-khau/"),
    "author": ("/tac-gia/ban-bien-tap/", "/en/tac-gia/ban-bien-tap/"),
    "archive": ("/tin/luu-tru/", "/en/tin/luu-tru/"),
    "archived month": (f"/tin/luu-tru/{MONTH}/", f"/en/tin/luu-tru/{MONTH}/"),
    "empty section": ("/chuyen-muc/thuong-mai/", "/en/chuyen-muc/thuong-mai/"),
    "article": ("/tin/bai/", "/en/tin/story/"),
    "withdrawn": ("/tin/da-go/", "/en/tin/da-go/"),
    "calendar": ("/lich-cong-bo/", "/en/lich-cong-bo/"),
}
ADDRESSES = [address for pair in PAGES.values() for address in pair]


@pytest.fixture(autouse=True)
def news() -> Article:
    """An article with everything an article can have, its translation, a withdrawn one, a calendar."""
    section = make_section("cong-nghiep")
    make_section("thuong-mai", name_vi="Thương mại", name_en="Trade")
    cement = make_indicator("xi-mang", name_vi="Xi măng", name_en="Cement", is_headline=True)
    release = make_release(title_vi="Quý I năm 2018", title_en="First quarter of 2018")
    make_release(in_hours=30, title_vi="Tháng 6 năm 2018", title_en="June 2018")
    for back, value in enumerate(("230", "236", "221", "215", "206.8")):
        make_observation(value, indicator=cement, period=Q1_2018.shift(-back), release=release)
    make_target("1000", indicator=cement)
    table = {
        "indicators": ["xi-mang"],
        "periods": [Q1_2018.shift(-back).sdmx for back in range(4, -1, -1)],
        "areas": ["lang-son"],
        "measures": ["value", "growth_yoy", "plan_share"],
        "rows": "periods",
        "chart": "line",
        "caption": "Xi măng theo quý",
    }
    picture = (DEMO.parent / "images" / "nha-may-xi-mang.webp").read_bytes()
    cover = add_image(picture, Words("Nhà máy xi măng", "A cement works", "Tranh vẽ"), actor=None)
    others = (make_image(alt, size=(900, 600), alt_en=f"Image {alt}") for alt in ("Bãi đá", "Lò nung"))
    gallery = "".join(ImageBlock(image.pk).around("Chú thích.") for image in others)
    every = {
        "body": BODY + gallery,
        "section": section,
        "cover": cover,
        "byline": "Ban biên tập",
        "source": "Sở Công Thương",
    }
    every |= {"tags": [make_tag("xuat-khau", name_vi="Xuất khẩu", name_en="Exports")]}
    original = make_published_article(
        "bai", title="Xi măng quý I tăng 11,2%", cover_caption="Chú thích.", tables=[table], **every
    )
    make_published_article(
        "story", title="Cement up 11.2%", language="en", translation_of=original, tables=[table], **every
    )
    make_published_article("bai-khac", title="Bài khác về xi măng", in_hours=-5, tables=[table], **every)
    gone = make_published_article("da-go", section=section)
    gone.withdrawn_at, gone.withdrawal_reason = gone.published_at, "Số liệu nguồn sai.\n\nĐã có bài thay thế."
    gone.save()
    return original


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_page_is_accessible(page_at: PageAt, axe: Callable[[Page], list[str]], address: str, dark: bool) -> None:
    page = page_at(1440, dark=dark)

    page.goto(address)

    assert axe(page) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_wider_than_a_phone(page_at: PageAt, address: str) -> None:
    page = page_at(360)

    page.goto(address)

    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_words_begin_where_the_picture_beside_them_does(page_at: PageAt) -> None:
    page = page_at(1440)
    page.goto("/tin/")
    card = page.locator(".article-card.has-image").first
    tops = [
        card.locator(each).evaluate("node => node.getBoundingClientRect().top") for each in ("img", ".kicker", "h2, h3")
    ]

    assert abs(tops[0] - tops[1]) < 8
    assert tops[2] - tops[1] < 45


def test_the_lead_picture_stands_in_line_with_what_is_beside_it(page_at: PageAt) -> None:
    page = page_at(1440)
    page.goto("/")

    tops = page.evaluate(
        "['.lead-story img', '.section-head'].map(each => document.querySelector(each).getBoundingClientRect().top)"
    )

    assert abs(tops[0] - tops[1]) <= 1


def test_gallery_is_seen_whole_by_keyboard_and_without_scripts(page_at: PageAt) -> None:
    page = page_at(360, javascript=False)
    page.goto("/tin/bai/")
    gallery = page.get_by_role("group", name="Bộ 2 ảnh")

    links = gallery.get_by_role("link")
    links.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/media/**")

    assert page.url.endswith((".jpg", ".png"))


def test_gallery_is_two_columns_on_paper_and_wide_screens_and_one_on_a_phone(page_at: PageAt) -> None:
    columns = (
        "element => getComputedStyle(element).gridTemplateColumns.split(' ').filter(each => each !== '0px').length"
    )
    counts = []

    for width, settings in ((360, {}), (768, {}), (360, {"print_media": True})):
        page = page_at(width, **settings)
        page.goto("/tin/bai/")
        counts.append(page.locator(".gallery-images").evaluate(columns))

    assert counts[0] == 1
    assert counts[1] >= 2
    assert counts[2] == 2


@pytest.mark.parametrize("address", ["/", "/tin/bai/", "/en/tin/story/"])
def test_page_asks_no_other_site_for_anything_and_sets_no_cookie(page_at: PageAt, address: str) -> None:
    page = page_at(1440)
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))

    page.goto(address, wait_until="networkidle")

    assert hosts == {urlsplit(page.url).netloc}
    assert page.context.cookies() == []


def test_structured_data_is_read_and_no_script_stands_in_the_page(page_at: PageAt) -> None:
    page = page_at(1440)

    page.goto("/tin/bai/")

    blocks = page.locator('script[type="application/ld+json"]').all_text_contents()
    assert [each["@type"] for each in json.loads(blocks[0])] == ["NewsArticle", "BreadcrumbList"]
    inline = page.locator("script:not([src]):not([type='application/ld+json'])")
    assert inline.count() == 0


def test_language_switch_leads_to_the_translation_and_back(page_at: PageAt) -> None:
    page = page_at(1440)
    page.goto("/tin/bai/")

    page.get_by_role("banner").get_by_role("link", name="English").click()
    assert urlsplit(page.url).path == "/en/tin/story/"
    page.get_by_role("banner").get_by_role("link", name="Tiếng Việt").click()

    assert urlsplit(page.url).path == "/tin/bai/"


def test_contents_lead_to_the_headings(page_at: PageAt) -> None:
    page = page_at(768, javascript=False)
    page.goto("/tin/bai/")

    page.get_by_role("navigation", name="Trong bài này").get_by_role("link", name="Bán lẻ").click()

    assert page.url.endswith("#muc-ban-le")
    assert page.locator("#muc-ban-le").is_visible()


def test_wide_table_of_the_editor_is_scrolled_by_keyboard(page_at: PageAt) -> None:
    page = page_at(360)
    page.goto("/tin/bai/")
    region = page.locator(".prose-table")

    region.focus()
    for _ in range(50):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(100)
        if region.evaluate("element => element.scrollLeft"):
            break

    assert region.evaluate("element => element.scrollLeft") > 0
    assert region.evaluate("element => element === document.activeElement")


def test_table_is_sorted_without_scripts(page_at: PageAt) -> None:
    page = page_at(768, javascript=False)
    page.goto("/tin/bai/")

    page.get_by_role("region", name="Xi măng theo quý").get_by_role("columnheader").get_by_role("link").nth(1).click()

    first = page.get_by_role("region", name="Xi măng theo quý").locator("tbody tr").first
    assert "236" in first.inner_text()


def test_print_keeps_the_article_and_leaves_out_the_way_around_it(page_at: PageAt) -> None:
    page = page_at(768, print_media=True)

    page.goto("/tin/bai/")

    assert page.get_by_role("heading", level=1).is_visible()
    assert page.locator(".citation").is_visible()
    for gone in (".main-nav", ".breadcrumbs", ".pass-on"):
        assert not page.locator(gone).first.is_visible()


def test_readers_reach_an_article_from_the_home_page_by_keyboard_alone(page_at: PageAt) -> None:
    page = page_at(1440)
    page.goto("/")

    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") == "/tin/bai/":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/tin/bai/")

    assert page.get_by_role("heading", level=1).inner_text() == "Xi măng quý I tăng 11,2%"
