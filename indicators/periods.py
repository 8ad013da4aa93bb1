"""A period: a span of whole months, immutable and ordered.

`Period(2018, 1, 3)` is both the first quarter and the first three months of 2018; kind and label are derived, never
stored. A period reads what people and sheets write, prints Vietnamese, English and the SDMX form, and each of its
printed forms reads back as the same period.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

from indicators.period_reading import PeriodError, find_spans, read_sdmx, read_span
from indicators.refusals import gettext_noop

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Kind", "Period", "PeriodError", "find_period", "find_periods"]

Kind = Literal["month", "quarter", "half", "year", "year_to_date", "span"]

FIRST_YEAR = 1000
LAST_YEAR = 9999
_ROMAN = ("I", "II", "III", "IV")
# calendar.month_name follows the locale of the process
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """`months` whole months from `month` (1 to 12) of `year` on; ordered by beginning, then by length."""

    year: int
    month: int
    months: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise PeriodError(gettext_noop("Tháng phải từ 1 đến 12, không phải %(month)s."), month=self.month)
        if self.months < 1:
            raise PeriodError(
                gettext_noop("Một kỳ phải có ít nhất 1 tháng, không phải %(months)s."), months=self.months
            )
        if self.year < FIRST_YEAR or self.last[0] > LAST_YEAR:
            raise PeriodError(
                gettext_noop("Năm phải từ %(first)s đến %(last)s, không phải %(year)s."),
                first=FIRST_YEAR,
                last=LAST_YEAR,
                year=self.year if self.year < FIRST_YEAR else self.last[0],
            )

    @classmethod
    def of_year(cls, year: int) -> Period:
        return cls(year, 1, 12)

    @classmethod
    def of_half(cls, year: int, half: int) -> Period:
        """The first or second half of the year; PeriodError where `half` is neither 1 nor 2."""
        if half not in (1, 2):
            raise PeriodError(gettext_noop("Nửa năm phải là 1 hoặc 2, không phải %(half)s."), half=half)
        return cls(year, 6 * half - 5, 6)

    @classmethod
    def of_quarter(cls, year: int, quarter: int) -> Period:
        """A quarter of the year; PeriodError where `quarter` is not 1 to 4."""
        if not 1 <= quarter <= 4:
            raise PeriodError(gettext_noop("Quý phải từ I đến IV, không phải %(quarter)s."), quarter=quarter)
        return cls(year, 3 * quarter - 2, 3)

    @classmethod
    def of_month(cls, year: int, month: int) -> Period:
        return cls(year, month, 1)

    @classmethod
    def of_year_to_date(cls, year: int, last_month: int) -> Period:
        """January to `last_month`; PeriodError where `last_month` is not 1 to 12."""
        if not 1 <= last_month <= 12:
            raise PeriodError(gettext_noop("Tháng phải từ 1 đến 12, không phải %(month)s."), month=last_month)
        return cls(year, 1, last_month)

    @classmethod
    def from_sdmx(cls, text: str) -> Period:
        """The period of an SDMX time period: 2018, 2018-S1, 2018-Q1, 2018-05, 2018-01/P5M. Else PeriodError."""
        return cls(*read_sdmx(text))

    @classmethod
    def parse(cls, text: str, *, year: int | None = None, month_context: int | None = None) -> Period:
        """The period that the whole text writes, in Vietnamese, English or SDMX form.

        `year` stands in where the text gives none ("tháng 5"), `month_context` where it points at a month known from
        elsewhere ("tháng báo cáo", "lũy kế từ đầu năm"). A year in the text wins. Raises PeriodError, with what
        was read and how to mend it, for what is not one period: a day, a quarter 5, two periods apart.
        """
        return cls(*read_span(text, year=year, month=month_context))

    @property
    def kind(self) -> Kind:
        if self.months == 1:
            return "month"
        if self.months == 3 and self.month % 3 == 1:
            return "quarter"
        if self.months == 6 and self.month % 6 == 1:
            return "half"
        if self.month == 1 and self.months <= 12:
            return "year" if self.months == 12 else "year_to_date"
        return "span"

    @property
    def start(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def end(self) -> date:
        """The last day."""
        year, month = self.last
        return date(year, month, calendar.monthrange(year, month)[1])

    @property
    def last(self) -> tuple[int, int]:
        """Year and month of the last month."""
        years, month = divmod(self.month + self.months - 2, 12)
        return self.year + years, month + 1

    @property
    def is_year_to_date(self) -> bool:
        """Whether it runs from January within one year; a January, a first quarter and a year do too."""
        return self.month == 1 and self.months <= 12

    @property
    def vi(self) -> str:
        """As Vietnamese reports write it: "Quý I/2018", "9 tháng đầu năm 2018", "tháng 5/2018", "năm 2018"."""
        last_year, last_month = self.last
        match self.kind:
            case "month":
                return f"tháng {self.month}/{self.year}"
            case "quarter":
                return f"Quý {_ROMAN[self.month // 3]}/{self.year}"
            case "half":
                return f"6 tháng {'đầu' if self.month == 1 else 'cuối'} năm {self.year}"
            case "year":
                return f"năm {self.year}"
            case "year_to_date":
                return f"{self.months} tháng đầu năm {self.year}"
        if self.month == 1 and last_month == 12:
            return f"giai đoạn {self.year}–{last_year}"
        if self.year == last_year:
            return f"tháng {self.month} – tháng {last_month}/{self.year}"
        return f"tháng {self.month}/{self.year} – tháng {last_month}/{last_year}"

    @property
    def en(self) -> str:
        """As English reports write it: "Q1 2018", "first 9 months of 2018", "May 2018", "2018"."""
        last_year, last_month = self.last
        match self.kind:
            case "month":
                return f"{_ENGLISH_MONTHS[self.month - 1]} {self.year}"
            case "quarter":
                return f"Q{self.month // 3 + 1} {self.year}"
            case "half":
                return f"{'first' if self.month == 1 else 'second'} half of {self.year}"
            case "year":
                return str(self.year)
            case "year_to_date":
                return f"first {self.months} months of {self.year}"
        if self.month == 1 and last_month == 12:
            return f"{self.year}–{last_year}"
        if self.year == last_year:
            return f"{_ENGLISH_MONTHS[self.month - 1]} – {_ENGLISH_MONTHS[last_month - 1]} {self.year}"
        return f"{_ENGLISH_MONTHS[self.month - 1]} {self.year} – {_ENGLISH_MONTHS[last_month - 1]} {last_year}"

    def label(self, language: str) -> str:
        """`en` for a language code that begins with "en", otherwise `vi`."""
        return self.en if language.lower().startswith("en") else self.vi

    @property
    def sdmx(self) -> str:
        """The SDMX time period: "2018", "2018-S1", "2018-Q1", "2018-05", otherwise first month and duration."""
        match self.kind:
            case "month":
                return f"{self.year}-{self.month:02}"
            case "quarter":
                return f"{self.year}-Q{self.month // 3 + 1}"
            case "half":
                return f"{self.year}-S{self.month // 6 + 1}"
            case "year":
                return str(self.year)
        return f"{self.year}-{self.month:02}/P{self.months}M"

    def __str__(self) -> str:
        return self.vi

    def shift(self, count: int) -> Period:
        """`count` times its own length later (earlier where negative): Quý I/2018 shifted by −1 is Quý IV/2017."""
        return self._moved(count * self.months)

    def shift_years(self, count: int) -> Period:
        return self._moved(12 * count)

    @property
    def previous(self) -> Period:
        """The period of the same length that ends where this one begins."""
        return self.shift(-1)

    @property
    def same_period_last_year(self) -> Period:
        return self.shift_years(-1)

    @property
    def year_to_date(self) -> Period:
        """January to the last month of this period, in that month's year."""
        year, month = self.last
        return Period(year, 1, month)

    def contains(self, other: Period) -> bool:
        """Whether every month of `other` is one of this period's."""
        return self._first <= other._first and other._first + other.months <= self._first + self.months

    def overlaps(self, other: Period) -> bool:
        """Whether the two have a month in common."""
        return self._first < other._first + other.months and other._first < self._first + self.months

    def months_list(self) -> list[Period]:
        """Its months in order, each a period."""
        return [_month_at(self._first + i) for i in range(self.months)]

    @property
    def _first(self) -> int:
        """Months from year 0 to its first month."""
        return 12 * self.year + self.month - 1

    def _moved(self, months: int) -> Period:
        year, month = divmod(self._first + months, 12)
        return Period(year, month + 1, self.months)


def find_period(
    text: str, *, year: int | None = None, month: int | None = None
) -> tuple[Period, tuple[int, int]] | None:
    """The first period phrase inside a longer text such as a title, with where it begins and ends; or None.

    A phrase without a year takes that of the phrase joined to it ("tháng 9 và 9 tháng năm 2018"), else `year`, else
    it is passed over. Days ("ngày 22 tháng 5 năm 2018") are no periods. A bare year counts where the text has no
    other period.
    """
    found = find_periods(text, year=year, month=month)
    return found[0] if found else None


def find_periods(
    text: str, *, year: int | None = None, month: int | None = None
) -> list[tuple[Period, tuple[int, int]]]:
    """Every period phrase inside the text, in order, by the rules of `find_period`."""
    return [(Period(*span), place) for span, place in find_spans(text, year=year, month=month)]


def _month_at(index: int) -> Period:
    year, month = divmod(index, 12)
    return Period(year, month + 1, 1)
