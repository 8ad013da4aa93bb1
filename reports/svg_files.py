"""Drawings in SVG, written anew from a list of what a drawing is made of: shapes, colours, words.

Scripts, handlers, links, pictures from elsewhere, style sheets and foreign markup are not on the list and so are not in
what is kept. The file may only be shown as an image, where browsers run nothing; this holds also for whoever opens it.
Elements and attributes are those of SVG 1.1 (W3C, second edition), its chapters 5, 7 to 11, 13 and 14.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from indicators.numbers import format_number
from reports.image_files import ImageRefused

MAX_BYTES = 2 << 20
MAX_ELEMENTS = 20_000
MAX_DEPTH = 60
_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CONTAINERS = frozenset({"svg", "g", "defs", "clipPath", "linearGradient", "radialGradient", "pattern", "marker"})
_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "stop", "use"})
_TEXTS = frozenset({"text", "tspan", "title", "desc"})
_ELEMENTS = _CONTAINERS | _SHAPES | _TEXTS

_PRESENTATION = _names(
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-dasharray "
    "stroke-dashoffset stroke-miterlimit opacity color stop-color stop-opacity clip-path clip-rule display visibility "
    "font-family font-size font-weight font-style font-variant letter-spacing word-spacing text-anchor "
    "text-decoration dominant-baseline baseline-shift marker-start marker-mid marker-end paint-order "
    "vector-effect overflow"
)
_GEOMETRY = _names(
    "id x y x1 y1 x2 y2 dx dy cx cy r rx ry fx fy width height d points transform viewBox preserveAspectRatio offset "
    "gradientUnits gradientTransform spreadMethod clipPathUnits patternUnits patternContentUnits patternTransform "
    "markerUnits markerWidth markerHeight refX refY orient rotate textLength lengthAdjust version"
)
_ATTRIBUTES = _PRESENTATION | _GEOMETRY

_LOCAL = re.compile(r"#[\w.:-]+")
_REFERENCE = re.compile(r"url\(\s*['\"]?(?P<target>[^)'\"]*)['\"]?\s*\)", re.IGNORECASE)
_FORBIDDEN_VALUE = re.compile(r"[\\<>{}]|javascript:|expression|@import|data:", re.IGNORECASE)
_RULE = re.compile(r"(?P<selectors>[^{}]+)\{(?P<declarations>[^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)")
_LENGTH = re.compile(r"\s*\+?(\d+(?:\.\d+)?|\.\d+)(px|pt|pc|mm|cm|in|em|ex)?\s*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "em": 16, "ex": 8}

ElementTree.register_namespace("", _SVG)
ElementTree.register_namespace("xlink", _XLINK)


@dataclass(frozen=True, slots=True)
class CleanDrawing:
    """A drawing as it is kept; `dropped` names the elements that are not in it any more, each once."""

    data: bytes
    width: int
    height: int
    dropped: tuple[str, ...]


def clean_svg(data: bytes) -> CleanDrawing:
    """The drawing without anything that acts or reaches outside; raises `ImageRefused`."""
    if len(data) > MAX_BYTES:
        raise ImageRefused(
            _("Hình vẽ SVG nặng hơn %(limit)s MB. Hãy giảm chi tiết, hoặc lưu thành .png.")
            % {"limit": format_number(Decimal(MAX_BYTES >> 20))}
        )
    root = _parsed(data)
    if _local_name(root.tag) != "svg":
        raise ImageRefused(_("Tệp XML này không phải là hình vẽ SVG."))
    cleaner = _Cleaner(_class_rules(root))
    clean = cleaner.element(root, depth=0)
    if clean is None or not any(_is(element, _SHAPES | {"text"}) for element in clean.iter()):
        raise ImageRefused(_("Hình vẽ SVG không có hình nào hiện được sau khi bỏ các phần không an toàn."))
    _keep_single_uses(clean)
    width, height = _size(clean)
    clean.set("width", str(width))
    clean.set("height", str(height))
    if "viewBox" not in clean.attrib:
        clean.set("viewBox", f"0 0 {width} {height}")
    return CleanDrawing(ElementTree.tostring(clean, encoding="utf-8"), width, height, tuple(sorted(cleaner.dropped)))


def _parsed(data: bytes) -> Element:
    try:
        root: Element = fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise ImageRefused(
            _("Hình vẽ SVG khai báo thực thể XML nên không được mở. Hãy lưu lại bằng Inkscape.")
        ) from None
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError):
        raise ImageRefused(_("Hình vẽ SVG bị hỏng: không đọc được XML của nó.")) from None
    return root


class _Cleaner:
    """Copies what is on the list, and notes the names of what is not."""

    def __init__(self, rules: dict[str, dict[str, str]]) -> None:
        self.rules = rules
        self.dropped: set[str] = set()
        self.count = 0

    def element(self, source: Element, *, depth: int) -> Element | None:
        name = _local_name(source.tag)
        self.count += 1
        if self.count > MAX_ELEMENTS or depth > MAX_DEPTH:
            raise ImageRefused(_("Hình vẽ SVG có quá nhiều chi tiết. Hãy giảm chi tiết, hoặc lưu thành .png."))
        if name not in _ELEMENTS or not _is_svg(source.tag):
            if name not in ("style", "metadata", "namedview", ""):
                self.dropped.add(name)
            return None
        copy = Element(f"{{{_SVG}}}{name}", dict(self._attributes(source, name)))
        if name in _TEXTS:
            copy.text = source.text
        for child in source:
            kept = self.element(child, depth=depth + 1)
            if kept is not None:
                if name in _TEXTS:
                    kept.tail = child.tail
                copy.append(kept)
        return copy

    def _attributes(self, source: Element, name: str) -> Iterator[tuple[str, str]]:
        given = {key: value for key, value in source.attrib.items() if key in _ATTRIBUTES}
        for class_name in source.get("class", "").split():
            given |= self.rules.get(class_name, {})
        given |= _declarations(source.get("style", ""))
        for key, value in given.items():
            if _is_harmless(value):
                yield key, value
            else:
                self.dropped.add(key)
        for attribute in source.attrib:
            if _local_name(attribute).startswith("on"):
                self.dropped.add(_local_name(attribute))
        target = source.get(f"{{{_XLINK}}}href") or source.get("href") or ""
        if target and name in ("use", "linearGradient", "radialGradient", "pattern"):
            if _LOCAL.fullmatch(target):
                yield f"{{{_XLINK}}}href", target
            else:
                self.dropped.add("href")


def _keep_single_uses(root: Element) -> None:
    """Uses that lead to further uses could unfold without end: they go, while those of plain shapes stay."""
    tag = f"{{{_SVG}}}use"
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    leads_on = {name for name, element in by_id.items() if any(inner.tag == tag for inner in element.iter())}
    for parent in list(root.iter()):
        for child in list(parent):
            target = child.get(f"{{{_XLINK}}}href", "")[1:]
            if child.tag == tag and (target not in by_id or target in leads_on):
                parent.remove(child)


def _class_rules(root: Element) -> dict[str, dict[str, str]]:
    """Declarations by class name, which drawing programs write into a style sheet; other selectors are left out."""
    rules: dict[str, dict[str, str]] = {}
    for style in root.iter():
        if _local_name(style.tag) != "style" or not style.text:
            continue
        text = re.sub(r"/\*.*?\*/", "", style.text, flags=re.DOTALL)
        for match in _RULE.finditer(text):
            for selector in match["selectors"].split(","):
                if found := _CLASS.fullmatch(selector.strip()):
                    rules.setdefault(found[1], {}).update(_declarations(match["declarations"]))
    return rules


def _declarations(text: str) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in text.split(";"))
    named = {name.strip().lower(): value.strip() for name, _colon, value in pairs}
    return {name: value for name, value in named.items() if name in _PRESENTATION and value}


def _is_harmless(value: str) -> bool:
    if len(value) > MAX_BYTES or _FORBIDDEN_VALUE.search(value):
        return False
    return all(_LOCAL.fullmatch(match["target"].strip()) for match in _REFERENCE.finditer(value))


def _size(root: Element) -> tuple[int, int]:
    """Width and height in pixels: as stated, else those of the view box."""
    box = [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", root.get("viewBox", ""))]
    has_box = len(box) == 4 and box[2] > 0 and box[3] > 0
    width, height = _pixels(root.get("width")), _pixels(root.get("height"))
    if has_box:
        ratio = box[3] / box[2]
        width = width or (height / ratio if height else box[2])
        height = height or width * ratio
    if not width or not height or max(width, height) > 20_000:
        raise ImageRefused(_("Hình vẽ SVG không nói rõ kích thước. Hãy lưu lại với chiều rộng và chiều cao."))
    return max(1, round(width)), max(1, round(height))


def _pixels(text: str | None) -> float | None:
    match = _LENGTH.fullmatch(text or "")
    return float(match[1]) * _PIXELS[match[2] or ""] or None if match else None


def _is(element: Element, names: frozenset[str]) -> bool:
    return _local_name(element.tag) in names


def _is_svg(tag: object) -> bool:
    return isinstance(tag, str) and (tag.startswith(f"{{{_SVG}}}") or not tag.startswith("{"))


def _local_name(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
