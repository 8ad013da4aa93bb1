"""Text as the finder reads it, and the way back: to the editor's text blocks and to the characters of the HTML.

A text block is what the editor calls one: a paragraph, a heading, a caption, or the bare text of a list item, quotation
or table cell, numbered in the order of the document. Offsets count the block's characters as the editor shows them:
runs of white space are one space, none at the edges, a line break is one character, a bound figure is its words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any, Literal

from reports.bindings import Binding

Part = Literal["title", "lead", "body"]
Span = tuple[int, int]

# A blank line: the finder takes each block for a paragraph, however its neighbour begins or ends.
_BETWEEN = "\n\n"
_LINES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "figcaption"})
_CONTAINERS = frozenset({"blockquote", "li", "td", "th", "div"})
_STRUCTURE = frozenset({"ul", "ol", "table", "thead", "tbody", "tfoot", "tr", "hr"})
_TOKEN = re.compile(
    r"<!--.*?-->|<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?P<attributes>(?:[^>\"]|\"[^\"]*\")*)>"
    r"|(?P<entity>&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);)|(?P<character>.)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_LOOKS_LIKE_HTML = re.compile(r"</?(?:p|h[1-6]|ul|ol|li|table|blockquote|br|hr|div|strong|em|span|a)\b[^>]*>", re.I)
_WHITE = frozenset(" \t\n\r\f")


@dataclass(frozen=True, slots=True)
class Place:
    """Characters of one text block; `utf16_start` and `utf16_end` count as JavaScript does."""

    part: Part
    block: int
    start: int
    end: int
    utf16_start: int
    utf16_end: int

    def as_json(self) -> dict[str, Any]:
        return {"part": self.part, "block": self.block, "start": self.utf16_start, "end": self.utf16_end}


@dataclass(frozen=True, slots=True)
class BoundWords:
    """The words of a bound figure within their block."""

    binding: Binding
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One text block. `html` holds, for each character, where its source begins and ends in the HTML."""

    text: str
    kind: str = "p"
    part: Part = "body"
    number: int = 0
    bound: tuple[BoundWords, ...] = ()
    links: tuple[Span, ...] = ()
    html: tuple[Span, ...] = ()
    is_in_table: bool = False

    @property
    def is_heading(self) -> bool:
        return self.kind in ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Passage:
    """Text blocks as one text. Blocks of a table are not part of it: their numbers have no sentences."""

    blocks: tuple[Block, ...]
    text: str = ""
    _starts: tuple[int, ...] = ()
    _read: tuple[Block, ...] = field(default=())

    @classmethod
    def of(cls, *groups: Iterable[Block]) -> Passage:
        blocks = tuple(block for group in groups for block in group)
        read = tuple(block for block in blocks if not block.is_in_table)
        starts, position = [], 0
        for block in read:
            starts.append(position)
            position += len(block.text) + len(_BETWEEN)
        return cls(blocks, _BETWEEN.join(block.text for block in read), tuple(starts), read)

    def block_at(self, position: int) -> Block:
        return self._read[self._index(position)]

    def index_at(self, position: int) -> int:
        """How many blocks that are read stand before the one at `position`."""
        return self._index(position)

    def start_of_block(self, position: int) -> int:
        """Where the block at `position` begins in `text`."""
        return self._starts[self._index(position)]

    def locate(self, start: int, end: int) -> Place | None:
        """The place of the characters [start, end) of `text`; None where they are not within one block."""
        if not self._read:
            return None
        index = self._index(start)
        block, first = self._read[index], self._starts[index]
        if end - first > len(block.text):
            return None
        return place_in(block, start - first, end - first)

    def span_of(self, block: Block, start: int, end: int) -> Span | None:
        """Where characters of a block stand in `text`; None for a block that is not part of it."""
        for known, first in zip(self._read, self._starts, strict=True):
            if known is block:
                return first + start, first + end
        return None

    def bound_words(self) -> list[tuple[Block, BoundWords]]:
        """Every bound figure in order, those in tables too."""
        return [(block, words) for block in self.blocks for words in block.bound]

    def heading_above(self, position: int) -> str:
        """The text of the nearest heading before the block at `position`."""
        headings = [block.text for block in self._read[: self._index(position)] if block.is_heading]
        return headings[-1] if headings else ""

    def _index(self, position: int) -> int:
        return max(0, bisect_right(self._starts, position) - 1)


def place_in(block: Block, start: int, end: int) -> Place:
    """The place of the characters [start, end) of a block."""
    before, within = block.text[:start], block.text[start:end]
    utf16_start = _utf16_length(before)
    return Place(block.part, block.number, start, end, utf16_start, utf16_start + _utf16_length(within))


def looks_like_html(text: str) -> bool:
    return _LOOKS_LIKE_HTML.search(text) is not None


def blocks_of_text(text: str, part: Part = "body") -> list[Block]:
    """The paragraphs of plain text, cut at blank lines; characters are as given."""
    found: list[Block] = []
    position = 0
    for piece in re.split(r"(\n[ \t]*\n\s*)", text):
        if piece.strip():
            lead = len(piece) - len(piece.lstrip("\n"))
            shown = piece.strip("\n")
            html = tuple((i, i + 1) for i in range(position + lead, position + lead + len(shown)))
            found.append(Block(shown, part=part, number=len(found), html=html))
        position += len(piece)
    return found


def blocks_of_texts(texts: Sequence[str], part: Part = "body") -> list[Block]:
    """The blocks of an editor that sends the text of each."""
    return [Block(text, part=part, number=number) for number, text in enumerate(texts)]


def blocks_of_html(html: str, part: Part = "body") -> list[Block]:
    """The text blocks of a clean body, in the order in which the editor numbers them."""
    reader = _Reader(part)
    for match in _TOKEN.finditer(html):
        reader.read(match)
    return reader.finished()


@dataclass(slots=True)
class _Writing:
    """A block while it is read."""

    kind: str
    characters: list[str] = field(default_factory=list)
    html: list[Span] = field(default_factory=list)
    bound: list[BoundWords] = field(default_factory=list)
    links: list[Span] = field(default_factory=list)
    opened: tuple[Binding, int] | None = None
    link_from: int | None = None

    def add(self, character: str, span: Span) -> None:
        if character in _WHITE:
            if not self.characters or self.characters[-1] in " \n":
                return
            character = " "
        for unit in character:
            self.characters.append(unit)
            self.html.append(span)

    def line_break(self, span: Span) -> None:
        self._trim()
        self.characters.append("\n")
        self.html.append(span)

    def finish(self) -> None:
        self._trim()

    def _trim(self) -> None:
        while self.characters and self.characters[-1] == " ":
            self.characters.pop()
            self.html.pop()


@dataclass(slots=True)
class _Reader:
    part: Part
    blocks: list[Block] = field(default_factory=list)
    current: _Writing | None = None
    # Containers that are open, each with whether a block has stood in it: an empty one holds an empty block.
    containers: list[list[Any]] = field(default_factory=list)
    tables: int = 0

    def read(self, match: re.Match[str]) -> None:
        span = match.span()
        if match["tag"]:
            self._tag(match["tag"].lower(), bool(match["close"]), match["attributes"], span)
        elif match["entity"]:
            self._character(unescape(match["entity"]), span)
        elif match["character"]:
            self._character(match["character"], span)

    def finished(self) -> list[Block]:
        self._close_block()
        return self.blocks

    def _tag(self, tag: str, closes: bool, attributes: str, span: Span) -> None:
        if tag in _LINES:
            self._close_block()
            if not closes:
                self._open_block(tag)
        elif tag in _CONTAINERS or tag in _STRUCTURE:
            self._close_block()
            self._structure(tag, closes)
        elif tag == "br":
            self._inline().line_break(span)
        elif tag == "span":
            self._span(closes, attributes)
        elif tag == "a":
            self._link(closes)

    def _structure(self, tag: str, closes: bool) -> None:
        if tag == "table":
            self.tables += -1 if closes else 1
        if tag not in _CONTAINERS:
            return
        if not closes:
            for container in self.containers:
                container[1] = True
            self.containers.append([tag, False])
        elif self.containers:
            _name, has_block = self.containers.pop()
            if not has_block:
                self._open_block("p")
                self._close_block()

    def _character(self, character: str, span: Span) -> None:
        if self.current is None and not character.strip(" \t\n\r\f"):
            return
        self._inline().add(character, span)

    def _inline(self) -> _Writing:
        if self.current is None:
            self._open_block("p")
        assert self.current is not None
        return self.current

    def _span(self, closes: bool, attributes: str) -> None:
        writing = self._inline()
        if not closes:
            binding = Binding.of_attributes(dict(_ATTRIBUTE.findall(attributes)))
            writing.opened = (binding, len(writing.characters)) if binding else None
        elif writing.opened is not None:
            binding, start = writing.opened
            writing.bound.append(BoundWords(binding, start, len(writing.characters)))
            writing.opened = None

    def _link(self, closes: bool) -> None:
        writing = self._inline()
        if not closes:
            writing.link_from = len(writing.characters)
        elif writing.link_from is not None:
            writing.links.append((writing.link_from, len(writing.characters)))
            writing.link_from = None

    def _open_block(self, tag: str) -> None:
        for container in self.containers:
            container[1] = True
        self.current = _Writing(tag)

    def _close_block(self) -> None:
        if self.current is None:
            return
        writing, self.current = self.current, None
        writing.finish()
        self.blocks.append(
            Block(
                "".join(writing.characters),
                writing.kind,
                self.part,
                len(self.blocks),
                tuple(replace(w, end=min(w.end, len(writing.characters))) for w in writing.bound),
                tuple(writing.links),
                tuple(writing.html),
                self.tables > 0,
            )
        )


def _utf16_length(text: str) -> int:
    return len(text) + sum(ord(character) > 0xFFFF for character in text)
