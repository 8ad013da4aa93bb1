"""From descriptions to what the tables say, in a fixed number of queries for all of them together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from indicators.languages import reading_language
from indicators.measures import Measure
from indicators.models import Area, Indicator
from indicators.periods import Period
from indicators.services.table_cells import CellBuilder
from indicators.services.table_facts import Facts, load_facts
from indicators.services.table_hierarchy import Placed, area_tree, indicator_tree
from indicators.services.table_labels import Labels, labels_for
from indicators.services.table_totals import Totalled, with_totals
from indicators.table_content import TOTAL_CODE, Cell, Column, Gap, Row, TableContent, marked_measures
from indicators.table_description import Rows, TableDescription

FINAL = "final"


@dataclass(frozen=True, slots=True)
class Line:
    """What a row or a column fixes of the place where a cell is looked up."""

    indicator: Indicator | None = None
    area: Area | None = None
    period: Period | None = None


def load_contents(
    descriptions: Sequence[TableDescription], *, public: bool = True, at: dt.datetime | None = None
) -> list[TableContent]:
    """What each table says, in the reading language, in three queries for all of them.

    The public figures as they are at `at` (now by default); with `public=False` the newest ones, embargoed or not,
    for editors' previews. Indicators that are not public, and codes that name nothing, are left out and listed in
    `unknown`.
    """
    facts = load_facts(descriptions, public=public, at=at)
    return [content_of(description, facts) for description in descriptions]


def content_of(description: TableDescription, facts: Facts) -> TableContent:
    """What one table says by the facts; no query."""
    language = reading_language()
    indicators = [facts.indicators[code] for code in description.indicators if code in facts.indicators]
    areas = [facts.areas[code] for code in description.areas if code in facts.areas]
    labels = labels_for(description, indicators, areas, language)
    totalled = with_totals(description, facts, indicators, areas)
    labels = replace(labels, total_period=totalled.total_period)
    builder = CellBuilder(totalled.facts, language, description.measures)
    lines = _column_lines(description, indicators, totalled)
    rows = _rows(description, totalled, indicators, lines, builder, labels)
    columns = _with_statuses(_columns(description, lines, labels), rows, marked_measures(description.measures))
    if description.rows is Rows.PERIODS and not any(column.status for column in columns):
        rows = _with_row_statuses(rows)
    cells = [cell for row in rows for cell in row.cells]
    return TableContent(
        description=description,
        caption=labels.caption,
        language=language,
        columns=columns,
        rows=rows,
        stub=labels.stub,
        unit=labels.unit,
        context=labels.context,
        statuses=tuple(sorted({cell.status for cell in cells if cell.status and cell.status != FINAL})),
        gaps=tuple(gap for gap in Gap if any(cell.gap is gap for cell in cells)),
        footnotes=builder.footnotes,
        sources=_sources(builder, indicators),
        updated=max((figure.public_since for figure in builder.used), default=None),
        indicator_names={indicator.code: indicator.name for indicator in indicators},
        area_names={area.code: area.name for area in areas},
        unknown=(
            *(code for code in description.indicators if code not in facts.indicators),
            *(code for code in description.areas if code not in facts.areas),
        ),
    )


def _column_lines(
    description: TableDescription, indicators: Sequence[Indicator], totalled: Totalled
) -> list[tuple[Line, Measure]]:
    """What runs across, from the widest head to the narrowest: areas, indicators, periods, measures."""
    across = product(
        [None] if description.rows is Rows.AREAS else totalled.areas,
        [None] if description.rows is Rows.INDICATORS else indicators,
        [None] if description.rows is Rows.PERIODS else totalled.periods,
        description.measures,
    )
    return [(Line(indicator, area, period), measure) for area, indicator, period, measure in across]


def _columns(
    description: TableDescription, lines: Iterable[tuple[Line, Measure]], labels: Labels
) -> tuple[Column, ...]:
    return tuple(
        Column(
            key=f"c{position}",
            heads=labels.heads(line.area, line.indicator, line.period, measure),
            measure=measure,
            indicator=line.indicator.code if line.indicator else "",
            area=line.area.code if line.area else "",
            period=line.period,
            unit=labels.column_unit(line.indicator, measure),
        )
        for position, (line, measure) in enumerate(lines, start=1)
    )


def _rows(
    description: TableDescription,
    totalled: Totalled,
    indicators: Sequence[Indicator],
    lines: Sequence[tuple[Line, Measure]],
    builder: CellBuilder,
    labels: Labels,
) -> tuple[Row, ...]:
    def cells(row: Line) -> tuple[Cell, ...]:
        found = []
        for line, measure in lines:
            indicator, area = row.indicator or line.indicator, row.area or line.area
            period = row.period or line.period
            if indicator is None or area is None or period is None:
                raise AssertionError("A cell has an indicator, an area and a period.")
            found.append(builder.cell(indicator, area, period, measure))
        return tuple(found)

    if not lines:
        return ()
    match description.rows:
        case Rows.INDICATORS:
            return tuple(
                _tree_row(
                    placed,
                    cells(Line(indicator=placed.member)),
                    unit=labels.row_unit(placed.member),
                    url=placed.member.get_absolute_url(),
                )
                for placed in indicator_tree(indicators, totalled.facts.wholes)
            )
        case Rows.AREAS:
            return tuple(_tree_row(placed, cells(Line(area=placed.member))) for placed in area_tree(totalled.areas))
        case Rows.PERIODS:
            return tuple(
                Row(
                    period.sdmx,
                    labels.period(period),
                    cells(Line(period=period)),
                    is_total=period == totalled.total_period,
                    period=period,
                )
                for period in totalled.periods
            )


def _tree_row(
    placed: Placed[Indicator] | Placed[Area], cells: tuple[Cell, ...], *, unit: str = "", url: str = ""
) -> Row:
    member = placed.member
    return Row(
        member.code,
        member.name,
        cells,
        level=placed.level,
        parent=placed.parent,
        is_total=placed.is_total or member.code == TOTAL_CODE,
        unit=unit,
        url=url,
    )


def _with_statuses(
    columns: tuple[Column, ...], rows: tuple[Row, ...], marked: frozenset[Measure]
) -> tuple[Column, ...]:
    """A status that all values of a column share is the column's."""
    return tuple(
        replace(column, status=_shared_status(row.cells[position] for row in rows))
        if column.measure in marked
        else column
        for position, column in enumerate(columns)
    )


def _with_row_statuses(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(replace(row, status=_shared_status(row.cells)) for row in rows)


def _shared_status(cells: Iterable[Cell]) -> str:
    statuses = {cell.status for cell in cells if cell.value is not None and cell.measure is not Measure.TARGET}
    shared = statuses.pop() if len(statuses) == 1 else ""
    return "" if shared == FINAL else shared


def _sources(builder: CellBuilder, indicators: Sequence[Indicator]) -> tuple[str, ...]:
    """The sources of the figures shown, in the order in which they occur; the indicators' own where those name none.

    A figure's own source has no translation, but may be one that an indicator of the table names in both languages.
    """
    translated = {indicator.source_vi: indicator.source for indicator in indicators}
    named = [translated.get(figure.source, figure.source) for figure in builder.used if figure.source]
    return tuple(dict.fromkeys(named or [indicator.source for indicator in indicators if indicator.source]))
