"""What stands in an article's text besides words: images, statistics tables, footnotes, links to other articles.

In the stored body, each as one element that names what it shows:

- `<figure data-image="12" data-alt="…"><figcaption>…</figcaption></figure>`: an image of the library; `data-alt` says
  what it shows in this article where the library's words do not fit;
- `<figure data-table="2" data-show="chart"></figure>`: the second of the article's statistics tables; `data-show` where
  only the table or only the chart is wanted;
- `<sup data-footnote="…"></sup>`: a footnote, its words in the attribute;
- `<a data-article="12" href="…">`: a link to an article, whatever its address is when it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape, unescape

import nh3

MAX_FOOTNOTE = 1000
MAX_ALT = 300

ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "figure": frozenset({"data-image", "data-alt", "data-table", "data-show"}),
    "sup": frozenset({"data-footnote"}),
    "a": frozenset({"data-article"}),
}
TAGS = frozenset({"figure", "figcaption", "sup"})
CAPTION_TAGS = frozenset({"a", "strong", "em", "sub", "sup", "span"})

_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_TABLE_NUMBER = re.compile(r"[1-9][0-9]?")
_TAG = re.compile(r"<(?P<close>/?)(?P<name>figure|figcaption|sup)\b(?P<attributes>(?:[^>\"]|\"[^\"]*\")*)>")
_LINK = re.compile(r"<a\b(?P<attributes>(?:[^>\"]|\"[^\"]*\")*)>(?P<words>.*?)</a>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_MARKUP = re.compile(r"<[^>]*>")


class Show(StrEnum):
    """Which sides of a statistics table stand in the text."""

    BOTH = "both"
    TABLE = "table"
    CHART = "chart"


@dataclass(frozen=True, slots=True)
class ImageBlock:
    image: int
    alt: str = ""

    def around(self, caption: str) -> str:
        """The element of the stored body with a caption of safe markup in it."""
        alt = f' data-alt="{escape(self.alt)}"' if self.alt else ""
        return f'<figure data-image="{self.image}"{alt}><figcaption>{caption}</figcaption></figure>'


@dataclass(frozen=True, slots=True)
class TableBlock:
    """`number` counts the tables of the article from one."""

    number: int
    show: Show = Show.BOTH

    @property
    def html(self) -> str:
        show = f' data-show="{self.show}"' if self.show is not Show.BOTH else ""
        return f'<figure data-table="{self.number}"{show}></figure>'


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """A link of the text to an article, with its words."""

    article: int
    words: str


def block_of(attributes: Mapping[str, str | None]) -> ImageBlock | TableBlock | None:
    """What a `<figure>` shows; None where it does not say so as we write it."""
    image, table = attributes.get("data-image") or "", attributes.get("data-table") or ""
    if _NUMBER.fullmatch(image) and not table:
        return ImageBlock(int(image), attributes.get("data-alt") or "")
    if _TABLE_NUMBER.fullmatch(table) and not image:
        show = attributes.get("data-show")
        return TableBlock(int(table), Show(show) if show in set(Show) else Show.BOTH)
    return None


def footnote_html(text: str) -> str:
    return f'<sup data-footnote="{escape(text[:MAX_FOOTNOTE])}"></sup>'


def accepted_attribute(tag: str, name: str, value: str) -> str | None:
    """The sanitiser's rule for attributes of ours; those of others are its own affair."""
    match name:
        case "data-image" | "data-article":
            return value if _NUMBER.fullmatch(value) else None
        case "data-table":
            return value if _TABLE_NUMBER.fullmatch(value) else None
        case "data-show":
            return value if value in (Show.TABLE, Show.CHART) else None
        case "data-alt":
            return " ".join(value.split())[:MAX_ALT] or None
        case "data-footnote":
            return " ".join(value.split())[:MAX_FOOTNOTE] or None
    return value


def keep_whole_blocks(html: str, clean_caption: Callable[[str], str]) -> str:
    """The sanitised body with each block written as we write it.

    A figure that shows nothing of ours gives way to what is in it; a caption holds words only; nothing stands in a
    table block or in a footnote's mark. Doing so again changes nothing.
    """
    if "<fig" not in html and "data-footnote" not in html:
        return html
    written: list[str] = []
    rest = 0
    tags = iter(list(_TAG.finditer(html)))
    for tag in tags:
        written.append(html[rest : tag.start()])
        rest = tag.end()
        attributes = _attributes(tag["attributes"])
        block = block_of(attributes) if tag["name"] == "figure" and not tag["close"] else None
        is_note = tag["name"] == "sup" and not tag["close"] and "data-footnote" in attributes
        if block is None and not is_note:
            written.append(_stray(tag))
            continue
        closing = _closing(tags, tag["name"])
        inner = html[tag.end() : closing.start() if closing else len(html)]
        rest = closing.end() if closing else len(html)
        match block:
            case ImageBlock():
                caption = clean_caption(_without_figures(inner))
                written.append(block.around(keep_whole_blocks(caption, clean_caption)))
            case TableBlock():
                written.append(block.html)
            case _:
                written.append(footnote_html(attributes["data-footnote"]))
    written.append(html[rest:])
    return "".join(written)


def blocks_in(body: str) -> Iterator[ImageBlock | TableBlock]:
    """The images and tables of a stored body, in order."""
    for tag in _TAG.finditer(body):
        if tag["name"] == "figure" and not tag["close"]:
            block = block_of(_attributes(tag["attributes"]))
            if block is not None:
                yield block


def images_in(body: str) -> list[int]:
    """The keys of the images of a stored body, each once."""
    return list(dict.fromkeys(block.image for block in blocks_in(body) if isinstance(block, ImageBlock)))


def tables_in(body: str) -> set[int]:
    """The numbers of the tables that stand in the text."""
    return {block.number for block in blocks_in(body) if isinstance(block, TableBlock)}


def links_in(body: str) -> list[ArticleLink]:
    """The links of a stored body to articles, in order."""
    if "data-article" not in body:
        return []
    found = ((_attributes(link["attributes"]), link["words"]) for link in _LINK.finditer(body))
    return [
        ArticleLink(int(attributes["data-article"]), " ".join(unescape(_MARKUP.sub("", words)).split()))
        for attributes, words in found
        if _NUMBER.fullmatch(attributes.get("data-article", ""))
    ]


def with_tables_numbered(body: str, numbers: Mapping[int, int | None]) -> str:
    """The body after its article's tables moved: the new number of each old one, None for one that is gone."""

    def renumbered(tag: re.Match[str]) -> str:
        block = block_of(_attributes(tag["attributes"])) if tag["name"] == "figure" and not tag["close"] else None
        if not isinstance(block, TableBlock):
            return tag[0]
        number = numbers.get(block.number, block.number)
        return TableBlock(number, block.show).html.removesuffix("</figure>") if number else _GONE

    return _TAG.sub(renumbered, body).replace(f"{_GONE}</figure>", "")


_GONE = "<figure>"


def _closing(tags: Iterator[re.Match[str]], name: str) -> re.Match[str] | None:
    depth = 1
    for tag in tags:
        if tag["name"] == name:
            depth += -1 if tag["close"] else 1
            if not depth:
                return tag
    return None


def _stray(tag: re.Match[str]) -> str:
    """What takes the place of a tag that belongs to no block of ours; a caption without its figure is a paragraph."""
    match tag["name"]:
        case "sup":
            return tag[0]
        case "figcaption":
            return "</p>" if tag["close"] else "<p>"
    return ""


def _without_figures(html: str) -> str:
    return _TAG.sub(lambda tag: tag[0] if tag["name"] == "sup" else " ", html)


def _attributes(written: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(written)}


def caption_cleaner(
    attributes: Mapping[str, set[str]], attribute_filter: Callable[[str, str, str], str | None], url_schemes: set[str]
) -> Callable[[str], str]:
    """Cleans what stands in a caption: words and what is said of them, no paragraphs."""
    cleaner = nh3.Cleaner(
        tags=set(CAPTION_TAGS),
        attributes={tag: names for tag, names in attributes.items() if tag in CAPTION_TAGS},
        attribute_filter=attribute_filter,
        url_schemes=url_schemes,
        link_rel=None,
    )
    return lambda html: " ".join(cleaner.clean(html).split())
