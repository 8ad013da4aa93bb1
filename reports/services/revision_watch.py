"""Keeps watch over revised figures: each version that comes out marks the articles which it leaves saying otherwise.

The work follows the versions that are new, not the articles that there are: a look where nothing happened takes four
queries, a batch of versions a fixed number, whatever the archive holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.measures import Measure
from indicators.models import Area, Indicator, ObservationVersion, VersionKind
from indicators.models.releases import released
from indicators.periods import Period
from indicators.services.table_cells import CellBuilder
from indicators.services.table_facts import Facts, spans
from indicators.services.then_and_now import ValueKey, figure_shown, timelines_of
from indicators.table_changes import is_changed
from indicators.table_content import Cell
from indicators.table_markup import shown_value
from indicators.timelines import Shown, Timeline
from reports.models import CitedRevision, Edition, FlagState, RevisionFlag, RevisionWatch
from reports.services.cited_places import CitedPlace, places_resting_on, resting_on

BATCH = 500
# A version may be committed after one with a higher number. No transaction that writes figures is open for so long.
SETTLED_AFTER = dt.timedelta(hours=1)


def watch(*, at: dt.datetime | None = None) -> int:
    """Look at what came out since the last look and flag what it leaves wrong; gives how many flags are new.

    Also looks again at the flags of articles that were saved since: what was put right is no longer open.
    """
    now = at or timezone.now()
    with transaction.atomic():
        state, _is_first = RevisionWatch.objects.select_for_update().get_or_create(pk=1)
        fresh = ObservationVersion.objects.filter(pk__gt=state.settled).aggregate(newest=Max("pk"), count=Count("pk"))
        due = list(state.awaited.filter(published_at__lte=now))
        again = _keys_of_saved_articles(state.looked_at)
        is_new = (fresh["newest"] or 0, fresh["count"]) != (state.newest, state.count)
        if not (is_new or due or again):
            return 0
        flagged = _look(again, now) if again else 0
        if is_new:
            flagged += _look_at_versions(Q(pk__gt=state.settled), state, now)
        if due:
            flagged += _look_at_versions(Q(release__in=due), state, now)
            state.awaited.remove(*due)
        _keep(state, now)
    return flagged


def _keep(state: RevisionWatch, now: dt.datetime) -> None:
    versions = ObservationVersion.objects.filter(pk__gt=state.settled)
    old = versions.filter(recorded_at__lt=now - SETTLED_AFTER).aggregate(newest=Max("pk"))["newest"]
    state.settled = old or state.settled
    later = ObservationVersion.objects.filter(pk__gt=state.settled).aggregate(newest=Max("pk"), count=Count("pk"))
    state.newest, state.count, state.looked_at = later["newest"] or 0, later["count"], now
    state.save()


def _keys_of_saved_articles(since: dt.datetime | None) -> set[ValueKey]:
    """The values under open flags of articles that were saved since."""
    flags = RevisionFlag.objects.filter(state=FlagState.OPEN)
    if since is not None:
        flags = flags.filter(article__updated_at__gte=since)
    return {key for flag in flags for key in _rests_on(flag)}


def _look_at_versions(condition: Q, state: RevisionWatch, now: dt.datetime) -> int:
    """Look at the versions in batches; what waits for a release is remembered."""
    earliest = Edition.objects.order_by("pk").values_list("created_at", flat=True).first()
    if earliest is None:
        return 0
    # What was known before the first article was written revises none.
    later = Q(recorded_at__gte=earliest) | Q(release__published_at__gte=earliest)
    cited = Edition.indicators.through.objects.values("indicator_id")
    versions = ObservationVersion.objects.filter(condition, later, indicator_id__in=cited).order_by("pk")
    state.awaited.add(*versions.filter(~released(at=now)).order_by().values_list("release_id", flat=True).distinct())
    rows = versions.values_list("kind", "indicator_id", "area_id", "year", "month", "months")
    keys = list(dict.fromkeys((VersionKind(k), i, a, Period(*span)) for k, i, a, *span in rows.iterator(BATCH)))
    return sum(_look(set(keys[start : start + BATCH]), now) for start in range(0, len(keys), BATCH))


def _look(keys: set[ValueKey], now: dt.datetime) -> int:
    """Hold every place that rests on one of the values against what is public, and bring its flag up to date."""
    places = places_resting_on(keys, at=now)
    flags = _Flags.load(keys, {place.edition_id for place in places})
    if places:
        data = _Data.load(places, now)
        for place in places:
            flags.judge(place, data)
    flags.close_rest(keys, {place.key for place in places}, now)
    return flags.write(now)


@dataclass(frozen=True, slots=True)
class _Standing:
    """A place then and now, and the version that made the difference."""

    place: CitedPlace
    then: Cell
    now: Cell
    newest: _Newest | None


@dataclass(frozen=True, slots=True)
class _Newest:
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
class _Data:
    """The public history of everything that a set of places rests on."""

    timelines: Mapping[ValueKey, Timeline]
    indicators: Mapping[int, Indicator]
    areas: Mapping[int, Area]
    now: dt.datetime

    @classmethod
    def load(cls, places: Sequence[CitedPlace], now: dt.datetime) -> _Data:
        keys = {key for place in places for key in place.rests_on}
        horizon = max([now, *(place.out_at for place in places)])
        return cls(
            timelines_of(_about(keys), at=horizon),
            Indicator.objects.select_related("unit").in_bulk({key[1] for key in keys}),
            Area.objects.in_bulk({key[2] for key in keys}),
            now,
        )

    def standing(self, place: CitedPlace) -> _Standing:
        then = self._shown(place, place.out_at, place.known_by)
        now = self._shown(place, max(self.now, place.out_at), None)
        changed = [(shown, key) for key, shown in now.items() if shown is not None and shown != then[key]]
        newest = None
        if changed:
            shown, key = max(changed, key=lambda each: (each[0].since, each[0].version))
            newest = _Newest(shown, self.timelines[key].before(shown))
        return _Standing(place, self._cell(place, then), self._cell(place, now), newest)

    def _shown(
        self, place: CitedPlace, moment: dt.datetime, recorded_by: dt.datetime | None
    ) -> dict[ValueKey, Shown | None]:
        found = ((key, self.timelines.get(key)) for key in place.rests_on)
        return {key: line.at(moment, recorded_by=recorded_by) if line else None for key, line in found}

    def _cell(self, place: CitedPlace, shown: Mapping[ValueKey, Shown | None]) -> Cell:
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


@dataclass(slots=True)
class _Flags:
    """The flags that there are, and what becomes of them."""

    open: dict[tuple[Any, ...], RevisionFlag]
    resolved: dict[tuple[Any, ...], RevisionFlag]
    wanted: list[_Standing] = field(default_factory=list)
    changed: list[RevisionFlag] = field(default_factory=list)

    @classmethod
    def load(cls, keys: Collection[ValueKey], editions: Collection[int]) -> _Flags:
        """The flags of the editions, and those open ones on any edition that rest on the values."""
        about = Q(indicator_id__in={key[1] for key in keys}, area_id__in={key[2] for key in keys})
        flags = RevisionFlag.objects.filter(about, Q(edition__in=editions) | Q(state=FlagState.OPEN))
        found = cls({}, {})
        for flag in flags.select_related("revision").order_by("pk"):
            known = found.open if flag.state == FlagState.OPEN else found.resolved
            known[flag.edition_id, *flag.place] = flag
        return found

    def judge(self, place: CitedPlace, data: _Data) -> None:
        standing = data.standing(place)
        flag, answered = self.open.get(place.key), self.resolved.get(place.key)
        if not _is_wrong(standing, answered):
            if flag is not None:
                is_newer = place.out_at >= flag.revision.revised_at
                self._close(flag, FlagState.UPDATED if is_newer else FlagState.DISMISSED, data.now)
        elif flag is None or flag.new != shown_value(standing.now):
            self.wanted.append(standing)

    def close_rest(self, keys: Collection[ValueKey], places: Collection[tuple[Any, ...]], now: dt.datetime) -> None:
        """Flags whose place is no longer to be seen: the article says something else by now, or is withdrawn."""
        for key, flag in self.open.items():
            if key not in places and not set(_rests_on(flag)).isdisjoint(keys):
                self._close(flag, FlagState.UPDATED, now)

    def write(self, now: dt.datetime) -> int:
        """Write what came out; gives how many flags are new."""
        revisions = _revisions([standing.newest for standing in self.wanted if standing.newest is not None])
        fresh: list[RevisionFlag] = []
        for standing in self.wanted:
            if standing.newest is None:
                continue
            flag = self.open.get(standing.place.key)
            if flag is None:
                fresh.append(_flag(standing, revisions[standing.newest.version]))
            else:
                flag.revision, flag.new = revisions[standing.newest.version], shown_value(standing.now)
                self.changed.append(flag)
        if self.changed:
            names = ["revision", "new", "state", "reason", "resolved_at"]
            RevisionFlag.objects.bulk_update(self.changed, names, batch_size=BATCH)
        RevisionFlag.objects.bulk_create(fresh, batch_size=BATCH)
        return len(fresh)

    def _close(self, flag: RevisionFlag, state: FlagState, now: dt.datetime) -> None:
        flag.state, flag.resolved_at = state, now
        flag.reason = _("Số liệu đã trở lại như khi đăng.") if state is FlagState.DISMISSED else ""
        self.changed.append(flag)


def _is_wrong(standing: _Standing, answered: RevisionFlag | None) -> bool:
    """Whether an editor has to look: what readers are told, in the text or in a notice about it, holds no longer."""
    if answered is not None and answered.new == shown_value(standing.now):
        # Somebody has seen to it; a new text may still wait for its publication.
        return False
    is_corrected = answered is not None and answered.state == FlagState.CORRECTED
    return is_corrected or is_changed(standing.then, standing.now)


def _flag(standing: _Standing, revision: CitedRevision) -> RevisionFlag:
    place = standing.place
    flag = RevisionFlag(
        article_id=place.article_id,
        edition_id=place.edition_id,
        revision=revision,
        figure_key=place.figure_key,
        table_position=place.table_position,
        indicator_id=place.indicator_id,
        area_id=place.area_id,
        measure=place.measure.value,
        text=place.text,
        sentence=place.sentence,
        old=shown_value(standing.then),
        new=shown_value(standing.now),
    )
    flag.period = place.period
    return flag


def _revisions(newest: Iterable[_Newest]) -> dict[int, CitedRevision]:
    """The row of each version, written where there is none yet."""
    wanted = {each.version: each.row for each in newest}
    if not wanted:
        return {}
    CitedRevision.objects.bulk_create(wanted.values(), ignore_conflicts=True)
    return {row.version_id: row for row in CitedRevision.objects.filter(version_id__in=wanted)}


def _rests_on(flag: RevisionFlag) -> list[ValueKey]:
    return resting_on(flag.indicator_id, flag.area_id, flag.period, Measure(flag.measure))


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
