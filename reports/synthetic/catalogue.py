"""The synthetic catalogue: topics, areas under one province, indicators with names that can be searched for."""

from __future__ import annotations

from django.db.models import QuerySet

from indicators.models import Area, AreaKind, Indicator, Topic, Unit
from indicators.units import parse_unit

PREFIX = "th-"
"""What the codes and addresses of everything synthetic begin with."""

TOPICS = (
    ("Công nghiệp", "Industry"),
    ("Nông nghiệp", "Agriculture"),
    ("Thương mại", "Trade"),
    ("Xuất nhập khẩu", "Foreign trade"),
    ("Giao thông", "Transport"),
    ("Du lịch", "Tourism"),
    ("Đầu tư", "Investment"),
    ("Năng lượng", "Energy"),
)
THINGS = (
    *("Xi măng", "Đá xây dựng", "Than sạch", "Điện thương phẩm", "Gạch nung", "Thép cán", "Phân bón", "Hoa hồi"),
    *("Gỗ ván ép", "Chè khô", "Thức ăn chăn nuôi", "Bột giấy", "Nước khoáng", "Bia hơi", "Hàng may mặc", "Giày da"),
    *("Linh kiện điện tử", "Rau quả tươi", "Thủy sản", "Thịt lợn hơi", "Trứng gia cầm", "Nhựa thông", "Sữa tươi"),
    *("Xăng dầu", "Dây cáp điện", "Máy nông nghiệp"),
)
KINDS = (
    *("sản xuất", "tiêu thụ", "xuất khẩu", "nhập khẩu", "tồn kho", "bán lẻ", "vận chuyển", "chế biến"),
    *("của khu vực nhà nước", "của khu vực tư nhân", "của khu vực có vốn nước ngoài", "qua cửa khẩu"),
    *("của doanh nghiệp lớn", "của hợp tác xã", "của hộ kinh doanh"),
)
HEADLINES = 6
"""So many of the first indicators lead the home page."""
UNITS = ("nghìn tấn", "tỷ đồng", "triệu USD", "triệu kWh")


def load_catalogue(*, indicators: int, areas: int) -> tuple[list[Indicator], list[Area]]:
    """So many indicators and areas; those that are there already stay."""
    units = [_unit(text) for text in UNITS]
    topics = [
        Topic.objects.get_or_create(
            code=f"{PREFIX}chu-de-{number}",
            defaults={"name_vi": name_vi, "name_en": name_en, "position": 100 + number},
        )[0]
        for number, (name_vi, name_en) in enumerate(TOPICS)
    ]
    Indicator.objects.bulk_create(
        [
            Indicator(
                code=indicator_code(number),
                name_vi=indicator_name(number),
                name_en=f"Synthetic indicator {number}",
                topic=topics[number % len(topics)],
                unit=units[number % len(units)],
                decimals=1,
                position=number,
                is_headline=number < HEADLINES,
            )
            for number in range(indicators)
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
    return list(_ours(Indicator.objects.select_related("unit"))[:indicators]), _areas(areas)


def indicator_code(number: int) -> str:
    return f"{PREFIX}{number:05}"


def indicator_name(number: int) -> str:
    """A name of its own for each number; a word stands in one name of twenty or so."""
    again, kind = divmod(number // len(THINGS), len(KINDS))
    name = f"{THINGS[number % len(THINGS)]} {KINDS[kind]}"
    return f"{name}, nhóm {again + 1}" if again else name


def _unit(text: str) -> Unit:
    measure = parse_unit(text)
    unit = Unit.objects.filter(code=measure.code).first() or Unit.from_measure(measure)
    if unit._state.adding:
        unit.save()
    return unit


def _areas(count: int) -> list[Area]:
    """The province that there is, or one of ours, and districts in it."""
    province = Area.objects.filter(kind=AreaKind.PROVINCE).order_by("pk").first()
    if province is None:
        province = Area.objects.create(
            code=f"{PREFIX}tinh", name_vi="Tỉnh Mẫu", name_en="Sample Province", kind=AreaKind.PROVINCE
        )
    districts = [
        Area.objects.get_or_create(
            code=f"{PREFIX}huyen-{number}",
            defaults={"name_vi": f"Huyện số {number}", "kind": AreaKind.DISTRICT, "parent": province},
        )[0]
        for number in range(1, count)
    ]
    return [province, *districts]


def _ours(indicators: QuerySet[Indicator]) -> QuerySet[Indicator]:
    return indicators.filter(code__startswith=PREFIX).order_by("code")
