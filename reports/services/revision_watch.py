"""Keeps watch over revised figures: each version that comes out marks the articles which it leaves saying otherwise.

The work follows the versions that are new, not the articles that there are: a look where nothing happened takes four
queries, a batch of versions a fixed number, whatever the archive holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.measures import Measure
from indicators.models import ObservationVersion, VersionKind
from indicators.models.bulk_rows import insert_rows, prepared
from indicators.models.releases import released
from indicators.periods import Period
from indicators.services.then_and_now import ValueKey
from indicators.table_changes import is_changed
from indicators.table_markup import shown_value
from reports.models import CitedRevision, Edition, FlagState, RevisionFlag, RevisionWatch
from reports.services.cited_places import CitedPlace, places_resting_on, resting_on
from reports.services.place_standings import History, Newest, Standing

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
        data = History.load(places, now)
        for place in places:
            flags.judge(place, data)
    flags.close_rest(keys, {place.key for place in places}, now)
    return flags.write(now)


@dataclass(slots=True)
class _Flags:
    """The flags that there are, and what becomes of them."""

    open: dict[tuple[Any, ...], RevisionFlag]
    resolved: dict[tuple[Any, ...], RevisionFlag]
    wanted: list[Standing] = field(default_factory=list)
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

    def judge(self, place: CitedPlace, data: History) -> None:
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
        using = RevisionFlag.objects.db
        created_at = prepared(RevisionFlag, "created_at", now, using=using)
        fresh: list[tuple[Any, ...]] = []
        for standing in self.wanted:
            if standing.newest is None:
                continue
            flag = self.open.get(standing.place.key)
            if flag is None:
                fresh.append(_row(standing, revisions[standing.newest.version], using, created_at))
            else:
                flag.revision, flag.new = revisions[standing.newest.version], shown_value(standing.now)
                self.changed.append(flag)
        if self.changed:
            names = ["revision", "new", "state", "reason", "resolved_at"]
            RevisionFlag.objects.bulk_update(self.changed, names, batch_size=BATCH)
        if fresh:
            insert_rows(RevisionFlag, _COLUMNS, fresh, using=using)
        return len(fresh)

    def _close(self, flag: RevisionFlag, state: FlagState, now: dt.datetime) -> None:
        flag.state, flag.resolved_at = state, now
        flag.reason = _("Số liệu đã trở lại như khi đăng.") if state is FlagState.DISMISSED else ""
        self.changed.append(flag)


def _is_wrong(standing: Standing, answered: RevisionFlag | None) -> bool:
    """Whether an editor has to look: what readers are told, in the text or in a notice about it, holds no longer."""
    if answered is not None and answered.new == shown_value(standing.now):
        # Somebody has seen to it; a new text may still wait for its publication.
        return False
    is_corrected = answered is not None and answered.state == FlagState.CORRECTED
    return is_corrected or is_changed(standing.then, standing.now)


_COLUMNS = (
    *("article_id", "edition_id", "revision_id", "figure_key", "table_position", "indicator_id", "area_id"),
    *("year", "month", "months", "measure", "text", "sentence", "old", "new", "state", "reason", "created_at"),
)


def _row(standing: Standing, revision: CitedRevision, using: str, created_at: Any) -> tuple[Any, ...]:
    """A new flag as the database takes it."""
    place, values = standing.place, {"old": standing.then, "new": standing.now}
    return (
        *(place.article_id, place.edition_id, revision.pk),
        *(prepared(RevisionFlag, "figure_key", place.figure_key, using=using), place.table_position),
        *(place.indicator_id, place.area_id, place.period.year, place.period.month, place.period.months),
        *(place.measure.value, place.text, place.sentence),
        *(prepared(RevisionFlag, name, shown_value(cell), using=using) for name, cell in values.items()),
        *(FlagState.OPEN.value, "", created_at),
    )


def _revisions(newest: Iterable[Newest]) -> dict[int, CitedRevision]:
    """The row of each version, written where there is none yet."""
    wanted = {each.version: each.row for each in newest}
    if not wanted:
        return {}
    CitedRevision.objects.bulk_create(wanted.values(), ignore_conflicts=True)
    return {row.version_id: row for row in CitedRevision.objects.filter(version_id__in=wanted)}


def _rests_on(flag: RevisionFlag) -> list[ValueKey]:
    return resting_on(flag.indicator_id, flag.area_id, flag.period, Measure(flag.measure))
