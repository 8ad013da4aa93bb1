"""A card that stands for a page where it is passed on: its title, and the figure that it leads with; 1200 by 630.

https://ogp.me/#structured; the size is the one that every larger network shows uncut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from indicators.charts.frame import wrapped
from indicators.exchange.cells import without_controls
from indicators.exchange.pictures import FAMILY, INK, INK_SOFT, LINE, PAPER, SVG, png_of

WIDTH, HEIGHT = 1200, 630
CONTENT_TYPE = "image/png"

BAND, BAND_ACCENT, ON_BAND = "#15294f", "#e2a44c", "#ffffff"
"""The tokens of the header (static/css/tokens.css); a test compares them."""
MARGIN = 72
BAND_HEIGHT = 92
ROOM = WIDTH - 2 * MARGIN
# How wide a character is in sizes of its letters: digits are, words less so, and bold ones more.
DIGIT, LETTER = 0.53, 0.52
LARGEST_VALUE, LARGEST_UNIT, LEAST_UNIT = 140, 52, 30


@dataclass(frozen=True, slots=True)
class CardFigure:
    """A figure in words: "Xi măng, Lạng Sơn"; "230"; "nghìn tấn"; "Quý I/2018, ước tính"; "tăng 11,2% so với …"."""

    name: str
    value: str
    unit: str
    period: str
    growth: str = ""


@dataclass(frozen=True, slots=True)
class ShareCard:
    """What a card says; without a figure the title has it to itself."""

    site: str
    title: str
    figure: CardFigure | None = None


def card_png(card: ShareCard) -> bytes:
    return png_of(card_svg(card), pixels_a_unit=1)


def card_svg(card: ShareCard) -> str:
    ET.register_namespace("", SVG)
    picture = _element("svg", width=WIDTH, height=HEIGHT, viewBox=f"0 0 {WIDTH} {HEIGHT}", font_family=FAMILY)
    picture.append(_element("rect", width=WIDTH, height=HEIGHT, fill=PAPER))
    picture.append(_element("rect", width=WIDTH, height=BAND_HEIGHT, fill=BAND))
    picture.append(_element("rect", y=BAND_HEIGHT, width=WIDTH, height=8, fill=BAND_ACCENT))
    picture.append(_text(_shortened(card.site, 60), BAND_HEIGHT // 2 + 12, 34, fill=ON_BAND, font_weight=600))
    picture.extend(_with_figure(card.title, card.figure) if card.figure else _title_alone(card.title))
    return ET.tostring(picture, encoding="unicode")


def _with_figure(title: str, figure: CardFigure) -> Iterator[ET.Element]:
    yield _text(_shortened(figure.name, _fitting(36)), 172, 36, fill=INK_SOFT)
    yield _value(figure)
    yield _text(_shortened(figure.period, _fitting(38)), 376, 38, fill=INK)
    if figure.growth:
        yield _text(_shortened(figure.growth, _fitting(38)), 430, 38, fill=INK, font_weight=600)
    yield _element("rect", x=MARGIN, y=472, width=ROOM, height=2, fill=LINE)
    for number, line in enumerate(_lines(title, _fitting(36), most=2)):
        yield _text(line, 526 + number * 48, 36, fill=INK, font_weight=600)


def _title_alone(title: str) -> Iterator[ET.Element]:
    for number, line in enumerate(_lines(title, _fitting(66), most=5)):
        yield _text(line, 226 + number * 86, 66, fill=INK, font_weight=600)


def _value(figure: CardFigure) -> ET.Element:
    """The value and behind it its unit, as large as both find room beside each other."""
    unit = _shortened(figure.unit, 44)
    unit_size = min(LARGEST_UNIT, max(LEAST_UNIT, int(ROOM * 0.6 / (LETTER * max(len(unit), 1)))))
    left = ROOM - 24 - LETTER * unit_size * len(unit)
    size = min(LARGEST_VALUE, int(left / (DIGIT * max(len(figure.value), 1))))
    element = _text(figure.value, 316, size, fill=BAND, font_weight=600)
    told = _element("tspan", dx=24, font_size=unit_size, font_weight=400, fill=INK)
    told.text = without_controls(unit)
    element.append(told)
    return element


def _fitting(size: int) -> int:
    """How many characters of a size a line holds."""
    return int(ROOM / (LETTER * size))


def _lines(text: str, width: int, *, most: int) -> list[str]:
    lines = [_shortened(line, width) for line in wrapped(text, width)]
    return lines if len(lines) <= most else [*lines[: most - 1], _shortened(f"{lines[most - 1]} …", width)]


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _text(text: str, y: int, size: int, **attributes: object) -> ET.Element:
    element = _element("text", x=MARGIN, y=y, font_size=size, **attributes)
    element.text = without_controls(text)
    return element


def _element(name: str, **attributes: object) -> ET.Element:
    return ET.Element(f"{{{SVG}}}{name}", {key.replace("_", "-"): str(value) for key, value in attributes.items()})
