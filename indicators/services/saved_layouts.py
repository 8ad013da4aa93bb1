"""Corrections to the reading of a sheet, kept and applied to the next file of the same shape."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from indicators.models import SavedLayout
from indicators.services.import_choices import ImportChoices, NameKey
from indicators.text import fold
from indicators.workbook.choices import LayoutChoice, TableChoice
from indicators.workbook.drafts import Reading, ReadingContext
from indicators.workbook.grid import Grid, Workbook
from indicators.workbook.problems import Explanation
from indicators.workbook.reading import read_grid

SHAPE_ROWS = 15


@dataclass(frozen=True)
class SavedReadings:
    """The readings of a workbook, and by sheet the saved layout that each was read by."""

    readings: tuple[Reading, ...]
    applied: Mapping[str, SavedLayout]

    def skipped(self) -> dict[str, frozenset[tuple[str, tuple[str, ...]]]]:
        """By sheet the names that a saved layout leaves out, each with the names above it."""
        return {
            sheet: frozenset((name, tuple(parents)) for name, parents in layout.skipped)
            for sheet, layout in self.applied.items()
            if layout.skipped
        }


def with_saved_layouts(
    workbook: Workbook, readings: tuple[Reading, ...], context: ReadingContext, choices: ImportChoices
) -> SavedReadings:
    """The readings, those anew whose shape has a saved layout and whose layout was not chosen for this file.

    Names that a saved layout leaves out are left out either way.
    """
    if not SavedLayout.objects.exists():
        return SavedReadings(readings, {})
    shapes = {
        reading.sheet: shape_of(workbook.grid(reading.sheet), _untouched(reading, workbook, context, choices))
        for reading in readings
        if reading.sheet not in choices.without_saved
    }
    layouts = SavedLayout.objects.select_related("saved_by").filter(fingerprint__in=set(shapes.values()) - {""})
    saved = {layout.fingerprint: layout for layout in layouts}
    applied = {sheet: saved[shape] for sheet, shape in shapes.items() if shape in saved}
    anew = tuple(
        read_by(applied[reading.sheet], workbook.grid(reading.sheet), context)
        if reading.sheet in applied and reading.sheet not in choices.layouts
        else reading
        for reading in readings
    )
    return SavedReadings(anew, applied)


def read_by(layout: SavedLayout, grid: Grid, context: ReadingContext) -> Reading:
    """The reading of a sheet under a saved layout, which its first explanation names."""
    choice = LayoutChoice.from_json(layout.choice)
    reading = read_grid(grid, context, choice)
    return replace(reading, explanations=(told(layout), *reading.explanations))


def shape_of(grid: Grid, reading: Reading) -> str:
    """What sheets of the same shape have in common: the layout's own fingerprint, else that of the first lines.

    `reading` is one that no choice has touched.
    """
    if grid.is_hidden and not reading.fingerprint:
        return ""
    if reading.fingerprint:
        return hashlib.sha256(reading.fingerprint.encode()).hexdigest()[:32]
    texts = [
        f"{row}:{column}:{re.sub(r'[0-9]+', '#', fold(value))}"
        for row in range(grid.top, min(grid.height, grid.top + SHAPE_ROWS))
        for column in range(grid.left, grid.width)
        if isinstance(value := grid.value(row, column), str) and value.strip()
    ]
    return hashlib.sha256("\n".join(["none", *texts]).encode()).hexdigest()[:32] if texts else ""


def save_layout(
    fingerprint: str, choice: LayoutChoice, skipped: Iterable[NameKey], *, name: str, actor: User | None
) -> SavedLayout:
    """Keep the corrections for the next file of this shape, in place of what was kept before."""
    layout, _is_new = SavedLayout.objects.update_or_create(
        fingerprint=fingerprint,
        defaults={
            "name": name[:200],
            "choice": without_periods(choice).to_json(),
            "skipped": [[key.name, list(key.parents)] for key in skipped],
            "saved_by": actor,
            "saved_at": timezone.now(),
        },
    )
    return layout


def without_periods(choice: LayoutChoice) -> LayoutChoice:
    """The choice without the periods that were chosen: the next file is about another one."""
    return replace(choice, tables={number: _timeless(table) for number, table in choice.tables.items()})


def _timeless(table: TableChoice) -> TableChoice:
    return replace(
        table,
        period="",
        columns={letters: replace(column, period="") for letters, column in table.columns.items()},
    )


def told(layout: SavedLayout) -> Explanation:
    """The sentence that says that a saved layout was used, whose it is and since when."""
    person = layout.saved_by.get_full_name() or layout.saved_by.get_username() if layout.saved_by else "?"
    return Explanation(
        _("Đọc theo cách đã lưu “%(name)s” (%(person)s, %(day)s), vì trang này có cùng mẫu.")
        % {"name": layout.name, "person": person, "day": date_format(timezone.localtime(layout.saved_at), "j/n/Y")}
    )


def _untouched(reading: Reading, workbook: Workbook, context: ReadingContext, choices: ImportChoices) -> Reading:
    """The reading as it is without any choice."""
    return read_grid(workbook.grid(reading.sheet), context) if reading.sheet in choices.layouts else reading
