"""Which passages of an article are not in its language: what was copied over to be translated, and was not yet."""

from __future__ import annotations

import re
from collections.abc import Iterable

from indicators.text import has_diacritics

# Shorter ones may be names; a name in an English sentence has Vietnamese letters too.
FEWEST_WORDS = 4
SIGNED_SHARE = 0.4

_WORD = re.compile(r"[^\W\d_]+")


def is_vietnamese(text: str) -> bool:
    """Whether two in five of its words bear a sign; the names in an English sentence are never so many."""
    words = _WORD.findall(text)
    if len(words) < FEWEST_WORDS:
        return False
    return sum(has_diacritics(word) for word in words) >= SIGNED_SHARE * len(words)


def untranslated(passages: Iterable[str]) -> list[str]:
    """The passages of an English article that are Vietnamese."""
    return [" ".join(passage.split()) for passage in passages if is_vietnamese(passage)]
