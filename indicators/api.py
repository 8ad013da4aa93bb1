"""The read API of what is measured: topics, areas, indicators, observations, releases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from indicators.models import Area, Indicator, Observation, Release, Topic, VersionKind
from indicators.periods import Period, PeriodError
from indicators.services.catalogue import matching
from indicators.services.then_and_now import timelines_of

router = Router()

MOST_ROWS = 1000
Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
SdmxPeriod = Annotated[str, Field(pattern=r"^[0-9]{4}(-S[12]|-Q[1-4]|-[0-9]{2}(/P[0-9]{1,4}M)?)?$", max_length=16)]
Cursor = Annotated[int, Field(ge=0, le=2**63 - 1)]
Limit = Annotated[int, Field(ge=1, le=MOST_ROWS)]


class TopicOut(Schema):
    code: str
    name_vi: str
    name_en: str


class AreaOut(Schema):
    code: str
    name_vi: str
    name_en: str
    kind: str
    parent: str | None
    exists_from: dt.date | None
    exists_until: dt.date | None

    @staticmethod
    def resolve_parent(area: Area) -> str | None:
        return area.parent.code if area.parent else None


class UnitOut(Schema):
    code: str
    symbol_vi: str
    symbol_en: str


class IndicatorOut(Schema):
    code: str
    name_vi: str
    name_en: str
    topic: str
    unit: UnitOut
    decimals: int
    nature: str
    accumulation: str
    parent: str | None
    definition_vi: str
    definition_en: str
    source_vi: str
    source_en: str

    @staticmethod
    def resolve_topic(indicator: Indicator) -> str:
        return indicator.topic.code

    @staticmethod
    def resolve_parent(indicator: Indicator) -> str | None:
        parent = indicator.parent
        return parent.code if parent is not None and parent.is_public else None


class ObservationOut(Schema):
    """A figure; numbers are decimal strings with the published digits. Without a value, `absence` says why."""

    indicator: str
    area: str
    period: str = Field(description="2018, 2018-S1, 2018-Q1, 2018-05 or 2018-01/P5M")
    value: str | None
    absence: Literal["nil", "not_available", "confidential"] | None
    status: Literal["estimate", "preliminary", "final"]
    footnote: str
    source: str
    printed_growth_yoy: str | None
    printed_growth_previous: str | None
    printed_plan_share: str | None


class ObservationPage(Schema):
    observations: list[ObservationOut]
    next_cursor: int | None = Field(description="Ask again with cursor= this; null on the last page.")


class ReleaseOut(Schema):
    code: str
    title_vi: str
    title_en: str
    published_at: dt.datetime
    is_out: bool


class Problem(Schema):
    detail: str


@router.get("/topics", response=list[TopicOut], tags=["catalogue"])
def topics(request: HttpRequest) -> Any:
    """The topics under which public indicators stand."""
    return Topic.objects.filter(indicators__is_public=True).distinct()


@router.get("/areas", response=list[AreaOut], tags=["catalogue"])
def areas(request: HttpRequest) -> Any:
    """Every area with the days between which it exists."""
    return Area.objects.select_related("parent")


@router.get("/indicators", response=list[IndicatorOut], tags=["catalogue"])
def indicators(request: HttpRequest, topic: Code | None = None, q: Annotated[str, Field(max_length=100)] = "") -> Any:
    """The public indicators, of one topic or whose names have the words of `q`, diacritics or not."""
    rows = Indicator.objects.public().with_labels()
    if topic:
        rows = rows.filter(topic__code=topic)
    return matching(list(rows), q) if q.strip() else rows


@router.get("/indicators/{code}", response={200: IndicatorOut, 404: Problem}, tags=["catalogue"])
def indicator(request: HttpRequest, code: Code) -> Any:
    """One indicator."""
    return get_object_or_404(Indicator.objects.public().with_labels(), code=code)


class Asked(Schema):
    indicator: Code | None = None
    area: Code | None = None
    period: SdmxPeriod | None = None
    from_year: Annotated[int, Field(ge=1000, le=9999)] | None = None
    to_year: Annotated[int, Field(ge=1000, le=9999)] | None = None
    months: Annotated[int, Field(ge=1, le=1200)] | None = Field(
        None, description="Length of the periods: 1 months, 3 quarters, 12 years"
    )
    as_of: dt.date | None = Field(None, description="As the public saw the figures at the end of that day")
    cursor: Cursor = 0
    limit: Limit = 200


@router.get("/observations", response={200: ObservationPage, 400: Problem, 404: Problem}, tags=["observations"])
def observations(request: HttpRequest, asked: Query[Asked]) -> Any:
    """Public figures in the order in which they were first kept, a page at a time.

    With `as_of` an indicator has to be named; the answer is then one page.
    """
    condition = _condition(asked)
    if asked.as_of:
        return _as_of(asked, condition)
    rows = (
        Observation.objects.public()
        .filter(condition, pk__gt=asked.cursor)
        .select_related("indicator", "area")
        .order_by("pk")[: asked.limit + 1]
    )
    found = list(rows)
    page = found[: asked.limit]
    return {
        "observations": [_told(row.indicator.code, row.area.code, row.period, row.content()) for row in page],
        "next_cursor": page[-1].pk if len(found) > asked.limit else None,
    }


@router.get("/releases", response=list[ReleaseOut], tags=["releases"])
def releases(request: HttpRequest) -> Any:
    """The hundred newest releases, and those that are announced: when they come out, nothing of what is in them."""
    now = timezone.now()
    out = list(Release.objects.public(at=now)[:100])
    coming = list(Release.objects.announced(at=now))
    return [_release(release, now) for release in [*reversed(coming), *out]]


def _release(release: Release, now: dt.datetime) -> dict[str, Any]:
    names = ("code", "title_vi", "title_en", "published_at")
    return {name: getattr(release, name) for name in names} | {"is_out": release.is_public(at=now)}


def _condition(asked: Asked) -> Q:
    condition = Q()
    if asked.indicator:
        condition &= Q(indicator=get_object_or_404(Indicator.objects.public(), code=asked.indicator))
    if asked.area:
        condition &= Q(area=get_object_or_404(Area, code=asked.area))
    if asked.period:
        period = _period(asked.period)
        condition &= Q(year=period.year, month=period.month, months=period.months)
    if asked.months:
        condition &= Q(months=asked.months)
    if asked.from_year:
        condition &= Q(year__gte=asked.from_year)
    if asked.to_year:
        condition &= Q(year__lte=asked.to_year)
    return condition


def _period(text: str) -> Period:
    try:
        return Period.from_sdmx(text)
    except PeriodError as error:
        raise HttpError(400, str(error)) from error


def _as_of(asked: Asked, condition: Q) -> dict[str, Any]:
    """The figures as the public saw them at the end of a day, from the versions that were out by then."""
    if not asked.indicator or asked.as_of is None:
        raise HttpError(400, "as_of needs an indicator")
    end = timezone.make_aware(dt.datetime.combine(asked.as_of, dt.time.max))
    moment = min(end, timezone.now())
    told = timelines_of(condition & Q(kind=VersionKind.OBSERVATION), at=moment)
    codes = dict(Area.objects.values_list("pk", "code"))
    shown = {key: timeline.at(moment) for key, timeline in told.items()}
    rows = [
        _told(asked.indicator, codes[area_id], period, each.content)
        for (_kind, _indicator, area_id, period), each in sorted(shown.items(), key=lambda item: item[0][2:])
        if each is not None and each.content is not None
    ]
    return {"observations": rows, "next_cursor": None}


def _told(indicator_code: str, area_code: str, period: Period, content: Mapping[str, Any]) -> dict[str, Any]:
    def text(name: str) -> str | None:
        value = content.get(name)
        return format(value, "f") if isinstance(value, Decimal) else value

    return {
        "indicator": indicator_code,
        "area": area_code,
        "period": period.sdmx,
        "absence": content.get("absence") or None,
        "status": content.get("status"),
        "footnote": content.get("footnote", ""),
        "source": content.get("source", ""),
        **{
            name: text(name)
            for name in ("value", "printed_growth_yoy", "printed_growth_previous", "printed_plan_share")
        },
    }
