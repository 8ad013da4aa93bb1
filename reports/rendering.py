"""A public edition as a page shows it: its text, and its tables with the figures that are public at that moment."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString

from indicators.services.table_contents import load_contents
from indicators.table_content import TableContent
from indicators.table_description import DescriptionError, TableDescription
from indicators.tables import render_statistics_table
from reports.body_markup import Body, render_body
from reports.models import Edition

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ArticleTable:
    """A statistics table of an article under its anchor."""

    anchor: str
    content: TableContent
    html: SafeString


@dataclass(frozen=True, slots=True)
class RenderedArticle:
    body: Body
    tables: tuple[ArticleTable, ...]

    @property
    def series(self) -> list[tuple[str, str]]:
        """The series that the tables show down their side, as (name, address), each once."""
        rows = (row for table in self.tables for row in table.content.rows if row.url)
        return list(dict.fromkeys((row.label, row.url) for row in rows))


def render(edition: Edition, *, params: QueryDict | None = None, at: dt.datetime | None = None) -> RenderedArticle:
    """The edition's text and tables in the reading language; at most four queries, whatever it shows.

    `params` is the page's query string, by which readers sort a table.
    """
    contents = load_contents(list(_descriptions(edition)), at=at)
    tables = []
    for number, content in enumerate((c for c in contents if c.rows), start=1):
        anchor = f"bang-{number}"
        html = render_statistics_table(content, key=anchor, params=params)
        tables.append(ArticleTable(anchor, content, html))
    return RenderedArticle(render_body(edition.body), tuple(tables))


def _descriptions(edition: Edition) -> Iterator[TableDescription]:
    stored: list[dict[str, Any]] = edition.tables
    for position, description in enumerate(stored):
        try:
            yield TableDescription.from_json(description)
        except DescriptionError as error:
            # Written by a later or earlier version of the portal: the text is still worth reading without it.
            logger.error("Edition %s: table %s cannot be read: %s", edition.pk, position, error)
