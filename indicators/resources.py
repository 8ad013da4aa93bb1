"""Observations as a resource of django-import-export: exported digit for digit, imported in bulk.

The library's row-by-row machinery is gone round: all rows are matched, compared, audited and written at once, all or
nothing, by the services that every other door uses. What comes back is its own `Result`, row by row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import gettext as _
from import_export.exceptions import ImportError as RowImportError
from import_export.results import Error, Result, RowResult

from indicators.measures import Absence, Measure, Status
from indicators.models import Change, VersionKind
from indicators.numbers import NumberError, parse_decimal
from indicators.observation_export import ObservationExport
from indicators.periods import Period, PeriodError
from indicators.services.auditing import audit_difference
from indicators.services.comparing import Entry, Key, Outcome, compare
from indicators.services.import_options import default_area
from indicators.services.matching_drafts import DraftMatcher, MatchedDraft
from indicators.services.meanings import Meanings
from indicators.services.naming import AreaNames, IndicatorNames
from indicators.services.recording import record
from indicators.units import UnitError, parse_unit
from indicators.workbook.drafts import ObservationDraft

PRINTED = {
    Measure.VALUE: "value",
    Measure.GROWTH_YOY: "printed_growth_yoy",
    Measure.GROWTH_PREVIOUS: "printed_growth_previous",
    Measure.PLAN_SHARE: "printed_plan_share",
    Measure.TARGET: "target",
}
"""The columns of a tidy row that hold figures."""

DIFF_HEADERS = ("indicator", "area", "period", "value", "status", *list(PRINTED.values())[1:4])
_TYPES = {
    Outcome.NEW: RowResult.IMPORT_TYPE_NEW,
    Outcome.CHANGED: RowResult.IMPORT_TYPE_UPDATE,
    Outcome.UNCHANGED: RowResult.IMPORT_TYPE_SKIP,
}

Row = Mapping[str, Any]


class ObservationResource(ObservationExport):
    """Reads what it exports, and the datasets of `WorkbookFormat`.

    A row names its indicator and area by code or name and its period in any form that is written. It holds a figure
    in each of the columns of `PRINTED`, or one in `value` with its `measure` beside it. Numbers that are texts have
    a decimal point.
    """

    def get_diff_headers(self) -> list[str]:
        return list(DIFF_HEADERS)

    def import_data(
        self,
        dataset: tablib.Dataset,
        dry_run: bool = False,
        raise_errors: bool = False,
        use_transactions: bool | None = None,
        collect_failed_rows: bool = False,
        rollback_on_validation_errors: bool = False,
        **kwargs: Any,
    ) -> Result:
        """Write the dataset, all or nothing; with `dry_run` or any error only say what would be done.

        `user` and `file_name` go into the history. With `raise_errors` the first error of a row is raised.
        """
        result = self.get_result_class()()
        result.diff_headers = self.get_diff_headers()
        result.total_rows = len(dataset)
        if collect_failed_rows:
            result.add_dataset_headers(dataset.headers)
        work = _Bulk(dataset.dict)
        with transaction.atomic():
            work.run()
            for number, row_result in work.results():
                _append(result, number, row_result, collect_failed_rows=collect_failed_rows)
                if raise_errors and row_result.errors:
                    raise RowImportError(row_result.errors[0].error, number=number, row=row_result.row_values)
            if not dry_run and not result.has_errors():
                reason = _("Nhập từ tệp %(name)s") % {"name": kwargs["file_name"]} if kwargs.get("file_name") else ""
                record(work.stated, change=Change(kwargs.get("user"), reason))
        return result


class _Bulk:
    """The rows of a dataset on their way through matching, comparing and the audit."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.errors: dict[int, list[str]] = defaultdict(list)
        self.keys: dict[int, Key] = {}
        self.entries: dict[Key, Entry] = {}
        self.matched: dict[int, MatchedDraft] = {}
        self.stated: tuple[Any, ...] = ()

    def run(self) -> None:
        numbers: list[int] = []
        drafts: list[ObservationDraft] = []
        for number, row in enumerate(self.rows, start=1):
            for draft in self._read(number, row):
                numbers.append(number)
                drafts.append(draft)
        meanings = Meanings(IndicatorNames.load(), AreaNames.load(), default_area())
        matching = DraftMatcher(meanings).match([drafts])
        for number, matched in zip(numbers, matching.drafts, strict=True):
            if matched.problem is not None:
                self.errors[number].append(matched.problem.message)
            elif number not in self.keys:
                self.keys[number], self.matched[number] = _key(matched), matched
        self.stated = matching.stated
        difference = compare(matching.stated)
        self.entries = {entry.stated.key: entry for entry in difference.entries}
        numbers_of = {key: number for number, key in self.keys.items()}
        for finding in audit_difference(difference, matching.drafts).errors:
            key = (VersionKind.OBSERVATION, finding.indicator, finding.area, finding.period)
            self.errors[numbers_of.get(key, 1)].append(finding.message)

    def results(self) -> Iterator[tuple[int, RowResult]]:
        for number, row in enumerate(self.rows, start=1):
            yield number, self._result(number, row)

    def _read(self, number: int, row: Row) -> Iterator[ObservationDraft]:
        if row.get("problem"):
            self.errors[number].append(str(row["problem"]))
            return
        try:
            yield from list(_drafts(number, row))
        except ValidationError as error:
            self.errors[number] += error.messages

    def _result(self, number: int, row: Row) -> RowResult:
        result = RowResult()
        result.row_values = dict(row)
        if self.errors[number]:
            result.import_type = RowResult.IMPORT_TYPE_ERROR
            result.errors = [Error(ValueError(message), row, number) for message in self.errors[number]]
            return result
        if number not in self.keys:
            result.import_type = RowResult.IMPORT_TYPE_SKIP
            return result
        entry, matched = self.entries[self.keys[number]], self.matched[number]
        result.import_type = _TYPES.get(entry.outcome, RowResult.IMPORT_TYPE_SKIP)
        result.diff = _diff(entry, matched)
        result.object_id = entry.row_id
        result.object_repr = f"{matched.indicator} · {matched.area} · {entry.stated.period.vi}"
        return result


def _drafts(number: int, row: Row) -> Iterator[ObservationDraft]:
    """The figures of one row; ValidationError where something in it cannot be read."""
    name, period = _text(row, "indicator"), _period(row)
    unit_text = _text(row, "unit")
    common = {
        "sheet": _text(row, "sheet"),
        "cell": _text(row, "cell") or str(number),
        "indicator_text": name,
        "period": period,
        "parents": tuple(part for part in _text(row, "parent").split(" › ") if part),
        "area_text": _text(row, "area") or None,
        "status": _among(Status, _text(row, "status")),
        "footnote": _text(row, "footnote"),
    }
    if not name:
        raise ValidationError(_("Dòng không ghi chỉ tiêu."))
    measure = _among(Measure, _text(row, "measure"))
    figures = {measure: "value"} if measure else PRINTED
    for each, column in figures.items():
        value = _number(row.get(column), column)
        absence = _among(Absence, _text(row, "absence")) if column == "value" and value is None else None
        if value is None and absence is None:
            continue
        is_amount = each in (Measure.VALUE, Measure.TARGET)
        yield ObservationDraft(
            **common,
            measure=each,
            value=value,
            absence=absence,
            unit_text=unit_text if is_amount else "%",
            unit=_unit(unit_text) if is_amount else None,
        )


def _append(result: Result, number: int, row_result: RowResult, *, collect_failed_rows: bool) -> None:
    result.increment_row_result_total(row_result)
    if row_result.errors:
        result.append_error_row(number, row_result.row_values, row_result.errors)
        if collect_failed_rows:
            result.append_failed_row(row_result.row_values, row_result.errors[0])
    result.append_row_result(row_result)


def _diff(entry: Entry, matched: MatchedDraft) -> list[Any]:
    """What the row changes, in the order of the diff's headers: old struck out, new marked."""
    before, after = entry.before or {}, entry.after
    shown = [str(matched.indicator), str(matched.area), entry.stated.period.sdmx]
    for name in DIFF_HEADERS[3:]:
        old, new = before.get(name) or "", after.get(name) or ""
        if old == new:
            shown.append(str(new))
        elif not old:
            shown.append(format_html("<ins>{}</ins>", new))
        else:
            shown.append(format_html("<del>{}</del> <ins>{}</ins>", old, new))
    return shown


def _key(matched: MatchedDraft) -> Key:
    assert matched.indicator is not None
    assert matched.area is not None
    draft = matched.draft
    if draft.measure is Measure.TARGET:
        return VersionKind.TARGET, matched.indicator.pk, matched.area.pk, Period.of_year(draft.period.year)
    return VersionKind.OBSERVATION, matched.indicator.pk, matched.area.pk, draft.period


def _text(row: Row, name: str) -> str:
    return str(row.get(name) if row.get(name) is not None else "").strip()


def _period(row: Row) -> Period:
    try:
        return Period.parse(_text(row, "period"))
    except PeriodError as error:
        raise ValidationError(error.translated(_)) from error


def _number(value: Any, column: str) -> Decimal | None:
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return value
    try:
        return parse_decimal(str(value), convention="en")
    except NumberError as error:
        raise ValidationError(f"{column}: {error.translated(_)}") from error


def _unit(text: str) -> Any:
    try:
        return parse_unit(text) if text else None
    except UnitError as error:
        raise ValidationError(error.translated(_)) from error


def _among(kind: Any, text: str) -> Any:
    """The member of an enumeration that the text names; none for an empty text."""
    if not text:
        return None
    try:
        return kind(text)
    except ValueError as error:
        raise ValidationError(_("Không hiểu “%(text)s”.") % {"text": text[:40]}) from error
