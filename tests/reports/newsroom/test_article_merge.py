"""Two versions of an article joined: who changed alone is not asked, and what both changed waits for a choice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.article_merge import Choice, Unsettled, merge_versions

values = st.sampled_from(["a", "b", "c"]).map(lambda value: (value,))
parts = st.lists(st.sampled_from(["<p>1</p>", "<p>2</p>", "<p>3</p>"]), max_size=4).map(tuple)
keys = st.frozensets(st.sampled_from("123456"), max_size=4).map(lambda found: tuple(sorted(found)))
versions = st.fixed_dictionaries({"title": values, "body": parts, "tables": parts, "indicators": keys})


def settled(base, mine, theirs, choice=Choice.MINE):
    merge = merge_versions(base, mine, theirs)
    return merge.settled({place.key: choice for place in merge.conflicts})


def without_order(version):
    return {**version, "indicators": set(version.get("indicators", ()))}


def complete(version):
    return {field: version.get(field, ()) for field in ("title", "body", "tables", "indicators")}


@given(versions, versions)
def test_what_one_person_changed_alone_is_taken(base, changed):
    assert without_order(complete(settled(base, changed, base))) == without_order(changed)
    assert without_order(complete(settled(base, base, changed))) == without_order(changed)


@given(versions, versions, versions)
def test_whoever_chooses_always_their_own_keeps_all_that_they_wrote(base, mine, theirs):
    result = complete(settled(base, mine, theirs))

    for field in ("title", "body", "tables"):
        written = [item for item in mine[field] if item not in base[field]]
        assert all(item in result[field] for item in written)


@given(versions, versions, versions)
def test_linked_rows_are_joined_without_asking(base, mine, theirs):
    result = set(complete(settled(base, mine, theirs))["indicators"])
    was, ours, others = (set(version["indicators"]) for version in (base, mine, theirs))

    assert result == (was & ours & others) | (ours - was) | (others - was)


def test_a_place_that_both_changed_must_be_chosen():
    merge = merge_versions({"title": ("a",)}, {"title": ("b",)}, {"title": ("c",)})

    with pytest.raises(Unsettled) as refused:
        merge.settled({})

    assert refused.value.keys == ["title"]
    with pytest.raises(Unsettled):
        merge.settled({"title": Choice.BOTH})
    assert merge.settled({"title": Choice.THEIRS}) == {"title": ("c",)}


def test_of_two_paragraphs_both_can_stay():
    merge = merge_versions({"body": ("<p>1</p>",)}, {"body": ("<p>2</p>",)}, {"body": ("<p>3</p>",)})

    assert merge.settled({"body-0": Choice.BOTH}) == {"body": ("<p>3</p>", "<p>2</p>")}


def test_a_field_that_no_edition_knew_is_not_the_other_ones_to_change():
    assert merge_versions({}, {"slug": ("moi",)}, {}).settled({}) == {"slug": ("moi",)}
