"""Where articles cite a value: in figures of their text and cells of their tables, as bases and as plans too."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from indicators.measures import Measure
from indicators.models import Area, Indicator, VersionKind
from indicators.periods import Period, PeriodError
from indicators.services.table_needs import base_before, base_last_year
from indicators.services.then_and_now import ValueKey
from indicators.table_description import DescriptionError, TableDescription
from reports.models import Edition, Figure


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A place of an edition that readers see, or are to see, and what is cited there.

    `out_at` is when the edition comes or came out. `known_by` is when a figure of the text was last held against the
    data; a table is drawn when it comes out.
    """

    article_id: int
    edition_id: int
    figure_key: UUID | None
    table_position: int | None
    indicator_id: int
    area_id: int
    period: Period
    measure: Measure
    text: str
    sentence: str
    out_at: dt.datetime
    known_by: dt.datetime | None = None

    @property
    def rests_on(self) -> list[ValueKey]:
        return resting_on(self.indicator_id, self.area_id, self.period, self.measure)

    @property
    def key(self) -> tuple[Any, ...]:
        """As `RevisionFlag.place`, behind the edition."""
        period = self.period
        cited = (self.indicator_id, self.area_id, period.year, period.month, period.months, self.measure.value)
        return (self.edition_id, self.figure_key, self.table_position, *cited)


def resting_on(indicator_id: int, area_id: int, period: Period, measure: Measure) -> list[ValueKey]:
    """The values that a figure is made from: its own, and what it is compared with."""
    plan: ValueKey = (VersionKind.TARGET, indicator_id, area_id, Period.of_year(period.last[0]))
    if measure is Measure.TARGET:
        return [plan]
    found: list[ValueKey] = [(VersionKind.OBSERVATION, indicator_id, area_id, period)]
    base = {Measure.GROWTH_YOY: base_last_year, Measure.GROWTH_PREVIOUS: base_before}.get(measure)
    if base is not None and (earlier := base(period)):
        found.append((VersionKind.OBSERVATION, indicator_id, area_id, earlier))
    if measure is Measure.PLAN_SHARE:
        found.append(plan)
    return found


def places_resting_on(keys: Collection[ValueKey], *, at: dt.datetime) -> list[CitedPlace]:
    """Every place that one of the values decides, in editions public at `at` or planned; four queries."""
    if not keys:
        return []
    places = [*_in_texts(keys, at), *_in_tables(keys, at)]
    return [place for place in places if not set(place.rests_on).isdisjoint(keys)]


_ARTICLE = (
    *("article_id", "article__published_edition_id", "article__published_at", "article__revised_at"),
    *("article__next_edition_id", "article__next_at", "article__withdrawn_at", "article__release__published_at"),
)


def _in_texts(keys: Collection[ValueKey], at: dt.datetime) -> Iterator[CitedPlace]:
    years = {period.year for _kind, _indicator, _area, period in keys}
    rows = (
        Figure.objects.filter(
            _is_current("edition__", at),
            indicator_id__in={key[1] for key in keys},
            area_id__in={key[2] for key in keys},
            # A growth rests on the year before it, a plan is that of the year in which a figure's period ends.
            year__gte=min(years) - 1,
            year__lte=max(years) + 1,
        )
        .order_by()
        .values_list(
            *(f"edition__{name}" for name in ("pk", "created_at", *_ARTICLE)),
            *("key", "indicator_id", "area_id", "year", "month", "months", "measure", "text", "sentence", "checked_at"),
        )
    )
    for row in rows:
        edition_id, out_at = row[0], _out_at(row[:10], at)
        key, indicator_id, area_id, year, month, months, measure, text, sentence, checked_at = row[10:]
        yield CitedPlace(
            article_id=row[2],
            edition_id=edition_id,
            figure_key=key,
            table_position=None,
            indicator_id=indicator_id,
            area_id=area_id,
            period=Period(year, month, months),
            measure=Measure(measure),
            text=text,
            sentence=sentence,
            out_at=out_at,
            known_by=checked_at,
        )


def _in_tables(keys: Collection[ValueKey], at: dt.datetime) -> Iterator[CitedPlace]:
    """Only of editions that are out: a table takes its figures when it comes out."""
    indicators = dict(Indicator.objects.filter(pk__in={key[1] for key in keys}).values_list("pk", "code"))
    areas = dict(Area.objects.filter(pk__in={key[2] for key in keys}).values_list("pk", "code"))
    citing = Edition.indicators.through.objects.filter(indicator_id__in=indicators).values("edition_id")
    rows = (
        Edition.objects.filter(_is_current("", at), pk__in=citing)
        .order_by()
        .values_list("pk", "created_at", *_ARTICLE, "tables")
    )
    by_subject: dict[tuple[str, str], list[ValueKey]] = defaultdict(list)
    for key in keys:
        if key[1] in indicators and key[2] in areas:
            by_subject[indicators[key[1]], areas[key[2]]].append(key)
    for *row, tables in rows:
        out_at = _out_at(row, at)
        if out_at > at:
            continue
        for position, description in _described(tables):
            for key, period, measure in _cells(description, by_subject):
                yield CitedPlace(
                    article_id=row[2],
                    edition_id=row[0],
                    figure_key=None,
                    table_position=position,
                    indicator_id=key[1],
                    area_id=key[2],
                    period=period,
                    measure=measure,
                    text="",
                    sentence=description.caption,
                    out_at=out_at,
                )


def _is_current(edition: str, at: dt.datetime) -> Q:
    """The editions that are public at `at` or are to become so, of articles that are not withdrawn."""
    article = f"{edition}article__"
    is_planned = Q(**{f"{article}next_edition": F(f"{edition}pk")})
    is_replaced = Q(**{f"{article}next_edition__isnull": False, f"{article}next_at__lte": at})
    is_published = Q(**{f"{article}published_edition": F(f"{edition}pk")}) & ~is_replaced
    stays = Q(**{f"{article}withdrawn_at__isnull": True}) | Q(**{f"{article}withdrawn_at__gt": at})
    return (is_planned | is_published) & stays


def _out_at(row: Iterable[Any], at: dt.datetime) -> dt.datetime:
    """As `Story.public_since`, of an edition that may still be planned."""
    edition_id, created_at, _article, _published_id, published_at, revised_at, next_id, next_at, _gone, release_at = row
    moment: dt.datetime = next_at if edition_id == next_id else (revised_at or published_at)
    moments = [moment, created_at] if moment <= at else [moment]
    return max([*moments, release_at] if release_at else moments)


def _described(tables: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, TableDescription]]:
    for position, stored in enumerate(tables):
        try:
            yield position, TableDescription.from_json(stored)
        except DescriptionError:
            # A page leaves such a table out as well.
            continue


def _cells(
    description: TableDescription, by_subject: Mapping[tuple[str, str], Iterable[ValueKey]]
) -> Iterator[tuple[ValueKey, Period, Measure]]:
    """The cells that rest on one of the values, each once."""
    found = {}
    for indicator in description.indicators:
        for area in description.areas:
            for key in by_subject.get((indicator, area), ()):
                for period in _periods_resting_on(key, description.periods):
                    for measure in description.measures:
                        found[key[1], key[2], period, measure] = key
    return iter([(key, period, measure) for (_i, _a, period, measure), key in found.items()])


def _periods_resting_on(key: ValueKey, shown: Collection[Period]) -> list[Period]:
    kind, _indicator, _area, period = key
    if kind is VersionKind.TARGET:
        return [each for each in shown if each.last[0] == period.year]
    return [each for each in (period, *_later(period)) if each in shown]


def _later(period: Period) -> Iterator[Period]:
    """The periods that are compared with this one."""
    for move in (lambda: period.shift_years(1), lambda: period.shift(1)):
        try:
            later = move()
        except PeriodError:
            continue
        if later != period:
            yield later
