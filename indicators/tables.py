"""A statistics table drawn by django-tables2: columns from the content, totals above their parts in every order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

import django_tables2
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_tables2.data import TableListData
from django_tables2.utils import OrderBy

from indicators.table_chart import chart_of
from indicators.table_content import Column, Row, TableContent
from indicators.table_heads import Head, head_levels
from indicators.table_markup import ColumnStyle, cell_html, legend, style_of
from indicators.templatetags.figures import status_mark
from indicators.text import fold

STUB = "stub"
MIN_SORTABLE_ROWS = 3


class Arrangement(StrEnum):
    """What of a table and its chart is seen at first; what is folded away is still there for who asks."""

    TABLE_AND_CHART = "both"
    TABLE = "table"
    CHART = "chart"


def render_statistics_table(
    content: TableContent,
    *,
    key: str,
    params: QueryDict | None = None,
    downloads: Sequence[tuple[str, str, str]] = (),
    arrangement: Arrangement = Arrangement.TABLE_AND_CHART,
) -> SafeString:
    """The whole component as safe HTML: caption, unit, table, legend, footnotes, source, and the chart if there is one.

    `key` is the table's name on its page ("bang-1"): the id of the component and the prefix of its query parameter.
    `params` is the page's query string, from which the order of rows is read and which the links of the heads keep.
    `arrangement` says whether table or chart come first; the default shows both.
    """
    table = StatisticsTable(content, key=key, params=params)
    chart = chart_of(content, key=f"{key}-chart") if arrangement is not Arrangement.TABLE else None
    return SafeString(
        render_to_string(
            "components/statistics_table.html",
            {
                "id": key,
                "caption": content.caption,
                "context": content.context,
                "unit": content.unit,
                "table": table,
                "chart": chart,
                "chart_first": chart is not None and arrangement is Arrangement.CHART,
                "legend": legend(content),
                "footnotes": [(f"({note.number})", note.text) for note in content.footnotes],
                "source": "; ".join(content.sources),
                "updated": content.updated,
                "downloads": downloads,
            },
        )
    )


class HierarchicalData(TableListData):
    """Rows that are sorted among their siblings only, so that a total stays above its parts; missing values last."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__(list(rows))
        self.rows = tuple(rows)

    def order_by(self, aliases: Sequence[str]) -> None:
        order = list(range(len(self.rows)))
        for alias in reversed([OrderBy(alias) for alias in aliases]):
            order = self._sorted(order, alias)
        below: dict[int | None, list[int]] = {}
        for position in order:
            below.setdefault(self.rows[position].parent, []).append(position)
        self.data = [self.rows[position] for position in _depth_first(below, None)]

    def _sorted(self, order: list[int], alias: OrderBy) -> list[int]:
        keys = {position: self._key(self.rows[position], alias.bare) for position in order}
        known = [position for position in order if keys[position] is not None]
        known.sort(key=lambda position: keys[position], reverse=alias.is_descending)
        return known + [position for position in order if keys[position] is None]

    def _key(self, row: Row, name: str) -> Any:
        if name == STUB:
            return row.period or fold(row.label)
        position: int = self.table.positions[name]
        value: Decimal | None = row.cells[position].value
        return value


class StubColumn(django_tables2.Column):
    """The head of each row: its label, linked where there is a page of it, and its unit."""

    def render(self, record: Row) -> SafeString:
        label = format_html('<a href="{}">{}</a>', record.url, record.label) if record.url else record.label
        unit = format_html(' <span class="row-unit">{}</span>', record.unit) if record.unit else ""
        return format_html("{}{}{}", label, status_mark(record.status), unit)


class CellColumn(django_tables2.Column):
    """A column of values, each with its marks."""

    def __init__(self, column: Column, position: int, style: ColumnStyle, *, language: str, key: str) -> None:
        super().__init__(
            verbose_name=" – ".join(column.heads),
            accessor=f"cells__{position}",
            empty_values=(),
            initial_sort_descending=True,
        )
        self.style, self.language, self.key = style, language, key

    def render(self, value: Any, record: Row) -> SafeString:
        return cell_html(value, record, self.style, language=self.language, key=self.key)


@dataclass(frozen=True, slots=True)
class SortLink:
    """Where a column's head leads and how the column is sorted now: "ascending", "descending" or not."""

    url: str
    direction: str


class StatisticsTable(django_tables2.Table):
    """The content as a table of django-tables2, ordered by `?<key>-sort=-c2`; columns are `stub`, `c1`, `c2` and on."""

    class Meta:
        template_name = "components/statistics_grid.html"
        empty_values = ()

    def __init__(self, content: TableContent, *, key: str, params: QueryDict | None = None) -> None:
        self.content = content
        self.key = key
        self.params = params or QueryDict()
        self.positions: Mapping[str, int] = {column.key: k for k, column in enumerate(content.columns)}
        self.styles = {column.key: style_of(content, k) for k, column in enumerate(content.columns)}
        columns = [(STUB, StubColumn(verbose_name=content.stub, empty_values=()))]
        columns += [
            (column.key, CellColumn(column, k, self.styles[column.key], language=content.language, key=key))
            for column, k in zip(content.columns, self.positions.values(), strict=True)
        ]
        super().__init__(
            HierarchicalData(content.rows),
            extra_columns=columns,
            prefix=f"{key}-",
            orderable=len(content.rows) >= MIN_SORTABLE_ROWS,
        )
        if wanted := self._wanted_order():
            self.order_by = wanted

    @property
    def heads(self) -> list[list[Head]]:
        """The rows of heads above the values, the widest first."""
        return head_levels(self.content, self.styles)

    @property
    def body(self) -> SafeString:
        """The rows in their order. A template would take most of a page's time for the cells of one table."""
        stub, *columns = (bound.column for bound in self.columns)
        opening = ['<td class="number with-marks">' if c.style.has_marks else '<td class="number">' for c in columns]
        drawn = list(zip(opening, columns, range(len(columns)), strict=True))
        rows = []
        for row in self.rows:
            record: Row = row.record
            cells = [f"{td}{column.render(record.cells[k], record)}</td>" for td, column, k in drawn]
            level = f' class="level-{record.indent}"' if record.level else ""
            head = f'<th scope="row"{level}>{stub.render(record)}</th>'
            opened = '<tr class="total">' if record.is_total else "<tr>"
            rows.append(f"{opened}{head}{''.join(cells)}</tr>")
        return SafeString("\n".join(rows))

    @property
    def sort_links(self) -> dict[str, SortLink]:
        """By column; empty where there is too little to sort."""
        if not self.orderable:
            return {}
        return {bound.name: self._link(bound) for bound in self.columns}

    @property
    def unsorted_url(self) -> str:
        """Back to the order of the table's author; empty where the rows stand in it."""
        return self._url(None) if self.order_by else ""

    def _wanted_order(self) -> list[str]:
        if not self.orderable:
            return []
        known = {STUB, *self.positions}
        return [name for name in self.params.getlist(self.prefixed_order_by_field) if name.removeprefix("-") in known]

    def _link(self, bound: Any) -> SortLink:
        alias = bound.order_by_alias
        direction = ("descending" if alias.is_descending else "ascending") if bound.is_ordered else ""
        following = alias.opposite if bound.is_ordered else OrderBy(f"-{bound.name}" if bound.name != STUB else STUB)
        return SortLink(self._url(str(following)), direction)

    def _url(self, order: str | None) -> str:
        params = self.params.copy()
        params.pop(self.prefixed_order_by_field, None)
        if order:
            params[self.prefixed_order_by_field] = order
        return f"?{params.urlencode()}#{self.key}"


def _depth_first(below: Mapping[int | None, Sequence[int]], parent: int | None) -> Iterator[int]:
    for position in below.get(parent, ()):
        yield position
        yield from _depth_first(below, position)
