"""What a written figure stands for: the range of all that would be written so, in the base of its unit."""

from __future__ import annotations

from decimal import Decimal, localcontext

from indicators.languages import reading_language
from indicators.numbers import format_number
from indicators.units import Unit, UnitError, parse_unit
from reports.prose.checked import CheckedClaim, CheckedFigure
from reports.prose.name_words import read_name
from reports.prose.written import Approximation, Written

Range = tuple[Decimal, Decimal]
PRECISION = 60


class Amount:
    """The value of a claim with its unit, and the range of what would be written so, in the unit's base."""

    def __init__(self, claim: CheckedClaim, figure: CheckedFigure, unit: Unit) -> None:
        self.claim, self.figure, self.unit = claim, figure, unit
        self.words = frozenset(word.plain for word in read_name(claim.claim.indicator).heavy)

    @classmethod
    def of(cls, claim: CheckedClaim) -> Amount | None:
        """None where the claim has no value, an approximate one, or one in an unknown unit."""
        figure = claim.figure("value")
        if figure is None or figure.written.approximation is not Approximation.NONE:
            return None
        unit = unit_of(claim, figure.written.unit)
        return cls(claim, figure, unit) if unit is not None else None

    @property
    def about(self) -> tuple[object, object, str]:
        """Area, period and dimension: only what has them in common adds up."""
        return self.claim.area, self.claim.period, self.unit.dimension

    @property
    def size(self) -> Decimal:
        return self.figure.written.amount * self.unit.scale

    @property
    def range(self) -> Range:
        return scaled(range_of(self.figure.written), self.unit.scale)

    @property
    def shown(self) -> str:
        return " ".join(self.figure.written.text.split())

    def in_own_unit(self, size: Decimal) -> str:
        """A size of the dimension's base as this figure would write it."""
        number = format_number((size / self.unit.scale).normalize() + 0, reading_language())
        return " ".join(part for part in (number, self.figure.written.unit or "") if part)


def unit_of(claim: CheckedClaim, text: str | None) -> Unit | None:
    """The unit written, the indicator's own where none is; None for one that nobody knows."""
    if not text:
        return claim.indicator.unit.measure if claim.indicator else None
    try:
        return parse_unit(text)
    except UnitError:
        return None


def range_of(written: Written) -> Range:
    with localcontext(prec=PRECISION):
        return written.amount - written.step / 2, written.amount + written.step / 2


def scaled(range_: Range, scale: Decimal) -> Range:
    with localcontext(prec=PRECISION):
        return range_[0] * scale, range_[1] * scale


def signed(range_: Range, sign: int) -> Range:
    return range_[0] * sign, range_[1] * sign


def overlap(one: Range, other: Range) -> bool:
    """Whether a value is in both; the upper end of a range is written as the next figure already."""
    return one[0] < other[1] and other[0] < one[1]
