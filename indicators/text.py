"""Text as it is compared: without letter case, diacritics, and accidents of typing.

`fold` is for matching names that people write in many ways. `normalise` keeps the diacritics, because
"tháng tư" is April and "tháng từ" is not, and `normalise_with_offsets` also says where each character came from.
"""

from __future__ import annotations

import unicodedata

_DASHES = frozenset("-‐‑‒–—―−﹣－")
# Letters of European scripts, signs that are combined with them, and punctuation.
_REMEMBERED = 0x2100


class _Folded(dict[int, str | None]):
    """What becomes of each character; known of each that has occurred, since names are folded by the thousand."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        folded = None if unicodedata.category(character) in {"Mn", "Cf"} else character
        # Whoever sends all the characters that there are fills no memory.
        if code < _REMEMBERED:
            self[code] = folded
        return folded


_FOLDED = _Folded({ord("đ"): "d", ord("ð"): "d"})


def fold(text: str) -> str:
    """Lower case, no diacritics (đ is d), one space between words, no invisible characters.

    "  TỔNG  Mức bán lẻ " and "tong muc ban le" fold to the same text. Folding twice changes nothing.
    """
    decomposed = unicodedata.normalize("NFD", text.lower())
    if not decomposed.isascii():
        decomposed = unicodedata.normalize("NFC", decomposed.translate(_FOLDED))
    return " ".join(decomposed.split())


def without_nul(text: str) -> str:
    """The text as it may be looked for: PostgreSQL takes a NUL in no text. No name has what stands in its place."""
    return text.replace("\x00", "\N{REPLACEMENT CHARACTER}")


def has_diacritics(text: str) -> bool:
    """Whether any letter of the text carries a Vietnamese sign (đ counts)."""
    lowered = unicodedata.normalize("NFD", text.lower())
    return any(c == "đ" or unicodedata.category(c) == "Mn" for c in lowered)


def normalise(text: str) -> str:
    """Lower case NFC with diacritics kept; one space between words, every dash "-", full-width forms narrowed."""
    return normalise_with_offsets(text)[0]


def normalise_with_offsets(text: str) -> tuple[str, tuple[int, ...]]:
    """`normalise(text)` and, for each of its characters, the index in `text`; one index more marks the end.

    The end index is that of the last character kept plus one, so that `text[offsets[a]:offsets[b]]` is
    what stood at `[a:b]` of the normalised text.
    """
    characters: list[str] = []
    offsets: list[int] = []
    end = 0
    pending_space: int | None = None
    for start, stop in _clusters(text):
        piece = _normal_cluster(text[start:stop])
        if piece == " ":
            pending_space = start if pending_space is None else pending_space
            continue
        if not piece:
            continue
        if pending_space is not None and characters:
            characters.append(" ")
            offsets.append(pending_space)
        pending_space = None
        for character in piece:
            characters.append(character)
            offsets.append(start)
        end = stop
    return "".join(characters), (*offsets, end)


def _clusters(text: str) -> list[tuple[int, int]]:
    starts = [i for i, c in enumerate(text) if i == 0 or not unicodedata.combining(c)]
    return list(zip(starts, [*starts[1:], len(text)], strict=False))


def _normal_cluster(cluster: str) -> str:
    first = cluster[0]
    if first in _DASHES:
        return "-"
    if first.isspace():
        return " "
    if unicodedata.category(first) == "Cf":
        return ""
    if "\uff01" <= first <= "\uff5e" or "\u2160" <= first <= "\u217f":
        cluster = unicodedata.normalize("NFKC", cluster)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", cluster).lower())
