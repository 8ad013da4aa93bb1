"""What every chart has around its marks: title and description, legend, grid with its numbers, axis labels."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from indicators.charts.marks import legend_key
from indicators.charts.scales import Scale
from indicators.charts.svg import element, joined, percent
from indicators.charts.values import Category
from indicators.numbers import format_number

if TYPE_CHECKING:
    from indicators.charts.chart import Chart

LINE_HEIGHT = 20
DIGIT_WIDTH = 7
GUTTERS = range(16, 105, 8)
"""Widths of the margin for the numbers of the axis; static/css/components/charts.css has a class for each."""
PLOT_HEIGHT = 250
AXIS_HEIGHT = 42
WIDE_LABELS, NARROW_LABELS = 24, 9
"""How many short labels stand beside each other on a wide and on a narrow screen."""
CHARACTERS_A_LINE = 44


@dataclass(frozen=True, slots=True)
class Frame:
    """The heights at which the plot begins and ends."""

    top: Decimal
    scale: Scale
    gutter: int

    @property
    def bottom(self) -> Decimal:
        return self.top + self.scale.height

    def place(self, value: Decimal) -> Decimal:
        return self.top + self.scale.place(value)


def picture(chart: Chart, summary: str, height: int | Decimal, *content: str, gutter: int = 0) -> SafeString:
    """The `<svg>` with its name and description, as wide as its place less the margin at its left."""
    title, description = f"{chart.key}-title", f"{chart.key}-desc"
    return element(
        "svg",
        element("title", chart.title, id=title),
        element("desc", summary, id=description),
        *content,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"chart chart-kind-{chart.kind}" + (f" chart-gutter-{gutter}" if gutter else ""),
        width="100%",
        height=str(height),
        role="img",
        aria_labelledby=f"{title} {description}",
    )


def framed(chart: Chart, scale: Scale) -> tuple[Frame, SafeString]:
    """The frame below legend and unit, and what is drawn of it behind the marks."""
    gutter = gutter_for(chart, scale)
    legend_lines, legend = legend_of(chart, -gutter)
    top = Decimal((legend_lines * LINE_HEIGHT + 10 if legend_lines else 0) + LINE_HEIGHT + 12)
    frame = Frame(top, scale, gutter)
    return frame, joined([legend, unit_label(chart, frame), grid(chart, frame), axis(chart.categories, frame)])


def gutter_for(chart: Chart, scale: Scale) -> int:
    """Room for the longest number of the axis."""
    longest = max(len(format_number(tick, chart.language, decimals=scale.decimals)) for tick in scale.ticks)
    return next((width for width in GUTTERS if width >= longest * DIGIT_WIDTH + 8), GUTTERS[-1])


def legend_of(chart: Chart, left: int) -> tuple[int, SafeString]:
    """A line or more for every series; one alone is named by the title."""
    if len(chart.series) == 1:
        return 0, joined([])
    parts, line = [], 0
    for number, series in enumerate(chart.series, start=1):
        parts.append(legend_key(number, left, Decimal(line * LINE_HEIGHT + 10), is_line=chart.kind == "line"))
        for text in wrapped(series.name):
            parts.append(element("text", text, x=left + 34, y=line * LINE_HEIGHT + 15, class_="chart-series-label"))
            line += 1
    return line, joined(parts)


def unit_label(chart: Chart, frame: Frame) -> SafeString:
    """The unit over the axis, and a warning where the axis leaves zero out."""
    words = [chart.unit] if chart.unit else []
    if frame.scale.low > 0 or frame.scale.high < 0:
        words.append(gettext("trục không bắt đầu từ 0"))
    if not words:
        return joined([])
    return element("text", ", ".join(words), x=-frame.gutter, y=frame.top - 16, class_="chart-unit")


def grid(chart: Chart, frame: Frame) -> SafeString:
    """A rule for every round number, the number at its left; the rule of zero is stronger."""
    parts = []
    for tick in frame.scale.ticks:
        height = frame.place(tick)
        axis_class = "chart-axis" if tick == frame.scale.baseline else "chart-grid"
        parts.append(element("line", x1="0", x2="100%", y1=height, y2=height, class_=axis_class))
        label = format_number(tick, chart.language, decimals=frame.scale.decimals)
        parts.append(element("text", label, x="-8", y=height + 4, text_anchor="end"))
    return joined(parts)


def axis(categories: tuple[Category, ...], frame: Frame) -> SafeString:
    """Short labels under the columns, thinned to what fits, and the years under them where they change."""
    count = len(categories)
    on_wide, on_narrow = shown_ticks(categories, WIDE_LABELS), shown_ticks(categories, NARROW_LABELS)
    parts = []
    for position, category in enumerate(categories):
        if position not in on_wide:
            continue
        parts.append(
            element(
                "text",
                category.short,
                x=percent(middle(position, count)),
                y=frame.bottom + 18,
                text_anchor="middle",
                class_=None if position in on_narrow else "chart-wide",
            )
        )
    return joined([*parts, groups(categories, frame)])


def groups(categories: tuple[Category, ...], frame: Frame) -> SafeString:
    """The name of every group at its middle, thinned to what fits, and a small stroke where a new one begins."""
    runs: list[tuple[str, int, int]] = []
    for position, category in enumerate(categories):
        if category.group and runs and runs[-1][0] == category.group:
            runs[-1] = (category.group, runs[-1][1], position)
        elif category.group:
            runs.append((category.group, position, position))
    count, parts = len(categories), []
    wide, narrow = -(-len(runs) // 14) or 1, -(-len(runs) // 6) or 1
    for number, (name, first, last) in enumerate(reversed(runs)):
        if first:
            x = percent(Decimal(first) / count)
            parts.append(element("line", x1=x, x2=x, y1=frame.bottom, y2=frame.bottom + 6, class_="chart-axis"))
        if number % wide == 0:
            parts.append(
                element(
                    "text",
                    name,
                    x=percent((middle(first, count) + middle(last, count)) / 2),
                    y=frame.bottom + 36,
                    text_anchor="middle",
                    class_="chart-group" if number % narrow == 0 else "chart-group chart-wide",
                )
            )
    return joined(parts)


def shown_ticks(categories: tuple[Category, ...], room: int) -> frozenset[int]:
    """The positions whose labels are shown where `room` labels of three letters fit; longer ones need more.

    Months and quarters are thinned alike in every year, and not at all shown where only years have room; anything
    else is counted from the last, which is what readers look for.
    """
    count = len(categories)
    longest = max(len(category.short) for category in categories)
    step = -(-count // max(room * 3 // max(longest, 3), 2))
    if all(category.size for category in categories):
        step = next((k for k in (1, 2, 3, 6, 12) if k >= step), count)
        return frozenset(k for k, category in enumerate(categories) if step == 1 or regular(category, step))
    return frozenset(range(count - 1, -1, -step))


def regular(category: Category, step: int) -> bool:
    return step < category.size and category.ordinal % step == 0


def middle(position: int, count: int) -> Decimal:
    """The middle of a column as a share of the width."""
    return Decimal(2 * position + 1) / (2 * count)


def wrapped(text: str, width: int = CHARACTERS_A_LINE) -> list[str]:
    """Lines of at most `width` characters, broken between words where they can be."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]
