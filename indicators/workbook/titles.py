"""A table's title lines: what they are about, their periods, and the unit that ends them."""

import re
from collections.abc import Sequence

from indicators.periods import Period, PeriodError, find_periods
from indicators.text import fold
from indicators.units import Unit, UnitError, parse_unit
from indicators.workbook import phrases
from indicators.workbook.bilingual import is_english


def is_title(text: str) -> bool:
    """Whether a line over a table is part of its title, and no letterhead, form number or date of signing."""
    folded = fold(text)
    if len(folded) < 3 or phrases.LETTERHEAD.match(folded) or phrases.SIGNATURE.search(folded):
        return False
    if is_english(text):
        return False
    return not phrases.NOTE_LINE.match(folded) and folded.strip("-_=*. ") != ""


def subject_of(titles: Sequence[str]) -> str:
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
        text = " ".join(without_trailing_unit(" ".join(text.split()))[0].split())
        folded = fold(text)
        if len(folded) == len(text):
            for pattern in (phrases.DIVIDED_BY, phrases.OVER_AREAS, phrases.COMPARED_TAIL, phrases.LOOSE_TAIL):
                if found := pattern.search(folded):
                    text, folded = text[: found.start()], folded[: found.start()]
        text = re.sub(r"\(\s*\)", "", text).strip(" -–:,;.(")
        if sum(character.isalpha() for character in text) >= 4:
            return text
    return ""


def periods_of(titles: Sequence[tuple[str, str]]) -> tuple[tuple[Period, ...], str]:
    """The periods that the titles name, and the cell of the title that names them; the finest ones first."""
    years = [period.year for text, _cell in titles for period in _found(text, None)]
    year = years[-1] if years else None
    for text, cell in titles:
        finer = [period for period in _found(text, year) if period.kind != "year"]
        if finer:
            return tuple(finer), cell
    for text, cell in titles:
        if (dated := _dated(text)) is not None:
            return (dated,), cell
    for text, cell in titles:
        if found := _found(text, None):
            return tuple(found), cell
    return (), ""


def _dated(text: str) -> Period | None:
    """ "Tính đến ngày 15 tháng 5 năm 2018" and "từ 01/01-20/5/2018" are about the year to that month."""
    found = phrases.DATED.search(fold(text))
    if not found:
        return None
    month, year = found["month"] or found["month2"], found["year"] or found["year2"]
    try:
        return Period.of_year_to_date(int(year), int(month))
    except PeriodError:
        return None


def year_of(titles: Sequence[tuple[str, str]]) -> int | None:
    """The last year that the titles name."""
    years = [period.last[0] for text, _cell in titles for period in _found(text, None)]
    return years[-1] if years else None


def unit_of_line(text: str) -> str:
    """The unit that "Đơn vị tính: Triệu USD" gives, alone or at the end of a title; "" where there is none.

    A line may also be nothing but the unit: "Nghìn ha", "(Tỷ đồng)".
    """
    if len(text) <= 40 and (unit := unit_or_none(text.strip(" ()[]"))) and unit.dimension not in {"year", "month"}:
        return text.strip(" ()[]")
    found = re.search(
        r"(?:^|[\s(\[])(?:ĐVT|Đ\.V\.T|Đơn vị tính|Đơn vị|Unit)\s*(?:/\s*Unit)?\s*[:.]\s*([^()\[\]]+?)\s*[)\]]*\s*$",
        text,
        re.IGNORECASE,
    )
    if not found:
        return ""
    return re.split(r"\s*(?:[-–/]\s*)?\bUnits?\s*:", found[1], flags=re.IGNORECASE)[0].strip(" ;,.")


def before_unit(text: str) -> str:
    """What stands before "Đơn vị tính:" in a line."""
    if unit_or_none(text.strip(" ()[]")):
        return ""
    found = re.search(r"[\s(\[]*(?:ĐVT|Đ\.V\.T|Đơn vị tính|Đơn vị|Unit)\s*[:.(/]", text, re.IGNORECASE)
    return text[: found.start()].strip() if found else text


def without_trailing_unit(title: str) -> tuple[str, str]:
    """A title without the unit in its last brackets: "Sản lượng thủy sản (tấn)", "Chỉ số giá (so với cùng kỳ, %)"."""
    found = re.search(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$", title)
    if not found:
        return title, ""
    before, comma, last = found[1].rpartition(",")
    if unit_or_none(found[1]):
        return title[: found.start()], found[1].strip()
    if comma and unit_or_none(last):
        return f"{title[: found.start()]} ({before.strip()})", last.strip()
    return title, ""


def unit_or_none(text: str) -> Unit | None:
    """The parsed unit, or None for a text that is no known unit."""
    try:
        return parse_unit(text) if text else None
    except UnitError:
        return None


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
