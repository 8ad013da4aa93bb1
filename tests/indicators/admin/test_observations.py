"""Figures in the admin: written through the recording service, never lost, never early."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicators.models import Observation, ObservationVersion, Release, Target
from indicators.periods import Period
from tests.factories import (
    make_area,
    make_indicator,
    make_observation,
    make_release,
    make_target,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db

LIST = reverse("admin:indicators_observation_changelist")
ADD = reverse("admin:indicators_observation_add")


@pytest.fixture
def officer() -> User:
    verbs = ("view", "add", "change", "delete")
    kinds = ("observation", "target", "indicator", "area", "release")
    return make_user("can-bo", *(f"indicators.{verb}_{kind}" for verb in verbs for kind in kinds))


@pytest.fixture
def admin_client(officer: User) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def change_url(row: Observation | Target) -> str:
    return reverse(f"admin:indicators_{row._meta.model_name}_change", args=[row.pk])


def form_of(client: Client, url: str) -> dict[str, Any]:
    """What the page's form would send back untouched."""
    form = client.get(url).context["adminform"].form
    return {name: form[name].value() or "" for name in form.fields}


def test_a_new_figure_is_recorded_with_its_actor_and_reason(admin_client: Client, officer: User):
    indicator, area = make_indicator(), make_area()
    sent = {"indicator": indicator.pk, "area": area.pk, "period": "Quý I/2018", "value": "1.233,50"}

    admin_client.post(ADD, {**sent, "status": "estimate", "absence": "", "reason": "báo cáo quý"})

    observation, version = Observation.objects.get(), ObservationVersion.objects.get()
    assert (str(observation.value), observation.period) == ("1233.50", Period(2018, 1, 3))
    assert (version.actor, version.reason) == (officer, "báo cáo quý")


def test_a_changed_figure_keeps_the_old_one_in_its_history(admin_client: Client):
    observation = make_observation("230")

    admin_client.post(change_url(observation), {**form_of(admin_client, change_url(observation)), "value": "231,5"})
    page = admin_client.get(change_url(observation)).content.decode()

    assert ObservationVersion.objects.first().old_value == Decimal(230)
    assert "<del>230</del> → <ins>231,5</ins>" in page


def test_the_key_of_a_stored_figure_cannot_be_altered(admin_client: Client):
    observation, other = make_observation("230"), make_indicator()
    sent = form_of(admin_client, change_url(observation)) | {"indicator": other.pk, "period": "2019", "value": "5"}

    admin_client.post(change_url(observation), sent)

    stored = Observation.objects.get()
    assert (stored.indicator, stored.period, stored.value) == (observation.indicator, observation.period, Decimal(5))


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"value": "", "absence": ""}, "value"),
        ({"value": "3", "absence": "nil"}, "absence"),
        ({"value": "ba trăm", "absence": ""}, "value"),
        ({"value": "1.2.3", "absence": ""}, "value"),
        ({"period": "quý V/2018", "value": "3"}, "period"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(admin_client: Client, sent: dict[str, str], field: str):
    whole = {"indicator": make_indicator().pk, "area": make_area().pk, "period": "2018", "status": "final"}

    response = admin_client.post(ADD, {**whole, **sent})

    assert field in response.context["adminform"].form.errors
    assert not Observation.objects.exists()


def test_a_figure_that_is_already_there_is_pointed_to_and_not_doubled(admin_client: Client):
    stored = make_observation("230")
    sent = {"indicator": stored.indicator.pk, "area": stored.area.pk, "period": "2018-Q1", "value": "1"}

    response = admin_client.post(ADD, {**sent, "status": "final"})

    assert change_url(stored) in response.content.decode()
    assert Observation.objects.get().value == Decimal(230)


def test_the_second_of_two_savers_is_told_and_loses_nothing(admin_client: Client):
    observation = make_observation("230")
    sent = form_of(admin_client, change_url(observation)) | {"value": "231"}
    observation.value = Decimal("240")
    observation.save()

    refused = admin_client.post(change_url(observation), sent)
    form = refused.context["adminform"].form

    assert "240" in str(form.non_field_errors())
    assert form["value"].value() == "231"
    assert Observation.objects.get().value == Decimal(240)

    admin_client.post(change_url(observation), sent | {"seen": form["seen"].value()})

    assert Observation.objects.get().value == Decimal(231)


def test_a_revision_for_a_coming_release_leaves_the_public_figure(admin_client: Client):
    observation, release = make_observation("230"), make_release(in_hours=2)
    sent = form_of(admin_client, change_url(observation)) | {"value": "231", "release": release.pk}

    admin_client.post(change_url(observation), sent)

    assert [row.value for row in Observation.objects.public()] == [Decimal(230)]
    assert [row.value for row in Observation.objects.current()] == [Decimal(231)]


def test_an_embargoed_figure_is_marked_and_its_release_cannot_be_taken_off(admin_client: Client):
    observation = make_observation("230", release=make_release(in_hours=2))
    sent = form_of(admin_client, change_url(observation)) | {"value": "231", "release": ""}

    admin_client.post(change_url(observation), sent)
    listed = admin_client.get(LIST).content.decode()
    page = admin_client.get(change_url(observation)).content.decode()

    assert "badge-embargoed" in listed
    assert "Chưa công khai." in page
    assert not Observation.objects.public().exists()
    assert Observation.objects.get().value == Decimal(231)


def test_a_second_waiting_revision_is_refused_with_a_link_to_the_first(admin_client: Client):
    observation, release = make_observation("230"), make_release(in_hours=2)
    sent = form_of(admin_client, change_url(observation))
    admin_client.post(change_url(observation), sent | {"value": "231", "release": release.pk})
    waiting = Observation.objects.get(revises=observation)

    response = admin_client.post(change_url(observation), sent | {"value": "232", "release": release.pk})

    assert change_url(waiting) in response.content.decode()
    assert Observation.objects.get(pk=waiting.pk).value == Decimal(231)


def test_the_address_of_a_revision_leads_to_its_figure_once_its_minute_has_come(admin_client: Client):
    observation, release = make_observation("230"), make_release(in_hours=2)
    sent = form_of(admin_client, change_url(observation))
    admin_client.post(change_url(observation), sent | {"value": "231", "release": release.pk})
    waiting = Observation.objects.get(revises=observation)
    Release.objects.update(published_at=timezone.now() - dt.timedelta(minutes=1))

    response = admin_client.get(change_url(waiting))

    assert response["Location"] == change_url(observation)
    assert Observation.objects.get().value == Decimal(231)


def test_deleting_several_figures_leaves_a_version_of_each(admin_client: Client, officer: User):
    rows = [make_observation("1"), make_observation("2")]
    action = {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "post": "yes"}

    admin_client.post(LIST, action)

    removals = ObservationVersion.objects.filter(after__isnull=True)
    assert not Observation.objects.exists()
    assert [version.actor for version in removals] == [officer, officer]


def test_search_needs_no_diacritics(admin_client: Client):
    found = make_observation(indicator=make_indicator(name_vi="Xi măng"), area=make_area())
    make_observation(indicator=make_indicator(name_vi="Đá các loại"))

    results = admin_client.get(LIST, {"q": "xi mang lang son"}).context["cl"].queryset

    assert list(results) == [found]


def test_the_list_is_filtered_by_a_period_as_people_write_it(admin_client: Client):
    first = make_observation(period=Period(2018, 1, 3))
    make_observation(period=Period(2018, 1, 12))

    results = admin_client.get(LIST, {"period": "quý 1/2018"}).context["cl"].queryset
    refused = admin_client.get(LIST, {"period": "quý 7/2018"})

    assert list(results) == [first]
    assert "typed-filter-problem" in refused.content.decode()


def test_the_list_asks_the_same_number_of_questions_for_one_figure_and_for_thirty(
    admin_client: Client, django_assert_num_queries: Any
):
    make_observation(release=make_release())

    def count() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            admin_client.get(LIST)
        return len(queries)

    few = count()
    for _ in range(30):
        make_observation(indicator=make_indicator(parent=make_indicator()), release=make_release())

    assert count() == few


def test_a_plan_is_recorded_with_its_version(admin_client: Client):
    indicator, area = make_indicator(), make_area()
    url = reverse("admin:indicators_target_add")

    admin_client.post(url, {"indicator": indicator.pk, "area": area.pk, "year": "2018", "value": "4.850"})

    assert Target.objects.get().value == Decimal(4850)
    assert ObservationVersion.objects.get().kind == "target"


def test_a_changed_plan_keeps_the_old_one(admin_client: Client):
    target = make_target("100", indicator=make_indicator())

    admin_client.post(change_url(target), form_of(admin_client, change_url(target)) | {"value": "120"})

    assert [v.new_value for v in ObservationVersion.objects.of(target)] == [Decimal(120), Decimal(100)]


def test_history_is_read_only(admin_client: Client, officer: User):
    make_observation(indicator=make_indicator(topic=make_topic()))
    version = ObservationVersion.objects.get()
    officer.is_superuser = True
    officer.save()

    page = admin_client.get(reverse("admin:indicators_observationversion_change", args=[version.pk]))
    added = admin_client.get(reverse("admin:indicators_observationversion_add"))
    removed = admin_client.post(
        reverse("admin:indicators_observationversion_delete", args=[version.pk]), {"post": "yes"}
    )

    assert page.status_code == 200
    assert (added.status_code, removed.status_code) == (403, 403)
