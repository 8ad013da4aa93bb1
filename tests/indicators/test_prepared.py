"""Prepared queries: the rows of the query itself, whatever values it is asked with, and visibility by the minute."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, QuerySet, Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.models import Area, Indicator, Observation
from indicators.prepared import Prepared, digest
from tests.factories import make_area, make_indicator, make_observation, make_release

pytestmark = pytest.mark.django_db


def indicators(*, codes: Sequence[str]) -> QuerySet[Indicator]:
    return Indicator.objects.filter(code__in=codes).select_related("unit", "topic").order_by("code")


def values_at(*, code: str, at: dt.datetime) -> QuerySet[Observation, Any]:
    found = Observation.objects.public(at=at).filter(indicator__code=code)
    return found.order_by("year").values_list("year", "value", "recorded_at")


def test_prepared_query_gives_what_the_query_gives_for_other_values_too():
    for code in ("a", "b", "c", "d", "e"):
        make_indicator(code)
    prepared = Prepared(indicators)

    for codes in (["a", "c"], ["b", "d"], ["e"], ["a", "b", "c", "d", "e"], ["x"]):
        found, expected = prepared.rows(codes=codes), list(indicators(codes=codes))

        assert found == expected
        assert [(each.unit.symbol_vi, each.topic.code) for each in found] == [
            (each.unit.symbol_vi, each.topic.code) for each in expected
        ]


def test_related_objects_come_in_the_one_query():
    make_indicator("a")
    prepared = Prepared(indicators)
    prepared.rows(codes=["b"])

    with CaptureQueriesContext(connection) as queries:
        [found] = prepared.rows(codes=["a"])
        labels = found.unit.symbol_vi, found.topic.code

    assert all(labels)
    assert len(queries) == 1


def test_values_are_read_as_the_orm_reads_them():
    make_observation("230.50", indicator=make_indicator("a"))
    now = timezone.now()

    [found] = Prepared(values_at).rows(code="a", at=now)

    assert found == values_at(code="a", at=now).get()
    assert str(found[1]) == "230.50"


def test_the_moment_is_that_of_each_asking():
    release = make_release(in_hours=1)
    make_observation("230", indicator=make_indicator("a"), release=release)
    prepared = Prepared(values_at)

    before = prepared.rows(code="a", at=release.published_at - dt.timedelta(microseconds=1))
    at_the_minute = prepared.rows(code="a", at=release.published_at)

    assert (before, len(at_the_minute)) == ([], 1)


def test_form_of_the_query_may_differ_by_its_shape():
    def ordered(by: str, *, codes: Sequence[str]) -> QuerySet[Indicator]:
        return Indicator.objects.filter(code__in=codes).order_by(by)

    for code in ("a", "b"):
        make_indicator(code)
    prepared = Prepared(ordered, most=1)

    found = [[each.code for each in prepared.rows(by, codes=["a", "b"])] for by in ("code", "-code", "code")]

    assert found == [["a", "b"], ["b", "a"], ["a", "b"]]


def test_empty_list_is_met_by_nothing_and_asks_nothing():
    make_indicator("a")
    prepared = Prepared(indicators)

    with CaptureQueriesContext(connection) as queries:
        assert prepared.rows(codes=[]) == []

    assert len(queries) == 0
    assert len(prepared.rows(codes=["a"])) == 1


def test_union_is_prepared_like_any_query():
    def both(*, code: str) -> QuerySet[Any, Any]:
        named = Indicator.objects.filter(code=code).annotate(of=Value("i"), name_here=F("name_vi"))
        areas = Area.objects.filter(code=code).annotate(of=Value("a"), name_here=F("name_vi"))
        return named.order_by().values_list("of", "name_here").union(areas.order_by().values_list("of", "name_here"))

    make_indicator("a", name_vi="Chỉ tiêu")
    make_area("a", name_vi="Nơi")

    assert sorted(Prepared(both).rows(code="a")) == [("a", "Nơi"), ("i", "Chỉ tiêu")]


def test_lookup_that_writes_its_value_otherwise_is_refused():
    def containing(*, text: str) -> QuerySet[Indicator]:
        return Indicator.objects.filter(name_vi__contains=text)

    with pytest.raises(AssertionError):
        Prepared(containing).rows(text="a")


def test_fields_are_found_before_anything_is_made_of_the_rows():
    for code in ("a", "b"):
        make_indicator(code)

    answer = Prepared(indicators).ask(codes=["a", "b"])

    assert answer.column("code") == ["a", "b"]
    assert answer.column("id") == [each.pk for each in answer.rows()]


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_over_its_own_connection():
    make_indicator("a")
    prepared = Prepared(indicators)
    prepared.rows(codes=["a"])
    found: list[str] = []

    def ask() -> None:
        found.extend(each.code for each in prepared.rows(codes=["a"]))
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()

    assert found == ["a"]


def test_digest_is_that_of_the_answers():
    indicator = make_indicator("a")
    prepared = Prepared(indicators)
    before, again = (digest(prepared.ask(codes=["a"]).raw) for _time in range(2))
    indicator.name_vi = "Tên khác"
    indicator.save()

    assert before == again
    assert digest(prepared.ask(codes=["a"]).raw) != before
