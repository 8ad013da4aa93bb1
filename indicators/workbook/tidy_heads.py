"""The heads of a tidy sheet: which column is which, in Vietnamese or English and in any order."""

import datetime
import re
from dataclasses import dataclass, field
from functools import lru_cache

from indicators.measures import Measure
from indicators.periods import Period, PeriodError
from indicators.text import fold
from indicators.workbook.grid import Grid, Value, one_line

_PERCENT_SIGN = r"(?: ?\(?%\)?)?"
HEADS: dict[str, tuple[str, ...]] = {
    "indicator_code": (r"ma chi (?:tieu|so)", "ma ct", "ma", "code", r"ind(?:icator)?[ _]?(?:code|id)"),
    "indicator": ("(?:ten )?chi (?:tieu|so)", "indicator(?: ?_?name)?", "series", "ten"),
    "parent": ("chi tieu cha", "nhom(?: chi tieu)?", "thuoc(?: chi tieu)?", "parent", "group"),
    "area_code": (
        "ma (?:khu vuc|dia ban|dia phuong|huyen|tinh|don vi)", "(?:area|region)[ _]?(?:code|id)", "geo", "ref_area",
    ),
    "area": (
        "khu vuc", "dia ban", "dia phuong", "vung", "huyen", "tinh", "don vi hanh chinh", "cua khau",
        "area(?: ?_?name)?", "region", "district", "province",
    ),
    "period": (
        "ky(?: bao cao| so lieu)?", "thoi gian", "thoi ky", "ky han", "period", "time(?:[ _]?period)?", "date",
    ),
    "year": ("nam", "year"),
    "month": ("thang", "month"),
    "quarter": ("quy", "quarter"),
    "value": ("gia tri(?: thuc hien)?", "so lieu", "so", "thuc hien", "(?:obs[ _]?)?value", "amount", "figure"),
    "growth_yoy": (
        rf"(?:%|ty le %?|tang(?: truong)?|tang,? ?/?giam|toc do tang)?\s*(?:so (?:voi )?)?cung ky(?: nam truoc)?"
        rf"{_PERCENT_SIGN}",
        rf"tang truong{_PERCENT_SIGN}", rf"growth(?:[ _]?yoy)?{_PERCENT_SIGN}", "yoy",
    ),
    "growth_previous": (
        rf"(?:%|tang)?\s*so (?:voi )?ky truoc{_PERCENT_SIGN}", "growth[ _]?prev(?:ious)?", "mom", "qoq",
    ),
    "plan_share": (
        r"(?:%|ty le %?)?\s*(?:so (?:voi )?)?(?:ke hoach|kh)(?: nam)? ?\(?%\)?",
        "% (?:so voi )?(?:ke hoach|kh)(?: nam)?",
        rf"plan[ _]?share{_PERCENT_SIGN}", "share of plan",
    ),
    "target": ("ke hoach(?: nam)?", "muc tieu", "chi tieu ke hoach", "target", "plan"),
    "unit": ("don vi(?: tinh)?", "dvt", "unit(?:[ _]?of[ _]?measure)?"),
    "status": ("trang thai", "tinh trang", "muc do", "tinh chat", "loai so lieu", "(?:obs[ _]?)?status"),
    "footnote": ("ghi chu", "chu thich", "chu giai", "footnotes?", "notes?", "comments?"),
    "absence": ("ly do(?: thieu| khong co)?(?: so lieu)?", "absence", "missing(?: reason)?"),
    "measure": ("loai", "dai luong", "measure"),
}  # fmt: skip
"""What a head of a tidy sheet may say, as patterns over its folded text."""

NUMBERS = {
    "value": Measure.VALUE,
    "growth_yoy": Measure.GROWTH_YOY,
    "growth_previous": Measure.GROWTH_PREVIOUS,
    "plan_share": Measure.PLAN_SHARE,
    "target": Measure.TARGET,
}
"""The roles that hold figures, and what they measure."""

_COMPILED = {role: re.compile(rf"(?:{'|'.join(patterns)})\*?") for role, patterns in HEADS.items()}
_HEAD_ROWS = 8


@dataclass(frozen=True)
class TidyHeads:
    """Where the heads stand and which column is which."""

    row: int
    columns: dict[str, int]
    texts: dict[str, str] = field(default_factory=dict)


def find_heads(grid: Grid) -> TidyHeads | None:
    """The heads of a tidy sheet; None where the sheet is none.

    Tidy is a row of heads that names an indicator, a value and a period (or a year), each in a column of its own.
    """
    for row in range(grid.top, min(grid.top + _HEAD_ROWS, grid.height)):
        columns: dict[str, int] = {}
        texts: dict[str, str] = {}
        filled = 0
        for column in range(grid.left, min(grid.width, grid.left + 60)):
            value = grid.value(row, column)
            if not isinstance(value, str) or not value.strip():
                continue
            filled += 1
            role = _role_of(fold(value))
            if role and role not in columns:
                columns[role], texts[role] = column, one_line(value)
        named = "indicator" in columns or "indicator_code" in columns
        measured = any(role in columns for role in NUMBERS)
        if named and measured and _has_periods(grid, row, columns) and len(columns) * 3 >= filled * 2:
            return TidyHeads(row, columns, texts)
    return None


def _role_of(folded: str) -> str:
    return next((role for role, pattern in _COMPILED.items() if pattern.fullmatch(folded)), "")


def _has_periods(grid: Grid, row: int, columns: dict[str, int]) -> bool:
    """Whether the period column really holds periods, so that a report with a column "Kỳ" is not taken for tidy."""
    if "period" not in columns and "year" not in columns:
        return False
    column = columns.get("period", columns.get("year", 0))
    samples = [grid.value(r, column) for r in range(row + 1, min(row + 21, grid.height))]
    filled = [value for value in samples if value != ""]
    if not filled:
        return row + 1 >= grid.height
    year = 2000 if "year" in columns else None
    return sum(1 for value in filled if _period_of(value, year) is not None) * 2 >= len(filled)


def _period_of(value: Value, year: int | None) -> Period | None:
    if isinstance(value, datetime.date):
        return Period.of_month(value.year, value.month)
    try:
        return _parse_period(one_line(value), year)
    except PeriodError:
        return None


@lru_cache(maxsize=4096)
def _parse_period(text: str, year: int | None) -> Period:
    return Period.parse(text, year=year)
