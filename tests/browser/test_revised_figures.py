"""Revised figures in a real browser: bound, published, revised, seen by the newsroom, told to readers in both views."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from indicators.models import Change
from indicators.services.recording import record
from reports.models import Article
from reports.services.revision_watch import watch
from tests.browser.conftest import PageAt
from tests.factories import make_section, make_user
from tests.reports.bound_article import bound, make_bound_article, make_cement, revise, table_of
from tests.reports.checking.lang_son import make_catalogue, record_first_quarter, state

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

Login = Callable[[Page, User], None]
PASTE = """text => {
  const editor = document.querySelector(".ProseMirror");
  editor.focus();
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", text);
  editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}"""
SENTENCE = "<p>Quý I năm 2018, sản xuất xi măng ước đạt 230 nghìn tấn, tăng 11,2% so với cùng kỳ.</p>"


def member(group: str, username: str) -> User:
    user = make_user(username)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def revised() -> Article:
    """A public article with a table, in both languages, whose figures were revised since."""
    cement = make_cement()
    original = make_bound_article(tables=[table_of("xi-mang", chart="bar")])
    text = f"<p>Cement output is estimated at {bound('230 thousand tonnes')}.</p>"
    make_bound_article("story", language="en", title="Cement up", body=text, translation_of=original)
    revise(cement, "231.5")
    watch()
    return original


def figure(page: Page, words: str = "230 nghìn tấn") -> Locator:
    return page.locator("a.bound-figure", has_text=words)


def card(page: Page) -> Locator:
    return page.locator(".figure-card")


def test_figure_is_bound_published_revised_flagged_corrected_and_read_both_ways(page_at: PageAt, login: Login) -> None:
    indicators = make_catalogue()
    record_first_quarter(indicators, codes=["xi-mang"])
    make_section()
    write(page_at(1440), login)
    article = Article.objects.get()

    review = page_at(1440)
    login(review, member("Duyệt", "duyet"))
    review.goto(reverse("admin:reports_article_change", args=[article.pk]))
    review.get_by_role("button", name="Đăng", exact=True).click()
    expect(review.locator(".messagelist")).to_contain_text("Đã đăng")
    record([state(indicators["xi-mang"], "241", growth="16.5")], change=Change(reason="Rà soát"))

    review.goto("/admin/")
    flags = review.locator(".task-revised")
    expect(flags).to_contain_text("230 nghìn tấn")
    expect(flags).to_contain_text("241 nghìn tấn")
    expect(flags).to_contain_text("sản xuất xi măng ước đạt 230 nghìn tấn")
    flags.get_by_role("link", name="Xi măng quý I").click()
    expect(review.locator(".desk-table mark").first).to_have_text("230 nghìn tấn")
    assert "nay là 241 nghìn tấn" in review.get_by_label("Lời đính chính", exact=True).input_value()
    review.get_by_role("button", name="Đăng đính chính").click()
    expect(review.locator(".messagelist")).to_contain_text("Đã đăng đính chính")

    reader = page_at(1440)
    reader.goto(article.get_absolute_url())
    expect(reader.locator(".notice").first).to_contain_text("đã nêu 230 nghìn tấn, nay là 241 nghìn tấn")
    expect(reader.locator(".prose")).to_contain_text("ước đạt 230 nghìn tấn, tăng 11,2%")
    reader.get_by_role("link", name="Theo số liệu hiện nay").click()
    expect(reader.locator(".prose del").first).to_have_text("230 nghìn tấn")
    expect(reader.locator(".prose ins").first).to_have_text("241 nghìn tấn")
    reader.get_by_role("link", name=re.compile("Như đã công bố ngày")).click()
    expect(reader.locator(".prose del")).to_have_count(0)
    reader.get_by_role("navigation", name="Chính").get_by_role("link", name="Đính chính").click()
    expect(reader.locator(".register")).to_contain_text("nay là 241 nghìn tấn")


def write(page: Page, login: Login) -> None:
    """A writer pastes a sentence, binds what agrees and hands the article in."""
    login(page, member("Biên tập", "bientap"))
    page.goto(reverse("admin:reports_article_add"))
    page.wait_for_selector(".prose-menubar")
    page.get_by_label("Tiêu đề", exact=False).first.fill("Xi măng quý I")
    page.locator("#id_lead").fill("Sản lượng xi măng tăng.")
    page.locator("#id_section").select_option(index=1)
    page.evaluate(PASTE, SENTENCE)
    page.get_by_role("button", name="Gắn mọi số khớp (2)").click()
    expect(page.get_by_role("region", name="Số liệu trong bài").get_by_text("đã gắn")).to_have_count(2)
    page.get_by_role("button", name="Gửi duyệt").click()
    expect(page.locator(".messagelist")).to_contain_text("Đã gửi duyệt")


def test_card_shows_under_the_pointer_can_be_entered_and_goes_away(page_at: PageAt, revised: Article) -> None:
    page = page_at(1440)
    page.goto("/tin/bai/")

    figure(page).hover()
    expect(card(page)).to_be_visible()
    expect(card(page)).to_contain_text("Xi măng")
    expect(card(page)).to_contain_text("231,5 nghìn tấn")
    expect(card(page)).to_contain_text("khi đăng bài là 230 nghìn tấn")
    card(page).hover()
    page.wait_for_timeout(400)
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()

    figure(page).hover()
    card(page).get_by_text("Xem chuỗi số liệu").click()
    assert "/chi-so/xi-mang/?ky=quy" in page.url


def test_card_shows_on_keyboard_focus_and_the_figure_leads_to_its_series(page_at: PageAt, revised: Article) -> None:
    page = page_at(768)
    page.goto("/tin/bai/")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('bound-figure')"):
            break

    expect(card(page)).to_be_visible()
    page.keyboard.press("Tab")
    expect(card(page)).to_contain_text("11,9%")
    page.keyboard.press("Enter")

    page.wait_for_url("**/chi-so/xi-mang/**")


def test_figure_is_described_once_for_those_who_hear_it(page_at: PageAt, revised: Article) -> None:
    page = page_at(1440)
    page.goto("/tin/bai/")
    figure(page).hover()

    expect(figure(page)).to_have_accessible_name("230 nghìn tấn")
    expect(figure(page)).to_have_accessible_description(re.compile("Xi măng Lạng Sơn, Quý I/2018 Trong cơ sở dữ liệu"))
    assert card(page).get_attribute("aria-hidden") == "true"
    assert card(page).locator("a").get_attribute("tabindex") == "-1"


def test_copied_text_is_the_text(page_at: PageAt, revised: Article) -> None:
    page = page_at(1440)
    page.goto("/tin/bai/")
    figure(page).hover()
    expect(card(page)).to_be_visible()

    copied = page.evaluate(
        "() => { getSelection().selectAllChildren(document.querySelector('.prose')); return String(getSelection()); }"
    )

    assert copied.strip() == "Sản lượng xi măng quý I/2018 ước đạt 230 nghìn tấn, tăng 11,2% so với cùng kỳ."


def test_finger_opens_the_card_before_it_follows_the_link(page_at: PageAt, revised: Article, chromium, live_server):
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 760}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto("/tin/bai/")

    figure(page).tap()
    expect(card(page)).to_be_visible()
    box = card(page).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    card(page).get_by_text("Xem chuỗi số liệu").tap()

    page.wait_for_url("**/chi-so/xi-mang/**")
    context.close()


def test_everything_is_there_without_scripts(page_at: PageAt, revised: Article) -> None:
    page = page_at(768, javascript=False)
    page.goto("/tin/bai/")

    page.get_by_role("link", name="Theo số liệu hiện nay").click()
    expect(page.locator(".prose ins").first).to_have_text("232 nghìn tấn")
    page.get_by_role("link", name=re.compile("Như đã công bố")).click()
    with page.expect_download() as download:
        page.locator(".cited-figures .downloads a").click()
    assert download.value.suggested_filename == "bai-so-lieu.csv"
    figure(page).click()

    assert "/chi-so/xi-mang/" in page.url


def test_print_has_the_text_and_the_list_without_cards(page_at: PageAt, revised: Article) -> None:
    page = page_at(768, print_media=True)
    page.goto("/tin/bai/")

    assert page.locator(".cited-figures table").is_visible()
    assert not page.locator(".view-switch").is_visible()
    assert page.locator(".notice.then-and-now").is_visible()
    assert figure(page).evaluate("each => getComputedStyle(each).textDecorationLine") == "underline"


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize(
    "address",
    [
        "/tin/bai/",
        "/tin/bai/?so-lieu=hien-nay",
        "/en/tin/story/",
        "/en/tin/story/?so-lieu=hien-nay",
        "/dinh-chinh/",
        "/en/dinh-chinh/so-lieu/",
    ],
)
def test_pages_of_revised_figures_are_accessible_and_fit(
    page_at: PageAt, axe: Callable[[Page], list[str]], revised: Article, address: str, width: int
) -> None:
    page = page_at(width)
    page.goto(address)

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_dark_article_with_todays_figures_is_accessible(
    page_at: PageAt, axe: Callable[[Page], list[str]], revised: Article
) -> None:
    page = page_at(1440, dark=True)
    page.goto("/tin/bai/?so-lieu=hien-nay")

    assert axe(page) == []


@pytest.mark.parametrize("width", [360, 1440])
def test_desk_and_first_page_are_accessible(
    page_at: PageAt, axe: Callable[[Page], list[str]], login: Login, revised: Article, width: int
) -> None:
    page = page_at(width)
    login(page, member("Duyệt", "duyet"))

    for address in ("/admin/", f"/admin/reports/revisionflag/article/{revised.pk}/", "/admin/reports/revisionflag/"):
        page.goto(address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_flags_are_answered_by_keyboard_alone(page_at: PageAt, login: Login, revised: Article) -> None:
    page = page_at(1440)
    login(page, member("Duyệt", "duyet"))
    page.goto(f"/admin/reports/revisionflag/article/{revised.pk}/")

    button = page.get_by_role("button", name="Đăng đính chính")
    for _ in range(90):
        page.keyboard.press("Tab")
        if button.evaluate("each => each === document.activeElement"):
            break
    page.keyboard.press("Enter")

    expect(page.locator(".messagelist")).to_contain_text("Đã đăng đính chính")
