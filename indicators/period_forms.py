"""What a phrase that matched one of the forms of a period means, or why it is no period."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from indicators import period_words as w
from indicators.refusals import ReadingError, gettext_noop


class PeriodError(ReadingError):
    """The text or the numbers are not a period."""


class Span(NamedTuple):
    """A period in plain numbers: year and number of the first month, number of months."""

    year: int
    month: int
    months: int


class Draft(NamedTuple):
    """What a phrase says before its context is known; the year is None where the phrase gives none."""

    year: int | None
    month: int
    months: int


class Phrase(NamedTuple):
    """A match with what its reader may need: the text as it was written and the month that the context gives."""

    match: re.Match[str]
    text: str
    month: int | None

    def number(self, name: str) -> int:
        return w.number_of(self.match[name])

    def year(self, *names: str) -> int | None:
        """The year in the first of these groups ("year" by default) that the pattern has and that matched."""
        groups = self.match.groupdict()
        return next((int(groups[name]) for name in names or ("year",) if groups.get(name)), None)

    def has(self, name: str) -> bool:
        return bool(self.match.groupdict().get(name))


Reader = Callable[[Phrase], Draft]


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a period.

    `is_short` marks forms that mean a period inside a longer text only with their year ("T5", "9T");
    `is_english` those whose words mean something else in Vietnamese ("may" is sewing); `is_refused` those that are
    recognised in order to be refused, so that the month inside a date is not taken for a period.
    """

    pattern: re.Pattern[str]
    read: Reader
    is_short: bool = False
    is_english: bool = False
    is_refused: bool = False


def _month_in_year(phrase: Phrase, number: int) -> int:
    """The number, if it is that of a month."""
    if 1 <= number <= 12:
        return number
    raise PeriodError(
        gettext_noop("“%(text)s”: tháng phải từ 1 đến 12, không phải %(number)s. Viết như tháng 5/2018."),
        text=phrase.text,
        number=number,
    )


def _quarter_in_year(phrase: Phrase, number: int) -> int:
    if 1 <= number <= 4:
        return number
    raise PeriodError(
        gettext_noop("“%(text)s”: quý phải từ I đến IV, không phải %(number)s. Viết như quý I/2018."),
        text=phrase.text,
        number=number,
    )


def _months_in_year(phrase: Phrase, number: int) -> int:
    if 1 <= number <= 12:
        return number
    raise PeriodError(
        gettext_noop("“%(text)s”: số tháng phải từ 1 đến 12, không phải %(number)s. Viết như 9 tháng đầu năm 2018."),
        text=phrase.text,
        number=number,
    )


def read_day(phrase: Phrase) -> Draft:
    raise PeriodError(
        gettext_noop("“%(text)s” là một ngày, không phải một kỳ. Viết tháng, quý hoặc năm, như tháng 5/2018."),
        text=phrase.text,
    )


def read_short_year(phrase: Phrase) -> Draft:
    raise PeriodError(
        gettext_noop("“%(text)s”: năm phải viết đủ bốn chữ số, như 05/2018."),
        text=phrase.text,
    )


def read_month(phrase: Phrase) -> Draft:
    return Draft(phrase.year(), _month_in_year(phrase, phrase.number("m")), 1)


def read_quarter(phrase: Phrase) -> Draft:
    return Draft(phrase.year(), 3 * _quarter_in_year(phrase, phrase.number("q")) - 2, 3)


def read_half(phrase: Phrase) -> Draft:
    half = phrase.number("h")
    if half not in (1, 2):
        raise PeriodError(
            gettext_noop("“%(text)s”: nửa năm phải là 1 hoặc 2. Viết như 6 tháng đầu năm 2018."), text=phrase.text
        )
    return Draft(phrase.year(), 6 * half - 5, 6)


def read_half_in_words(phrase: Phrase) -> Draft:
    return Draft(phrase.year(), 7 if phrase.has("last") else 1, 6)


def read_months(phrase: Phrase) -> Draft:
    months = _months_in_year(phrase, phrase.number("n"))
    return Draft(phrase.year(), 13 - months if phrase.has("last") else 1, months)


def read_year(phrase: Phrase) -> Draft:
    return Draft(phrase.year(), 1, 12)


def read_months_with_duration(phrase: Phrase) -> Draft:
    months = int(phrase.match["n"]) * (12 if phrase.match["unit"] == "y" else 1)
    if months < 1:
        raise PeriodError(gettext_noop("“%(text)s”: số tháng phải từ 1 trở lên."), text=phrase.text)
    return Draft(phrase.year(), _month_in_year(phrase, phrase.number("m")), months)


def read_years_apart(phrase: Phrase) -> Draft:
    first, last = int(phrase.match["y1"]), int(phrase.match["y2"])
    if last < first:
        raise _backwards(phrase)
    return Draft(first, 1, 12 * (last - first + 1))


def read_month_range(phrase: Phrase) -> Draft:
    first, last = (_month_in_year(phrase, phrase.number(name)) for name in ("m1", "m2"))
    return _range(phrase, first, last, 1)


def read_quarter_range(phrase: Phrase) -> Draft:
    first, last = (3 * _quarter_in_year(phrase, phrase.number(name)) - 2 for name in ("q1", "q2"))
    return _range(phrase, first, last, 3)


def _range(phrase: Phrase, first: int, last: int, length: int) -> Draft:
    """From the month `first` of the first year to the end of the part of `length` months that begins with `last`."""
    last_year = phrase.year("y2")
    first_year = phrase.year("y1", "y2")
    years = last_year - first_year if last_year is not None and first_year is not None else 0
    apart = 12 * years + last - first
    if apart <= 0:
        raise _backwards(phrase)
    if phrase.has("and") and apart != length:
        raise PeriodError(
            gettext_noop("“%(text)s” là hai kỳ không liền nhau. Hãy ghi từng kỳ một."),
            text=phrase.text,
        )
    return Draft(first_year, first, apart + length)


def _backwards(phrase: Phrase) -> PeriodError:
    return PeriodError(
        gettext_noop("“%(text)s”: kỳ cuối phải sau kỳ đầu. Nếu sang năm khác, viết năm cho cả hai."), text=phrase.text
    )


def read_to_date(phrase: Phrase) -> Draft:
    """January to a month or to the end of a quarter."""
    if phrase.has("q"):
        last = 3 * _quarter_in_year(phrase, phrase.number("q"))
    else:
        last = _month_in_year(phrase, phrase.number("m" if phrase.has("m") else "m_n"))
    stated = phrase.year("year", "year_q", "year_n")
    opening = phrase.year("y0")
    if stated is not None and opening is not None and stated != opening:
        raise PeriodError(
            gettext_noop("“%(text)s”: lũy kế từ đầu năm phải nằm trong một năm."),
            text=phrase.text,
        )
    return Draft(phrase.year("year", "year_q", "year_n", "y0"), 1, last)


def _context_month(phrase: Phrase) -> int:
    if phrase.month is None:
        raise PeriodError(
            gettext_noop("“%(text)s” không nói tháng nào. Viết như lũy kế 5 tháng/2018 hoặc tháng 5/2018."),
            text=phrase.text,
        )
    return phrase.month


def read_this_month(phrase: Phrase) -> Draft:
    return Draft(phrase.year(), _context_month(phrase), 1)


def read_this_quarter(phrase: Phrase) -> Draft:
    return Draft(phrase.year(), 3 * ((_context_month(phrase) - 1) // 3) + 1, 3)


def read_year_so_far(phrase: Phrase) -> Draft:
    return Draft(phrase.year(), 1, _context_month(phrase))
