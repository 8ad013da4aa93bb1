"""From values to places: round tick marks that cover the values, and the height at which a value stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from indicators.numbers import decimals_of

EXACT = Context(prec=60)
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
FLAT_RANGE = Decimal("0.35")
"""A line whose values span less than this share of the largest is drawn without zero, or nobody would see it move."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `ticks[0]` to `ticks[-1]` on a height of `height`, zero at the top as SVG counts."""

    ticks: tuple[Decimal, ...]
    height: Decimal

    @property
    def low(self) -> Decimal:
        return self.ticks[0]

    @property
    def high(self) -> Decimal:
        return self.ticks[-1]

    @property
    def baseline(self) -> Decimal:
        """The value where bars stand: zero where it is in sight."""
        return min(max(Decimal(0), self.low), self.high)

    @property
    def decimals(self) -> int:
        return max(decimals_of(tick) for tick in self.ticks)

    def place(self, value: Decimal) -> Decimal:
        """The height of `value`, from the top."""
        with localcontext(EXACT):
            return self.height - (value - self.low) / (self.high - self.low) * self.height


def scale_for(values: Iterable[Decimal], *, height: int, from_zero: bool, count: int = 5) -> Scale:
    """The scale of a chart: from zero for bars, and for lines unless their values lie close together."""
    known = list(values) or [Decimal(0)]
    low, high = min(known), max(known)
    if from_zero or not lies_close(low, high):
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    return Scale(nice_ticks(low, high, count=count), Decimal(height))


def lies_close(low: Decimal, high: Decimal) -> bool:
    """Whether zero would flatten the line: all on one side of it, and far from it."""
    if low <= 0 <= high:
        return False
    with localcontext(EXACT):
        return (high - low) < FLAT_RANGE * max(abs(low), abs(high))


def nice_ticks(low: Decimal, high: Decimal, *, count: int = 5) -> tuple[Decimal, ...]:
    """About `count` round numbers, equally far apart, the first not above `low` and the last not below `high`."""
    if low > high:
        low, high = high, low
    with localcontext(EXACT):
        if low == high:
            low, high = (low, low + 1) if low == 0 else (min(low, low * 2, Decimal(0)), max(low, low * 2, Decimal(0)))
        step = nice_step((high - low) / max(count - 1, 1))
        first = (low / step).to_integral_value(rounding="ROUND_FLOOR")
        last = (high / step).to_integral_value(rounding="ROUND_CEILING")
        return tuple(plain((first + k) * step) for k in range(int(last - first) + 1))


def nice_step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `least`."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(step * power for step in STEPS if step * power >= least)


def plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent above zero."""
    value = value.normalize(EXACT)
    exponent = value.as_tuple().exponent
    return value.quantize(Decimal(1), context=EXACT) if isinstance(exponent, int) and exponent > 0 else value


def evenly(count: int) -> Sequence[Decimal]:
    """The middles of `count` equal columns, as shares of the width."""
    return [(Decimal(2 * k + 1) / (2 * count)) for k in range(count)]
