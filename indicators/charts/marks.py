"""The marks of the series: each has a shape and a dash of its own, so that colour is never the only difference."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from django.utils.safestring import SafeString

from indicators.charts.svg import coordinate, element, joined

DASHES: tuple[str | None, ...] = (None, "9 4", "3 3", "12 3 3 3", "6 2", "1 4")
ESTIMATE_DASH = "0.1 5"
SIZE = Decimal(4)
PATHS = {
    1: "M-{s} -{s}H{s}V{s}H-{s}Z",
    2: "M0 -{l}L{l} {s}H-{l}Z",
    3: "M0 -{l}L{l} 0 0 {l} -{l} 0Z",
    4: "M0 {l}L{l} -{s}H-{l}Z",
    5: "M-{l} -{h}H{l}V{h}H-{l}Z",
}


def dash_of(number: int) -> str | None:
    """The dash pattern of series 1 to 6; the first is a whole line."""
    return DASHES[(number - 1) % len(DASHES)]


def marker(number: int, *content: str, x: str, y: Decimal, hollow: bool = False, size: Decimal = SIZE) -> SafeString:
    """The mark of a series at a place: disc, square, triangle, diamond, and the last two turned."""
    classes = f"chart-point series-{number}" + (" chart-open" if hollow else "")
    shape = (number - 1) % 6
    if shape == 0:
        return element("circle", *content, cx=x, cy=y, r=size, class_=classes)
    # A polygon cannot stand at a percentage; an inner svg can, and lets its drawing hang over.
    outline = element("path", *content, d=path_of(shape, size), class_=classes)
    return element("svg", outline, x=x, y=y, overflow="visible")


@cache
def path_of(shape: int, size: Decimal) -> str:
    return PATHS[shape].format(
        s=coordinate(size), l=coordinate(size * Decimal("1.35")), h=coordinate(size * Decimal("0.55"))
    )


def legend_key(number: int, left: int, y: Decimal, *, is_line: bool) -> SafeString:
    """The mark as the legend shows it: on its line, or as a filled square of the bars."""
    if not is_line:
        return element("rect", x=left + 6, y=y - 6, width=14, height=12, class_=f"chart-bar series-{number}")
    stroke = element(
        "line",
        x1=left,
        x2=left + 26,
        y1=y,
        y2=y,
        stroke_dasharray=dash_of(number),
        class_=f"chart-line series-{number}",
    )
    return joined([stroke, marker(number, x=str(left + 13), y=y)])
