"""Values whose size does not fit their series: slips of unit by a thousand, and changes out of line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from indicators.audit.ledger import NO_VALUES, Values

_ARITHMETIC = Context(prec=12)
_HUNDRED = Decimal(100)
_THOUSANDS = (Decimal(1000), Decimal(10) ** 6, Decimal(10) ** 9)
LEAST_OF_THOUSAND, MOST_OF_THOUSAND = Decimal("0.3"), Decimal(3)
REACH = 3
STEADY = Decimal(10)

CONSISTENCY = Decimal("0.6745")
LIMIT = Decimal("3.5")
LEAST_DEVIATION = Decimal(4)
LEAST_CHANGES = 6
YEAR = 12


@dataclass(frozen=True, slots=True)
class Slip:
    """A value that is about a thousand (a million) times its neighbours, or that part of them.

    `factor` is how many times (below 1 for a part), `typical` the middle of the neighbours, `is_certain` whether they
    are at least three and within a factor of ten of each other.
    """

    factor: Decimal
    typical: Decimal
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Outlier:
    """A change on the year before that is out of line, and the limits between which changes are in line."""

    change: Decimal
    low: Decimal
    high: Decimal


def slips(stated: Values, stored: Values) -> Iterator[tuple[int, Slip]]:
    """The stated values of one series that are a thousand times their neighbours.

    Neighbours are the nearest stored values, the old value of the same period among them, or the other stated ones
    where nothing is stored.
    """
    known = stored or stated
    months = sorted(known)
    exponents = [known[month].adjusted() for month in months]
    for month, value in stated.items():
        place = bisect_left(months, month)
        near = [i for i in range(place - REACH, place + REACH + 1) if 0 <= i < len(months) and (stored or i != place)]
        exponent = value.adjusted()
        # Most values are of the size of all their neighbours: the powers of ten settle them.
        if all(-2 < exponent - exponents[i] < 2 for i in near):
            continue
        if (slip := unit_slip(value, [known[months[i]] for i in near])) is not None:
            yield month, slip


def unit_slip(value: Decimal, neighbours: Sequence[Decimal]) -> Slip | None:
    """Whether the value is taken in another unit than its neighbours: nghìn tấn in tấn, tỷ đồng in triệu đồng.

    The thousand error of the Handbook of Statistical Data Editing and Imputation (de Waal, Pannekoek and Scholtus,
    2011, on systematic errors of unit): the ratio to a reference value lies about a power of a thousand, here from
    0.3 to 3 times it. The reference is the median of the neighbours that are not zero.
    """
    sizes = sorted(abs(each) for each in neighbours if each)
    if not sizes or not value:
        return None
    typical = median(sizes)
    ratio = _ARITHMETIC.divide(abs(value), typical)
    inverse = _ARITHMETIC.divide(typical, abs(value))
    for power in _THOUSANDS:
        if any(LEAST_OF_THOUSAND * power <= each <= MOST_OF_THOUSAND * power for each in (ratio, inverse)):
            return Slip(ratio, typical, len(sizes) >= 3 and sizes[-1] <= sizes[0] * STEADY)
    return None


def outliers(stated: Values, stored: Values, *, in_points: bool = False) -> Iterator[tuple[int, Outlier]]:
    """The stated values of one series whose change on the year before is out of line with its other changes.

    The modified z-score of Iglewicz and Hoaglin (How to Detect and Handle Outliers, 1993): 0.6745 × the distance
    from the median over the median absolute deviation, out of line beyond 3.5. Half of the changes may be wild
    without spoiling it. The deviation counts as at least 4 percentage points, so that a steady series does not raise
    an alarm at every wave. Asks for six other changes; nothing is said of a shorter series. Changes are in percent of
    the base, or in points for percentages and indices (`in_points`).
    """
    changes = yearly_changes(_together(stated, stored), in_points=in_points)
    if len(changes) <= LEAST_CHANGES or changes.keys().isdisjoint(stated):
        return
    middle = median(sorted(changes.values()))
    deviation = max(median(sorted(abs(each - middle) for each in changes.values())), LEAST_DEVIATION)
    reach = _ARITHMETIC.divide(LIMIT * deviation, CONSISTENCY)
    low, high = middle - reach, middle + reach
    for month in stated:
        change = changes.get(month)
        if change is not None and not low <= change <= high:
            yield month, Outlier(change, low, high)


def yearly_changes(series: Values, *, in_points: bool = False) -> dict[int, Decimal]:
    """The change of each value on that of a year before; left out where there is none or its base is not positive."""
    changes = {}
    for month, value in series.items():
        base = series.get(month - YEAR)
        if base is None:
            continue
        if in_points:
            changes[month] = value - base
        elif base > 0:
            changes[month] = _ARITHMETIC.divide(value * _HUNDRED, base) - _HUNDRED
    return changes


def median(ordered: Sequence[Decimal]) -> Decimal:
    """The middle of an ordered sequence that is not empty; of an even one the mean of the two in the middle."""
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _together(stated: Values, stored: Values) -> Mapping[int, Decimal]:
    return {**stored, **stated} if stored else stated or NO_VALUES
