"""The period that a table is about: chosen, in its title, in its sheet's name, or in its heads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.measures import Status
from indicators.periods import Period, PeriodError, find_periods
from indicators.text import fold
from indicators.workbook.choices import TableChoice
from indicators.workbook.drafts import ReadingContext
from indicators.workbook.head_words import status_of
from indicators.workbook.headers import Head
from indicators.workbook.notes import Surroundings
from indicators.workbook.problems import Explanation


@dataclass(frozen=True, slots=True)
class TablePeriod:
    """The table's period and year (either may be unknown), the firmness its title gives, and where both stand."""

    period: Period | None
    year: int | None
    status: Status | None
    explanation: Explanation


def find_table_period(
    around: Surroundings,
    heads: dict[int, Head],
    measures: Sequence[int],
    sheet: str,
    choice: TableChoice,
    context: ReadingContext,
    carried: Period | None,
) -> TablePeriod:
    """The period of the table; a table without any takes that of the table above it (`carried`)."""
    status = status_of(fold(around.title)) if around.title else None
    if choice.period:
        period = Period.from_sdmx(choice.period)
        text = _("Kỳ của bảng do người nhập chọn: %(period)s.")
        return _found(period, status, text, "")
    if context.period is not None:
        return _found(context.period, status, _("Kỳ của bảng do người nhập chọn: %(period)s."), "")
    finer = [period for period in around.periods if period.kind != "year"]
    if finer:
        return _found(finer[0], status, _("Kỳ của bảng đọc từ tên bảng: %(period)s."), around.period_cell)
    year = around.year
    file_year = next(iter(re.findall(r"(?<!\d)(20\d\d|19[5-9]\d)(?!\d)", context.file_name)), None)
    year_around = year or (int(file_year) if file_year else None)
    if (named := _in_sheet_name(sheet, year_around)) is not None and named.kind != "year":
        return _found(named, status, _("Kỳ của bảng đọc từ tên trang tính: %(period)s."), "")
    in_heads = _in_heads(heads, measures, year)
    if around.periods and around.periods[0].months == 12 and not in_heads:
        return _found(around.periods[0], status, _("Kỳ của bảng đọc từ tên bảng: %(period)s."), around.period_cell)
    if in_heads:
        latest = max(in_heads, key=lambda period: (period.last, -period.months))
        return _found(latest, status, _("Kỳ gần nhất trong đầu bảng: %(period)s."), "")
    if around.periods:
        return _found(around.periods[0], status, _("Kỳ của bảng đọc từ tên bảng: %(period)s."), around.period_cell)
    if carried is not None:
        return _found(carried, status, _("Bảng không ghi kỳ; lấy kỳ của bảng phía trên: %(period)s."), "")
    if named is not None:
        return _found(named, status, _("Kỳ của bảng đọc từ tên trang tính: %(period)s."), "")
    for name in (context.file_name,):
        if (in_file := _in_sheet_name(name.rsplit(".", 1)[0], None)) is not None:
            return _found(in_file, status, _("Kỳ của bảng đọc từ tên tệp: %(period)s."), "")
    return TablePeriod(None, year, status, Explanation(_("Bảng không ghi kỳ nào.")))


def _found(period: Period, status: Status | None, sentence: str, cell: str) -> TablePeriod:
    return TablePeriod(period, period.last[0], status, Explanation(sentence % {"period": period.vi}, cell))


def _in_sheet_name(name: str, year: int | None) -> Period | None:
    text = re.sub(r"[_]+", " ", name).strip()
    try:
        return Period.parse(text, year=year)
    except PeriodError:
        pass
    try:
        found = find_periods(text, year=year)
    except PeriodError:
        return None
    return found[0][0] if found else None


def _in_heads(heads: dict[int, Head], measures: Sequence[int], year: int | None) -> list[Period]:
    """The periods that heads of figures name, those they are compared with left out."""
    periods = []
    for column in measures:
        text = " ".join(heads[column].texts)
        text = re.split(r"\bso với\b|\bso\b", text, flags=re.IGNORECASE)[0]
        try:
            periods += [period for period, _place in find_periods(text, year=year)]
        except PeriodError:
            continue
    return periods
