"""Lạng Sơn's first quarter of 2018 as published, written through the recording service, and an article about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from indicators.models import (
    Area,
    AreaKind,
    Change,
    Component,
    Indicator,
    IndicatorAlias,
    Nature,
    Topic,
    Unit,
    VersionKind,
)
from indicators.periods import Period
from indicators.services.recording import Stated, record
from indicators.units import parse_unit

Q1 = Period(2018, 1, 3)
DAY = dt.date(2018, 5, 22)

# code, name, unit, parent, aliases
INDICATORS = (
    ("xi-mang", "Xi măng", "nghìn tấn", "", ("sản lượng xi măng",)),
    ("da", "Đá các loại", "nghìn m³", "", ("đá xây dựng",)),
    ("dien", "Điện thương phẩm", "triệu kWh", "", ()),
    ("than", "Than sạch", "nghìn tấn", "", ("than",)),
    ("xnk", "Tổng kim ngạch xuất nhập khẩu qua địa bàn", "triệu USD", "", ("kim ngạch xuất nhập khẩu",)),
    ("xk", "Xuất khẩu qua địa bàn", "triệu USD", "xnk", ("kim ngạch xuất khẩu", "xuất khẩu")),
    ("nk", "Nhập khẩu qua địa bàn", "triệu USD", "xnk", ("kim ngạch nhập khẩu", "nhập khẩu")),
    ("hang-dia-phuong", "Xuất khẩu hàng địa phương", "triệu USD", "", ("hàng địa phương xuất khẩu",)),
    ("ban-le", "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ", "tỷ đồng", "", ("tổng mức bán lẻ",)),
    ("iip", "Chỉ số sản xuất công nghiệp", "%", "", ("IIP", "chỉ số SXCN")),
    ("gtsxcn", "Giá trị sản xuất công nghiệp", "tỷ đồng", "", ("giá trị SXCN",)),
    ("grdp", "Tổng sản phẩm trên địa bàn", "tỷ đồng", "", ("GRDP",)),
)

# code, value, growth on the same period, share of the year plan
FIGURES = (
    ("xi-mang", "230", "11.2", None),
    ("da", "720", "9.5", None),
    ("dien", "163", "18.3", None),
    ("than", "138", "6.5", None),
    ("xnk", "1233", "32.1", "25.4"),
    ("xk", "769", "33.4", "29.6"),
    ("nk", "464", "30.1", "20.6"),
    ("hang-dia-phuong", "26", "0", "20.7"),
    ("ban-le", "4800", "10.3", "28.6"),
)

BODY = (
    "<h2>Sản xuất công nghiệp</h2>"
    "<p>Quý I năm 2018, sản xuất công nghiệp trên địa bàn tỉnh tiếp tục tăng. Sản xuất xi măng ước đạt <strong>230"
    "</strong> nghìn tấn, tăng 11,2% so với cùng kỳ năm 2017; đá các loại ước đạt 720 nghìn m³, tăng 9,5%; sản lượng"
    " điện thương phẩm ước đạt 163 triệu kWh, tăng 18,3%; than sạch ước đạt 138 nghìn tấn, tăng 6,5%.</p>"
    "<h2>Xuất nhập khẩu</h2>"
    "<p>Tổng kim ngạch xuất nhập khẩu qua địa bàn tỉnh ước đạt 1.233 triệu USD, đạt 25,4% kế hoạch năm, tăng 32,1% so"
    " với cùng kỳ. Trong đó, xuất khẩu 769 triệu USD, đạt 29,6% kế hoạch, tăng 33,4%; nhập khẩu 464 triệu USD, đạt"
    " 20,6% kế hoạch, tăng 30,1%. Xuất khẩu hàng địa phương ước đạt 26 triệu USD, đạt 20,7% kế hoạch, bằng 100% so với"
    " cùng kỳ.</p>"
    "<h2>Thương mại trong nước</h2>"
    "<p>Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ ước đạt 4.800 tỷ đồng, đạt 28,6% kế hoạch, tăng 10,3% so với cùng"
    " kỳ.</p>"
)
NUMBERS = (
    *("230", "11,2", "720", "9,5", "163", "18,3", "138", "6,5", "1.233", "25,4", "32,1", "769", "29,6", "33,4"),
    *("464", "20,6", "30,1", "26", "20,7", "4.800", "28,6", "10,3"),
)


def make_catalogue() -> dict[str, Indicator]:
    """The indicators of the article, by code, in a province with two districts and a border gate."""
    country = _area("viet-nam", "Việt Nam", AreaKind.COUNTRY, None)
    province = _area("lang-son", "Lạng Sơn", AreaKind.PROVINCE, country)
    for code, name, kind in (
        ("cao-loc", "Cao Lộc", AreaKind.DISTRICT),
        ("huu-lung", "Huyện Hữu Lũng", AreaKind.DISTRICT),
        ("tan-thanh", "Cửa khẩu Tân Thanh", AreaKind.BORDER_GATE),
        ("huu-nghi", "Cửa khẩu quốc tế Hữu Nghị", AreaKind.BORDER_GATE),
    ):
        _area(code, name, kind, province)
    topic = Topic.objects.get_or_create(code="kinh-te", defaults={"name_vi": "Kinh tế"})[0]
    found: dict[str, Indicator] = {}
    for code, name, unit, parent, aliases in INDICATORS:
        found[code] = Indicator.objects.create(
            code=code,
            name_vi=name,
            topic=topic,
            unit=_unit(unit),
            parent=found.get(parent),
            nature=Nature.INDEX if code == "iip" else Nature.FLOW,
        )
        for alias in aliases:
            IndicatorAlias.objects.create(indicator=found[code], text=alias)
    for part in ("xk", "nk"):
        Component.objects.create(whole=found["xnk"], part=found[part])
    return found


def record_first_quarter(indicators: dict[str, Indicator], *, codes: Iterable[str] = ()) -> None:
    """The published figures, all or those of `codes`."""
    area = Area.objects.get(code="lang-son")
    wanted = set(codes) or {code for code, *_rest in FIGURES}
    stated = [
        state(indicators[code], value, area=area, growth=growth, plan=plan)
        for code, value, growth, plan in FIGURES
        if code in wanted
    ]
    record(stated, change=Change(reason="Báo cáo quý I"))


def state(
    indicator: Indicator,
    value: str | None,
    *,
    area: Area | None = None,
    period: Period = Q1,
    growth: str | None = None,
    previous: str | None = None,
    plan: str | None = None,
) -> Stated:
    """A statement for the recording service."""
    fields = {
        "value": value,
        "printed_growth_yoy": growth,
        "printed_growth_previous": previous,
        "printed_plan_share": plan,
    }
    given = {name: Decimal(text) for name, text in fields.items() if text is not None}
    area = area or Area.objects.get(code="lang-son")
    return Stated(VersionKind.OBSERVATION, indicator.pk, area.pk, period, {**given, "status": "estimate"})


def state_target(indicator: Indicator, value: str, *, year: int = 2018) -> Stated:
    area = Area.objects.get(code="lang-son")
    return Stated(VersionKind.TARGET, indicator.pk, area.pk, Period.of_year(year), {"value": Decimal(value)})


def _area(code: str, name: str, kind: AreaKind, parent: Area | None) -> Area:
    # A migration puts the country there.
    return Area.objects.get_or_create(code=code, defaults={"name_vi": name, "kind": kind, "parent": parent})[0]


def _unit(text: str) -> Unit:
    measure = parse_unit(text)
    known = Unit.objects.filter(code=measure.code).first()
    if known is None:
        known = Unit.from_measure(measure)
        known.save()
    return known
