"""The layout of a sheet: its tables with their columns and rows understood, each decision explained."""

import hashlib
import re
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from indicators.measures import Status
from indicators.numbers import Convention
from indicators.periods import Period
from indicators.text import fold
from indicators.workbook.blocks import Block, find_blocks
from indicators.workbook.cells import read_cell
from indicators.workbook.choices import NO_CHOICE, LayoutChoice, TableChoice
from indicators.workbook.columns import Role, find_roles
from indicators.workbook.drafts import ReadingContext
from indicators.workbook.figures import sheet_convention
from indicators.workbook.grid import Grid
from indicators.workbook.headers import Head, read_heads
from indicators.workbook.meanings import Column, read_columns
from indicators.workbook.notes import Surroundings, read_surroundings
from indicators.workbook.outline import Outline
from indicators.workbook.problems import Explanation, Problem, a1, a1_range, column_number
from indicators.workbook.row_names import RowName, read_names
from indicators.workbook.rows import RowMeaning, RowsContext, find_rows_kind, read_rows
from indicators.workbook.safety import check_report_size
from indicators.workbook.sideways import split_sideways
from indicators.workbook.stub import StubRow, read_tree
from indicators.workbook.table_periods import TablePeriod, find_table_period
from indicators.workbook.titles import unit_or_none


@dataclass(frozen=True, eq=False)
class Table:
    """One table of a sheet, understood."""

    number: int
    block: Block
    surroundings: Surroundings
    heads: dict[int, Head]
    columns: dict[int, Column]
    rows: dict[int, RowMeaning]
    rows_are: str
    period: Period | None
    conventions: dict[int, Convention | None]
    area: str | None = None
    status: Status | None = None
    explanations: tuple[Explanation, ...] = ()
    problems: tuple[Problem, ...] = ()
    roles: dict[int, Role] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Layout:
    """What was found on a sheet; `name` is "report", "tidy" or "none"."""

    sheet: str
    name: str
    tables: tuple[Table, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    fingerprint: str = ""
    choice: LayoutChoice = field(default_factory=lambda: NO_CHOICE)


def find(grid: Grid, choice: LayoutChoice | None = None, context: ReadingContext | None = None) -> Layout:
    """The layout of the sheet, with what a person chose in place of what would be decided."""
    choice = choice or NO_CHOICE
    context = context or ReadingContext()
    if choice.is_skipped:
        return Layout(grid.name, "none", explanations=(Explanation(_("Trang này được chọn bỏ qua.")),), choice=choice)
    check_report_size(grid.name, len(grid.rows), grid.width - grid.left)
    outline = Outline(grid, choice.include_hidden)
    stacked = find_blocks(outline, header_rows=choice.table(0).header_rows)
    blocks = [part for block in stacked for part in split_sideways(outline, block)]
    tables = []
    carried: Period | None = None
    for number, block in enumerate(blocks):
        table_choice = choice.table(number)
        if table_choice.is_skipped:
            continue
        table = _read_table(outline, block, number, table_choice, choice, context, carried)
        carried = table.period or carried
        tables.append(table)
    if blocks and not tables:
        left_out = Explanation(_("Mọi bảng của trang này được chọn bỏ qua."))
        return Layout(grid.name, "none", explanations=(left_out,), choice=choice)
    if not tables:
        reason = _("Trang “%(sheet)s” không có bảng số liệu: không có dòng nào vừa có tên vừa có số dưới một đầu bảng.")
        return Layout(grid.name, "none", explanations=(Explanation(reason % {"sheet": grid.name}),), choice=choice)
    notes = (*_unused_header(choice, stacked), *_hidden_parts(grid, choice))
    layout = Layout(grid.name, "report", tuple(tables), notes, choice=choice)
    return replace(layout, fingerprint=fingerprint(layout))


def fingerprint(layout: Layout) -> str:
    """A text that is the same for sheets of the same shape, whatever their period and figures."""
    parts = []
    for table in layout.tables:
        parts.append(_shape(table.surroundings.subject))
        parts += [f"{column}:{_shape(head.text)}" for column, head in table.heads.items() if head.texts]
        parts.append(str(len(table.block.header)))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24] if parts else ""


def _shape(text: str) -> str:
    without_digits = re.sub(r"\d+", "#", fold(text))
    return re.sub(r"\bquy [ivx]+\b", "quy #", without_digits)


def _read_table(
    outline: Outline,
    block: Block,
    number: int,
    choice: TableChoice,
    whole: LayoutChoice,
    context: ReadingContext,
    carried: Period | None,
) -> Table:
    grid = outline.grid
    around = _chosen_unit(read_surroundings(outline, block.above, block.below), choice, context)
    heads = read_heads(outline, block)
    fixed_stub = column_number(choice.stub_column) if choice.stub_column else None
    roles = find_roles(outline, block, heads, stub=fixed_stub)
    chosen = {column: role for column, role in _chosen_roles(choice).items() if column in heads}
    by_column = {**roles.by_column, **chosen}
    measures = tuple(column for column, role in by_column.items() if role is Role.MEASURE and column in heads)
    conventions = sheet_convention(grid, block, measures)
    if whole.convention:
        conventions = dict.fromkeys(measures, whole.convention)
    when = find_table_period(around, heads, measures, grid.name, choice, context, carried)
    columns = read_columns(outline, block, heads, measures, when, around, conventions, choice)
    stubs = tuple(column for column, role in by_column.items() if role is Role.STUB)
    ordinal = next((column for column, role in by_column.items() if role is Role.ORDINAL), None)
    unit_column = next((column for column, role in by_column.items() if role is Role.UNIT), None)
    names = read_names(outline, block.body, stubs, ordinal)
    units = _unit_texts(outline, block, unit_column)
    tree = read_tree(names, _amounts(grid, block, columns, names, units))
    rows_are, rows = _rows(outline, tree, units, stubs, heads, around, when, choice, context)
    explanations = (*_explain(grid, block, around, when, rows_are, heads, stubs), *roles.explanations)
    return Table(
        number=number,
        block=block,
        surroundings=around,
        heads=heads,
        columns=columns,
        rows=rows,
        rows_are=rows_are,
        period=when.period,
        conventions=conventions,
        area=choice.area or context.area,
        status=Status(choice.status) if choice.status else when.status,
        explanations=(*explanations, *(column.explanation for column in columns.values())),
        problems=tuple(problem for column in columns.values() for problem in column.problems),
        roles=by_column,
    )


def _chosen_unit(around: Surroundings, choice: TableChoice, context: ReadingContext) -> Surroundings:
    text = choice.unit or (context.unit if not around.unit_text else "")
    return replace(around, unit_text=text, unit=unit_or_none(text)) if text else around


def _chosen_roles(choice: TableChoice) -> dict[int, Role]:
    return {column_number(letters): Role(column.role) for letters, column in choice.columns.items() if column.role}


def _unit_texts(outline: Outline, block: Block, column: int | None) -> dict[int, str]:
    if column is None:
        return {}
    return {line.row: text for line in block.body if (text := outline.shown(line.row, column))}


def _amounts(grid: Grid, block: Block, columns: dict[int, Column], names: list[RowName], units: dict[int, str]):  # type: ignore[no-untyped-def]
    first = next((index for index, column in columns.items() if column.is_amount), None)
    if first is None:
        return {}
    amounts = {}
    for name in names:
        reading = read_cell(grid, (name.row, first), convention=columns[first].convention)
        if reading.value is not None:
            amounts[name.row] = (reading.value, fold(units.get(name.row, "")))
    return amounts


def _rows(
    outline: Outline,
    tree: dict[int, StubRow],
    units: dict[int, str],
    stubs: tuple[int, ...],
    heads: dict[int, Head],
    around: Surroundings,
    when: TablePeriod,
    choice: TableChoice,
    context: ReadingContext,
) -> tuple[str, dict[int, RowMeaning]]:
    rows_context = RowsContext(year=when.year, area_names=context.area_names)
    head = heads[stubs[-1]].text if stubs and stubs[-1] in heads else ""
    rows_are = choice.rows_are or find_rows_kind(tree, head, around.title, rows_context)
    return rows_are, read_rows(tree, units, replace(rows_context, rows_are=rows_are))


def _explain(
    grid: Grid,
    block: Block,
    around: Surroundings,
    when: TablePeriod,
    rows_are: str,
    heads: dict[int, Head],
    stubs: tuple[int, ...],
) -> list[Explanation]:
    found = [when.explanation]
    if around.title:
        found.append(Explanation(_("Tên bảng: “%(title)s”.") % {"title": around.title}, around.title_cell))
    if around.unit_text:
        text = _("Đơn vị chung của bảng: %(unit)s.") % {"unit": around.unit_text}
        found.append(Explanation(text, around.unit_cell))
    sentence = {
        "indicator": _("Mỗi dòng là một chỉ tiêu."),
        "area": _("Mỗi dòng là một địa bàn; chỉ tiêu nằm ở đầu cột hoặc tên bảng."),
        "period": _("Mỗi dòng là một kỳ; chỉ tiêu nằm ở đầu cột hoặc tên bảng."),
    }[rows_are]
    column = stubs[-1] if stubs else block.first_column
    found.append(Explanation(sentence, a1_range(block.body[0].row, column, block.body[-1].row, column)))
    return found


def _unused_header(choice: LayoutChoice, blocks: list[Block]) -> list[Explanation]:
    """That the chosen header could not be used, where it was passed over."""
    chosen = choice.table(0).header_rows
    if chosen is None or any(chosen[0] <= line.row <= chosen[1] for block in blocks[:1] for line in block.header):
        return []
    text = _("Dưới các dòng đầu bảng đã chọn (%(first)s đến %(last)s) không có số nào nên đầu bảng được tự tìm.")
    return [Explanation(text % {"first": chosen[0] + 1, "last": chosen[1] + 1})]


def _hidden_parts(grid: Grid, choice: LayoutChoice) -> list[Explanation]:
    if choice.include_hidden:
        return []
    found = []
    if rows := sorted(grid.hidden_rows):
        shown = ", ".join(str(row + 1) for row in rows[:10])
        found.append(Explanation(_("Bỏ qua các dòng ẩn: %(rows)s.") % {"rows": shown}, a1(rows[0], 0)))
    if columns := sorted(column for column in grid.hidden_columns if column < grid.width):
        shown = ", ".join(a1(0, column)[:-1] for column in columns[:10])
        found.append(Explanation(_("Bỏ qua các cột ẩn: %(columns)s.") % {"columns": shown}, a1(0, columns[0])))
    return found
