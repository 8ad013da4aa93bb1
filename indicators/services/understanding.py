"""How the sheets of a file were read: for a person to look at and to correct, before any name is matched."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.models import SavedLayout
from indicators.services.import_options import ImportOptions, chosen_area
from indicators.services.naming import AreaNames
from indicators.services.preparing import open_chosen, read_chosen, reading_context
from indicators.services.saved_layouts import shape_of
from indicators.workbook import layout as layouts
from indicators.workbook import tidy
from indicators.workbook.choices import NO_CHOICE, LayoutChoice
from indicators.workbook.drafts import Reading, ReadingContext
from indicators.workbook.grid import Grid
from indicators.workbook.layout import Layout
from indicators.workbook.parts import SheetParts, parts_of_layout, parts_of_tidy
from indicators.workbook.problems import Problem
from indicators.workbook.reading import read_grid


@dataclass(frozen=True, slots=True)
class SheetSummary:
    """One sheet in a word: how it was read and what came of it."""

    name: str
    layout_name: str
    drafts: int
    problems: int
    is_hidden: bool

    @classmethod
    def of(cls, reading: Reading, grid: Grid) -> SheetSummary:
        return cls(reading.sheet, reading.layout_name, len(reading.drafts), len(reading.errors), grid.is_hidden)


@dataclass(frozen=True)
class Understanding:
    """The sheets of a file, and one of them looked at closely.

    `choice` is what decides the reading of the sheet: this file's own corrections (`is_own_choice`), or those of the
    saved layout. `unchosen` is how it would be read without any, none for a tidy sheet.
    """

    sheets: tuple[SheetSummary, ...]
    grid: Grid
    reading: Reading
    parts: SheetParts
    choice: LayoutChoice
    is_own_choice: bool
    layout: Layout | None
    unchosen: Layout | None
    saved: SavedLayout | None
    notices: tuple[Problem, ...] = ()

    @property
    def is_tidy(self) -> bool:
        return self.layout is None


def understand(content: bytes, file_name: str, options: ImportOptions, sheet: str = "") -> Understanding:
    """The reading of a file with a close look at `sheet`, or at the first sheet that holds figures.

    Raises `WorkbookError` and `OptionError` as preparing an import does.
    """
    chosen_area(options)
    workbook = open_chosen(content, options)
    context = reading_context(options, AreaNames.load(), file_name)
    read = read_chosen(workbook, context, options)
    by_name = {reading.sheet: reading for reading in read.readings}
    if sheet not in by_name:
        sheet = next((r.sheet for r in read.readings if r.drafts), next(iter(by_name), workbook.grids[0].name))
    grid = workbook.grid(sheet)
    own, saved = options.choices.layouts.get(sheet), read.applied.get(sheet)
    choice = own or (LayoutChoice.from_json(saved.choice) if saved else NO_CHOICE)
    layout, parts = _layout(grid, choice, context)
    return Understanding(
        sheets=tuple(SheetSummary.of(reading, workbook.grid(reading.sheet)) for reading in read.readings),
        grid=grid,
        reading=by_name.get(sheet) or Reading(sheet),
        parts=parts,
        choice=choice,
        is_own_choice=own is not None,
        layout=layout,
        unchosen=layouts.find(grid, None, context) if layout is not None else None,
        saved=saved,
        notices=workbook.notices,
    )


def shape_of_sheet(content: bytes, file_name: str, options: ImportOptions, sheet: str) -> str:
    """The fingerprint under which corrections of the sheet are saved; empty for a sheet without any text."""
    grid = open_chosen(content, options).grid(sheet)
    return shape_of(grid, read_grid(grid, reading_context(options, AreaNames.load(), file_name)))


def _layout(grid: Grid, choice: LayoutChoice, context: ReadingContext) -> tuple[Layout | None, SheetParts]:
    is_chosen = bool(choice.tables or choice.is_skipped)
    if not is_chosen and (heads := tidy.find_heads(grid)) is not None:
        return None, parts_of_tidy(heads, grid.height - 1)
    layout = layouts.find(grid, choice, context)
    return layout, parts_of_layout(layout)
