"""The release calendar as iCalendar (RFC 5545), to subscribe to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indicators.exchange.cells import without_controls

CONTENT_TYPE = "text/calendar; charset=utf-8"
LONGEST_LINE = 75
"""Octets, without the end of the line (RFC 5545, section 3.1)."""
LASTING = dt.timedelta(minutes=15)
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None, "\x7f": None})


@dataclass(frozen=True, slots=True)
class Event:
    """A release; `uid` stays the same when its minute moves."""

    uid: str
    title: str
    moment: dt.datetime
    url: str


def calendar_text(events: Iterable[Event], *, name: str, publisher: str, made_at: dt.datetime) -> str:
    """The calendar; moments in UTC, so that no time zone has to be described."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(publisher)}//{_text(name)}//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        *(line for event in events for line in _event(event, made_at)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(event: Event, made_at: dt.datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_moment(made_at)}"
    yield f"DTSTART:{_moment(event.moment)}"
    yield f"DTEND:{_moment(event.moment + LASTING)}"
    yield f"SUMMARY:{_text(event.title)}"
    yield f"URL:{event.url}"
    yield "STATUS:CONFIRMED"
    # A release takes nobody's time.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    return without_controls(value).translate(_ESCAPES)


def _moment(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, none of them in the middle of a letter; all but the first begin with
    a blank."""
    piece, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LONGEST_LINE:
            yield piece
            piece, size = " ", 1
        piece += sign
        size += width
    yield piece
