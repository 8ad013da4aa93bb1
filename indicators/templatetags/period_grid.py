"""What the period grid shows beside a field; the same as its script shows while one types."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

from indicators.languages import reading_language
from indicators.numbers import format_number

register = template.Library()


@register.filter
def plain(value: Decimal | None) -> str:
    """The decimal with a point, as scripts read it; empty where there is none."""
    return "" if value is None else format(value, "f")


@register.simple_tag
def growth_shown(value: Decimal | None, is_rate: bool) -> str:
    """ "+11,2%", for a rate "+0,3 điểm %"; empty where there is nothing to compare with."""
    if value is None:
        return ""
    if is_rate:
        return f"{format_number(value, reading_language(), signed=True)} {_('điểm %')}"
    return f"{format_number(value, reading_language(), decimals=1, signed=True)}%"


@register.simple_tag
def share_shown(value: Decimal | None) -> str:
    """ "28,6%"; empty where there is no plan."""
    return "" if value is None else f"{format_number(value, reading_language(), decimals=1)}%"
