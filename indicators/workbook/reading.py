"""A grid and its layout as observation drafts, each with its sheet and cell; and a whole workbook sheet by sheet."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from indicators.workbook import layout as layouts
from indicators.workbook import tidy
from indicators.workbook.choices import LayoutChoice
from indicators.workbook.details import Place
from indicators.workbook.drafts import ObservationDraft, Reading, ReadingContext
from indicators.workbook.faults import fault_message
from indicators.workbook.grid import Grid, Workbook
from indicators.workbook.layout import Layout
from indicators.workbook.problems import Explanation, Problem, Severity, WorkbookError, a1
from indicators.workbook.same_names import told_apart
from indicators.workbook.table_reading import TableReader


def read_workbook(
    workbook: Workbook,
    context: ReadingContext | None = None,
    *,
    sheet: str | None = None,
    choices: Mapping[str, LayoutChoice] | None = None,
) -> tuple[Reading, ...]:
    """The readings of the sheets in order, or of the one named; hidden sheets only when named or chosen.

    `choices` holds what a person decided, by the name of the sheet.
    """
    context = context or ReadingContext()
    choices = choices or {}
    readings = []
    for grid in workbook:
        if sheet is not None and grid.name != sheet:
            continue
        if grid.is_hidden and sheet is None and grid.name not in choices:
            reason = Explanation(_("Bỏ qua trang ẩn “%(sheet)s”.") % {"sheet": grid.name})
            readings.append(Reading(grid.name, explanations=(reason,), layout_name="none"))
            continue
        readings.append(read_grid(grid, context, choices.get(grid.name)))
    return tuple(readings)


def read_grid(grid: Grid, context: ReadingContext | None = None, choice: LayoutChoice | None = None) -> Reading:
    """The reading of one sheet: tidy where its heads say so, otherwise by the layout that is found."""
    context = context or ReadingContext()
    is_chosen = choice is not None and (choice.tables or choice.is_skipped)
    if not is_chosen and (heads := tidy.find_heads(grid)) is not None:
        return tidy.read(grid, heads, context)
    try:
        layout = layouts.find(grid, choice, context)
    except WorkbookError as error:
        return Reading(grid.name, problems=(Problem(grid.name, "", error.message),), layout_name="none")
    return read(grid, layout, context)


def read(grid: Grid, layout: Layout, context: ReadingContext | None = None) -> Reading:
    """The observation drafts of the sheet under this layout, with every problem at its cell."""
    context = context or ReadingContext()
    drafts: list[ObservationDraft] = []
    problems: list[Problem] = []
    seen: set[Place] = set()
    for table in layout.tables:
        problems.extend(table.problems)
        for item in TableReader(grid, table, context, seen).read():
            if isinstance(item, Problem):
                problems.append(item)
            else:
                drafts.append(item)
    problems.extend(
        Problem(grid.name, a1(*place), fault_message(fault, place), Severity.WARNING)
        for place, fault in grid.faults.items()
        if place not in seen
    )
    first = layout.tables[0] if layout.tables else None
    return Reading(
        sheet=grid.name,
        drafts=tuple(told_apart(drafts)),
        problems=tuple(problems),
        explanations=(*layout.explanations, *(note for table in layout.tables for note in table.explanations)),
        title=first.surroundings.title if first else "",
        notes=tuple(note for table in layout.tables for note in table.surroundings.notes),
        layout_name=layout.name,
        fingerprint=layout.fingerprint,
    )
