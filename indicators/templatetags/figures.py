"""Figures in templates: numbers, growth, periods, marks of status and absence, in the reader's language.

`{% load figures %}`. A sign or an arrow is never alone: words that are read aloud say the same.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from indicators.languages import reading_language
from indicators.numbers import decimals_of, format_number
from indicators.periods import Period

register = template.Library()

PRINTED_GROWTH_DECIMALS = 2
COMPUTED_GROWTH_DECIMALS = 1


@register.filter
def number(value: Decimal | None, decimals: int | None = None) -> str:
    """1.233,5 or 1,233.5; with its own digits, or rounded to `decimals`. Empty where there is no value."""
    return "" if value is None else format_number(value, reading_language(), decimals=decimals)


@register.filter
def growth(value: Decimal | None, decimals: int | None = None) -> SafeString | str:
    """▲ +11,2% read aloud as "tăng 11,2%". Printed digits are kept, a computed quotient is rounded to one decimal."""
    if value is None:
        return ""
    places = growth_decimals(value) if decimals is None else decimals
    shown = format_number(value, reading_language(), decimals=places, signed=True)
    if shown[0] not in "+−":
        return format_html('<span class="growth growth-none">{}</span>', gettext("không đổi"))
    rises = shown[0] == "+"
    return format_html(
        '<span class="growth {}"><span aria-hidden="true"><span class="growth-arrow">{}</span>{}%</span>'
        '<span class="visually-hidden">{}</span></span>',
        "growth-rise" if rises else "growth-fall",
        "▲" if rises else "▼",
        shown,
        growth_in_words(value, places),
    )


@register.filter
def growth_words(value: Decimal | None, decimals: int | None = None) -> str:
    """ "tăng 11,2%", "giảm 3%", "không đổi"; for sentences, titles and descriptions of charts."""
    if value is None:
        return ""
    return growth_in_words(value, growth_decimals(value) if decimals is None else decimals)


@register.filter
def period_label(period: Period) -> str:
    """ "Quý I/2018" or "Q1 2018"."""
    return period.label(reading_language())


@register.filter
def day(moment: dt.date | dt.datetime | None) -> str:
    """22/5/2018 as Vietnamese write it, 22 May 2018 in English; a moment falls on its day here."""
    if moment is None:
        return ""
    if isinstance(moment, dt.datetime) and timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    return date_format(moment, "j/n/Y" if reading_language() == "vi" else "j F Y")


@register.filter
def status_mark(status: str) -> SafeString | str:
    """The raised mark of a figure that is not final; empty for a final one."""
    mark, words = STATUS_MARKS.get(status, lambda: ("", ""))()
    if not mark:
        return ""
    return format_html(
        '<sup class="status-mark"><span aria-hidden="true">{}</span><span class="visually-hidden"> ({})</span></sup>',
        mark,
        words,
    )


@register.filter
def absence_mark(absence: str) -> SafeString | str:
    """The yearbook's sign for a missing value, with its reason for those who do not see the sign or know it."""
    if absence not in ABSENCE_MARKS:
        return ""
    mark, words = ABSENCE_MARKS[absence]()
    return format_html(
        '<span class="missing" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        words,
        mark,
        words,
    )


def growth_decimals(value: Decimal) -> int:
    own = decimals_of(value)
    return own if own <= PRINTED_GROWTH_DECIMALS else COMPUTED_GROWTH_DECIMALS


def growth_in_words(value: Decimal, decimals: int) -> str:
    size = format_number(abs(value), reading_language(), decimals=decimals)
    if format_number(value, reading_language(), decimals=decimals, signed=True)[0] not in "+−":
        return gettext("không đổi")
    return (gettext("tăng %(size)s%%") if value > 0 else gettext("giảm %(size)s%%")) % {"size": size}


STATUS_MARKS = {
    "estimate": lambda: (pgettext("ký hiệu", "ƯT"), gettext("ước tính")),
    "preliminary": lambda: (pgettext("ký hiệu", "SB"), gettext("sơ bộ")),
}

ABSENCE_MARKS = {
    "nil": lambda: ("–", gettext("không phát sinh")),
    "not_available": lambda: ("…", gettext("chưa có số liệu")),
    "confidential": lambda: ("×", gettext("không công bố để giữ bí mật số liệu")),
}
