"""Importing a file in the admin: upload, what was understood, names, difference, confirmation, report, undo."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicators.models import (
    AreaAlias,
    BatchState,
    ImportBatch,
    Indicator,
    IndicatorAlias,
    Observation,
    SavedLayout,
)
from indicators.services.importing import ImportOptions, import_file
from reports.demo.figures import load_catalogue
from tests.factories import make_release, make_target, make_user

pytestmark = pytest.mark.django_db

REPORT = Path(__file__).resolve().parents[3] / "reports" / "demo" / "so-lieu" / "lang-son-quy-1-2018.xlsx"
SHEET = "Quý I-2018"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def _catalogue() -> None:
    load_catalogue()


@pytest.fixture
def officer() -> User:
    user = make_user("can-bo")
    user.groups.add(Group.objects.get(name="Số liệu"))
    return user


@pytest.fixture
def browser(officer: User) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def report_with(cells: dict[str, Any]) -> bytes:
    """The demo's report with some cells changed."""
    book = openpyxl.load_workbook(REPORT)
    for place, value in cells.items():
        book.active[place] = value
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def upload(client: Client, content: bytes, name: str = "bao-cao.xlsx", **options: str) -> ImportBatch:
    file = SimpleUploadedFile(name, content, content_type=XLSX)
    response = client.post(reverse("admin:indicators_importbatch_add"), {"file": file, **options})
    assert response.status_code == 302, response.context["form"].errors
    return ImportBatch.objects.latest("pk")


def page(name: str, batch: ImportBatch) -> str:
    return reverse(f"admin:indicators_importbatch_{name}", args=[batch.pk])


def told(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def confirm(client: Client, batch: ImportBatch, reason: str = "Đã đối chiếu", **changes: str) -> Any:
    """Presses the button of the difference, with a reason for every warning."""
    shown = client.get(page("difference", batch))
    assert shown.status_code == 200
    sent = {"digest": shown.context["digest"], "seen_at": shown.context["seen_at"]}
    for group in shown.context["warnings"]:
        sent |= {f"warnings-{group.rule}": group.digest, f"reason-{group.rule}": reason}
    return client.post(page("difference", batch), sent | changes)


def question_of(client: Client, batch: ImportBatch, text: str) -> Any:
    """The form about one name."""
    forms = [form for form, _places in client.get(page("names", batch)).context["forms"]]
    [form] = [form for form in forms if form.question.text == text]
    return form


def answer(client: Client, batch: ImportBatch, text: str, means: str, **fields: str) -> Any:
    prefix = question_of(client, batch, text).prefix
    sent = {f"{prefix}-means": means, **{f"{prefix}-{name}": value for name, value in fields.items()}}
    return client.post(page("names", batch), {**sent, "do": "next"})


def correct(client: Client, batch: ImportBatch, **fields: str) -> Any:
    """Changes selectors of the first table; `column_F_meaning` for those of a column."""
    sent = {re.sub(r"^column_(\w+?)_", r"column-\1-", name): value for name, value in fields.items()}
    sent = {name if name.startswith("column-") else name.replace("__", "-"): value for name, value in sent.items()}
    return client.post(page("understood", batch), {"sheet": SHEET, "table": "0", "do": "read", **sent})


def test_an_uploaded_file_is_kept_privately_and_read_before_anything_is_written(browser: Client, officer: User):
    batch = upload(browser, REPORT.read_bytes(), "Báo cáo quý I.xlsx")

    shown = told(browser, page("understood", batch))

    assert (batch.state, batch.uploaded_by, batch.original_name) == (BatchState.READ, officer, "Báo cáo quý I.xlsx")
    assert "Quý I-2018" in shown
    assert "TÌNH HÌNH SẢN XUẤT CÔNG NGHIỆP" in shown
    assert not Observation.objects.exists()


def test_each_cell_says_what_it_was_taken_for(browser: Client):
    batch = upload(browser, REPORT.read_bytes())

    shown = told(browser, page("understood", batch))

    for cell, part in (("B6", "header"), ("B8", "stub"), ("C8", "unit"), ("D8", "value"), ("A4", "title")):
        assert re.search(rf'id="cell-{cell}" class="part-{part}\b', shown), cell


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bao-cao.xlsx", b"%PDF-1.7 not a workbook", "PDF"),
        ("trong.xlsx", b"", "trống"),
    ],
    ids=["pdf", "empty"],
)
def test_what_is_no_workbook_goes_no_further(browser: Client, name: str, content: bytes, words: str):
    response = browser.post(
        reverse("admin:indicators_importbatch_add"), {"file": SimpleUploadedFile(name, content, content_type=XLSX)}
    )

    assert response.status_code == 422
    assert words in response.context["form"].errors["file"][0]
    assert not ImportBatch.objects.exists()


def test_a_file_over_the_limit_is_refused_by_its_size(browser: Client, settings: Any):
    settings.IMPORT_MAX_BYTES = 1 << 10

    response = browser.post(
        reverse("admin:indicators_importbatch_add"), {"file": SimpleUploadedFile("lon.xlsx", REPORT.read_bytes())}
    )

    assert "lớn hơn mức cho phép" in response.context["form"].errors["file"][0]
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("step", ["understood", "names", "difference", "options", "file", "annotated", "cancel"])
@pytest.mark.parametrize("group", ["Biên tập", "Duyệt"])
def test_other_groups_reach_no_page_of_an_import(browser: Client, step: str, group: str):
    batch = upload(browser, REPORT.read_bytes())
    editor = make_user("bien-tap")
    editor.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(editor)

    assert client.get(page(step, batch)).status_code == 403
    assert client.post(page(step, batch)).status_code == 403
    assert client.get(reverse("admin:indicators_importbatch_add")).status_code == 403


def test_visitors_are_asked_to_log_in(browser: Client):
    batch = upload(browser, REPORT.read_bytes())

    response = Client().get(page("file", batch))

    assert response.status_code == 302
    assert "/login/" in response["Location"]


def test_the_file_comes_back_as_it_was(browser: Client):
    batch = upload(browser, REPORT.read_bytes(), "Báo cáo.xlsx")

    response = browser.get(page("file", batch))

    assert b"".join(response.streaming_content) == REPORT.read_bytes()
    assert "attachment" in response["Content-Disposition"]


def test_a_confirmed_file_is_written_with_its_release_and_source(browser: Client):
    release = make_release("dot-1")
    batch = upload(browser, REPORT.read_bytes(), release="dot-1", source="Sở Công Thương", status="preliminary")

    response = confirm(browser, batch)

    batch.refresh_from_db()
    cement = Observation.objects.get(indicator__code="xi-mang")
    assert response.status_code == 302
    assert (batch.state, batch.result["new"]) == (BatchState.COMMITTED, 9)
    assert (cement.value, cement.release, cement.source) == (Decimal(230), release, "Sở Công Thương")


def test_a_release_to_come_keeps_its_figures_from_the_public(browser: Client):
    make_release("dot-toi", in_hours=5)
    batch = upload(browser, REPORT.read_bytes(), release="dot-toi")

    shown = told(browser, page("difference", batch))
    confirm(browser, batch)

    assert "chỉ công khai từ" in shown
    assert Observation.objects.count() == 9
    assert not Observation.objects.public().exists()


def test_a_change_shows_old_and_new_with_its_size(browser: Client):
    import_file(REPORT.read_bytes(), REPORT.name, ImportOptions())
    batch = upload(browser, report_with({"D8": 253}))

    shown = told(browser, page("difference", batch))

    assert "<del>230</del>" in shown
    assert "<ins>253</ins>" in shown
    assert "+23" in shown
    assert "tăng 10%" in shown


def test_a_rejected_cell_is_named_and_nothing_can_be_confirmed(browser: Client):
    batch = upload(browser, report_with({"D9": "bảy trăm"}))

    shown = told(browser, page("difference", batch))
    response = confirm(browser, batch)

    assert "bảy trăm" in shown
    assert "Xác nhận và ghi" not in shown
    assert response.status_code == 422
    assert not Observation.objects.exists()


def test_the_file_comes_back_with_its_problems_as_comments(browser: Client):
    batch = upload(browser, report_with({"D9": "bảy trăm"}))

    response = browser.get(page("annotated", batch))

    sheet = openpyxl.load_workbook(io.BytesIO(response.content))[SHEET]
    assert "bảy trăm" in sheet["D9"].comment.text
    assert sheet["D8"].comment is None


def test_a_csv_comes_back_as_a_workbook_that_starts_no_formula(browser: Client):
    content = "Chỉ tiêu,Kỳ,Giá trị\n=HYPERLINK(1),2018-05,12x\nXi măng,2018-05,70\n".encode()
    batch = upload(browser, content, "so-lieu.csv")

    response = browser.get(page("annotated", batch))

    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert sheet["A2"].data_type == "s"
    assert sheet["C2"].comment is not None


def test_an_unknown_name_is_matched_and_becomes_an_alias(browser: Client):
    batch = upload(browser, report_with({"B9": "Sản phẩm đá xây dựng"}))

    answer(browser, batch, "Sản phẩm đá xây dựng", "other", other="Đá các loại (da-xay-dung)")
    confirm(browser, batch)
    again = upload(browser, report_with({"B9": "SẢN PHẨM ĐÁ XÂY DỰNG"}))

    alias = IndicatorAlias.objects.get(text="Sản phẩm đá xây dựng")
    assert alias.indicator.code == "da-xay-dung"
    assert Observation.objects.get(indicator__code="da-xay-dung").value == Decimal(720)
    assert browser.get(page("names", again)).context["forms"] == []


def test_a_name_under_another_keeps_its_parent_in_the_alias(browser: Client):
    batch = upload(browser, report_with({"B14": "Trong đó: Hàng đi", "B15": "Nhập khẩu"}))

    answer(browser, batch, "Hàng đi", "other", other="xuat-khau")
    confirm(browser, batch)

    alias = IndicatorAlias.objects.get(text="Hàng đi")
    assert alias.parent_text == "Tổng kim ngạch xuất nhập khẩu qua địa bàn"


def test_a_guess_is_asked_and_kept_when_confirmed(browser: Client):
    batch = upload(browser, report_with({"B10": "Điện thương phầmm"}))
    form = question_of(browser, batch, "Điện thương phầmm")

    answer(browser, batch, "Điện thương phầmm", form.means_now)
    confirm(browser, batch)

    assert form.means_now == "code:dien-thuong-pham"
    assert IndicatorAlias.objects.filter(text="Điện thương phầmm").exists()


def test_a_new_indicator_is_described_and_created_on_confirmation(browser: Client):
    batch = upload(browser, report_with({"B9": "Gạch không nung", "C9": "Triệu viên"}))
    form = question_of(browser, batch, "Gạch không nung")

    answer(
        browser,
        batch,
        "Gạch không nung",
        "new",
        new_name="Gạch không nung",
        new_unit="triệu viên",
        new_topic="cong-nghiep",
        new_parent="",
    )
    before = Indicator.objects.filter(name_vi="Gạch không nung").exists()
    confirm(browser, batch)

    created = Indicator.objects.get(name_vi="Gạch không nung")
    assert form["new_name"].value() == "Gạch không nung"
    assert not before
    assert (created.topic.code, created.observations.get().value) == ("cong-nghiep", Decimal(720))


def test_a_skipped_name_is_left_out_now_and_in_the_next_file_of_the_shape(browser: Client):
    batch = upload(browser, report_with({"B9": "Dòng không cần"}))

    answer(browser, batch, "Dòng không cần", "skip")
    confirm(browser, batch)
    again = upload(browser, report_with({"B9": "Dòng không cần", "D8": 231}))
    confirm(browser, again)

    assert not Observation.objects.filter(indicator__code="da-xay-dung").exists()
    assert Observation.objects.get(indicator__code="xi-mang").value == Decimal(231)


def test_a_typed_name_that_is_none_is_told_and_nothing_is_decided(browser: Client):
    batch = upload(browser, report_with({"B9": "Dòng lạ"}))

    response = answer(browser, batch, "Dòng lạ", "other", other="không có chỉ tiêu này")

    batch.refresh_from_db()
    assert response.status_code == 422
    assert "không có chỉ tiêu này" in response.content.decode()
    assert "choices" not in batch.options


def test_an_unknown_place_is_asked_for_and_made(browser: Client):
    content = "Mã chỉ tiêu,Địa bàn,Kỳ,Giá trị\nxi-mang,Cửa khẩu Cốc Nam,2018-05,70\n".encode()
    batch = upload(browser, content, "so-lieu.csv")
    [(form, _places)] = browser.get(page("names", batch)).context["area_forms"]

    browser.post(
        page("names", batch),
        {
            f"{form.prefix}-means": "new",
            f"{form.prefix}-new_name": "Cửa khẩu Cốc Nam",
            f"{form.prefix}-new_kind": form["new_kind"].value(),
            f"{form.prefix}-new_parent": "lang-son",
        },
    )
    confirm(browser, batch)

    area = Observation.objects.get().area
    assert (area.name_vi, area.kind, area.parent.code) == ("Cửa khẩu Cốc Nam", "border_gate", "lang-son")


def test_a_column_is_corrected_and_read_anew(browser: Client):
    batch = upload(browser, REPORT.read_bytes())

    correct(browser, batch, column_F_meaning="skip", column_D_status="final")
    confirm(browser, batch)

    cement = Observation.objects.get(indicator__code="xi-mang")
    assert (cement.printed_growth_yoy, cement.status) == (None, "final")


def test_the_period_of_a_table_is_chosen_as_people_write_it(browser: Client):
    batch = upload(browser, REPORT.read_bytes())

    correct(browser, batch, table__period="quý 2 năm 2019", column_D_period="quý 2 năm 2019")
    confirm(browser, batch)

    assert {o.period.sdmx for o in Observation.objects.filter(value__isnull=False)} == {"2019-Q2"}


def test_an_index_column_is_told_apart_from_growth_by_the_person(browser: Client):
    batch = upload(browser, REPORT.read_bytes())

    correct(browser, batch, column_F_meaning="growth_yoy:index")
    confirm(browser, batch)

    assert Observation.objects.get(indicator__code="xi-mang").printed_growth_yoy == Decimal("-88.8")


def test_a_wrong_selector_is_told_beside_it(browser: Client):
    batch = upload(browser, REPORT.read_bytes())

    response = correct(browser, batch, table__period="bao giờ", table__unit="con voi")

    assert response.status_code == 422
    assert set(response.context["forms"].table.errors) == {"period", "unit"}


def test_corrections_are_remembered_for_the_next_file_of_the_same_shape(browser: Client, officer: User):
    batch = upload(browser, REPORT.read_bytes())
    correct(browser, batch, column_F_meaning="skip", table__period="quý 1 năm 2018")
    confirm(browser, batch)

    again = upload(
        browser, report_with({"D8": 231, "A4": "TÌNH HÌNH SẢN XUẤT CÔNG NGHIỆP VÀ THƯƠNG MẠI QUÝ II NĂM 2018"})
    )
    shown = told(browser, page("understood", again))

    saved = SavedLayout.objects.get()
    assert saved.saved_by == officer
    assert saved.choice["tables"]["0"]["period"] == ""
    assert "Đọc theo cách đã lưu" in shown
    assert re.search(r'id="cell-F8" class="part-skipped\b', shown)


def test_a_saved_layout_can_be_put_aside_for_one_file_and_forgotten(browser: Client):
    batch = upload(browser, REPORT.read_bytes())
    correct(browser, batch, column_F_meaning="skip")
    confirm(browser, batch)
    again = upload(browser, REPORT.read_bytes())

    browser.post(page("understood", again), {"sheet": SHEET, "table": "0", "do": "reset"})
    put_aside = told(browser, page("understood", again))
    browser.post(page("understood", again), {"sheet": SHEET, "table": "0", "do": "saved"})
    taken_up = told(browser, page("understood", again))
    browser.post(page("understood", again), {"sheet": SHEET, "table": "0", "do": "forget"})

    assert re.search(r'id="cell-F8" class="part-value\b', put_aside)
    assert re.search(r'id="cell-F8" class="part-skipped\b', taken_up)
    assert not SavedLayout.objects.exists()


def test_corrections_are_not_remembered_where_the_person_says_so(browser: Client):
    batch = upload(browser, REPORT.read_bytes())
    correct(browser, batch, column_F_meaning="skip")

    browser.post(page("understood", batch), {"sheet": SHEET, "table": "0", "do": "remember"})
    confirm(browser, batch)

    assert not SavedLayout.objects.exists()


def test_warnings_of_the_audit_want_a_reason_that_is_kept(browser: Client):
    batch = upload(browser, report_with({"D13": 1300}))

    refused = confirm(browser, batch, reason=" ")
    written = Observation.objects.exists()
    confirm(browser, batch, reason="Nguồn làm tròn từng dòng")
    report = told(browser, reverse("admin:indicators_importbatch_change", args=[batch.pk]))

    assert refused.status_code == 422
    assert not written
    assert Observation.objects.get(indicator__code="kim-ngach-xnk").value == Decimal(1300)
    assert "Nguồn làm tròn từng dòng" in report
    assert "D13" in report


def test_errors_of_the_audit_stop_the_import(browser: Client):
    batch = upload(browser, report_with({"D14": 7690}))

    shown = told(browser, page("difference", batch))
    response = confirm(browser, batch)

    assert "lớn hơn tổng" in shown
    assert "Xác nhận và ghi" not in shown
    assert response.status_code == 422
    assert not Observation.objects.exists()


def test_a_printed_share_is_compared_with_the_stored_plan(browser: Client):
    make_target("9000", indicator=Indicator.objects.get(code="ban-le"))
    batch = upload(browser, REPORT.read_bytes())

    groups = browser.get(page("difference", batch)).context["warnings"]

    assert [(group.rule, group.findings[0][0].cell) for group in groups] == [("plan_share", "E17")]


def test_a_value_changed_meanwhile_is_shown_and_nothing_is_written(browser: Client):
    import_file(REPORT.read_bytes(), REPORT.name, ImportOptions())
    batch = upload(browser, report_with({"D8": 253}))
    shown = browser.get(page("difference", batch))
    cement = Observation.objects.get(indicator__code="xi-mang")
    cement.value = Decimal(240)
    cement.save()

    response = browser.post(
        page("difference", batch), {"digest": shown.context["digest"], "seen_at": shown.context["seen_at"]}
    )

    content = response.content.decode()
    batch.refresh_from_db()
    assert response.status_code == 409
    assert "Người khác vừa ghi" in content
    assert "<del>230</del> → <ins>240</ins>" in content
    assert batch.state == BatchState.READ
    assert Observation.objects.get(indicator__code="xi-mang").value == Decimal(240)


def test_of_two_people_with_the_same_figures_one_wins(browser: Client):
    first, second = upload(browser, REPORT.read_bytes()), upload(browser, report_with({"D8": 229}))
    digest = browser.get(page("difference", second)).context["digest"]

    confirm(browser, first)
    response = browser.post(
        page("difference", second),
        {"digest": digest, "seen_at": (timezone.now() - dt.timedelta(minutes=1)).isoformat()},
    )

    assert response.status_code == 409
    assert Observation.objects.get(indicator__code="xi-mang").value == Decimal(230)


def test_confirming_twice_writes_once(browser: Client):
    batch = upload(browser, REPORT.read_bytes())
    shown = browser.get(page("difference", batch))
    sent = {"digest": shown.context["digest"], "seen_at": shown.context["seen_at"]}

    browser.post(page("difference", batch), sent)
    again = browser.post(page("difference", batch), sent)

    assert again.status_code == 302
    assert Observation.objects.count() == 9


def test_a_cancelled_import_leaves_nothing_behind(browser: Client):
    batch = upload(browser, REPORT.read_bytes())

    browser.post(page("cancel", batch))
    later = browser.get(page("difference", batch))

    batch.refresh_from_db()
    assert batch.state == BatchState.CANCELLED
    assert later.status_code == 302
    assert not Observation.objects.exists()


def test_an_import_is_undone_from_its_report(browser: Client):
    batch = upload(browser, REPORT.read_bytes())
    confirm(browser, batch)

    browser.post(page("undo", batch))

    batch.refresh_from_db()
    assert batch.state == BatchState.UNDONE
    assert not Observation.objects.exists()


def test_the_same_file_again_is_told(browser: Client):
    confirm(browser, upload(browser, REPORT.read_bytes()))

    again = upload(browser, REPORT.read_bytes())

    assert "đã được nhập lúc" in told(browser, page("understood", again))


def test_options_are_changed_later_without_losing_decisions(browser: Client):
    batch = upload(browser, REPORT.read_bytes())
    correct(browser, batch, column_F_meaning="skip")

    browser.post(page("options", batch), {"status": "final"})

    batch.refresh_from_db()
    assert batch.options["status"] == "final"
    assert batch.options["choices"]["layouts"][SHEET]["tables"]["0"]["columns"]["F"]["role"] == "skip"


def test_indicators_are_found_without_diacritics(browser: Client):
    response = browser.get(reverse("admin:indicators_importbatch_indicator_search"), {"q": "xi mang"})

    assert [found["value"] for found in response.json()["results"]] == ["Xi măng (xi-mang)"]


def test_the_difference_takes_a_fixed_number_of_queries(
    browser: Client, django_assert_max_num_queries: Callable[[int], Any]
):
    batch = upload(browser, REPORT.read_bytes())

    # Session, person and permissions (4), the batch, release, area, names, saved layouts, the comparison, the audit.
    with django_assert_max_num_queries(24):
        browser.get(page("difference", batch))


def test_a_decided_name_stands_among_the_settled_ones_and_can_be_changed(browser: Client):
    batch = upload(browser, report_with({"B9": "Dòng lạ"}))
    answer(browser, batch, "Dòng lạ", "skip")

    settled = browser.get(page("names", batch)).context["questions"].settled
    [question] = [question for question in settled if question.text == "Dòng lạ"]
    asked_again = browser.get(page("names", batch), {"change": question.key.token}).context["forms"]

    assert question.state == "skipped"
    assert [form.question.text for form, _places in asked_again] == ["Dòng lạ"]
    assert asked_again[0][0].means_now == "skip"


def test_a_saved_layout_is_told_renamed_and_forgotten_in_its_own_list(browser: Client):
    batch = upload(browser, report_with({"B9": "Dòng không cần"}))
    correct(browser, batch, column_F_meaning="growth_yoy:index", table__unit="tấn")
    answer(browser, batch, "Dòng không cần", "skip")
    confirm(browser, batch)
    saved = SavedLayout.objects.get()
    url = reverse("admin:indicators_savedlayout_change", args=[saved.pk])

    shown = told(browser, url)
    browser.post(url, {"name": "Báo cáo quý của Sở"})
    saved.refresh_from_db()
    browser.post(reverse("admin:indicators_savedlayout_delete", args=[saved.pk]), {"post": "yes"})

    assert "cột F: Chỉ số so với cùng kỳ (111,2)" in shown
    assert "dong khong can" in shown
    assert saved.name == "Báo cáo quý của Sở"
    assert not SavedLayout.objects.exists()


def test_all_unknown_names_are_made_at_once_when_asked(browser: Client):
    Indicator.objects.filter(code__in=["xi-mang", "than-sach"]).delete()
    batch = upload(browser, report_with({"B14": "Trong đó: Hàng đi", "B15": "Hàng về"}))

    before = browser.get(page("names", batch)).context["questions"].unknown_count
    browser.post(page("names", batch), {"do": "create"})
    after = browser.get(page("names", batch)).context["questions"]
    confirm(browser, batch)

    assert (before, after.unknown_count, after.created_count) == (4, 0, 4)
    assert Indicator.objects.get(name_vi="Hàng đi").parent.code == "kim-ngach-xnk"
    assert Observation.objects.get(indicator__name_vi="Than sạch").value == Decimal(138)


def test_a_person_may_go_back_to_choosing_each_name(browser: Client):
    batch = upload(browser, report_with({"B14": "Trong đó: Hàng đi", "B15": "Hàng về"}))
    browser.post(page("names", batch), {"do": "create"})

    browser.post(page("names", batch), {"do": "ask"})

    assert browser.get(page("names", batch)).context["questions"].unknown_count == 2


def test_a_correction_that_is_taken_back_is_not_remembered(browser: Client):
    batch = upload(browser, REPORT.read_bytes())
    correct(browser, batch, column_F_meaning="skip")
    correct(browser, batch, column_F_meaning="")

    confirm(browser, batch)

    assert not SavedLayout.objects.exists()


def test_a_column_is_given_the_indicator_that_its_head_does_not_name(browser: Client):
    book = openpyxl.Workbook()
    for row in (
        ["Số liệu các cửa khẩu quý I/2018"],
        ["Cửa khẩu", "Xuất"],
        ["Cửa khẩu Tân Thanh", 12],
        ["Cửa khẩu Chi Ma", 7],
    ):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    batch = upload(browser, content.getvalue())

    sent = {"sheet": "Sheet", "column-B-indicator": "Xuất khẩu hàng địa phương", "column-B-unit": "triệu USD"}
    browser.post(page("understood", batch), {"table": "0", "do": "read", **sent})
    confirm(browser, batch)

    stored = Observation.objects.order_by("area__code").values_list("indicator__code", "area__code", "value")
    assert list(stored) == [
        ("xuat-khau-hang-dia-phuong", "cua-khau-chi-ma", Decimal(7)),
        ("xuat-khau-hang-dia-phuong", "cua-khau-tan-thanh", Decimal(12)),
    ]


def test_a_place_matched_by_hand_is_known_by_that_name_from_then_on(browser: Client):
    content = "Mã chỉ tiêu,Địa bàn,Kỳ,Giá trị\nxi-mang,CKQT HN,2018-05,70\n".encode()
    batch = upload(browser, content, "so-lieu.csv")
    [(form, _places)] = browser.get(page("names", batch)).context["area_forms"]

    sent = {f"{form.prefix}-means": "other", f"{form.prefix}-other": "cua-khau-huu-nghi"}
    browser.post(page("names", batch), sent)
    confirm(browser, batch)
    again = upload(browser, content.replace(b"2018-05", b"2018-06"), "thang-6.csv")

    assert AreaAlias.objects.get().area.code == "cua-khau-huu-nghi"
    assert browser.get(page("names", again)).context["area_forms"] == []
    confirm(browser, again)
    assert Observation.objects.filter(area__code="cua-khau-huu-nghi").count() == 2
