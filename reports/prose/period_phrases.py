"""Period phrases of running text as written: quarters, months, years, days, and parts of them.

What a phrase means against the article's date is decided in `periods_in_text`. A day, "đầu tháng 5", "từ ngày 1 đến
hết 15-12" or "giá so sánh năm 2010" is recognised, so that its digits are not taken for a figure, but is no period.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "month", "quarter", "half", "to_month", "year", "years", "to_date", "this_month", "this_quarter",
    "day", "part", "part_of_month", "prices",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period phrase as written: its kind, year where it names one, and month, quarter, half or length in `number`.

    `until` marks a phrase that runs up to a month or a day ("đến hết tháng 9"). `shift` counts from the year of
    publication where the phrase does: 0 for "năm nay", −1 for "năm ngoái", else None. A `part_of_month` ("nửa đầu
    tháng 6") is the time of its figures without being a period that the catalogue has; `prices` is no time at all.
    """

    kind: Kind
    year: int | None
    number: int
    start: int
    end: int
    until: bool = False
    shift: int | None = None

    @property
    def is_period(self) -> bool:
        """Whether it can be the period of a figure."""
        return self.kind not in ("part", "prices") and (self.kind != "day" or self.until)


def period_mentions(text: str, lowered: str) -> Iterator[PeriodMention]:
    """Every period phrase and every day of the text, in order, without overlaps."""
    for match in _MENTION.finditer(lowered):
        mention = _mention(match, text)
        if mention is not None:
            yield mention


def _mention(match: re.Match[str], text: str) -> PeriodMention | None:
    start, end = match.span()
    until = match["until"] is not None
    kind = match.lastgroup

    def made(
        kind: Kind, year: str | None, number: int, *, until: bool = until, shift: int | None = None
    ) -> PeriodMention:
        return PeriodMention(kind, int(year) if year else None, number, start, end, until, shift)

    match kind:
        case "prices":
            return made("prices", None, 0, until=False)
        case "days":
            return _days(match, made)
        case "day":
            month = match["day_month"] or match["day_month2"] or match["day_month3"]
            year = match["day_year"] or match["day_year2"]
            at_an_hour = _HOUR.search(match["day"]) is not None
            return made("month" if at_an_hour and until else "day", year, _month(month), until=until and not at_an_hour)
        case "half_month":
            return made("part_of_month", None, 0, until=False)
        case "part":
            return made("part", None, 0, until=False)
        case "months":
            number = _number(match["months_count"])
            if not 1 <= number <= 12 or (number == 1 and not match["months_where"]):
                return made("part", None, 0, until=False)
            shift = _SHIFTS.get(match["months_whose"] or "")
            if match["months_where"] == "cuối":
                return made("half", match["months_year"], 2, shift=shift) if number == 6 else made("part", None, 0)
            return made("to_month", match["months_year"], number, until=False, shift=shift)
        case "month":
            word = match["month_number"]
            if word == "năm" and text[match.start("month_number")] != "N":
                return None
            number = _number(word)
            if not 1 <= number <= 12:
                return made("part", None, 0, until=False)
            return made("month", match["month_year"], number, shift=_SHIFTS.get(match["month_whose"] or ""))
        case "first_month":
            return made("month", match["first_month_year"], 1, until=False)
        case "month_short":
            return made("month", match["month_short_year"], int(match["month_short_number"]))
        case "quarter":
            number = _ROMAN.get(match["quarter_number"]) or _number(match["quarter_number"])
            return made(
                "quarter", match["quarter_year"], number, until=False, shift=_SHIFTS.get(match["quarter_whose"] or "")
            )
        case "half":
            return made("half", match["half_year"], 1 if match["half_which"] == "đầu" else 2, until=False)
        case "years":
            first, last = int(match["years_first"]), int(match["years_last"])
            return made("years", match["years_first"], last - first + 1, until=False) if 0 < last - first < 60 else None
        case "year":
            return made("year", match["year_number"], 0, until=False)
        case "bare_year":
            return made("year", match["bare_year"], 0, until=False)
        case "this_year":
            return made("year", None, 0, until=False, shift=_SHIFTS.get(match["this_year_which"] or ""))
        case "to_date":
            return made("to_date", match["to_date_year"], 0, until=False)
        case "this_month":
            return made("this_month", None, 0, until=False)
        case "this_quarter":
            return made("this_quarter", None, 0, until=False)
    return None


def _days(match: re.Match[str], made: Callable[..., PeriodMention]) -> PeriodMention:
    """ "từ 1/1 đến hết 15/6" is the year to date, "từ ngày 1 đến 15-12" a part of a month."""
    first_month = match["days_first_month"]
    if match["days_first"].lstrip("0") == "1" and first_month is not None and _month(first_month) == 1:
        return made("day", match["days_year"], _month(match["days_month"]), until=True)
    return made("part_of_month", None, 0, until=False)


def _month(digits: str) -> int:
    return min(max(int(digits), 1), 12)


_HOUR = re.compile(r"\b(?:sáng|trưa|chiều|tối|giờ)\b")
_SHIFTS = {"nay": 0, "ngoái": -1, "trước": -1}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WORDS = {
    "một": 1, "giêng": 1, "đầu": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[" ".join(word.split())]


_YEAR = r"(?:19|20)\d\d(?!\d|[.,]\d)"
_COUNT = r"(?:\d{1,2}|mười hai|mười một|mười|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)"
_NAME = r"(?:\d{1,2}|mười hai|mười một|mười|giêng|một|hai|ba|tư|năm|sáu|bảy|bẩy|tám|chín|chạp)"


def _year(group: str) -> str:
    return rf"(?:\s?[/.–-]\s?|,?\s+(?:của\s+)?năm\s+|\s+)(?P<{group}>{_YEAR})"


_MENTION = re.compile(
    r"(?<![\w/.,])(?:tại\s+thời\s+điểm\s+)?(?P<until>(?:tính\s+|lũy kế\s+|luỹ kế\s+)?(?:từ\s+đầu\s+năm\s+)?"
    r"(?:cho\s+)?(?:đến|tới|hết)(?:\s+(?:hết|cuối|giữa|nửa đầu|đầu|thời điểm|nay|nay là))?\s+)?(?:"
    # the prices that a figure is counted at
    r"(?P<prices>(?:tính\s+)?theo\s+giá\s+(?:hiện\s+hành|thực\s+tế)(?!\w)"
    rf"|(?:(?:tính\s+)?theo\s+)?giá\s+(?:so\s+sánh|ss|cố\s+định)(?:\s*(?:năm\s+)?{_YEAR})?(?!\w))"
    # days
    rf"|(?P<days>(?:(?:tính\s+)?từ\s+(?:ngày\s+)?|ngày\s+)(?P<days_first>\d{{1,2}})(?:[/.-](?P<days_first_month>\d{{1,2}})(?:[/.-]{_YEAR})?)?"
    rf"\s+(?:đến|tới)\s+(?:hết\s+)?(?:ngày\s+)?\d{{1,2}}(?:\s?[/.-]\s?|\s+tháng\s+)(?P<days_month>\d{{1,2}})"
    rf"(?:{_year('days_year')})?(?![\d/]))"
    rf"|(?P<day>(?:(?:(?:\d{{1,2}}\s+giờ\s+)?(?:ngày|sáng|trưa|chiều|tối|hôm)\s+)?(?:ngày\s+)?\d{{1,2}}[/.-](?P<day_month>\d{{1,2}})[/.-](?P<day_year>{_YEAR})"
    rf"|(?:\d{{1,2}}\s+giờ\s+)?(?:ngày|sáng|trưa|chiều|tối|hôm)\s+(?:ngày\s+)?\d{{1,2}}(?:\s?[/.-]\s?|\s+tháng\s+)(?P<day_month2>\d{{1,2}})"
    rf"(?:{_year('day_year2')})?(?![\d/])"
    r"|(?:(?<=hết\s)|(?<=đến\s)|(?<=tới\s))\d{1,2}/(?P<day_month3>0?[1-9]|1[0-2])(?![\d/]|[.,]\d|\s?%)))"
    # parts of a month or a year
    rf"|(?P<half_month>(?:nửa\s+(?:đầu|cuối)|\d{{1,2}}\s+ngày\s+(?:đầu|cuối)|kỳ\s+\d)(?:\s+của)?\s+tháng\s+{_NAME}(?!\w)"
    rf"(?:\s?[/.-]\s?{_YEAR}|\s+năm\s+{_YEAR})?)"
    rf"|(?P<part>(?:nửa\s+)?(?:đầu|cuối|giữa)\s+tháng(?:\s+{_NAME}(?!\w))?(?:\s?[/.-]\s?{_YEAR}|\s+năm\s+{_YEAR})?"
    rf"|(?:\d{{1,2}}\s+ngày|tuần|kỳ\s+\d|nửa)\s+(?:đầu|cuối|giữa|\d)?\s*(?:của\s+)?tháng\s+{_NAME}(?:\s?[/.-]\s?{_YEAR}|\s+năm\s+{_YEAR})?"
    rf"|(?:các|những|mấy)\s+tháng\s+(?:(?:vừa\s+)?qua|gần\s+đây|đầu|cuối)(?:\s+năm)?(?:\s+{_YEAR})?"
    rf"|(?:hồi\s+)?(?:đầu|cuối|giữa)\s+năm(?:\s+{_YEAR}|\s+(?:ngoái|nay|trước))?"
    rf"|(?:kỳ hạn|trong vòng|thời hạn|mỗi|dưới|suốt)\s+{_COUNT}\s+tháng"
    rf"|{_COUNT}\s+tháng\s+(?:liên tiếp|liền|nữa|gần đây|gần nhất|trở lên|tới|còn lại|tiếp theo))"
    # N months of the year
    rf"|(?P<months>(?P<months_count>{_COUNT})\s?(?:tháng|t(?=[/-]))(?:\s+(?P<months_where>đầu|cuối)(?!\w))?"
    rf"(?:{_year('months_year')}|(?:\s+của)?\s+năm\s+(?P<months_whose>nay|ngoái|trước)|\s+(?:của\s+)?năm(?!\w)|\s+(?:vừa\s+)?qua)?(?![\w/]))"
    # quarters, halves
    rf"|(?P<quarter>(?:quý|quí|q)\s?(?:số\s)?(?P<quarter_number>iv|iii|ii|i|[1-4]|một|hai|ba|bốn|tư)(?![\w])"
    rf"(?:{_year('quarter_year')}|\s+(?:của\s+)?năm\s+(?P<quarter_whose>nay|ngoái|trước)|\s+(?:vừa\s+)?(?:qua|rồi))?(?!\w))"
    rf"|(?P<half>(?:nửa|6\s+tháng)\s+(?:năm\s+)?(?P<half_which>đầu|cuối)(?:\s+(?:của\s+)?năm)?(?:\s+nay|{_year('half_year')}|\s(?P<half2>{_YEAR}))?(?!\w))"
    # months
    rf"|(?P<month>tháng\s+(?P<month_number>{_NAME})(?!\w|[.,]\d\D)(?:{_year('month_year')}|\s+(?:của\s+)?năm\s+(?P<month_whose>nay|ngoái|trước)|\s+(?:vừa\s+)?(?:qua|rồi))?(?!\w))"
    rf"|(?P<first_month>tháng\s+đầu(?:\s+tiên)?(?:\s+của)?\s+năm(?:\s+(?P<first_month_year>{_YEAR}))?(?!\w))"
    rf"|(?P<month_short>(?:t\.?)?(?P<month_short_number>0?[1-9]|1[0-2])/(?P<month_short_year>{_YEAR}))"
    # years
    rf"|(?P<years>(?:giai\s+đoạn|nhiệm\s+kỳ|trong\s+các\s+năm|thời\s+kỳ)\s+(?P<years_first>{_YEAR})\s?[–-]\s?(?P<years_last>{_YEAR}))"
    rf"|(?P<year>(?:cả\s+)?năm\s+(?P<year_number>{_YEAR}))"
    rf"|(?:(?<=\()|(?<=[;,]\s))(?P<bare_year>{_YEAR})(?=\s+(?:tăng|giảm|đạt|là|ước|chỉ)(?!\w))"
    r"|(?P<this_year>(?:cả\s+)?năm\s+(?P<this_year_which>nay|ngoái)|cả\s+năm)(?!\w)"
    rf"|(?P<to_date>(?:tính\s+)?từ\s+đầu\s+năm(?:\s+(?P<to_date_year>{_YEAR})|\s+nay)?(?:\s+(?:đến|tới)\s+nay)?)(?!\w)"
    r"|(?P<this_month>(?:trong\s+)?tháng\s+(?:này|(?:vừa\s+)?qua|báo\s+cáo)"
    rf"|trong\s+tháng(?!\s+(?:đầu|cuối|giữa|trước|tới|sau|{_NAME}(?!\w))))(?!\w)"
    r"|(?P<this_quarter>quý\s+(?:này|(?:vừa\s+)?qua|báo\s+cáo))(?!\w)"
    r")"
)
