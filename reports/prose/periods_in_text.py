"""What period phrases mean against the article's date and the periods that the text named before.

"6 tháng đầu năm", "Riêng tháng 4", "quý này", "từ đầu năm đến nay" name no year; the date says which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from indicators.periods import Period, PeriodError
from reports.prose.period_phrases import PeriodMention


@dataclass(frozen=True, slots=True)
class Calendar:
    """What dates a phrase without a year: the day of publication, else the latest year that the text names."""

    published: date | None
    text_year: int | None

    def resolve(self, mention: PeriodMention, known: Period | None = None) -> Period | None:
        """The period that the mention means; `known` is the period that the text is speaking of. None if unsaid."""
        if not mention.is_period or mention.kind == "part_of_month":
            return None
        try:
            return self._resolve(mention, known)
        except PeriodError:
            return None

    def _resolve(self, mention: PeriodMention, known: Period | None) -> Period | None:
        number = mention.number
        match mention.kind:
            case "to_date":
                return self._to_date(mention, known)
            case "this_month":
                return self._this_month(known)
            case "this_quarter":
                return self._this_quarter(known)
            case "years":
                return Period(mention.year or 0, 1, 12 * number)
            case "year":
                first, months = 1, 12
            case "month" if not mention.until:
                first, months = number, 1
            case "quarter":
                first, months = 3 * number - 2, 3
            case "half":
                first, months = 6 * number - 5, 6
            case _:
                first, months = 1, number
        year = self._year_of(mention, first, months, known)
        return None if year is None else Period(year, first, months)

    def _year_of(self, mention: PeriodMention, first: int, months: int, known: Period | None) -> int | None:
        """The year named, else the latest whose such period had begun its last month by the day of publication."""
        if mention.year is not None:
            return mention.year
        if mention.shift is not None:
            this_year = self.published.year if self.published is not None else self.text_year
            return None if this_year is None else this_year + mention.shift
        if self.published is None:
            return known.year if known is not None else self.text_year
        if (
            known is not None
            and known.months == 12
            and known.year == self.published.year - 1
            and self.published.month < 4
        ):
            return known.year
        if first + months - 1 > self.published.month and (months < 12 or self.published.month < 4):
            return self.published.year - 1
        return self.published.year

    def _to_date(self, mention: PeriodMention, known: Period | None) -> Period | None:
        if known is not None and (mention.year is None or mention.year == known.year) and known.months < 12:
            return known.year_to_date
        if self.published is None:
            return None
        year, month = self._month_reported()
        return Period.of_year_to_date(year, month)

    def _this_month(self, known: Period | None) -> Period | None:
        if known is not None and known.months < 12:
            return Period.of_month(*known.last)
        return None if self.published is None else Period.of_month(*self._month_reported())

    def _this_quarter(self, known: Period | None) -> Period | None:
        if known is not None and known.months < 12:
            year, month = known.last
        elif self.published is None:
            return None
        else:
            year, month = self._month_reported()
        return Period.of_quarter(year, (month + 2) // 3)

    def _month_reported(self) -> tuple[int, int]:
        """Monthly figures come out in the last days of the month or early in the next."""
        assert self.published is not None
        year, month = self.published.year, self.published.month
        if self.published.day >= 20:
            return year, month
        return (year, month - 1) if month > 1 else (year - 1, 12)


def latest_year_named(lowered: str) -> int | None:
    """The latest year in the text, for texts without a date of publication."""
    years = [int(year) for year in re.findall(r"(?<![\d.,])(?:19|20)\d\d(?![\d]|[.,]\d)", lowered)]
    return max(years, default=None)
