"""Headline figures: which period leads, with what growth, plan share and course; only what is public; three queries."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from indicators.models import Indicator, Nature
from indicators.periods import Period
from indicators.services.headlines import Headline, headline_figures
from tests.factories import Q1_2018, make_area, make_indicator, make_observation, make_release, make_target

pytestmark = pytest.mark.django_db

Q1_2017 = Period(2017, 1, 3)


def headlines() -> list[Headline]:
    return headline_figures(at=timezone.now())


def make_headline_indicator(**fields: Any) -> Indicator:
    return make_indicator(is_headline=True, **fields)


def test_the_newest_figure_leads_with_its_growth_and_share_of_plan():
    cement = make_headline_indicator(name_vi="Xi măng")
    make_observation("200", indicator=cement, period=Q1_2017)
    make_observation("230", indicator=cement)
    make_target("920", indicator=cement)

    [headline] = headlines()

    assert (headline.name, headline.value, headline.unit, headline.period) == (
        "Xi măng", Decimal(230), "nghìn tấn", Q1_2018,
    )  # fmt: skip
    assert (headline.growth, headline.plan_share, headline.status) == (Decimal(15), Decimal(25), "estimate")
    assert not headline.growth_is_printed


def test_growth_without_a_stored_base_is_the_source_s():
    make_observation("230", indicator=make_headline_indicator(), printed_growth_yoy=Decimal("11.2"))

    [headline] = headlines()

    assert (headline.growth, headline.growth_is_printed) == (Decimal("11.2"), True)


def test_a_flow_leads_with_the_year_to_date_and_a_rate_with_its_month():
    may, to_may = Period.of_month(2018, 5), Period.of_year_to_date(2018, 5)
    flow = make_headline_indicator(position=1)
    rate = make_headline_indicator(position=2, unit="%", nature=Nature.RATE)
    for indicator in (flow, rate):
        make_observation("1.5", indicator=indicator, period=may)
        make_observation("7", indicator=indicator, period=to_may)

    assert [headline.period for headline in headlines()] == [to_may, may]


def test_the_card_leads_to_the_series_that_has_the_figure():
    may, to_may = Period.of_month(2018, 5), Period.of_year_to_date(2018, 5)
    flow = make_headline_indicator(code="xi-mang")
    make_observation("1", indicator=flow, period=may)
    make_observation("5", indicator=flow, period=to_may)

    [headline] = headlines()

    assert headline.url == "/chi-so/xi-mang/?ky=luy-ke"


def test_a_rate_changes_by_percentage_points():
    rate = make_headline_indicator(unit="%", nature=Nature.RATE)
    make_observation("3.3", indicator=rate, period=Q1_2017)
    make_observation("4.5", indicator=rate)

    [headline] = headlines()

    assert (headline.growth, headline.change) == (None, Decimal("1.2"))


def test_the_course_leaves_gaps_open():
    cement = make_headline_indicator()
    for quarter, value in ((1, "10"), (2, "12"), (4, "16")):
        make_observation(value, indicator=cement, period=Period.of_quarter(2017, quarter))
    make_observation("18", indicator=cement)

    [headline] = headlines()

    assert headline.course == (Decimal(10), Decimal(12), None, Decimal(16), Decimal(18))
    assert "<svg" in headline.sparkline


def test_the_main_area_is_the_first_by_position():
    cement = make_headline_indicator()
    province = make_area("tinh", position=1, name_vi="Tỉnh")
    district = make_area("huyen", position=2, name_vi="Huyện")
    make_observation("9", indicator=cement, area=district, period=Period.of_quarter(2018, 2))
    make_observation("230", indicator=cement, area=province)

    [headline] = headlines()

    assert headline.value == Decimal(230)


def test_a_missing_newest_value_shows_its_reason():
    make_observation(None, indicator=make_headline_indicator(), absence="confidential")

    [headline] = headlines()

    assert (headline.value, headline.absence) == (None, "confidential")


def test_embargoed_figures_and_indicators_that_are_not_public_lead_nothing():
    embargo = make_release(in_hours=1)
    cement = make_headline_indicator()
    make_observation("200", indicator=cement, period=Q1_2017)
    make_observation("230", indicator=cement, release=embargo)
    make_observation("1", indicator=make_headline_indicator(is_public=False))
    make_observation("1", indicator=make_indicator())

    [before] = headlines()
    [after] = headline_figures(at=embargo.published_at)

    assert (before.value, after.value) == (Decimal(200), Decimal(230))


@pytest.mark.parametrize("count", [1, 6])
def test_any_number_of_headlines_takes_two_queries(count: int, django_assert_num_queries: Any):
    """Indicators with their main area and newest year; figures with plans."""
    for _ in range(count):
        indicator = make_headline_indicator()
        for year in range(2008, 2019):
            make_observation(str(year), indicator=indicator, period=Period.of_year(year))

    with django_assert_num_queries(2):
        assert len(headlines()) == count


def test_without_figures_there_is_no_headline():
    make_headline_indicator()

    assert headlines() == []
