"""Undoing an import: every value, its provenance and its waiting revision back as they were, or nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import BatchState, Change, ImportBatch, Indicator, Observation, ObservationVersion, VersionKind
from indicators.periods import Period
from indicators.services import undoing
from indicators.services.recording import Stated, record
from indicators.services.undoing import CannotUndo, undo
from tests.factories import Q1_2018, make_area, make_indicator, make_release, make_user

pytestmark = pytest.mark.django_db


def stated(indicator: Indicator, value: str, *, period: Period = Q1_2018, cell: str = "D5") -> Stated:
    fields = {"value": Decimal(value)}
    return Stated(VersionKind.OBSERVATION, indicator.pk, make_area().pk, period, fields, "Biểu 1", cell)


def months_of(indicator: Indicator, value: str, count: int) -> list[Stated]:
    return [stated(indicator, value, period=Period(1990 + m // 12, m % 12 + 1, 1)) for m in range(count)]


def committed_batch(**fields: Any) -> ImportBatch:
    return ImportBatch.objects.create(
        original_name="bao-cao.xlsx", sha256="0" * 64, state=BatchState.COMMITTED, **fields
    )


def values_of(indicator: Indicator) -> list[tuple[str | None, bool]]:
    """The value of each row, and whether it waits beside a public one."""
    rows = Observation.objects.filter(indicator=indicator).order_by("pk")
    return [(str(row.value), row.revises_id is not None) for row in rows]


def test_a_value_changed_twice_by_the_import_goes_back_to_the_first():
    indicator, batch = make_indicator(), committed_batch()
    record([stated(indicator, "230")], change=Change())
    record([stated(indicator, "240")], change=Change(batch=batch))
    record([stated(indicator, "250")], change=Change(batch=batch))

    undo(batch, change=Change())

    assert values_of(indicator) == [("230", False)]


def test_a_restored_value_is_of_the_import_sheet_and_cell_that_it_was_of_before():
    indicator, first, second = make_indicator(), committed_batch(), committed_batch()
    record([stated(indicator, "230", cell="D5")], change=Change(batch=first))
    record([stated(indicator, "240", cell="F9")], change=Change(batch=second))

    undo(second, change=Change())

    row = Observation.objects.get()
    assert (row.value, row.batch, row.sheet, row.cell) == (Decimal(230), first, "Biểu 1", "D5")


def test_every_value_that_goes_back_leaves_a_version_that_says_who_took_it_back():
    old, new, batch, officer = make_indicator(), make_indicator(), committed_batch(), make_user()
    record([stated(old, "230")], change=Change())
    record([stated(old, "240"), stated(new, "5")], change=Change(batch=batch))

    undo(batch, change=Change(officer, "nhầm tệp"))

    told = {v.indicator: (v.old_value, v.new_value, v.actor, v.reason) for v in ObservationVersion.objects.all()[:2]}
    assert told == {
        old: (Decimal(240), Decimal(230), officer, "nhầm tệp"),
        new: (Decimal(5), None, officer, "nhầm tệp"),
    }


def test_an_earlier_revision_for_the_same_release_comes_back():
    indicator, release, batch = make_indicator(), make_release(in_hours=2), committed_batch()
    record([stated(indicator, "230")], change=Change())
    record([stated(indicator, "240")], release=release, change=Change())
    record([stated(indicator, "250")], release=release, change=Change(batch=batch))

    undo(batch, change=Change())

    assert values_of(indicator) == [("230", False), ("240", True)]


def test_a_value_under_a_waiting_revision_is_not_removed():
    indicator, batch = make_indicator(), committed_batch()
    record([stated(indicator, "230")], change=Change(batch=batch))
    record([stated(indicator, "240")], release=make_release(in_hours=2), change=Change())

    with pytest.raises(CannotUndo) as caught:
        undo(batch, change=Change())

    assert [version.indicator for version in caught.value.versions] == [indicator]
    assert values_of(indicator) == [("230", False), ("240", True)]


def test_a_public_value_is_not_put_back_under_embargo():
    indicator, batch = make_indicator(), committed_batch()
    record([stated(indicator, "230")], release=make_release(in_hours=5), change=Change())
    record([stated(indicator, "240")], release=(release := make_release(in_hours=2)), change=Change(batch=batch))
    type(release).objects.filter(pk=release.pk).update(published_at="2020-01-01T00:00:00Z")

    with pytest.raises(CannotUndo):
        undo(batch, change=Change())

    assert [row.value for row in Observation.objects.public()] == [Decimal(240)]


def test_an_import_is_undone_once():
    batch = committed_batch()
    record([stated(make_indicator(), "230")], change=Change(batch=batch))
    undo(batch, change=Change())

    with pytest.raises(CannotUndo):
        undo(batch, change=Change())


def test_of_many_values_changed_since_the_first_are_named_and_all_are_counted(monkeypatch: pytest.MonkeyPatch):
    indicator, batch = make_indicator(), committed_batch()
    record(months_of(indicator, "230", 9), change=Change(batch=batch))
    record(months_of(indicator, "231", 7), change=Change())
    monkeypatch.setattr(undoing, "MOST_NAMED", 3)

    with pytest.raises(CannotUndo) as caught:
        undo(batch, change=Change())

    assert (len(caught.value.versions), caught.value.count) == (3, 7)


def queries_to_undo(count: int) -> int:
    """How many queries it takes to undo an import that changed `count` values and brought as many new ones."""
    old, new, batch = make_indicator(), make_indicator(), committed_batch()
    record(months_of(old, "230", count), change=Change())
    record([*months_of(old, "231", count), *months_of(new, "5", count)], change=Change(batch=batch))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        undo(batch, change=Change())
    return len(queries)


def test_undoing_many_values_takes_as_many_queries_as_undoing_few():
    assert queries_to_undo(20) == queries_to_undo(2)
