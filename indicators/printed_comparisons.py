"""Whether a growth or share that the source printed agrees with the values that it printed beside it.

Published values are rounded: 230 stands for anything from 229.5 to 230.5. A printed percentage made from unrounded
data therefore differs from the quotient of the published ones; it agrees as long as some unrounded pair gives it.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from itertools import product

from indicators.numbers import decimals_of

_PRECISION = 60
_HUNDRED = Decimal(100)
Range = tuple[Decimal, Decimal]


def growth_agrees(printed: Decimal, current: Decimal, base: Decimal) -> bool:
    """Whether rounding explains the difference between `printed` and (current − base) / base × 100; base above 0."""
    return _share_agrees(printed + _HUNDRED, printed, current, base)


def share_agrees(printed: Decimal, value: Decimal, target: Decimal) -> bool:
    """Whether rounding explains the difference between `printed` and value / target × 100; target above 0."""
    return _share_agrees(printed, printed, value, target)


def change_agrees(printed: Decimal, current: Decimal, base: Decimal) -> bool:
    """Whether rounding explains the difference between `printed` and current − base."""
    with localcontext(prec=_PRECISION):
        (low, high), (base_low, base_high) = unrounded(current), unrounded(base)
        return _overlap(unrounded(printed), (low - base_high, high - base_low))


def unrounded(published: Decimal) -> Range:
    """The least and the greatest value that could have been published so."""
    with localcontext(prec=_PRECISION):
        half = Decimal(5).scaleb(-decimals_of(published) - 1)
        return published - half, published + half


def _share_agrees(share: Decimal, printed: Decimal, part: Decimal, whole: Decimal) -> bool:
    with localcontext(prec=_PRECISION):
        whole_low, whole_high = unrounded(whole)
        half = Decimal(5).scaleb(-decimals_of(printed) - 1)
        if whole_low <= 0:
            # The base may have been next to nothing: any share as large as the least possible one can be true.
            return share + half >= unrounded(part)[0] / whole_high * _HUNDRED
        corners = [p / w * _HUNDRED for p, w in product(unrounded(part), (whole_low, whole_high))]
        return _overlap((share - half, share + half), (min(corners), max(corners)))


def _overlap(one: Range, other: Range) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
