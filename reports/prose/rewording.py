"""The words that put a figure right, in the article's own style: its unit, its digits, its way of saying a change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext

from indicators.numbers import format_number
from reports.prose.verification import Judgement, Verdict, round_to
from reports.prose.written import Approximation, Form, Span, Written

_MINUS_SIGNS = "-−–"
_VERB = re.compile(
    r"(?<!\w)(?P<verb>tăng|giảm|up|down|rose|fell|rises?|falls?|grew|increased|decreased)"
    r"(?:\s+(?:trưởng|thêm|nhẹ|mạnh|khá|cao|sâu|tới|đến|hơn|gần|khoảng|trên|xấp xỉ|by|about|nearly|over))*\s*$",
    re.IGNORECASE,
)
_OPPOSITE = {
    **{"tăng": "giảm", "giảm": "tăng", "up": "down", "down": "up", "rose": "fell", "fell": "rose", "grew": "fell"},
    **{"rise": "fall", "rises": "falls", "fall": "rise", "falls": "rises"},
    **{"increased": "decreased", "decreased": "increased"},
}
_UNCHANGED = {"vi": "bằng 100%", "en": "unchanged"}


@dataclass(frozen=True, slots=True)
class Rewording:
    """`text` in place of the characters of `span`, which may take in the words before the number: "tăng", "gần"."""

    text: str
    span: Span


def rewording(written: Written, judgement: Judgement, text: str) -> Rewording | None:
    """The database's figure as this article would write it; None where it agrees or where a person must reword."""
    if judgement.verdict is not Verdict.DIFFERS or judgement.exact is None or not written.digits:
        return None
    if written.form is Form.AMOUNT:
        return _with_number(written, judgement.exact, text)
    said = _said(written, judgement.exact)
    if said is None:
        return None
    if written.form is Form.CHANGE and not _is_signed(written):
        return _change(written, judgement.exact, text)
    return _with_number(written, said, text)


def _said(written: Written, exact: Decimal) -> Decimal | None:
    """The number that the form says for the exact percentage, where the form can say it."""
    with localcontext(prec=60):
        match written.form:
            case Form.LEVEL:
                return exact + 100
            case Form.OVER:
                return exact - 100 if exact > 100 else None
            case Form.TIMES:
                return exact / 100 + 1 if exact > 0 and written.amount > 0 else None
    return exact


def _with_number(written: Written, number: Decimal, text: str) -> Rewording:
    """The number in place of the one written, without its words of approximation: what replaces it is not about it."""
    start, end = written.span
    after = text[start:end]
    place = after.index(written.digits)
    sign = "−" if number < 0 else "+" if after[:place].strip() == "+" else ""
    return Rewording(
        sign + _digits(written, abs(number)) + after[place + len(written.digits) :], (_opening(written), end)
    )


def _change(written: Written, exact: Decimal, text: str) -> Rewording | None:
    start, end = written.span
    shown = text[start:end]
    if (exact < 0) == (written.amount < 0) and exact:
        return Rewording(shown.replace(written.digits, _digits(written, abs(exact)), 1), (_opening(written), end))
    verb = _VERB.search(text[max(0, start - 60) : start])
    if verb is None:
        return None
    opening = start - len(text[max(0, start - 60) : start]) + verb.start("verb")
    if not exact:
        new = _UNCHANGED["vi" if verb["verb"].lower() in ("tăng", "giảm") else "en"]
    else:
        word = _OPPOSITE[verb["verb"].lower()]
        new = f"{word} {shown.replace(written.digits, _digits(written, abs(exact)), 1)}"
    return Rewording(new[0].upper() + new[1:] if verb["verb"][0].isupper() else new, (opening, end))


def _digits(written: Written, size: Decimal) -> str:
    """With as many decimals as were written; one more where nothing but zeros would be left."""
    decimals = written.decimals
    while size and decimals < 12 and not round_to(size, Decimal(1).scaleb(-decimals)):
        decimals += 1
    whole = re.split(r"[,]" if written.convention == "vi" else r"[.]", written.digits)[0]
    is_grouped = not re.fullmatch(r"\d{4,}", whole)
    return format_number(size, written.convention, decimals=decimals, grouping=is_grouped)


def _opening(written: Written) -> int:
    return written.opening if written.approximation is not Approximation.NONE else written.span[0]


def _is_signed(written: Written) -> bool:
    return written.text[:1] in _MINUS_SIGNS or written.text.startswith("+")
