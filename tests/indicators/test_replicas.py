"""Who reads where: readers from a replica, everyone who writes from the primary."""

from contextlib import nullcontext

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from indicators.client_address import client_address
from indicators.replicas import ReplicaMiddleware, ReplicaRouter

router = ReplicaRouter()


@pytest.fixture(autouse=True)
def replicas(settings) -> None:
    settings.DATABASE_REPLICAS = ["replica1", "replica2"]


def reading_during(request: HttpRequest, *, before_reading=lambda: None, within=nullcontext) -> set[str]:
    """The databases that a view reads when it answers this request ten times over."""
    seen: set[str] = set()

    def view(_request: HttpRequest) -> HttpResponse:
        before_reading()
        with within():
            seen.add(router.db_for_read(get_user_model()))
        return HttpResponse()

    for _ in range(10):
        ReplicaMiddleware(view)(request)
    return seen


def test_reader_reads_from_a_replica() -> None:
    seen = reading_during(RequestFactory().get("/"))

    assert seen <= {"replica1", "replica2"}


def test_one_request_stays_with_one_replica() -> None:
    seen: list[str] = []

    def view(_request: HttpRequest) -> HttpResponse:
        seen.extend(router.db_for_read(get_user_model()) for _ in range(20))
        return HttpResponse()

    ReplicaMiddleware(view)(RequestFactory().get("/"))

    assert len(set(seen)) == 1


def test_posted_form_reads_from_the_primary() -> None:
    assert reading_during(RequestFactory().post("/")) == {"default"}


def test_editor_reads_from_the_primary(settings) -> None:
    request = RequestFactory().get("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "anything"

    assert reading_during(request) == {"default"}


def test_reader_who_writes_after_all_reads_that_write() -> None:
    seen = reading_during(RequestFactory().get("/"), before_reading=lambda: router.db_for_write(get_user_model()))

    assert seen == {"default"}


@pytest.mark.django_db(transaction=True)
def test_transaction_on_the_primary_reads_there() -> None:
    seen = reading_during(RequestFactory().get("/"), within=transaction.atomic)

    assert seen == {"default"}


def test_outside_of_requests_everything_is_on_the_primary() -> None:
    ReplicaMiddleware(lambda request: HttpResponse())(RequestFactory().get("/"))

    assert router.db_for_read(get_user_model()) == "default"


def test_without_replicas_the_primary_answers(settings) -> None:
    settings.DATABASE_REPLICAS = []

    assert reading_during(RequestFactory().get("/")) == {"default"}


def test_only_the_primary_is_migrated() -> None:
    assert router.allow_migrate("default", "indicators")
    assert not router.allow_migrate("replica1", "indicators")


@pytest.mark.parametrize(
    ("is_behind_proxy", "reported", "expected"),
    [(True, "203.0.113.9", "203.0.113.9"), (False, "203.0.113.9", "192.0.2.1"), (True, "", "192.0.2.1")],
)
def test_only_our_own_proxy_is_believed_about_the_address(settings, is_behind_proxy, reported, expected) -> None:
    settings.BEHIND_PROXY = is_behind_proxy
    request = RequestFactory().get("/", headers={"x-real-ip": reported}, REMOTE_ADDR="192.0.2.1")

    assert client_address(request) == expected
