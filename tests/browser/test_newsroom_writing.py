"""Writing in a real browser: images, tables and footnotes in the text, links to articles, what comes from Word."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import AbstractBaseUser, Group
from django.urls import reverse
from playwright.sync_api import Page, expect

from reports.models import Article, Image
from tests.browser.conftest import PageAt
from tests.factories import (
    make_area,
    make_article,
    make_image,
    make_indicator,
    make_observation,
    make_published_article,
    make_user,
    picture_bytes,
)

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
