"""Joining the work of two people: nothing is lost, and nobody is asked where only one of them changed something."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.three_way import Segment, Side, merge, merge_values

lines = st.lists(st.sampled_from("abcdef"), max_size=8)


def joined(segments: list[Segment], side: str) -> list[str]:
    return [item for segment in segments for item in getattr(segment, side)]


@given(lines, lines, lines)
def test_each_side_can_be_read_from_the_segments(base: list[str], mine: list[str], theirs: list[str]):
    segments = merge(base, mine, theirs)

    assert (joined(segments, "base"), joined(segments, "mine"), joined(segments, "theirs")) == (base, mine, theirs)


@given(lines, lines)
def test_what_only_one_changed_is_taken_without_asking(base: list[str], changed: list[str]):
    assert joined(merge(base, changed, base), "merged") == changed
    assert joined(merge(base, base, changed), "merged") == changed


@given(lines, lines)
def test_what_both_changed_alike_is_no_conflict(base: list[str], changed: list[str]):
    segments = merge(base, changed, changed)

    assert joined(segments, "merged") == changed
    assert not any(segment.is_conflict for segment in segments)


@given(lines, lines, lines)
def test_conflicts_are_the_same_whoever_comes_second(base: list[str], mine: list[str], theirs: list[str]):
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)

    assert [s.base for s in one if s.is_conflict] == [s.base for s in other if s.is_conflict]


def test_changes_in_different_paragraphs_are_joined():
    segments = merge(["Một.", "Hai.", "Ba."], ["Một!", "Hai.", "Ba."], ["Một.", "Hai.", "Ba.", "Bốn."])

    assert joined(segments, "merged") == ["Một!", "Hai.", "Ba.", "Bốn."]


def test_two_changes_of_one_paragraph_are_put_side_by_side():
    segments = merge(["Một.", "Hai."], ["Một.", "Hai của tôi."], ["Một.", "Hai của bạn."])

    assert segments[1] == Segment(Side.CONFLICT, ("Hai.",), ("Hai của tôi.",), ("Hai của bạn.",))


def test_a_value_is_taken_whole():
    assert merge_values("a", "b", "a").merged == ("b",)
    assert merge_values("a", "b", "c").is_conflict
    assert merge_values("a", "a", "a").side is Side.NOBODY
