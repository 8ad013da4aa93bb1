"""A large import in the admin: handed to the background, watched, cancelled, refused with what changed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from indicators.models import BatchState, ImportBatch, Observation
from indicators.services.confirming import digest_of
from tests.factories import make_user
from tests.indicators.background import make_catalogue, tidy_file, uploaded, wait_for

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 200


@pytest.fixture
def officer() -> User:
    make_catalogue()
    user = make_user("can-bo")
    user.groups.add(Group.objects.get(name="Số liệu"))
    return user


@pytest.fixture
def browser(officer: User) -> Client:
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def batch(officer: User) -> ImportBatch:
    return uploaded(tidy_file(ROWS), actor=officer)


def page(name: str, batch: ImportBatch) -> str:
    return reverse(f"admin:indicators_importbatch_{name}", args=[batch.pk])


def seen(client: Client, batch: ImportBatch) -> dict[str, str]:
    """What the difference's form sends, as that of a file large enough for the background."""
    shown = client.get(page("difference", batch)).context
    sent = {"digest": shown["digest"], "seen_at": shown["seen_at"], "size": "5001"}
    for group in shown["warnings"]:
        sent |= {f"warnings-{group.rule}": digest_of(f for f, _url in group.findings), f"reason-{group.rule}": "Đã xem"}
    return sent


def nobody_works(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": settings.TASKS_BACKENDS["database"]}}


def is_over(client: Client, batch: ImportBatch) -> bool:
    return bool(client.get(page("progress", batch), {"json": "1"}).json()["isOver"])


def test_a_large_file_is_written_while_its_person_watches(browser: Client, batch: ImportBatch):
    response = browser.post(page("difference", batch), seen(browser, batch))
    wait_for(lambda: is_over(browser, batch))
    after = browser.get(response["Location"])

    assert response["Location"].startswith(page("progress", batch))
    assert Observation.objects.count() == ROWS
    assert after["Location"] == page("change", batch)


def test_what_waits_for_its_turn_is_shown_with_a_bar_and_leads_there_from_every_step(
    browser: Client, batch: ImportBatch, settings: Any
):
    nobody_works(settings)
    response = browser.post(page("difference", batch), seen(browser, batch))

    shown = browser.get(response["Location"]).content.decode()
    elsewhere = browser.get(page("names", batch))

    assert '<progress id="progress" max="100" value="0">' in shown
    assert "Chờ đến lượt" in shown
    assert elsewhere["Location"] == page("progress", batch)


def test_a_cancelled_import_leaves_nothing_behind(browser: Client, batch: ImportBatch, settings: Any):
    nobody_works(settings)
    browser.post(page("difference", batch), seen(browser, batch))

    response = browser.post(page("cancel", batch), follow=True)

    batch.refresh_from_db()
    assert batch.state == BatchState.CANCELLED
    assert "không ghi gì" in response.content.decode()
    assert not Observation.objects.exists()


def test_who_was_overtaken_is_led_back_to_the_difference_with_what_changed(
    browser: Client, batch: ImportBatch, officer: User
):
    browser.post(page("difference", batch), seen(browser, batch))
    wait_for(lambda: is_over(browser, batch))
    second = uploaded(tidy_file(ROWS, first=500), actor=officer)
    sent = seen(browser, second)
    overtaking = Observation.objects.first()
    assert overtaking is not None
    overtaking.value = Decimal(77)
    overtaking.save()

    response = browser.post(page("difference", second), sent)
    wait_for(lambda: is_over(browser, second))
    back = browser.get(response["Location"], follow=True)

    assert back.redirect_chain[-1][0].startswith(page("difference", second))
    assert "Có người vừa ghi vào các số liệu này" in back.content.decode()
    assert "<ins>77</ins>" in back.content.decode()
    assert Observation.objects.get(pk=overtaking.pk).value == Decimal(77)


def test_starting_twice_starts_once(browser: Client, batch: ImportBatch, settings: Any):
    nobody_works(settings)
    sent = seen(browser, batch)

    browser.post(page("difference", batch), sent)
    again = browser.post(page("difference", batch), sent)

    assert again["Location"] == page("progress", batch)
