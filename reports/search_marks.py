"""Marks among the words of a search document: what it can be narrowed by, in the same index as what is looked for.

So the newest documents of one section, year, area or tag are found as directly as the newest of all. A mark holds a
letter that no query and no folded text has: nobody can type one, and no word is taken for one.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

_BETWEEN = "φ"


class Facet(StrEnum):
    """What results are narrowed by; the value is the parameter of the search page."""

    KIND = "loai"
    SECTION = "chuyen-muc"
    YEAR = "nam"
    AREA = "dia-ban"
    TAG = "the"


def mark(facet: Facet, value: str | int) -> str:
    """One word for the full-text indexes of all databases; the value is a number or a code of words and hyphens."""
    return _BETWEEN.join(["", facet.name.lower(), *str(value).split("-")])


def value_of(marked: str) -> str:
    """What a mark was made of."""
    _nothing, _facet, *parts = marked.split(_BETWEEN)
    return "-".join(parts)


def is_of(facet: Facet, marked: str) -> bool:
    return marked.startswith(mark(facet, ""))


def marks_among(words: str) -> frozenset[str]:
    """Those of a document's words that are marks."""
    return frozenset(word for word in words.split() if word.startswith(_BETWEEN))


def marks_of(
    kind: str, *, section: int | None, year: int | None, areas: Iterable[str], tags: Iterable[int]
) -> list[str]:
    """The marks of a document, by the keys of its section and tags and the codes of its areas."""
    return [
        mark(Facet.KIND, kind),
        *([] if section is None else [mark(Facet.SECTION, section)]),
        *([] if year is None else [mark(Facet.YEAR, year)]),
        *(mark(Facet.AREA, code) for code in areas),
        *(mark(Facet.TAG, tag) for tag in tags),
    ]
