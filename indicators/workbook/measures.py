"""What a column measures, from its heads: a value of a period, a target, growth, a share of the plan."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from indicators.measures import Measure, Status
from indicators.periods import Period, PeriodError, find_periods
from indicators.text import fold
from indicators.units import Unit
from indicators.workbook import phrases
from indicators.workbook.head_words import find_unit, is_open_head, names_of, status_of, without_price_base

_YEAR = re.compile(r"(?<!\d)(19[4-9]\d|20\d\d)(?!\d)")


class Skip(StrEnum):
    """Why a column of figures is left out."""

    OTHER_BASE = "other_base"
    ABSOLUTE = "absolute"
    UNCLEAR = "unclear"
    SHORT_PLAN = "short_plan"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one column says of its rows; None where the head leaves it to the row, the table or the figures.

    `is_index` tells 111.2 (an index on 100) from 11.2 (growth); None leaves it to the figures. `names` is what the
    head adds to the name of what is measured, outermost first. `skipped` says why a column is left out.
    """

    measure: Measure = Measure.VALUE
    period: Period | None = None
    status: Status | None = None
    unit_text: str = ""
    unit: Unit | None = None
    is_index: bool | None = None
    names: tuple[str, ...] = ()
    skipped: str = ""
    is_compared: bool = False
    is_breakdown: bool = False
    is_open: bool = False
    base: Period | None = None


@dataclass(frozen=True, slots=True)
class HeadContext:
    """The table's own period, that heads refer to as "tháng báo cáo" or "cùng kỳ", and any year it is about."""

    period: Period | None = None
    year: int | None = None

    @property
    def month(self) -> int | None:
        return self.period.last[1] if self.period and self.period.months < 12 else None

    @property
    def known_year(self) -> int | None:
        return self.period.last[0] if self.period else self.year


def read_meaning(texts: tuple[str, ...], context: HeadContext) -> Meaning:
    """The meaning of a column with these heads, outermost first."""
    plain = tuple(without_price_base(text) for text in texts)
    folded = fold(" | ".join(plain))
    unit_text, unit = find_unit(plain)
    meaning = Meaning(status=status_of(folded), unit_text=unit_text, unit=unit)
    if is_open_head(plain):
        is_growth = bool(phrases.GROWTH_WORDS.search(folded)) and "%" not in folded
        compared = bool(phrases.COMPARED.search(folded))
        measure = Measure.GROWTH_YOY if compared else Measure.VALUE
        skipped = Skip.ABSOLUTE if is_growth and not compared else ""
        return replace(meaning, measure=measure, is_open=True, is_compared=compared, skipped=skipped)
    if phrases.ABSOLUTE.search(folded) and "%" not in fold(plain[-1] if plain else ""):
        return replace(meaning, skipped=Skip.ABSOLUTE)
    cut = _last_comparison(folded)
    if cut is not None:
        return _compared(plain, folded, cut, meaning, context)
    if phrases.PLAN.search(folded):
        return _planned(plain, folded, meaning, context)
    if (phrases.GROWTH_WORDS.search(folded) and (phrases.RATE_WORDS.search(folded) or "tang truong" in folded)) or (
        phrases.SAME_PERIOD.search(folded) and "%" in folded
    ):
        return _grown(plain, folded, meaning, context)
    names, is_breakdown = names_of(texts)
    return replace(meaning, period=period_of(plain, context), names=names, is_breakdown=is_breakdown)


def period_of(texts: tuple[str, ...], context: HeadContext) -> Period | None:
    """The period that heads name, the innermost first, relative to that of the table."""
    joined = " | ".join(texts)
    years = [int(year) for year in _YEAR.findall(joined)]
    year = years[-1] if years else context.known_year
    for text in reversed(texts):
        if (found := _explicit(text, year, context.month)) is not None:
            return _last_year(found, fold(joined)) if not years else found
    found = _relative(fold(joined), context)
    if found is not None:
        return found
    return Period.of_year(years[-1]) if years else None


def _explicit(text: str, year: int | None, month: int | None) -> Period | None:
    """A period with more to it than a bare year."""
    bare = _YEAR.fullmatch(text.strip())
    try:
        found = [] if bare else [period for period, _place in find_periods(text, year=year, month=month)]
        if not found and not bare:
            found = [Period.parse(_lettered(text), year=year, month_context=month)]
    except PeriodError:
        return None
    finer = [period for period in found if period.kind != "year" or "12" in text]
    return finer[0] if finer else None


def _lettered(text: str) -> str:
    """A head such as "Ước T5" or "TH 5T" without the words before its period."""
    return re.sub(r"^(?:thực hiện|ước(?: thực hiện| tính)?|th|ưth|tổng)\s+", "", text.strip(), flags=re.IGNORECASE)


def _last_year(period: Period, folded: str) -> Period:
    """ "Tháng 5 năm trước" is last year's May where the report's year filled in for the missing one."""
    return period.same_period_last_year if _means_last_year(folded) else period


def _means_last_year(folded: str) -> bool:
    return bool(phrases.SAME_PERIOD.search(folded) or phrases.LAST_YEAR.search(folded))


def _relative(folded: str, context: HeadContext) -> Period | None:
    period = context.period
    if period is None:
        return None
    if phrases.CUMULATIVE.search(folded):
        found = period.year_to_date
    elif phrases.PREVIOUS.search(folded):
        return period.previous
    elif phrases.CURRENT.search(folded) or phrases.SAME_PERIOD.search(folded):
        found = period
    elif phrases.LAST_YEAR.search(folded):
        return Period.of_year(period.year - 1)
    else:
        return Period.of_year(period.year) if re.search(r"\bca nam\b", folded) else None
    return found.same_period_last_year if _means_last_year(folded) else found


def _last_comparison(folded: str) -> tuple[int, int] | None:
    found = list(phrases.COMPARED.finditer(folded))
    if not found:
        return None
    start, end = found[-1].span()
    # "So sánh tháng 6/2021 với": what is compared stands between the two words.
    between = re.search(r"\bvoi\b", folded[end:]) if found[-1][0] == "so sanh" else None
    return (end + between.start(), end + between.end()) if between else (start, end)


def _compared(
    texts: tuple[str, ...], folded: str, cut: tuple[int, int], meaning: Meaning, context: HeadContext
) -> Meaning:
    """A column that compares: with the plan, the same period, the period before, or something else."""
    before, after = folded[: cut[0]].strip(" |"), folded[cut[1] :].strip(" |")
    meaning = replace(
        meaning, is_compared=True, names=names_of(texts)[0], unit=None if meaning.unit_text != "%" else meaning.unit
    )
    if phrases.SHORT_PLAN.search(folded):
        return replace(meaning, measure=Measure.PLAN_SHARE, skipped=Skip.SHORT_PLAN)
    if phrases.PLAN.search(after) or (phrases.PLAN.search(before) and not _has_base(after)):
        return replace(meaning, measure=Measure.PLAN_SHARE, period=_left_period(texts, before, context), is_index=False)
    current = _left_period(texts, before, context)
    is_index = _index_wording(folded)
    base = _base_period(texts, after, context)
    reference = current or context.period
    if phrases.OTHER_BASE.search(after):
        return replace(meaning, period=current, skipped=Skip.OTHER_BASE)
    if phrases.PREVIOUS.search(after):
        return replace(meaning, measure=Measure.GROWTH_PREVIOUS, period=current, is_index=is_index)
    if phrases.SAME_PERIOD.search(after) or phrases.LAST_YEAR.search(after):
        return replace(meaning, measure=Measure.GROWTH_YOY, period=current, is_index=is_index)
    if base is not None and reference is not None:
        measure = _measure_between(reference, base)
        if measure is None:
            return replace(meaning, period=current, base=base, skipped=Skip.OTHER_BASE)
        return replace(meaning, measure=measure, period=current, base=base, is_index=is_index)
    if phrases.PLAN.search(folded):
        return replace(meaning, measure=Measure.PLAN_SHARE, period=current, is_index=False)
    if phrases.SAME_PERIOD.search(folded) or not after:
        return replace(meaning, measure=Measure.GROWTH_YOY, period=current, is_index=is_index)
    return replace(meaning, period=current, skipped=Skip.OTHER_BASE)


def _has_base(after: str) -> bool:
    return bool(phrases.SAME_PERIOD.search(after) or phrases.PREVIOUS.search(after) or phrases.LAST_YEAR.search(after))


def _measure_between(current: Period, base: Period) -> Measure | None:
    """Which growth compares the two; a bare year as base stands for the same period of that year."""
    if base == current.same_period_last_year or (base.kind == "year" and base.year == current.year - 1):
        return Measure.GROWTH_YOY
    if base == current.previous:
        return Measure.GROWTH_PREVIOUS
    return None


def _left_period(texts: tuple[str, ...], before: str, context: HeadContext) -> Period | None:
    """The period that is compared: what stands before "so với", in the words of the heads."""
    original = " | ".join(texts)
    left = original[: len(before)] if len(fold(original)) == len(original) else before
    parts = tuple(part.strip() for part in left.split("|") if part.strip())
    return period_of(parts, context) if parts else None


def _base_period(texts: tuple[str, ...], after: str, context: HeadContext) -> Period | None:
    original = " | ".join(texts)
    right = original[len(original) - len(after) :] if after and len(fold(original)) == len(original) else after
    parts = tuple(part.strip() for part in right.split("|") if part.strip())
    return period_of(parts, context) if parts else None


def _planned(texts: tuple[str, ...], folded: str, meaning: Meaning, context: HeadContext) -> Meaning:
    """A plan: its share where the head speaks of percent or of reaching it, else the target itself."""
    period = period_of(texts, context)
    meaning = replace(meaning, names=names_of(texts)[0])
    if phrases.ACHIEVED.search(phrases.PLAN.sub(" ", folded)) or re.search(r"\bth ?/ ?kh\b", folded):
        is_year = period is not None and period.kind == "year"
        return replace(meaning, measure=Measure.PLAN_SHARE, period=None if is_year else period, is_index=False)
    year = context.known_year
    default = Period.of_year(year) if year is not None else None
    if phrases.SHORT_PLAN.search(folded):
        default = context.period
    return replace(meaning, measure=Measure.TARGET, period=period or default, status=None)


def _grown(texts: tuple[str, ...], folded: str, meaning: Meaning, context: HeadContext) -> Meaning:
    """Growth said without "so với": "Tốc độ tăng (%)", "% cùng kỳ"."""
    measure = Measure.GROWTH_PREVIOUS if phrases.PREVIOUS.search(folded) else Measure.GROWTH_YOY
    period = None if phrases.SAME_PERIOD.search(folded) else period_of(texts, context)
    return replace(
        meaning,
        measure=measure,
        period=period,
        is_index=_index_wording(folded),
        is_compared=True,
        names=names_of(texts)[0],
    )


def _index_wording(folded: str) -> bool | None:
    """Whether the words settle it: "tăng/giảm" is growth, "chỉ số" an index; "so với (%)" is left to the figures."""
    if phrases.INDEX_WORDS.search(folded):
        return True
    return False if phrases.GROWTH_WORDS.search(folded) else None
