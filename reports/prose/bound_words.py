"""A bound figure in no sentence that the finder understands: its own words are read, by what they are bound to."""

from __future__ import annotations

import re
from decimal import Decimal

from indicators.measures import Measure
from indicators.numbers import NumberError, read_number
from reports.bindings import Binding
from reports.prose.claims import Claim
from reports.prose.number_phrases import convention_of
from reports.prose.written import Span

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?: \d{3}(?!\d))*(?:[.,]\d+)?")
_FALL = re.compile(r"(?:giảm|sụt|thấp hơn)(?:\s+\w+){0,2}\s*$", re.IGNORECASE)
_LEVEL = re.compile(r"(?:bằng|tương đương|đạt)(?:\s+\w+){0,1}\s*$", re.IGNORECASE)
_OVER = re.compile(r"(?:vượt)(?:\s+\w+){0,1}\s*$", re.IGNORECASE)
_MINUS_BEFORE = re.compile(r"[-−–]\s?$")


def claim_of_bound_words(text: str, span: Span, binding: Binding, name: str) -> Claim:
    """A claim of the words at `span`; without a number where none can be read from them."""
    words = text[span[0] : span[1]]
    sentence_span = _sentence(text, span)
    match = _NUMBER.search(words)
    number = _read(match.group(), text) if match else None
    value = growth = plan = None
    if number is not None and match is not None:
        is_negative = bool(_MINUS_BEFORE.search(words[: match.start()]))
        before = text[max(0, span[0] - 40) : span[0]]
        if binding.measure is Measure.VALUE:
            value = -number if is_negative else number
        elif binding.measure is Measure.PLAN_SHARE:
            plan = number + 100 if _OVER.search(before) and number < 60 else number
        else:
            growth = _growth(number, words, before, is_negative)
    unit = words[match.end() :].strip() if match else ""
    return Claim(
        sentence=text[sentence_span[0] : sentence_span[1]],
        indicator=name,
        value=value,
        unit=unit or None if value is not None else None,
        period=binding.period,
        status=None,
        growth_pct=growth,
        growth_base=_BASES.get(binding.measure) if growth is not None else None,  # type: ignore[arg-type]
        plan_pct=plan,
        sentence_span=sentence_span,
        indicator_span=(span[0], span[0]),
        value_span=span if value is not None else None,
        growth_span=span if growth is not None else None,
        plan_span=span if plan is not None else None,
        rules=("bound figure",),
    )


_BASES = {Measure.GROWTH_YOY: "same_period_last_year", Measure.GROWTH_PREVIOUS: "previous_period"}


def _growth(number: Decimal, words: str, before: str, is_negative: bool) -> Decimal:
    if "lần" in words:
        return (number - 1) * 100
    if _LEVEL.search(before) and number >= 60:
        return number - 100
    return -number if is_negative or _FALL.search(before) else number


def _read(digits: str, text: str) -> Decimal | None:
    try:
        return read_number(digits, convention=convention_of(text.lower())).value
    except NumberError:
        return None


def _sentence(text: str, span: Span) -> Span:
    """The sentence around the words, cut at full stops and line breaks."""
    stop, line = text.rfind(". ", 0, span[0]), text.rfind("\n", 0, span[0])
    start = max(stop + 2 if stop >= 0 else 0, line + 1)
    ends = [end for end in (text.find(". ", span[1]), text.find("\n", span[1])) if end >= 0]
    return start, min(ends) + (text[min(ends)] == ".") if ends else len(text)
