"""The file back with its problems at its cells: looks kept, formulas gone, every format, nothing that starts one."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from indicators.services import annotating
from indicators.services.annotating import annotated
from indicators.workbook.problems import Problem, Severity

ERROR = Problem("Biểu 1", "B2", "Ô này sai.")


def workbook_of(rows: list[list[Any]], *, merged: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Biểu 1"
    for row in rows:
        book.active.append(row)
    book.active["A1"].font = Font(bold=True)
    if merged:
        book.active.merge_cells(merged)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_a_problem_becomes_the_comment_of_its_cell_and_looks_stay():
    sheet = opened(annotated(workbook_of([["Chỉ tiêu", "Giá trị"], ["Xi măng", "bảy"]]), [ERROR]))

    assert "Ô này sai." in sheet["B2"].comment.text
    assert sheet["A1"].font.bold
    assert sheet["A2"].comment is None


def test_several_problems_of_a_cell_stand_in_one_comment():
    other = Problem("Biểu 1", "B2", "Nên xem lại.", Severity.WARNING)

    text = opened(annotated(workbook_of([["a", "b"], ["c", "d"]]), [ERROR, other]))["B2"].comment.text

    assert text.index("Lỗi: Ô này sai.") < text.index("Cảnh báo: Nên xem lại.")


def test_a_covered_cell_is_told_at_the_head_of_its_merged_range():
    sheet = opened(annotated(workbook_of([["a", "b"], ["c", "d"]], merged="A2:B2"), [ERROR]))

    assert sheet["A2"].comment is not None


@pytest.mark.parametrize("problem", [Problem("Biểu 1", "", "Trang sai."), Problem("", "", "Tệp sai.")])
def test_a_problem_of_the_whole_stands_at_the_first_cell(problem: Problem):
    assert problem.message in opened(annotated(workbook_of([["a"]]), [problem]))["A1"].comment.text


def test_formulas_come_back_as_their_values():
    sheet = opened(annotated(workbook_of([["a", "b"], ["c", "=1+1"]]), [ERROR]))

    assert sheet["B2"].data_type != "f"


def test_a_csv_comes_back_as_a_workbook_whose_texts_stay_texts():
    content = 'tên,giá trị\n=cmd|"/c calc"!A0,+1+1\n'.encode()

    sheet = opened(annotated(content, [Problem("CSV", "B2", "Ô này sai.")]))

    assert (sheet["A2"].data_type, sheet["B2"].data_type) == ("s", "s")
    assert sheet["B2"].comment is not None


def test_a_very_large_file_comes_back_without_its_looks(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(annotating, "MOST_STYLED_CELLS", 3)

    sheet = opened(annotated(workbook_of([["Chỉ tiêu", "Giá trị"], ["Xi măng", "bảy"]]), [ERROR]))

    assert sheet["B2"].value == "bảy"
    assert "Ô này sai." in sheet["B2"].comment.text
