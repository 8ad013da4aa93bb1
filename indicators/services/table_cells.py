"""One cell of a table: the value of an observation, or what it is compared with its base or its plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.comparisons import change, growth, share_of_plan
from indicators.measures import Measure
from indicators.models import Area, Indicator, Nature
from indicators.numbers import format_number
from indicators.periods import Period
from indicators.printed_comparisons import change_agrees, growth_agrees, share_agrees
from indicators.services.table_facts import Facts, Figure
from indicators.services.table_needs import base_before, base_last_year
from indicators.table_content import PERCENT, Cell, Comparison, Footnote, Gap


@dataclass(slots=True)
class CellBuilder:
    """Makes cells in reading order and numbers the footnotes as they occur; the same text has one number."""

    facts: Facts
    language: str
    measures: tuple[Measure, ...]
    numbers: dict[str, int] = field(default_factory=dict)
    used: list[Figure] = field(default_factory=list)

    @property
    def footnotes(self) -> tuple[Footnote, ...]:
        return tuple(Footnote(number, text) for text, number in self.numbers.items())

    def cell(self, indicator: Indicator, area: Area, period: Period, measure: Measure) -> Cell:
        """The cell of one measure."""
        if measure is Measure.TARGET:
            return self._target(indicator, area, period)
        observed = self.facts.observations.get((indicator.pk, area.pk, period))
        if measure is Measure.VALUE:
            return self._value(indicator, area, period, observed)
        return self._comparison(indicator, area, period, measure, observed)

    def _value(self, indicator: Indicator, area: Area, period: Period, observed: Figure | None) -> Cell:
        return Cell(
            indicator.code,
            area.code,
            period,
            Measure.VALUE,
            observed.value if observed else None,
            indicator.unit.symbol,
            gap=gap_of(observed),
            status=observed.status if observed and observed.value is not None else "",
            footnotes=self._noted(observed),
        )

    def _target(self, indicator: Indicator, area: Area, period: Period) -> Cell:
        target = self.facts.targets.get((indicator.pk, area.pk, period.last[0]))
        return Cell(
            indicator.code,
            area.code,
            period,
            Measure.TARGET,
            target.value if target else None,
            indicator.unit.symbol,
            gap=None if target else Gap.NOT_AVAILABLE,
            footnotes=self._noted(target),
        )

    def _comparison(
        self, indicator: Indicator, area: Area, period: Period, measure: Measure, observed: Figure | None
    ) -> Cell:
        base = base_of(self.facts, indicator, area, period, measure)
        comparison = compared(measure, observed, base, is_rate=indicator.nature == Nature.RATE, period=period)
        footnotes = self._noted(observed) if self._carries_notes(measure) else ()
        if not comparison.is_consistent and comparison.printed is not None:
            footnotes += (self._number(_printed_otherwise(comparison.printed, self.language)),)
        if observed:
            self.used.append(observed)
        return Cell(
            indicator.code,
            area.code,
            period,
            measure,
            comparison.value,
            comparison_unit(indicator, measure),
            gap=None if comparison.value is not None else comparison_gap(measure, observed, base),
            status=observed.status if observed and comparison.value is not None else "",
            footnotes=footnotes,
            comparison=comparison,
        )

    def _carries_notes(self, measure: Measure) -> bool:
        """Whether an observation's footnote stands here: at its value, or at the first measure where none is shown."""
        return Measure.VALUE not in self.measures and measure is self.measures[0]

    def _noted(self, figure: Figure | None) -> tuple[int, ...]:
        if figure is None:
            return ()
        self.used.append(figure)
        return (self._number(figure.footnote.strip()),) if figure.footnote.strip() else ()

    def _number(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers) + 1)


def compared(
    measure: Measure, observed: Figure | None, base: Figure | None, *, is_rate: bool, period: Period
) -> Comparison:
    """The measure from the stored values, beside what the source printed; rates differ by percentage points."""
    if observed is None or observed.value is None:
        return Comparison(None, None)
    printed = printed_of(observed, measure)
    value, other = observed.value, base.value if base else None
    agrees: Callable[[Decimal, Decimal, Decimal], bool]
    if measure is Measure.PLAN_SHARE:
        # A plan is the whole year's: what a single later month is of it says nothing of how far the work has come.
        computed = share_of_plan(value, other) if period.is_year_to_date else None
        agrees = share_agrees
    elif is_rate:
        computed, agrees = change(value, other), change_agrees
    else:
        computed, agrees = growth(value, other), growth_agrees
    if computed is None or printed is None or other is None:
        return Comparison(computed, printed)
    return Comparison(computed, printed, is_consistent=agrees(printed, value, other))


def base_of(facts: Facts, indicator: Indicator, area: Area, period: Period, measure: Measure) -> Figure | None:
    """The figure that a measure compares with."""
    if measure is Measure.PLAN_SHARE:
        return facts.targets.get((indicator.pk, area.pk, period.last[0]))
    earlier = base_last_year(period) if measure is Measure.GROWTH_YOY else base_before(period)
    return facts.observations.get((indicator.pk, area.pk, earlier)) if earlier else None


def printed_of(observed: Figure, measure: Measure) -> Decimal | None:
    return {
        Measure.GROWTH_YOY: observed.printed_growth_yoy,
        Measure.GROWTH_PREVIOUS: observed.printed_growth_previous,
        Measure.PLAN_SHARE: observed.printed_plan_share,
    }[measure]


def gap_of(figure: Figure | None) -> Gap | None:
    """Why there is no value; None where there is one."""
    if figure is not None and figure.value is not None:
        return None
    return Gap(figure.absence) if figure and figure.absence else Gap.NOT_AVAILABLE


def comparison_gap(measure: Measure, observed: Figure | None, base: Figure | None) -> Gap:
    """Why there is no comparison: no value, nothing to compare it with, or a base that gives no percentage."""
    if gap := gap_of(observed):
        return gap
    if base is not None and base.value is not None:
        return Gap.NOT_COMPARABLE
    return Gap.NO_PLAN if measure is Measure.PLAN_SHARE else Gap.NO_BASE


def comparison_unit(indicator: Indicator, measure: Measure) -> str:
    if measure is not Measure.PLAN_SHARE and indicator.nature == Nature.RATE:
        return _("điểm %")
    return PERCENT


def _printed_otherwise(printed: Decimal, language: str) -> str:
    return _("Nguồn in %(figure)s%%; số ở đây tính từ các giá trị đã công bố.") % {
        "figure": format_number(printed, language, signed=True)
    }
