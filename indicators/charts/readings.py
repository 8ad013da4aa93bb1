"""Every place along the axis told in words: for a pointer that rests there, and for static/js/chart.js."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from indicators.charts.frame import Frame
from indicators.charts.svg import element, joined, percent
from indicators.charts.wording import printed

if TYPE_CHECKING:
    from indicators.charts.chart import Chart


def readings(chart: Chart, frame: Frame) -> SafeString:
    """An invisible column over each category with its label and the value of each series, a line each."""
    count = len(chart.categories)
    return joined(
        element(
            "rect",
            element("title", "\n".join([chart.categories[position].label, *told(chart, position)])),
            x=percent(Decimal(position) / count),
            y=frame.top,
            width=percent(Decimal(1) / count),
            height=frame.scale.height,
            class_="chart-reading",
        )
        for position in range(count)
    )


def told(chart: Chart, position: int) -> list[str]:
    """ "Xi măng: 230 nghìn tấn (ước tính)" for each series."""
    lines = []
    for series in chart.series:
        reading = series.readings[position]
        if reading.value is None:
            shown = gettext("chưa có số liệu")
        else:
            shown = " ".join([printed(chart, reading.value), *([chart.unit] if chart.unit else [])])
            if reading.is_estimate:
                shown = gettext("%(value)s (ước tính)") % {"value": shown}
        lines.append(f"{series.name}: {shown}")
    return lines
