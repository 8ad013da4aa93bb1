"""The step "what was understood": the sheet as a grid, every decision explained, selectors to correct it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.admin.import_grid import shown_sheet, window_of
from indicators.admin.import_layout_forms import ColumnForm, SheetForm, TableForm, table_choice
from indicators.admin.import_steps import (
    UNDERSTOOD,
    ImportPages,
    content_of,
    keep_choices,
    options_of,
    redirect_onwards,
    step_url,
)
from indicators.models import Area, BatchState, ImportBatch, Unit
from indicators.services.import_options import ImportOptions
from indicators.services.understanding import Understanding, understand
from indicators.workbook.choices import NO_CHOICE, NO_TABLE_CHOICE, ColumnChoice, LayoutChoice
from indicators.workbook.parts import Part
from indicators.workbook.problems import Severity, column_letters

PARTS = (
    (Part.TITLE, gettext_lazy("tên bảng, đơn vị chung")),
    (Part.HEADER, gettext_lazy("đầu bảng")),
    (Part.STUB, gettext_lazy("tên dòng")),
    (Part.UNIT, gettext_lazy("đơn vị của dòng")),
    (Part.VALUE, gettext_lazy("số được đọc")),
    (Part.NOTE, gettext_lazy("ghi chú")),
    (Part.SKIPPED, gettext_lazy("không đọc")),
)


@dataclass(frozen=True)
class LayoutForms:
    """The selectors of one sheet, for one of its tables; none for what the sheet does not have."""

    number: int
    sheet: SheetForm
    table: TableForm | None
    columns: tuple[ColumnForm, ...]

    def is_valid(self) -> bool:
        # Each one is looked at, so that every mistake is told at once.
        invalid = [form for form in (self.sheet, self.table, *self.columns) if form and not form.is_valid()]
        return not invalid

    def chosen(self, earlier: LayoutChoice) -> LayoutChoice:
        """The corrections with those of the other tables kept."""
        choice = self.sheet.chosen(earlier)
        if self.table is None:
            return choice
        columns = {form.letters: form.chosen() for form in self.columns}
        kept = {letters: column for letters, column in columns.items() if column != ColumnChoice()}
        tables = {**earlier.tables, self.number: self.table.chosen(kept)}
        return replace(choice, tables={n: table for n, table in tables.items() if table != NO_TABLE_CHOICE})


class UnderstoodPages(ImportPages):
    """Shows a sheet and takes its corrections."""

    def understood_view(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        batch = self.batch_for(request, batch_id)
        options = options_of(batch)
        asked = request.POST if request.method == "POST" else request.GET
        understanding = understand(content_of(batch), batch.original_name, options, asked.get("sheet", ""))
        number = _number(asked.get("table", ""), default=_first_table(understanding))
        status = 200
        forms = _forms(understanding, number, None)
        if request.method == "POST":
            if batch.state != BatchState.READ:
                return redirect_onwards(batch)
            forms = _forms(understanding, number, request.POST)
            if self._is_kept(request, batch, options, understanding, forms):
                return _back(batch, understanding, number, asked.get("from", ""))
            status = 422
        context = self.page_context(
            request,
            batch,
            UNDERSTOOD,
            title=batch.original_name,
            understanding=understanding,
            sheet=shown_sheet(understanding, _number(asked.get("from", ""), default=1)),
            forms=forms,
            by_letters={form.letters: form for form in forms.columns},
            tables=_tables(understanding),
            options=options,
            explanations=[(e.cell, e.text) for e in understanding.reading.explanations],
            problems=[
                (problem, _cell_url(batch, understanding.grid.name, problem.cell))
                for problem in (*understanding.notices, *understanding.reading.problems)
            ],
            errors=sum(problem.severity is Severity.ERROR for problem in understanding.reading.problems),
            parts=PARTS,
            has_column_details=any(form.has_own_details for form in forms.columns),
            units=Unit.objects.values_list("symbol_vi", flat=True).distinct().order_by("symbol_vi"),
        )
        return TemplateResponse(request, "admin/indicators/import_understood.html", context, status=status)

    def _is_kept(
        self,
        request: HttpRequest,
        batch: ImportBatch,
        options: ImportOptions,
        understanding: Understanding,
        forms: LayoutForms,
    ) -> bool:
        """Keep what the pressed button asks for; false where a field cannot be understood."""
        name, choices = understanding.grid.name, options.choices
        others = {sheet: choice for sheet, choice in choices.layouts.items() if sheet != name}
        match request.POST.get("do", ""):
            case "reset":
                keep_choices(batch, replace(choices, layouts=others, without_saved=choices.without_saved | {name}))
            case "saved":
                keep_choices(batch, replace(choices, layouts=others, without_saved=choices.without_saved - {name}))
            case "forget":
                if understanding.saved is not None:
                    understanding.saved.delete()
                    messages.success(request, _("Đã quên cách đọc “%(name)s”.") % {"name": understanding.saved.name})
            case "remember":
                keep_choices(batch, replace(choices, is_remembered=request.POST.get("is_remembered") == "on"))
            case _:
                if not forms.is_valid():
                    return False
                chosen = forms.chosen(understanding.choice)
                # Nothing chosen is a decision only where a saved layout would come in its place.
                is_own = chosen != NO_CHOICE or understanding.saved is not None
                keep_choices(batch, replace(choices, layouts={**others, **({name: chosen} if is_own else {})}))
        return True


def _forms(understanding: Understanding, number: int, data: Any) -> LayoutForms:
    sheet = SheetForm(understanding, data)
    if understanding.layout is None or understanding.choice.is_skipped:
        return LayoutForms(number, sheet, None, ())
    areas = list(Area.objects.all())
    choice = table_choice(understanding, number)
    table = next((each for each in understanding.layout.tables if each.number == number), None)
    columns: tuple[ColumnForm, ...] = ()
    if table is not None:
        columns = tuple(
            ColumnForm(column, table, choice.columns.get(letters, ColumnChoice()), areas, data=data)
            for column, letters in ((c, column_letters(c)) for c in table.heads)
        )
    return LayoutForms(number, sheet, TableForm(table, choice, areas, is_first=number == 0, data=data), columns)


def _tables(understanding: Understanding) -> list[tuple[int, str, bool]]:
    """The tables of the sheet by number, with their title, those left out too."""
    if understanding.layout is None:
        return []
    found = {table.number: table.surroundings.title for table in understanding.layout.tables}
    left_out = {number: "" for number, table in understanding.choice.tables.items() if table.is_skipped}
    return [(number, found.get(number, ""), number in left_out) for number in sorted({**found, **left_out})]


def _first_table(understanding: Understanding) -> int:
    tables = understanding.layout.tables if understanding.layout else ()
    return tables[0].number if tables else 0


def _number(text: str, *, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else default


def _back(batch: ImportBatch, understanding: Understanding, number: int, first: str) -> HttpResponse:
    asked = {"sheet": understanding.grid.name, "table": number, **({"from": first} if first else {})}
    return HttpResponseRedirect(f"{step_url(UNDERSTOOD, batch)}?{urlencode(asked)}#grid")


def _cell_url(batch: ImportBatch, sheet: str, cell: str) -> str:
    return cell_url(batch, sheet, cell) if cell else ""


def cell_url(batch: ImportBatch, sheet: str, cell: str) -> str:
    """Where a cell of the file can be seen among its neighbours."""
    asked = {"sheet": sheet, "from": window_of(cell)}
    return f"{step_url(UNDERSTOOD, batch)}?{urlencode(asked)}#cell-{cell.partition(':')[0]}"
