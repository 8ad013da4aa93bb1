"""Joining two people's versions of an article that both began from the same edition.

A version says what stands in each field as a tuple of items: one for a field that is taken whole, the outermost
elements of the body, the descriptions of the tables, the keys of linked rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reports.three_way import Segment, Side, merge, merge_values

Version = Mapping[str, tuple[str, ...]]

SEQUENCES = frozenset({"body", "tables"})
SETS = frozenset({"indicators", "tags"})


class Choice(StrEnum):
    """What someone wants of a place that both changed."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


class Unsettled(ValueError):
    """Raised where a place that both changed was not chosen; `keys` names them."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = keys


@dataclass(frozen=True, slots=True)
class Place:
    """One field, or a stretch of a field that is a sequence; `key` names it in a form."""

    key: str
    field: str
    segment: Segment

    @property
    def may_keep_both(self) -> bool:
        """Of paragraphs and tables both can stand one after the other; of a title they cannot."""
        return self.field in SEQUENCES and bool(self.segment.mine) and bool(self.segment.theirs)


@dataclass(frozen=True, slots=True)
class Merge:
    """Every place of the article in order."""

    places: tuple[Place, ...]

    @property
    def conflicts(self) -> list[Place]:
        return [place for place in self.places if place.segment.is_conflict]

    @property
    def joined(self) -> list[Place]:
        """What one side changed, or both alike, and nobody has to choose."""
        return [p for p in self.places if p.segment.side not in (Side.NOBODY, Side.CONFLICT)]

    def settled(self, choices: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """The joined version, with a choice for the key of each conflict; raises `Unsettled`."""
        open_keys = [place.key for place in self.conflicts if not _is_choice(place, choices.get(place.key, ""))]
        if open_keys:
            raise Unsettled(open_keys)
        result: dict[str, tuple[str, ...]] = {}
        for place in self.places:
            items = _chosen(place.segment, choices[place.key]) if place.segment.is_conflict else place.segment.merged
            result[place.field] = result.get(place.field, ()) + items
        return result


def merge_versions(base: Version, mine: Version, theirs: Version) -> Merge:
    """Join two versions; fields are those of `mine`, one that the others lack is not theirs to change."""
    places: list[Place] = []
    for field, ours in mine.items():
        others = theirs.get(field, ours)
        was = base.get(field, others)
        if field in SETS:
            places.append(Place(field, field, _merged_sets(was, ours, others)))
        elif field in SEQUENCES:
            segments = merge(was, ours, others)
            places += [Place(f"{field}-{number}", field, segment) for number, segment in enumerate(segments)]
        else:
            places.append(Place(field, field, merge_values(*("".join(value) for value in (was, ours, others)))))
    return Merge(tuple(places))


def _merged_sets(was: tuple[str, ...], ours: tuple[str, ...], others: tuple[str, ...]) -> Segment:
    """What either added is in, what either took away is out: there is nothing to choose."""
    gone = set(was) - set(ours)
    joined = [*(item for item in others if item not in gone), *(i for i in ours if i not in was and i not in others)]
    merged = tuple(joined)
    if merged == others:
        side = Side.NOBODY if set(ours) == set(others) == set(was) else Side.THEIRS
        return Segment(side, was, ours, others)
    # `merged` of a segment that is mine is what stands in `mine`.
    return Segment(Side.MINE, was, merged, others)


def _is_choice(place: Place, choice: str) -> bool:
    return choice in (Choice.MINE, Choice.THEIRS) or (choice == Choice.BOTH and place.may_keep_both)


def _chosen(segment: Segment, choice: str) -> tuple[str, ...]:
    if choice == Choice.BOTH:
        return segment.theirs + segment.mine
    return segment.mine if choice == Choice.MINE else segment.theirs
