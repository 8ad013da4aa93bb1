"""How long a text is, and how long it takes to read.

English non-fiction is read at 238 words a minute (Brysbaert, "How many words do we read per minute?", Journal of Memory
and Language 109, 2019). Vietnamese is written by syllables, of which we take 250 a minute: an estimate, as all of this
is.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

PER_MINUTE = {"vi": 250, "en": 238}

_WORD = re.compile(r"\w[\w.,'’/-]*", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Length:
    """`minutes` is whole and at least one, for a text that has words."""

    words: int
    minutes: int


def length_of(texts: list[str], language: str = "vi") -> Length:
    words = sum(len(_WORD.findall(text)) for text in texts)
    return Length(words, math.ceil(words / PER_MINUTE.get(language, PER_MINUTE["vi"])) if words else 0)
