"""What mammoth makes of a Word document, as a body of ours: headings from the second level on, images between the
paragraphs, footnotes in their marks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from reports.body_blocks import MAX_FOOTNOTE, ImageBlock

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Paragraphs come before the items and cells that hold them.
_LINES = frozenset({"p", "li", *_HEADINGS})
_EXTERNAL = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class WordText:
    """Title and lead where the document's styles name them; `html` still has to be cleaned as any body."""

    title: str
    lead: str
    html: str


def text_of_html(html: str) -> WordText:
    root = ElementTree.fromstring(f"<div>{_CONTROL.sub('', html)}</div>")
    _take_footnotes(root)
    title, lead = _take(root, "title"), _take(root, "subtitle")
    if not title:
        title = _only_first_heading(root)
    _unwrap(root, _is_dead_anchor)
    _free_images(root)
    _shift_headings(root)
    return WordText(title[:250], lead, "".join(_written(child) for child in root))


def _take_footnotes(root: Element) -> None:
    """Each mark takes the words of its note; the list at the end goes."""
    notes: dict[str, str] = {}
    for parent in list(root.iter()):
        for child in list(parent):
            key = child.get("id", "")
            if child.tag == "li" and re.match(r"(foot|end)note-\d", key):
                notes[f"#{key}"] = _words(child).removesuffix("↑").strip()
                parent.remove(child)
        if parent.tag == "ol" and not len(parent):
            parent.set("class", "emptied")
    _remove(root, lambda element: element.get("class") == "emptied")
    for mark in list(root.iter("sup")):
        link = mark.find("a")
        href = link.get("href", "") if link is not None else ""
        if href in notes:
            tail = mark.tail
            mark.clear()
            mark.tail = tail
            mark.set("data-footnote", notes[href][:MAX_FOOTNOTE])


def _take(root: Element, name: str) -> str:
    """The words of the elements of a class, which are no part of the body."""
    found = [child for child in root if child.get("class") == name]
    for child in found:
        root.remove(child)
    return " ".join(filter(None, map(_words, found)))


def _only_first_heading(root: Element) -> str:
    """A document that begins with its only heading of the first level means its title by it."""
    first = [child for child in root if child.tag == "h1"]
    if len(first) != 1 or root[0] is not first[0]:
        return ""
    root.remove(first[0])
    return _words(first[0])


def _is_dead_anchor(element: Element) -> bool:
    """Bookmarks, and links within the document."""
    return element.tag == "a" and not _EXTERNAL.match(element.get("href", ""))


def _free_images(root: Element) -> None:
    """Images stand below the paragraph or the words of the list item that held them, each with the caption after it."""
    for parent in list(root.iter()):
        for block in list(parent):
            if block.tag not in _LINES:
                continue
            numbers = [image.get("src", "") for image in block.iter("img")]
            _remove(block, lambda element: element.tag == "img")
            figures = [_figure(number) for number in numbers if number]
            if block.tag == "li":
                block.extend(figures)
                continue
            place = list(parent).index(block)
            for offset, figure in enumerate(figures, start=1):
                parent.insert(place + offset, figure)
            if figures and not _words(block):
                parent.remove(block)
    for parent in list(root.iter()):
        children = list(parent)
        for figure, caption in pairwise(children):
            if figure.tag == "figure" and caption.get("class") == "caption":
                own = figure[0]
                own.text, own[:] = caption.text, list(caption)
                parent.remove(caption)


def _figure(number: str) -> Element:
    figure = Element("figure", {"data-image": number})
    ElementTree.SubElement(figure, "figcaption")
    return figure


def _shift_headings(root: Element) -> None:
    """The uppermost heading of a body is of the second level, the lowest of the fourth."""
    used = sorted({_HEADINGS[element.tag] for element in root.iter() if element.tag in _HEADINGS})
    levels = {f"h{level}": f"h{min(place + 2, 4)}" for place, level in enumerate(used)}
    for element in root.iter():
        element.tag = levels.get(element.tag, element.tag)


def _written(element: Element) -> str:
    element.tail = None
    if element.tag == "figure":
        caption = "".join([_escaped(element[0].text), *map(_inline, element[0])])
        return ImageBlock(int(element.get("data-image", "0"))).around(caption)
    return _inline(element)


def _inline(element: Element) -> str:
    return ElementTree.tostring(element, encoding="unicode", method="html")


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;")


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _remove(root: Element, condition: Callable[[Element], bool]) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if condition(child):
                _replace(parent, child, [])


def _unwrap(root: Element, condition: Callable[[Element], bool]) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if condition(child):
                _replace(parent, child, list(child), child.text or "")


def _replace(parent: Element, child: Element, inside: list[Element], text: str = "") -> None:
    """Put what is inside an element in its place; the text after it stays."""
    place = list(parent).index(child)
    tail = child.tail or ""
    parent.remove(child)
    for offset, each in enumerate(inside):
        parent.insert(place + offset, each)
    if inside:
        _append_text(parent, place, text)
        inside[-1].tail = (inside[-1].tail or "") + tail
    else:
        _append_text(parent, place, text + tail)


def _append_text(parent: Element, place: int, text: str) -> None:
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
