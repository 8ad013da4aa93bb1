"""Which periods belong to one series: months, quarters, halves, years to date, years; without Django's models."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

from django.utils.translation import gettext as _

from indicators.periods import Period


class Frequency(StrEnum):
    """A kind of series, by its word in addresses; in the order in which one is preferred where several are as new."""

    MONTH = "thang"
    QUARTER = "quy"
    YEAR_TO_DATE = "luy-ke"
    HALF = "nua-nam"
    YEAR = "nam"
    OTHER = "khac"

    @property
    def label(self) -> str:
        return {
            Frequency.MONTH: lambda: _("Theo tháng"),
            Frequency.QUARTER: lambda: _("Theo quý"),
            Frequency.YEAR_TO_DATE: lambda: _("Lũy kế từ đầu năm"),
            Frequency.HALF: lambda: _("Theo nửa năm"),
            Frequency.YEAR: lambda: _("Theo năm"),
            Frequency.OTHER: lambda: _("Các kỳ khác"),
        }[self]()

    def holds(self, period: Period) -> bool:
        """Whether the period stands in such a series: the first quarter is a quarter and a year to date."""
        match self:
            case Frequency.YEAR_TO_DATE:
                return period.is_year_to_date
            case Frequency.OTHER:
                return period.kind == "span"
        return period.kind == {
            Frequency.MONTH: "month",
            Frequency.QUARTER: "quarter",
            Frequency.HALF: "half",
            Frequency.YEAR: "year",
        }.get(self)

    def periods(self, periods: Iterable[Period]) -> list[Period]:
        """Those of the periods that stand in the series, in time's order."""
        return sorted((period for period in periods if self.holds(period)), key=moment)


def offered(periods: Collection[Period]) -> list[Frequency]:
    """The series that the periods make. A first quarter alone makes no year to date, a first half alone no halves."""
    kinds = {period.kind for period in periods}
    firsts = {period.kind for period in periods if period.is_year_to_date}
    return [
        frequency
        for frequency, is_offered in (
            (Frequency.MONTH, "month" in kinds),
            (Frequency.QUARTER, "quarter" in kinds),
            (Frequency.YEAR_TO_DATE, bool({"half", "year_to_date"} & firsts)),
            (Frequency.HALF, any(period.kind == "half" and period.month > 1 for period in periods)),
            (Frequency.YEAR, "year" in kinds),
            (Frequency.OTHER, "span" in kinds),
        )
        if is_offered
    ]


def series_of(period: Period) -> Frequency:
    """The series in which one looks for a period: a first half among years to date, a first quarter among quarters."""
    return next(
        frequency
        for frequency in (Frequency.MONTH, Frequency.QUARTER, Frequency.YEAR, Frequency.YEAR_TO_DATE, *Frequency)
        if frequency.holds(period)
    )


def preferred(periods: Collection[Period]) -> Frequency | None:
    """The series with the newest period, the one in smaller steps where several have it; None where there is none."""
    series = [(frequency, frequency.periods(periods)) for frequency in offered(periods)]
    return max(series, key=lambda each: each[1][-1].end, default=(None,))[0]


def moment(period: Period) -> tuple[int, int, int]:
    """Periods by when they end, shorter ones first."""
    return *period.last, period.months
