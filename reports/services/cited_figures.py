"""The bound figures of a text as readers meet them: what each cites, and what the data said of it then and say now."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape

from indicators.measures import Measure
from indicators.models import Area, Indicator
from indicators.periods import Period
from indicators.series_choice import series_address
from indicators.services.table_cells import CellBuilder
from indicators.services.then_and_now import ThenAndNow
from indicators.table_changes import is_changed
from indicators.table_content import Cell
from indicators.table_description import MAX_INDICATORS, TableDescription
from indicators.table_markup import cell_text
from indicators.templatetags.figures import STATUS_MARKS
from reports.bindings import Binding
from reports.models import FigureMeasure

BoundText = tuple[Binding, str]
Citation = tuple[str, str, Period, Measure]
"""Indicator and area by code, period, measure: what is cited twice stands once in the list."""

_BOUND = re.compile(r"<span (?P<attributes>data-figure=[^>]*)>(?P<words>.*?)</span>", re.DOTALL)
_ATTRIBUTE = re.compile(r'(data-[a-z]+)="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class CitedFigure:
    """What one or several figures of a text cite. `then` is what the public saw when the text came out."""

    number: int
    words: tuple[str, ...]
    indicator: Indicator
    area: Area
    period: Period
    measure: Measure
    then: Cell
    now: Cell
    value_now: Cell
    source: str
    language: str

    @property
    def anchor(self) -> str:
        """Its row in the article's list of figures."""
        return f"so-lieu-{self.number}"

    @property
    def url(self) -> str:
        """The series that it is part of; the indicator's page where nothing of it is public."""
        if self.value_now.value is None:
            return self.indicator.get_absolute_url()
        return series_address(self.indicator, self.area, self.period)

    @property
    def is_revised(self) -> bool:
        return is_changed(self.then, self.now)

    @property
    def period_name(self) -> str:
        return self.period.label(self.language)

    @property
    def measure_name(self) -> str:
        return str(FigureMeasure(self.measure.value).label)

    @property
    def status_name(self) -> str:
        """ "ước tính", "sơ bộ"; empty for a final figure."""
        known = STATUS_MARKS.get(self.now.status)
        return known()[1] if known else ""

    @property
    def shown_now(self) -> str:
        return cell_text(self.now, self.language)

    @property
    def shown_then(self) -> str:
        return cell_text(self.then, self.language)

    @property
    def shown_value(self) -> str:
        """The observation itself, where what is cited is a comparison made from it; else empty."""
        return "" if self.measure is Measure.VALUE else cell_text(self.value_now, self.language)


def bound_texts(body_html: str) -> list[BoundText]:
    """The bindings of a clean body in order, each with its words."""
    found = []
    for match in _BOUND.finditer(body_html):
        binding = Binding.of_attributes(dict(_ATTRIBUTE.findall(match["attributes"])))
        if binding is not None:
            found.append((binding, unescape(_TAG.sub("", match["words"]))))
    return found


def descriptions_for(bindings: Iterable[Binding]) -> list[TableDescription]:
    """Tables that need exactly what the bindings cite and what it is compared with; they are not drawn."""
    wanted: dict[tuple[str, Period], dict[str, set[Measure]]] = defaultdict(lambda: defaultdict(set))
    for binding in bindings:
        wanted[binding.area, binding.period][binding.indicator] |= {Measure.VALUE, binding.measure}
    return [
        TableDescription(tuple(chunk), (period,), (area,), tuple(sorted({m for c in chunk for m in measures[c]})))
        for (area, period), measures in wanted.items()
        for chunk in _chunks(sorted(measures))
    ]


def cited_figures(texts: Sequence[BoundText], figures: ThenAndNow, language: str) -> dict[Citation, CitedFigure]:
    """What the texts cite, each once and in order; nothing of an indicator or area that may not be shown."""
    then, now = (CellBuilder(facts, language, (Measure.VALUE,)) for facts in (figures.then, figures.now))
    words: dict[Citation, list[str]] = defaultdict(list)
    for binding, text in texts:
        words[citation_of(binding)].append(" ".join(text.split()))
    found: dict[Citation, CitedFigure] = {}
    for citation, written in words.items():
        code, area_code, period, measure = citation
        indicator, area = figures.now.indicators.get(code), figures.now.areas.get(area_code)
        if indicator is None or area is None:
            continue
        observed = figures.now.observations.get((indicator.pk, area.pk, period))
        found[citation] = CitedFigure(
            number=len(found) + 1,
            words=tuple(dict.fromkeys(written)),
            indicator=indicator,
            area=area,
            period=period,
            measure=measure,
            then=then.cell(indicator, area, period, measure),
            now=now.cell(indicator, area, period, measure),
            value_now=now.cell(indicator, area, period, Measure.VALUE),
            source=(observed.source if observed else "") or indicator.source,
            language=language,
        )
    return found


def citation_of(binding: Binding) -> Citation:
    return binding.indicator, binding.area, binding.period, binding.measure


def _chunks(codes: Sequence[str]) -> Iterable[Sequence[str]]:
    return (codes[start : start + MAX_INDICATORS] for start in range(0, len(codes), MAX_INDICATORS))
