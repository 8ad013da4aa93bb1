"""What a person decided about a sheet's layout, kept as JSON and applied to the next file of the same shape."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self

Convention = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """What one column is; an empty field leaves its question to the layout.

    `role` is a `columns.Role`, `measure` a `drafts.Measure`, `period` an SDMX period, `is_index` whether 111.2
    in it means +11.2, `indicator` a name that the column adds.
    """

    role: str = ""
    measure: str = ""
    period: str = ""
    unit: str = ""
    area: str = ""
    status: str = ""
    indicator: str = ""
    is_index: bool | None = None


@dataclass(frozen=True, slots=True)
class TableChoice:
    """What was decided about one table of a sheet; rows are 0-based, columns are letters."""

    header_rows: tuple[int, int] | None = None
    stub_column: str = ""
    rows_are: str = ""
    period: str = ""
    unit: str = ""
    area: str = ""
    status: str = ""
    is_skipped: bool = False
    columns: Mapping[str, ColumnChoice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LayoutChoice:
    """What was decided about a sheet: its tables by their order from 0, how it writes numbers, what is hidden."""

    tables: Mapping[int, TableChoice] = field(default_factory=dict)
    convention: Convention | None = None
    include_hidden: bool = False
    is_skipped: bool = False

    def table(self, number: int) -> TableChoice:
        return self.tables.get(number, NO_TABLE_CHOICE)

    def to_json(self) -> dict[str, Any]:
        """Plain lists, dictionaries and texts, the inverse of `from_json`."""
        return {
            "tables": {str(number): _table_json(table) for number, table in self.tables.items()},
            "convention": self.convention,
            "include_hidden": self.include_hidden,
            "is_skipped": self.is_skipped,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The choice that `to_json` wrote; fields that are not known are left out."""
        convention = data.get("convention")
        return cls(
            tables={int(number): _table(table) for number, table in data.get("tables", {}).items()},
            convention=convention if convention in ("vi", "en") else None,
            include_hidden=bool(data.get("include_hidden")),
            is_skipped=bool(data.get("is_skipped")),
        )


NO_TABLE_CHOICE = TableChoice()
NO_CHOICE = LayoutChoice()


def _table_json(table: TableChoice) -> dict[str, Any]:
    return {
        "header_rows": list(table.header_rows) if table.header_rows else None,
        "stub_column": table.stub_column,
        "rows_are": table.rows_are,
        "period": table.period,
        "unit": table.unit,
        "area": table.area,
        "status": table.status,
        "is_skipped": table.is_skipped,
        "columns": {letters: asdict(column) for letters, column in table.columns.items()},
    }


def _table(data: Mapping[str, Any]) -> TableChoice:
    rows = data.get("header_rows")
    texts = {
        name: str(data.get(name) or "") for name in ("stub_column", "rows_are", "period", "unit", "area", "status")
    }
    return TableChoice(
        header_rows=(int(rows[0]), int(rows[1])) if rows else None,
        is_skipped=bool(data.get("is_skipped")),
        columns={str(letters): _column(column) for letters, column in data.get("columns", {}).items()},
        **texts,
    )


def _column(data: Mapping[str, Any]) -> ColumnChoice:
    known = {name: data[name] for name in ColumnChoice.__dataclass_fields__ if name in data}
    return ColumnChoice(**known)
