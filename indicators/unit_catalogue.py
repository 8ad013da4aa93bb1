"""The units that statistics are published in: what each measures, how large it is, and how people spell it.

Every dimension has a base unit of scale 1 (mass: tonne, area: hectare, energy: kWh …); all scales are powers of
ten, so that conversion is exact. Units that do not convert into one another have dimensions of their own: a month
is not thirty days, a percentage point is not a percent, and two classifiers of things counted are two dimensions.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """One line of the catalogue; `english_one` is the form after a slash ("USD/tonne")."""

    dimension: str
    scale: Decimal
    vietnamese: str
    english: str
    english_one: str
    spellings: tuple[str, ...]


def _unit(dimension: str, scale: str, vietnamese: str, english: str, one: str = "", spellings: str = "") -> NamedUnit:
    others = tuple(s.strip() for s in spellings.split("|") if s.strip())
    return NamedUnit(dimension, Decimal(scale), vietnamese, english, one or english, others)


def _count(vietnamese: str, english: str, one: str = "", spellings: str = "") -> NamedUnit:
    return _unit(f"count:{vietnamese}", "1", vietnamese, english, one, spellings)


MEASURES: tuple[NamedUnit, ...] = (
    _unit("mass", "1", "tấn", "tonnes", "tonne", "t | ton | tons | tonne | metric ton | metric tons"),
    _unit("mass", "0.1", "tạ", "quintals", "quintal"),
    _unit("mass", "0.01", "yến", "yen (10 kg)"),
    _unit("mass", "0.001", "kg", "kg", "", "kí lô gam | ki lô gam | ki-lô-gam | kilogam | kilogram | kilograms | kgs"),
    _unit("mass", "0.000001", "g", "g", "", "gam | gram | gr | grams"),
    _unit("length", "1", "m", "m", "", "mét | meter | meters | metre | metres"),
    _unit(
        "length",
        "1000",
        "km",
        "km",
        "",
        "ki lô mét | ki-lô-mét | kilômét | kilomet | cây số | kilometre | kilometres",
    ),
    _unit("area", "1", "ha", "ha", "", "héc ta | hécta | hecta | héc-ta | hec-ta | hectare | hectares"),
    _unit("area", "0.0001", "m²", "m²", "", "m2 | mét vuông | m vuông | sq.m | square metres | square meters"),
    _unit("area", "100", "km²", "km²", "", "km2 | ki lô mét vuông | kilômét vuông | square kilometres"),
    _unit("volume", "1", "m³", "m³", "", "m3 | mét khối | khối | m khối | cubic metres | cubic meters | cu.m"),
    _unit("volume", "0.001", "lít", "litres", "litre", "l | liter | liters"),
    _unit("energy", "1", "kWh", "kWh", "", "kw.h | kw/h | kw giờ | ki lô oát giờ | kwh điện | số điện"),
    _unit("energy", "1000", "MWh", "MWh"),
    _unit("energy", "1000000", "GWh", "GWh"),
    _unit("energy", "1000000000", "TWh", "TWh"),
    _unit("power", "1", "kW", "kW", "", "ki lô oát"),
    _unit("power", "1000", "MW", "MW", "", "mê ga oát"),
    _unit("apparent_power", "1", "MVA", "MVA"),
    _unit("oil_equivalent", "1", "TOE", "toe", "", "tấn dầu quy đổi"),
    _unit(
        "freight",
        "1",
        "tấn.km",
        "tonne-km",
        "",
        "tấn-km | tấn km | t.km | tkm | tấn×km | tấn*km | tons.km | tonne-kilometres",
    ),
    _unit(
        "passenger_distance",
        "1",
        "hành khách.km",
        "passenger-km",
        "",
        "hk.km | hành khách km | hành khách-km | lượt khách.km | lượt người.km | lượt khách-km | "
        "lượt hk.km | người.km | persons.km | passengers.km",
    ),
    _unit("money_vnd", "1", "đồng", "VND", "", "vnd | vnđ | đ | đồng việt nam | dong | dongs | ₫"),
    _unit(
        "money_usd",
        "1",
        "USD",
        "USD",
        "",
        "đô la | đô la mỹ | đô-la | đô-la mỹ | đôla | đôla mỹ | đô mỹ | $ | us$ | usd$ | $us | us dollar | "
        "us dollars | dollar | dollars",
    ),
    _unit("money_eur", "1", "EUR", "EUR", "", "euro | euros | €"),
    _unit("money_cny", "1", "CNY", "CNY", "", "ndt | nhân dân tệ | tệ | rmb | yuan"),
    _unit("money_jpy", "1", "JPY", "JPY", "", "yên | yên nhật | yen nhật"),
    _unit("ratio", "0.01", "%", "%", "percent", "phần trăm | percent | per cent | pct"),
    _unit("ratio", "0.001", "‰", "‰", "per mille", "phần nghìn | phần ngàn | per mille"),
    _unit("ratio", "1", "lần", "times"),
    _unit(
        "percentage_point",
        "1",
        "điểm phần trăm",
        "percentage points",
        "percentage point",
        "điểm % | đ% | pp | % points",
    ),
    _unit("point", "1", "điểm", "points", "point"),
    _unit("hour", "1", "giờ", "hours", "hour", "h | giờ đồng hồ"),
    _unit("day", "1", "ngày", "days", "day"),
    _unit("month", "1", "tháng", "months", "month"),
    _unit("year", "1", "năm", "years", "year"),
    _unit("container_equivalent", "1", "TEU", "TEU", "", "teus"),
    _unit("gold", "1", "lượng", "taels", "tael", "cây vàng | lượng vàng"),
    _unit("barrel", "1", "thùng", "barrels", "barrel"),
)

COUNTED: tuple[NamedUnit, ...] = (
    _count("người", "people", "person", "persons | nguời | ngừơi"),
    _count("lao động", "workers", "worker"),
    _count("học sinh", "pupils", "pupil"),
    _count("sinh viên", "students", "student"),
    _count("hộ", "households", "household", "hộ gia đình"),
    _count("doanh nghiệp", "enterprises", "enterprise", "dn"),
    _count("hợp tác xã", "cooperatives", "cooperative", "htx"),
    _count("cơ sở", "establishments", "establishment"),
    _count("dự án", "projects", "project", "da"),
    _count("xã", "communes", "commune"),
    _count("vụ", "cases", "case"),
    _count("trường hợp", "instances", "instance"),
    _count("xe", "vehicles", "vehicle"),
    _count("phương tiện", "means of transport"),
    _count("chiếc", "units", "unit"),
    _count("cái", "pieces", "piece"),
    _count("con", "head", "head", "heads"),
    _count("đôi", "pairs", "pair"),
    _count("bộ", "sets", "set"),
    _count("sản phẩm", "products", "product", "sp"),
    _count("viên", "pieces (viên)", "piece (viên)"),
    _count("quả", "pieces (quả)", "piece (quả)", "trái"),
    _count("cây", "trees", "tree"),
    _count("bao", "packs", "pack", "gói"),
    _count("chai", "bottles", "bottle"),
    _count("lon", "cans", "can"),
    _count("cuốn", "copies", "copy", "quyển"),
    _count("tờ", "sheets", "sheet"),
    _count("trang", "pages", "page"),
    _count("buồng", "bunches", "bunch"),
    _count("toa", "wagons", "wagon", "toa xe | toa tàu"),
    _count("tờ khai", "declarations", "declaration"),
    _count("container", "containers", "container", "cont | công ten nơ | công-ten-nơ"),
    _count("chuyến", "trips", "trip"),
    _count("tàu", "ships", "ship", "tàu thuyền"),
    _count("căn", "dwellings", "dwelling", "căn nhà | căn hộ"),
    _count("giường", "beds", "bed", "giường bệnh"),
    _count("phòng", "rooms", "room"),
    _count("thuê bao", "subscribers", "subscriber"),
    _count("cuộc", "calls", "call"),
    _count("hồ sơ", "files", "file"),
    _count("lượt", "visits", "visit"),
    _count("lượt người", "person-visits", "person-visit", "lượt nguời"),
    _count("lượt khách", "guest arrivals", "guest arrival", "lượt khách du lịch"),
    _count("lượt xe", "vehicle trips", "vehicle trip"),
    _count("khách", "guests", "guest", "khách du lịch"),
    _count("hành khách", "passengers", "passenger", "hk"),
    _count("lượt hành khách", "passenger trips", "passenger trip", "lượt hk"),
)

NAMED_UNITS: tuple[NamedUnit, ...] = MEASURES + COUNTED
