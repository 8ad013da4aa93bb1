"""Importing a department's report in a real browser: corrected, matched, looked at, confirmed, undone."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from playwright.sync_api import Page, expect

from indicators.models import ImportBatch, IndicatorAlias, Observation, SavedLayout
from indicators.services.importing import ImportOptions, import_file
from reports.demo.figures import load_catalogue
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

REPORT = Path(__file__).resolve().parents[2] / "reports" / "demo" / "so-lieu" / "lang-son-quy-1-2018.xlsx"
WIDTHS = (360, 768, 1440)


@pytest.fixture
def officer() -> User:
    load_catalogue()
    user = make_user("can-bo")
    user.groups.add(Group.objects.get(name="Số liệu"))
    return user


@pytest.fixture
def changed_report(tmp_path: Path) -> Path:
    """The demo's report with one figure changed, one name misspelt and a total that its parts do not make."""
    book = openpyxl.load_workbook(REPORT)
    book.active["D8"], book.active["B9"], book.active["D13"] = 253, "Đá xây dựng cac loai", 1300
    path = tmp_path / "bao-cao-quy-1-2018.xlsx"
    book.save(path)
    return path


def begin(page: Page, file: Path) -> ImportBatch:
    """Uploads a file and stands before what was understood."""
    page.goto(reverse("admin:indicators_importbatch_add"))
    page.locator("#id_file").set_input_files(file)
    page.get_by_role("button", name="Đọc tệp").click()
    page.wait_for_url("**/understood/")
    return ImportBatch.objects.latest("pk")


def test_a_report_is_corrected_matched_confirmed_and_undone(
    page_at: Callable[..., Page], login: Callable[[Page, User], None], officer: User, changed_report: Path
):
    import_file(REPORT.read_bytes(), REPORT.name, ImportOptions())
    page = page_at(1440)
    login(page, officer)
    batch = begin(page, changed_report)

    page.get_by_label("Cột E là gì").select_option("skip")
    expect(page.locator("#cell-E13")).to_have_class("part-skipped number")
    page.get_by_role("link", name="Tiếp: khớp tên").click()
    page.get_by_label("Chỉ tiêu khác trong danh mục").check()
    page.get_by_role("combobox", name="Chỉ tiêu khác").press_sequentially("da cac loai")
    page.get_by_role("option", name="Đá các loại").click()
    page.get_by_role("button", name="Tiếp: xem khác biệt").click()
    changed = page.locator("#changed")
    expect(changed.locator("tr", has_text="Xi măng")).to_contain_text("+23")
    page.get_by_role("button", name="Xác nhận và ghi").click()
    expect(page.get_by_role("alert").first).to_contain_text("Hãy ghi lý do")
    for reason in page.get_by_label("Lý do chấp nhận").all():
        reason.fill("Đã hỏi Phòng Xuất nhập khẩu")
    page.get_by_role("button", name="Xác nhận và ghi").click()
    page.wait_for_url("**/change/")

    expect(page.get_by_text("Đã hỏi Phòng Xuất nhập khẩu").first).to_be_visible()
    assert Observation.objects.get(indicator__code="xi-mang").value == Decimal(253)
    assert IndicatorAlias.objects.filter(text="Đá xây dựng cac loai", indicator__code="da-xay-dung").exists()
    assert SavedLayout.objects.count() == 1

    page.get_by_role("link", name="Hoàn tác lần nhập này").click()
    page.get_by_role("button", name="Hoàn tác").click()
    page.wait_for_url("**/change/")

    batch.refresh_from_db()
    assert batch.state == "undone"
    assert Observation.objects.get(indicator__code="xi-mang").value == Decimal(230)


def test_the_next_file_of_the_shape_is_read_as_the_last_was(
    page_at: Callable[..., Page], login: Callable[[Page, User], None], officer: User, changed_report: Path
):
    page = page_at(1440)
    login(page, officer)
    begin(page, REPORT)
    page.get_by_label("Cột F là gì").select_option("skip")
    expect(page.locator("#cell-F8")).to_have_class("part-skipped number")
    page.get_by_role("link", name="Khác biệt").click()
    page.get_by_role("button", name="Xác nhận và ghi").click()
    page.wait_for_url("**/change/")

    begin(page, changed_report)

    expect(page.locator("#cell-F8")).to_have_class("part-skipped number")
    expect(page.locator(".import-explanations").get_by_text("Đọc theo cách đã lưu")).to_be_visible()


def test_a_corrected_selector_comes_back_to_its_place(
    page_at: Callable[..., Page], login: Callable[[Page, User], None], officer: User
):
    page = page_at(1280)
    login(page, officer)
    begin(page, REPORT)

    page.get_by_label("Cột F là gì").select_option("growth_yoy:index")
    expect(page.get_by_text("theo lựa chọn của người nhập").first).to_be_visible()

    expect(page.get_by_label("Cột F là gì")).to_be_focused()


def test_every_step_works_without_scripts(
    page_at: Callable[..., Page], login: Callable[[Page, User], None], officer: User, changed_report: Path
):
    page = page_at(1280, javascript=False)
    login(page, officer)
    begin(page, changed_report)

    page.get_by_label("Cột E là gì").select_option("skip")
    page.get_by_role("button", name="Đọc lại").click()
    expect(page.locator("#cell-E13")).to_have_class("part-skipped number")
    page.get_by_role("link", name="Tiếp: khớp tên").click()
    page.get_by_label("Chỉ tiêu khác trong danh mục").check()
    page.get_by_label("Chỉ tiêu khác", exact=True).fill("da-xay-dung")
    page.get_by_role("button", name="Tiếp: xem khác biệt").click()
    for reason in page.get_by_label("Lý do chấp nhận").all():
        reason.fill("Đã đối chiếu")
    page.get_by_role("button", name="Xác nhận và ghi").click()
    page.wait_for_url("**/change/")

    assert Observation.objects.get(indicator__code="da-xay-dung").value == Decimal(720)


def test_a_file_dropped_on_the_page_is_taken(
    page_at: Callable[..., Page], login: Callable[[Page, User], None], officer: User
):
    page = page_at(1280)
    login(page, officer)
    page.goto(reverse("admin:indicators_importbatch_add"))

    page.evaluate(
        """() => {
            const carried = new DataTransfer();
            carried.items.add(new File(["Chỉ tiêu,Kỳ,Giá trị"], "so-lieu.csv"));
            const about = { dataTransfer: carried, bubbles: true, cancelable: true };
            document.querySelector("file-drop").dispatchEvent(new DragEvent("drop", about));
        }"""
    )

    assert page.evaluate("document.querySelector('#id_file').files[0].name") == "so-lieu.csv"


@pytest.mark.parametrize(("width", "dark"), [*((width, False) for width in WIDTHS), (1440, True)])
def test_every_step_is_accessible_and_fits_its_screen(
    page_at: Callable[..., Page],
    login: Callable[[Page, User], None],
    axe: Callable[[Page], list[str]],
    officer: User,
    changed_report: Path,
    width: int,
    dark: bool,
):
    import_file(REPORT.read_bytes(), REPORT.name, ImportOptions())
    page = page_at(width, dark=dark)
    login(page, officer)
    batch = begin(page, changed_report)
    steps: dict[str, Any] = {}

    for name in ("add", "understood", "names", "difference", "options", "change"):
        page.goto(reverse(f"admin:indicators_importbatch_{name}", args=[] if name == "add" else [batch.pk]))
        overflows = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        steps[name] = (axe(page), overflows)

    assert steps == dict.fromkeys(steps, ([], False))
