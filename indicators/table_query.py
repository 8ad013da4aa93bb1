"""A table in a query string: what a reader asks of the table builder, and the address under which a table stands.

Every parameter may be repeated or hold several values with commas between; what is left out is left to the builder.
Periods are either named (`ky=2017-Q1..2018-Q1,2018`) or chosen by kind and bounds (`loai-ky=quy&tu=2016&den=2018`);
then the table goes on as new figures come out, unless `ngay` holds it at a day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.frequencies import Frequency
from indicators.measures import Measure
from indicators.period_lists import parse_periods, periods_as_codes
from indicators.periods import Period, PeriodError
from indicators.refusals import quotable
from indicators.table_description import (
    MAX_AREAS,
    MAX_INDICATORS,
    ChartKind,
    DescriptionError,
    Rows,
    TableDescription,
)

E = TypeVar("E", bound=StrEnum)

INDICATORS, PERIODS, AREAS, MEASURES = "chi-tieu", "ky", "dia-ban", "so"
FREQUENCY, FIRST, LAST = "loai-ky", "tu", "den"
ROWS, CHART, TOTALS, CAPTION, AS_OF = "dong", "bieu-do", "tong", "ten", "ngay"

MEASURE_WORDS = {
    "gia-tri": Measure.VALUE,
    "so-cung-ky": Measure.GROWTH_YOY,
    "so-ky-truoc": Measure.GROWTH_PREVIOUS,
    "so-ke-hoach": Measure.PLAN_SHARE,
    "ke-hoach": Measure.TARGET,
}
ROWS_WORDS = {"chi-tieu": Rows.INDICATORS, "ky": Rows.PERIODS, "dia-ban": Rows.AREAS}
TOTALS_WORDS = {"ky": Rows.PERIODS, "dia-ban": Rows.AREAS}
CHART_WORDS = {"khong": ChartKind.NONE, "duong": ChartKind.LINE, "cot": ChartKind.BAR}

LONGEST_CAPTION = 300
LONGEST_LIST = 20_000
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_MINUTE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}", re.ASCII)
_YEAR = re.compile(r"[12][0-9]{3}", re.ASCII)


class QueryError(ValueError):
    """A query string that cannot be answered; the message is for the reader."""


@dataclass(frozen=True, slots=True)
class TableQuery:
    """What is asked for; empty where it is left to the builder. `first` and `last` bound the periods of a frequency."""

    indicators: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    frequency: Frequency | None = None
    first: Period | None = None
    last: Period | None = None
    areas: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    rows: Rows | None = None
    chart: ChartKind = ChartKind.NONE
    totals: tuple[Rows, ...] = ()
    caption: str = ""
    as_of: dt.datetime | None = None

    @classmethod
    def read(cls, params: QueryDict) -> TableQuery:
        """Raises `QueryError`, naming the parameter and what it takes."""
        query = cls(
            indicators=_codes(params, INDICATORS, MAX_INDICATORS),
            periods=_periods(params),
            frequency=_frequency(_single(params, FREQUENCY)),
            first=_bound(params, FIRST),
            last=_bound(params, LAST),
            areas=_codes(params, AREAS, MAX_AREAS),
            measures=_members(params, MEASURES, MEASURE_WORDS),
            rows=next(iter(_members(params, ROWS, ROWS_WORDS)), None),
            chart=next(iter(_members(params, CHART, CHART_WORDS)), ChartKind.NONE),
            totals=_members(params, TOTALS, TOTALS_WORDS),
            caption=_caption(params),
            as_of=_moment(_single(params, AS_OF)),
        )
        if query.first and query.last and query.first.start > query.last.end:
            raise QueryError(
                _("Kỳ đầu (“%(first)s”) đứng sau kỳ cuối (“%(last)s”).")
                % {"first": query.first.sdmx, "last": query.last.sdmx}
            )
        return query

    @classmethod
    def of(cls, description: TableDescription) -> TableQuery:
        """The query that asks for just this table."""
        return cls(
            indicators=description.indicators,
            periods=description.periods,
            areas=description.areas,
            measures=description.measures,
            rows=description.rows,
            chart=description.chart,
            totals=description.totals,
            caption=description.caption,
        )

    def description(self) -> TableDescription:
        """The table where the query names every part of it; `DescriptionError` where one is empty."""
        return TableDescription(
            self.indicators,
            self.periods,
            self.areas,
            self.measures or (Measure.VALUE,),
            self.rows or Rows.INDICATORS,
            self.chart,
            self.caption,
            self.totals,
        )

    def as_query(self) -> str:
        """The query string that `read` reads back as this query, each parameter once and none that says nothing."""
        parts = {
            INDICATORS: ",".join(self.indicators),
            PERIODS: periods_as_codes(self.periods),
            FREQUENCY: self.frequency or "",
            FIRST: self.first.sdmx if self.first else "",
            LAST: self.last.sdmx if self.last else "",
            AREAS: ",".join(self.areas),
            MEASURES: _words(self.measures, MEASURE_WORDS),
            ROWS: _words([self.rows] if self.rows else [], ROWS_WORDS),
            CHART: _words([self.chart], CHART_WORDS) if self.chart is not ChartKind.NONE else "",
            TOTALS: _words(self.totals, TOTALS_WORDS),
            CAPTION: self.caption,
            AS_OF: moment_text(self.as_of) if self.as_of else "",
        }
        return urlencode({name: text for name, text in parts.items() if text}, safe=",:/")

    def held_at(self, moment: dt.datetime) -> TableQuery:
        """The same table with the figures as they are public at `moment`, to the minute; it never changes again."""
        return replace(self, as_of=moment.replace(second=0, microsecond=0))


def query_of(description: TableDescription) -> str:
    """The query string of a table; `description_of` reads it back."""
    return TableQuery.of(description).as_query()


def description_of(params: QueryDict) -> TableDescription:
    """The table that a query string names in full; raises `QueryError` and `DescriptionError`."""
    return TableQuery.read(params).description()


def moment_text(moment: dt.datetime) -> str:
    """As `ngay` reads it back: the end of a day as the day, else the local time to the minute."""
    local = timezone.localtime(moment)
    return local.date().isoformat() if local.time() == dt.time.max else f"{local:%Y-%m-%dT%H:%M}"


def _values(params: QueryDict, name: str, *, separator: str = ",") -> list[str]:
    """The values of a parameter that is repeated or holds several; each once, none empty."""
    texts = params.getlist(name)
    if sum(map(len, texts)) > LONGEST_LIST:
        raise QueryError(_("Tham số “%(name)s” quá dài.") % {"name": name})
    found = (part.strip() for text in texts for part in text.split(separator))
    return list(dict.fromkeys(part for part in found if part))


def _single(params: QueryDict, name: str) -> str:
    return str(params.get(name, "")).strip()


def _codes(params: QueryDict, name: str, most: int) -> tuple[str, ...]:
    codes = _values(params, name)
    for code in codes:
        if not _CODE.fullmatch(code):
            raise QueryError(
                _("“%(text)s” không phải một mã. Tham số “%(name)s” nhận các mã, cách nhau bằng dấu phẩy.")
                % {"text": quotable(code, 40), "name": name}
            )
    if len(codes) > most:
        raise QueryError(_("Tham số “%(name)s” nhận nhiều nhất %(most)s mã.") % {"name": name, "most": most})
    return tuple(codes)


def _periods(params: QueryDict) -> tuple[Period, ...]:
    texts = _values(params, PERIODS)
    if not texts:
        return ()
    try:
        return parse_periods(",".join(texts))
    except PeriodError as error:
        raise _unread(PERIODS, error) from None


def _bound(params: QueryDict, name: str) -> Period | None:
    text = _single(params, name)
    if not text:
        return None
    if _YEAR.fullmatch(text):
        return Period.of_year(int(text))
    try:
        return Period.parse(text)
    except PeriodError as error:
        raise _unread(name, error) from None


def _unread(name: str, error: PeriodError) -> QueryError:
    return QueryError(_("Tham số “%(name)s”: %(problem)s") % {"name": name, "problem": error.translated(_)})


def _frequency(text: str) -> Frequency | None:
    if not text:
        return None
    words = {frequency.value: frequency for frequency in Frequency}
    return _member(text, FREQUENCY, words)


def _members(params: QueryDict, name: str, words: Mapping[str, E]) -> tuple[E, ...]:
    chosen = {_member(text, name, words) for text in _values(params, name)}
    return tuple(member for member in words.values() if member in chosen)


def _member(text: str, name: str, words: Mapping[str, E]) -> E:
    if text in words:
        return words[text]
    raise QueryError(
        _("Tham số “%(name)s” không nhận “%(text)s”. Các giá trị: %(choices)s.")
        % {"name": name, "text": quotable(text, 40), "choices": ", ".join(words)}
    )


def _caption(params: QueryDict) -> str:
    text = " ".join(_single(params, CAPTION).split())
    if len(text) > LONGEST_CAPTION or not text.isprintable():
        raise QueryError(
            _("Tham số “%(name)s” nhận nhiều nhất %(most)s ký tự.") % {"name": CAPTION, "most": LONGEST_CAPTION}
        )
    return text


def _moment(text: str) -> dt.datetime | None:
    """A day stands for its end, a minute for its beginning."""
    if not text:
        return None
    try:
        is_day = len(text) == len("2018-05-22")
        local = dt.datetime.combine(dt.date.fromisoformat(text), dt.time.max) if is_day else _minute(text)
        moment = timezone.make_aware(local)
        # Whether it can be told in UTC at all: the first and last days of the calendar cannot.
        moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise QueryError(
            _("“%(text)s” không phải một ngày. Tham số “%(name)s” nhận, ví dụ, 2018-05-22 hoặc 2018-05-22T16:00.")
            % {"text": quotable(text, 40), "name": AS_OF}
        ) from None
    return moment


def _minute(text: str) -> dt.datetime:
    """The minute; ValueError for what is written otherwise or names its own time zone."""
    if not _MINUTE.fullmatch(text):
        raise ValueError(text)
    return dt.datetime.fromisoformat(text)


def _words(members: object, words: Mapping[str, E]) -> str:
    return ",".join(word for word, member in words.items() if member in members)  # type: ignore[operator]


__all__ = [
    "DescriptionError",
    "QueryError",
    "TableQuery",
    "description_of",
    "moment_text",
    "query_of",
]
