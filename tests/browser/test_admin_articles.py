"""From an empty page to what the public reads, in a real browser: writing, the table's preview, review, publication."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from playwright.sync_api import Page, expect

from reports.models import Article
from tests.factories import Q1_2018, make_area, make_indicator, make_observation, make_section, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

Login = Callable[[Page, User], None]
PageAt = Callable[..., Page]
ADD = reverse("admin:reports_article_add")
EDITOR = ".field-body .ProseMirror"


def member(name: str, username: str) -> User:
    user = make_user(username)
    user.groups.add(Group.objects.get(name=name))
    return user


def choose(page: Page, field_id: str, typed: str, label: str) -> None:
    """Search in a selector and take what it finds."""
    page.locator(f"#{field_id} + .select2 .select2-search__field").click()
    page.keyboard.type(typed)
    page.locator(".select2-results__option", has_text=label).click()


def test_an_article_with_a_table_is_written_reviewed_published_and_read(page_at: PageAt, login: Login):
    make_section(name_vi="Công nghiệp")
    make_area()
    cement = make_indicator("xi-mang", name_vi="Xi măng", unit="nghìn tấn")
    make_observation("230", indicator=cement)
    make_observation("206.8", indicator=cement, period=Q1_2018.same_period_last_year)
    desk = page_at(1440)
    login(desk, member("Biên tập", "bientap"))

    desk.goto(ADD)
    desk.get_by_label("Tiêu đề:").press_sequentially("Đá, xi măng quý I/2018 tăng khá")
    expect(desk.locator("#id_slug")).to_have_value("da-xi-mang-quy-i-2018-tang-kha")
    desk.locator("#id_section").select_option(label="Công nghiệp")
    desk.get_by_label("Tóm tắt:").fill("Sản lượng xi măng tăng 11,2%.")
    desk.locator(EDITOR).click()
    desk.keyboard.type("Ba tháng đầu năm, xi măng ước đạt 230 nghìn tấn.")
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Tiêu đề mục", exact=True).click()
    desk.keyboard.type("Dự báo")

    desk.get_by_role("link", name="Thêm một Bảng số liệu").or_(desk.locator(".add-row a")).first.click()
    choose(desk, "id_statistics_tables-0-indicators", "xi mang", "Xi măng")
    choose(desk, "id_statistics_tables-0-areas", "lang son", "Lạng Sơn")
    desk.locator("#id_statistics_tables-0-periods").fill("Quý I/2018")
    desk.locator("#statistics_tables-0").get_by_label("Tăng so với cùng kỳ").check()
    preview = desk.locator("#statistics_tables-0 table-preview")
    expect(preview.locator("table")).to_contain_text("+11,2")
    desk.locator("#id_statistics_tables-0-periods").fill("quý V/2018")
    expect(preview).to_contain_text("quý V/2018")
    desk.locator("#id_statistics_tables-0-periods").fill("Quý I/2018")
    expect(preview.locator("table")).to_contain_text("230")

    desk.get_by_role("button", name="Gửi duyệt").click()
    expect(desk.locator(".messagelist")).to_contain_text("Đã gửi duyệt")
    article = Article.objects.get()
    review = page_at(1440)
    login(review, member("Duyệt", "duyet"))
    review.goto(reverse("admin:reports_article_change", args=[article.pk]))
    review.get_by_role("button", name="Đăng", exact=True).click()
    expect(review.locator("#visibility-title")).to_contain_text("Công chúng đang thấy bản số 1")

    review.get_by_role("link", name="Mở trang mà công chúng đang thấy").click()

    expect(review.get_by_role("heading", level=1)).to_have_text("Đá, xi măng quý I/2018 tăng khá")
    expect(review.get_by_role("heading", name="Dự báo")).to_be_visible()
    expect(review.locator(".statistics-table table")).to_contain_text("+11,2")


def test_the_editor_speaks_vietnamese_and_is_worked_by_keyboard(page_at: PageAt, login: Login):
    page = page_at(1280)
    login(page, member("Biên tập", "bientap"))

    page.goto(ADD)
    bar = page.get_by_role("toolbar", name="Định dạng")
    expect(bar).to_be_visible()
    names = bar.get_by_role("button").evaluate_all("buttons => buttons.map((b) => b.getAttribute('aria-label'))")
    page.locator(EDITOR).focus()
    page.keyboard.type("Đậm")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+b")

    assert not [name for name in names if name.isascii()], "every button has a Vietnamese name"
    assert bar.locator("[popovertarget], .prose-menubar__dropdown").count() == 0
    expect(bar.get_by_role("button", name="Đậm")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#id_body")).to_have_value("<p><strong>Đậm</strong></p>")


def test_a_table_in_the_text_is_inserted_through_a_vietnamese_dialog(page_at: PageAt, login: Login):
    page = page_at(1280)
    login(page, member("Biên tập", "bientap"))
    page.goto(ADD)

    page.locator(EDITOR).click()
    page.get_by_role("button", name="Chèn bảng").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Số dòng")
    dialog.get_by_label("Có dòng tiêu đề").select_option(label="Có")
    dialog.get_by_role("button", name="Chèn bảng").click()

    expect(page.locator(".ProseMirror table th")).to_have_count(3)
    expect(page.get_by_role("button", name="Xoá bảng")).to_be_visible()


def test_leaving_with_unsaved_words_asks_first(page_at: PageAt, login: Login):
    page = page_at(1280)
    login(page, member("Biên tập", "bientap"))
    page.goto(ADD)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.get_by_label("Tiêu đề:").press_sequentially("Chưa lưu")
    page.locator(".breadcrumbs a").first.click()

    expect(page.get_by_label("Tiêu đề:")).to_have_value("Chưa lưu")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize(("width", "dark"), [(360, False), (768, True), (1440, False)])
@pytest.mark.parametrize("page_name", ["index", "list", "change"])
def test_our_pages_fit_and_are_accessible(
    page_at: PageAt, login: Login, axe: Callable[[Page], list[str]], width: int, dark: bool, page_name: str
):
    from tests.factories import make_published_article

    cement = make_indicator("xi-mang", name_vi="Xi măng")
    make_observation("230", indicator=cement, area=make_area())
    table = {"indicators": ["xi-mang"], "periods": ["2018-Q1"], "areas": ["lang-son"], "measures": ["value"]}
    article = make_published_article(tables=[table])
    addresses = {
        "index": reverse("admin:index"),
        "list": reverse("admin:reports_article_changelist"),
        "change": reverse("admin:reports_article_change", args=[article.pk]),
    }
    page = page_at(width, dark=dark)
    login(page, member("Quản trị", "quantri"))

    page.goto(addresses[page_name])
    if page_name == "change":
        expect(page.locator("table-preview table")).to_contain_text("230")

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
