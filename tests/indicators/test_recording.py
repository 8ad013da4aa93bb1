"""Writing observations: versions through every door, embargo, the difference that was confirmed, undo."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from indicators.models import (
    AppendOnly,
    BatchState,
    Change,
    EmbargoedOverwrite,
    ImportBatch,
    Indicator,
    Observation,
    ObservationVersion,
    Release,
    Target,
    UnversionedWrite,
    VersionKind,
)
from indicators.periods import Period
from indicators.services.recording import (
    DifferenceChanged,
    EmbargoConflict,
    Outcome,
    Stated,
    compare,
    record,
    settle_due_revisions,
)
from indicators.services.undoing import CannotUndo, undo
from tests.factories import Q1_2018, make_area, make_indicator, make_observation, make_release, make_user

pytestmark = pytest.mark.django_db


def stated(indicator: Indicator, value: str | None = "230", *, period: Period = Q1_2018, **fields: Any) -> Stated:
    if value is not None:
        fields["value"] = Decimal(value)
    return Stated(VersionKind.OBSERVATION, indicator.pk, make_area().pk, period, fields, "Biểu 1", "D5")


def committed_batch(**fields: Any) -> ImportBatch:
    return ImportBatch.objects.create(
        original_name="bao-cao.xlsx", sha256="0" * 64, state=BatchState.COMMITTED, **fields
    )


def release_now(release: Release) -> None:
    Release.objects.filter(pk=release.pk).update(published_at="2020-01-01T00:00:00Z")


def test_a_new_value_leaves_a_version_with_its_provenance():
    user = make_user()
    batch = committed_batch()

    difference = record([stated(make_indicator())], change=Change(user, "báo cáo quý I", batch))

    version = ObservationVersion.objects.get()
    assert difference.count(Outcome.NEW) == 1
    assert (version.before, version.new_value) == (None, Decimal(230))
    assert (version.actor, version.reason, version.batch) == (user, "báo cáo quý I", batch)
    assert (version.sheet, version.cell) == ("Biểu 1", "D5")


def test_published_digits_come_back_as_they_were_printed():
    record([stated(make_indicator(), "2435.20")], change=Change())

    assert str(Observation.objects.get().value) == "2435.20"


def test_eighteen_digits_stay_exact():
    record([stated(make_indicator(), "123456789012345678.25")], change=Change())

    assert Observation.objects.get().value == Decimal("123456789012345678.25")


def test_stating_the_same_again_changes_nothing():
    indicator = make_indicator()
    record([stated(indicator)], change=Change())

    difference = record([stated(indicator, "230.0")], change=Change())

    assert difference.count(Outcome.UNCHANGED) == 1
    assert ObservationVersion.objects.count() == 1


def test_a_changed_value_keeps_the_old_one_in_its_version():
    indicator = make_indicator()
    record([stated(indicator)], change=Change())

    record([stated(indicator, "231.5")], change=Change())

    version = ObservationVersion.objects.first()
    assert Observation.objects.get().value == Decimal("231.5")
    assert (version.old_value, version.new_value) == (Decimal(230), Decimal("231.5"))


def test_a_growth_alone_is_kept_with_the_value_said_to_be_missing():
    record([stated(make_indicator(), None, printed_growth_yoy=Decimal("11.2"))], change=Change())

    observation = Observation.objects.get()
    assert (observation.value, observation.absence) == (None, "not_available")


def test_a_growth_stated_later_joins_the_stored_value():
    indicator = make_indicator()
    record([stated(indicator)], change=Change())

    record([stated(indicator, None, printed_growth_yoy=Decimal("11.2"))], change=Change())

    observation = Observation.objects.get()
    assert (observation.value, observation.printed_growth_yoy) == (Decimal(230), Decimal("11.2"))


def test_an_absence_takes_the_place_of_a_value():
    indicator = make_indicator()
    record([stated(indicator)], change=Change())

    record([stated(indicator, None, absence="confidential")], change=Change())

    observation = Observation.objects.get()
    assert (observation.value, observation.absence) == (None, "confidential")


def test_saving_from_the_shell_leaves_a_version():
    observation = make_observation("230")

    observation.value = Decimal("231")
    observation.save()

    assert [v.new_value for v in ObservationVersion.objects.of(observation)] == [Decimal(231), Decimal(230)]


def test_deleting_leaves_a_version():
    observation = make_observation("230")

    observation.delete()

    assert ObservationVersion.objects.first().after is None


@pytest.mark.parametrize(
    "write",
    [
        lambda rows: rows.update(value=Decimal(1)),
        lambda rows: rows.delete(),
        lambda rows: rows.bulk_create([]),
        lambda rows: rows.bulk_update([], ["value"]),
    ],
)
def test_writes_that_would_leave_no_version_are_refused(write: Any):
    make_observation()

    with pytest.raises(UnversionedWrite):
        write(Observation.objects.all())


def test_history_cannot_be_altered_or_deleted():
    make_observation()
    version = ObservationVersion.objects.get()

    with pytest.raises(AppendOnly):
        version.save()
    with pytest.raises(AppendOnly):
        version.delete()
    with pytest.raises(AppendOnly):
        ObservationVersion.objects.all().delete()
    with pytest.raises(AppendOnly):
        ObservationVersion.objects.update(reason="khác")


def test_an_embargoed_revision_leaves_the_public_value_until_its_minute():
    indicator, release = make_indicator(), make_release(in_hours=2)
    record([stated(indicator)], change=Change())

    record([stated(indicator, "231")], release=release, change=Change())

    assert [o.value for o in Observation.objects.public()] == [Decimal(230)]
    assert [o.value for o in Observation.objects.current()] == [Decimal(231)]
    assert [v.new_value for v in ObservationVersion.objects.public()] == [Decimal(230)]
    at_release = release.published_at
    assert [o.value for o in Observation.objects.public(at=at_release)] == [Decimal(231)]


def test_a_revision_whose_minute_has_come_folds_into_its_row_without_a_second_version():
    indicator, release = make_indicator(), make_release(in_hours=2)
    record([stated(indicator)], change=Change())
    record([stated(indicator, "231")], release=release, change=Change())
    release_now(release)

    settled = settle_due_revisions()

    observation = Observation.objects.get()
    assert (settled, observation.value, observation.revises) == (1, Decimal(231), None)
    assert ObservationVersion.objects.count() == 2


def test_a_first_figure_under_embargo_is_not_public_and_stays_embargoed_when_stated_again():
    indicator, release = make_indicator(), make_release(in_hours=2)
    record([stated(indicator)], release=release, change=Change())

    record([stated(indicator, "231")], change=Change())

    observation = Observation.objects.get()
    assert (observation.value, observation.release) == (Decimal(231), release)
    assert not Observation.objects.public().exists()


def test_two_releases_cannot_both_revise_the_same_value():
    indicator = make_indicator()
    record([stated(indicator)], change=Change())
    record([stated(indicator, "231")], release=make_release(in_hours=2), change=Change())

    with pytest.raises(EmbargoConflict):
        record([stated(indicator, "232")], release=make_release(in_hours=3), change=Change())


def test_a_public_row_cannot_be_put_under_embargo_by_saving_it():
    observation = make_observation()
    observation.release = make_release(in_hours=2)

    with pytest.raises(EmbargoedOverwrite):
        observation.save()


def test_what_was_confirmed_is_what_is_written_or_nothing():
    indicator = make_indicator()
    record([stated(indicator)], change=Change())
    shown = compare([stated(indicator, "231")])
    record([stated(indicator, "240")], change=Change())

    with pytest.raises(DifferenceChanged) as caught:
        record([stated(indicator, "231")], change=Change(), expected_digest=shown.digest)

    assert caught.value.difference.entries[0].old_value == Decimal(240)
    assert Observation.objects.get().value == Decimal(240)


def test_targets_are_recorded_with_versions_too():
    indicator = make_indicator()
    plan = Stated(VersionKind.TARGET, indicator.pk, make_area().pk, Period.of_year(2018), {"value": Decimal("4850")})

    record([plan], change=Change())

    assert Target.objects.get().value == Decimal(4850)
    assert ObservationVersion.objects.get().kind == VersionKind.TARGET


def test_undo_restores_old_values_and_removes_new_ones():
    old, new = make_indicator(), make_indicator()
    record([stated(old)], change=Change())
    batch = committed_batch()
    record([stated(old, "240"), stated(new, "5")], change=Change(batch=batch))

    undone = undo(batch, change=Change())

    assert (undone.restored, undone.removed) == (1, 1)
    assert [(o.indicator, o.value) for o in Observation.objects.all()] == [(old, Decimal(230))]
    assert batch.state == BatchState.UNDONE


def test_undo_of_an_embargoed_revision_leaves_the_public_value():
    indicator, batch = make_indicator(), committed_batch()
    record([stated(indicator)], change=Change())
    record([stated(indicator, "240")], release=make_release(in_hours=2), change=Change(batch=batch))

    undo(batch, change=Change())

    assert [o.value for o in Observation.objects.all()] == [Decimal(230)]


def test_undo_refuses_and_names_what_was_changed_since():
    kept, touched = make_indicator(), make_indicator()
    batch = committed_batch()
    record([stated(kept), stated(touched)], change=Change(batch=batch))
    record([stated(touched, "999")], change=Change())

    with pytest.raises(CannotUndo) as caught:
        undo(batch, change=Change())

    assert [version.indicator for version in caught.value.versions] == [touched]
    assert Observation.objects.count() == 2
