"""When days begin here, in the portal's time zone."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone


def beginning_of(day: dt.date) -> dt.datetime:
    """The first minute of the day."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def end_of(day: dt.date) -> dt.datetime:
    """The minute in which the day is over: that in which the next one begins."""
    return beginning_of(day + dt.timedelta(days=1))
