"""Series as columns beside each other at every category, standing on zero; estimates are hollow."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from indicators.charts.frame import AXIS_HEIGHT, PLOT_HEIGHT, Frame, framed, middle, picture
from indicators.charts.readings import readings
from indicators.charts.scales import scale_for
from indicators.charts.svg import element, joined, percent
from indicators.charts.wording import printed

if TYPE_CHECKING:
    from indicators.charts.chart import Chart

GROUP_SHARE = Decimal("0.72")
WIDEST = Decimal("0.09")
LABELLED_WIDE, LABELLED_NARROW = 16, 6


def columns(chart: Chart, summary: str) -> SafeString:
    scale = scale_for(chart.values, height=PLOT_HEIGHT, from_zero=True)
    frame, behind = framed(chart, scale)
    return picture(
        chart,
        summary,
        frame.bottom + AXIS_HEIGHT,
        behind,
        bars(chart, frame),
        labels(chart, frame),
        readings(chart, frame),
        gutter=frame.gutter,
    )


def breadth(chart: Chart) -> Decimal:
    """How wide a column is, as a share of the width."""
    return min(GROUP_SHARE / len(chart.categories) / len(chart.series), WIDEST)


def left_of(chart: Chart, position: int, number: int) -> Decimal:
    group = breadth(chart) * len(chart.series)
    return middle(position, len(chart.categories)) - group / 2 + breadth(chart) * (number - 1)


def bars(chart: Chart, frame: Frame) -> SafeString:
    ground = frame.place(frame.scale.baseline)
    drawn = []
    for number, series in enumerate(chart.series, start=1):
        for position, value in series.known:
            end = frame.place(value)
            hollow = series.readings[position].is_estimate
            drawn.append(
                element(
                    "rect",
                    x=percent(left_of(chart, position, number)),
                    y=min(end, ground),
                    width=percent(breadth(chart) * Decimal("0.92")),
                    height=abs(ground - end),
                    stroke_dasharray="4 3" if hollow else None,
                    class_=f"chart-bar series-{number}" + (" chart-open" if hollow else ""),
                )
            )
    return joined(drawn)


def labels(chart: Chart, frame: Frame) -> SafeString:
    """The values over their columns, as long as there is room for them."""
    count = sum(len(series.known) for series in chart.series)
    if count > LABELLED_WIDE:
        return joined([])
    classes = "chart-value" if count <= LABELLED_NARROW else "chart-value chart-wide"
    return joined(
        element(
            "text",
            printed(chart, value),
            x=percent(left_of(chart, position, number) + breadth(chart) / 2),
            y=frame.place(value) + (-6 if value >= 0 else 16),
            text_anchor="middle",
            class_=f"{classes} series-{number}",
        )
        for number, series in enumerate(chart.series, start=1)
        for position, value in series.known
    )
