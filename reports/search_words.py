"""Words as they are searched: without letter case and diacritics, in the query and in what is found."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from indicators.text import fold

LONGEST_QUERY = 100
MOST_WORDS = 12

_WORD = re.compile(r"\w+", re.UNICODE)
_PLAIN = re.compile(r"[a-z0-9]+")
_PHRASE = re.compile(r"[\"“”]([^\"“”]+)[\"“”]")


def words_of(text: str) -> list[str]:
    """The folded words of a text in order: "Xi măng tăng 11,2%" gives xi, mang, tang, 11, 2."""
    return _PLAIN.findall(fold(text))


@lru_cache(maxsize=4096)
def words_of_name(text: str) -> tuple[str, ...]:
    """As `words_of`, of titles and leads, which are ranked again with every letter that somebody types."""
    return tuple(words_of(text))


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What a person looks for: words that all must be there, the last of them perhaps half typed; quoted phrases."""

    text: str
    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    last_is_prefix: bool = True

    @classmethod
    def parse(cls, text: str) -> SearchQuery:
        """The query as typed; words in any order, those between quotation marks as one phrase."""
        squeezed = " ".join(unicodedata.normalize("NFC", text).split())
        phrases = tuple(tuple(words_of(phrase)) for phrase in _PHRASE.findall(squeezed))
        words = tuple(dict.fromkeys(words_of(squeezed)))[:MOST_WORDS]
        return cls(squeezed, words, tuple(p for p in phrases if len(p) > 1), not squeezed.endswith(('"', "”")))

    @property
    def prefix(self) -> str:
        """The last word where it may be half typed; a single letter is not enough to guess from."""
        return self.words[-1] if self.words and self.last_is_prefix and len(self.words[-1]) > 1 else ""

    def corrected(self, corrections: dict[str, str]) -> SearchQuery:
        """The query with words replaced, as the person will be told."""
        words = tuple(dict.fromkeys(corrections.get(word, word) for word in self.words))
        return replace(self, text=" ".join(words), words=words, phrases=(), last_is_prefix=False)

    def finds(self, word: str) -> bool:
        """Whether a folded word of a text is one that is looked for."""
        return word in self.words or bool(self.prefix and word.startswith(self.prefix))


def highlighted(text: str, query: SearchQuery) -> SafeString:
    """The text escaped, what was looked for marked."""
    parts, end = [], 0
    for match in _WORD.finditer(unicodedata.normalize("NFC", text)):
        if any(query.finds(word) for word in words_of(match[0])):
            parts += [escape(text[end : match.start()]), f"<mark>{escape(match[0])}</mark>"]
            end = match.end()
    joined = "".join([*parts, escape(text[end:])]).replace("</mark> <mark>", " ")
    return mark_safe(joined)


def snippet(text: str, query: SearchQuery, *, length: int = 220) -> str:
    """About `length` characters of the text around the first word that was looked for."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    first = next((m.start() for m in _WORD.finditer(text) if any(query.finds(w) for w in words_of(m[0]))), 0)
    start = text.rfind(" ", 0, max(first - length // 3, 0)) + 1 if first > length // 3 else 0
    cut = text[start : start + length]
    if start + length < len(text):
        cut = cut.rpartition(" ")[0] + " …"
    return ("… " if start else "") + cut
