"""Words, sentences and characters of Vietnamese prose, each knowing where it stands in the text as given.

Text arrives from editors, Word and PDF: composed or decomposed letters, hard spaces, soft hyphens, the Icelandic Ð
for Đ. `Source` reads it once into one form, and leads every character back to the place that it came from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

Span = tuple[int, int]

_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTERS = {"Ð": "Đ", "ð": "đ", "，": ",", "；": ";", "％": "%", "（": "(", "）": ")", "\r": "\n"}
_ODD = re.compile(f"[{_SPACES}{_INVISIBLE}{''.join(_LETTERS)}]|[A-Za-z][\u0300-\u036f]")
_CLUSTER = re.compile(r"\r\n|[^\u0300-\u036f][\u0300-\u036f]{0,8}|[\u0300-\u036f]", re.DOTALL)

_WORD = re.compile(
    r"(?P<line>\n)"
    r"|(?P<word>[^\W\d_]\w*(?:[-\u2010\u2011]\w+)*)"
    r"|(?P<number>\d+(?:[.,/]\d+)*)"
    r"|(?P<mark>\.{2,}|\./\.?|\S)"
)

_ABBREVIATIONS = frozenset(
    re.split(" ", "tp tx tt th ts ths gs pgs bs ks tr q p h x st đ cty ttr nxb ô b t mr ms dr no vs nđ qđ sđt vd v")
)
_BULLETS = frozenset("-–—+*•●▪·∙◦➢►✓")
_OPENERS = frozenset("\"'“‘«([")

# Two ways of placing the tone, i for y, and other spellings of the same word, so that the lexicon has one of each.
_SPELLINGS = {
    "quí": "quý",
    "kì": "kỳ",
    "tỉ": "tỷ",
    "luỹ": "lũy",
    "uỷ": "ủy",
    "hoá": "hóa",
    "thuỷ": "thủy",
    "qúy": "quý",
    "toà": "tòa",
    "khoẻ": "khỏe",
    "nghành": "ngành",
}


@dataclass(frozen=True, slots=True)
class Source:
    """The text as read (composed, plain spaces) and the way back to the text as given."""

    given: str
    text: str
    lowered: str
    _offsets: tuple[int, ...] | None

    @classmethod
    def of(cls, given: str) -> Source:
        """Reads a text; NFC without odd characters costs one look."""
        if not _ODD.search(given) and unicodedata.is_normalized("NFC", given):
            text = _unwrapped(given)
            return cls(given, text, _lower(text), None)
        pieces: list[str] = []
        offsets: list[int] = []
        for match in _CLUSTER.finditer(given):
            piece = _plain(match.group())
            pieces.append(piece)
            offsets.extend([match.start()] * len(piece))
        text = _unwrapped("".join(pieces))
        return cls(given, text, _lower(text), (*offsets, len(given)))

    def place(self, start: int, end: int) -> Span:
        """Where the characters [start, end) of the text as read stand in the text as given."""
        if self._offsets is None:
            return start, end
        if start >= end:
            return self._offsets[start], self._offsets[start]
        return self._offsets[start], self._offsets[end]


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark; `key` is what the lexicon knows it by."""

    kind: str
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens of one sentence, by index, its characters, and whether it begins a paragraph or is a list item."""

    first: int
    last: int
    start: int
    end: int
    opens_paragraph: bool
    is_item: bool


def tokens(source: Source) -> list[Token]:
    """Every word, number and mark of the text in order; a line break is a token of kind "line"."""
    lowered = source.lowered
    found = []
    for match in _WORD.finditer(source.text):
        kind = match.lastgroup or "mark"
        start, end = match.span()
        key = lowered[start:end]
        if kind == "word":
            key = _SPELLINGS.get(key, key)
        found.append(Token(kind, key, start, end))
    return found


def sentences(source: Source, words: list[Token]) -> Iterator[Sentence]:
    """Cuts at full stops, question and exclamation marks and line breaks."""
    first, opens = 0, True
    for index, token in enumerate(words):
        if token.kind == "line":
            yield from _sentence(words, first, index, opens)
            first, opens = index + 1, True
        elif token.kind == "mark" and _ends_sentence(source, words, index):
            yield from _sentence(words, first, index + 1, opens)
            first, opens = index + 1, False
    yield from _sentence(words, first, len(words), opens)


def _sentence(words: list[Token], first: int, last: int, opens: bool) -> Iterator[Sentence]:
    is_item = False
    while first < last and (words[first].kind == "line" or (opens and words[first].key in _BULLETS)):
        is_item = is_item or words[first].key in _BULLETS
        first += 1
    while last > first and words[last - 1].kind == "line":
        last -= 1
    if first < last:
        yield Sentence(first, last, words[first].start, words[last - 1].end, opens, is_item)


def _ends_sentence(source: Source, words: list[Token], index: int) -> bool:
    token = words[index]
    if token.key in "!?":
        return True
    if token.key[0] not in ".…":
        return False
    following = words[index + 1] if index + 1 < len(words) else None
    if following is None or following.kind == "line":
        return True
    if following.start == token.end and following.key not in "”\"'»)":
        return False
    initial = source.text[following.start]
    if not (initial.isupper() or initial.isdigit() or initial in _OPENERS or initial in _BULLETS):
        return False
    before = words[index - 1] if index else None
    if token.key != "." or before is None or before.kind != "word" or before.end != token.start:
        return True
    if before.key in _ABBREVIATIONS and not initial.isdigit():
        return False
    return not (len(before.key) == 1 and source.text[before.start].isupper() and initial.isupper())


def _plain(cluster: str) -> str:
    if cluster == "\r\n":
        return "\n"
    composed = unicodedata.normalize("NFC", cluster)
    if len(composed) == 1:
        if composed in _SPACES:
            return " "
        if composed in _INVISIBLE:
            return ""
        return _LETTERS.get(composed, composed)
    return composed


def _unwrapped(text: str) -> str:
    """Line breaks inside a sentence, as in text copied from a PDF, made spaces: the next line goes on in lower case."""
    return _LINE_BREAK.sub(lambda match: " " if text[match.end()].islower() else "\n", text)


_LINE_BREAK = re.compile(r"(?<=[^\s.!?:;…])\n(?=\w)")


def _lower(text: str) -> str:
    """Lower case, character for character."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
