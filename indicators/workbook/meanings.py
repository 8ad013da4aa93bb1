"""The columns of a table settled: what heads leave open is decided from the columns beside them and the figures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.measures import Measure, Status
from indicators.numbers import Convention
from indicators.periods import Period
from indicators.workbook.blocks import Block
from indicators.workbook.choices import ColumnChoice, TableChoice
from indicators.workbook.figures import column_figures, looks_like_fraction, looks_like_index, odd_among_growth
from indicators.workbook.headers import Head
from indicators.workbook.measures import HeadContext, Meaning, Skip, read_meaning
from indicators.workbook.notes import Surroundings
from indicators.workbook.outline import Outline
from indicators.workbook.problems import Explanation, Problem, Severity, a1, column_letters
from indicators.workbook.ratios import settle_open
from indicators.workbook.table_periods import TablePeriod
from indicators.workbook.titles import unit_or_none

GROWTH = {Measure.GROWTH_YOY, Measure.GROWTH_PREVIOUS}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures, settled; figures are multiplied by `factor` and lowered by 100 where `is_index`."""

    index: int
    head: Head
    meaning: Meaning
    convention: Convention | None
    is_index: bool
    factor: Decimal
    explanation: Explanation
    area: str = ""
    unit_is_chosen: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def is_amount(self) -> bool:
        """Whether the figures are amounts that parts add up to, rather than comparisons."""
        return self.meaning.measure is Measure.VALUE and not self.meaning.skipped


def read_columns(
    outline: Outline,
    block: Block,
    heads: dict[int, Head],
    measures: Sequence[int],
    when: TablePeriod,
    around: Surroundings,
    conventions: dict[int, Convention | None],
    choice: TableChoice,
) -> dict[int, Column]:
    """The settled columns of figures, left to right."""
    context = HeadContext(when.period, when.year)
    meanings = {column: read_meaning(heads[column].texts, context) for column in measures}
    numbers = {column: column_figures(outline.grid, block, column, conventions[column]) for column in measures}
    meanings = _by_title(meanings, around, context)
    meanings = _with_periods(meanings, measures, when)
    meanings = settle_open(meanings, heads, measures, numbers)
    meanings = _with_names(meanings, measures)
    columns = {}
    for column in measures:
        chosen = choice.columns.get(column_letters(column), ColumnChoice())
        meaning = _chosen(meanings[column], chosen)
        values = list(numbers[column].values())
        settled = _settled(column, heads[column], meaning, chosen, values, conventions[column], outline)
        odd = odd_among_growth(numbers[column], is_index=settled.is_index) if meaning.measure in GROWTH else ()
        told = tuple(_odd(outline.grid.name, row, column, numbers[column][row], settled.is_index) for row in odd)
        columns[column] = replace(settled, problems=(*settled.problems, *told))
    return columns


def _by_title(meanings: dict[int, Meaning], around: Surroundings, context: HeadContext) -> dict[int, Meaning]:
    """Columns that only name periods, under a title that compares: "Chỉ số giá so với cùng kỳ năm trước (%)"."""
    whole = read_meaning((around.title,), context)
    is_percent = "%" in around.title or (around.unit is not None and around.unit.symbol_vi == "%")
    plain = all(m.measure is Measure.VALUE and not m.is_compared and not m.names for m in meanings.values())
    if not (plain and is_percent and whole.measure in GROWTH and whole.is_compared):
        return meanings
    return {
        column: replace(meaning, measure=whole.measure, is_compared=True, is_index=whole.is_index)
        for column, meaning in meanings.items()
    }


def _with_periods(meanings: dict[int, Meaning], measures: Sequence[int], when: TablePeriod) -> dict[int, Meaning]:
    """Periods for columns whose heads name none."""
    settled: dict[int, Meaning] = {}
    current: Period | None = None
    cumulative = next(
        (
            m.period
            for m in meanings.values()
            if m.measure is Measure.VALUE and m.period and when.period
            and m.period == when.period.year_to_date and m.period != when.period
        ),
        None,
    )  # fmt: skip
    for column in measures:
        meaning = meanings[column]
        period = meaning.period
        if period is None and meaning.measure is Measure.PLAN_SHARE:
            period = cumulative or _latest(current, when) or when.period
        elif period is None and meaning.measure in GROWTH:
            period = _latest(current, when) or when.period
            if meaning.measure is Measure.GROWTH_PREVIOUS and when.period is not None and period == cumulative:
                period = when.period
        elif period is None:
            period = when.period
        if meaning.measure is Measure.VALUE and not meaning.skipped and period and not _is_base(period, when.period):
            current = period
        settled[column] = replace(meaning, period=period)
    return settled


def _with_names(meanings: dict[int, Meaning], measures: Sequence[int]) -> dict[int, Meaning]:
    """Comparisons take the names that columns of values have, from their own heads or from the column before."""
    amounts = {name for m in meanings.values() if _is_plain(m) for name in m.names}
    several = len({m.names for m in meanings.values() if _is_plain(m)}) > 1
    settled: dict[int, Meaning] = {}
    before: tuple[str, ...] = ()
    for column in measures:
        meaning = meanings[column]
        if _is_plain(meaning):
            before = meaning.names
        elif meaning.is_compared or meaning.measure is not Measure.VALUE:
            own = tuple(name for name in meaning.names if name in amounts)
            meaning = replace(meaning, names=own or (before if several else ()))
        settled[column] = meaning
    return settled


def _is_plain(meaning: Meaning) -> bool:
    return meaning.measure is Measure.VALUE and not meaning.skipped and not meaning.is_compared


def _is_base(period: Period, own: Period | None) -> bool:
    """Whether a column only gives what the report's period is compared with."""
    return own is not None and period.last < own.last


def _latest(current: Period | None, when: TablePeriod) -> Period | None:
    if current is None or when.period is None:
        return current
    return current if current.last == when.period.last else when.period


def _chosen(meaning: Meaning, chosen: ColumnChoice) -> Meaning:
    """The meaning with what a person chose for the column."""
    if chosen.role == "measure" and meaning.skipped:
        meaning = replace(meaning, skipped="")
    if meaning.measure is Measure.TARGET and meaning.period is not None and meaning.period.months < 12:
        meaning = replace(meaning, skipped=Skip.SHORT_PLAN)
    if chosen.measure:
        measure = Measure(chosen.measure)
        meaning = replace(
            meaning, measure=measure, skipped="", is_compared=measure not in {Measure.VALUE, Measure.TARGET}
        )
    if chosen.period:
        meaning = replace(meaning, period=Period.from_sdmx(chosen.period))
    if chosen.unit:
        meaning = replace(meaning, unit_text=chosen.unit, unit=unit_or_none(chosen.unit))
    if chosen.status:
        meaning = replace(meaning, status=Status(chosen.status))
    if chosen.indicator:
        meaning = replace(meaning, names=(chosen.indicator,))
    if chosen.is_index is not None:
        meaning = replace(meaning, is_index=chosen.is_index)
    return meaning


def _settled(
    index: int,
    head: Head,
    meaning: Meaning,
    chosen: ColumnChoice,
    values: Sequence[Decimal],
    convention: Convention | None,
    outline: Outline,
) -> Column:
    sheet = outline.grid.name
    problems: list[Problem] = []
    if meaning.skipped:
        text = _skipped(meaning.skipped) % {"head": head.text}
        if meaning.skipped in {Skip.UNCLEAR, Skip.SHORT_PLAN}:
            problems.append(Problem(sheet, head.cell, text, Severity.WARNING))
        note = Explanation(text, head.cell)
        return Column(index, head, meaning, convention, False, Decimal(1), note, problems=tuple(problems))
    is_index, factor, reason = False, Decimal(1), ""
    if meaning.is_compared:
        if looks_like_fraction(values) and not _has_percent_format(outline, index):
            factor = Decimal(100)
            values = [value * factor for value in values]
            text = _("Cột “%(head)s” viết theo phần của 1 (0,254 là 25,4%%); đã nhân với 100.")
            problems.append(Problem(sheet, head.cell, text % {"head": head.text}, Severity.WARNING))
        if meaning.measure in GROWTH:
            is_index, reason = _index(meaning, chosen, values)
            if not reason:
                reason = _("không rõ là chỉ số hay mức tăng; hiểu là mức tăng")
                text = _(
                    "Không rõ cột “%(head)s” là chỉ số (111,2) hay mức tăng (11,2); hiểu là mức tăng. Hãy kiểm tra."
                )
                problems.append(Problem(sheet, head.cell, text % {"head": head.text}, Severity.WARNING))
    return Column(
        index,
        head,
        meaning,
        convention,
        is_index,
        factor,
        Explanation(_sentence(head, meaning, reason), head.cell),
        chosen.area,
        bool(chosen.unit),
        tuple(problems),
    )


def _skipped(reason: str) -> str:
    sentences = {
        Skip.OTHER_BASE: _("Cột “%(head)s” không đọc: so với gốc khác cùng kỳ và kỳ trước. Có thể chọn lại ý nghĩa."),
        Skip.ABSOLUTE: _("Cột “%(head)s” không đọc: là mức chênh lệch, tính được từ các cột khác."),
        Skip.SHORT_PLAN: _("Cột “%(head)s” không đọc: chỉ lưu kế hoạch của cả năm, không lưu của kỳ ngắn hơn."),
        Skip.UNCLEAR: _("Cột “%(head)s” không đọc: không rõ so với gì. Hãy chọn ý nghĩa của cột."),
    }
    return sentences[Skip(reason)]


def _odd(sheet: str, row: int, column: int, value: Decimal, is_index: bool) -> Problem:
    text = (
        _("Ô %(cell)s: %(value)s khác hẳn các chỉ số quanh 100 trong cột; có thể là mức tăng. Hãy xem lại.")
        if is_index
        else _(
            "Ô %(cell)s: %(value)s khác hẳn các mức tăng trong cột; có thể là chỉ số (100 là không tăng). Hãy xem lại."
        )
    )
    cell = a1(row, column)
    return Problem(sheet, cell, text % {"cell": cell, "value": str(value).replace(".", ",")}, Severity.WARNING)


def _index(meaning: Meaning, chosen: ColumnChoice, values: Sequence[Decimal]) -> tuple[bool, str]:
    """Whether the growth column is an index, and why; an empty reason where nothing shows it."""
    if chosen.is_index is not None:
        return chosen.is_index, _("theo lựa chọn của người nhập")
    shown = looks_like_index(values)
    if meaning.is_index is False:
        return False, _("đầu cột nói tăng, giảm")
    if shown is True:
        return True, _("các số quanh 100 nên là chỉ số: 111,2 là tăng 11,2%")
    if shown is False:
        return False, _("các số nhỏ hoặc âm nên là mức tăng")
    if meaning.is_index is True:
        return True, _("đầu cột là chỉ số")
    return (False, _("cột không có số")) if not values else (False, "")


def _sentence(head: Head, meaning: Meaning, reason: str) -> str:
    names = {
        Measure.VALUE: _("giá trị"),
        Measure.TARGET: _("kế hoạch"),
        Measure.PLAN_SHARE: _("tỷ lệ so với kế hoạch"),
        Measure.GROWTH_YOY: _("tăng so với cùng kỳ năm trước"),
        Measure.GROWTH_PREVIOUS: _("tăng so với kỳ trước"),
    }
    period = meaning.period.vi if meaning.period else "?"
    values = {"head": head.text, "measure": names[meaning.measure], "period": period, "reason": reason}
    if reason:
        return _("Cột “%(head)s” là %(measure)s, %(period)s; %(reason)s.") % values
    return _("Cột “%(head)s” là %(measure)s, %(period)s.") % values


def _has_percent_format(outline: Outline, column: int) -> bool:
    return any(style.number_format.is_percent for (_row, c), style in outline.grid.styles.items() if c == column)
