"""Series as lines along periods: gaps where a value is missing, dots and hollow marks where it is an estimate."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from indicators.charts.frame import AXIS_HEIGHT, PLOT_HEIGHT, Frame, framed, middle, picture
from indicators.charts.marks import ESTIMATE_DASH, dash_of, marker
from indicators.charts.readings import readings
from indicators.charts.scales import scale_for
from indicators.charts.svg import coordinate, element, joined, percent
from indicators.charts.values import Series
from indicators.charts.wording import printed

if TYPE_CHECKING:
    from indicators.charts.chart import Chart

STRETCH = 1000
MARKED_POINTS = 24
LABEL_DISTANCE = Decimal(15)
NARROW_PLOT, HALF_CHARACTER, OVERHANG = 280, Decimal("3.6"), 10


def lines(chart: Chart, summary: str) -> SafeString:
    scale = scale_for(chart.values, height=PLOT_HEIGHT, from_zero=False)
    frame, behind = framed(chart, scale)
    return picture(
        chart,
        summary,
        frame.bottom + AXIS_HEIGHT,
        behind,
        stretched(chart, frame),
        *(points(chart, frame, number, series) for number, series in enumerate(chart.series, start=1)),
        last_values(chart, frame),
        readings(chart, frame),
        gutter=frame.gutter,
    )


def stretched(chart: Chart, frame: Frame) -> SafeString:
    """The strokes, on a canvas that stretches across while strokes keep their breadth."""
    strokes = [
        stroke
        for number, series in enumerate(chart.series, start=1)
        for stroke in strokes_of(series, number, frame, len(chart.categories))
    ]
    return element(
        "svg",
        *strokes,
        x="0",
        y="0",
        width="100%",
        height=frame.bottom,
        viewBox=f"0 0 {STRETCH} {coordinate(frame.bottom)}",
        preserveAspectRatio="none",
        overflow="visible",
    )


def strokes_of(series: Series, number: int, frame: Frame, count: int) -> list[SafeString]:
    """A stroke for every unbroken run of published values, a dotted one for every step to or from an estimate."""
    strokes: list[SafeString] = []
    run: list[str] = []
    for position, reading in enumerate(series.readings):
        if reading.value is None:
            strokes += drawn_run(run, number)
            run = []
            continue
        place = f"{coordinate(middle(position, count) * STRETCH)} {coordinate(frame.place(reading.value))}"
        if run and (reading.is_estimate or series.readings[position - 1].is_estimate):
            strokes += drawn_run(run, number)
            strokes.append(path([run[-1], place], number, ESTIMATE_DASH))
            run = []
        run.append(place)
    return strokes + drawn_run(run, number)


def drawn_run(places: Sequence[str], number: int) -> list[SafeString]:
    return [path(places, number, dash_of(number))] if len(places) > 1 else []


def path(places: Sequence[str], number: int, dash: str | None) -> SafeString:
    return element(
        "path",
        d=f"M{'L'.join(places)}",
        stroke_dasharray=dash,
        vector_effect="non-scaling-stroke",
        class_=f"chart-line series-{number}",
    )


def points(chart: Chart, frame: Frame, number: int, series: Series) -> SafeString:
    """Marks: on every reading of a short series; on a long one where the line does not tell."""
    count = len(chart.categories)
    last = series.known[-1][0] if series.known else -1
    return joined(
        marker(
            number,
            x=percent(middle(position, count)),
            y=frame.place(value),
            hollow=series.readings[position].is_estimate,
        )
        for position, value in series.known
        if count <= MARKED_POINTS
        or position == last
        or series.readings[position].is_estimate
        or stands_alone(series, position)
    )


def stands_alone(series: Series, position: int) -> bool:
    neighbours = series.readings[max(position - 1, 0) : position] + series.readings[position + 1 : position + 2]
    return all(reading.value is None for reading in neighbours)


def last_values(chart: Chart, frame: Frame) -> SafeString:
    """The last value of every series beside its mark, moved apart where two would touch."""
    count = len(chart.categories)
    ends = sorted(
        (label_height(frame, series), number, series.known[-1])
        for number, series in enumerate(chart.series, start=1)
        if series.known
    )
    labels, above = [], Decimal(-1000)
    for height, number, (position, value) in ends:
        above = max(height, above + LABEL_DISTANCE)
        text = printed(chart, value)
        at_the_edge = (1 - middle(position, count)) * NARROW_PLOT + OVERHANG < len(text) * HALF_CHARACTER
        labels.append(
            element(
                "text",
                text,
                x="100%" if at_the_edge else percent(middle(position, count)),
                y=above,
                text_anchor="end" if at_the_edge else "middle",
                class_=f"chart-value series-{number}",
            )
        )
    return joined(labels)


def label_height(frame: Frame, series: Series) -> Decimal:
    """Over the last mark, or under it where the line comes down from above and there is room under it."""
    value = series.known[-1][1]
    place = frame.place(value)
    falls = len(series.known) > 1 and series.known[-2][1] > value
    return place + 20 if falls and place + 24 < frame.bottom else place - 10
