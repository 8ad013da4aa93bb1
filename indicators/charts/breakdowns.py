"""The parts of a whole as bars that lie under their names, so that long names keep their words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from indicators.charts.frame import LINE_HEIGHT, picture, wrapped
from indicators.charts.scales import scale_for
from indicators.charts.svg import element, joined, percent
from indicators.charts.wording import at, printed

if TYPE_CHECKING:
    from indicators.charts.chart import Chart

BAR_HEIGHT = 16
GAP = 14
SHARE_FOR_BARS = Decimal("0.8")
"""The rest of the width is for the number behind the longest bar."""


def breakdown(chart: Chart, summary: str) -> SafeString:
    scale = scale_for(chart.values, height=1, from_zero=True)
    # Heights of a scale of 1 are shares from the top; lying down, they are counted from the other end.
    ground = 1 - scale.place(scale.baseline)
    top, parts = Decimal(0), []
    if chart.unit:
        parts.append(element("text", chart.unit, x="0", y=14, class_="chart-unit"))
        top = Decimal(LINE_HEIGHT + 6)
    for category, reading, position in zip(
        chart.categories, chart.series[0].readings, range(len(chart.categories)), strict=True
    ):
        for text in wrapped(category.label):
            parts.append(element("text", text, x="0", y=top + 14, class_="chart-label"))
            top += LINE_HEIGHT
        if reading.value is None:
            parts.append(element("text", gettext("chưa có số liệu"), x="0", y=top + 13))
        else:
            end = 1 - scale.place(reading.value)
            parts.append(bar(chart, position, ground, end, top))
        top += BAR_HEIGHT + GAP
    return picture(chart, summary, top, *parts)


def bar(chart: Chart, position: int, ground: Decimal, end: Decimal, top: Decimal) -> SafeString:
    reading = chart.series[0].readings[position]
    value = reading.value
    assert value is not None
    left, right = min(ground, end) * SHARE_FOR_BARS, max(ground, end) * SHARE_FOR_BARS
    return joined(
        [
            element(
                "rect",
                element("title", at(chart, position, value)),
                x=percent(left),
                y=top,
                width=percent(right - left),
                height=BAR_HEIGHT,
                stroke_dasharray="4 3" if reading.is_estimate else None,
                class_="chart-bar series-1" + (" chart-open" if reading.is_estimate else ""),
            ),
            element("text", printed(chart, value), x=percent(right), dx=8, y=top + 13, class_="chart-value"),
        ]
    )
