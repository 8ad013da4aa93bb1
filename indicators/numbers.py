"""Numbers as people write them, read exactly and written back with the digits that were published.

Vietnamese text writes 1.233,5 and English text 1,233.5. A text that could be either, such as "1.233", is
ambiguous and is refused with both readings, unless the caller knows the convention of the source.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

from indicators.refusals import ReadingError, gettext_noop, quotable

Convention = Literal["vi", "en"]

MAX_DIGITS = 28
"""Digits a number may have: as many as Decimal arithmetic keeps exactly by default."""

MINUS = "\u2212"

_BY_DECIMAL_SIGN: dict[str, Convention] = {",": "vi", ".": "en"}
_BY_GROUPING: dict[str, Convention] = {".": "vi", ",": "en"}
_MINUS_SIGNS = "-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
_SPACES = " \u00a0\u2007\u2009\u202f"
_APOSTROPHES = "'\u2018\u2019\u02bc`"
_BODY = re.compile(r"[0-9]+(?:[ .,][0-9]+)*")
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)


class NumberError(ReadingError):
    """The text is not a number that can be taken as it stands."""


class AmbiguousNumber(NumberError):
    """The text is a number in both conventions; `readings` holds the one with thousands, then the one with decimals."""

    readings: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A number read from text, with the convention that its signs showed (None where they show none)."""

    value: Decimal
    is_percent: bool = False
    convention: Convention | None = None


def read_number(text: str, *, convention: Convention | None = None) -> ReadNumber:
    """The number written in `text`, its published decimals kept: "1.233,50" is Decimal("1233.50").

    `convention` decides only what the text leaves open. Where the text shows its own convention
    ("1.233.567", "1.233,5", "12,5"), that is taken, and `ReadNumber.convention` says which it was.
    Reads a sign, brackets for a negative number, a percent sign, and spaces between thousands.
    Raises AmbiguousNumber for "1.233" without a convention, NumberError for what is not a number.
    """
    body, is_negative, is_percent = _without_signs(text)
    readings = [
        ReadNumber(value.copy_negate() if is_negative and value else value, is_percent, shown)
        for value, shown in _magnitudes(body, text)
    ]
    if len(readings) == 1:
        return readings[0]
    for reading in readings:
        if reading.convention == convention:
            return reading
    raise _ambiguous(text, readings)


def parse_decimal(text: str, *, convention: Convention | None = None) -> Decimal:
    """The value of `read_number(text)`, a percent sign allowed and left aside: "18,3 %" is Decimal("18.3")."""
    return read_number(text, convention=convention).value


def format_number(
    value: Decimal,
    language: str = "vi",
    *,
    decimals: int | None = None,
    signed: bool = False,
    grouping: bool = True,
) -> str:
    """The value as readers of the language write it: 1.233,5 in Vietnamese, 1,233.5 in English.

    Without `decimals` the value keeps its own digits, with it the value is rounded half up. `signed` puts "+"
    before what is above zero. What is or rounds to zero has no sign. Raises NumberError for NaN and infinity.
    """
    if not value.is_finite():
        raise NumberError(gettext_noop("Không in được “%(value)s”: không phải một số hữu hạn."), value=value)
    places = decimals_of(value) if decimals is None else decimals
    shown = value.quantize(Decimal(1).scaleb(-places), context=_EXACT) if places >= 0 else value
    digits = format(abs(shown), "f")
    whole, _, fraction = digits.partition(".")
    mark = "." if language.lower().startswith("en") else ","
    if grouping:
        whole = format(int(whole), ",").replace(",", "," if mark == "." else ".")
    sign = MINUS if shown < 0 else "+" if signed and shown > 0 else ""
    return f"{sign}{whole}{mark}{fraction}" if fraction else f"{sign}{whole}"


def decimals_of(value: Decimal) -> int:
    """How many decimals the value was published with: 2 for Decimal("1233.50"), 0 for Decimal("1E+3")."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _without_signs(text: str) -> tuple[str, bool, bool]:
    body = "".join(unicodedata.normalize("NFKC", c) if "\uff01" <= c <= "\uff5e" else c for c in text).strip()
    if any(unicodedata.category(c) in {"Cc", "Cf"} for c in body):
        raise NumberError(
            gettext_noop("Số “%(text)s” chứa ký tự điều khiển không nhìn thấy; hãy gõ lại số."), text=quotable(text)
        )
    if any(c in _APOSTROPHES for c in body):
        raise NumberError(
            gettext_noop("Số “%(text)s” dùng dấu nháy; hãy phân cách hàng nghìn bằng dấu chấm hoặc dấu cách."),
            text=quotable(text),
        )
    body, is_percent = _strip_percent(body)
    is_negative = False
    if body.startswith("(") and body.endswith(")"):
        is_negative = True
        body, percent_inside = _strip_percent(body[1:-1].strip())
        if is_percent and percent_inside:
            raise _not_a_number(text)
        is_percent = is_percent or percent_inside
    elif body[:1] in _MINUS_SIGNS and body:
        is_negative = True
        body = body[1:].lstrip()
    elif body.startswith("+"):
        body = body[1:].lstrip()
    return "".join(" " if c in _SPACES else c for c in body), is_negative, is_percent


def _strip_percent(body: str) -> tuple[str, bool]:
    return (body[:-1].rstrip(), True) if body.endswith("%") else (body, False)


def _magnitudes(body: str, text: str) -> list[tuple[Decimal, Convention | None]]:
    """What the digits can mean, each with the convention that it takes; the reading with thousands comes first."""
    if not body:
        raise NumberError(gettext_noop("“%(text)s” không có chữ số nào."), text=quotable(text))
    if not _BODY.fullmatch(body):
        raise _not_a_number(text)
    if sum(c.isdigit() for c in body) > MAX_DIGITS:
        raise NumberError(
            gettext_noop("Số “%(text)s” dài quá %(limit)s chữ số."), text=quotable(text), limit=MAX_DIGITS
        )
    marks = [c for c in body if not c.isdigit()]
    if not marks:
        return [(Decimal(body), None)]
    grouped = [(_joined(body), _BY_GROUPING.get(marks[0]))] if _is_grouped(body) else []
    if len(marks) == 1 and marks[0] != " ":
        return [*grouped, (Decimal(body.replace(",", ".")), _BY_DECIMAL_SIGN[marks[0]])]
    if grouped:
        return grouped
    whole, _, fraction = body.rpartition(marks[-1])
    if marks[-1] == " " or marks[-1] in whole or not _is_grouped(whole):
        raise _not_a_number(text)
    return [(Decimal(f"{_joined(whole)}.{fraction}"), _BY_DECIMAL_SIGN[marks[-1]])]


def _is_grouped(body: str) -> bool:
    """Whether digits stand in threes behind one and the same sign, as thousands do."""
    first, *rest = re.split(r"[ .,]", body)
    signs = {c for c in body if not c.isdigit()}
    return len(signs) == 1 and len(first) <= 3 and not first.startswith("0") and all(len(g) == 3 for g in rest)


def _joined(body: str) -> Decimal:
    return Decimal(re.sub(r"[ .,]", "", body))


def _ambiguous(text: str, readings: list[ReadNumber]) -> AmbiguousNumber:
    with_thousands, with_decimals = (reading.value for reading in readings)
    error = AmbiguousNumber(
        gettext_noop(
            "Số “%(text)s” có thể là %(thousands)s, cũng có thể là số có ba chữ số thập phân; "
            "hãy cho biết cách viết số của nguồn."
        ),
        text=quotable(text),
        thousands=format(with_thousands, "f"),
    )
    error.readings = (with_thousands, with_decimals)
    return error


def _not_a_number(text: str) -> NumberError:
    return NumberError(
        gettext_noop("Không hiểu “%(text)s” là số nào. Viết như: 1233 hoặc 1.233,5 hoặc −3,2 hoặc 18,3%%."),
        text=quotable(text),
    )
