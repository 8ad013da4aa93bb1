"""Releases and import batches in the admin: a moved minute is warned of, an import is taken back or refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicators.models import BatchState, Change, ImportBatch, Observation, VersionKind
from indicators.services.recording import Stated, record
from tests.factories import Q1_2018, make_area, make_indicator, make_observation, make_release, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    verbs = ("view_release", "add_release", "change_release", "view_importbatch", "undo_importbatch")
    return make_user("can-bo", *(f"indicators.{verb}" for verb in verbs))


@pytest.fixture
def admin_client(officer: User) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def release_form(client: Client, url: str, moment: dt.datetime) -> dict[str, Any]:
    form = client.get(url).context["adminform"].form
    sent = {name: form[name].value() or "" for name in form.fields if name not in ("published_at", "confirm_move")}
    local = timezone.localtime(moment)
    return sent | {"published_at_0": local.strftime("%d/%m/%Y"), "published_at_1": local.strftime("%H:%M:%S")}


def committed_batch(value: str = "240") -> ImportBatch:
    batch = ImportBatch.objects.create(original_name="bao-cao.xlsx", sha256="0" * 64, state=BatchState.COMMITTED)
    item = Stated(
        VersionKind.OBSERVATION, make_indicator().pk, make_area().pk, Q1_2018, {"value": Decimal(value)}, "Biểu 1", "D5"
    )
    record([item], change=Change(batch=batch))
    return batch


@pytest.mark.parametrize(("was_in", "moved_to"), [(-1, 5), (5, -1)])
def test_a_move_that_hides_or_shows_figures_asks_first(admin_client: Client, was_in: float, moved_to: float):
    release = make_release(in_hours=was_in)
    make_observation(release=release)
    url = reverse("admin:indicators_release_change", args=[release.pk])
    sent = release_form(admin_client, url, timezone.now() + dt.timedelta(hours=moved_to))

    asked = admin_client.post(url, sent)
    stored_before = type(release).objects.get().is_public()
    confirmed = admin_client.post(url, sent | {"confirm_move": "on"})

    assert "confirm_move" in asked.context["adminform"].form.errors
    assert stored_before == (was_in < 0)
    assert confirmed.status_code == 302
    assert type(release).objects.get().is_public() == (moved_to < 0)


def test_a_move_within_the_future_goes_through_and_is_told(admin_client: Client):
    release = make_release(in_hours=5)
    make_observation(release=release)
    url = reverse("admin:indicators_release_change", args=[release.pk])

    response = admin_client.post(
        url, release_form(admin_client, url, timezone.now() + dt.timedelta(hours=9)), follow=True
    )

    assert "Giờ công bố đã đổi" in response.content.decode()


def test_a_batch_shows_what_it_wrote_and_offers_to_take_it_back(admin_client: Client):
    batch = committed_batch()

    page = admin_client.get(reverse("admin:indicators_importbatch_change", args=[batch.pk])).content.decode()

    assert "<ins>240</ins>" in page
    assert reverse("admin:indicators_importbatch_undo", args=[batch.pk]) in page


def test_undoing_asks_once_and_puts_everything_back(admin_client: Client, officer: User):
    batch = committed_batch()
    url = reverse("admin:indicators_importbatch_undo", args=[batch.pk])

    admin_client.get(url)
    asked = Observation.objects.count()
    admin_client.post(url)
    batch.refresh_from_db()

    assert (asked, Observation.objects.count()) == (1, 0)
    assert (batch.state, batch.undone_by) == (BatchState.UNDONE, officer)


def test_undoing_names_what_was_changed_since(admin_client: Client):
    batch = committed_batch()
    observation = Observation.objects.get()
    observation.value = Decimal(999)
    observation.save()

    response = admin_client.post(reverse("admin:indicators_importbatch_undo", args=[batch.pk]))

    assert response.status_code == 409
    assert observation.indicator.name_vi in response.content.decode()
    assert Observation.objects.get().value == Decimal(999)


def test_who_may_only_look_may_not_undo():
    looker = make_user("xem", "indicators.view_importbatch")
    client, batch = Client(), committed_batch()
    client.force_login(looker)

    page = client.get(reverse("admin:indicators_importbatch_change", args=[batch.pk])).content.decode()
    refused = client.post(reverse("admin:indicators_importbatch_undo", args=[batch.pk]))

    assert "Hoàn tác lần nhập này" not in page
    assert refused.status_code == 403
    assert Observation.objects.exists()
