"""The worksheets of a download: the table as it was arranged, its figures one a row, and what they are.

No cell is merged, and no mark stands in a cell with a number: what a person reads there a program reads too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from indicators.exchange.cells import formula_safe, is_spreadsheet_number
from indicators.exchange.dataset import Dataset, Record
from indicators.measures import Status
from indicators.numbers import decimals_of
from indicators.table_content import Cell, Gap, Row, TableContent
from indicators.table_markup import GAP_MARKS, ColumnStyle, cell_decimals, legend, printed_words, style_of
from indicators.templatetags.figures import STATUS_MARKS


class Look(StrEnum):
    """How a cell is shown."""

    PLAIN = "plain"
    TITLE = "title"
    HEAD = "head"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A text, or a number that shows so many decimals."""

    value: str | Decimal
    look: Look = Look.PLAIN
    decimals: int = 0
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows from top to bottom, read once; `widths` in characters; `frozen` rows and columns stay in sight."""

    name: str
    widths: Sequence[int]
    rows: Iterable[Sequence[SheetCell]]
    frozen: tuple[int, int] = (0, 0)


def sheets_of(dataset: Dataset) -> list[Sheet]:
    """The sheets in their order; what the sources are is known once the figures have been read."""
    sources: dict[str, None] = {}
    sheets = [] if dataset.table is None else [_table_sheet(dataset, dataset.table)]
    return [*sheets, _figures_sheet(dataset, sources), _about_sheet(dataset, sources)]


def text(value: str, look: Look = Look.PLAIN, *, indent: int = 0) -> SheetCell:
    return SheetCell(formula_safe(value), look, indent=indent)


def number(value: Decimal, decimals: int, look: Look = Look.PLAIN) -> SheetCell:
    """A number; one with more digits than a spreadsheet keeps is a text."""
    return SheetCell(value, look, decimals) if is_spreadsheet_number(value) else SheetCell(format(value, "f"), look)


EMPTY = SheetCell("")


def _figures_sheet(dataset: Dataset, sources: dict[str, None]) -> Sheet:
    heads = (
        *(_("Mã chỉ tiêu"), _("Chỉ tiêu"), _("Mã địa bàn"), _("Địa bàn"), _("Kỳ"), _("Tên kỳ"), _("Số hiển thị")),
        *(_("Giá trị"), _("Đơn vị"), _("Trạng thái"), _("Lý do không có số"), _("Ghi chú"), _("Nguồn")),
    )
    statuses = {status.value: words() for status, words in STATUS_NAMES.items()}
    gaps = {gap.value: words for gap, (_sign, words) in ((gap, GAP_MARKS[gap]()) for gap in Gap)}

    def line(record: Record) -> list[SheetCell]:
        sources.setdefault(record.source)
        return [
            *map(text, (record.indicator, record.indicator_name, record.area, record.area_name)),
            *map(text, (record.period.sdmx, record.period.label(dataset.provenance.language), record.measure_name)),
            EMPTY if record.value is None else number(record.value, decimals_of(record.value)),
            text(record.unit),
            text(statuses.get(record.status, record.status)),
            text(gaps.get(record.missing, record.missing)),
            *map(text, (record.footnote, record.source)),
        ]

    def rows() -> Iterator[list[SheetCell]]:
        yield [text(head, Look.HEAD) for head in heads]
        yield from map(line, dataset.records)

    return Sheet(_("Số liệu"), (20, 36, 14, 20, 14, 22, 20, 14, 14, 12, 24, 30, 30), rows(), frozen=(1, 0))


def _about_sheet(dataset: Dataset, sources: dict[str, None]) -> Sheet:
    def rows() -> Iterator[list[SheetCell]]:
        for label, said in about(dataset, "; ".join(filter(None, sources))):
            yield [text(label, Look.HEAD), text(said)]

    return Sheet(_("Thông tin"), (22, 90), rows())


def about(dataset: Dataset, sources: str) -> list[tuple[str, str]]:
    """What is told of the whole: (label, words)."""
    told = [
        (_("Tên"), dataset.title),
        (_("Đơn vị công bố"), dataset.provenance.publisher),
        (_("Nguồn"), sources),
        (_("Giấy phép"), dataset.provenance.licence_text),
        (_("Lấy lúc"), dataset.provenance.retrieved_text),
        (_("Số liệu tính đến hết ngày"), dataset.as_of.isoformat() if dataset.as_of else ""),
        (_("Địa chỉ"), dataset.provenance.permalink),
    ]
    return [(label, said) for label, said in told if said]


def _table_sheet(dataset: Dataset, table: TableContent) -> Sheet:
    styles = [style_of(table, position) for position in range(len(table.columns))]
    heads = _heads(table, styles)
    widths = [44]
    for style in styles:
        widths += [16, 8] if style.has_marks else [16]

    def rows() -> Iterator[list[SheetCell]]:
        yield [text(table.caption, Look.TITLE)]
        units = [_("Đơn vị:") + f" {table.unit}"] if table.unit else []
        yield [text(" · ".join([*table.context, *units]))]
        yield from heads
        for row in table.rows:
            yield _row(row, styles)
        yield []
        for mark, words in legend(table):
            yield [text(f"{mark}: {words}")]
        for note in table.footnotes:
            yield [text(f"({note.number}) {note.text}")]
        for label, said in about(dataset, "; ".join(table.sources))[1:]:
            yield [text(f"{label}: {said}")]

    return Sheet(_("Bảng"), widths, rows(), frozen=(2 + len(heads), 1))


def _heads(table: TableContent, styles: Sequence[ColumnStyle]) -> list[list[SheetCell]]:
    """A row for each level of heads, a wide head repeated over all its columns."""
    depth = max((len(column.heads) for column in table.columns), default=0)
    levels = []
    for level in range(depth):
        is_own = level == depth - 1
        cells = [text(table.stub if is_own else "", Look.HEAD)]
        for column, style in zip(table.columns, styles, strict=True):
            words = column.heads[level]
            if is_own:
                marks = [STATUS_MARKS[column.status]()[0]] if column.status in STATUS_MARKS else []
                marks += [printed_words()[0]] if style.is_from_print else []
                words = " ".join([words, *marks, *([f"({column.unit})"] if column.unit else [])])
            cells.append(text(words, Look.HEAD))
            if style.has_marks:
                cells.append(text(_("Ký hiệu") if is_own else "", Look.HEAD))
        levels.append(cells)
    return levels


def _row(row: Row, styles: Sequence[ColumnStyle]) -> list[SheetCell]:
    look = Look.TOTAL if row.is_total else Look.PLAIN
    marks = [STATUS_MARKS[row.status]()[0]] if row.status in STATUS_MARKS else []
    label = " ".join([row.label, *marks, *([f"({row.unit})"] if row.unit else [])])
    cells = [text(label, look, indent=row.indent)]
    for cell, style in zip(row.cells, styles, strict=True):
        cells.append(_value(cell, look))
        if style.has_marks:
            cells.append(text(" ".join(_marks(cell, row, style))))
    return cells


def _value(cell: Cell, look: Look) -> SheetCell:
    """The number with every digit that it has, shown with those that the table shows; of a gap, its sign."""
    if cell.value is not None:
        return number(_storable(cell.value), cell_decimals(cell), look)
    return text(GAP_MARKS[cell.gap or Gap.NOT_AVAILABLE]()[0], look)


def _storable(value: Decimal) -> Decimal:
    """A quotient has more digits than a spreadsheet keeps and none of them was published."""
    return value if is_spreadsheet_number(value) else round(value, 10)


def _marks(cell: Cell, row: Row, style: ColumnStyle) -> Iterator[str]:
    if not style.says_status and not row.status and cell.status in STATUS_MARKS:
        yield STATUS_MARKS[cell.status]()[0]
    if cell.is_from_print and not style.is_from_print:
        yield printed_words()[0]
    yield from (f"({note})" for note in cell.footnotes)


STATUS_NAMES: dict[Status, Callable[[], str]] = {
    Status.ESTIMATE: lambda: _("Ước tính"),
    Status.PRELIMINARY: lambda: _("Sơ bộ"),
    Status.FINAL: lambda: _("Chính thức"),
}
