"""Reading a unit's text: scale words, the named unit, and quotients such as USD/tấn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, localcontext
from functools import lru_cache

from indicators.text import fold, has_diacritics, normalise
from indicators.unit_catalogue import NAMED_UNITS, NamedUnit

MAX_LENGTH = 80


@dataclass(frozen=True, slots=True)
class UnitParts:
    """What a unit's text says: dimension, scale to the dimension's base, canonical symbols."""

    dimension: str
    scale: Decimal
    vietnamese: str
    english: str


@lru_cache(maxsize=4096)
def read_unit(text: str) -> UnitParts | None:
    """The unit that the whole text names, or None."""
    if len(text) > MAX_LENGTH:
        return None
    body = _without_brackets(normalise(text))
    return _read(body) or _read_in_two_languages(body)


def _read(body: str) -> UnitParts | None:
    whole = _scaled(body)
    if whole is not None:
        return whole
    first, *rest = _PER.split(body)
    numerator = _scaled(first.strip())
    if numerator is None or not rest:
        return None
    quotient = numerator
    for part in rest:
        divisor = _named(part.strip())
        if divisor is None:
            return None
        quotient = _divided(quotient, divisor)
    return quotient


_PER = re.compile(r"/| (?:một|mỗi) ")  # "USD/tấn", "USD một tấn"


def _read_in_two_languages(body: str) -> UnitParts | None:
    """Bilingual tables print "Nghìn tấn - Thous. tons"; both halves must name the same unit."""
    first, dash, second = body.partition(" - ")
    if not dash:
        return None
    one, other = _read(first), _read(second)
    if one is None or other is None or (one.dimension, one.scale) != (other.dimension, other.scale):
        return None
    return one


def _scaled(body: str) -> UnitParts | None:
    named = _named(body)
    if named is not None:
        return UnitParts(named.dimension, named.scale, named.vietnamese, named.english)
    scale, rest = _leading_scale(body)
    named = _named(rest)
    if scale is None or named is None:
        trailing, first = _trailing_scale(body)
        scale, named = trailing, _named(first)
    if scale is None or named is None or scale not in _SCALE_SYMBOLS:
        return None
    vietnamese, english = _SCALE_SYMBOLS[scale]
    return UnitParts(
        named.dimension,
        _plain(scale * named.scale),
        f"{vietnamese} {named.vietnamese}",
        f"{english} {named.english}",
    )


def _leading_scale(body: str) -> tuple[Decimal | None, str]:
    """The product of the scale words and numbers in front ("nghìn tỷ", "1.000"), and what follows them."""
    scale: Decimal | None = None
    rest = body
    while match := _SCALE.match(rest):
        word = match["word"].rstrip(".")
        factor = _power(word) if word[-1].isdigit() else _SCALE_WORDS[word]
        scale = factor if scale is None else scale * factor
        rest = rest[match.end() :]
    return scale, rest


def _power(digits: str) -> Decimal:
    """The power of ten that stands in digits before a unit: "1.000", and the "000" of older tables."""
    return Decimal(re.sub(r"[ .,']", "", digits)) or Decimal(1000)


def _trailing_scale(body: str) -> tuple[Decimal | None, str]:
    """English puts the currency first: "USD million", "VND bn"."""
    first, _, last = body.rpartition(" ")
    return _SCALE_WORDS.get(last.rstrip(".")), first


def _divided(numerator: UnitParts, divisor: NamedUnit) -> UnitParts:
    with localcontext(Context(prec=200, traps=[Inexact])):
        scale = _plain(numerator.scale / divisor.scale)
    return UnitParts(
        f"{numerator.dimension}/{divisor.dimension}",
        scale,
        f"{numerator.vietnamese}/{divisor.vietnamese}",
        f"{numerator.english}/{divisor.english_one}",
    )


def _plain(scale: Decimal) -> Decimal:
    """The scale without trailing zeros after its point and without an exponent."""
    return scale.quantize(Decimal(1)) if scale == scale.to_integral_value() else scale.normalize()


def _named(body: str) -> NamedUnit | None:
    exact = _BY_SPELLING.get(body)
    if exact is not None or has_diacritics(body):
        return exact
    candidates = _BY_PLAIN_SPELLING.get(fold(body), [])
    return candidates[0] if len(candidates) == 1 else None


def _without_brackets(body: str) -> str:
    while body[:1] + body[-1:] in {"()", "[]", "{}"} and not set("()[]{}") & set(body[1:-1]):
        body = body[1:-1].strip()
    return body.rstrip(".:;, ") if body not in _BY_SPELLING else body


def _spellings(unit: NamedUnit) -> set[str]:
    return {normalise(s) for s in (unit.vietnamese, unit.english, unit.english_one, *unit.spellings)}


def _by_spelling() -> dict[str, NamedUnit]:
    return {spelling: unit for unit in NAMED_UNITS for spelling in _spellings(unit)}


def _by_plain_spelling() -> dict[str, list[NamedUnit]]:
    found: dict[str, list[NamedUnit]] = {}
    for unit in NAMED_UNITS:
        for plain in {fold(spelling) for spelling in _spellings(unit)}:
            found.setdefault(plain, []).append(unit)
    return found


_SCALE_SYMBOLS: dict[Decimal, tuple[str, str]] = {
    Decimal(10): ("chục", "ten"),
    Decimal(10) ** 2: ("trăm", "hundred"),
    Decimal(10) ** 3: ("nghìn", "thousand"),
    Decimal(10) ** 4: ("vạn", "ten thousand"),
    Decimal(10) ** 5: ("trăm nghìn", "hundred thousand"),
    Decimal(10) ** 6: ("triệu", "million"),
    Decimal(10) ** 7: ("chục triệu", "ten million"),
    Decimal(10) ** 8: ("trăm triệu", "hundred million"),
    Decimal(10) ** 9: ("tỷ", "billion"),
    Decimal(10) ** 10: ("chục tỷ", "ten billion"),
    Decimal(10) ** 11: ("trăm tỷ", "hundred billion"),
    Decimal(10) ** 12: ("nghìn tỷ", "trillion"),
    Decimal(10) ** 15: ("triệu tỷ", "quadrillion"),
}

_SCALE_WORDS: dict[str, Decimal] = {
    word: Decimal(10) ** power
    for power, words in {
        1: "chục chuc ten",
        2: "trăm tram hundred hundreds",
        3: "nghìn nghin ngàn ngan ng nghìn thousand thousands thous",
        4: "vạn van",
        6: "triệu trieu tr million millions mill mil mn mio",
        9: "tỷ tỉ ty ti billion billions bill bil bn",
        12: "trillion trillions trn",
        15: "quadrillion quadrillions",
    }.items()
    for word in words.split()
}

_SCALE = re.compile(
    r"(?P<word>"
    r"10{1,15}(?![0-9.,])|10{0,2}(?:[., ]000){1,5}(?![0-9.,])|'?000"
    r"|(?:"
    + "|".join(sorted(_SCALE_WORDS, key=len, reverse=True))
    + r")(?:\.|(?= )|(?=usd\b|\$|us\$|đ\b|đồng|vn[dđ]\b)))"
    r" ?"
)
_BY_SPELLING = _by_spelling()
_BY_PLAIN_SPELLING = _by_plain_spelling()
