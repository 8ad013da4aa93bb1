"""What stands around a table: its title, its unit line, its footnotes by mark, and the legend of its signs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from indicators.measures import Absence
from indicators.periods import Period
from indicators.text import fold
from indicators.units import Unit
from indicators.workbook import phrases
from indicators.workbook.cells import ABSENCE_SIGNS, plain_mark, sign
from indicators.workbook.outline import Line, Outline
from indicators.workbook.problems import a1
from indicators.workbook.titles import (
    before_unit,
    is_title,
    periods_of,
    subject_of,
    unit_of_line,
    unit_or_none,
    without_trailing_unit,
    year_of,
)

_MARKED = re.compile(
    r"^\s*(?:ghi chú\s*:?\s*)?(\(\d{1,2}\)|\(\*+\)|\*+|[¹²³⁴⁵⁶⁷⁸⁹]|\d\))\s*[:.\-–]?\s*(\S.*)$", re.IGNORECASE
)
_LEGEND = re.compile(
    r"[“\"'(\[]?\s*(\.{2,}|…|-|–|—|x|X|0)\s*[”\"')\]]?\s*[:=]\s*([^;,.\n]+)|[“\"'(\[]\s*(\.{2,}|…|-|–|—|x|X)\s*[”\"')\]]\s*([^;,.:\n]+)"
)
_BLANK_LEGEND = re.compile(r"(?:o trong|de trong|bo trong)\W*(?::|la|=)?\s*([^;,.]+)")
_NIL = re.compile(r"khong (?:phat sinh|co phat sinh|co hien tuong|co)|hien tuong khong|nil|not occur|no facts")
_CONFIDENTIAL = re.compile(r"bao mat|bi mat|khong cong bo|confidential|khong duoc phep")
_NOT_AVAILABLE = re.compile(
    r"chua co|chua thu thap|khong thu thap|khong co so lieu|chua cap nhat|no information|not available|"
    r"co phat sinh|co hien tuong|khong xac dinh"
)


LONGEST_LINE = 400


@dataclass(frozen=True)
class Surroundings:
    """What the lines over and under a table say about all of it."""

    title: str = ""
    title_cell: str = ""
    subject: str = ""
    periods: tuple[Period, ...] = ()
    period_cell: str = ""
    year: int | None = None
    unit_text: str = ""
    unit: Unit | None = None
    unit_cell: str = ""
    footnotes: dict[str, str] = field(default_factory=dict)
    legend: dict[str, Absence] = field(default_factory=lambda: dict(ABSENCE_SIGNS))
    blank: Absence | None = None
    notes: tuple[str, ...] = ()
    source: str = ""


def read_surroundings(outline: Outline, above: Sequence[Line], below: Sequence[Line]) -> Surroundings:
    """Title, period, unit, notes and legend of a table."""
    titles: list[tuple[str, str]] = []
    unit_text, unit_cell = "", ""
    in_title = ""
    for line in above:
        if len(line.texts) > 1 and any(phrases.LETTERHEAD.match(text) for text in line.folded):
            continue
        for column in line.texts:
            text = outline.shown(line.row, column)[:LONGEST_LINE]
            cell = a1(line.row, column)
            found = unit_of_line(text)
            if found:
                unit_text, unit_cell = found, cell
                text = before_unit(text)
            if is_title(text):
                titles.append((text, cell))
                in_title = in_title or without_trailing_unit(text)[1]
        for column in line.numbers:
            if (text := outline.shown(line.row, column)).isdigit() and len(text) == 4 and titles:
                titles.append((text, a1(line.row, column)))
    if not unit_text and in_title:
        unit_text, unit_cell = in_title, titles[0][1]
    periods, period_cell = periods_of(titles)
    footnotes, legend, blank, notes = _read_notes(outline, [*above, *below])
    return Surroundings(
        title=" ".join(text for text, _cell in titles),
        title_cell=titles[0][1] if titles else "",
        subject=subject_of([text for text, _cell in titles]),
        periods=periods,
        period_cell=period_cell,
        year=year_of(titles),
        unit_text=unit_text,
        unit=unit_or_none(unit_text),
        unit_cell=unit_cell,
        footnotes=footnotes,
        legend=legend,
        blank=blank,
        notes=notes,
        source=next((note for note in notes if fold(note).startswith(("nguon", "source"))), ""),
    )


def _read_notes(
    outline: Outline, lines: Sequence[Line]
) -> tuple[dict[str, str], dict[str, Absence], Absence | None, tuple[str, ...]]:
    footnotes: dict[str, str] = {}
    legend = dict(ABSENCE_SIGNS)
    blank: Absence | None = None
    notes: list[str] = []
    for line in lines:
        for column in line.texts:
            raw = outline.grid.value(line.row, column)
            for text in str(raw)[: 4 * LONGEST_LINE].split("\n"):
                folded = fold(text)
                marked = _MARKED.match(text)
                if marked:
                    footnotes.setdefault(plain_mark(marked[1]), " ".join(marked[2].split()))
                if marked or phrases.NOTE_LINE.match(folded):
                    notes.append(" ".join(text.split()))
                    _read_legend(text, legend)
                    if found := _BLANK_LEGEND.search(folded):
                        blank = _absence(found[1]) or blank
    return footnotes, legend, blank, tuple(notes)


def _read_legend(text: str, legend: dict[str, Absence]) -> None:
    for first, meaning, second, other in _LEGEND.findall(text):
        absence = _absence(fold(meaning or other))
        if absence is not None:
            legend[sign(first or second)] = absence


def _absence(folded: str) -> Absence | None:
    if _CONFIDENTIAL.search(folded):
        return Absence.CONFIDENTIAL
    if _NIL.search(folded):
        return Absence.NIL
    return Absence.NOT_AVAILABLE if _NOT_AVAILABLE.search(folded) else None
