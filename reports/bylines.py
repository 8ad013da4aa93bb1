"""Who a byline names: several names stand between commas or semicolons."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN = re.compile(r"[,;]")


def names_in(byline: str) -> list[str]:
    """The names of a byline in its order, each once; a name is what stands between commas or semicolons."""
    text = unicodedata.normalize("NFC", byline)
    return list(dict.fromkeys(filter(None, (" ".join(name.split()) for name in _BETWEEN.split(text)))))
