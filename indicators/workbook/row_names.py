"""A row's name as the stub shows it: its number, indentation and marks taken off and kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.text import fold
from indicators.workbook import phrases
from indicators.workbook.bilingual import are_bilingual, first_language, without_english_lines
from indicators.workbook.cells import plain_mark
from indicators.workbook.columns import is_ordinal
from indicators.workbook.grid import one_line
from indicators.workbook.outline import Line, Outline

LONGEST_NAME = 300
UNNUMBERED = -1
UPPER, ROMAN, NUMBER, LOWER = 0, 1, 2, 20
_NUMBERED = re.compile(r"^\s*(?P<number>[IVX]{1,5}|[A-Z]|\d{1,2}(?:\.\d{1,2})*|[a-hđ])\s*[.)/:]+\s*(?=\D)")
_DASHED = re.compile(r"^(\s*)([-–—+*•●○▪◦]+)\s*(?=\S)")
_FOOTNOTE = re.compile(r"\s*(\(\d{1,2}\)|\(\*+\)|\*+|[¹²³⁴⁵⁶⁷⁸⁹]+)$")
_BRACKETED_LETTERS = re.compile(r"[A-Za-zÀ-ỹ]")


@dataclass(frozen=True, slots=True)
class RowName:
    """A name and everything in the row that tells its level."""

    line: Line
    column: int
    name: str
    rank: int = UNNUMBERED
    indent: float = 0
    mark: int = 0
    is_bold: bool = False
    is_part: bool = False
    opens_parts: bool = False
    divides: bool = False
    by_area: bool = False
    is_total: bool = False
    footnotes: tuple[str, ...] = ()
    group: str = ""

    @property
    def row(self) -> int:
        return self.line.row

    @property
    def is_heading(self) -> bool:
        return not self.line.has_values


def read_names(outline: Outline, body: Sequence[Line], stubs: Sequence[int], ordinal: int | None) -> list[RowName]:
    """The names of the body's rows, in order; rows without a name are left out."""
    has_roman = any(_ordinal_text(outline, line, ordinal, stubs) in {"II", "III", "IV", "VI"} for line in body)
    bilingual = are_bilingual([outline.shown(line.row, c) for line in body for c in stubs if c in line.texts])
    names = []
    for line in body:
        name = _read_name(outline, line, stubs, ordinal, has_roman=has_roman, bilingual=bilingual)
        if name is not None:
            names.append(name)
    return names


def _read_name(
    outline: Outline, line: Line, stubs: Sequence[int], ordinal: int | None, *, has_roman: bool, bilingual: bool
) -> RowName | None:
    filled = [column for column in stubs if outline.shown(line.row, column)]
    number = outline.shown(line.row, ordinal) if ordinal is not None else ""
    column = filled[-1] if filled else None
    if column is None:
        # A section title often stands in the numbering column, merged over the names.
        if ordinal is None or not _BRACKETED_LETTERS.search(number) or is_ordinal(number):
            return None
        column, number = ordinal, ""
    elif ordinal is not None and outline.grid.anchor(line.row, column) == outline.grid.anchor(line.row, ordinal):
        number = ""
    raw = outline.grid.shown(line.row, column)
    text = raw[: LONGEST_NAME + 1] if isinstance(raw, str) else outline.shown(line.row, column)
    group = (
        outline.shown(line.row, filled[0])
        if len(filled) > 1 and outline.shown(line.row, filled[0]) != one_line(text)
        else ""
    )
    style = outline.grid.style(line.row, column)
    dashed = _DASHED.match(text)
    spaces = len(text) - len(text.lstrip())
    bare = text[dashed.end() :] if dashed else text
    leading = _NUMBERED.match(bare)
    if leading and (not number or number == leading["number"]):
        number, bare = leading["number"], bare[leading.end() :]
    number_mark = number in {"-", "+", "–", "*", "•"}
    part = phrases.PART_OF.match(fold(bare))
    divides = phrases.DIVIDES.match(fold(bare)) if part and line.has_values is False else None
    if divides:
        return RowName(line, column, "", opens_parts=True, divides=True, by_area=_is_by_area(bare))
    if part:
        bare = _cut_folded(bare, part.end())
        if again := _DASHED.match(bare):
            dashed, bare = again, bare[again.end() :]
    bare, footnotes = _without_footnotes(without_english_lines(bare))
    name = first_language(bare, is_bilingual=bilingual).strip(" :;-–")
    return RowName(
        line,
        column,
        name,
        rank=UNNUMBERED if number_mark else rank_of(number, has_roman=has_roman),
        indent=style.indent + spaces / 2 + (stubs.index(column) * 4 if column in stubs and not group else 0),
        mark=max(_mark(dashed[2] if dashed else number if number_mark else ""), int(bool(part))),
        is_bold=style.bold,
        is_part=bool(part) and bool(name),
        opens_parts=bool(part) and not name,
        is_total=bool(phrases.TOTAL.match(fold(name))),
        footnotes=footnotes,
        group=first_language(group, is_bilingual=bilingual),
    )


def _is_by_area(text: str) -> bool:
    return bool(phrases.AREA_HEAD.search(fold(text)))


def rank_of(number: str, *, has_roman: bool) -> int:
    """How deep a numbering is: A before I before 1 before 1.1 before a; UNNUMBERED for none."""
    bare = number.strip().strip("().").strip()
    if not bare:
        return UNNUMBERED
    if bare.replace(".", "").isdigit():
        return NUMBER + bare.count(".")
    first = bare.split(".")[0]
    if set(first) <= set("IVX") and (has_roman or first == "I"):
        return ROMAN + bare.count(".")
    if len(first) == 1 and first.isupper():
        return UPPER + bare.count(".")
    return LOWER if len(first) == 1 and first.isalpha() else UNNUMBERED


def _ordinal_text(outline: Outline, line: Line, ordinal: int | None, stubs: Sequence[int]) -> str:
    if ordinal is not None and (text := outline.shown(line.row, ordinal)):
        return text.strip("(). ")
    for column in stubs:
        if leading := _NUMBERED.match(outline.shown(line.row, column)):
            return leading["number"]
    return ""


def _mark(sign: str) -> int:
    """Dashes hang under plain names, pluses under dashes, stars under pluses."""
    if not sign:
        return 0
    if sign[0] in "-–—•●▪":
        return len(sign) if sign[0] in "-–—" else 1
    return 4 if sign[0] == "+" else 5


def _cut_folded(text: str, end: int) -> str:
    """The text behind a phrase matched in its folded form, which may be shorter."""
    for cut in range(len(text) + 1):
        if len(fold(text[:cut] + "x")) - 1 >= end:
            return text[cut:]
    return ""


def _without_footnotes(text: str) -> tuple[str, tuple[str, ...]]:
    marks: list[str] = []
    while found := _FOOTNOTE.search(text):
        if not found.start():
            break
        marks.insert(0, plain_mark(found[1]))
        text = text[: found.start()].rstrip()
    return text, tuple(marks)
