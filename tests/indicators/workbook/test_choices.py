"""What a person chose about a sheet wins over what would be decided, and can be kept and applied again."""

import json

from indicators.periods import Period
from indicators.workbook import layout
from indicators.workbook.choices import ColumnChoice, LayoutChoice, TableChoice
from indicators.workbook.drafts import ObservationDraft, ReadingContext
from indicators.workbook.grid import Grid, open_workbook
from indicators.workbook.reading import read_grid
from tests.indicators.workbook.building import one_sheet

ROWS = [
    ["CÔNG NGHIỆP THÁNG 5 NĂM 2020"],
    ["TT", "Chỉ tiêu", "ĐVT", "Tháng 5/2020", "So với cùng kỳ (%)"],
    [1, "Xi măng", "Tấn", 100, 111.2],
    [2, "Đá", "m3", 90, 98],
]


def _grid(rows: list[list[object]] = ROWS) -> Grid:
    return open_workbook(one_sheet("CN", rows)).grids[0]


def _read(choice: LayoutChoice, rows: list[list[object]] = ROWS) -> list[ObservationDraft]:
    return list(read_grid(_grid(rows), None, choice).drafts)


def _of_column(drafts: list[ObservationDraft], letters: str) -> list[ObservationDraft]:
    return [draft for draft in drafts if draft.cell.startswith(letters)]


def test_chosen_measure_and_index_replace_the_decision():
    choice = LayoutChoice({0: TableChoice(columns={"E": ColumnChoice(is_index=False)})})

    drafts = _of_column(_read(choice), "E")

    assert [str(draft.value) for draft in drafts] == ["111.2", "98"]


def test_chosen_measure_turns_a_comparison_into_a_share_of_the_plan():
    choice = LayoutChoice({0: TableChoice(columns={"E": ColumnChoice(measure="plan_share")})})

    drafts = _of_column(_read(choice), "E")

    assert [(draft.measure, str(draft.value)) for draft in drafts] == [("plan_share", "111.2"), ("plan_share", "98")]


def test_chosen_period_unit_area_and_status_reach_every_figure():
    choice = LayoutChoice(
        {
            0: TableChoice(
                period="2019-06",
                area="Huyện Cao Lộc",
                columns={"D": ColumnChoice(period="2019-06", unit="nghìn tấn", status="final")},
            )
        }
    )

    draft = _of_column(_read(choice), "D")[0]

    assert draft.period == Period.of_month(2019, 6)
    assert (draft.area_text, draft.unit_text, draft.status) == ("Huyện Cao Lộc", "nghìn tấn", "final")


def test_skipped_column_gives_nothing():
    choice = LayoutChoice({0: TableChoice(columns={"E": ColumnChoice(role="skip")})})

    assert _of_column(_read(choice), "E") == []


def test_skipped_table_and_skipped_sheet_give_nothing():
    assert _read(LayoutChoice({0: TableChoice(is_skipped=True)})) == []
    assert _read(LayoutChoice(is_skipped=True)) == []


def test_chosen_header_rows_are_taken_as_the_header():
    rows = [["Kỳ này", "tháng 5/2020"], ["Xi măng", 1], ["Đá", 2]]
    choice = LayoutChoice({0: TableChoice(header_rows=(0, 0), period="2020-05")})

    drafts = _read(choice, rows)

    assert [(draft.indicator_text, str(draft.value)) for draft in drafts] == [("Xi măng", "1"), ("Đá", "2")]


def test_chosen_stub_column_names_the_rows():
    rows = [
        ["CÔNG NGHIỆP THÁNG 5 NĂM 2020"],
        ["Tên tắt", "Tên đầy đủ", "Tháng 5/2020"],
        ["XM", "Xi măng", 100],
        ["ĐÁ", "Đá các loại", 90],
    ]
    choice = LayoutChoice({0: TableChoice(stub_column="A")})

    drafts = _read(choice, rows)

    assert [(draft.parents, draft.indicator_text) for draft in drafts] == [((), "XM"), ((), "ĐÁ")]


def test_chosen_convention_settles_doubtful_numbers():
    rows = [*ROWS[:2], [1, "Xi măng", "Tấn", "1.233", None]]

    as_vietnamese = _read(LayoutChoice(convention="vi"), rows)
    as_english = _read(LayoutChoice(convention="en"), rows)

    assert [str(draft.value) for draft in (*as_vietnamese, *as_english)] == ["1233", "1.233"]


def test_hidden_rows_are_read_when_chosen():
    grid = open_workbook(one_sheet("CN", ROWS, hidden_rows=[4])).grids[0]

    names = [draft.indicator_text for draft in read_grid(grid).drafts]
    with_hidden = [draft.indicator_text for draft in read_grid(grid, None, LayoutChoice(include_hidden=True)).drafts]

    assert set(names) == {"Xi măng"}
    assert set(with_hidden) == {"Xi măng", "Đá"}


def test_choice_survives_json():
    choice = LayoutChoice(
        {
            0: TableChoice(
                header_rows=(2, 4),
                stub_column="B",
                rows_are="area",
                period="2018-Q1",
                unit="tấn",
                area="LS",
                status="estimate",
                columns={"D": ColumnChoice(role="measure", measure="growth_yoy", is_index=True)},
            ),
            2: TableChoice(is_skipped=True),
        },
        convention="vi",
        include_hidden=True,
    )

    kept = json.loads(json.dumps(choice.to_json()))

    assert LayoutChoice.from_json(kept) == choice


def test_sheets_of_one_shape_share_a_fingerprint_whatever_their_period_and_figures():
    later = [
        ["CÔNG NGHIỆP THÁNG 11 NĂM 2021"],
        ["TT", "Chỉ tiêu", "ĐVT", "Tháng 11/2021", "So với cùng kỳ (%)"],
        [1, "Gạch", "Nghìn viên", 7, 3.5],
    ]
    other = [["CÔNG NGHIỆP THÁNG 5 NĂM 2020"], ["Chỉ tiêu", "ĐVT", "Tháng 5/2020"], ["Xi măng", "Tấn", 100]]

    prints = [layout.find(_grid(rows)).fingerprint for rows in (ROWS, later, other)]

    assert prints[0] == prints[1]
    assert prints[0] != prints[2]


def test_context_gives_the_period_that_a_sheet_does_not():
    rows = [["Chỉ tiêu", "Giá trị"], ["Xi măng", 100]]

    without = read_grid(_grid(rows))
    given = read_grid(_grid(rows), ReadingContext(period=Period.of_quarter(2018, 1)))

    assert without.drafts == ()
    assert [problem.cell for problem in without.errors] == ["B1"]
    assert [draft.period for draft in given.drafts] == [Period.of_quarter(2018, 1)]


def test_each_decision_is_explained_with_its_cell():
    reading = read_grid(_grid())

    told = {explanation.cell: explanation.text for explanation in reading.explanations}

    assert "Kỳ của bảng đọc từ tên bảng: tháng 5/2020." in [e.text for e in reading.explanations]
    assert "chứa tên dòng" in told["B2"]
    assert "111,2 là tăng 11,2%" in told["E2"]
    assert "A2:E2" in told
