"""Stored article text → the text of a page: headings that can be linked to, tables that can be scrolled, figures.

The stored body is clean (`reports.rich_text`); nothing is made safe here, only added to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from indicators.text import fold

HEADINGS = frozenset({"h2", "h3", "h4"})

Attributes = Mapping[str, str | None]
FigureMarkup = Callable[[Attributes, str], SafeString]
"""Gives the markup of a bound figure from its span's attributes (`reports.bindings`) and the words in it."""


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article as a page shows it, and its headings in order."""

    html: SafeString
    headings: tuple[Heading, ...]

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The headings of a table of contents."""
        return tuple(heading for heading in self.headings if heading.level == 2)


def words_only(attributes: Attributes, words: str) -> SafeString:
    """A figure as plain text: what stands where nothing is known of its binding."""
    return mark_safe(escape(words, quote=False))


def render_body(body: str, *, figure: FigureMarkup = words_only) -> Body:
    """The page's form of a stored body; `figure` gives the markup of each `<span data-figure="…">`."""
    writer = _Writer(figure)
    writer.feed(body)
    writer.close()
    return Body(mark_safe("".join(writer.written)), tuple(writer.headings))


@dataclass(slots=True)
class _Open:
    """An element whose content is collected before it is written."""

    attributes: Attributes = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)


class _Writer(HTMLParser):
    def __init__(self, figure: FigureMarkup) -> None:
        super().__init__(convert_charrefs=True)
        self.figure = figure
        self.written: list[str] = []
        self.headings: list[Heading] = []
        self.anchors: set[str] = set()
        self.heading: _Open | None = None
        self.bound: _Open | None = None
        self.is_in_link = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if self.bound:
            return
        if tag == "span" and "data-figure" in dict(attributes):
            self.bound = _Open(dict(attributes))
        elif tag == "a":
            self.is_in_link = True
            self._write(self.get_starttag_text() or "")
        elif tag in HEADINGS:
            self.heading = _Open()
        elif tag == "table":
            self._write(f'<div class="prose-table" role="region" tabindex="0" aria-label="{escape(_("Bảng"))}">')
            self._write(self.get_starttag_text() or "")
        else:
            self._write(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self.bound:
            if tag == "span":
                bound, self.bound = self.bound, None
                # A figure's markup may be a link, and there are no links in links.
                markup = words_only if self.is_in_link else self.figure
                self._write(markup(bound.attributes, "".join(bound.text)))
        elif tag in HEADINGS and self.heading:
            heading, self.heading = self.heading, None
            self._write_heading(tag, heading)
        elif tag == "table":
            self._write("</table></div>")
        elif tag == "a":
            self.is_in_link = False
            self._write("</a>")
        else:
            self._write(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        for opened in (self.bound, self.heading):
            if opened:
                opened.text.append(data)
        if not self.bound:
            self._write(escape(data, quote=False))

    def _write(self, markup: str) -> None:
        (self.heading.written if self.heading else self.written).append(markup)

    def _write_heading(self, tag: str, heading: _Open) -> None:
        text = " ".join("".join(heading.text).split())
        anchor = self._free_anchor(text)
        self.headings.append(Heading(int(tag[1]), anchor, text))
        self._write(f'<{tag} id="{anchor}">{"".join(heading.written)}</{tag}>')

    def _free_anchor(self, text: str) -> str:
        letters = "".join(c if c.isalnum() and c.isascii() else " " for c in fold(text))
        # The prefix keeps a heading's words from meeting an anchor of the page's own.
        words = "-".join(["muc", *letters.split()])
        anchor, number = words, 2
        while anchor in self.anchors:
            anchor, number = f"{words}-{number}", number + 1
        self.anchors.add(anchor)
        return anchor
