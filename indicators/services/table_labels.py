"""The words around the numbers: caption, heads, units, and what is said once for the whole table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.measures import Measure
from indicators.models import Area, Indicator
from indicators.periods import Period
from indicators.services.table_cells import comparison_unit
from indicators.table_description import Rows, TableDescription


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one table. A head that every column would repeat is said once in `context`."""

    caption: str
    stub: str
    unit: str
    context: tuple[str, ...]
    language: str
    indicators: tuple[Indicator, ...]
    has_area_heads: bool
    has_indicator_heads: bool
    has_period_heads: bool
    has_measure_heads: bool
    total_period: Period | None = None

    def heads(
        self, area: Area | None, indicator: Indicator | None, period: Period | None, measure: Measure
    ) -> tuple[str, ...]:
        """From the widest head to the column's own."""
        heads = []
        if area and self.has_area_heads:
            heads.append(area.name)
        if indicator and self.has_indicator_heads:
            heads.append(indicator.name)
        if period and self.has_period_heads:
            heads.append(self.period(period))
        if self.has_measure_heads or not heads:
            heads.append(measure_label(measure))
        return tuple(heads)

    def column_unit(self, indicator: Indicator | None, measure: Measure) -> str:
        """The unit in a column's head: of its comparisons, or its indicator's where the table has no single one."""
        if measure in (Measure.VALUE, Measure.TARGET):
            return indicator.unit.symbol if indicator and not self.unit else ""
        units = {comparison_unit(i, measure) for i in ([indicator] if indicator else self.indicators)}
        return units.pop() if len(units) == 1 else comparison_unit_of_most(self.indicators, measure)

    def row_unit(self, indicator: Indicator) -> str:
        """The unit beside an indicator's name where the table has no single one."""
        return "" if self.unit else indicator.unit.symbol

    def period(self, period: Period) -> str:
        label = period.label(self.language)
        if period == self.total_period:
            return _("Cộng %(period)s") % {"period": label}
        return label[:1].upper() + label[1:]


def labels_for(
    description: TableDescription, indicators: Sequence[Indicator], areas: Sequence[Area], language: str
) -> Labels:
    """The words of a table that shows these indicators and areas."""
    measures = description.measures
    has_indicator_heads = description.rows is not Rows.INDICATORS and len(indicators) > 1
    has_area_heads = description.rows is not Rows.AREAS and len(areas) > 1
    has_period_heads = description.rows is not Rows.PERIODS
    has_measure_heads = len(measures) > 1 or not (has_indicator_heads or has_area_heads or has_period_heads)
    caption = description.caption or _caption(description, indicators, language)
    said_once = []
    if description.rows is not Rows.INDICATORS and len(indicators) == 1:
        said_once.append(indicators[0].name)
    if description.rows is not Rows.AREAS and len(areas) == 1:
        said_once.append(areas[0].name)
    if not has_measure_heads and measures[0] is not Measure.VALUE:
        said_once.append(measure_label(measures[0]))
    return Labels(
        caption=caption,
        stub=_stub(description.rows),
        unit=_single_unit(indicators, measures),
        context=tuple(text for text in said_once if text.casefold() not in caption.casefold()),
        language=language,
        indicators=tuple(indicators),
        has_area_heads=has_area_heads,
        has_indicator_heads=has_indicator_heads,
        has_period_heads=has_period_heads,
        has_measure_heads=has_measure_heads,
    )


def measure_label(measure: Measure) -> str:
    return {
        Measure.VALUE: lambda: _("Giá trị"),
        Measure.GROWTH_YOY: lambda: _("Tăng so với cùng kỳ"),
        Measure.GROWTH_PREVIOUS: lambda: _("Tăng so với kỳ trước"),
        Measure.PLAN_SHARE: lambda: _("So với kế hoạch năm"),
        Measure.TARGET: lambda: _("Kế hoạch năm"),
    }[measure]()


def comparison_unit_of_most(indicators: Sequence[Indicator], measure: Measure) -> str:
    units = [comparison_unit(indicator, measure) for indicator in indicators]
    return max(units, key=units.count, default="")


def _single_unit(indicators: Sequence[Indicator], measures: Sequence[Measure]) -> str:
    """The unit of all values of the table, or nothing where they differ or the table shows none."""
    if not {Measure.VALUE, Measure.TARGET} & set(measures):
        return ""
    units = {indicator.unit.symbol for indicator in indicators}
    return units.pop() if len(units) == 1 else ""


def _stub(rows: Rows) -> str:
    return {
        Rows.INDICATORS: lambda: _("Chỉ tiêu"),
        Rows.PERIODS: lambda: _("Kỳ"),
        Rows.AREAS: lambda: _("Địa bàn"),
    }[rows]()


def _caption(description: TableDescription, indicators: Sequence[Indicator], language: str) -> str:
    """What the table shows and when, for a table that was given no caption."""
    names = ", ".join(indicator.name for indicator in indicators[:2])
    subject = names if 0 < len(indicators) <= 2 else _("Số liệu thống kê")
    first, last = min(description.periods), max(description.periods)
    if first == last:
        return f"{subject}, {first.label(language)}"
    return _("%(subject)s, %(first)s đến %(last)s") % {
        "subject": subject,
        "first": first.label(language),
        "last": last.label(language),
    }
