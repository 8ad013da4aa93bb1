"""The month that a moment falls in here, told by the database itself.

Django has SQLite call back into Python for each row, which makes counting an archive ten times as dear.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import CharField, Func
from django.utils import timezone


class LocalMonth(Func):
    """ "2018-05" of a moment, in the portal's time zone, whose distance from UTC has to be the same all year."""

    arity = 1
    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        minutes = int(offset().total_seconds()) // 60
        return self.as_sql(
            compiler, connection, template=f"strftime('%%%%Y-%%%%m', %(expressions)s, '{minutes:+} minutes')", **context
        )

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        zone = timezone.get_default_timezone_name()
        return self.as_sql(
            compiler, connection, template=f"to_char(%(expressions)s AT TIME ZONE '{zone}', 'YYYY-MM')", **context
        )


def offset() -> dt.timedelta:
    """How far the portal's clock is ahead of UTC."""
    return timezone.localtime(timezone.now(), timezone.get_default_timezone()).utcoffset() or dt.timedelta()
