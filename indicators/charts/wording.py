"""A chart in words: for those who do not see it, for the page's description, for the line under the picture."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext

from indicators.charts.values import Kind, Series
from indicators.numbers import format_number

if TYPE_CHECKING:
    from indicators.charts.chart import Chart

NAMED_PARTS = 5


def summary_of(chart: Chart) -> str:
    """One sentence for every series (or the largest parts of a breakdown), then what is missing and estimated."""
    if chart.kind == Kind.BREAKDOWN:
        sentences = [parts_in_words(chart)]
    else:
        sentences = [series_in_words(chart, series) for series in chart.series]
    return " ".join([*sentences, *remarks(chart)])


def series_in_words(chart: Chart, series: Series) -> str:
    name = gettext("%(name)s (%(unit)s)") % {"name": series.name, "unit": chart.unit} if chart.unit else series.name
    known = series.known
    if not known:
        return gettext("%(name)s: không có số liệu.") % {"name": name}
    if len(known) == 1:
        return gettext("%(name)s: %(value)s.") % {"name": name, "value": at(chart, *known[0])}
    highest, lowest = max(known, key=lambda item: item[1]), min(known, key=lambda item: item[1])
    return gettext("%(name)s: từ %(first)s đến %(last)s; cao nhất %(highest)s, thấp nhất %(lowest)s.") % {
        "name": name,
        "first": at(chart, *known[0]),
        "last": at(chart, *known[-1]),
        "highest": at(chart, *highest),
        "lowest": at(chart, *lowest),
    }


def parts_in_words(chart: Chart) -> str:
    known = sorted(chart.series[0].known, key=lambda item: (-item[1], item[0]))
    name = gettext("%(name)s (%(unit)s)") % {"name": chart.series[0].name, "unit": chart.unit}
    if not known:
        return gettext("%(name)s: không có số liệu.") % {"name": name}
    named = ", ".join(f"{chart.categories[k].label} {printed(chart, value)}" for k, value in known[:NAMED_PARTS])
    others = len(known) - NAMED_PARTS
    if others > 0:
        named += ngettext(" và %(count)s phần khác", " và %(count)s phần khác", others) % {"count": others}
    return gettext("%(name)s, từ lớn đến nhỏ: %(parts)s.") % {"name": name, "parts": named}


def remarks(chart: Chart) -> list[str]:
    """What a reader must know of the values: which are missing, which are estimates."""
    missing = sum(reading.value is None for series in chart.series for reading in series.readings)
    found = []
    if missing:
        found.append(ngettext("%(count)s giá trị chưa có.", "%(count)s giá trị chưa có.", missing) % {"count": missing})
    if chart.has_estimates:
        found.append(gettext("Dấu rỗng và nét chấm là số ước tính."))
    return found


def at(chart: Chart, position: int, value: Decimal) -> str:
    return f"{printed(chart, value)} ({chart.categories[position].label})"


def printed(chart: Chart, value: Decimal) -> str:
    return format_number(value, chart.language, decimals=chart.decimals)
