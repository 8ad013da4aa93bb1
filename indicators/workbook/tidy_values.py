"""The words that the cells of a tidy sheet may hold beside figures: periods, status, reasons, measures."""

import datetime

from indicators.measures import Absence, Measure, Status
from indicators.periods import Period
from indicators.text import fold
from indicators.workbook.grid import Value, one_line

STATUSES = {
    "uoc": Status.ESTIMATE, "uoc tinh": Status.ESTIMATE, "estimate": Status.ESTIMATE, "e": Status.ESTIMATE,
    "estimated": Status.ESTIMATE, "so bo": Status.PRELIMINARY, "preliminary": Status.PRELIMINARY,
    "p": Status.PRELIMINARY, "chinh thuc": Status.FINAL, "final": Status.FINAL, "a": Status.FINAL,
    "thuc hien": None, "normal": None,
}  # fmt: skip
ABSENCES = {
    "khong phat sinh": Absence.NIL, "nil": Absence.NIL, "chua co": Absence.NOT_AVAILABLE,
    "chua co so lieu": Absence.NOT_AVAILABLE, "not_available": Absence.NOT_AVAILABLE,
    "not available": Absence.NOT_AVAILABLE, "bao mat": Absence.CONFIDENTIAL, "bi mat": Absence.CONFIDENTIAL,
    "khong cong bo": Absence.CONFIDENTIAL, "confidential": Absence.CONFIDENTIAL,
}  # fmt: skip
MEASURES = {measure.value: measure for measure in Measure} | {
    "gia tri": Measure.VALUE, "ke hoach": Measure.TARGET, "so voi cung ky": Measure.GROWTH_YOY,
    "so voi ky truoc": Measure.GROWTH_PREVIOUS, "so voi ke hoach": Measure.PLAN_SHARE,
}  # fmt: skip


def read_period(period: Value, year: Value, quarter: Value, month: Value) -> Period | None:
    """The period that a row's cells give together, None where all are blank; raises PeriodError."""
    known_year = int(one_line(year)) if year != "" and one_line(year).isdigit() else None
    if isinstance(period, datetime.date):
        return Period.of_month(period.year, period.month)
    if period != "":
        return Period.parse(one_line(period), year=known_year)
    if known_year is None:
        return Period.parse(one_line(year)) if year != "" else None
    if month != "":
        text = one_line(month)
        return Period.parse(f"tháng {text}" if text.isdigit() else text, year=known_year)
    if quarter != "":
        text = one_line(quarter)
        return Period.parse(text if fold(text).startswith(("q", "quy")) else f"quý {text}", year=known_year)
    return Period.of_year(known_year)
