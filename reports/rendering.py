"""A public edition as a page shows it: its text with its figures and blocks, and its tables.

There are two ways to read it: as it was published, each figure as the public saw it at that minute, and with the
figures of now, each one that was revised since beside what was published. Nothing of it changes unmarked.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from indicators.languages import reading_language
from indicators.services.table_contents import content_of
from indicators.services.then_and_now import NOTHING, AskedThenAndNow, ThenAndNow, ask_then_and_now, load_then_and_now
from indicators.table_changes import count_changes, marked_as_revised, showing_changes
from indicators.table_content import TableContent
from indicators.table_description import DescriptionError, TableDescription
from indicators.tables import Arrangement, render_statistics_table
from reports.block_markup import gallery_markup, image_markup, table_markup
from reports.body_blocks import Show, TableBlock, blocks_in, images_in
from reports.body_markup import Body, Markup, render_body
from reports.figure_markup import figures_markup
from reports.kept_parts import kept_by
from reports.models import Edition, Image
from reports.services.cited_figures import (
    BoundText,
    CitedFigure,
    bound_texts,
    cited_figures,
    descriptions_for,
)
from reports.services.placed_images import images_as_told

logger = logging.getLogger(__name__)

Download = tuple[str, str, str]
"""A link to a file: label, address, note."""
TableDownloads = Callable[[int, TableContent], Sequence[Download]]
"""The links that stand with a table at its position in the article, from 1 on."""


class Reading(StrEnum):
    """Which figures a page shows, by its word in addresses (`?so-lieu=hien-nay`)."""

    AS_PUBLISHED = "khi-dang"
    TODAY = "hien-nay"


@dataclass(frozen=True, slots=True)
class ArticleTable:
    """A statistics table of an article under its anchor; `number` is the one by which its text places it."""

    number: int
    anchor: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class RenderedArticle:
    """`revised` counts the figures, of the text and of the tables, that are others now than when it was published.

    Of its tables some may stand in the text; `tables_below` are those that stand under it. `figures` is the list of
    what its text cites, empty where it cites nothing; `series` are the (name, address) of these and of the rows of
    its tables, each once.
    """

    body: Body
    tables: tuple[ArticleTable, ...]
    tables_below: tuple[ArticleTable, ...]
    figures: SafeString
    series: tuple[tuple[str, str], ...]
    revised: int
    reading: Reading

    @property
    def shows_today(self) -> bool:
        return self.reading is Reading.TODAY and self.revised > 0


@dataclass(frozen=True, slots=True)
class Shown:
    """How an edition is shown, and what with it.

    `params` is the page's query string, by which readers sort a table. `images` are those of its text, asked for in one
    query more where they are not given; `links` the addresses of the articles that it links. `downloads` is offered
    with a table and depends on nothing else than `figures_file` does, which is offered with the list of its figures.
    """

    params: QueryDict | None = None
    reading: Reading = Reading.AS_PUBLISHED
    images: Mapping[int, Image] | None = None
    links: Mapping[int, str] = field(default_factory=dict)
    downloads: TableDownloads = lambda position, content: ()
    figures_file: Sequence[Download] = ()


def render(
    edition: Edition,
    shown: Shown,
    *,
    at: dt.datetime | None = None,
    since: dt.datetime | None = None,
    is_kept: bool = False,
) -> RenderedArticle:
    """The edition's text and tables in the reading language; four queries at most, whatever it shows.

    `since` is when the edition came out, `at` now; without `since` nothing counts as revised, as in a preview. With
    `is_kept` it is not drawn again while its text, its figures and what is shown with it are the same as last time.
    """
    moment = at or timezone.now()
    asked = _ask(edition, since=since or moment, at=moment)
    if shown.images is None:
        wanted = images_in(edition.body)
        shown = replace(shown, images=Image.objects.in_bulk(wanted) if wanted else {})
    if not is_kept:
        return _drawn(edition, asked, shown, since or moment)
    return kept_by(
        *("article", reading_language(), since, edition.body, edition.tables, asked.digest),
        *(shown.params and shown.params.urlencode(), shown.reading, images_as_told(shown.images or {})),
        *(dict(shown.links), list(shown.figures_file)),
        make=lambda: _drawn(edition, asked, shown, since or moment),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an edition cites and describes, and what the database says of it."""

    texts: list[BoundText]
    described: list[tuple[int, TableDescription]]
    figures: AskedThenAndNow | None

    @property
    def digest(self) -> str:
        return self.figures.digest if self.figures else ""


def _ask(edition: Edition, *, since: dt.datetime, at: dt.datetime) -> _Asked:
    texts = bound_texts(edition.body)
    described = list(_descriptions(edition))
    needed = [*(d for _number, d in described), *descriptions_for(binding for binding, _words in texts)]
    return _Asked(texts, described, ask_then_and_now(needed, since=since, at=at))


def _drawn(edition: Edition, asked: _Asked, page: Shown, since: dt.datetime) -> RenderedArticle:
    facts = asked.figures.read() if asked.figures else NOTHING
    language = reading_language()
    figures = cited_figures(asked.texts, facts, language)
    contents = [(number, *_contents(d, facts)) for number, d in asked.described]
    shown = [table for table in contents if table[2].rows]
    revised = sum(figure.is_revised for figure in figures.values())
    revised += sum(count_changes(then, now) for _number, then, now in shown)
    placed = {block.number: block.show for block in blocks_in(edition.body) if isinstance(block, TableBlock)}
    tables = tuple(_tables(shown, placed, page))
    figure, html = figures_markup(
        edition, figures, facts, date=timezone.localdate(since), of_today=page.reading is Reading.TODAY
    )
    markup = Markup(
        figure=figure,
        image=image_markup(page.images or {}, language),
        gallery=gallery_markup(page.images or {}, language),
        table=table_markup({table.number: table.html for table in tables}),
        link=page.links.get,
    )
    return RenderedArticle(
        render_body(html, markup),
        tables,
        tuple(table for table in tables if table.number not in placed),
        _figures_html(list(figures.values()), page.figures_file),
        tuple(_series(shown, figures.values())),
        revised,
        page.reading,
    )


def _figures_html(figures: Sequence[CitedFigure], file: Sequence[Download]) -> SafeString:
    if not figures:
        return SafeString()
    return render_to_string("reports/cited_figures.html", {"figures": figures, "figures_file": file})


def _series(
    contents: Sequence[tuple[int, TableContent, TableContent]], figures: Iterable[CitedFigure]
) -> list[tuple[str, str]]:
    """The series that the tables show down their side and the text cites."""
    rows = [(row.label, row.url) for _number, then, _now in contents for row in then.rows if row.url]
    cited = [(figure.indicator.name, figure.indicator.get_absolute_url()) for figure in figures]
    return list(dict.fromkeys([*rows, *cited]))


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
    contents: Sequence[tuple[int, TableContent, TableContent]], placed: Mapping[int, Show], page: Shown
) -> Iterator[ArticleTable]:
    mark = showing_changes if page.reading is Reading.TODAY else marked_as_revised
    for position, (number, then, now) in enumerate(contents, start=1):
        anchor, content = f"bang-{position}", mark(then, now)
        html = render_statistics_table(
            content,
            key=anchor,
            params=page.params,
            arrangement=_ARRANGEMENTS[placed.get(number, Show.BOTH)],
            downloads=page.downloads(position, content),
        )
        yield ArticleTable(number, anchor, html)


_ARRANGEMENTS = {
    Show.BOTH: Arrangement.TABLE_AND_CHART,
    Show.TABLE: Arrangement.TABLE,
    Show.CHART: Arrangement.CHART,
}


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
