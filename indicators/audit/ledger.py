"""The figures that an audit looks at: what is stated anew beside what is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.periods import Period

SeriesKey = tuple[int, int, int]
"""Indicator, area, length of the periods in months."""

Values = Mapping[int, Decimal]
"""Values by the first month of their period, counted from year 0 (`month_number`)."""

NO_VALUES: Values = {}


@dataclass(frozen=True, slots=True)
class Claim:
    """What the source itself printed beside a value, in percent."""

    growth_yoy: Decimal | None = None
    growth_previous: Decimal | None = None
    plan_share: Decimal | None = None


@dataclass(frozen=True)
class Ledger:
    """Everything that the checks need, keyed by plain numbers so that a hundred thousand figures go through quickly.

    `stated` holds the values that would be written anew or changed, `stored` what the database has, old values of
    stated figures included. `components` gives the terms of a whole with their signs (+1, −1), `natures` what kind
    of quantity an indicator is ("flow", "stock", "index", "rate"), `names` what people call it.
    """

    stated: Mapping[SeriesKey, Values] = field(default_factory=dict)
    stored: Mapping[SeriesKey, Values] = field(default_factory=dict)
    claims: Mapping[tuple[SeriesKey, int], Claim] = field(default_factory=dict)
    targets: Mapping[tuple[int, int, int], Decimal] = field(default_factory=dict)
    components: Mapping[int, Sequence[tuple[int, int]]] = field(default_factory=dict)
    natures: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)

    def value(self, series: SeriesKey, month: int) -> Decimal | None:
        """The value as it would stand after the import."""
        stated = self.stated.get(series, NO_VALUES).get(month)
        return stated if stated is not None else self.stored.get(series, NO_VALUES).get(month)

    def is_difference(self, indicator: int) -> bool:
        """Whether the indicator is a percentage or an index already, so that its changes are told in points."""
        return self.natures.get(indicator) in ("rate", "index")


def month_number(period: Period) -> int:
    """The first month of the period, counted from year 0."""
    return period.year * 12 + period.month - 1


def period_at(month: int, months: int) -> Period:
    """The period of so many months that begins there, the inverse of `month_number`."""
    return Period(month // 12, month % 12 + 1, months)
