"""The bound figures in the text of an edition, as its page shows them: as published, or with those of now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from html import escape

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from indicators.services.then_and_now import ThenAndNow
from reports.bindings import Binding
from reports.body_markup import Attributes, FigureMarkup
from reports.models import Edition
from reports.services.cited_figures import Citation, CitedFigure, citation_of
from reports.services.todays_words import TodaysWords, then_and_now, with_todays_words

Figures = Mapping[Citation, CitedFigure]


def figures_markup(
    edition: Edition, figures: Figures, facts: ThenAndNow, *, date: dt.date, of_today: bool
) -> tuple[FigureMarkup, str]:
    """How bound figures are shown, and the body whose figures they are; `date` is the day that its words speak of."""
    if not of_today:
        return _as_published(figures), edition.body
    revised = {citation for citation, figure in figures.items() if figure.is_revised}
    words = with_todays_words(edition, date=date, now=facts.now, revised=revised)
    return _as_of_today(figures, words), words.html


def _as_published(figures: Figures) -> FigureMarkup:
    def markup(attributes: Attributes, words: str) -> SafeString:
        figure = _cited(figures, attributes)
        if figure is None:
            return _plain(words)
        return figure_link(figure, words, is_revised=figure.is_revised)

    return markup


def _as_of_today(figures: Figures, words: TodaysWords) -> FigureMarkup:
    def markup(attributes: Attributes, text: str) -> SafeString:
        binding, figure = Binding.of_attributes(attributes), _cited(figures, attributes)
        if binding is None or figure is None:
            return _plain(text)
        if not figure.is_revised or binding.key in words.settled:
            return figure_link(figure, text)
        return mark_safe(then_and_now(escape(text, quote=False), figure_link(figure, figure.shown_now)))

    return markup


def figure_link(figure: CitedFigure, words: str, *, is_revised: bool = False) -> SafeString:
    """The words as a link to their series, described by the article's list of figures."""
    return format_html(
        '<a class="bound-figure{}" href="{}" aria-describedby="{}">{}</a>',
        " is-revised" if is_revised else "",
        figure.url,
        f"{figure.anchor}-mo-ta",
        words,
    )


def _cited(figures: Figures, attributes: Attributes) -> CitedFigure | None:
    binding = Binding.of_attributes(attributes)
    return figures.get(citation_of(binding)) if binding else None


def _plain(words: str) -> SafeString:
    return mark_safe(escape(words, quote=False))
