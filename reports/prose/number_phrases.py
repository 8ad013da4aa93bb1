"""Numbers of running text with their unit: "hơn 2,3 triệu tấn", "18,3 %", "2.435,2 Tr.USD", "gấp 2,3 lần".

The scanning is here, the meaning is elsewhere: `indicators.numbers` turns digits into a Decimal, `indicators.units`
says what a unit measures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from indicators.numbers import NumberError, parse_decimal
from indicators.units import UnitError, parse_unit

Convention = Literal["vi", "en"]
Kind = Literal["percent", "points", "times", "amount", "bare", "span", "duration"]


@dataclass(frozen=True, slots=True)
class NumberPhrase:
    """A number and its unit as written; `sign` is "+" or "-" where one is printed, `digits` the number's text."""

    kind: Kind
    value: Decimal
    sign: str
    digits: str
    unit: str
    start: int
    end: int
    digits_end: int

    @property
    def dimension(self) -> str | None:
        """What the unit measures ("mass", "money_usd", …), or None for a unit that the catalogue does not know."""
        return dimension_of(self.unit)


@lru_cache(maxsize=2048)
def dimension_of(unit: str) -> str | None:
    """The dimension of a unit's text, or None."""
    if not unit:
        return None
    try:
        return parse_unit(unit).dimension
    except UnitError:
        return None


def number_phrases(text: str, lowered: str) -> Iterator[NumberPhrase]:
    """Every number of the text in order, read by the convention that the whole text shows."""
    convention = convention_of(lowered)
    for match in _PHRASE.finditer(lowered):
        digits = match["digits"]
        try:
            value = _value(digits, convention)
        except NumberError:
            continue
        start = match.start()
        yield NumberPhrase(
            kind=_kind(match),
            value=value,
            sign=_SIGNS.get(match["sign"] or match["sign2"] or "", ""),
            digits=digits,
            unit=" ".join(text[match.end("digits") : match.end()].split()),
            start=start,
            end=match.end(),
            digits_end=match.end("digits"),
        )


def convention_of(lowered: str) -> Convention:
    """How this text writes numbers: Vietnamese unless the numbers that leave no doubt are mostly English."""
    vietnamese = len(_SURELY_VIETNAMESE.findall(lowered))
    english = len(_SURELY_ENGLISH.findall(lowered))
    return "en" if english > vietnamese else "vi"


@lru_cache(maxsize=4096)
def _value(digits: str, convention: Convention) -> Decimal:
    return parse_decimal(digits, convention=convention)


def _kind(match: re.Match[str]) -> Kind:
    if match["range"]:
        return "span"
    group = match.lastgroup
    if group in ("percent", "points", "times", "duration"):
        return group  # type: ignore[return-value]
    return "amount" if group in ("unit", "scale") else "bare"


_SIGNS = {"-": "-", "−": "-", "–": "-", "+": "+"}
_SCALE = r"(?:nghìn|ngàn|vạn|trăm|chục|triệu|tỷ|tỉ|thousand|million|billion|trillion)"
_MONEY = (
    "đồng việt nam|đồng|vnđ|vnd|đô[ -]?la mỹ|đô[ -]?la úc|đô[ -]?la|đô mỹ|usd|us\\$|euro|eur|nhân dân tệ|cny|yên|jpy"
    "|won|krw|bảng anh|gbp|baht|rúp|đ|\\$"
)
_MEASURES = (
    "tấn[.×-]km|tấn[ /]km|tấn quy thóc|tấn thủy sản|tấn|t\\.km|tạ|yến|kilogram|kg|gram|ounce|lượng|chỉ|hécta|hecta"
    "|héc-ta|hec-ta|ha|km2|km²|km|m2|m²|m3|m³|mét khối|mét vuông|mét|lít|thùng|kwh|kw/h|kw|mwh|mw|gwh|gw|twh|mva"
    "|toe|teu|dwt|gt|megawatt|oát"
)
_PEOPLE = (
    "lượt hành khách[.-]km|lượt khách[.-]km|lượt người[.-]km|hành khách[.-]km|người[.-]km|hk[.-]km"
    "|lượt hành khách|lượt khách du lịch|lượt khách|lượt người|lượt xe|lượt hộ|lượt|hành khách|khách|hk|người"
    "|lao động|công nhân|nhân khẩu|hộ nghèo|hộ dân|hộ|việc làm|ca|bệnh nhân|học sinh|sinh viên"
)
_THINGS = (
    "doanh nghiệp|dn|hợp tác xã|htx|dự án|chiếc|cái|xe|đôi|bộ|con|cây|quả|bao|viên|chai|lon|tấm|cuốn|kiện|sản phẩm|sp"
    "|thuê bao|tàu|phương tiện|container|công-ten-nơ|cơ sở|trang trại|tổ hợp tác|cửa hàng|căn|phòng|giao dịch"
    "|cổ phiếu|tài khoản|hồ sơ|trường hợp|vụ|vốn|hợp đồng|chuyến bay|chuyến|thẻ|suất|bó|cuộn|hộp|gói|mảnh|đầu sách"
    "|tờ khai|tờ|máy|ô tô|chi nhánh|văn phòng|điểm|trái(?!\\s(?:phiếu|cây))|buồng|cặp|lồng bè|ô lồng|lồng|giỏ|bông"
    "|chậu|cành|toa|giường|bịch|két|túi"
)
_BASES = "|".join((_MONEY, _MEASURES, _PEOPLE, _THINGS))
_SHORT_SCALE = rf"(?:(?:tr|ng|tỷ|triệu)\.?\s?(?=(?:{_MONEY}|sp|người|hk|tấn|kwh|lượt|m3|m2|con|viên)(?!\w)))"
_PER = (
    rf"(?:\s?/\s?(?:{_MONEY}|{_MEASURES}|người-tháng|người|năm|tháng|ngày đêm|ngày|vụ|hộ|lao động|con|cái|chiếc|giờ|lần"
    r"|quả|trái|bình \d{1,2} ?kg|bình|vạn dân|dân)(?!\w)"
    rf"|\s(?:một|mỗi)\s(?:{_MEASURES}|người|con|chiếc|cái|quả|trái|lượt)(?!\w))*"
)
_DURATIONS = (
    "ngày|giờ|phút|giây|tuần|tháng|năm|thập kỷ|thế kỷ|tuổi|quý|khóa|nhiệm kỳ|kỳ|vòng|mùa"
    "|nhóm|mặt hàng|thị trường|tỉnh|thành phố|quốc gia|nước|địa phương|ngành|chỉ tiêu|giải pháp|nhiệm vụ|khoản|tổ"
    "|hội nghị|lĩnh vực|bộ ngành|huyện|xã|phường|thị xã|khu|cụm|tuyến|vị trí|bậc|trường|châu lục|chương|điều|mục|lớp"
    "|giải|phiên|đợt|vùng|cấp|hạng|loại|sàn|quận|thôn|tiêu chí|cảng|nghị quyết|nội dung|yếu tố|sao"
)

# A thing counted that no list knows: one word between a scale word and the clause's end ("1,9 triệu sọt, tăng 12%").
_UNLISTED = (
    r"(?:\s(?!(?:này|nay|đó|kia|qua|trước|nữa|rồi|mới|khác|trên|dưới|cả|là|và|thôi|vừa|năm|tháng|tuần|ngày|lần|tăng"
    r"|giảm|bằng|đạt|so|cùng|hoặc|trở|đầu|sau)(?!\w))[^\W\d_]{2,}"
    r"(?=\s?[,;)\n]|\s?\.(?:\s|$)|\s?$|\s(?:tăng|giảm|bằng|đạt|so\svới)(?!\w)))"
)

_DIGITS = (
    r"\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?(?= ?(?:nghìn|ngàn|triệu|tỷ|tỉ|tấn|usd|đồng|ha|người|lượt|m3|con|doanh)(?!\w))"
    r"|\d+(?:[.,]\d+)*"
)
_GAP = r" {0,3}"
_PHRASE = re.compile(
    r"(?<![\w/.,])(?<!\w[-–/])(?:(?<=\() ?(?P<sign>[-−–+]) ?|(?<![\w)])(?P<sign2>[-−–+]))?"
    rf"(?P<range>\d+(?:[.,]\d+)?\s?%?\s?[-–]\s?(?=\d))?(?P<digits>{_DIGITS})(?![\d/]|[.,–-]\d)"
    r"(?:"
    r"(?P<points> {0,3}điểm\s?(?:%|phần trăm))"
    r"|(?P<percent> {0,3}%| {0,3}phần trăm)"
    r"|(?P<times> {0,3}lần(?!\s+(?:đầu|thứ|tăng|giảm|điều|này|nữa))(?!\w))"
    rf"|(?P<unit>{_GAP}(?:{_SCALE}\.?\s)*(?:{_SHORT_SCALE}|{_SCALE}\.?\s?)?(?:{_BASES})(?!\w){_PER})"
    rf"|(?P<duration>{_GAP}(?:{_DURATIONS})(?!\w))"
    rf"|(?P<scale>{_GAP}{_SCALE}(?:\s{_SCALE})*(?!\w){_UNLISTED}?)"
    r")?"
)
_SURELY_VIETNAMESE = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?:\.\d{3})*,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3}){2,})(?![\w]|[.,]\d)"
)
_SURELY_ENGLISH = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})*\.(?:\d{1,2}|\d{4,})|\d{1,3}(?:,\d{3}){2,})(?![\w]|[.,]\d)"
)
