"""Figures that state each other: a total and its terms, a share and its plan, a growth and its base.

Edits of this kind are balance edits in the Generic Statistical Data Editing Model (UNECE, GSDEM 2.0, 2019). What
publication's rounding explains is no finding: 230 stands for anything from 229.5 to 230.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from indicators.comparisons import change, growth, share_of_plan
from indicators.printed_comparisons import change_agrees, growth_agrees, share_agrees, unrounded

_HUNDRED = Decimal(100)
Term = tuple[int, Decimal]
"""The sign of a component (+1, −1) and its value."""


def sum_of(terms: Sequence[Term]) -> Decimal:
    """What the terms come to, each with its sign."""
    return sum((sign * value for sign, value in terms), Decimal(0))


def gap_to_sum(whole: Decimal, terms: Sequence[Term]) -> Decimal | None:
    """By how much the printed whole differs from its terms; None where rounding explains it.

    The whole and each of n terms may be off by half a unit of their last digit, so that a gap up to the sum of these
    halves shows nothing (the rule of additivity for rounded tables in the same model).
    """
    gap = whole - sum_of(terms)
    allowed = _half(whole) + sum((_half(value) for _sign, value in terms), Decimal(0))
    return gap if abs(gap) > allowed else None


def part_over_whole(whole: Decimal, terms: Sequence[Term]) -> int | None:
    """The position of a term that is greater than the whole, where that cannot be; None where there is none.

    It cannot be where no term is taken away and none is negative. Rounding is allowed for.
    """
    if whole < 0 or any(sign < 0 or value < 0 for sign, value in terms):
        return None
    for place, (_sign, value) in enumerate(terms):
        if unrounded(value)[0] > unrounded(whole)[1]:
            return place
    return None


def share_given(printed: Decimal, value: Decimal, target: Decimal) -> Decimal | None:
    """The share of the plan that the values give, where it is not the printed one; None where they agree.

    value / target × 100 of the year's plan, as socio-economic reports define plan fulfilment. None as well where the
    target is zero or negative.
    """
    share = share_of_plan(value, target)
    return None if share is None or share_agrees(printed, value, target) else share


def growth_given(printed: Decimal, current: Decimal, base: Decimal, *, in_points: bool = False) -> Decimal | None:
    """The growth that the values give, where it is not the printed one; None where they agree.

    The ratio to the base less 100 percent, after the IMF's Quarterly National Accounts Manual. An indicator that is
    a percentage or an index itself (`in_points`) is taken to agree as well where the printed figure is the difference
    in points, or where it is the index less 100. None where the base is zero or negative: nothing can be said.
    """
    if in_points and (change_agrees(printed, current, base) or current - _HUNDRED == printed):
        return None
    given = growth(current, base)
    if given is None or growth_agrees(printed, current, base):
        return None
    return change(current, base) if in_points else given


def _half(value: Decimal) -> Decimal:
    """Half a unit of the last published digit."""
    return (unrounded(value)[1] - unrounded(value)[0]) / 2
