"""Figures as the public saw them at a moment: told by versions, true to what was public at it."""

import datetime as dt
import random
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Q
from django.utils import timezone

from indicators.measures import Measure
from indicators.models import Change, Indicator, Observation, Release, VersionKind
from indicators.services.recording import EmbargoConflict, Stated, record
from indicators.services.then_and_now import load_then_and_now, timelines_of
from indicators.table_description import TableDescription
from indicators.timelines import Timeline, ToldVersion
from tests.factories import Q1_2018, make_area, make_indicator, make_observation, make_release, make_target

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2018, 4, 1, 12, tzinfo=dt.UTC)


def hours(count: float) -> dt.datetime:
    return NOON + dt.timedelta(hours=count)


def told(number: int, at: float, before: str | None, after: str | None, *, out: float | None = None) -> ToldVersion:
    def content(value: str | None) -> dict[str, Any] | None:
        return None if value is None else {"value": value, "release_id": 1}

    return ToldVersion(number, hours(at), None if out is None else hours(out), content(before), content(after))


def value_at(timeline: Timeline, moment: float, **rest: Any) -> str | None:
    shown = timeline.at(hours(moment), **rest)
    return shown.content["value"] if shown and shown.content else None


def restate(indicator: Indicator, value: str, *, release: Release | None = None, **fields: Any) -> None:
    stated = Stated(VersionKind.OBSERVATION, indicator.pk, make_area().pk, Q1_2018, {"value": Decimal(value), **fields})
    record([stated], change=Change(reason="sửa"), release=release)


def description(*codes: str, **fields: Any) -> TableDescription:
    return TableDescription(codes, (Q1_2018,), ("lang-son",), **fields)


def test_what_was_public_at_a_moment_is_the_newest_version_that_was_out():
    timeline = Timeline.of([told(2, 2, "1", "2"), told(1, 1, None, "1"), told(3, 3, "2", None)])

    assert [value_at(timeline, moment) for moment in (0, 1, 2.5, 3)] == [None, "1", "2", None]


def test_embargoed_version_counts_from_its_minute():
    timeline = Timeline.of([told(1, 0, None, "1"), told(2, 1, "1", "2", out=5)])

    assert [value_at(timeline, moment) for moment in (4, 5)] == ["1", "2"]


def test_embargoed_version_that_was_written_over_never_came_out():
    timeline = Timeline.of([told(1, 0, None, "1", out=5), told(2, 1, "1", "2")])

    assert [value_at(timeline, moment) for moment in (0.5, 1, 6)] == [None, "2", "2"]


def test_removal_of_an_embargoed_revision_leaves_the_public_value():
    timeline = Timeline.of([told(1, 0, None, "1"), told(2, 1, "1", "2", out=5), told(3, 2, "2", None, out=5)])

    assert value_at(timeline, 6) == "1"


def test_plan_at_a_moment_does_not_know_what_was_recorded_later():
    timeline = Timeline.of([told(1, 0, None, "1", out=5), told(2, 3, "1", "2", out=5)])

    assert value_at(timeline, 6, recorded_by=hours(2)) == "1"
    assert value_at(timeline, 6) == "2"


def test_value_older_than_its_versions_is_what_the_first_one_found():
    older = ToldVersion(1, hours(1), None, {"value": "1", "release_id": None}, {"value": "2", "release_id": None})

    assert value_at(Timeline.of([older]), 0) == "1"
    assert value_at(Timeline.of([told(1, 1, "1", "2")]), 0) is None


def test_figures_then_and_now_differ_where_one_was_revised():
    cement, coal = make_indicator("xi-mang"), make_indicator("than")
    make_observation("230", indicator=cement)
    make_observation("9", indicator=coal)
    published = timezone.now()
    restate(cement, "231.5", status="final")

    figures = load_then_and_now([description("xi-mang", "than")], since=published, at=timezone.now())

    key = (cement.pk, make_area().pk, Q1_2018)
    assert figures.then.observations[key].value == Decimal("230")
    assert (figures.now.observations[key].value, figures.now.observations[key].status) == (Decimal("231.5"), "final")
    assert list(figures.revised) == [(VersionKind.OBSERVATION, *key)]
    assert figures.then.observations[coal.pk, *key[1:]] == figures.now.observations[coal.pk, *key[1:]]


def test_embargoed_revision_is_not_known_before_its_minute():
    cement = make_indicator("xi-mang")
    make_observation("230", indicator=cement)
    published = timezone.now()
    release = make_release(in_hours=2)
    restate(cement, "231.5", release=release)
    table = [description("xi-mang")]

    before = load_then_and_now(table, since=published, at=timezone.now())
    after = load_then_and_now(table, since=published, at=release.published_at)

    assert before.revised == {}
    assert before.now == before.then
    assert [figure.value for figure in after.then.observations.values()] == [Decimal("230")]
    assert [figure.value for figure in after.now.observations.values()] == [Decimal("231.5")]


def test_removed_value_stands_where_it_stood_then():
    cement = make_indicator("xi-mang")
    row = make_observation("230", indicator=cement)
    published = timezone.now()
    row.delete()

    figures = load_then_and_now([description("xi-mang")], since=published, at=timezone.now())

    assert len(figures.then.observations) == 1
    assert figures.now.observations == {}


def test_plan_is_told_as_it_was():
    cement = make_indicator("xi-mang")
    make_observation("230", indicator=cement)
    plan = make_target("900", indicator=cement)
    published = timezone.now()
    plan.value = Decimal("1000")
    plan.save()

    figures = load_then_and_now(
        [description("xi-mang", measures=(Measure.PLAN_SHARE,))], since=published, at=timezone.now()
    )

    assert [figure.value for figure in figures.then.targets.values()] == [Decimal("900")]
    assert [figure.value for figure in figures.now.targets.values()] == [Decimal("1000")]


@pytest.mark.parametrize("revised", [0, 20])
def test_then_and_now_take_four_queries_however_much_was_revised(revised: int, django_assert_num_queries: Any):
    indicators = [make_indicator() for _ in range(20)]
    for indicator in indicators:
        make_observation("1", indicator=indicator)
        make_target("10", indicator=indicator)
    published = timezone.now()
    for indicator in indicators[:revised]:
        restate(indicator, "2")
    table = description(*(indicator.code for indicator in indicators), measures=tuple(Measure))

    # Indicators with their totals, areas, observations together with plans, versions.
    with django_assert_num_queries(4):
        figures = load_then_and_now([table], since=published, at=timezone.now())

    assert len(figures.revised) == revised


@pytest.mark.parametrize("seed", range(12))
def test_timeline_agrees_with_what_was_public_whatever_is_done(seed: int):
    """Figures are recorded, embargoed, revised, released early and removed; each time what is public is looked at."""
    chance = random.Random(seed)
    cement, area = make_indicator("xi-mang"), make_area()
    releases = [make_release(in_hours=1), make_release(in_hours=3)]
    ahead = [dt.timedelta(hours=count) for count in (0, 2, 4)]
    seen: list[tuple[dt.datetime, dict[dt.timedelta, str | None]]] = []
    for step in range(10):
        _do_something(chance, cement, str(step + 1), releases)
        now = timezone.now()
        seen.append((now, {later: _public_value(cement, now + later) for later in ahead}))

    found = timelines_of(Q(indicator=cement), at=timezone.now() + dt.timedelta(days=1))
    timeline = found.get((VersionKind.OBSERVATION, cement.pk, area.pk, Q1_2018), Timeline(()))

    for moment, shown in seen:
        for later, value in shown.items():
            told_then = timeline.at(moment + later, recorded_by=moment)
            assert (told_then.content or {}).get("value") == value if told_then else value is None


def _do_something(chance: random.Random, indicator: Indicator, value: str, releases: list[Release]) -> None:
    rows = list(Observation.objects.filter(indicator=indicator).order_by("-pk"))
    waiting = [row for row in rows if not row.is_public()]
    match chance.choice(["record", "record", "embargo", "embargo", "early", "remove"]):
        case "embargo":
            try:
                restate(indicator, value, release=chance.choice(releases))
            except EmbargoConflict:
                restate(indicator, value)
        case "early" if waiting and waiting[0].revises_id is None:
            waiting[0].release, waiting[0].value = None, Decimal(value)
            waiting[0].save()
        case "remove" if rows:
            rows[0].delete()
        case _:
            restate(indicator, value)


def _public_value(indicator: Indicator, at: dt.datetime) -> str | None:
    row = Observation.objects.public(at=at).filter(indicator=indicator).first()
    return None if row is None else f"{row.value:f}"
