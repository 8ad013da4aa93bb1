"""What a cited place says to readers: when its edition came out, and now, by the public history of what it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from indicators.measures import Measure
from indicators.models import Area, Indicator, VersionKind
from indicators.services.table_cells import CellBuilder
from indicators.services.table_facts import Facts
from indicators.services.table_needs import spans
from indicators.services.then_and_now import ValueKey, figure_shown, timelines_of
from indicators.table_content import Cell
from indicators.timelines import Shown, Timeline
from reports.models import CitedRevision
from reports.services.cited_places import CitedPlace


@dataclass(frozen=True, slots=True)
class Newest:
    """What came out last of what a place rests on, and what the public saw until then."""

    shown: Shown
    before: Shown | None

    @property
    def version(self) -> int:
        return self.shown.version

    @property
    def row(self) -> CitedRevision:
        return CitedRevision(
            version_id=self.shown.version,
            revised_at=self.shown.since,
            before=self.before.content if self.before else None,
            after=self.shown.content,
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """A place then and now, and the version that made the difference."""

    place: CitedPlace
    then: Cell
    now: Cell
    newest: Newest | None


@dataclass(frozen=True, slots=True)
class History:
    """The public history of everything that a set of places rests on."""

    timelines: Mapping[ValueKey, Timeline]
    indicators: Mapping[int, Indicator]
    areas: Mapping[int, Area]
    now: dt.datetime
    cells: dict[tuple[Any, ...], Cell] = field(default_factory=dict)

    @classmethod
    def load(cls, places: Sequence[CitedPlace], now: dt.datetime) -> History:
        keys = {key for place in places for key in place.rests_on}
        horizon = max([now, *(place.out_at for place in places)])
        return cls(
            timelines_of(_about(keys), at=horizon),
            Indicator.objects.select_related("unit").in_bulk({key[1] for key in keys}),
            Area.objects.in_bulk({key[2] for key in keys}),
            now,
        )

    def standing(self, place: CitedPlace) -> Standing:
        then = self._shown(place, place.out_at, place.known_by)
        now = self._shown(place, max(self.now, place.out_at), None)
        changed = [(shown, key) for key, shown in now.items() if shown is not None and shown != then[key]]
        if not changed:
            return Standing(place, cell := self._cell(place, now), cell, None)
        shown, key = max(changed, key=lambda each: (each[0].since, each[0].version))
        newest = Newest(shown, self.timelines[key].before(shown))
        return Standing(place, self._cell(place, then), self._cell(place, now), newest)

    def _shown(
        self, place: CitedPlace, moment: dt.datetime, recorded_by: dt.datetime | None
    ) -> dict[ValueKey, Shown | None]:
        found = ((key, self.timelines.get(key)) for key in place.rests_on)
        return {key: line.at(moment, recorded_by=recorded_by) if line else None for key, line in found}

    def _cell(self, place: CitedPlace, shown: Mapping[ValueKey, Shown | None]) -> Cell:
        """What the place shows; made once for all places that cite the same of the same versions."""
        versions = tuple(each.version if each else 0 for each in shown.values())
        cited = (place.indicator_id, place.area_id, place.period, place.measure, versions)
        if cited not in self.cells:
            self.cells[cited] = self._made(place, shown)
        return self.cells[cited]

    def _made(self, place: CitedPlace, shown: Mapping[ValueKey, Shown | None]) -> Cell:
        indicator, area = self.indicators[place.indicator_id], self.areas[place.area_id]
        observations, targets = {}, {}
        for (kind, indicator_id, area_id, period), each in shown.items():
            figure = figure_shown(each)
            if figure is None:
                continue
            if kind is VersionKind.TARGET:
                targets[indicator_id, area_id, period.year] = figure
            else:
                observations[indicator_id, area_id, period] = figure
        facts = Facts({indicator.code: indicator}, {area.code: area}, observations, targets)
        return CellBuilder(facts, "vi", (Measure.VALUE,)).cell(indicator, area, place.period, place.measure)


def _about(keys: Iterable[ValueKey]) -> Q:
    """A condition on versions that these values meet, and few others."""
    condition = Q(pk__in=())
    for kind in VersionKind:
        of_kind = [key for key in keys if key[0] is kind]
        if of_kind:
            indicators, areas = {key[1] for key in of_kind}, {key[2] for key in of_kind}
            about = Q(kind=kind, indicator_id__in=indicators, area_id__in=areas)
            condition |= about & spans({key[3] for key in of_kind})
    return condition
