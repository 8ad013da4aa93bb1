"""What a statistics table shows, as a value: indicators × periods × measures × areas.

The same description is stored with an article, travels in the query string of the table builder and is drawn as a
table, a chart or a download.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from indicators.measures import Measure
from indicators.periods import Period, PeriodError

E = TypeVar("E", bound=StrEnum)

MAX_INDICATORS = 60
MAX_PERIODS = 120
MAX_AREAS = 60


class DescriptionError(ValueError):
    """A description that cannot be read; `field` names the part at fault."""

    def __init__(self, field: str, problem: str, value: str = "") -> None:
        super().__init__(f"{field}: {problem}: {value}")
        self.field, self.problem, self.value = field, problem, value


class Rows(StrEnum):
    """What runs down the table; the rest runs across."""

    INDICATORS = "indicators"
    PERIODS = "periods"
    AREAS = "areas"


class ChartKind(StrEnum):
    NONE = "none"
    LINE = "line"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class TableDescription:
    """Indicators and areas by code, periods, measures; at least one of each.

    `totals` are those of areas and of periods: what can be added is added up behind them.
    """

    indicators: tuple[str, ...]
    periods: tuple[Period, ...]
    areas: tuple[str, ...]
    measures: tuple[Measure, ...] = (Measure.VALUE,)
    rows: Rows = Rows.INDICATORS
    chart: ChartKind = ChartKind.NONE
    caption: str = ""
    totals: tuple[Rows, ...] = ()

    def __post_init__(self) -> None:
        for field, limit in (("indicators", MAX_INDICATORS), ("periods", MAX_PERIODS), ("areas", MAX_AREAS)):
            chosen = getattr(self, field)
            if not chosen:
                raise DescriptionError(field, "empty")
            if len(chosen) > limit:
                raise DescriptionError(field, "too many", str(len(chosen)))
            if len(set(chosen)) != len(chosen):
                raise DescriptionError(field, "twice")
        if not self.measures:
            raise DescriptionError("measures", "empty")
        if Rows.INDICATORS in self.totals:
            # What indicators make together is an indicator of its own (models.Component).
            raise DescriptionError("totals", "unknown", Rows.INDICATORS)

    @property
    def cells(self) -> int:
        """How many there are, totals apart."""
        return len(self.indicators) * len(self.periods) * len(self.areas) * len(self.measures)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON that `from_json` reads back."""
        return {
            "indicators": list(self.indicators),
            "periods": [period.sdmx for period in self.periods],
            "areas": list(self.areas),
            "measures": [str(measure) for measure in self.measures],
            "rows": str(self.rows),
            "chart": str(self.chart),
            "caption": self.caption,
            "totals": [str(total) for total in self.totals],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> TableDescription:
        """Raises `DescriptionError` naming the part that is missing or cannot be read."""
        return cls(
            indicators=_texts("indicators", data.get("indicators", ())),
            periods=tuple(_period(text) for text in _texts("periods", data.get("periods", ()))),
            areas=_texts("areas", data.get("areas", ())),
            measures=tuple(_member(Measure, "measures", m) for m in data.get("measures") or [Measure.VALUE]),
            rows=_member(Rows, "rows", data.get("rows") or Rows.INDICATORS),
            chart=_member(ChartKind, "chart", data.get("chart") or ChartKind.NONE),
            caption=str(data.get("caption") or ""),
            totals=tuple(_member(Rows, "totals", total) for total in data.get("totals") or ()),
        )


def _texts(field: str, values: Any) -> tuple[str, ...]:
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise DescriptionError(field, "not a list", repr(values)[:80])
    return tuple(str(value) for value in values)


def _period(text: str) -> Period:
    try:
        return Period.from_sdmx(text)
    except PeriodError as error:
        raise DescriptionError("periods", str(error), text) from error


def _member(kind: type[E], field: str, value: Any) -> E:
    try:
        return kind(value)
    except ValueError as error:
        raise DescriptionError(field, "unknown", str(value)[:80]) from error
