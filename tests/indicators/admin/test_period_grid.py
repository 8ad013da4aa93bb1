"""Typing a whole period: what stands beside each field, what is written, what is refused, and that nothing is lost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import Component, Indicator, Nature, Observation, ObservationVersion, Release, Topic
from indicators.periods import Period
from tests.factories import (
    Q1_2018,
    make_area,
    make_indicator,
    make_observation,
    make_release,
    make_target,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db

PAGE = reverse("admin:indicators_period_grid")


@pytest.fixture
def officer() -> User:
    return make_user("can-bo", "indicators.add_observation", "indicators.change_observation")


@pytest.fixture
def admin_client(officer: User) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def address(topic: Topic | None = None, period: str = "2018-Q1", release: Release | None = None) -> str:
    asked = {"topic": (topic or make_topic()).pk, "area": make_area().pk, "period": period, "status": "estimate"}
    return f"{PAGE}?{urlencode(asked | ({'release': release.pk} if release else {}))}"


def typed(client: Client, url: str, **values: str) -> dict[str, Any]:
    """What the page would send after typing; keywords are codes with underscores, optionally `code__field`."""
    sent: dict[str, Any] = {}
    for shown in client.get(url).context["rows"]:
        form = shown.form
        code = shown.row.indicator.code.replace("-", "_")
        for name in form.fields:
            sent[form.add_prefix(name)] = form[name].value() if form[name].value() is not None else ""
        for key, value in values.items():
            wanted, _, field = key.partition("__")
            if wanted == code:
                sent[form.add_prefix(field or "value")] = value
    return sent


def row_of(response: Any, indicator: Indicator) -> Any:
    return next(shown for shown in response.context["rows"] if shown.row.indicator == indicator)


def test_the_grid_shows_totals_above_their_parts_with_what_they_are_compared_with(admin_client: Client):
    part = make_indicator("xuat-khau", name_vi="Xuất khẩu", position=1)
    whole = make_indicator("kim-ngach", name_vi="Kim ngạch", position=2)
    Component.objects.create(whole=whole, part=part)
    make_observation("1233", indicator=whole)
    make_observation("933.1", indicator=whole, period=Q1_2018.same_period_last_year)
    make_observation("1178.1", indicator=whole, period=Q1_2018.previous)
    make_target("4850", indicator=whole)

    first, second = admin_client.get(address()).context["rows"]

    assert [(first.row.indicator, first.row.level), (second.row.indicator, second.row.level)] == [(whole, 0), (part, 1)]
    assert (first.row.last_year, first.row.previous, first.row.target) == (
        Decimal("933.1"),
        Decimal("1178.1"),
        Decimal(4850),
    )


def test_growth_and_plan_share_are_the_published_ones(admin_client: Client):
    whole = make_indicator("kim-ngach")
    make_observation("1233", indicator=whole)
    make_observation("933.1", indicator=whole, period=Q1_2018.same_period_last_year)
    make_target("4850", indicator=whole)

    page = admin_client.get(address()).content.decode()

    assert '<b data-show="last-year">+32,1%</b>' in page
    assert '<b data-show="plan">25,4%</b>' in page


def test_a_rate_is_compared_in_percentage_points(admin_client: Client):
    rate = make_indicator("ty-le", unit="%", nature=Nature.RATE)
    make_observation("3.4", indicator=rate)
    make_observation("3.1", indicator=rate, period=Q1_2018.same_period_last_year)

    assert '<b data-show="last-year">+0,3 điểm %</b>' in admin_client.get(address()).content.decode()


def test_a_later_month_alone_is_no_share_of_the_year_plan(admin_client: Client):
    indicator = make_indicator("xi-mang")
    make_observation("20", indicator=indicator, period=Period.of_month(2018, 5))
    make_target("240", indicator=indicator)

    assert 'data-show="plan"' not in admin_client.get(address(period="5/2018")).content.decode()


def test_a_whole_period_is_written_at_once_with_its_actor_source_and_reason(admin_client: Client, officer: User):
    make_indicator("xi-mang")
    make_indicator("da")
    url = address()
    sent = typed(admin_client, url, xi_mang="1.233,50", da__absence="confidential", da__footnote="đang xác minh")

    admin_client.post(url, sent | {"source": "Sở Công Thương", "reason": "báo cáo quý I"})

    by_code = {row.indicator.code: row for row in Observation.objects.select_related("indicator")}
    assert str(by_code["xi-mang"].value) == "1233.50"
    assert (by_code["da"].value, by_code["da"].absence, by_code["da"].footnote) == (
        None,
        "confidential",
        "đang xác minh",
    )
    assert {row.source for row in by_code.values()} == {"Sở Công Thương"}
    assert {(v.actor, v.reason) for v in ObservationVersion.objects.all()} == {(officer, "báo cáo quý I")}


def test_sending_the_page_untouched_writes_nothing(admin_client: Client):
    make_observation("1233.50", indicator=make_indicator("xi-mang"))
    make_indicator("da")
    url = address()

    response = admin_client.post(url, typed(admin_client, url), follow=True)

    assert "Không có gì thay đổi." in response.content.decode()
    assert ObservationVersion.objects.count() == 1


def test_one_bad_cell_keeps_everything_typed_and_writes_nothing(admin_client: Client):
    good, bad = make_indicator("xi-mang"), make_indicator("da")
    url = address()

    response = admin_client.post(url, typed(admin_client, url, xi_mang="230", da="bảy trăm"))

    assert response.status_code == 422
    assert row_of(response, bad).form.errors["value"]
    assert row_of(response, good).form["value"].value() == "230"
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("typed_in", "field"),
    [
        ({"xi_mang": ""}, "value"),
        ({"xi_mang__absence": "nil"}, "absence"),
        ({"da__footnote": "chỉ có ghi chú"}, "value"),
    ],
)
def test_a_figure_is_a_value_or_a_reason(admin_client: Client, typed_in: dict[str, str], field: str):
    make_observation("230", indicator=make_indicator("xi-mang"))
    make_indicator("da")
    url = address()

    response = admin_client.post(url, typed(admin_client, url, **typed_in))

    assert any(field in shown.form.errors for shown in response.context["rows"])
    assert Observation.objects.get().value == Decimal(230)


def test_what_someone_else_wrote_meanwhile_is_shown_and_not_overwritten_unseen(admin_client: Client):
    mine, other = make_indicator("xi-mang"), make_indicator("da")
    observation = make_observation("230", indicator=mine)
    url = address()
    sent = typed(admin_client, url, xi_mang="231", da="720")
    observation.value = Decimal("240")
    observation.save()

    refused = admin_client.post(url, sent)
    after_refusal = {row.indicator: row.value for row in Observation.objects.all()}
    shown = row_of(refused, mine)

    assert refused.status_code == 409
    assert "240" in shown.conflict
    assert shown.form["value"].value() == "231"
    assert row_of(refused, other).form["value"].value() == "720"
    assert after_refusal == {mine: Decimal(240)}

    again = {
        form.add_prefix(n): form[n].value() for form in (s.form for s in refused.context["rows"]) for n in form.fields
    }
    admin_client.post(url, again)

    assert {row.indicator: row.value for row in Observation.objects.all()} == {mine: Decimal(231), other: Decimal(720)}


def test_what_someone_else_wrote_where_i_typed_nothing_stays(admin_client: Client):
    mine, other = make_indicator("xi-mang"), make_indicator("da")
    observation = make_observation("720", indicator=other)
    url = address()
    sent = typed(admin_client, url, xi_mang="230")
    observation.value = Decimal("725")
    observation.save()

    admin_client.post(url, sent)

    assert {row.indicator: row.value for row in Observation.objects.all()} == {mine: Decimal(230), other: Decimal(725)}


def test_figures_for_a_coming_release_wait_for_it(admin_client: Client):
    indicator, release = make_indicator("xi-mang"), make_release(in_hours=2)
    make_observation("230", indicator=indicator)
    url = address(release=release)

    admin_client.post(url, typed(admin_client, url, xi_mang="231"))
    shown = admin_client.get(url).context["rows"][0].row
    shown_without_release = admin_client.get(address()).context["rows"][0].row

    assert [row.value for row in Observation.objects.public()] == [Decimal(230)]
    assert (shown.content.value, shown_without_release.content.value) == (Decimal(231), Decimal(230))
    assert shown_without_release.waits == release


def test_a_value_that_waits_for_another_release_is_refused(admin_client: Client):
    indicator = make_indicator("xi-mang")
    make_observation("230", indicator=indicator)
    first, second = make_release(in_hours=2), make_release(in_hours=5)
    url = address(release=first)
    admin_client.post(url, typed(admin_client, url, xi_mang="231"))
    other = address(release=second)

    response = admin_client.post(other, typed(admin_client, other, xi_mang="232"))

    assert response.status_code == 409
    assert "đợt khác" in row_of(response, indicator).conflict


def test_a_period_that_cannot_be_read_is_said_beside_its_field(admin_client: Client):
    response = admin_client.get(address(period="quý V/2018"))

    assert "period" in response.context["choice"].errors


def test_the_page_asks_as_many_questions_for_forty_indicators_as_for_one(admin_client: Client):
    make_observation("1", indicator=make_indicator())
    url = address()

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(url)
        return len(queries)

    few = count()
    for _ in range(40):
        make_observation("1", indicator=make_indicator(parent=make_indicator()), release=make_release())

    assert count() == few


def test_the_list_of_figures_leads_to_the_grid(admin_client: Client):
    listed = admin_client.get(reverse("admin:indicators_observation_changelist")).content.decode()

    assert f'href="{PAGE}"' in listed


@pytest.mark.parametrize("permissions", [("indicators.view_observation",), ("indicators.change_observation",)])
def test_who_may_not_add_and_change_may_not_type_a_period(permissions: tuple[str, ...]):
    client = Client()
    client.force_login(make_user("xem", *permissions))

    assert client.get(PAGE).status_code == 403
