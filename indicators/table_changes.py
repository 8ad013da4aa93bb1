"""A table as it was published against the same table now: which figures are others, and the marks that say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from indicators.measures import Measure
from indicators.periods import Period
from indicators.table_content import Cell, TableContent
from indicators.table_markup import shown_value

CellKey = tuple[str, str, Period, Measure]


def is_changed(then: Cell, now: Cell) -> bool:
    """Whether a reader saw a figure then and would see another one, or none, now."""
    return then.value is not None and shown_value(then) != shown_value(now)


def marked_as_revised(then: TableContent, now: TableContent) -> TableContent:
    """The table as it was published, each figure marked that is another one now."""
    if then is now:
        return then
    current = _by_key(now)

    def marked(cell: Cell) -> Cell:
        is_revised = is_changed(cell, current.get(_key(cell), cell))
        return replace(cell, is_revised=True) if is_revised else cell

    return _with_cells(then, marked)


def showing_changes(then: TableContent, now: TableContent) -> TableContent:
    """The table of now, each figure that was not published so with what stood in its place."""
    if then is now:
        return now
    published = _by_key(then)

    def changed(cell: Cell) -> Cell:
        old = published.get(_key(cell), cell)
        return replace(cell, published=old) if shown_value(old) != shown_value(cell) else cell

    return _with_cells(now, changed)


def count_changes(then: TableContent, now: TableContent) -> int:
    """How many figures of the published table are others now."""
    if then is now:
        return 0
    current = _by_key(now)
    return sum(is_changed(cell, current.get(_key(cell), cell)) for cell in then.cells)


def _with_cells(content: TableContent, mark: Callable[[Cell], Cell]) -> TableContent:
    rows = tuple(replace(row, cells=tuple(map(mark, row.cells))) for row in content.rows)
    return replace(content, rows=rows)


def _by_key(content: TableContent) -> dict[CellKey, Cell]:
    return {_key(cell): cell for cell in content.cells}


def _key(cell: Cell) -> CellKey:
    return cell.indicator, cell.area, cell.period, cell.measure
