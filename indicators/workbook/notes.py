"""What stands around a table: its title, its unit line, its footnotes by mark, and the legend of its signs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from indicators.periods import Period, PeriodError, find_periods
from indicators.text import fold
from indicators.units import Unit, UnitError, parse_unit
from indicators.workbook import phrases
from indicators.workbook.cells import ABSENCE_SIGNS, plain_mark, sign
from indicators.workbook.drafts import Absence
from indicators.workbook.outline import Line, Outline
from indicators.workbook.problems import a1

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
    for line in above:
        for column in line.texts:
            text = outline.shown(line.row, column)
            cell = a1(line.row, column)
            found = unit_of_line(text)
            if found:
                unit_text, unit_cell = found, cell
                text = _before_unit(text)
            if is_title(text):
                titles.append((text, cell))
        for column in line.numbers:
            if (text := outline.shown(line.row, column)).isdigit() and len(text) == 4 and titles:
                titles.append((text, a1(line.row, column)))
    periods, period_cell = _periods(titles)
    footnotes, legend, blank, notes = _read_notes(outline, [*above, *below])
    return Surroundings(
        title=" ".join(text for text, _cell in titles),
        title_cell=titles[0][1] if titles else "",
        subject=_subject([text for text, _cell in titles]),
        periods=periods,
        period_cell=period_cell,
        year=_bare_year(titles),
        unit_text=unit_text,
        unit=unit_or_none(unit_text),
        unit_cell=unit_cell,
        footnotes=footnotes,
        legend=legend,
        blank=blank,
        notes=notes,
        source=next((note for note in notes if fold(note).startswith(("nguon", "source"))), ""),
    )


def unit_of_line(text: str) -> str:
    """The unit that "Đơn vị tính: Triệu USD" gives, alone or at the end of a title; "" where there is none."""
    found = re.search(
        r"(?:^|[\s(\[])(?:ĐVT|Đ\.V\.T|Đơn vị tính|Đơn vị|Unit)\s*(?:/\s*Unit)?\s*[:.]\s*([^()\[\]]+?)\s*[)\]]*\s*$",
        text,
        re.IGNORECASE,
    )
    if not found:
        return ""
    return re.split(r"\s*(?:[-–/]\s*)?\bUnits?\s*:", found[1], flags=re.IGNORECASE)[0].strip(" ;,.")


def unit_or_none(text: str) -> Unit | None:
    """The parsed unit, or None for a text that is no known unit."""
    try:
        return parse_unit(text) if text else None
    except UnitError:
        return None


def is_title(text: str) -> bool:
    """Whether a line over a table is part of its title, and no letterhead, form number or date of signing."""
    folded = fold(text)
    if len(folded) < 3 or phrases.LETTERHEAD.match(folded) or phrases.SIGNATURE.search(folded):
        return False
    return not phrases.NOTE_LINE.match(folded) and folded.strip("-_=*. ") != ""


def _before_unit(text: str) -> str:
    found = re.search(r"[\s(\[]*(?:ĐVT|Đ\.V\.T|Đơn vị tính|Đơn vị|Unit)\s*[:.(/]", text, re.IGNORECASE)
    return text[: found.start()].strip() if found else text


def _periods(titles: Sequence[tuple[str, str]]) -> tuple[tuple[Period, ...], str]:
    years = [period.year for text, _cell in titles for period in _found(text, None)]
    year = years[-1] if years else None
    for text, cell in titles:
        finer = [period for period in _found(text, year) if period.kind != "year"]
        if finer:
            return tuple(finer), cell
    for text, cell in titles:
        if found := _found(text, None):
            return tuple(found), cell
    return (), ""


def _found(text: str, year: int | None) -> list[Period]:
    folded = fold(text)
    bare = text
    if len(folded) == len(text):
        for match in reversed(list(phrases.PRICE_BASE.finditer(folded))):
            bare = bare[: match.start()] + " " + bare[match.end() :]
    try:
        return [period for period, _place in find_periods(bare, year=year)]
    except PeriodError:
        return []


def _bare_year(titles: Sequence[tuple[str, str]]) -> int | None:
    years = [period.last[0] for text, _cell in titles for period in _found(text, None)]
    return years[-1] if years else None


def _subject(titles: Sequence[str]) -> str:
    """The title without its number, period and "phân theo …": what the table is about."""
    for title in titles:
        text = re.sub(
            r"^(?:Biểu(?: số)?|Bảng(?: số)?|Phụ lục|Table|Mẫu)?\s*[\dIVX]+(?:[.\-/]\d+)*[a-z]?\s*[.:)\-–]\s*",
            "",
            title,
            flags=re.IGNORECASE,
        )
        try:
            places = [place for _period, place in find_periods(text, year=2000)]
        except PeriodError:
            places = []
        for start, end in reversed(places):
            text = text[:start] + " " + text[end:]
        text = re.sub(
            r"\b(?:ước|sơ bộ|chính thức|từ|năm|và|các|đến)\b\s*$", "", " ".join(text.split()), flags=re.IGNORECASE
        )
        folded = fold(text)
        if len(folded) == len(text) and (found := phrases.BY_AREA.search(folded)):
            text = text[: found.start()]
        text = re.sub(r"\(\s*\)", "", text).strip(" -–:,;.(")
        if sum(character.isalpha() for character in text) >= 4:
            return text
    return ""


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
            for text in (str(raw)).split("\n"):
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
