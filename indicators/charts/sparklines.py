"""A line as small as a word, beside a headline figure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe

from indicators.charts.svg import coordinate, element

WIDTH, HEIGHT, MARGIN = 96, 36, 4


def sparkline(values: Sequence[Decimal | None], *, last_is_estimate: bool = False) -> SafeString:
    """The run of the values, gaps left open, the last one marked (hollow where it is an estimate).

    Decoration beside numbers that stand as text, hence hidden from screen readers. Nothing for fewer than two values.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return mark_safe("")
    low, high = min(known), max(known)
    step = Decimal(WIDTH - 2 * MARGIN) / (len(values) - 1)
    runs: list[list[tuple[Decimal, Decimal]]] = [[]]
    for position, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((MARGIN + step * position, height_of(value, low, high)))
    places = [place for run in runs for place in run]
    drawing = "".join("M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in run) for run in runs if run)
    x, y = places[-1]
    return element(
        "svg",
        element("path", d=drawing, class_="chart-line series-1"),
        element("circle", cx=x, cy=y, r=3, class_=f"chart-point series-1{' chart-open' if last_is_estimate else ''}"),
        class_="sparkline",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        width=WIDTH,
        height=HEIGHT,
        aria_hidden="true",
        focusable="false",
    )


def height_of(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    if low == high:
        return Decimal(HEIGHT) / 2
    return MARGIN + (high - value) / (high - low) * (HEIGHT - 2 * MARGIN)
