"""What a growth is measured against, as the contract names it: the same period last year, the previous period, …"""

from __future__ import annotations

from typing import Literal

from indicators.periods import Period
from reports.prose.items import Item
from reports.prose.periods_in_text import Calendar

GrowthBase = Literal["same_period_last_year", "previous_period", "previous_year", "other"]


def growth_base(base: Item | None, period: Period | None, calendar: Calendar) -> GrowthBase | None:
    """The base that the comparison names, seen from the claim's own period; None where nothing is named."""
    if base is None:
        return None
    match base.base:
        case "same":
            return "previous_period" if _is_the_month_before(base, period, calendar) else "same_period_last_year"
        case "previous":
            return "previous_period"
        case "last_year":
            return "previous_year"
        case "period":
            return _named_period(base, period, calendar)
    return "other"


def _is_the_month_before(base: Item, period: Period | None, calendar: Calendar) -> bool:
    """ "so với cùng kỳ tháng 11" of a part of December: the same days a month before."""
    mention, published = base.period, calendar.published
    if mention is None or mention.kind != "month" or mention.shift is not None:
        return False
    if period is not None:
        month = Period.of_month(*period.last)
    elif published is not None:
        month = Period.of_month(published.year, published.month)
    else:
        return False
    return mention.number == month.previous.month and mention.year in (None, month.previous.year)


def _named_period(base: Item, period: Period | None, calendar: Calendar) -> GrowthBase | None:
    mention = base.period
    if mention is None:
        return "other"
    if mention.kind in ("part", "day", "part_of_month"):
        return "other"
    if period is None:
        return "previous_year" if mention.kind == "year" else None
    if mention.year is None and mention.shift is None:
        named = calendar.resolve(mention, None)
        if named is not None:
            while named.start >= period.start:
                named = named.shift_years(-1)
    else:
        named = calendar.resolve(mention, period)
    if named is None:
        return None
    if named.kind == "year" and named.year == period.year - 1:
        return "previous_year"
    if named == period.same_period_last_year:
        return "same_period_last_year"
    if named.months == period.months and named == period.previous:
        return "previous_period"
    return "other"
