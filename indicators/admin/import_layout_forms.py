"""The selectors with which the reading of a sheet is corrected; an empty one leaves its question to the layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.form_fields import PeriodFormField
from indicators.languages import reading_language
from indicators.measures import Measure
from indicators.models import Area, Status
from indicators.periods import Period
from indicators.services.understanding import Understanding
from indicators.units import UnitError, parse_unit
from indicators.workbook.choices import NO_TABLE_CHOICE, ColumnChoice, LayoutChoice, TableChoice
from indicators.workbook.columns import Role
from indicators.workbook.layout import Table
from indicators.workbook.problems import column_letters

MEANINGS = (
    ("value", gettext_lazy("Giá trị")),
    ("target", gettext_lazy("Kế hoạch năm")),
    ("plan_share", gettext_lazy("So với kế hoạch (%)")),
    ("growth_yoy", gettext_lazy("Tăng so với cùng kỳ (11,2)")),
    ("growth_yoy:index", gettext_lazy("Chỉ số so với cùng kỳ (111,2)")),
    ("growth_previous", gettext_lazy("Tăng so với kỳ trước (11,2)")),
    ("growth_previous:index", gettext_lazy("Chỉ số so với kỳ trước (111,2)")),
    ("stub", gettext_lazy("Tên dòng")),
    ("unit", gettext_lazy("Đơn vị tính")),
    ("ordinal", gettext_lazy("Số thứ tự")),
    ("note", gettext_lazy("Ghi chú")),
    ("skip", gettext_lazy("Không đọc")),
)
ROWS_ARE = (
    ("indicator", gettext_lazy("Chỉ tiêu")),
    ("area", gettext_lazy("Địa bàn")),
    ("period", gettext_lazy("Kỳ")),
)
_GROWTH = {"growth_yoy", "growth_previous"}
_ROLES = {"stub", "unit", "ordinal", "note", "skip"}
_WORDS = dict(MEANINGS)


class UnitFormField(forms.CharField):
    """A unit as people write it; refused where it is none that is known."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if text:
            try:
                parse_unit(text)
            except UnitError as error:
                raise ValidationError(error.translated(_)) from error
        return text


class SheetForm(forms.Form):
    """What holds for the whole sheet."""

    is_skipped = forms.BooleanField(required=False, label=gettext_lazy("Bỏ qua trang này"))
    include_hidden = forms.BooleanField(required=False, label=gettext_lazy("Đọc cả dòng, cột ẩn"))
    convention = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Cách viết số"),
        choices=[("", gettext_lazy("Tự nhận")), ("vi", "1.233,5"), ("en", "1,233.5")],
    )

    def __init__(self, understanding: Understanding, data: Any = None) -> None:
        choice = understanding.choice
        initial = {
            "is_skipped": choice.is_skipped,
            "include_hidden": choice.include_hidden,
            "convention": choice.convention or "",
        }
        super().__init__(data, prefix="sheet", initial=initial, label_suffix="")

    def chosen(self, earlier: LayoutChoice) -> LayoutChoice:
        cleaned = self.cleaned_data
        return replace(
            earlier,
            is_skipped=cleaned["is_skipped"],
            include_hidden=cleaned["include_hidden"],
            convention=cleaned["convention"] or None,
        )


class TableForm(forms.Form):
    """What holds for one table of the sheet."""

    header_first = forms.IntegerField(required=False, min_value=1, label=gettext_lazy("Đầu bảng từ dòng"))
    header_last = forms.IntegerField(required=False, min_value=1, label=gettext_lazy("đến dòng"))
    stub_column = forms.ChoiceField(required=False, label=gettext_lazy("Cột tên dòng"))
    rows_are = forms.ChoiceField(required=False, label=gettext_lazy("Mỗi dòng là một"))
    period = PeriodFormField(required=False, label=gettext_lazy("Kỳ"))
    unit = UnitFormField(required=False, max_length=60, label=gettext_lazy("Đơn vị"))
    area = forms.ChoiceField(required=False, label=gettext_lazy("Địa bàn"))
    status = forms.ChoiceField(required=False, label=gettext_lazy("Trạng thái"))
    is_skipped = forms.BooleanField(required=False, label=gettext_lazy("Bỏ qua bảng này"))

    def __init__(
        self, table: Table | None, choice: TableChoice, areas: Iterable[Area], *, is_first: bool, data: Any = None
    ) -> None:
        header = choice.header_rows
        initial = {
            "header_first": header[0] + 1 if header else None,
            "header_last": header[1] + 1 if header else None,
            "stub_column": choice.stub_column,
            "rows_are": choice.rows_are,
            "period": Period.from_sdmx(choice.period) if choice.period else None,
            "unit": choice.unit,
            "area": choice.area,
            "status": choice.status,
            "is_skipped": choice.is_skipped,
        }
        super().__init__(data, prefix="table", initial=initial, label_suffix="")
        if not is_first:
            del self.fields["header_first"], self.fields["header_last"]
        _offer(self, "rows_are", ROWS_ARE, dict(ROWS_ARE).get(table.rows_are if table else "", ""))
        _offer(self, "stub_column", _letters(table), ", ".join(_stub_letters(table)))
        _offer(self, "area", [(area.code, area.name) for area in areas], (table.area if table else "") or "")
        _offer(self, "status", Status.choices, Status(table.status).label if table and table.status else "")
        self.fields["unit"].widget.attrs["list"] = "units"
        if table is not None:
            self._show_found(table)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("header_first"), cleaned.get("header_last")
        if first and last and last < first:
            self.add_error("header_last", _("Dòng cuối của đầu bảng đứng sau dòng đầu."))
        return cleaned

    def chosen(self, columns: Mapping[str, ColumnChoice]) -> TableChoice:
        cleaned = self.cleaned_data
        first, last = cleaned.get("header_first"), cleaned.get("header_last")
        first, last = first or last, last or first
        period: Period | None = cleaned["period"]
        return TableChoice(
            header_rows=(first - 1, last - 1) if first and last else None,
            stub_column=cleaned["stub_column"],
            rows_are=cleaned["rows_are"],
            period=period.sdmx if period else "",
            unit=cleaned["unit"],
            area=cleaned["area"],
            status=cleaned["status"],
            is_skipped=cleaned["is_skipped"],
            columns=columns,
        )

    def _show_found(self, table: Table) -> None:
        """Beside an empty field stands what was found."""
        header = table.block.header
        found = {
            "header_first": str(header[0].row + 1) if header else "",
            "header_last": str(header[-1].row + 1) if header else "",
            "period": table.period.label(reading_language()) if table.period else "",
            "unit": table.surroundings.unit_text,
        }
        for name, text in found.items():
            if name in self.fields:
                self.fields[name].widget.attrs["placeholder"] = text or _("không thấy")


class ColumnForm(forms.Form):
    """What one column is. The label of each field names the column for those who only hear it."""

    meaning = forms.ChoiceField(required=False)
    period = PeriodFormField(required=False)
    unit = UnitFormField(required=False, max_length=60)
    indicator = forms.CharField(required=False, max_length=300)
    area = forms.ChoiceField(required=False)
    status = forms.ChoiceField(required=False)

    def __init__(
        self, column: int, table: Table, choice: ColumnChoice, areas: Iterable[Area], data: Any = None
    ) -> None:
        self.letters = column_letters(column)
        head = table.heads.get(column)
        self.head = head.text if head else ""
        initial = {
            "meaning": meaning_of(choice),
            "period": Period.from_sdmx(choice.period) if choice.period else None,
            "unit": choice.unit,
            "indicator": choice.indicator,
            "area": choice.area,
            "status": choice.status,
        }
        super().__init__(data, prefix=f"column-{self.letters}", initial=initial, label_suffix="")
        self.earlier = choice
        found = table.columns.get(column)
        self.fields["unit"].widget.attrs["list"] = "units"
        _offer(self, "meaning", MEANINGS, found_meaning(table, column))
        _offer(self, "area", [(area.code, area.name) for area in areas], "")
        status = found.meaning.status if found else None
        _offer(self, "status", Status.choices, Status(status).label if status else "")
        self.is_measure = found is not None
        if found is not None and found.meaning.period:
            self.fields["period"].widget.attrs["placeholder"] = found.meaning.period.label(reading_language())
        if found is not None and found.meaning.names:
            self.fields["indicator"].widget.attrs["placeholder"] = " › ".join(found.meaning.names)
        if found is not None and found.meaning.unit_text:
            self.fields["unit"].widget.attrs["placeholder"] = found.meaning.unit_text
        labels = {
            "meaning": _("Cột %(letters)s là gì"),
            "period": _("Kỳ của cột %(letters)s"),
            "unit": _("Đơn vị của cột %(letters)s"),
            "indicator": _("Chỉ tiêu của cột %(letters)s"),
            "area": _("Địa bàn của cột %(letters)s"),
            "status": _("Trạng thái của cột %(letters)s"),
        }
        for name, label in labels.items():
            self.fields[name].widget.attrs["aria-label"] = label % {"letters": self.letters}

    @property
    def has_own_details(self) -> bool:
        """Whether anything but the meaning was chosen for the column, or could not be understood."""
        choice = self.earlier
        own = (choice.period, choice.unit, choice.indicator, choice.area, choice.status)
        return any(own) or bool(self.errors)

    def chosen(self) -> ColumnChoice:
        cleaned = self.cleaned_data
        meaning, _colon, index = cleaned["meaning"].partition(":")
        period: Period | None = cleaned["period"]
        return ColumnChoice(
            role=meaning if meaning in _ROLES else str(Role.MEASURE) if meaning else "",
            measure=meaning if meaning and meaning not in _ROLES else "",
            period=period.sdmx if period else "",
            unit=cleaned["unit"],
            area=cleaned["area"],
            status=cleaned["status"],
            indicator=" ".join(cleaned["indicator"].split()),
            is_index=bool(index) if meaning in _GROWTH else None,
        )


def meaning_of(choice: ColumnChoice) -> str:
    """The choice as the selector's value."""
    if choice.measure:
        return f"{choice.measure}:index" if choice.is_index and choice.measure in _GROWTH else choice.measure
    return choice.role if choice.role in _ROLES else ""


def found_meaning(table: Table, column: int) -> str:
    """What the column was taken for, in words."""
    found = table.columns.get(column)
    if found is None:
        role = table.roles.get(column, Role.SKIP)
        return str(_WORDS["ordinal" if role is Role.CODE else str(role)]) if role is not Role.MEASURE else ""
    if found.meaning.skipped:
        return str(_WORDS["skip"])
    measure = str(found.meaning.measure)
    is_growth = found.meaning.measure in (Measure.GROWTH_YOY, Measure.GROWTH_PREVIOUS)
    return str(_WORDS[f"{measure}:index" if found.is_index and is_growth else measure])


def table_choice(understanding: Understanding, number: int) -> TableChoice:
    return understanding.choice.tables.get(number, NO_TABLE_CHOICE)


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]], found: Any) -> None:
    """The choices under an empty one that says what was found."""
    empty = _("%(found)s (tự nhận)") % {"found": found} if found else _("Tự nhận")
    form.fields[name].choices = [("", empty), *choices]  # type: ignore[attr-defined]


def _letters(table: Table | None) -> list[tuple[str, str]]:
    if table is None:
        return []
    return [
        (column_letters(column), f"{column_letters(column)} {head.text}".strip()[:60])
        for column, head in table.heads.items()
    ]


def _stub_letters(table: Table | None) -> list[str]:
    if table is None:
        return []
    return [column_letters(column) for column, role in table.roles.items() if role is Role.STUB]
