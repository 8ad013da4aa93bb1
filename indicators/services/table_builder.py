"""The table builder: what can be chosen, what is, and the table that comes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from indicators.models import Area, Indicator, Topic
from indicators.services.catalogue import UnknownTopic, matching, public_indicators
from indicators.services.table_asked import Asked, asked_table, content_asked
from indicators.services.table_hierarchy import indicator_tree
from indicators.table_content import TableContent
from indicators.table_query import TableQuery

MOST_OPTIONS = 200
MOST_CELLS_SHOWN = 4000


@dataclass(frozen=True, slots=True)
class Option:
    """An indicator that can be chosen, as deep as it stands under others."""

    indicator: Indicator
    level: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class TopicOptions:
    topic: Topic
    options: Sequence[Option]


@dataclass(frozen=True, slots=True)
class TableBuilder:
    """What the page shows. `content` is None where there is nothing to show, or more than a page can.

    `topics` are all of them; `options` by topic those that the search and the chosen topic leave, `is_shortened` where
    there are more than a page has room for.
    """

    asked: Asked
    topics: Sequence[Topic]
    topic: Topic | None
    options: Sequence[TopicOptions]
    is_shortened: bool
    content: TableContent | None
    is_too_large: bool

    @property
    def chosen_areas(self) -> Collection[str]:
        return self.asked.description.areas if self.asked.description else self.asked.query.areas

    @property
    def chosen_area_names(self) -> Sequence[str]:
        return [area.name for area in self.asked.areas if area.code in self.chosen_areas]

    @property
    def areas(self) -> Sequence[Area]:
        return self.asked.areas


def table_builder(query: TableQuery, *, search: str, topic_code: str, at: dt.datetime) -> TableBuilder:
    """In at most eight queries: indicators, their other names where one searches, figures there, areas, the table's.

    Raises `QueryError` and `UnknownTopic`.
    """
    indicators, wholes = public_indicators()
    topics = {indicator.topic.code: indicator.topic for indicator in indicators}
    if topic_code and topic_code not in topics:
        raise UnknownTopic(topic_code)
    asked = asked_table(query, {indicator.code: indicator for indicator in indicators}, at=at)
    found = [
        indicator
        for indicator in (matching(indicators, search) if search else indicators)
        if not topic_code or indicator.topic.code == topic_code
    ]
    listed = found[:MOST_OPTIONS]
    chosen = set(query.indicators)
    is_too_large = asked.description is not None and asked.description.cells > MOST_CELLS_SHOWN
    return TableBuilder(
        asked=asked,
        topics=list(topics.values()),
        topic=topics.get(topic_code),
        options=[
            TopicOptions(
                topic,
                [
                    Option(placed.member, min(placed.level, 3), placed.member.code in chosen)
                    for placed in indicator_tree([i for i in listed if i.topic.code == code], wholes)
                ],
            )
            for code, topic in topics.items()
            if any(indicator.topic.code == code for indicator in listed)
        ],
        is_shortened=len(found) > MOST_OPTIONS,
        content=None if is_too_large else content_asked(asked, at=at),
        is_too_large=is_too_large,
    )
