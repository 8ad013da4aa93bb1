"""Several periods in one line of text, as people type them: "2017-Q1..2018-Q1, năm 2018"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from indicators.periods import Period, PeriodError
from indicators.refusals import gettext_noop
from indicators.table_description import MAX_PERIODS

_BETWEEN = re.compile(r"[,;\n]")
_RANGE = re.compile(r"\.{2,3}|…")


def parse_periods(text: str) -> tuple[Period, ...]:
    """The periods of the text in its order, each once; a range gives every period from its first to its last.

    Raises PeriodError, naming the part that is not understood, for an empty text, and past `MAX_PERIODS` periods.
    """
    found: dict[Period, None] = {}
    for part in _BETWEEN.split(text):
        if not part.strip():
            continue
        for period in _periods_in(part.strip()):
            found[period] = None
            if len(found) > MAX_PERIODS:
                raise PeriodError(gettext_noop("Nhiều nhất %(limit)s kỳ trong một bảng."), limit=MAX_PERIODS)
    if not found:
        raise PeriodError(gettext_noop("Chưa có kỳ nào. Ví dụ: 2017-Q1..2018-Q1, năm 2018."))
    return tuple(found)


def periods_as_text(periods: Iterable[Period], language: str) -> str:
    """The periods as `parse_periods` reads them back; three and more that follow each other shortened to a range."""
    return ", ".join(_written(periods, lambda period: period.label(language)))


def periods_as_codes(periods: Iterable[Period]) -> str:
    """The same in the SDMX form, without blanks, for addresses."""
    return ",".join(_written(periods, lambda period: period.sdmx))


def _written(periods: Iterable[Period], write: Callable[[Period], str]) -> Iterator[str]:
    runs: list[list[Period]] = []
    for period in periods:
        if runs and _next(runs[-1][-1]) == period:
            runs[-1].append(period)
        else:
            runs.append([period])
    for run in runs:
        if len(run) < 3:
            yield from map(write, run)
        else:
            yield f"{write(run[0])}..{write(run[-1])}"


def _periods_in(part: str) -> Iterator[Period]:
    first, *rest = (Period.parse(side.strip()) for side in _RANGE.split(part))
    if not rest:
        yield first
        return
    last = rest[0]
    if len(rest) > 1 or last < first or not _are_steps(first, last):
        raise PeriodError(
            gettext_noop(
                "Không hiểu khoảng “%(text)s”: kỳ đầu phải trước kỳ cuối và cùng loại, ví dụ 2017-Q1..2018-Q1."
            ),
            text=part[:80],
        )
    period: Period | None = first
    while period is not None and period <= last:
        yield period
        period = _next(period)


def _are_steps(first: Period, last: Period) -> bool:
    """Whether going on from `first` arrives at `last`."""
    if first.kind == "year_to_date":
        return (first.month, first.months) == (last.month, last.months)
    distance = 12 * (last.year - first.year) + last.month - first.month
    return first.months == last.months and distance % first.months == 0


def _next(period: Period) -> Period | None:
    """The period after it, None past the last year; after five months of a year come those of the next year."""
    try:
        return period.shift_years(1) if period.kind == "year_to_date" else period.shift(1)
    except PeriodError:
        return None
