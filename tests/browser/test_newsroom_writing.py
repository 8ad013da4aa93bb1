"""Writing in a real browser: images, tables and footnotes in the text, links to articles, what comes from Word."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import AbstractBaseUser, Group
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from reports.models import Article, Image, PreviewLink
from tests.browser import word_clipboard as clipboard
from tests.browser.conftest import PageAt
from tests.factories import (
    make_area,
    make_article,
    make_image,
    make_indicator,
    make_observation,
    make_published_article,
    make_section,
    make_user,
    picture_bytes,
)
from tests.reports import word_documents as documents

pytestmark = pytest.mark.django_db(transaction=True)

Login = Callable[[Page, AbstractBaseUser], None]
ADD = reverse("admin:reports_article_add")


def member(group: str, name: str):
    user = make_user(name)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def desk(page_at: PageAt, login: Login) -> Page:
    """A desk at which a writer is logged in."""
    page = page_at(1440)
    login(page, member("Biên tập", "bientap"))
    return page


def body_of(page: Page) -> str:
    return page.locator("#id_body").input_value()


def open_article(page: Page, article: Article) -> None:
    page.goto(reverse("admin:reports_article_change", args=[article.pk]))
    expect(page.get_by_role("toolbar", name="Định dạng")).to_be_visible()


def save(page: Page) -> None:
    page.get_by_role("button", name="Lưu và tiếp tục chỉnh sửa").click()
    expect(page.locator(".messagelist")).to_be_visible()


def drop_files(page: Page, selector: str, *files: tuple[str, bytes]) -> None:
    """Drops files as a hand does, which a page cannot do by itself."""
    import base64

    given = [[name, base64.b64encode(data).decode()] for name, data in files]
    page.evaluate(
        """([selector, files]) => {
          const transfer = new DataTransfer();
          for (const [name, data] of files) {
            const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
            transfer.items.add(new File([bytes], name, { type: "image/png" }));
          }
          const target = document.querySelector(selector);
          for (const kind of ["dragenter", "dragover", "drop"]) {
            const { x, y, width } = target.getBoundingClientRect();
            const place = { clientX: x + width / 2, clientY: y + 10, bubbles: true, cancelable: true };
            target.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, ...place }));
          }
        }""",
        [selector, given],
    )


def paste(page: Page, html: str, text: str = "x") -> None:
    page.locator(".ProseMirror").evaluate(
        """(area, [html, text]) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/html", html);
          clipboardData.setData("text/plain", text);
          area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        [html, text],
    )


def test_images_are_dropped_many_at_once_and_each_needs_its_words(desk: Page):
    desk.goto(reverse("admin:reports_image_add"))
    expect(desk.get_by_text("Thả ảnh vào đây")).to_be_visible()

    drop_files(desk, "image-upload", ("mot.png", picture_bytes()), ("hai.png", picture_bytes()), ("ba.png", b"<html>"))
    rows = desk.locator(".image-row")
    expect(rows).to_have_count(3)
    expect(rows.nth(0).locator("img")).to_be_visible()
    rows.nth(0).get_by_label("Mô tả ảnh:").fill("Cửa khẩu Hữu Nghị")
    rows.nth(2).get_by_label("Mô tả ảnh:").fill("Không phải ảnh")
    desk.get_by_role("button", name="Tải lên").click()

    expect(desk.locator(".image-said")).to_have_text("Đã tải lên 1 ảnh. Còn 2 ảnh cần xem lại.")
    expect(rows.nth(0)).to_contain_text("Đã vào thư viện")
    expect(rows.nth(1)).to_contain_text("Hãy viết mô tả")
    expect(rows.nth(2)).to_contain_text("trang web")

    rows.nth(1).get_by_label("Mô tả ảnh:").fill("Nhà máy xi măng")
    rows.nth(2).get_by_role("button", name="Bỏ ảnh này").click()
    desk.get_by_role("button", name="Tải lên").click()
    desk.wait_for_url("**/image/")
    assert sorted(Image.objects.values_list("alt_vi", flat=True)) == ["Cửa khẩu Hữu Nghị", "Nhà máy xi măng"]


def test_images_are_uploaded_without_scripts(page_at: PageAt, login: Login, tmp_path: Path):
    page = page_at(1024, javascript=False)
    login(page, member("Biên tập", "bientap"))
    picture = tmp_path / "anh.png"
    picture.write_bytes(picture_bytes())
    page.goto(reverse("admin:reports_image_add"))

    page.locator("#id_images-0-file").set_input_files(picture)
    page.locator("#id_images-0-alt_vi").fill("Cửa khẩu")
    page.get_by_role("button", name="Tải lên").click()

    expect(page.locator("#result_list")).to_contain_text("Cửa khẩu")


def test_an_image_of_the_library_goes_into_the_text_with_a_caption(desk: Page):
    make_image("Nhà máy xi măng")
    gate = make_image("Cửa khẩu Hữu Nghị", size=(640, 480))
    open_article(desk, make_article("bai", body="<p>Đoạn đầu.</p><p>Đoạn sau.</p>"))
    desk.locator(".ProseMirror p").first.click()

    desk.get_by_role("button", name="Chèn ảnh").click()
    dialog = desk.get_by_role("dialog", name="Chèn ảnh")
    dialog.get_by_label("Tìm trong thư viện").fill("huu nghi")
    expect(dialog.locator(".image-choice")).to_have_count(1)
    dialog.locator(".image-choice").click()
    expect(desk.locator(".article-image")).to_be_visible()
    desk.keyboard.type("Hàng chờ thông quan")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Viết tiếp.")

    caption = f'<figure data-image="{gate.pk}"><figcaption>Hàng chờ thông quan</figcaption></figure>'
    assert body_of(desk) == f"<p>Đoạn đầu.</p>{caption}<p>Viết tiếp.</p><p>Đoạn sau.</p>"
    expect(desk.locator(".article-image img")).to_have_attribute("alt", "Cửa khẩu Hữu Nghị")

    desk.get_by_role("button", name="Sửa mô tả").click()
    desk.get_by_label("Mô tả riêng").fill("Xe container xếp hàng")
    desk.get_by_role("button", name="Dùng mô tả này").click()
    save(desk)
    expect(desk.locator(".article-image img")).to_have_attribute("alt", "Xe container xếp hàng")
    assert 'data-alt="Xe container xếp hàng"' in Article.objects.get().body


def test_a_picture_dropped_on_the_text_goes_through_the_library(desk: Page):
    open_article(desk, make_article("bai", body="<p>Đoạn đầu.</p>"))

    drop_files(desk, ".ProseMirror", ("anh.png", picture_bytes((80, 60))))
    dialog = desk.get_by_role("dialog", name="Chèn ảnh")
    dialog.get_by_role("button", name="Tải lên và chèn").click()
    expect(dialog).to_contain_text("Hãy viết mô tả")
    dialog.get_by_label("Mô tả ảnh", exact=True).fill("Lò nung")
    dialog.get_by_role("button", name="Tải lên và chèn").click()

    expect(desk.locator(".article-image img")).to_have_attribute("alt", "Lò nung")
    assert re.fullmatch(
        rf'<p>Đoạn đầu.</p><figure data-image="{Image.objects.get().pk}"><figcaption></figcaption></figure>(<p></p>)?',
        body_of(desk),
    )


def test_a_cover_is_chosen_by_sight(desk: Page):
    image = make_image("Cửa khẩu")
    open_article(desk, make_article("bai"))

    desk.get_by_role("button", name="Chọn từ thư viện…").click()
    desk.locator(".image-choice").click()
    save(desk)

    assert Article.objects.get().cover == image


def test_a_new_table_stands_in_the_text_and_is_drawn_as_it_is_described(desk: Page):
    cement = make_indicator("xi-mang", name_vi="Xi măng")
    make_observation("230", indicator=cement, area=make_area(), printed_growth_yoy="11.2")
    open_article(desk, make_article("bai", body="<p>Đầu.</p><p>Cuối.</p>"))
    desk.locator(".ProseMirror p").first.click()

    desk.get_by_role("button", name="Đặt bảng số liệu hoặc biểu đồ").click()
    dialog = desk.get_by_role("dialog", name="Đặt bảng số liệu")
    dialog.get_by_label("Bảng mới").check()
    dialog.get_by_role("button", name="Đặt vào bài").click()
    expect(desk.locator("#id_statistics_tables-0-caption")).to_be_focused()
    desk.keyboard.type("Xi măng quý I")
    for field, term, name in (("indicators", "xi mang", "Xi măng"), ("areas", "lang son", "Lạng Sơn")):
        desk.locator(f"#id_statistics_tables-0-{field} + .select2").click()
        desk.locator(".select2-search__field:focus").fill(term)
        desk.locator(".select2-results__option", has_text=name).first.click()
    desk.locator("#id_statistics_tables-0-periods").fill("Quý I/2018")

    in_text = desk.locator(".placed-table table-preview")
    expect(in_text.locator("table")).to_contain_text("230")
    expect(desk.locator(".placed-table .block-words")).to_have_text("Bảng 1: Xi măng quý I")
    desk.get_by_role("button", name="Trở lại chỗ đặt bảng trong bài").click()
    save(desk)

    article = Article.objects.get()
    assert article.body == '<p>Đầu.</p><figure data-table="1"></figure><p>Cuối.</p>'
    assert article.statistics_tables.get().description["caption"] == "Xi măng quý I"
    expect(desk.locator(".placed-table table-preview table")).to_contain_text("230")


def test_blocks_follow_their_tables_when_a_table_is_deleted(desk: Page):
    make_observation("230", indicator=make_indicator("xi-mang"), area=make_area())
    tables = [
        {"indicators": ["xi-mang"], "periods": ["2018-Q1"], "areas": ["lang-son"], "measures": ["value"], "caption": c}
        for c in ("Bảng A", "Bảng B")
    ]
    body = '<p>a</p><figure data-table="1"></figure><p>b</p><figure data-table="2" data-show="table"></figure><p>c</p>'
    open_article(desk, make_article("bai", body=body, tables=tables))

    desk.locator("#id_statistics_tables-0-DELETE").check()
    expect(desk.locator(".placed-table").first).to_contain_text("Bảng này không còn trong bài.")
    save(desk)

    assert Article.objects.get().body == '<p>a</p><p>b</p><figure data-table="1" data-show="table"></figure><p>c</p>'


def test_a_footnote_is_written_changed_and_read(desk: Page):
    open_article(desk, make_article("bai", body="<p>Tăng 5%</p>"))
    desk.locator(".ProseMirror p").click()
    desk.keyboard.press("End")

    desk.get_by_role("button", name="Chèn chú thích").click()
    desk.get_by_role("dialog", name="Chú thích").get_by_role("textbox").fill("Theo Cục Thống kê")
    desk.get_by_role("button", name="Đặt chú thích").click()
    desk.keyboard.type(" so cùng kỳ.")
    expect(desk.locator(".footnote-mark")).to_have_attribute("title", "Theo Cục Thống kê")
    desk.locator(".footnote-mark").dblclick()
    desk.get_by_role("dialog", name="Chú thích").get_by_role("textbox").fill("Theo Cục Thống kê tỉnh")
    desk.get_by_role("button", name="Đặt chú thích").click()

    assert body_of(desk) == '<p>Tăng 5%<sup data-footnote="Theo Cục Thống kê tỉnh"></sup> so cùng kỳ.</p>'


def test_a_link_leads_to_the_article_itself(desk: Page):
    other = make_published_article("bai-khac", title="Xuất khẩu quý I tăng")
    open_article(desk, make_article("bai", body="<p>Xem bài trước</p>"))
    desk.locator(".ProseMirror p").click()
    desk.keyboard.press("Control+a")

    desk.get_by_role("button", name="Liên kết", exact=True).click()
    dialog = desk.get_by_role("dialog", name="Liên kết")
    dialog.get_by_label("Tới một bài trên cổng này").fill("xuat khau")
    dialog.get_by_role("button", name="Xuất khẩu quý I tăng").click()

    expect(desk.locator(".ProseMirror a")).to_have_attribute("data-article", str(other.pk))
    save(desk)
    assert f'data-article="{other.pk}"' in Article.objects.get(slug="bai").body


@pytest.mark.parametrize(
    ("copied", "clean"),
    [
        (clipboard.WORD_REPORT, clipboard.WORD_REPORT_CLEAN),
        (clipboard.WORD_REVIEWED, clipboard.WORD_REVIEWED_CLEAN),
        (clipboard.WORD_FOOTNOTES, clipboard.WORD_FOOTNOTES_CLEAN),
        (clipboard.WORD_PICTURE, clipboard.WORD_PICTURE_CLEAN),
        (clipboard.GOOGLE_DOCS, clipboard.GOOGLE_DOCS_CLEAN),
        (clipboard.LIBREOFFICE, clipboard.LIBREOFFICE_CLEAN),
        (clipboard.WEB_PAGE, clipboard.WEB_PAGE_CLEAN),
    ],
    ids=["report", "reviewed", "footnotes", "picture", "google-docs", "libreoffice", "web-page"],
)
def test_pasting_keeps_the_structure_and_drops_the_rest(desk: Page, copied: str, clean: str):
    open_article(desk, make_article("bai", body=""))
    desk.locator(".ProseMirror").click()

    paste(desk, copied)

    assert body_of(desk).removesuffix("<p></p>") == clean


def test_what_a_paste_left_behind_is_said(desk: Page):
    open_article(desk, make_article("bai", body=""))
    desk.locator(".ProseMirror").click()

    paste(desk, clipboard.WORD_REVIEWED)

    expect(desk.locator(".editor-said")).to_have_text(
        "Đã dán; không lấy theo: 1 nhận xét, 1 đoạn đã xoá (theo dõi thay đổi)."
    )


def test_blocks_are_copied_within_the_editor_as_they_are(desk: Page):
    image = make_image("Lò nung")
    figure = f'<figure data-image="{image.pk}"><figcaption>C</figcaption></figure>'
    body = f'<p>Một<sup data-footnote="Lời"></sup></p>{figure}'
    open_article(desk, make_article("bai", body=body))
    desk.locator(".ProseMirror p").first.click()

    paste(desk, body)

    assert body_of(desk).count(figure) == 2
    assert body_of(desk).count('<sup data-footnote="Lời"></sup>') == 2


def test_a_word_document_becomes_a_draft_and_its_image_is_described(desk: Page, tmp_path: Path):
    make_section(name_vi="Thương mại")
    report = tmp_path / "bao-cao.docx"
    report.write_bytes(
        documents.word_file(
            documents.paragraph("Xuất khẩu tăng", style="Tiu")
            + documents.paragraph("Mục một", style="u1")
            + documents.item("Gạch đầu dòng")
            + documents.paragraph(runs=documents.image("rA")),
            images={"rA": picture_bytes((90, 60))},
        )
    )
    desk.goto(ADD)

    desk.get_by_role("link", name="Nhập bài từ tệp Word…").click()
    desk.get_by_label("Tệp Word (.docx)").set_input_files(report)
    desk.get_by_label("Chuyên mục").select_option(label="Thương mại")
    desk.get_by_role("button", name="Tạo bài nháp").click()
    desk.get_by_label("Mô tả ảnh").fill("Hàng chờ thông quan")
    desk.get_by_role("button", name="Ghi mô tả").click()

    expect(desk.get_by_label("Tiêu đề:")).to_have_value("Xuất khẩu tăng")
    expect(desk.locator(".ProseMirror h2")).to_have_text("Mục một")
    expect(desk.locator(".ProseMirror .article-image img")).to_have_attribute("alt", "Hàng chờ thông quan")
    article = Article.objects.get()
    assert article.editions.get().note == "Nhập từ tệp Word “bao-cao.docx”"


def test_the_page_is_seen_beside_the_form_while_one_writes(desk: Page):
    open_article(desk, make_article("bai", title="Đã lưu", body="<p>Chữ</p>", source=""))
    frame = desk.frame_locator(".preview-stage iframe")

    desk.get_by_role("button", name="Xem trước và kiểm tra").click()
    expect(frame.get_by_role("heading", level=1)).to_have_text("Đã lưu")
    desk.get_by_label("Tiêu đề:").fill("Đang gõ")
    desk.locator(".ProseMirror p").first.click()
    desk.keyboard.press("End")
    desk.keyboard.type(" mới")

    expect(frame.get_by_role("heading", level=1)).to_have_text("Đang gõ")
    expect(frame.locator(".prose")).to_have_text("Chữ mới")
    expect(frame.locator(".preview-banner")).to_be_visible()
    widths = []
    for name in ("Điện thoại", "Máy tính bảng", "Máy tính"):
        desk.get_by_label(name, exact=True).check()
        widths.append(frame.locator("html").evaluate("root => root.clientWidth"))
    assert widths == [390, 820, 1280]
    desk.get_by_label("English").check()
    expect(frame.locator("html")).to_have_attribute("lang", "en")
    assert Article.objects.get().title == "Đã lưu"


def test_the_checklist_follows_what_is_written_and_leads_there(desk: Page):
    draft = make_article("nhap", title="Bài nháp")
    body = f'<p>Xem <a data-article="{draft.pk}" href="/">bài trước</a></p>'
    open_article(desk, make_article("bai", lead="Có.", body=body, source="Cục Thống kê"))
    desk.get_by_role("button", name="Xem trước và kiểm tra").click()
    desk.get_by_role("tab", name="Kiểm tra").click()
    panel = desk.get_by_role("tabpanel", name="Kiểm tra")

    expect(panel).to_contain_text("“bài trước” dẫn tới bài chưa đăng")
    expect(desk.locator(".ProseMirror .dead-link")).to_have_text("bài trước")
    desk.get_by_label("Tóm tắt:").fill("")
    expect(panel).to_contain_text("Bài chưa có tóm tắt.")
    panel.get_by_role("link", name=re.compile("Tới chỗ sửa ?: Có tóm tắt")).click()
    expect(desk.get_by_label("Tóm tắt:")).to_be_focused()
    desk.keyboard.type("Tóm tắt mới.")
    expect(panel).to_contain_text("Đủ điều kiện đăng")
    desk.keyboard.press("Escape")


def test_a_preview_link_opens_expires_and_is_taken_back(desk: Page, page_at: PageAt):
    article = make_article("bai", title="Bài chưa đăng", body="<p>Chữ</p>")
    desk.goto(reverse("admin:reports_preview_links", args=[article.pk]))

    def new_address(whom: str) -> str:
        desk.get_by_label("Gửi cho ai").fill(whom)
        desk.get_by_role("button", name="Tạo liên kết").click()
        return desk.get_by_label("Địa chỉ").input_value()

    first, second = new_address("Chị Hoa"), new_address("Anh Nam")
    reader = page_at(390)
    reader.goto(first)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Bài chưa đăng")
    expect(reader.get_by_text("Bản xem trước, chưa công bố.")).to_be_visible()

    desk.get_by_role("button", name=re.compile("Thu hồi ?: Chị Hoa")).click()
    expect(desk.get_by_role("row", name="Chị Hoa")).to_contain_text("đã thu hồi")
    assert reader.goto(first).status == 410
    assert reader.goto(second).status == 200
    PreviewLink.objects.filter(label="Anh Nam").update(expires_at=timezone.now())
    assert reader.goto(second).status == 410
    expect(reader.get_by_role("heading", level=1)).to_have_text("Liên kết xem trước đã hết hạn")
    desk.reload()
    expect(desk.get_by_role("row", name="Anh Nam")).to_contain_text("hết hạn")


@pytest.mark.parametrize(("width", "dark"), [(360, False), (768, True), (1440, False)])
def test_pages_of_writing_fit_and_are_accessible(
    page_at: PageAt, login: Login, axe: Callable[[Page], list[str]], width: int, dark: bool
):
    image = make_image("Cửa khẩu", size=(640, 480))
    make_observation("230", indicator=make_indicator("xi-mang"), area=make_area())
    table = {"indicators": ["xi-mang"], "periods": ["2018-Q1"], "areas": ["lang-son"], "measures": ["value"]}
    body = (
        f'<p>Chữ<sup data-footnote="Lời"></sup></p><figure data-image="{image.pk}"><figcaption></figcaption></figure>'
        '<figure data-table="1"></figure><p>Cuối</p>'
    )
    article = make_article("bai", body=body, tables=[table], cover=image)
    page = page_at(width, dark=dark)
    login(page, member("Biên tập", "bientap"))
    pages = {
        "form": reverse("admin:reports_article_change", args=[article.pk]),
        "library": reverse("admin:reports_image_changelist"),
        "upload": reverse("admin:reports_image_add"),
        "image": reverse("admin:reports_image_change", args=[image.pk]),
        "links": reverse("admin:reports_preview_links", args=[article.pk]),
        "word": reverse("admin:reports_word", args=[article.pk]),
    }

    for name, address in pages.items():
        page.goto(address)
        if name == "form":
            expect(page.locator(".placed-table table-preview table")).to_contain_text("230")
        if name == "links":
            page.get_by_label("Gửi cho ai").fill("Chị Hoa")
            page.get_by_role("button", name="Tạo liên kết").click()
        if name == "upload":
            drop_files(page, "image-upload", ("a.png", picture_bytes()))
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


@pytest.mark.parametrize("width", [360, 1440])
def test_dialogs_and_the_pane_fit_and_are_accessible(
    page_at: PageAt, login: Login, axe: Callable[[Page], list[str]], width: int
):
    make_image("Cửa khẩu")
    make_published_article("khac", title="Bài khác")
    page = page_at(width)
    login(page, member("Biên tập", "bientap"))
    open_article(page, make_article("bai", body="<p>Chữ</p>"))
    page.locator(".ProseMirror p").click()
    page.keyboard.press("Control+a")

    for button in ("Chèn ảnh", "Đặt bảng số liệu hoặc biểu đồ", "Chèn chú thích", "Liên kết"):
        page.get_by_role("button", name=button, exact=True).click()
        dialog = page.locator("dialog[open]")
        expect(dialog).to_be_visible()
        page.wait_for_timeout(400)
        assert axe(page) == [], button
        box = dialog.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Xem trước và kiểm tra").click()
    expect(page.frame_locator(".preview-stage iframe").get_by_role("heading", level=1)).to_be_visible()
    assert axe(page) == []
