"""What was said when, as the public saw it, and nothing that it never saw."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from indicators.models import Change, Indicator, Release, VersionKind
from indicators.periods import Period
from indicators.services.publications import Publication, publication_days, publications
from indicators.services.recording import Stated, record
from tests.factories import Q1_2018, make_area, make_indicator, make_release

pytestmark = pytest.mark.django_db


@pytest.fixture
def cement() -> Indicator:
    return make_indicator("xi-mang")


def state(indicator: Indicator, value: str, *, release: Release | None = None, **fields: Any) -> None:
    period = fields.pop("period", Q1_2018)
    stated = {"value": Decimal(value), **fields}
    record(
        [Stated(VersionKind.OBSERVATION, indicator.pk, make_area().pk, period, stated)],
        change=Change(reason="nội bộ"),
        release=release,
    )


def told(indicator: Indicator, *, at: dt.datetime | None = None) -> list[Publication]:
    return publications(indicator, make_area(), at=at or timezone.now())


def values(told_by: list[Publication]) -> list[tuple[str | None, str | None]]:
    return [(each.value and str(each.value), each.before and str(each.before)) for each in told_by]


def test_each_figure_is_told_with_the_one_that_it_replaced_newest_first(cement: Indicator):
    state(cement, "230")
    state(cement, "231.5", status="final")

    assert values(told(cement)) == [("231.5", "230"), ("230", None)]
    assert [each.status for each in told(cement)] == ["final", "estimate"]
    assert [each.is_revision for each in told(cement)] == [True, False]


def test_a_figure_of_a_release_is_told_from_its_minute_on_and_dated_by_it(cement: Indicator):
    release = make_release(in_hours=2)
    state(cement, "230", release=release)

    before, after = told(cement), told(cement, at=release.published_at)

    assert before == []
    assert [each.moment for each in after] == [release.published_at]


def test_a_figure_corrected_before_its_minute_was_never_public(cement: Indicator):
    release = make_release(in_hours=2)
    state(cement, "230", release=release)
    state(cement, "320", release=release)

    assert values(told(cement, at=release.published_at)) == [("320", None)]


def test_a_revision_that_waits_stays_untold_while_the_public_figure_is_corrected(cement: Indicator):
    state(cement, "230")
    release = make_release(in_hours=2)
    state(cement, "240", release=release)
    state(cement, "231")

    assert values(told(cement)) == [("231", "230"), ("230", None)]
    assert values(told(cement, at=release.published_at)) == [("240", "231"), ("231", "230"), ("230", None)]


def test_a_change_of_the_note_alone_is_no_publication(cement: Indicator):
    state(cement, "230")
    state(cement, "230", footnote="Không kể clinker.")

    assert len(told(cement)) == 1


def test_the_figures_of_an_indicator_that_is_not_public_are_untold(cement: Indicator):
    state(cement, "230")
    Indicator.objects.update(is_public=False)

    assert told(cement) == []


def test_first_publications_of_a_day_are_told_together(cement: Indicator):
    for quarter in (1, 2, 3):
        state(cement, "1", period=Period.of_quarter(2017, quarter))
    state(cement, "2", period=Period.of_quarter(2017, 3))

    [day] = publication_days(told(cement))

    assert (len(day.firsts), len(day.revisions)) == (3, 1)
    assert (day.first.period.sdmx, day.last.period.sdmx) == ("2017-Q1", "2017-Q3")


def test_they_take_one_query(cement: Indicator, django_assert_num_queries: Any):
    """Versions with their releases."""
    area = make_area()
    for quarter in (1, 2, 3):
        state(cement, "1", period=Period.of_quarter(2017, quarter), release=make_release())

    with django_assert_num_queries(1):
        assert len(publications(cement, area, at=timezone.now())) == 3
