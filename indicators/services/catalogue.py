"""The catalogue of indicators as a tree by topic, each with its newest figure; searched without diacritics."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, Protocol, TypeVar

from django.db.models import F, QuerySet

from indicators.models import Indicator, IndicatorAlias, Topic
from indicators.prepared import Prepared
from indicators.services.latest import Latest, latest_by_indicator
from indicators.services.table_hierarchy import indicator_tree
from indicators.text import fold

MOST_LINES = 300

N = TypeVar("N", bound="Names")

# The names are looked through again with every letter that somebody types.
_folded = lru_cache(maxsize=4096)(fold)


class UnknownTopic(ValueError):
    """No topic of the catalogue has that code."""


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """An indicator in the tree. One that is shown only because something below it was found is no `match`."""

    indicator: Indicator
    level: int
    latest: Latest | None
    is_match: bool = True


@dataclass(frozen=True, slots=True)
class TopicLines:
    """A topic with how many public indicators it has (or how many were found) and those that are shown."""

    topic: Topic
    count: int
    lines: Sequence[CatalogueLine] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    topics: Sequence[TopicLines]
    found: int
    is_shortened: bool
    """Whether there is more than one page shows: a topic has to be chosen, or the search made narrower."""

    topic: Topic | None = None

    @property
    def shown(self) -> Sequence[TopicLines]:
        return [each for each in self.topics if each.lines]


def catalogue(*, query: str = "", topic_code: str = "", at: dt.datetime) -> Catalogue:
    """The public catalogue in at most four queries: indicators, other names where one searches, newest figures, bases.

    Raises `UnknownTopic`.
    """
    indicators, wholes = public_indicators()
    topics = {indicator.topic.code: indicator.topic for indicator in indicators}
    if topic_code and topic_code not in topics:
        raise UnknownTopic(topic_code)
    matches = matching(indicators, query) if query else indicators
    chosen = [i for i in matches if not topic_code or i.topic.code == topic_code]
    is_shortened = len(chosen) > MOST_LINES
    # Without a search or a topic a part of a long list would be an accident of its order; topics are offered instead.
    listed = chosen[:MOST_LINES] if not is_shortened or query or topic_code else []
    shown = _with_ancestors(listed, indicators)
    latest = latest_by_indicator(shown, at=at)
    lines = _lines_by_topic(shown, wholes, latest, {indicator.pk for indicator in listed})
    counts: dict[str, int] = defaultdict(int)
    for indicator in matches:
        counts[indicator.topic.code] += 1
    return Catalogue(
        [TopicLines(topic, counts[code], lines.get(code, ())) for code, topic in topics.items() if counts[code]],
        found=len(chosen),
        is_shortened=is_shortened,
        topic=topics.get(topic_code),
    )


def public_indicators() -> tuple[list[Indicator], dict[int, list[int]]]:
    """In the order of the catalogue, with the totals that each is a term of; one query."""
    indicators: dict[int, Indicator] = {}
    wholes: dict[int, list[int]] = defaultdict(list)
    for row in _PUBLIC.rows():
        indicators.setdefault(row.pk, row)
        if (total := row.total_id) is not None:  # type: ignore[attr-defined]
            wholes[row.pk].append(total)
    return list(indicators.values()), wholes


class Names(Protocol):
    """What an indicator is found by."""

    @property
    def pk(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def name_vi(self) -> str: ...
    @property
    def name_en(self) -> str: ...


class NamedIndicator(NamedTuple):
    """An indicator by its names alone."""

    pk: int
    code: str
    name_vi: str
    name_en: str


class NamedIndicators:
    """The public indicators by their names, in one query; those that are shown are asked for by their keys."""

    def __init__(self) -> None:
        self.all = [NamedIndicator(*row) for row in _NAMES.rows()]

    def matching(self, query: str) -> list[NamedIndicator]:
        return matching(self.all, query)


def _names() -> QuerySet[Indicator, tuple[Any, ...]]:
    return Indicator.objects.public().order_by("pk").values_list("pk", "code", "name_vi", "name_en")


def _public() -> QuerySet[Indicator]:
    return (
        Indicator.objects.public()
        .with_labels()
        .select_related("parent__parent")
        .annotate(total_id=F("part_of__whole_id"))
        .defer("definition_vi", "definition_en", "method_vi", "method_en")
        .order_by("topic__position", "topic__code", "position", "code", "total_id")
    )


_PUBLIC: Prepared[Indicator] = Prepared(_public)
_NAMES: Prepared[tuple[Any, ...]] = Prepared(_names)


def matching(indicators: Sequence[N], query: str) -> list[N]:
    """Those whose names, in either language, or other names have every word of the query."""
    words = fold(query).split()
    aliases: dict[int, str] = defaultdict(str)
    for indicator_id, folded in IndicatorAlias.objects.order_by().values_list("indicator_id", "folded"):
        aliases[indicator_id] += f" {folded}"
    return [
        indicator
        for indicator in indicators
        for names in [f"{_folded(indicator.name_vi)} {_folded(indicator.name_en)}"]
        for text in [f"{names} {indicator.code} {aliases[indicator.pk]}"]
        if all(word in text for word in words)
    ]


def _with_ancestors(listed: Sequence[Indicator], indicators: Sequence[Indicator]) -> list[Indicator]:
    """With the indicators above those that are listed, in the order of the catalogue."""
    by_pk = {indicator.pk: indicator for indicator in indicators}
    wanted: set[int] = set()
    for indicator in listed:
        current: Indicator | None = indicator
        while current is not None and current.pk not in wanted:
            wanted.add(current.pk)
            current = by_pk.get(current.parent_id) if current.parent_id else None
    return [indicator for indicator in indicators if indicator.pk in wanted]


def _lines_by_topic(
    shown: Sequence[Indicator],
    wholes: Mapping[int, Sequence[int]],
    latest: Mapping[int, Latest],
    matches: set[int],
) -> dict[str, list[CatalogueLine]]:
    by_topic: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in shown:
        by_topic[indicator.topic.code].append(indicator)
    return {
        code: [
            CatalogueLine(
                placed.member, min(placed.level, 3), latest.get(placed.member.pk), placed.member.pk in matches
            )
            for placed in indicator_tree(of_topic, wholes)
        ]
        for code, of_topic in by_topic.items()
    }
