"""A stored body cut into its outermost elements, which can be compared, chosen and put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from django.utils.translation import gettext as _

from reports.body_blocks import ImageBlock, TableBlock, block_of

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?:[^>\"]|\"[^\"]*\")*>")
_VOID = frozenset({"br", "hr", "img", "col", "wbr"})
_BINDING = re.compile(r"</?span\b[^>]*>")
_BREAKS = {"br": "\n", "li": "\n", "tr": "\n", "p": "\n", "td": " | ", "th": " | "}
_NAMED = frozenset({"figure", "sup"})
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_SPACE = re.compile(r"[ \t\r\f]+")


@dataclass(frozen=True, slots=True)
class BodyPart:
    """One outermost element (a paragraph, a heading, a list, a table) as it is stored."""

    html: str

    @property
    def tag(self) -> str:
        """Its name; empty for bare text."""
        match = _TAG.match(self.html)
        return match["name"].lower() if match else ""

    @property
    def text(self) -> str:
        """Its words: items of a list and rows of a table on lines of their own, cells with a bar between them."""
        return text_of(self.html)

    @property
    def unbound(self) -> str:
        """Its HTML without the ties of figures to the data."""
        return _BINDING.sub("", self.html)


def parts_of(html: str) -> list[BodyPart]:
    """The outermost elements in order; white space between them is dropped."""
    return [BodyPart(part) for part in _cut(html)]


def text_of(html: str) -> str:
    """The words of HTML as a person would copy them."""
    pieces: list[str] = []
    position = 0
    for match in _TAG.finditer(html):
        pieces.append(html[position : match.start()].replace("\n", " "))
        position = match.end()
        name = match["name"].lower()
        if name in _NAMED and not match["close"]:
            pieces.append(_named(match[0]))
        if name in _BREAKS and (bool(match["close"]) or name in _VOID):
            pieces.append(_BREAKS[name])
    pieces.append(html[position:].replace("\n", " "))
    lines = (_SPACE.sub(" ", unescape(line)).strip().removesuffix("|").strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _named(tag: str) -> str:
    """What a tag shows that has no words of its own: an image, a table, a footnote."""
    given = dict(_ATTRIBUTE.findall(tag))
    if "data-footnote" in given:
        return f" [{given['data-footnote']}]"
    match block_of({name: unescape(value) for name, value in given.items()}):
        case ImageBlock() as image:
            return _("[Ảnh số %(key)d trong thư viện] ") % {"key": image.image} + escape(image.alt) + "\n"
        case TableBlock() as table:
            return _("[Bảng số %(number)d]") % {"number": table.number}
    return ""


def _cut(html: str) -> Iterator[str]:
    depth = start = 0
    for match in _TAG.finditer(html):
        name = match["name"].lower()
        if depth == 0 and not match["close"]:
            if html[start : match.start()].strip():
                yield html[start : match.start()].strip()
            start = match.start()
        if name in _VOID:
            if depth == 0:
                yield html[start : match.end()]
                start = match.end()
            continue
        depth = max(0, depth + (-1 if match["close"] else 1))
        if depth == 0:
            yield html[start : match.end()].strip()
            start = match.end()
    if html[start:].strip():
        yield html[start:].strip()
