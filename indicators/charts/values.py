"""What a chart is made of: categories along the axis and series of readings at them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.languages import reading_language
from indicators.periods import Period

MAX_SERIES = 6
ROMAN = ("I", "II", "III", "IV")


class ChartError(ValueError):
    """The data do not make a chart: no series, too many, or lengths that differ."""


class Kind(StrEnum):
    LINE = "line"
    BAR = "bar"
    BREAKDOWN = "breakdown"


@dataclass(frozen=True, slots=True)
class Category:
    """A place on the axis: its full `label`, the short `tick` under the axis and the `group` under that (a year).

    `ordinal` counts within the group, and `size` is how many the group has, so that thinned ticks stay regular.
    """

    label: str
    tick: str = ""
    group: str = ""
    ordinal: int = 0
    size: int = 0

    @classmethod
    def of_period(cls, period: Period, language: str | None = None) -> Category:
        """Quarters as I … IV, months as 1 … 12, the first nine months as 9T (9M in English), years as they are."""
        language = language or reading_language()
        label, year = period.label(language), str(period.year)
        match period.kind:
            case "month":
                return cls(label, str(period.month), year, period.month, 12)
            case "quarter":
                quarter = (period.month + 2) // 3
                return cls(label, ROMAN[quarter - 1] if language == "vi" else f"Q{quarter}", year, quarter, 4)
            case "half":
                half = 1 if period.month == 1 else 2
                return cls(label, f"{'N' if language == 'vi' else 'H'}{half}", year, half, 2)
            case "year_to_date":
                return cls(label, f"{period.months}{'T' if language == 'vi' else 'M'}", year, period.months, 12)
            case "year":
                return cls(label, year)
            case _:
                return cls(label, label)

    @property
    def short(self) -> str:
        return self.tick or self.label


@dataclass(frozen=True, slots=True)
class Reading:
    """A value at a category, or None where there is none; `is_estimate` draws it hollow."""

    value: Decimal | None
    is_estimate: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """A name and one reading for each category."""

    name: str
    readings: tuple[Reading, ...]

    @classmethod
    def of(cls, name: str, values: Iterable[Decimal | None], *, estimates: Iterable[int] = ()) -> Series:
        """From bare values; `estimates` are the positions of those that are estimated."""
        estimated = set(estimates)
        return cls(name, tuple(Reading(value, position in estimated) for position, value in enumerate(values)))

    @property
    def known(self) -> list[tuple[int, Decimal]]:
        """Positions and values, without the missing."""
        return [(k, reading.value) for k, reading in enumerate(self.readings) if reading.value is not None]
