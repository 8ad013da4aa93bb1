"""Tidy sheets: what rows share is read once, drafts are made when asked for, in the order of the sheet."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from indicators.measures import Absence, Measure, Status
from indicators.periods import Period
from indicators.workbook.drafts import ObservationDraft, Reading
from indicators.workbook.grid import Grid
from indicators.workbook.reading import read_grid

HEADS = ["Mã chỉ tiêu", "Kỳ", "Giá trị", "Đơn vị", "Tăng so với cùng kỳ (%)", "Lý do", "Ghi chú"]


def reading_of(*rows: list[Any]) -> Reading:
    return read_grid(Grid("Số liệu", [HEADS, *rows]))


def row(
    value: Any = 230.0, growth: Any = "", *, period: Any = "2018-Q1", reason: str = "", note: str = ""
) -> list[Any]:
    return ["xi-mang", period, value, "nghìn tấn", growth, reason, note]


def test_each_figure_of_a_row_is_a_draft_of_its_own_cell():
    drafts = reading_of(row(230.0, 11.2), row("", 9.5, period="2018-Q2"), row(5.5, period="2018-Q3")).drafts

    assert [(d.cell, d.measure, d.value, d.unit_text) for d in drafts] == [
        ("C2", Measure.VALUE, Decimal(230), "nghìn tấn"),
        ("E2", Measure.GROWTH_YOY, Decimal("11.2"), "%"),
        ("E3", Measure.GROWTH_YOY, Decimal("9.5"), "%"),
        ("C4", Measure.VALUE, Decimal("5.5"), "nghìn tấn"),
    ]


def test_drafts_are_had_by_number_and_by_slice_as_in_their_order():
    drafts = reading_of(*(row(float(n), float(n) if n % 2 else "") for n in range(1, 8))).drafts

    in_order: list[ObservationDraft] = list(drafts)
    assert [drafts[n] for n in range(len(drafts))] == in_order
    assert (drafts[-1], drafts[2:5]) == (in_order[-1], tuple(in_order[2:5]))
    with pytest.raises(IndexError):
        drafts[len(drafts)]


def test_rows_that_say_the_same_beside_their_numbers_share_it():
    drafts = reading_of(*(row(float(n), period=f"20{n:02}") for n in range(10, 30))).drafts

    assert len({id(subject) for subject in drafts.subjects}) == 1


def test_a_blank_row_with_a_reason_is_an_absence():
    drafts = reading_of(row("", reason="bảo mật"), row("", "", period="2018-Q2")).drafts

    assert [(d.cell, d.value, d.absence) for d in drafts] == [("C2", None, Absence.CONFIDENTIAL)]


def test_an_estimate_mark_and_an_absence_sign_are_kept_with_their_figure():
    drafts = reading_of(row("230 (ước)", "-", note="theo báo cáo nhanh")).drafts

    assert [(d.value, d.absence, d.status, d.footnote) for d in drafts] == [
        (Decimal(230), None, Status.ESTIMATE, "theo báo cáo nhanh"),
        (None, Absence.NIL, None, "theo báo cáo nhanh"),
    ]


def test_a_cell_of_spaces_is_no_figure():
    assert list(reading_of(row("  ", 11.2)).drafts) == list(reading_of(row("", 11.2)).drafts)


def test_an_unreadable_cell_is_told_and_the_rest_of_its_row_is_read():
    reading = reading_of(row("bảy trăm", 11.2), row(230.0, period="quý 7/2018"), row(1.5, period="2018-05"))

    assert [problem.cell for problem in reading.problems] == ["C2", "B3"]
    assert [(d.cell, d.period) for d in reading.drafts] == [
        ("E2", Period.of_quarter(2018, 1)),
        ("C4", Period.of_month(2018, 5)),
    ]


@pytest.mark.parametrize("number", [1e300, -1e300, 1e21, 1e-300, "9" * 40])
def test_a_number_beyond_any_statistic_is_refused_at_its_cell(number: Any):
    reading = reading_of(row(number))

    assert [problem.cell for problem in reading.problems] == ["C2"]
    assert not reading.drafts


@pytest.mark.parametrize(("number", "exact"), [(1e18, "1000000000000000000"), (0.00005, "0.00005"), (0.1 + 0.2, "0.3")])
def test_numbers_near_the_ends_of_the_everyday_are_exact(number: float, exact: str):
    [draft] = reading_of(row(number)).drafts

    assert format(draft.value, "f") == exact


def test_rows_shorter_than_the_heads_are_blank_at_their_end():
    drafts = reading_of(["xi-mang", "2018-Q1", 230.0]).drafts

    assert [(d.value, d.unit_text) for d in drafts] == [(Decimal(230), "")]
