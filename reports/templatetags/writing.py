"""What stands in a text besides figures: addresses in footnotes, sizes of files. `{% load writing %}`."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe

from indicators.languages import reading_language
from indicators.numbers import format_number

register = template.Library()


@register.filter
def with_links(text: str) -> SafeString:
    """The text with its addresses as links."""
    return mark_safe(urlize(text, nofollow=True, autoescape=True))


@register.filter
def byte_size(count: int) -> str:
    """1,2 MB or 35 kB, in the reader's language."""
    size, unit = Decimal(count), "B"
    for name in ("kB", "MB", "GB"):
        if size < 1000:
            break
        size, unit = size / 1000, name
    decimals = 1 if unit != "B" and size < 10 else 0
    return f"{format_number(size, reading_language(), decimals=decimals)} {unit}"
