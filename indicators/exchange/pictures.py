"""A chart as a picture of its own: SVG with its colours and words inside, and the same as PNG.

On a page a chart takes its colours from the stylesheet; a file has none, and a program that opens it may read no CSS.
So every element gets the attributes that the stylesheet would give it in a light page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import resvg_py
from django.utils import translation
from django.utils.translation import gettext as _

from indicators.charts import Chart
from indicators.charts.frame import wrapped
from indicators.exchange.cells import without_controls
from indicators.exchange.dataset import Provenance

PICTURES = {"svg": ("SVG", "image/svg+xml"), "png": ("PNG", "image/png")}
"""By extension: what readers know the format by, and its content type."""

SVG = "http://www.w3.org/2000/svg"
FONTS = [str(path) for path in sorted((Path(__file__).parent / "fonts").glob("*.ttf"))]
FAMILY = "'Portal Sans', 'Source Sans 3', Arial, sans-serif"

# As wide as the canvas on which lines are drawn (charts.lines.STRETCH), so that strokes keep their breadth in
# renderers that know no vector-effect.
PLOT_WIDTH = 1000
MARGIN = 24
TITLE_SIZE, TITLE_LINE, TITLE_CHARACTERS = 19, 26, 100
NOTE_SIZE, NOTE_LINE, NOTE_CHARACTERS = 13, 19, 150
PIXELS_A_UNIT = 2

PAPER, INK, INK_SOFT, LINE, LINE_STRONG = "#ffffff", "#15202d", "#485666", "#d6dde6", "#76838f"
SERIES = ("#1f4e9c", "#b8650a", "#0b8a7c", "#8b2f7d", "#3f4853", "#4f6310")
"""The tokens of a light page (static/css/tokens.css); a test compares them."""

STYLES: Mapping[str, Mapping[str, str]] = {
    "chart-label": {"fill": INK, "font-size": "14"},
    "chart-series-label": {"fill": INK, "font-size": "14"},
    "chart-value": {
        "fill": INK,
        "font-weight": "600",
        "paint-order": "stroke",
        "stroke": PAPER,
        "stroke-width": "4",
        "stroke-linejoin": "round",
    },
    "chart-group": {"font-weight": "600"},
    "chart-grid": {"stroke": LINE, "stroke-width": "1", "shape-rendering": "crispEdges"},
    "chart-axis": {"stroke": LINE_STRONG, "stroke-width": "1", "shape-rendering": "crispEdges"},
    "chart-line": {"fill": "none", "stroke-width": "2.5", "stroke-linejoin": "round", "stroke-linecap": "round"},
    "chart-point": {"stroke-width": "2"},
    "chart-bar": {"stroke-width": "1.5"},
    "chart-open": {"fill": PAPER},
    "chart-reading": {"fill": "none", "pointer-events": "all"},
}
_COLOURED = frozenset({"chart-line", "chart-point", "chart-bar"})


def chart_svg(chart: Chart, provenance: Provenance, *, sources: str = "", footnotes: Sequence[str] = ()) -> str:
    """The chart with its title above and what must be known of it below."""
    ET.register_namespace("", SVG)
    drawing = ET.fromstring(without_controls(str(chart.render_svg())))
    gutter = _gutter(drawing)
    height = int(float(drawing.get("height", "0")))
    with translation.override(chart.language):
        notes = _notes(chart, provenance, sources, footnotes)
    titles = wrapped(without_controls(chart.title), TITLE_CHARACTERS)
    top = MARGIN + len(titles) * TITLE_LINE + 12
    below = top + height + 12
    whole = below + len(notes) * NOTE_LINE + MARGIN
    width = PLOT_WIDTH + gutter + 2 * MARGIN
    picture = _element("svg", width=width, height=whole, viewBox=f"0 0 {width} {whole}", font_family=FAMILY)
    picture.append(_element("rect", width=width, height=whole, fill=PAPER))
    for number, text in enumerate(titles):
        place = MARGIN + TITLE_SIZE + number * TITLE_LINE
        picture.append(_text(text, MARGIN, place, TITLE_SIZE, fill=INK, font_weight=600))
    for element in drawing.iter():
        _dress(element)
    drawing.attrib.update(
        x=str(MARGIN + gutter),
        y=str(top),
        width=str(PLOT_WIDTH),
        viewBox=f"0 0 {PLOT_WIDTH} {height}",
        overflow="visible",
    )
    picture.append(drawing)
    for number, text in enumerate(notes):
        picture.append(_text(text, MARGIN, below + NOTE_SIZE + number * NOTE_LINE, NOTE_SIZE, fill=INK_SOFT))
    return ET.tostring(picture, encoding="unicode")


def png_of(svg: str, *, pixels_a_unit: int = PIXELS_A_UNIT) -> bytes:
    """The picture in pixels, a chart twice as fine as its units; no font of the machine is looked at."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=FONTS, zoom=pixels_a_unit))


def _notes(chart: Chart, provenance: Provenance, sources: str, footnotes: Sequence[str]) -> list[str]:
    told = [_("Dấu rỗng và nét chấm là số ước tính.")] if chart.has_estimates else []
    told += footnotes
    if sources:
        told.append(_("Nguồn: %(sources)s.") % {"sources": sources})
    told.append(
        " · ".join([provenance.publisher, provenance.licence.name, _("Lấy lúc") + f" {provenance.retrieved_text}"])
    )
    lines = [line for text in told for line in wrapped(without_controls(text), NOTE_CHARACTERS)]
    # An address has no blanks to break at.
    address = provenance.permalink
    return [*lines, *(address[k : k + NOTE_CHARACTERS] for k in range(0, len(address), NOTE_CHARACTERS))]


def _gutter(drawing: ET.Element) -> int:
    """The room for the numbers of the axis, which stand left of the plot."""
    found = re.search(r"chart-gutter-(\d+)", drawing.get("class", ""))
    return int(found[1]) if found else 0


def _dress(element: ET.Element) -> None:
    """What the stylesheet would say of the element, as attributes; its classes go."""
    classes = element.attrib.pop("class", "").split()
    if element.tag == f"{{{SVG}}}text":
        element.attrib.setdefault("fill", INK_SOFT)
        element.attrib.setdefault("font-size", "13")
    series = next((int(name.removeprefix("series-")) for name in classes if re.fullmatch(r"series-\d", name)), 0)
    if series and _COLOURED & set(classes):
        colour = SERIES[(series - 1) % len(SERIES)]
        element.set("stroke", colour)
        element.set("fill", colour)
    for name in STYLES:
        if name in classes:
            element.attrib.update(STYLES[name])


def _text(text: str, x: int, y: int, size: int, **attributes: object) -> ET.Element:
    element = _element("text", x=x, y=y, font_size=size, **attributes)
    element.text = text
    return element


def _element(name: str, **attributes: object) -> ET.Element:
    return ET.Element(f"{{{SVG}}}{name}", {key.replace("_", "-"): str(value) for key, value in attributes.items()})
