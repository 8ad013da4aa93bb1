"""The synthetic figures: a trend, a season and some noise for each indicator and area, month by month."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from django.db import transaction

from indicators.models import Area, Change, Indicator, Observation, Status, VersionKind
from indicators.periods import Period
from indicators.query_plans import refresh_query_plans
from indicators.services.comparing import Difference, Entry, Outcome, Stated
from indicators.services.recording import begin_writing, write

LAST_YEAR = 2025
CHUNK = 20_000

_SEASON = (-60, -140, 10, 20, 35, 40, 15, 5, 30, 45, 50, 80)


def load_figures(
    indicators: Sequence[Indicator], areas: Sequence[Area], *, years: int, told: Callable[[int], None]
) -> int:
    """Every month of the last so many years, with its versions; `told` hears how many are written.

    Each chunk is a transaction of its own, so that memory does not grow with the number of figures.
    """
    entries = _entries(indicators, areas, months_of(years))
    count = 0
    change = Change(reason="Số liệu tổng hợp để đo tốc độ")
    while chunk := tuple(islice(entries, CHUNK)):
        with transaction.atomic():
            begin_writing()
            write(Difference(chunk), change=change)
        count += len(chunk)
        told(count)
    refresh_query_plans(Observation, using=Observation.objects.db)
    return count


def months_of(years: int) -> list[Period]:
    first = LAST_YEAR - years + 1
    return [Period.of_month(year, month) for year in range(first, LAST_YEAR + 1) for month in range(1, 13)]


def value_of(indicator: int, area: int, period: Period) -> Decimal:
    """The figure of the indicator and area of those numbers, with one decimal; twice the same for the same."""
    month = period.year * 12 + period.month - 1
    level = (1000 + indicator * 379 % 9000) // (1 + area)
    noise = (indicator * 7919 + area * 104_729 + month * 12_997) % 41 - 20
    return Decimal(level * (1000 + 3 * (month - 23_000) // 4 + _SEASON[period.month - 1] + noise) // 1000).scaleb(-1)


def _entries(indicators: Sequence[Indicator], areas: Sequence[Area], months: Sequence[Period]) -> Iterator[Entry]:
    status = Status.FINAL.value
    for number, indicator in enumerate(indicators):
        for place, area in enumerate(areas):
            for period in months:
                fields = {"value": value_of(number, place, period), "status": status}
                stated = Stated(VersionKind.OBSERVATION, indicator.pk, area.pk, period, fields)
                yield Entry(stated, Outcome.NEW)
