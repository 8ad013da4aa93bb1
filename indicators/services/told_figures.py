"""A figure in words, as a title or a card tells it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from indicators.exchange.share_cards import CardFigure
from indicators.measures import Measure
from indicators.numbers import format_number
from indicators.table_content import PERCENT, Cell
from indicators.table_markup import shown_value
from indicators.templatetags.figures import growth_decimals, growth_in_words
from indicators.templatetags.series import points_words, status_name

TOLD = (Measure.VALUE, Measure.GROWTH_YOY)


def card_figure(name: str, cells: Mapping[Measure, Cell], language: str) -> CardFigure | None:
    """The value among the cells with its growth, in the active language; None where it is not known."""
    value = cells[Measure.VALUE]
    shown = shown_value(value)
    if shown is None:
        return None
    period = ", ".join(filter(None, (capfirst(value.period.label(language)), status_name(value.status))))
    return CardFigure(name, format_number(shown, language), value.unit, period, _growth(cells[Measure.GROWTH_YOY]))


def _growth(growth: Cell) -> str:
    """ "tăng 11,2% so với cùng kỳ năm trước"; empty where it is not known."""
    if growth.value is None:
        return ""
    is_percent = growth.unit == PERCENT
    words = growth_in_words(growth.value, growth_decimals(growth.value)) if is_percent else points_words(growth.value)
    return f"{words} {_('so với cùng kỳ năm trước')}"
