"""A public edition as a page shows it: its text with its figures and blocks, and its tables.

There are two ways to read it: as it was published, each figure as the public saw it at that minute, and with the
figures of now, each one that was revised since beside what was published. Nothing of it changes unmarked.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from indicators.languages import reading_language
from indicators.services.table_contents import content_of
from indicators.services.then_and_now import ThenAndNow, load_then_and_now
from indicators.table_changes import count_changes, marked_as_revised, showing_changes
from indicators.table_content import TableContent
from indicators.table_description import DescriptionError, TableDescription
from indicators.tables import Arrangement, render_statistics_table
from reports.bindings import Binding
from reports.block_markup import image_markup, table_markup
from reports.body_blocks import Show, TableBlock, blocks_in, images_in
from reports.body_markup import Attributes, Body, FigureMarkup, LinkAddress, Markup, render_body
from reports.models import Edition, Image
from reports.services.cited_figures import (
    Citation,
    CitedFigure,
    bound_texts,
    citation_of,
    cited_figures,
    descriptions_for,
)
from reports.services.todays_words import TodaysWords, then_and_now, with_todays_words

logger = logging.getLogger(__name__)

TableDownloads = Callable[[int, TableContent], Sequence[tuple[str, str, str]]]
"""The links (label, address, note) that stand with a table at its position in the article, from 1 on."""


class Reading(StrEnum):
    """Which figures a page shows, by its word in addresses (`?so-lieu=hien-nay`)."""

    AS_PUBLISHED = "khi-dang"
    TODAY = "hien-nay"


@dataclass(frozen=True, slots=True)
class ArticleTable:
    """A statistics table of an article under its anchor; `number` is the one by which its text places it."""

    number: int
    anchor: str
    content: TableContent
    html: SafeString


@dataclass(frozen=True, slots=True)
class RenderedArticle:
    """`revised` counts the figures, of the text and of the tables, that are others now than when it was published.

    Of its tables some may stand in the text; `tables_below` are those that stand under it.
    """

    body: Body
    tables: tuple[ArticleTable, ...]
    tables_below: tuple[ArticleTable, ...]
    figures: tuple[CitedFigure, ...]
    revised: int
    reading: Reading

    @property
    def shows_today(self) -> bool:
        return self.reading is Reading.TODAY and self.revised > 0

    @property
    def series(self) -> list[tuple[str, str]]:
        """The series that the text cites and the tables show down their side, as (name, address), each once."""
        rows = [(row.label, row.url) for table in self.tables for row in table.content.rows if row.url]
        cited = [(figure.indicator.name, figure.indicator.get_absolute_url()) for figure in self.figures]
        return list(dict.fromkeys([*rows, *cited]))


def render(
    edition: Edition,
    *,
    params: QueryDict | None = None,
    at: dt.datetime | None = None,
    since: dt.datetime | None = None,
    reading: Reading = Reading.AS_PUBLISHED,
    images: Mapping[int, Image] | None = None,
    links: LinkAddress = lambda article: None,
    downloads: TableDownloads = lambda position, content: (),
) -> RenderedArticle:
    """The edition's text and tables in the reading language; four queries at most, whatever it shows.

    `since` is when the edition came out, `at` now; without `since` nothing counts as revised, as in a preview. `params`
    is the page's query string, by which readers sort a table. `images` are those of its text, asked for in one query
    more where they are not given; `links` says where a link to an article leads, `downloads` what is offered with the
    table at a position.
    """
    moment = at or timezone.now()
    texts = bound_texts(edition.body)
    described = list(_descriptions(edition))
    needed = [*(d for _number, d in described), *descriptions_for(binding for binding, _words in texts)]
    facts = load_then_and_now(needed, since=since or moment, at=moment)
    language = reading_language()
    figures = cited_figures(texts, facts, language)
    contents = [(number, *_contents(d, facts)) for number, d in described]
    shown = [table for table in contents if table[2].rows]
    revised = sum(figure.is_revised for figure in figures.values())
    revised += sum(count_changes(then, now) for _number, then, now in shown)
    placed = {block.number: block.show for block in blocks_in(edition.body) if isinstance(block, TableBlock)}
    tables = tuple(_tables(shown, placed, reading, params, downloads))
    if images is None:
        wanted = images_in(edition.body)
        images = Image.objects.in_bulk(wanted) if wanted else {}
    figure, html = _figures(edition, figures, facts, reading, timezone.localdate(since or moment))
    markup = Markup(
        figure=figure,
        image=image_markup(images, language),
        table=table_markup({table.number: table.html for table in tables}),
        link=links,
    )
    return RenderedArticle(
        render_body(html, markup),
        tables,
        tuple(table for table in tables if table.number not in placed),
        tuple(figures.values()),
        revised,
        reading,
    )


def cited_in(edition: Edition, *, since: dt.datetime, at: dt.datetime | None = None) -> list[CitedFigure]:
    """The bound figures of the edition's text, without drawing it; four queries at most."""
    texts = bound_texts(edition.body)
    needed = descriptions_for(binding for binding, _words in texts)
    facts = load_then_and_now(needed, since=since, at=at or timezone.now())
    return list(cited_figures(texts, facts, reading_language()).values())


def tables_of(edition: Edition, *, since: dt.datetime, at: dt.datetime, reading: Reading) -> list[TableContent]:
    """The tables in the order of their anchors, with the figures of one reading and no marks; four queries at most."""
    described = [description for _number, description in _descriptions(edition)]
    facts = load_then_and_now(described, since=since, at=at)
    both = [_contents(description, facts) for description in described]
    return [now if reading is Reading.TODAY else then for then, now in both if now.rows]


def _contents(description: TableDescription, facts: ThenAndNow) -> tuple[TableContent, TableContent]:
    """The table as it was published and as it is now: one and the same where nothing was revised."""
    now = content_of(description, facts.now)
    return (now if facts.then is facts.now else content_of(description, facts.then)), now


def _tables(
    contents: Sequence[tuple[int, TableContent, TableContent]],
    placed: Mapping[int, Show],
    reading: Reading,
    params: QueryDict | None,
    downloads: TableDownloads,
) -> Iterator[ArticleTable]:
    mark = showing_changes if reading is Reading.TODAY else marked_as_revised
    for position, (number, then, now) in enumerate(contents, start=1):
        anchor, content = f"bang-{position}", mark(then, now)
        arrangement = _ARRANGEMENTS[placed.get(number, Show.BOTH)]
        offered = downloads(position, content)
        html = render_statistics_table(content, key=anchor, params=params, arrangement=arrangement, downloads=offered)
        yield ArticleTable(number, anchor, content, html)


_ARRANGEMENTS = {
    Show.BOTH: Arrangement.TABLE_AND_CHART,
    Show.TABLE: Arrangement.TABLE,
    Show.CHART: Arrangement.CHART,
}


def _figures(
    edition: Edition, figures: dict[Citation, CitedFigure], facts: ThenAndNow, reading: Reading, date: dt.date
) -> tuple[FigureMarkup, str]:
    """How bound figures are shown, and the body whose figures they are."""
    if reading is Reading.AS_PUBLISHED:
        return _as_published(figures), edition.body
    revised = {citation for citation, figure in figures.items() if figure.is_revised}
    words = with_todays_words(edition, date=date, now=facts.now, revised=revised)
    return _as_of_today(figures, words), words.html


def _as_published(figures: dict[Citation, CitedFigure]) -> Callable[[Attributes, str], SafeString]:
    def markup(attributes: Attributes, words: str) -> SafeString:
        figure = _cited(figures, attributes)
        if figure is None:
            return _plain(words)
        return figure_link(figure, words, is_revised=figure.is_revised)

    return markup


def _as_of_today(figures: dict[Citation, CitedFigure], words: TodaysWords) -> Callable[[Attributes, str], SafeString]:
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


def _cited(figures: dict[Citation, CitedFigure], attributes: Attributes) -> CitedFigure | None:
    binding = Binding.of_attributes(attributes)
    return figures.get(citation_of(binding)) if binding else None


def _plain(words: str) -> SafeString:
    return mark_safe(escape(words, quote=False))


def _descriptions(edition: Edition) -> Iterator[tuple[int, TableDescription]]:
    """The table descriptions that can be read, each under its number among all of them."""
    stored: list[dict[str, Any]] = edition.tables
    for number, description in enumerate(stored, start=1):
        if not description:
            # A table of a form that says nothing yet.
            continue
        try:
            yield number, TableDescription.from_json(description)
        except DescriptionError as error:
            # Written by a later or earlier version of the portal: the text is still worth reading without it.
            logger.error("Edition %s: table %s cannot be read: %s", edition.pk, number, error)
