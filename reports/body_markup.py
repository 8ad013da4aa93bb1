"""Stored article text → the text of a page: headings that can be linked to, tables that scroll, figures, blocks.

The stored body is clean (`reports.rich_text`); nothing is made safe here, only added to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from indicators.text import fold
from reports.body_blocks import ImageBlock, TableBlock, block_of

HEADINGS = frozenset({"h2", "h3", "h4"})

Attributes = Mapping[str, str | None]
FigureMarkup = Callable[[Attributes, str], SafeString]
"""Gives the markup of a bound figure from its span's attributes (`reports.bindings`) and the words in it."""


ImageMarkup = Callable[[ImageBlock, SafeString], SafeString]
"""Gives the markup of an image of the text under its caption."""
Captioned = tuple[ImageBlock, SafeString]
GalleryMarkup = Callable[[Sequence[Captioned]], SafeString]
"""Gives the markup of images that follow each other with nothing between."""
TableMarkup = Callable[[TableBlock], SafeString]
LinkAddress = Callable[[int], str | None]
"""Gives the address of an article; None where there is nothing that readers could open."""


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote under its number; `anchor` is its own, `mark_anchor` that of its mark in the text."""

    number: int
    text: str

    @property
    def anchor(self) -> str:
        return f"chu-thich-{self.number}"

    @property
    def mark_anchor(self) -> str:
        return f"dau-chu-thich-{self.number}"


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article as a page shows it, its headings and its footnotes in order."""

    html: SafeString
    headings: tuple[Heading, ...]
    footnotes: tuple[Footnote, ...] = ()

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The headings of a table of contents."""
        return tuple(heading for heading in self.headings if heading.level == 2)


def words_only(attributes: Attributes, words: str) -> SafeString:
    """A figure as plain text: what stands where nothing is known of its binding."""
    return mark_safe(escape(words, quote=False))


def nothing(*_block: object) -> SafeString:
    """What stands for a block of which nothing is known."""
    return SafeString()


@dataclass(frozen=True, slots=True)
class Markup:
    """How a page shows what stands in a text besides words; without `gallery` images stand one below the other."""

    figure: FigureMarkup = words_only
    image: ImageMarkup = nothing
    gallery: GalleryMarkup | None = None
    table: TableMarkup = nothing
    link: LinkAddress = lambda article: None


def render_body(body: str, markup: Markup | None = None, *, figure: FigureMarkup | None = None) -> Body:
    """The page's form of a stored body; `figure` alone may be given in the place of a whole `markup`."""
    writer = _Writer(markup or Markup(figure=figure or words_only))
    writer.feed(body)
    writer.close()
    return Body(mark_safe("".join(writer.written)), tuple(writer.headings), tuple(writer.footnotes))


@dataclass(slots=True)
class _Open:
    """An element whose content is collected before it is written."""

    attributes: Attributes = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    block: ImageBlock | None = None


class _Writer(HTMLParser):
    def __init__(self, markup: Markup) -> None:
        super().__init__(convert_charrefs=True)
        self.markup = markup
        self.written: list[str] = []
        self.headings: list[Heading] = []
        self.footnotes: list[Footnote] = []
        self.anchors: set[str] = set()
        self.heading: _Open | None = None
        self.image: _Open | None = None
        self.run: list[Captioned] = []
        self.bound: _Open | None = None
        self.is_in_link = False
        self.is_in_mark = False

    def close(self) -> None:
        super().close()
        self._write_images()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if self.bound:
            return
        given = dict(attributes)
        if tag == "span" and "data-figure" in given:
            self.bound = _Open(given)
        elif tag == "a":
            self._open_link(given)
        elif tag == "sup" and "data-footnote" in given:
            self._write_footnote_mark(given["data-footnote"] or "")
        elif tag == "figure":
            self._open_block(given)
        elif tag == "figcaption":
            pass
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
                markup = words_only if self.is_in_link else self.markup.figure
                self._write(markup(bound.attributes, "".join(bound.text)))
        elif tag == "figure":
            self._close_block()
        elif tag == "figcaption":
            pass
        elif tag == "sup" and self.is_in_mark:
            self.is_in_mark = False
        elif tag in HEADINGS and self.heading:
            heading, self.heading = self.heading, None
            self._write_heading(tag, heading)
        elif tag == "table":
            self._write("</table></div>")
        elif tag == "a":
            self._close_link()
        else:
            self._write(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        for opened in (self.bound, self.heading):
            if opened:
                opened.text.append(data)
        if not self.bound:
            self._write(escape(data, quote=False))

    def _write(self, markup: str) -> None:
        if opened := self.image or self.heading:
            opened.written.append(markup)
            return
        # A line end between two images parts them no more than it parts paragraphs.
        if markup.strip():
            self._write_images()
        self.written.append(markup)

    def _open_link(self, attributes: Attributes) -> None:
        article = attributes.get("data-article")
        if article is None:
            self.is_in_link = True
            self._write(self.get_starttag_text() or "")
            return
        address = self.markup.link(int(article)) if article.isdigit() else None
        if address is not None:
            self.is_in_link = True
            self._write(f'<a href="{escape(address)}">')

    def _close_link(self) -> None:
        if self.is_in_link:
            self.is_in_link = False
            self._write("</a>")

    def _open_block(self, attributes: Attributes) -> None:
        match block_of(attributes):
            case ImageBlock() as image:
                self.image = _Open(attributes, block=image)
            case TableBlock() as table:
                self._write(self.markup.table(table))

    def _close_block(self) -> None:
        image, self.image = self.image, None
        if image is not None and image.block is not None:
            self.run.append((image.block, mark_safe("".join(image.written))))

    def _write_images(self) -> None:
        """The images that followed each other: one by itself, several as a gallery."""
        run, self.run = self.run, []
        if len(run) > 1 and self.markup.gallery is not None:
            self.written.append(self.markup.gallery(run))
        else:
            self.written += [self.markup.image(block, caption) for block, caption in run]

    def _write_footnote_mark(self, text: str) -> None:
        note = Footnote(len(self.footnotes) + 1, text)
        self.footnotes.append(note)
        self.is_in_mark = True
        if self.is_in_link:
            self._write(f'<sup class="note-mark">{note.number}</sup>')
            return
        label = escape(_("Chú thích %(number)d") % {"number": note.number})
        self._write(
            f'<sup class="note-mark"><a id="{note.mark_anchor}" href="#{note.anchor}" role="doc-noteref" '
            f'aria-label="{label}">{note.number}</a></sup>'
        )

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
