"""Export and import of rows through django-import-export: safe files in, exact figures and no formulas out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import tablib
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from import_export.admin import ExportMixin, ImportExportMixin
from import_export.formats import base_formats
from import_export.forms import ExportForm, ImportForm

from indicators.exchange.cells import formula_safe, spreadsheet_number
from indicators.workbook.grid import open_workbook
from indicators.workbook.problems import WorkbookError


class SafeFormat(base_formats.TablibFormat):
    """Reads a file through the reader that refuses broken and hostile workbooks; writes no formulas."""

    def is_binary(self) -> bool:
        return True

    def get_read_mode(self) -> str:
        return "rb"

    def create_dataset(self, in_stream: bytes, **kwargs: Any) -> tablib.Dataset:
        grid = open_workbook(in_stream).grids[0]
        lines = [[grid.text(row, column) for column in range(grid.width)] for row in range(grid.height)]
        lines = [line for line in lines if any(line)]
        headers = lines[0] if lines else []
        return tablib.Dataset(*[line[: len(headers)] for line in lines[1:]], headers=headers)

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> Any:
        rows = [[formula_safe(self.cell(cell)) for cell in row] for row in dataset]
        return super().export_data(tablib.Dataset(*rows, headers=dataset.headers), **kwargs)

    def cell(self, cell: Any) -> Any:
        return spreadsheet_number(cell)


class SafeXLSX(SafeFormat, base_formats.XLSX):
    pass


class SafeODS(SafeFormat, base_formats.ODS):
    pass


class SafeCSV(SafeFormat, base_formats.CSV):
    """With the mark that tells Excel that the text is UTF-8."""

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        return f"\ufeff{super().export_data(dataset, **kwargs)}".encode()

    def cell(self, cell: Any) -> Any:
        return format(cell, "f") if isinstance(cell, Decimal) else cell


FORMATS = [SafeXLSX, SafeODS, SafeCSV]


class SafeImportForm(ImportForm):
    """Refuses a file over the configured size, or one that is not a workbook, with the reader's own words."""

    def clean_import_file(self) -> Any:
        file = self.cleaned_data["import_file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            megabytes = settings.IMPORT_MAX_BYTES // (1 << 20)
            raise ValidationError(_("Tệp vượt mức %(limit)s MB cho phép.") % {"limit": megabytes})
        try:
            open_workbook(file.read())
        except WorkbookError as error:
            raise ValidationError(str(error)) from error
        file.seek(0)
        return file

    class Media:
        js = ("admin/js/jquery.init.js",)


class ExactExport(ExportMixin):
    """Export for whoever may see the rows."""

    export_formats = FORMATS
    export_form_class = ExportForm

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)  # type: ignore[attr-defined]


class CatalogueExchange(ImportExportMixin):
    """Export for whoever may see the catalogue, import for whoever may both add to it and change it."""

    formats = FORMATS
    export_form_class = ExportForm
    import_form_class = SafeImportForm

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)  # type: ignore[attr-defined]

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)  # type: ignore[attr-defined]


__all__ = ["FORMATS", "CatalogueExchange", "ExactExport", "SafeImportForm", "formula_safe"]
