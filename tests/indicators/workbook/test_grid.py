"""A grid is the sheet as a person sees it, whatever format it came in."""

import datetime
import io

import openpyxl
import pytest

from indicators.workbook.delimited import decode, find_delimiter
from indicators.workbook.details import FaultKind
from indicators.workbook.grid import Grid, Span, open_workbook
from indicators.workbook.problems import WorkbookError, a1, column_letters, column_number
from indicators.workbook.reading import read_workbook
from indicators.workbook.safety import FileKind, Limits
from tests.indicators.workbook.building import Look, delimited, ods, one_sheet, windows_1258, xlsx
from tests.indicators.workbook.old_formats import xls, xlsb
from tests.indicators.workbook.sheets import samples

REPORT = [
    ["CÔNG NGHIỆP QUÝ I NĂM 2018"],
    ["Chỉ tiêu", "ĐVT", "Quý I/2018", "So với cùng kỳ (%)"],
    ["Xi măng", "Nghìn tấn", 230.5, 111.2],
    ["Đá các loại", "Nghìn m3", 720, 98],
]
FILES = {
    FileKind.XLSX: one_sheet("A", REPORT),
    FileKind.XLS: xls({"A": REPORT}),
    FileKind.XLSB: xlsb(REPORT, name="A"),
    FileKind.ODS: ods({"A": REPORT}),
    FileKind.CSV: delimited(
        [[str(v).replace(".", ",") if isinstance(v, float) else v for v in r] for r in REPORT], delimiter=";"
    ),
}


@pytest.mark.parametrize("kind", FILES)
def test_every_format_gives_the_same_observations(kind):
    workbook = open_workbook(FILES[kind])

    drafts = read_workbook(workbook)[0].drafts

    assert workbook.kind is kind
    assert [(draft.cell, draft.indicator_text, str(draft.value)) for draft in drafts] == [
        ("C3", "Xi măng", "230.5"),
        ("D3", "Xi măng", "11.2"),
        ("C4", "Đá các loại", "720"),
        ("D4", "Đá các loại", "-2"),
    ]


@pytest.mark.parametrize("sample", [s for s in samples() if s.name.endswith(".xlsx")], ids=lambda sample: sample.name)
def test_grid_holds_what_another_reader_finds(sample):
    book = openpyxl.load_workbook(io.BytesIO(sample.content))

    grids = open_workbook(sample.content).grids

    assert [grid.name for grid in grids] == book.sheetnames
    for grid in grids:
        sheet = book[grid.name]
        for row in sheet.iter_rows():
            for cell in row:
                place = (cell.row - 1, cell.column - 1)
                assert _same(grid, place, cell.value), cell.coordinate
        assert {str(merged) for merged in sheet.merged_cells.ranges} == {_range(span) for span in grid.merges}


def test_merged_cell_shows_its_value_everywhere_and_holds_it_once():
    grid = open_workbook(one_sheet("A", [["Nhóm", None, "Khác"], ["x", "y", "z"]], merged=["A1:B1"])).grids[0]

    assert (grid.text(0, 1), grid.value(0, 1)) == ("Nhóm", "")
    assert grid.span(0, 1) == Span(0, 0, 0, 1)


def test_formats_bold_and_indent_are_kept():
    content = one_sheet("A", [["a", 0.254]], formats={"B1": "0.0%"}, bold=["A1"], indent={"B1": 2})

    grid = open_workbook(content).grids[0]

    assert grid.style(0, 0).bold
    assert grid.style(0, 1).number_format.is_percent
    assert grid.style(0, 1).indent == 2


def test_errors_and_formulas_without_result_are_faults():
    grid = open_workbook(one_sheet("A", [["#REF!", "=A1+1", 5]])).grids[0]

    kinds = {place: fault.kind for place, fault in grid.faults.items()}

    assert kinds == {(0, 0): FaultKind.ERROR_VALUE, (0, 1): FaultKind.UNSAVED_FORMULA}


def test_hidden_rows_columns_and_sheets_are_known():
    rows = [["a", "b"], ["c", "d"]]
    content = xlsx({"A": (rows, Look()), "B": (rows, Look(hidden_rows=[2], hidden_columns=["B"], is_hidden=True))})

    shown, grid = open_workbook(content).grids

    assert not shown.is_hidden
    assert (grid.hidden_rows, grid.hidden_columns, grid.is_hidden) == (frozenset({1}), frozenset({1}), True)


def test_places_are_those_of_the_sheet_even_where_it_begins_late():
    grid = open_workbook(one_sheet("A", [[], [], [None, "x"]])).grids[0]

    assert (grid.value(2, 1), grid.value(0, 0), grid.height, grid.width) == ("x", "", 3, 2)


def test_dates_come_as_dates():
    grid = open_workbook(one_sheet("A", [[datetime.date(2020, 5, 1)]])).grids[0]

    assert grid.value(0, 0) == datetime.date(2020, 5, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_decoded_from_every_unicode_encoding(encoding):
    assert decode("Chỉ tiêu;Đơn vị\nXi măng;Nghìn tấn\n".encode(encoding)) == "Chỉ tiêu;Đơn vị\nXi măng;Nghìn tấn\n"


def test_text_is_decoded_from_the_vietnamese_code_page():
    assert (
        decode(windows_1258("Tổng mức bán lẻ hàng hóa, dịch vụ ước đạt")) == "Tổng mức bán lẻ hàng hóa, dịch vụ ước đạt"
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_the_one_that_cuts_lines_alike(delimiter):
    rows = [["Chỉ tiêu", "Giá trị"], ["Xi măng, loại 1", "1.233"], ["Đá; cát", "5"]]

    assert find_delimiter(delimited(rows, delimiter=delimiter).decode()) == delimiter


def test_stricter_limits_refuse_what_the_defaults_let_in():
    with pytest.raises(WorkbookError, match="MB") as refused:
        open_workbook(FILES[FileKind.XLSX], limits=Limits(file_bytes=100))

    assert refused.value.code == "too_large"


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16383, "XFD")])
def test_column_letters_and_numbers_are_inverse(column, letters):
    assert column_letters(column) == letters
    assert column_number(letters) == column
    assert a1(4, column) == f"{letters}5"


def _same(grid: Grid, place: tuple[int, int], value: object) -> bool:
    if place in grid.faults:
        return isinstance(value, str) and value.startswith(("=", "#"))
    found = grid.value(*place)
    if isinstance(value, datetime.datetime):
        value = value.date()
    return found == ("" if value is None else value)


def _range(span: Span) -> str:
    return f"{a1(span.first_row, span.first_column)}:{a1(span.last_row, span.last_column)}"
