"""The panel of figures in a real browser: pasted text, verdicts, binding, what differs, and the way to publication."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from indicators.models import Change, Observation
from indicators.periods import Period
from indicators.services.recording import record
from reports.bindings import Binding
from reports.models import Article, KeptFigure, State
from reports.passages import blocks_of_html
from reports.rich_text import clean_body
from tests.browser.conftest import wait_until
from tests.factories import make_article, make_release, make_section, make_user
from tests.reports.checking.lang_son import BODY, make_catalogue, record_first_quarter, state

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

Login = Callable[[Page, User], None]
PageAt = Callable[..., Page]
ADD = reverse("admin:reports_article_add")
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0cm}</style></head>
<body><!--StartFragment--><p class=MsoNormal style='text-align:justify'><span lang=VI style='font-family:"Times New
Roman",serif'>Quý I năm 2018, sản xuất xi măng ước đạt <b>230</b>&nbsp;nghìn tấn, tăng 11,2% so với cùng kỳ; đá các
loại ước đạt 720 nghìn m<sup>3</sup>, tăng 9,5%.<o:p></o:p></span></p>
<p class=MsoNormal><span lang=VI>Than sạch ước đạt 138 nghìn tấn, tăng 6,5%.<o:p></o:p></span></p><!--EndFragment-->
</body></html>"""
PASTE = """([kind, text]) => {
  const editor = document.querySelector(".ProseMirror");
  editor.focus();
  const clipboardData = new DataTransfer();
  clipboardData.setData(kind, text);
  editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def catalogue(db: None) -> dict[str, Any]:
    indicators = make_catalogue()
    record_first_quarter(indicators)
    make_section()
    return indicators


@pytest.fixture
def desk(page_at: PageAt, login: Login, catalogue: dict[str, Any]) -> Page:
    """A writer's empty article."""
    return open_as(page_at(1440), login, member("Biên tập", "bientap"), ADD)


def member(group: str, username: str) -> User:
    user = make_user(username)
    user.groups.add(Group.objects.get(name=group))
    return user


def open_as(page: Page, login: Login, user: User, address: str, *, editor: bool = True) -> Page:
    login(page, user)
    page.goto(address)
    if editor:
        page.wait_for_selector(".prose-menubar")
    return page


def change(article: Article) -> str:
    return reverse("admin:reports_article_change", args=[article.pk])


def paste(page: Page, text: str, kind: str = "text/html") -> None:
    page.evaluate(PASTE, [kind, text])


def panel(page: Page) -> Locator:
    return page.get_by_role("region", name="Số liệu trong bài")


def line(page: Page, words: str) -> Locator:
    return panel(page).locator(".found").filter(has=page.get_by_role("button", name=f"{words} (đến chỗ này trong bài)"))


def body_of(page: Page) -> str:
    return page.locator("#id_body").input_value()


def bound(html: str) -> dict[str, Binding]:
    """The bound figures of a body by their words."""
    return {
        block.text[words.start : words.end].replace("\xa0", " "): words.binding
        for block in blocks_of_html(html)
        for words in block.bound
    }


def test_text_pasted_from_word_is_read_and_bound_figure_by_figure(desk: Page):
    paste(desk, WORD)

    expect(panel(desk).get_by_role("status").first).to_have_text("6 số liệu: 6 khớp.")
    expect(line(desk, "9,5%")).to_contain_text("khớp")

    line(desk, "230 nghìn tấn").get_by_role("button", name="Gắn").click()

    expect(line(desk, "230 nghìn tấn")).to_contain_text("đã gắn")
    assert list(bound(body_of(desk))) == ["230 nghìn tấn"]

    desk.get_by_role("button", name="Gắn mọi số khớp (5)").click()

    expect(panel(desk).get_by_text("đã gắn")).to_have_count(6)
    figures = bound(body_of(desk))
    assert list(figures) == ["230 nghìn tấn", "11,2%", "720 nghìn m3", "9,5%", "138 nghìn tấn", "6,5%"]
    assert len({binding.key for binding in figures.values()}) == 6
    assert "720 nghìn m<sup>3</sup></span>" in body_of(desk)


def test_every_figure_of_the_quarter_is_bound_in_one_step_and_undone_in_one(desk: Page):
    paste(desk, BODY)

    desk.get_by_role("button", name="Gắn mọi số khớp (23)").click()
    expect(panel(desk).get_by_text("đã gắn")).to_have_count(23)
    bound_body = body_of(desk)
    desk.get_by_role("button", name="Hoàn tác").click()

    expect(panel(desk).get_by_text("đã gắn")).to_have_count(0)
    assert len(blocks_of_html(bound_body)) == len(blocks_of_html(body_of(desk)))
    assert body_of(desk) == BODY


def test_a_digit_that_is_changed_differs_and_the_database_s_figure_takes_its_place(desk: Page):
    paste(desk, "<p>Quý I năm 2018, xi măng ước đạt 231 nghìn tấn, giảm 11,2% so với cùng kỳ.</p>")
    expect(line(desk, "231 nghìn tấn")).to_contain_text("lệch")
    expect(line(desk, "231 nghìn tấn")).to_contain_text("Lệch +1 nghìn tấn: số liệu là 230 nghìn tấn.")

    line(desk, "231 nghìn tấn").get_by_role("button", name="Lấy số của cơ sở dữ liệu: 230 nghìn tấn").click()
    expect(line(desk, "230 nghìn tấn")).to_contain_text("đã gắn")
    line(desk, "11,2%").get_by_role("button", name="Lấy số của cơ sở dữ liệu: tăng 11,2%").click()

    expect(line(desk, "11,2%")).to_contain_text("đã gắn")
    assert set(bound(body_of(desk))) == {"230 nghìn tấn", "11,2%"}
    expect(desk.locator(".ProseMirror")).to_have_text(
        "Quý I năm 2018, xi măng ước đạt 230 nghìn tấn, tăng 11,2% so với cùng kỳ."
    )


def test_a_bound_figure_is_not_broken_by_typing_and_is_released(desk: Page):
    paste(desk, "<p>Quý I năm 2018, xi măng ước đạt 230 nghìn tấn.</p>")
    line(desk, "230 nghìn tấn").get_by_role("button", name="Gắn").click()
    expect(line(desk, "230 nghìn tấn")).to_contain_text("đã gắn")

    line(desk, "230 nghìn tấn").get_by_role("button", name="230 nghìn tấn (đến chỗ này trong bài)").click()
    expect(desk.locator(".ProseMirror .ProseMirror-selectednode")).to_have_text("230 nghìn tấn")
    expect(desk.locator(".ProseMirror")).to_be_focused()
    desk.keyboard.type("7")
    assert list(bound(body_of(desk))) == ["230 nghìn tấn"]
    assert "</span>7." in body_of(desk)
    desk.keyboard.press("Backspace")
    expect(desk.locator(".ProseMirror")).to_have_text("Quý I năm 2018, xi măng ước đạt 230 nghìn tấn.")

    line(desk, "230 nghìn tấn").get_by_role("button", name="Gỡ gắn").click()
    expect(line(desk, "230 nghìn tấn").get_by_role("button", name="Gắn", exact=False).first).to_be_visible()

    assert body_of(desk) == "<p>Quý I năm 2018, xi măng ước đạt 230 nghìn tấn.</p>"


def test_a_bound_figure_whose_observation_is_revised_takes_the_new_value_and_keeps_its_key(
    desk: Page, catalogue: dict[str, Any]
):
    paste(desk, "<p>Quý I năm 2018, xi măng ước đạt 230 nghìn tấn.</p>")
    line(desk, "230 nghìn tấn").get_by_role("button", name="Gắn").click()
    expect(line(desk, "230 nghìn tấn")).to_contain_text("đã gắn")
    key = bound(body_of(desk))["230 nghìn tấn"].key
    record([state(catalogue["xi-mang"], "235")], change=Change(reason="Số chính thức"))

    desk.locator(".ProseMirror").press("Control+End")
    desk.keyboard.type(" Hết.")
    line(desk, "230 nghìn tấn").get_by_role("button", name="Lấy số của cơ sở dữ liệu: 235 nghìn tấn").click()

    expect(line(desk, "235 nghìn tấn")).to_contain_text("khớp")
    assert bound(body_of(desk))["235 nghìn tấn"].key == key


TEXTS = (
    BODY,
    "<p>Hai  chữ <strong>cách </strong> nhau<br>xuống dòng <br> rồi hết </p><p></p><p>🙂 sau hình</p>",
    "<ul><li><p>một</p><ul><li><p>trong</p></li></ul></li><li>không đoạn</li></ul><blockquote><p>lời</p></blockquote>",
    "<table><tr><th>Đầu</th><td><p>ô</p><p>hai đoạn</p></td></tr><tr><td></td><td>5</td></tr></table><h2>Sau bảng</h2>",
    '<p>Trước <a href="https://example.org">nối</a>&nbsp;và<sup data-footnote="Chú thích"></sup> số m<sup>3</sup>.</p>',
    '<p>Đạt <span data-figure="0190a1b2-0000-4000-8000-000000000001" data-indicator="xi-mang" data-area="lang-son"'
    ' data-period="2018-Q1" data-measure="value"><strong>230</strong>  nghìn tấn</span>, hết.</p><hr><p>Cuối</p>',
)


@pytest.mark.parametrize("html", TEXTS)
def test_the_editor_counts_text_as_the_server_does(desk: Page, html: str):
    counted = desk.evaluate(
        """async (html) => {
          const { blocksOf } = await import("/static/js/admin/figures/blocks.js");
          const { editor } = document.querySelector(".ProseMirror");
          editor.commands.setContent(html);
          return { html: editor.getHTML(), blocks: blocksOf(editor.state.doc).map(({ text }) => text) };
        }""",
        html,
    )

    blocks = blocks_of_html(clean_body(counted["html"]))

    assert counted["blocks"] == [block.text for block in blocks]


def test_a_copied_figure_has_a_key_of_its_own(desk: Page):
    paste(desk, "<p>Quý I năm 2018, xi măng ước đạt 230 nghìn tấn.</p>")
    line(desk, "230 nghìn tấn").get_by_role("button", name="Gắn").click()
    expect(line(desk, "230 nghìn tấn")).to_contain_text("đã gắn")
    copied = body_of(desk)

    desk.locator(".ProseMirror").press("Control+End")
    paste(desk, copied)

    expect(panel(desk).get_by_text("đã gắn")).to_have_count(2)
    keys = [words.binding.key for block in blocks_of_html(body_of(desk)) for words in block.bound]
    assert len(set(keys)) == 2


def test_the_panel_is_worked_by_keyboard(desk: Page):
    paste(desk, "<p>Quý I năm 2018, xi măng ước đạt 230 nghìn tấn, tăng 11,2%.</p>")
    bind = line(desk, "230 nghìn tấn").get_by_role("button", name="Gắn")
    bind.focus()
    desk.keyboard.press("Enter")

    expect(line(desk, "230 nghìn tấn")).to_contain_text("đã gắn")
    assert desk.evaluate("document.activeElement.closest('[data-ref]') !== null")
    desk.keyboard.press("Escape")
    expect(desk.locator(".ProseMirror")).to_be_focused()
    line(desk, "230 nghìn tấn").get_by_role("button", name="230 nghìn tấn (đến chỗ này trong bài)").press("Enter")
    expect(desk.locator(".ProseMirror .ProseMirror-selectednode")).to_be_visible()
    expect(desk.locator(".ProseMirror")).to_be_focused()
    desk.keyboard.press("Enter")

    expect(line(desk, "230 nghìn tấn").get_by_role("button", name="đến chỗ này")).to_be_focused()


def test_pointing_at_a_line_lights_up_its_place_and_a_place_its_line(desk: Page):
    paste(desk, "<p>Quý I năm 2018, xi măng ước đạt 230 nghìn tấn, tăng 11,2%.</p>")

    line(desk, "11,2%").hover()
    expect(desk.locator(".ProseMirror .found-lit")).to_have_text("11,2%")
    desk.locator(".ProseMirror .found-mark").first.click()

    expect(line(desk, "230 nghìn tấn")).to_have_class("found found-agrees found-here")


def test_typing_goes_on_while_the_check_is_away_and_late_answers_are_dropped(desk: Page):
    asked: list[str] = []

    def slow(route: Any) -> None:
        asked.append(route.request.post_data or "")
        desk.wait_for_timeout(300)
        route.continue_()

    desk.route("**/figures/check/", slow)
    desk.locator(".ProseMirror").click()
    desk.keyboard.type("Quý I năm 2018, xi măng ước đạt 230 nghìn tấn, than sạch ước đạt 138 nghìn tấn.", delay=5)

    expect(line(desk, "138 nghìn tấn")).to_contain_text("khớp")
    expect(desk.locator(".ProseMirror")).to_have_text(
        "Quý I năm 2018, xi măng ước đạt 230 nghìn tấn, than sạch ước đạt 138 nghìn tấn."
    )
    assert len(asked) < 8


def test_a_failed_check_says_so_and_is_tried_again(desk: Page):
    desk.route("**/figures/check/", lambda route: route.abort())
    paste(desk, "<p>Quý I năm 2018, xi măng ước đạt 230 nghìn tấn.</p>")
    expect(panel(desk).get_by_role("alert")).to_contain_text("Chưa kiểm tra được số liệu")

    desk.unroute("**/figures/check/")
    panel(desk).get_by_role("button", name="Thử lại").click()

    expect(line(desk, "230 nghìn tấn")).to_contain_text("khớp")
    expect(panel(desk).get_by_role("alert")).to_be_hidden()


def test_figures_in_the_title_are_found_reached_and_put_right(desk: Page):
    desk.get_by_label("Tiêu đề:").fill("Quý I/2018, xi măng ước đạt 231 nghìn tấn")
    wrong = line(desk, "231 nghìn tấn")
    expect(wrong).to_contain_text("trong tiêu đề")

    wrong.get_by_role("button", name="đến chỗ này").click()
    chosen = desk.evaluate("[document.activeElement.id, String(getSelection())]")
    wrong.get_by_role("button", name="Lấy số của cơ sở dữ liệu").click()

    expect(desk.get_by_label("Tiêu đề:")).to_have_value("Quý I/2018, xi măng ước đạt 230 nghìn tấn")
    assert chosen == ["id_title", "231 nghìn tấn"]


def test_an_unknown_name_is_bound_to_the_indicator_that_is_searched(desk: Page):
    paste(desk, "<p>Quý I năm 2018, clinker và phụ gia ước đạt 230 nghìn tấn, tăng 11,2% so với cùng kỳ.</p>")
    claim = panel(desk).locator(".found-claim")
    expect(claim).to_contain_text("chưa nhận ra chỉ tiêu")

    claim.get_by_text("Chọn chỉ tiêu").click()
    claim.get_by_role("combobox", name="Tìm chỉ tiêu khác").type("xi mang")
    desk.get_by_role("option", name="Xi măng").wait_for()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")

    expect(panel(desk).get_by_text("đã gắn")).to_have_count(2)
    assert {binding.indicator for binding in bound(body_of(desk)).values()} == {"xi-mang"}


def test_an_observation_is_made_from_a_sentence_and_bound(page_at: PageAt, login: Login, catalogue: dict[str, Any]):
    desk = open_as(page_at(1440), login, member("Quản trị", "quantri"), ADD)
    paste(desk, "<p>Quý I năm 2018, GRDP ước đạt 8.000,5 tỷ đồng, tăng 7,1% so với cùng kỳ.</p>")
    panel(desk).get_by_role("button", name="Tạo số liệu từ câu này").click()
    dialog = desk.get_by_role("dialog", name="Tạo số liệu từ câu này")
    expect(dialog.get_by_label("Giá trị")).to_have_value("8.000,5")
    expect(dialog.get_by_label("Trạng thái")).to_have_value("estimate")
    expect(dialog.get_by_label("Kỳ", exact=True)).to_have_value("Quý I/2018")

    dialog.get_by_label("Giá trị").fill("tám")
    dialog.get_by_role("button", name="Ghi số liệu và gắn").click()
    expect(dialog.locator(".errorlist")).to_be_visible()
    dialog.get_by_label("Giá trị").fill("8.000,5")
    dialog.get_by_role("button", name="Ghi số liệu và gắn").click()

    expect(dialog).to_be_hidden()
    expect(panel(desk).get_by_text("đã gắn")).to_have_count(2)
    row = Observation.objects.get(indicator__code="grdp")
    assert (str(row.value), str(row.printed_growth_yoy), row.status) == ("8000.5", "7.1", "estimate")


def test_a_figure_that_differs_is_kept_by_the_writer_accepted_by_the_reviewer_and_published(
    page_at: PageAt, login: Login, catalogue: dict[str, Any]
):
    article = make_article(title="Xuất khẩu quý I/2018", body=BODY.replace("769", "796"))
    desk = open_as(page_at(1440), login, member("Biên tập", "bientap"), change(article))

    desk.get_by_role("button", name="Gửi duyệt").click()
    expect(desk.locator(".messagelist")).to_contain_text("796 triệu USD")
    desk.get_by_role("link", name="796 triệu USD").click()
    wait_until(desk, "String(getSelection()) === '796 triệu USD'")
    wrong = line(desk, "796 triệu USD")
    wrong.get_by_text("Giữ, nêu lý do").click()
    wrong.get_by_label("Lý do").fill("Số của Hải quan")
    wrong.get_by_role("button", name="Giữ").click()
    expect(wrong).to_contain_text("Giữ lại: Số của Hải quan (bientap)")
    desk.get_by_role("button", name="Gửi duyệt").click()
    expect(desk.locator(".messagelist")).to_contain_text("Đã gửi duyệt")

    review = open_as(page_at(1440), login, member("Duyệt", "duyet"), change(article))
    review.get_by_role("button", name="Đăng", exact=True).click()
    expect(review.locator(".messagelist")).to_contain_text("để người duyệt chấp nhận")
    differing = review.get_by_role("region", name="Số liệu lệch với cơ sở dữ liệu")
    differing.get_by_role("button", name="Chấp nhận").click()
    expect(review.locator(".messagelist")).to_contain_text("Đã chấp nhận “796 triệu USD”")
    expect(differing).to_contain_text("người duyệt đã chấp nhận")
    review.get_by_role("button", name="Đăng", exact=True).click()
    expect(review.locator("#visibility-title")).to_contain_text("Công chúng đang thấy")

    kept = KeptFigure.objects.get()
    article.refresh_from_db()
    assert (kept.kept_by.username, kept.accepted_by.username) == ("bientap", "duyet")
    assert article.state == State.PUBLISHED


def test_bound_figures_are_stored_and_opened_again_without_change(desk: Page):
    desk.get_by_label("Tiêu đề:").fill("Công nghiệp quý I năm 2018")
    desk.locator("#id_section").select_option(index=1)
    paste(desk, WORD)
    desk.get_by_role("button", name="Gắn mọi số khớp").click()
    expect(panel(desk).get_by_text("đã gắn")).to_have_count(6)
    written = bound(body_of(desk))

    desk.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(panel(desk).get_by_text("đã gắn")).to_have_count(6)
    stored = Article.objects.get().body
    desk.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(panel(desk).get_by_text("đã gắn")).to_have_count(6)

    assert bound(stored) == written
    assert Article.objects.get().body == stored
    assert Article.objects.get().editions.count() == 1


def test_without_scripts_the_stored_text_s_figures_are_listed_and_bound(
    page_at: PageAt, login: Login, catalogue: dict[str, Any]
):
    article = make_article(title="Xi măng tăng", lead="Tin", body=BODY.replace("769", "796"))
    page = page_at(1440, javascript=False)
    login(page, member("Biên tập", "bientap"))
    page.goto(change(article))
    panel(page).get_by_role("button", name="Gắn (230 nghìn tấn)").click()
    expect(page.locator(".messagelist")).to_contain_text("Đã gắn “230 nghìn tấn”")
    panel(page).get_by_role("button", name="Lấy số của cơ sở dữ liệu: 769 triệu USD").click()
    panel(page).get_by_role("button", name="Gắn mọi số khớp (21)").click()
    article.refresh_from_db()
    assert len(bound(article.body)) == 23

    panel(page).get_by_role("button", name="Gỡ gắn (9,5%)").click()
    page.get_by_label("Tiêu đề:").press("Enter")

    article.refresh_from_db()
    assert len(bound(article.body)) == 22
    assert page.url.split("#")[0].endswith("/admin/reports/article/")


def test_a_draft_is_written_from_a_release_with_every_figure_bound_and_goes_to_review(
    page_at: PageAt, login: Login, catalogue: dict[str, Any]
):
    release = make_release("thang-4", title_vi="Số liệu tháng 4 năm 2018")
    stated = [
        state(catalogue[code], value, period=Period(2018, 4, 1), growth=growth)
        for code, value, growth in (("xi-mang", "80", "12.5"), ("da", "240", "-3.1"), ("than", "45", "0"))
    ]
    record(stated, change=Change(reason="Nhập"), release=release)
    desk = open_as(
        page_at(1440),
        login,
        member("Quản trị", "quantri"),
        reverse("admin:indicators_release_changelist"),
        editor=False,
    )

    desk.get_by_role("link", name="Số liệu tháng 4 năm 2018").click()
    desk.get_by_role("button", name="Viết bản nháp từ số liệu").click()

    expect(panel(desk).get_by_text("đã gắn")).to_have_count(6)
    expect(desk.locator(".ProseMirror")).to_contain_text(
        "Tháng 4/2018, xi măng ước đạt 80 nghìn tấn, tăng 12,5% so với cùng kỳ năm trước. Đá các loại ước đạt 240 nghìn"
        " m³, giảm 3,1% so với cùng kỳ năm trước. Than sạch ước đạt 45 nghìn tấn, bằng 100% so với cùng kỳ năm trước."
    )
    expect(desk.get_by_label("Tiêu đề:")).to_have_value("Lạng Sơn tháng 4/2018: xi măng tăng 12,5%")
    desk.get_by_role("button", name="Gửi duyệt").click()
    expect(desk.locator(".messagelist")).to_contain_text("Đã gửi duyệt")


@pytest.mark.parametrize(("width", "dark"), [(360, False), (768, True), (1440, False), (1440, True)])
def test_the_panel_fits_and_is_accessible(
    page_at: PageAt,
    login: Login,
    axe: Callable[[Page], list[str]],
    catalogue: dict[str, Any],
    width: int,
    dark: bool,
):
    strange = "<p>Quý I năm 2018, clinker ước đạt 230 nghìn tấn. GRDP ước đạt 8.000 tỷ đồng.</p>"
    article = make_article(body=BODY.replace("769", "796") + strange)
    page = open_as(page_at(width, dark=dark), login, member("Quản trị", "quantri"), change(article))
    expect(line(page, "796 triệu USD")).to_contain_text("lệch")
    line(page, "230 nghìn tấn").first.get_by_role("button", name="Gắn").click()
    expect(panel(page).get_by_text("đã gắn")).to_have_count(1)
    for summary in panel(page).locator("summary").all():
        summary.click()

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    panel(page).get_by_role("button", name="Tạo số liệu từ câu này").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert axe(page) == []
