"""The figures that an article cites, as a file: what it says, what the data said when it came out, and say now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from indicators.exchange.cells import formula_safe
from indicators.exchange.comma_separated import BOM, encoded
from indicators.table_markup import shown_value
from reports.services.cited_figures import CitedFigure

HEADS = (
    *("text", "indicator_code", "indicator", "area_code", "area", "period", "period_name", "measure"),
    *("value_when_published", "value", "unit", "status", "revised", "source", "licence", "series"),
)


def figures_file(figures: Iterable[CitedFigure], *, licence: str, site: str) -> Iterator[bytes]:
    """CSV, one cited figure a line, numbers with a point as in all data files; `site` goes before the series' path."""
    return encoded(HEADS, ([*_fields(figure), licence, site + figure.url] for figure in figures), before=BOM)


def _fields(figure: CitedFigure) -> list[str]:
    texts = [formula_safe(text) for text in ("; ".join(figure.words), figure.indicator.name, figure.area.name)]
    return [
        texts[0],
        figure.indicator.code,
        texts[1],
        figure.area.code,
        texts[2],
        figure.period.sdmx,
        figure.period_name,
        figure.measure.value,
        _number(shown_value(figure.then)),
        _number(shown_value(figure.now)),
        formula_safe(figure.now.unit),
        figure.now.status,
        "yes" if figure.is_revised else "no",
        formula_safe(figure.source),
    ]


def _number(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")
