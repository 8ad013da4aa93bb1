"""The figures of a claim as they stand in the text: digits, precision, words of approximation, and the form of speech.

"gần 230 nghìn tấn", "tăng 11,2%", "bằng 95,5% cùng kỳ", "gấp 2,3 lần" and "vượt 5% kế hoạch" are one number each in a
form of their own; `amount` is what the form means, `step` the smallest difference that its digits can show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from indicators.numbers import Convention, NumberError, decimals_of, read_number
from reports.prose.claims import Claim
from reports.prose.writing_language import number_style

Slot = Literal["value", "growth", "plan"]
Span = tuple[int, int]


class Form(StrEnum):
    """How the number is said."""

    AMOUNT = "amount"  # 230 nghìn tấn
    CHANGE = "change"  # tăng 11,2%
    LEVEL = "level"  # bằng 111,2% cùng kỳ
    TIMES = "times"  # gấp 2,3 lần
    SHARE = "share"  # 25,4% kế hoạch
    OVER = "over"  # vượt 5% kế hoạch


class Approximation(StrEnum):
    NONE = ""
    ABOVE = "above"  # hơn, trên
    BELOW = "below"  # gần, dưới
    ABOUT = "about"  # khoảng, xấp xỉ


@dataclass(frozen=True, slots=True)
class Written:
    """One figure of the text. `amount` is in the unit written, for growth in signed percent, for a plan in percent."""

    slot: Slot
    form: Form
    amount: Decimal
    step: Decimal
    text: str
    span: Span
    digits: str
    unit: str | None = None
    approximation: Approximation = Approximation.NONE
    # Where the words of approximation begin, or the number where there are none.
    opening: int = 0
    convention: Convention = "vi"

    @property
    def decimals(self) -> int:
        """The decimals of the digits as written."""
        number = _read(self.digits, self.convention)
        return 0 if number is None else decimals_of(number)

    @property
    def coarse_step(self) -> Decimal:
        """The place of the last digit that is not a zero: a hundred for 1.200, a tenth for 2,3."""
        if not self.amount:
            return self.step
        significant = self.amount.normalize().as_tuple().exponent
        return max(self.step, Decimal(1).scaleb(int(significant)))


def written_figures(claim: Claim, text: str) -> tuple[Written, ...]:
    """The figures of a claim as they follow each other; `text` is what the claim was found in."""
    found = []
    if claim.value is not None and claim.value_span is not None:
        found.append(read_amount(claim.value, claim.value_span, text, claim.unit))
    if claim.growth_pct is not None and claim.growth_span is not None:
        found.append(read_growth(claim.growth_pct, claim.growth_span, text))
    if claim.plan_pct is not None and claim.plan_span is not None:
        found.append(read_plan_share(claim.plan_pct, claim.plan_span, text))
    return tuple(sorted(found, key=lambda figure: figure.span))


def read_amount(amount: Decimal, span: Span, text: str, unit: str | None) -> Written:
    """A value in its unit."""
    digits = _digits(text[span[0] : span[1]])
    return _written("value", Form.AMOUNT, amount, span, text, digits, Decimal(1), unit)


def read_growth(amount: Decimal, span: Span, text: str) -> Written:
    """A growth; which form it has follows from how the number and the growth that it means relate."""
    shown = text[span[0] : span[1]]
    digits = _digits(shown)
    number = _number_for(digits, (abs(amount), amount + 100, amount / 100 + 1))
    if _TIMES.search(shown):
        return _written("growth", Form.TIMES, amount, span, text, digits, Decimal(100), None)
    says_level = number != abs(amount) or _LEVEL_BEFORE.search(text[: span[0]][-40:]) is not None
    is_level = number is None or (number == amount + 100 and says_level)
    return _written("growth", Form.LEVEL if is_level else Form.CHANGE, amount, span, text, digits, Decimal(1), None)


def read_plan_share(amount: Decimal, span: Span, text: str) -> Written:
    """A share of the plan, or by how much it was exceeded."""
    digits = _digits(text[span[0] : span[1]])
    number = _number_for(digits, (amount, amount - 100))
    form = Form.OVER if number is not None and number == amount - 100 else Form.SHARE
    return _written("plan", form, amount, span, text, digits, Decimal(1), None)


def approximation_before(text: str, start: int) -> tuple[Approximation, int]:
    """The words of approximation right before a number, and where they begin."""
    window = text[max(0, start - 30) : start]
    for approximation, pattern in _APPROXIMATIONS:
        match = pattern.search(window)
        if match:
            return approximation, start - len(window) + match.start("words")
    return Approximation.NONE, start


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?: \d{3}(?!\d))*(?:[.,]\d+)?")
_TIMES = re.compile(r"lần|gấp|đôi|nửa")
_LEVEL_BEFORE = re.compile(r"(?:bằng|đạt|tương đương|chỉ còn|còn)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


def _approximations(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<words>(?:{words}))\s*$", re.IGNORECASE)


# "trên dưới" before "dưới", or the shorter one would be found in the longer.
_APPROXIMATIONS = (
    (
        Approximation.ABOUT,
        _approximations("trên dưới|vào khoảng|khoảng trên dưới|khoảng|xấp xỉ|chừng|tầm|quãng|about|around|some|~|≈"),
    ),
    (
        Approximation.ABOVE,
        _approximations("hơn mức|hơn|trên mức|trên|vượt mức|vượt mốc|vượt|quá|more than|over|above"),
    ),
    (
        Approximation.BELOW,
        _approximations("gần như|gần|ngót|suýt soát|dưới mức|dưới|chưa đến|chưa tới|không tới|nearly|almost|under"),
    ),
)


def _written(
    slot: Slot, form: Form, amount: Decimal, span: Span, text: str, digits: str, scale: Decimal, unit: str | None
) -> Written:
    approximation, opening = approximation_before(text, span[0])
    convention: Convention = "vi"
    number = None
    expected = _said(form, amount)
    readings: tuple[Convention, ...] = ("en", "vi") if number_style(text) == "en" else ("vi", "en")
    for convention in readings:
        number = _read(digits, convention)
        if number is not None and number == expected:
            break
    else:
        convention, number = readings[0], _read(digits, readings[0])
    # A factor in words ("gấp đôi") is said to the whole.
    step = scale * Decimal(1).scaleb(-decimals_of(number)) if number is not None else scale
    return Written(
        slot, form, amount, step, text[span[0] : span[1]], span, digits, unit, approximation, opening, convention
    )


def _said(form: Form, amount: Decimal) -> Decimal:
    """The number that the form says for the amount."""
    match form:
        case Form.LEVEL:
            return amount + 100
        case Form.TIMES:
            return amount / 100 + 1
        case Form.OVER:
            return amount - 100
    return abs(amount)


def _digits(text: str) -> str:
    match = _NUMBER.search(text)
    return match.group() if match else ""


def _number_for(digits: str, meant: tuple[Decimal, ...]) -> Decimal | None:
    """The number in the convention that makes it one of those meant."""
    readings = [_read(digits, "vi"), _read(digits, "en")]
    return next((number for wanted in meant for number in readings if number == wanted), readings[0])


def _read(digits: str, convention: Convention) -> Decimal | None:
    try:
        return read_number(digits, convention=convention).value if digits else None
    except NumberError:
        return None
