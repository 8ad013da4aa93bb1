"""In which language a text is written, and how it writes numbers."""

from __future__ import annotations

import re
from functools import lru_cache

from indicators.numbers import Convention
from indicators.text import has_diacritics
from reports.prose.number_phrases import convention_of

_SMALL_WORDS = frozenset(
    ["the", "of", "and", "on", "in", "is", "are", "was", "were", "at", "to", "a", "an", "by", "up"]
)


def is_english(text: str) -> bool:
    """Whether a text is English: its small words are, and hardly any letter has a Vietnamese sign."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if not words:
        return False
    signed = sum(has_diacritics(word) for word in words)
    small = sum(word in _SMALL_WORDS for word in words)
    return signed * 10 < len(words) and small * 12 >= len(words)


@lru_cache(maxsize=64)
def number_style(text: str) -> Convention:
    """How the text would write a number: as its numbers that leave no doubt, else as its language does."""
    return "en" if convention_of(text.lower()) == "en" or is_english(text) else "vi"
