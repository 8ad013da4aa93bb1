"""The release calendar for calendar programs, read by the icalendar library."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from indicators.exchange.icalendar import Event, calendar_text
from tests.factories import make_release

MOMENT = dt.datetime(2018, 5, 22, 9, 0, tzinfo=dt.UTC)


@pytest.mark.django_db
def test_announced_and_past_releases_are_events_in_the_readers_language(client: Client):
    coming = make_release("dot-2", in_hours=5, title_vi="Số liệu tháng 5; sơ bộ, và ước tính", title_en="May figures")
    make_release("dot-1", in_hours=-5)
    make_release("dot-kin", in_hours=5, is_announced=False, title_vi="Kín")

    response = client.get("/lich-cong-bo.ics")
    calendar = Calendar.from_ical(response.content)
    english = Calendar.from_ical(client.get("/en/lich-cong-bo.ics").content)

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    events = calendar.walk("VEVENT")
    assert [event["UID"].split("@")[0] for event in events] == ["dot-1", "dot-2"]
    assert events[1]["SUMMARY"] == "Số liệu tháng 5; sơ bộ, và ước tính"
    assert events[1].decoded("DTSTART") == coming.published_at.replace(microsecond=0)
    assert str(events[1]["URL"]).endswith("/lich-cong-bo/#dot-2")
    assert english.walk("VEVENT")[1]["SUMMARY"] == "May figures"
    assert "Kín" not in response.content.decode()


@pytest.mark.django_db
def test_the_calendar_takes_two_queries(client: Client, django_assert_num_queries: Any):
    for number in range(5):
        make_release(in_hours=number - 2)

    with django_assert_num_queries(2):
        client.get("/lich-cong-bo.ics")


@pytest.mark.django_db
def test_the_page_leads_to_the_file_and_each_release_has_a_place_on_it(client: Client):
    make_release("dot-2", in_hours=5)

    page = client.get("/lich-cong-bo/").content.decode()

    assert 'href="/lich-cong-bo.ics"' in page
    assert 'id="dot-2"' in page
    assert "<release-countdown" in page


@given(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=200))
def test_any_title_is_read_back_and_no_line_is_too_long(title: str):
    text = calendar_text([Event("a@b", title, MOMENT, "https://b/")], name="Lịch", publisher="Cổng", made_at=MOMENT)

    assert Calendar.from_ical(text).walk("VEVENT")[0]["SUMMARY"] == title
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
