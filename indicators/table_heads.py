"""The heads of a table's columns: equal neighbours become one wide head, and say once the status of what is below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString

from indicators.table_content import Column, TableContent
from indicators.table_markup import ColumnStyle, head_marks


@dataclass(frozen=True, slots=True)
class Head:
    """A head over `span` columns; `column` is the key of the one that it sorts, empty for a wide head."""

    label: str
    span: int
    unit: str
    marks: SafeString
    column: str
    has_marks: bool


def head_levels(content: TableContent, styles: Mapping[str, ColumnStyle]) -> list[list[Head]]:
    """The rows of heads. A status that holds for all values below a head stands there and not again below it."""
    depth = max((len(column.heads) for column in content.columns), default=0)
    levels: list[list[Head]] = []
    said: set[str] = set()
    for level in range(depth):
        row = []
        for path, columns in groupby(content.columns, key=lambda column: column.heads[: level + 1]):
            group = list(columns)
            is_own = level == depth - 1
            status = _shared_status(content, [column for column in group if column.key not in said])
            if status:
                said.update(column.key for column in group)
            own = group[0]
            style = styles[own.key]
            row.append(
                Head(
                    label=path[-1],
                    span=len(group),
                    unit=own.unit if is_own else "",
                    marks=head_marks(status, is_own and style.is_from_print),
                    column=own.key if is_own else "",
                    has_marks=is_own and style.has_marks,
                )
            )
        levels.append(row)
    return levels


def _shared_status(content: TableContent, columns: Sequence[Column]) -> str:
    """The status of all marked columns, where they share one."""
    statuses = {column.status for column in columns if column.measure in content.marked_measures}
    return statuses.pop() if len(statuses) == 1 else ""
