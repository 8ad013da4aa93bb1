"""An article's text as the beginning of its translation: its structure, with every bound figure written the new way.

The words stay as they are, for a translator to replace. Figures stay bound; their numbers and units are those of the
new language, with the digits that were written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape, unescape

from indicators.numbers import Convention, NumberError, format_number, read_number
from indicators.units import UnitError, parse_unit

_BOUND = re.compile(r'(?P<open><span data-figure="[^>]*>)(?P<words>[^<]*)(?P<close></span>)')
_WORDS = re.compile(r"(?P<sign>[+−–-]?)\s?(?P<digits>\d(?:[\d.,]|\s(?=\d{3}(?!\d)))*\d|\d)(?P<rest>\D*)")
_LINKED = re.compile(r'(?<=<a data-article=")[0-9]+(?=")|(?<= data-article=")[0-9]+(?=")')
_ALT = re.compile(r'(<figure data-image="(?P<image>[0-9]+)") data-alt="[^"]*"')


@dataclass(frozen=True, slots=True)
class CarriedBody:
    """The body, and the words of figures that could not be written anew and stand as they were."""

    body: str
    left: tuple[str, ...] = ()


def carried_body(
    body: str,
    *,
    source: Convention,
    target: Convention,
    translations: Mapping[int, int] | None = None,
    described: Collection[int] = (),
) -> CarriedBody:
    """The body of the original carried over.

    `translations` gives the article that a link should lead to by the one that it leads to now; `described` are the
    images that the library describes in the new language, so that the words of the original for them are left out.
    """
    left: list[str] = []

    def written_anew(span: re.Match[str]) -> str:
        words = unescape(span["words"])
        carried = carried_words(words, source=source, target=target)
        if carried is None:
            left.append(" ".join(words.split()))
            return span[0]
        return f"{span['open']}{escape(carried, quote=False)}{span['close']}"

    carried = _BOUND.sub(written_anew, body)
    links = translations or {}
    carried = _LINKED.sub(lambda key: str(links.get(int(key[0]), key[0])), carried)
    carried = _ALT.sub(lambda image: image[1] if int(image["image"]) in described else image[0], carried)
    return CarriedBody(carried, tuple(left))


def carried_words(words: str, *, source: Convention, target: Convention) -> str | None:
    """ "1.233,5 nghìn tấn" is "1,233.5 thousand tonnes"; None for words that are no number with a known unit."""
    match = _WORDS.fullmatch(words.strip())
    if match is None:
        return None
    digits = match["digits"]
    try:
        value = read_number(digits, convention=source).value
    except NumberError:
        return None
    is_grouped = not re.match(r"\d{4}", digits)
    number = ("−" if match["sign"] in ("-", "–") else match["sign"]) + format_number(value, target, grouping=is_grouped)
    unit = match["rest"].strip()
    if unit in ("", "%"):
        return number + unit
    try:
        return f"{number} {parse_unit(unit).symbol(target)}"
    except UnitError:
        return None
