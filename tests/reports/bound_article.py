"""A published article whose figures are bound to the data, for the tests of what becomes of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from indicators.measures import Measure
from indicators.models import Change, Indicator, Release, VersionKind
from indicators.periods import Period
from indicators.services.recording import Stated, record
from reports.bindings import Binding
from reports.models import Article
from tests.factories import Q1_2018, make_area, make_indicator, make_observation, make_published_article

VALUE_KEY = UUID(int=0x11111111222243338444555555555551)
GROWTH_KEY = UUID(int=0x11111111222243338444555555555552)


def make_cement(value: str = "230", base: str | None = "206.8", **fields: Any) -> Indicator:
    """Cement of Lang Son in the first quarter of 2018 and a year before: +11.2%."""
    cement = make_indicator("xi-mang", name_vi="Xi măng", name_en="Cement", source_vi="Cục Thống kê", **fields)
    make_observation(value, indicator=cement)
    if base is not None:
        make_observation(base, indicator=cement, period=Q1_2018.same_period_last_year, status="final")
    return cement


def bound(
    words: str,
    *,
    key: UUID = VALUE_KEY,
    indicator: str = "xi-mang",
    period: Period = Q1_2018,
    measure: Measure = Measure.VALUE,
) -> str:
    return Binding(key, indicator, "lang-son", period, measure).around(words)


def body(value: str = "230 nghìn tấn", growth: str = "11,2%") -> str:
    return (
        f"<p>Sản lượng xi măng quý I/2018 ước đạt {bound(value)}, "
        f"tăng {bound(growth, key=GROWTH_KEY, measure=Measure.GROWTH_YOY)} so với cùng kỳ.</p>"
    )


def table_of(*codes: str, measures: tuple[str, ...] = ("value", "growth_yoy"), **fields: Any) -> dict[str, Any]:
    return {
        "indicators": list(codes),
        "periods": [Q1_2018.sdmx],
        "areas": ["lang-son"],
        "measures": list(measures),
        "rows": "indicators",
        "chart": "none",
        "caption": "Sản phẩm chủ yếu quý I",
        **fields,
    }


def make_bound_article(slug: str = "bai", **fields: Any) -> Article:
    return make_published_article(slug, **{"title": "Xi măng tăng", "body": body(), **fields})


def revise(
    indicator: Indicator,
    value: str,
    *,
    period: Period = Q1_2018,
    release: Release | None = None,
    kind: VersionKind = VersionKind.OBSERVATION,
    **fields: Any,
) -> None:
    """State another value through the recording service."""
    stated = Stated(kind, indicator.pk, make_area().pk, period, {"value": Decimal(value), **fields})
    record([stated], change=Change(reason="Rà soát lại"), release=release)
