"""A chart as a value: what it shows, what it says in words, and its drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import translation
from django.utils.safestring import SafeString

from indicators.charts.breakdowns import breakdown
from indicators.charts.columns import columns
from indicators.charts.lines import lines
from indicators.charts.values import MAX_SERIES, Category, ChartError, Kind, Series
from indicators.charts.wording import summary_of
from indicators.languages import reading_language
from indicators.periods import Period

DRAWINGS = {Kind.LINE: lines, Kind.BAR: columns, Kind.BREAKDOWN: breakdown}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as a value. `render_svg()` draws it, `summary` says it in words; both in `language`.

    `key` must be unique on the page: the title and description are referred to by it. `decimals` rounds what is
    printed; without it every value keeps its own digits. A BREAKDOWN has one series, its categories are the parts.
    Raises `ChartError` where the data do not fit together.
    """

    kind: Kind
    title: str
    unit: str
    categories: tuple[Category, ...]
    series: tuple[Series, ...]
    key: str = "chart"
    decimals: int | None = None
    language: str = field(default_factory=reading_language)

    def __post_init__(self) -> None:
        if not self.categories or not self.series:
            raise ChartError("A chart needs a category and a series.")
        if len(self.series) > (1 if self.kind == Kind.BREAKDOWN else MAX_SERIES):
            raise ChartError(f"Too many series for one chart: {len(self.series)}.")
        for series in self.series:
            if len(series.readings) != len(self.categories):
                raise ChartError(f"{series.name}: {len(series.readings)} readings, {len(self.categories)} categories.")
            if any(not value.is_finite() for _, value in series.known):
                raise ChartError(f"{series.name}: a value is not a finite number.")

    @classmethod
    def of_periods(
        cls,
        kind: Kind,
        title: str,
        unit: str,
        periods: Sequence[Period],
        series: Iterable[Series],
        *,
        key: str = "chart",
        decimals: int | None = None,
        language: str | None = None,
    ) -> Chart:
        """A chart along periods, their labels in the chart's language."""
        language = language or reading_language()
        categories = tuple(Category.of_period(period, language) for period in periods)
        return cls(kind, title, unit, categories, tuple(series), key, decimals, language)

    @property
    def values(self) -> list[Decimal]:
        return [value for series in self.series for _, value in series.known]

    @property
    def has_estimates(self) -> bool:
        return any(r.is_estimate and r.value is not None for series in self.series for r in series.readings)

    @property
    def summary(self) -> str:
        """The chart in a sentence or two, for those who do not see it and for the page's description."""
        with translation.override(self.language):
            return summary_of(self)

    def render_svg(self) -> SafeString:
        """An `<svg>` that fills the width of its place, with title, description and labels."""
        with translation.override(self.language):
            return DRAWINGS[self.kind](self, summary_of(self))
