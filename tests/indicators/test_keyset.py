"""Places in a list that is read from newest to oldest."""

import datetime as dt
import re

import pytest
from django.db.models import QuerySet
from hypothesis import given
from hypothesis import strategies as st

from indicators.keyset import NEWEST, Cursor, CursorError, Parts, Place, page_of
from indicators.models import Release
from tests.factories import make_release

MOMENTS = st.datetimes(min_value=dt.datetime(1900, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001


@given(MOMENTS, st.integers(min_value=1, max_value=10**18 - 1))
def test_written_cursor_reads_back(moment: dt.datetime, pk: int) -> None:
    cursor = Cursor(moment, pk)

    assert Cursor.parse(str(cursor)) == cursor


@given(st.from_regex(r"[0-9T]{0,24}-?[0-9]{0,25}", fullmatch=True) | st.text())
def test_text_is_a_place_or_is_refused(text: str) -> None:
    try:
        read = Cursor.parse(text)
    except CursorError:
        return

    assert Cursor.parse(str(read)) == read


@pytest.mark.parametrize("text", ["4", "20180522T0130-4", "20181322T013000000000-4", "99990522T013000000000-"])
def test_what_is_no_place_is_refused_with_what_was_read(text: str) -> None:
    with pytest.raises(CursorError, match=re.escape(text)):
        Cursor.parse(text)


def test_moment_of_another_time_zone_is_the_same_place() -> None:
    hanoi = dt.timezone(dt.timedelta(hours=7))

    assert str(Cursor(dt.datetime(2018, 5, 22, 8, 30, tzinfo=hanoi), 4)) == "20180522T013000000000-4"


def test_place_is_the_newest_page_unless_a_row_is_named() -> None:
    assert Place.asked_by({}) == Place()
    assert Place.asked_by({"truoc": ""}) == Place()
    assert Place.asked_by({"sau": "20180522T013000000000-4"}).is_newer
    with pytest.raises(CursorError):
        Place.asked_by({"truoc": "4"})


@pytest.mark.django_db
def test_rows_in_parts_come_in_one_order_and_a_part_without_any_is_no_obstacle() -> None:
    releases = [make_release(in_hours=-number) for number in range(1, 8)]
    early, late = releases[4:], releases[:4]

    def among(rows: list[Release]) -> QuerySet[Release]:
        return Release.objects.filter(pk__in=[row.pk for row in rows])

    parts = Parts([among(late[::2]), among(early), Release.objects.none()], [among(late[1::2])])
    first = page_of(Release.objects.all(), by="published_at", place=NEWEST, size=4, parts=parts)
    second = page_of(Release.objects.all(), by="published_at", place=Place(first.older), size=4, parts=parts)

    assert first.rows == late
    assert second.rows == early
    assert (first.newer, second.older) == (None, None)


@pytest.mark.django_db
def test_page_of_nothing_but_empty_parts_is_empty() -> None:
    make_release()

    page = page_of(
        Release.objects.all(), by="published_at", place=NEWEST, size=4, parts=Parts([Release.objects.none()])
    )

    assert page.rows == []
