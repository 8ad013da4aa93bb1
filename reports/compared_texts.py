"""A thing that stands on both sides of a comparison, in the words of each side."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reports.text_differences import Kind, Piece, word_difference


class Change(StrEnum):
    """What became of a thing between the older edition and the newer."""

    SAME = "same"
    EDITED = "edited"
    RESTYLED = "restyled"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing on both sides, in pieces: those of the older side, and those of the newer."""

    change: Change
    label: str = ""
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()

    @property
    def is_changed(self) -> bool:
        return self.change is not Change.SAME

    @property
    def both(self) -> list[Piece]:
        """The pieces of both sides in one reading order."""
        return word_difference(*("".join(piece.text for piece in side) for side in (self.old, self.new)))


def compare_texts(old: str, new: str, label: str = "") -> Compared:
    """Two texts by words."""
    pieces = word_difference(old, new)
    change = Change.SAME if old == new else Change.EDITED
    return Compared(
        change,
        label,
        tuple(piece for piece in pieces if piece.kind is not Kind.ADDED),
        tuple(piece for piece in pieces if piece.kind is not Kind.REMOVED),
    )


def one_sided(change: Change, text: str, label: str = "") -> Compared:
    """What stands on one side only."""
    if change is Change.ADDED:
        return Compared(change, label, new=(Piece(Kind.ADDED, text),))
    return Compared(change, label, old=(Piece(Kind.REMOVED, text),))
