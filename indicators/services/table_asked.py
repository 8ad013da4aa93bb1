"""From what a reader asks to the table that answers it: what is left out is chosen from the figures that there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.frequencies import Frequency, offered, preferred
from indicators.measures import Measure
from indicators.models import Area, Indicator, Observation, ObservationVersion, VersionKind
from indicators.periods import Period
from indicators.services.table_contents import content_of, load_contents
from indicators.services.then_and_now import load_then_and_now
from indicators.table_content import TableContent
from indicators.table_description import MAX_PERIODS, Rows, TableDescription
from indicators.table_query import QueryError, TableQuery

FIRST_PERIODS = {Frequency.MONTH: 13, Frequency.QUARTER: 9}
FIRST_PERIODS_OTHERWISE = 6
MOST_CELLS = 60_000


@dataclass(frozen=True, slots=True)
class Asked:
    """The table that was asked for and what it was chosen from; no description where there is nothing to show.

    `areas` are those with public figures of the indicators, and those that the query names.
    """

    query: TableQuery
    indicators: Sequence[Indicator]
    areas: Sequence[Area]
    frequencies: Sequence[Frequency]
    frequency: Frequency | None
    description: TableDescription | None


def find_indicators(codes: Sequence[str]) -> dict[str, Indicator]:
    """The public indicators among the codes; one query."""
    return {row.code: row for row in Indicator.objects.public().with_labels().filter(code__in=codes)}


def asked_table(query: TableQuery, indicators: Mapping[str, Indicator], *, at: dt.datetime) -> Asked:
    """The query with what it leaves out filled in, in two queries: which figures there are, and the areas.

    Raises `QueryError` for codes that name nothing public, a day to come, and a table that is too large.
    """
    if query.as_of and query.as_of > _end_of_day(at):
        raise QueryError(_("Ngày cần xem chưa tới."))
    chosen = [_known(code, indicators) for code in query.indicators]
    if not chosen:
        return Asked(query, (), (), (), None, None)
    available = _available(chosen, at=at, as_of=query.as_of)
    areas = _areas(query, {area for area, _period in available})
    shown = [area for area in areas if area.code in query.areas] or areas[:1]
    places = {area.pk for area in shown}
    periods_there = {period for area, period in available if area in places}
    frequency = None if query.periods else query.frequency or preferred(periods_there)
    periods = query.periods or _periods(query, frequency, periods_there)
    return Asked(
        query,
        chosen,
        areas,
        offered({period for _area, period in available}),
        frequency,
        _description(query, _in_order(shown, query.areas), periods) if shown and periods else None,
    )


def content_asked(asked: Asked, *, at: dt.datetime) -> TableContent | None:
    """What the table says: now in three queries, as of a day in four."""
    if asked.description is None:
        return None
    if asked.query.as_of is None or asked.query.as_of >= at:
        return load_contents([asked.description], at=at)[0]
    return content_of(asked.description, load_then_and_now([asked.description], since=asked.query.as_of, at=at).then)


def _end_of_day(moment: dt.datetime) -> dt.datetime:
    return dt.datetime.combine(timezone.localtime(moment), dt.time.max, tzinfo=timezone.get_current_timezone())


def _known(code: str, indicators: Mapping[str, Indicator]) -> Indicator:
    if code not in indicators:
        raise QueryError(_("Không có chỉ tiêu “%(code)s”.") % {"code": code[:60]})
    return indicators[code]


def _available(
    indicators: Collection[Indicator], *, at: dt.datetime, as_of: dt.datetime | None
) -> set[tuple[int, Period]]:
    """Where and when there are public figures of one of the indicators; one query.

    Of a past moment the versions tell: a figure that was first recorded later was not there.
    """
    rows: QuerySet[Observation] | QuerySet[ObservationVersion]
    if as_of is None or as_of >= at:
        rows = Observation.objects.public(at=at)
    else:
        versions = ObservationVersion.objects.public(at=as_of).filter(recorded_at__lte=as_of)
        rows = versions.filter(kind=VersionKind.OBSERVATION)
    found = rows.filter(indicator__in=[indicator.pk for indicator in indicators]).order_by()
    places = found.values_list("area_id", "year", "month", "months").distinct()
    return {(area, Period(year, month, months)) for area, year, month, months in places}


def _areas(query: TableQuery, available: Collection[int]) -> list[Area]:
    """Those with figures and those that are named, in the order of the catalogue; one query."""
    areas = list(Area.objects.filter(Q(pk__in=available) | Q(code__in=query.areas)).order_by("position", "name_vi"))
    known = {area.code for area in areas}
    for code in query.areas:
        if code not in known:
            raise QueryError(_("Không có địa bàn “%(code)s”.") % {"code": code[:60]})
    return areas


def _periods(query: TableQuery, frequency: Frequency | None, there: Collection[Period]) -> tuple[Period, ...]:
    """The periods of the frequency within the bounds: all after a lower bound, else the newest."""
    if frequency is None:
        return ()
    series = [
        period
        for period in frequency.periods(there)
        if (query.first is None or period.start >= query.first.start)
        and (query.last is None or period.end <= query.last.end)
    ]
    limit = MAX_PERIODS if query.first else FIRST_PERIODS.get(frequency, FIRST_PERIODS_OTHERWISE)
    return tuple(series[-limit:])


def _description(query: TableQuery, areas: Sequence[Area], periods: Sequence[Period]) -> TableDescription:
    description = TableDescription(
        query.indicators,
        tuple(periods),
        tuple(area.code for area in areas),
        query.measures or (Measure.VALUE,),
        query.rows or _usual_rows(query, areas, periods),
        query.chart,
        query.caption,
        query.totals,
    )
    if description.cells > MOST_CELLS:
        raise QueryError(
            _("Bảng có %(count)s ô, nhiều hơn %(most)s. Hãy chọn ít chỉ tiêu, kỳ hoặc địa bàn hơn.")
            % {"count": description.cells, "most": MOST_CELLS}
        )
    return description


def _usual_rows(query: TableQuery, areas: Sequence[Area], periods: Sequence[Period]) -> Rows:
    """What there is most of to read down; several indicators are, because each has its own unit."""
    if len(query.indicators) > 1:
        return Rows.INDICATORS
    return Rows.AREAS if len(areas) > len(periods) else Rows.PERIODS


def _in_order(areas: Sequence[Area], codes: Sequence[str]) -> list[Area]:
    """As the reader named them; those that were not named behind, as they come."""
    return sorted(areas, key=lambda area: codes.index(area.code) if area.code in codes else len(codes))
