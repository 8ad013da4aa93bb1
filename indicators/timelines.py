"""What the public saw of one value and from when: its versions put in the order in which they came out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToldVersion:
    """One version of a value: content before and after (none: no such value), and the minute of its release."""

    id: int
    recorded_at: dt.datetime
    released_at: dt.datetime | None
    before: Content | None
    after: Content | None

    @property
    def public_from(self) -> dt.datetime:
        """From when the public could see it, unless something else took its place before."""
        return self.recorded_at if self.released_at is None else max(self.recorded_at, self.released_at)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the public sees from a moment on; `content` is none after a removal."""

    since: dt.datetime
    version: int
    content: Content | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The versions of one value in the order in which they were recorded."""

    versions: Sequence[ToldVersion]
    _whole: list[Shown] = field(default_factory=list, compare=False, repr=False)

    @classmethod
    def of(cls, versions: Iterable[ToldVersion]) -> Timeline:
        return cls(sorted(versions, key=lambda version: version.id))

    def shown(self, *, recorded_by: dt.datetime | None = None) -> Sequence[Shown]:
        """What came out, oldest first; with `recorded_by`, as it was planned at that moment.

        A version that was written over one still under embargo takes its place: that one never came out. The removal
        of an embargoed figure removes nothing that the public has seen.
        """
        if recorded_by is not None and recorded_by >= self.versions[-1].recorded_at:
            recorded_by = None
        if recorded_by is None and self._whole:
            return self._whole
        coming: list[ToldVersion] = []
        for version in self.versions:
            if recorded_by is not None and version.recorded_at > recorded_by:
                break
            waiting = _waiting_under(version, coming)
            if waiting is not None:
                coming.remove(waiting)
            if waiting is None or version.after is not None:
                coming.append(version)
        coming.sort(key=lambda version: (version.public_from, version.id))
        line = [Shown(version.public_from, version.id, version.after) for version in coming]
        if recorded_by is None:
            self._whole.extend(line)
        return line

    def at(self, moment: dt.datetime, *, recorded_by: dt.datetime | None = None) -> Shown | None:
        """What the public saw at `moment`; none where there was nothing to see yet."""
        for shown in reversed(self.shown(recorded_by=recorded_by)):
            if shown.since <= moment:
                return shown
        return self._before_all()

    def before(self, shown: Shown) -> Shown | None:
        """What the public saw until this took its place; nothing of what never came out."""
        line = self.shown()
        position = next((place for place, each in enumerate(line) if each.version == shown.version), 0)
        return line[position - 1] if position else self._before_all()

    def _before_all(self) -> Shown | None:
        """The content that the first version found: of a value that is older than the keeping of versions."""
        first = self.versions[0] if self.versions else None
        # Whether content of a release was out already, this version does not tell: then nothing was.
        if first is None or first.before is None or first.before.get("release_id") is not None:
            return None
        return Shown(dt.datetime.min.replace(tzinfo=dt.UTC), first.id, first.before)


def _waiting_under(version: ToldVersion, coming: Sequence[ToldVersion]) -> ToldVersion | None:
    """The version still under embargo whose content this one was written over."""
    for earlier in reversed(coming):
        if earlier.public_from > version.recorded_at and earlier.after == version.before:
            return earlier
    return None
