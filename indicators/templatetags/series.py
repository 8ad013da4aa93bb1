"""What the pages of indicators say of a figure in words, and the addresses of a series."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django import template
from django.utils.translation import gettext as _

from indicators.languages import reading_language
from indicators.models import Status
from indicators.numbers import decimals_of, format_number
from indicators.templatetags.figures import COMPUTED_GROWTH_DECIMALS, PRINTED_GROWTH_DECIMALS

if TYPE_CHECKING:
    from indicators.services.indicator_pages import IndicatorPage

register = template.Library()


@register.filter
def status_name(status: str) -> str:
    """ "ước tính", "sơ bộ", "chính thức"; empty for what is no status."""
    return str(Status(status).label).lower() if status in Status.values else ""


@register.filter
def share(value: Decimal | None) -> str:
    """A percentage without its sign: printed digits are kept, a computed quotient is rounded to one decimal."""
    return "" if value is None else format_number(value, reading_language(), decimals=shown_decimals(value))


@register.filter
def points_words(value: Decimal | None) -> str:
    """ "tăng 1,2 điểm phần trăm": how far one percentage is from another."""
    if value is None:
        return ""
    size = format_number(abs(value), reading_language(), decimals=shown_decimals(value))
    if not value:
        return _("không đổi")
    sentence = _("tăng %(size)s điểm phần trăm") if value > 0 else _("giảm %(size)s điểm phần trăm")
    return sentence % {"size": size}


@register.simple_tag
def series_query(page: IndicatorPage, from_year: int | None = None, to_year: int | None = None) -> str:
    """The query string of a page that shows the same series over other years."""
    choice = replace(page.choice, frequency=page.frequency, area=page.area.code if page.area else None)
    return replace(choice, from_year=from_year, to_year=to_year).as_query()


def shown_decimals(value: Decimal) -> int:
    own = decimals_of(value)
    return own if own <= PRINTED_GROWTH_DECIMALS else COMPUTED_GROWTH_DECIMALS
