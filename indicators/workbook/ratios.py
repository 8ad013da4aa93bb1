"""Columns whose heads leave open what they compare, settled by a formula beneath the heads or by the figures."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from indicators.measures import Measure
from indicators.workbook import phrases
from indicators.workbook.headers import Head
from indicators.workbook.measures import Meaning, Skip

Figures = Mapping[int, Mapping[int, Decimal]]
"""The numbers of each column by row."""

_HUNDRED = Decimal(100)
_RELATIVE, _ABSOLUTE = Decimal("0.002"), Decimal("0.06")


def settle_open(
    meanings: dict[int, Meaning], heads: dict[int, Head], measures: Sequence[int], figures: Figures
) -> dict[int, Meaning]:
    """The meanings with open columns settled; one that nothing settles is left out, and says so."""
    numbers = {
        digits[0]: column
        for column, head in heads.items()
        if (digits := re.findall(r"^\(?(\d{1,2})\)?(?=\D|$)", head.number))
    }
    settled = dict(meanings)
    for column in measures:
        meaning = meanings[column]
        if not meaning.is_open:
            continue
        found = _by_formula(meaning, heads[column], numbers, meanings)
        found = found or _by_figures(meaning, column, meanings, measures, figures)
        if found is not None:
            settled[column] = found
        elif not meaning.is_compared:
            settled[column] = replace(meaning, skipped=meaning.skipped or Skip.UNCLEAR)
    return settled


def _by_formula(
    meaning: Meaning, head: Head, numbers: Mapping[str, int], meanings: Mapping[int, Meaning]
) -> Meaning | None:
    """ "5=4/2" beneath the heads, or "(4/2)" in one, divides column 4 by column 2."""
    found = phrases.RATIO.search(head.number) or phrases.RATIO.search(head.text)
    if not found or found[2] not in numbers or found[3] not in numbers:
        return None
    top, bottom = meanings.get(numbers[found[2]]), meanings.get(numbers[found[3]])
    return _ratio(meaning, top, bottom, is_index=True) if top and bottom else None


def _by_figures(
    meaning: Meaning, column: int, meanings: Mapping[int, Meaning], measures: Sequence[int], figures: Figures
) -> Meaning | None:
    """The two columns whose quotient (or difference) the figures are, in every row that has all three."""
    amounts = [c for c in measures if c != column and _is_amount(meanings[c])]
    own = figures.get(column, {})
    for top in sorted(amounts, key=lambda c: abs(c - column)):
        for bottom in amounts:
            if top == bottom or meanings[top].measure is Measure.TARGET:
                continue
            rows = [row for row in own if figures[top].get(row) is not None and figures[bottom].get(row)]
            if not rows or (len(rows) == 1 and meanings[bottom].measure is not Measure.TARGET):
                continue
            triples = [(own[row], figures[top][row], figures[bottom][row]) for row in rows]
            if all(_near(value, over * _HUNDRED / under) for value, over, under in triples):
                return _ratio(meaning, meanings[top], meanings[bottom], is_index=True)
            if all(_near(value, over * _HUNDRED / under - _HUNDRED) for value, over, under in triples):
                return _ratio(meaning, meanings[top], meanings[bottom], is_index=False)
            if all(value == over - under for value, over, under in triples):
                return replace(meaning, skipped=Skip.ABSOLUTE)
    return None


def _ratio(meaning: Meaning, top: Meaning, bottom: Meaning, *, is_index: bool) -> Meaning | None:
    base = replace(meaning, is_compared=True, is_open=False, skipped="", names=top.names, period=top.period)
    if bottom.measure is Measure.TARGET and bottom.period is not None and bottom.period.months < 12:
        return replace(base, measure=Measure.PLAN_SHARE, skipped=Skip.SHORT_PLAN)
    if bottom.measure is Measure.TARGET:
        return replace(base, measure=Measure.PLAN_SHARE, is_index=False)
    if top.period and bottom.period == top.period.same_period_last_year:
        return replace(base, measure=Measure.GROWTH_YOY, is_index=is_index)
    if top.period and bottom.period == top.period.previous:
        return replace(base, measure=Measure.GROWTH_PREVIOUS, is_index=is_index)
    return None


def _is_amount(meaning: Meaning) -> bool:
    return meaning.measure in {Measure.VALUE, Measure.TARGET} and not meaning.skipped and not meaning.is_open


def _near(value: Decimal, expected: Decimal) -> bool:
    return abs(value - expected) <= max(_ABSOLUTE, abs(expected) * _RELATIVE)
