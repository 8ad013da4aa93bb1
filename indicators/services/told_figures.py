"""A figure in words, as a title or a card tells it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from indicators.exchange.share_cards import CardFigure
from indicators.measures import Measure
from indicators.numbers import format_number
from indicators.periods import Period
from indicators.services.headlines import Headline
from indicators.table_content import PERCENT, Cell
from indicators.table_markup import shown_value
from indicators.templatetags.figures import growth_decimals, growth_in_words
from indicators.templatetags.series import points_words, status_name

TOLD = (Measure.VALUE, Measure.GROWTH_YOY)


def card_figure(name: str, cells: Mapping[Measure, Cell], language: str) -> CardFigure | None:
    """The value among the cells with its growth, in the active language; None where it is not known."""
    value, growth = cells[Measure.VALUE], cells[Measure.GROWTH_YOY]
    shown = shown_value(value)
    if shown is None:
        return None
    told = _growth(growth.value, is_percent=growth.unit == PERCENT)
    return CardFigure(
        name, format_number(shown, language), value.unit, _period(value.period, value.status, language), told
    )


def card_of_headline(headline: Headline, language: str) -> CardFigure | None:
    """The same of a headline figure."""
    if headline.value is None:
        return None
    is_percent = headline.growth is not None
    return CardFigure(
        headline.name,
        format_number(headline.value, language),
        headline.unit,
        _period(headline.period, headline.status, language),
        _growth(headline.growth if is_percent else headline.change, is_percent=is_percent),
    )


def _period(period: Period, status: str, language: str) -> str:
    """ "Quý I/2018, ước tính"."""
    return ", ".join(filter(None, (capfirst(period.label(language)), status_name(status))))


def _growth(growth: Decimal | None, *, is_percent: bool) -> str:
    """ "tăng 11,2% so với cùng kỳ năm trước"; empty where it is not known."""
    if growth is None:
        return ""
    words = growth_in_words(growth, growth_decimals(growth)) if is_percent else points_words(growth)
    return f"{words} {_('so với cùng kỳ năm trước')}"
