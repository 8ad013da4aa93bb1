"""Any report workbook as a format of django-import-export: its figures come out as a tidy dataset."""

from __future__ import annotations

from typing import Any

import tablib
from django.utils.translation import gettext_lazy as _
from import_export.formats.base_formats import Format

from indicators.measures import Measure
from indicators.services.naming import AreaNames
from indicators.workbook.drafts import ObservationDraft, Reading, ReadingContext
from indicators.workbook.grid import open_workbook
from indicators.workbook.reading import read_workbook

HEADERS = (
    *("indicator", "parent", "area", "period", "measure", "value", "unit", "absence", "status", "footnote"),
    *("sheet", "cell", "problem"),
)
"""One figure a row; a cell that could not be read is a row with nothing but its place and its problem."""


class WorkbookFormat(Format):
    """Reads xlsx, xls, xlsb, ods and csv in whatever layout; numbers come as decimals, whatever way they were written.

    Raises `WorkbookError` for what is no workbook.
    """

    PARENT_SIGN = " › "

    def get_title(self) -> str:
        return str(_("báo cáo (xlsx, xls, xlsb, ods, csv)"))

    def get_extension(self) -> str:
        return "xlsx"

    def get_read_mode(self) -> str:
        return "rb"

    def is_binary(self) -> bool:
        return True

    def can_import(self) -> bool:
        return True

    def create_dataset(self, in_stream: bytes, **kwargs: Any) -> tablib.Dataset:
        context = ReadingContext(area_names=frozenset(AreaNames.load().by_name))
        return dataset_of(read_workbook(open_workbook(in_stream), context))


def dataset_of(readings: tuple[Reading, ...]) -> tablib.Dataset:
    """The figures of the sheets in order, and what could not be read."""
    rows = [_row(draft) for reading in readings for draft in reading.drafts]
    for reading in readings:
        rows += [("",) * 10 + (problem.sheet, problem.cell, problem.message) for problem in reading.errors]
    return tablib.Dataset(*rows, headers=HEADERS)


def _row(draft: ObservationDraft) -> tuple[Any, ...]:
    return (
        draft.indicator_code or draft.indicator_text,
        WorkbookFormat.PARENT_SIGN.join(draft.parents),
        draft.area_code or draft.area_text or "",
        draft.period.sdmx,
        str(draft.measure) if draft.measure is not Measure.VALUE else "value",
        "" if draft.value is None else draft.value,
        draft.unit.symbol_vi if draft.unit else draft.unit_text,
        str(draft.absence or ""),
        str(draft.status or ""),
        draft.footnote,
        draft.sheet,
        draft.cell,
        "",
    )
