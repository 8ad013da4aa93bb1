"""The card of an article: its title with the figure that it leads with, as it was published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import override

from indicators.exchange.share_cards import CardFigure
from indicators.measures import Measure
from indicators.periods import Period
from indicators.services.table_cells import CellBuilder
from indicators.services.then_and_now import load_then_and_now
from indicators.services.told_figures import TOLD, card_figure
from indicators.table_description import DescriptionError, TableDescription
from reports.models import Edition
from reports.services.cited_figures import bound_texts
from reports.services.stories import Story


@dataclass(frozen=True, slots=True)
class LeadingPlace:
    """What an article leads with: an indicator and an area by code, and a period."""

    indicator: str
    area: str
    period: Period


def leading_place(edition: Edition) -> LeadingPlace | None:
    """What the first value that the text cites is of; without one, the newest period of the first table's first row.

    Asks the database nothing.
    """
    cited = [binding for binding, _words in bound_texts(edition.body)]
    first = next((each for each in cited if each.measure is Measure.VALUE), cited[0] if cited else None)
    if first is not None:
        return LeadingPlace(first.indicator, first.area, first.period)
    for stored in edition.tables:
        try:
            table = TableDescription.from_json(stored)
        except DescriptionError:
            continue
        return LeadingPlace(table.indicators[0], table.areas[0], max(table.periods, key=lambda each: each.end))
    return None


def leading_figure(story: Story, *, at: dt.datetime) -> CardFigure | None:
    """The article's first figure as its edition was published, where it may still be shown; four queries at most."""
    place = leading_place(story.edition)
    if place is None:
        return None
    wanted = TableDescription((place.indicator,), (place.period,), (place.area,), TOLD)
    figures = load_then_and_now([wanted], since=story.public_since, at=at)
    indicator, area = figures.now.indicators.get(place.indicator), figures.now.areas.get(place.area)
    if indicator is None or area is None:
        return None
    with override(story.language):
        builder = CellBuilder(figures.then, story.language, TOLD)
        cells = {measure: builder.cell(indicator, area, place.period, measure) for measure in TOLD}
        return card_figure(f"{indicator.name}, {area.name}", cells, story.language)
