"""A cell of a statistics table as HTML: the number on its decimal mark, behind it a slot for the marks it carries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from indicators.comparisons import rounded
from indicators.measures import Measure
from indicators.numbers import decimals_of, format_number
from indicators.table_content import PERCENT, Cell, Gap, Row, TableContent
from indicators.templatetags.figures import (
    ABSENCE_MARKS,
    COMPUTED_GROWTH_DECIMALS,
    STATUS_MARKS,
    status_mark,
)

SIGNED = frozenset({Measure.GROWTH_YOY, Measure.GROWTH_PREVIOUS})


@dataclass(frozen=True, slots=True)
class ColumnStyle:
    """What the cells of a column share: decimals, whether any carries a mark, which marks their head says for all."""

    decimals: int
    has_marks: bool
    unit: str
    says_status: bool
    is_from_print: bool


def style_of(content: TableContent, position: int) -> ColumnStyle:
    """The style of the column at this position."""
    column, cells = content.columns[position], content.column_cells(position)
    compared = [cell for cell in cells if cell.comparison and cell.value is not None]
    is_from_print = bool(compared) and all(cell.is_from_print for cell in compared)
    says_status = bool(column.status) or column.measure not in content.marked_measures
    return ColumnStyle(
        decimals=column_decimals(cells),
        has_marks=any(
            cell.footnotes
            or cell.is_revised
            or (cell.is_from_print and not is_from_print)
            or (not says_status and not row.status and cell.status in STATUS_MARKS)
            for row, cell in zip(content.rows, cells, strict=True)
        ),
        unit=column.unit,
        says_status=says_status,
        is_from_print=is_from_print,
    )


def column_decimals(cells: Sequence[Cell]) -> int:
    """The decimals that a column makes room for: as published, or those of a computed share where none is printed."""
    return max((cell_decimals(cell) for cell in cells if cell.value is not None), default=0)


def cell_decimals(cell: Cell) -> int:
    """The decimals to show: those of what was published; a quotient has more digits than meaning and keeps one."""
    if cell.value is None:
        return 0
    own = decimals_of(cell.value)
    if cell.comparison is None or cell.comparison.shows_print or cell.unit != PERCENT:
        return own
    return COMPUTED_GROWTH_DECIMALS


def shown_value(cell: Cell) -> Decimal | None:
    """The value with the digits that a reader sees."""
    return None if cell.value is None else rounded(cell.value, cell_decimals(cell))


def cell_text(cell: Cell, language: str) -> str:
    """The cell in running text: "230 nghìn tấn", "+11,2%"; the reason where there is no value."""
    if cell.value is None:
        return GAP_MARKS[cell.gap or Gap.NOT_AVAILABLE]()[1]
    shown = format_number(cell.value, language, decimals=cell_decimals(cell), signed=cell.measure in SIGNED)
    return f"{shown}{cell.unit}" if cell.unit == PERCENT else f"{shown} {cell.unit}"


def cell_html(cell: Cell, row: Row, style: ColumnStyle, *, language: str, key: str) -> SafeString:
    """The cell's content. `key` is the table's on its page, to which its footnotes' addresses belong."""
    shown = _figure_html(cell, style, language=language)
    if cell.published is not None:
        shown = _changed_html(cell.published, shown, language=language)
    if not style.has_marks:
        return shown
    marks: list[str] = []
    if not style.says_status and not row.status:
        marks.append(status_mark(cell.status))
    if cell.is_from_print and not style.is_from_print:
        marks.append(print_mark())
    if cell.is_revised:
        marks.append(revision_mark())
    marks += [footnote_reference(number, key) for number in cell.footnotes]
    return format_html('{}<span class="marks">{}</span>', shown, format_html_join("", "{}", ((m,) for m in marks)))


def _figure_html(cell: Cell, style: ColumnStyle, *, language: str) -> SafeString:
    return gap_mark(cell.gap) if cell.value is None else number_html(cell, cell.value, style, language=language)


def _changed_html(published: Cell, shown: SafeString, *, language: str) -> SafeString:
    """The figure that was published struck out before the one that took its place."""
    if published.value is None:
        return format_html('<ins class="now">{}</ins>', shown)
    plain = replace(style_of_one(published), unit=published.unit)
    old = number_html(published, published.value, plain, language=language)
    return format_html('<del class="then">{}</del> <ins class="now">{}</ins>', old, shown)


def style_of_one(cell: Cell) -> ColumnStyle:
    """The style of a cell that stands alone."""
    return ColumnStyle(cell_decimals(cell), has_marks=False, unit="", says_status=False, is_from_print=False)


def number_html(cell: Cell, value: Decimal, style: ColumnStyle, *, language: str) -> SafeString:
    """The number with invisible digits behind it, so that decimal marks stand under each other."""
    places = cell_decimals(cell)
    # Nothing in a number has to be escaped.
    shown = format_number(value, language, decimals=places, signed=cell.measure in SIGNED)
    lacking = style.decimals - places
    if lacking > 0:
        mark = "" if places else ("," if language == "vi" else ".")
        shown += f'<span class="filler" aria-hidden="true">{mark}{"0" * lacking}</span>'
    if cell.is_comparison and cell.unit != style.unit:
        shown += f" {escape(cell.unit)}"
    return SafeString(shown)


def gap_mark(gap: Gap | None) -> SafeString:
    """The sign of a missing value; its reason for those who do not see the sign or do not know it."""
    sign, reason = GAP_MARKS[gap or Gap.NOT_AVAILABLE]()
    return format_html(
        '<span class="missing" title="{0}"><span aria-hidden="true">{1}</span>'
        '<span class="visually-hidden">{0}</span></span>',
        reason,
        sign,
    )


def print_mark() -> SafeString:
    """The mark of a comparison that rests on the source alone."""
    return _raised(*printed_words())


def revision_mark() -> SafeString:
    """The mark of a figure that has been revised since it was published so."""
    return _raised(*revised_words())


def _raised(sign: str, words: str) -> SafeString:
    return format_html(
        '<sup class="status-mark"><span aria-hidden="true">{}</span><span class="visually-hidden"> ({})</span></sup>',
        sign,
        words,
    )


def footnote_reference(number: int, key: str) -> SafeString:
    return format_html(
        '<sup class="footnote-reference"><a href="#{0}-note-{1}" aria-label="{2}">({1})</a></sup>',
        key,
        number,
        _("Chú thích %(number)s") % {"number": number},
    )


def head_marks(column_status: str, is_from_print: bool) -> SafeString:
    """The marks that a head says for all cells below it."""
    return format_html("{}{}", status_mark(column_status), print_mark() if is_from_print else "")


def legend(content: TableContent) -> list[tuple[str, str]]:
    """The marks and signs that occur in the table, each with its words."""
    marks = [STATUS_MARKS[status]() for status in STATUS_MARKS if status in content.statuses]
    if content.has_printed_comparisons:
        marks.append(printed_words())
    if content.has_revised_figures:
        marks.append(revised_words())
    signs: dict[str, list[str]] = {}
    for gap in content.gaps:
        sign, reason = GAP_MARKS[gap]()
        signs.setdefault(sign, []).append(reason)
    return [*marks, *((sign, "; ".join(reasons)) for sign, reasons in signs.items())]


def printed_words() -> tuple[str, str]:
    return pgettext("ký hiệu", "NG"), _("theo nguồn công bố, chưa có số gốc để tính lại")


def revised_words() -> tuple[str, str]:
    return pgettext("ký hiệu", "ĐC"), _("đã điều chỉnh sau khi công bố")


GAP_MARKS = {
    Gap.NIL: ABSENCE_MARKS["nil"],
    Gap.NOT_AVAILABLE: ABSENCE_MARKS["not_available"],
    Gap.CONFIDENTIAL: ABSENCE_MARKS["confidential"],
    Gap.NO_BASE: lambda: ("…", _("chưa có số của kỳ gốc để so sánh")),
    Gap.NO_PLAN: lambda: ("…", _("không có kế hoạch năm")),
    Gap.NOT_COMPARABLE: lambda: ("…", _("không so sánh được bằng tỷ lệ phần trăm")),
}
