"""What the form of the table builder shows of a query: periods as its reader would write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django import template

from indicators.languages import reading_language
from indicators.period_lists import periods_as_text
from indicators.periods import Period
from indicators.table_query import moment_text as written_moment

register = template.Library()


@register.filter
def period_input(period: Period | None) -> str:
    """ "2016" or "Quý I/2017", as the field reads it back."""
    if period is None:
        return ""
    return str(period.year) if period.kind == "year" else period.label(reading_language())


@register.filter
def periods_input(periods: Sequence[Period]) -> str:
    """ "Quý I/2017..Quý I/2018, năm 2018", as the field reads it back."""
    return periods_as_text(periods, reading_language())


@register.filter
def moment_text(moment: dt.datetime) -> str:
    """The day or the minute as the address has it."""
    return written_moment(moment)
