"""Cells that cannot be taken as they stand: what their row says about a doubtful number, and plans that are ranges."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.utils.translation import gettext as _

from indicators.measures import Measure
from indicators.units import Unit
from indicators.workbook.cells import CellReading
from indicators.workbook.details import Place
from indicators.workbook.problems import Severity, a1

_RANGE = re.compile(r"\d[\d.,]*\s*[-–−]\s*\d")
_NEAR = 10


@dataclass(frozen=True, slots=True)
class Settled:
    """The value that was decided, None where none could be, and what to tell about it."""

    value: Decimal | None
    problem: str
    severity: Severity = Severity.ERROR


def settle(
    text: str, place: Place, reading: CellReading, unit: Unit | None, beside: Sequence[Decimal], measure: Measure
) -> Settled:
    """Decide a doubtful number by what it counts or by the figures beside it, and say so; else leave the problem.

    "1.233 người" has no thousandths of a person. Beside 1180 and 1200, "1.233" is 1233: its two readings lie a
    factor of 1000 apart, so that at most one of them is within a factor of 10 of its row.
    """
    if measure is Measure.TARGET and _RANGE.search(text):
        told = _("Ô %(cell)s: kế hoạch “%(text)s” là một khoảng, không phải một số, nên không đọc.")
        return Settled(None, told % {"cell": a1(*place), "text": text[:40]}, Severity.WARNING)
    if len(reading.readings) != 2:
        return Settled(None, reading.problem)
    with_thousands, with_decimals = reading.readings
    values = {"cell": a1(*place), "text": text[:40]}
    if unit is not None and unit.dimension.startswith("count:") and unit.scale == 1:
        told = _("Ô %(cell)s: “%(text)s” đọc là %(value)s vì %(unit)s đếm được từng đơn vị.")
        return Settled(
            with_thousands, told % {**values, "value": with_thousands, "unit": unit.symbol_vi}, Severity.NOTE
        )
    middle = abs(median(beside)) if beside else Decimal(0)
    near = [value for value in (with_thousands, with_decimals) if _is_near(abs(value), middle)]
    if len(near) == 1:
        told = _("Ô %(cell)s: “%(text)s” đọc là %(value)s theo các số cùng dòng. Hãy kiểm tra.")
        shown = str(near[0]).replace(".", ",")
        return Settled(near[0], told % {**values, "value": shown}, Severity.WARNING)
    return Settled(None, reading.problem)


def _is_near(value: Decimal, other: Decimal) -> bool:
    return other > 0 and value > 0 and other / _NEAR <= value <= other * _NEAR
