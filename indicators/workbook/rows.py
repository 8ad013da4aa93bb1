"""What a row is about: an indicator, an area, or a period, from its name, its parents and the table's heads."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from indicators.measures import Status
from indicators.periods import Period, PeriodError
from indicators.text import fold
from indicators.units import Unit
from indicators.workbook import phrases
from indicators.workbook.cells import split_marks
from indicators.workbook.head_words import status_of
from indicators.workbook.places import is_place
from indicators.workbook.stub import StubRow
from indicators.workbook.titles import unit_or_none

_UNIT_BEHIND = re.compile(
    r"^(.*\S)\s*[(\[]\s*(?:ĐVT\s*:?|Đơn vị(?: tính)?\s*:?)?\s*([^()\[\]]{1,30}?)\s*[)\]]$", re.IGNORECASE
)
_UNIT_AFTER_COMMA = re.compile(r"^(.*\S)\s*[,;]\s*([^,;]{1,20})$")


@dataclass(frozen=True, slots=True)
class RowMeaning:
    """The dimensions that a row gives; `names` are what it measures, outermost first, empty where the columns say."""

    names: tuple[str, ...] = ()
    area: str | None = None
    period_text: str = ""
    unit_text: str = ""
    unit: Unit | None = None
    footnotes: tuple[str, ...] = ()
    is_heading: bool = False
    status: Status | None = None
    column: int = 0


@dataclass(frozen=True, slots=True)
class RowsContext:
    """What the table says of its rows: what they are ("", "indicator", "area", "period"), its year, known areas."""

    rows_are: str = ""
    year: int | None = None
    area_names: frozenset[str] = frozenset()


def read_rows(stub: Mapping[int, StubRow], units: Mapping[int, str], context: RowsContext) -> dict[int, RowMeaning]:
    """The meaning of each row; `units` holds the texts of the unit column by row."""
    wholes = {row.parents for row in stub.values()}
    rows: dict[int, RowMeaning] = {}
    units_by_name: dict[tuple[str, ...], tuple[str, Unit | None]] = {}
    previous: tuple[str, Unit | None] = ("", None)
    for number, row in stub.items():
        name, unit_text, unit = _own_unit(row.name)
        if given := units.get(number, "").strip():
            unit_text, unit = previous if _is_ditto(given) else (given, unit_or_none(given))
        path = (*row.parents, row.name)
        if not unit_text:
            unit_text, unit = next(
                (units_by_name[path[:end]] for end in range(len(path) - 1, 0, -1) if path[:end] in units_by_name),
                ("", None),
            )
        if unit_text:
            units_by_name[path] = (unit_text, unit)
            previous = (unit_text, unit)
        parents = tuple(_own_unit(parent)[0] for parent in row.parents)
        meaning = _classify(replace(row, name=name, parents=parents), context, has_rows_under=path in wholes)
        rows[number] = replace(
            meaning,
            unit_text=unit_text,
            unit=unit,
            footnotes=row.footnotes,
            is_heading=row.is_heading,
            column=row.column,
        )
    return rows


def find_rows_kind(stub: Mapping[int, StubRow], head: str, title: str, context: RowsContext) -> str:
    """Whether the rows of a table are indicators, areas or periods, by its names, its head and its title."""
    rows = [row for row in stub.values() if not row.is_heading and not row.is_total]
    if not rows:
        return "indicator"
    periods = sum(1 for row in rows if as_period(row.name, context.year or 2000))
    areas = sum(1 for row in rows if is_place(row.name, context.area_names))
    folded = fold(head)
    months = sum(1 for row in rows if row.name.isdigit() and 1 <= int(row.name) <= 12)
    if phrases.PERIOD_HEAD.match(folded) and "thang" in folded and months * 2 >= len(rows):
        return "period"
    if periods * 5 >= len(rows) * 4 or (phrases.PERIOD_HEAD.match(folded) and periods * 2 >= len(rows)):
        return "period"
    if areas * 2 >= len(rows):
        return "area"
    if phrases.AREA_HEAD.search(folded) and "chi tieu" not in folded:
        return "area"
    if phrases.OF_AREAS.search(fold(title)) and not any(row.parents for row in rows) and areas:
        return "area"
    return "indicator"


def as_period(name: str, year: int | None) -> bool:
    """Whether a row's name is a period and nothing else, "ước" and "sơ bộ" aside."""
    try:
        Period.parse(bare_period(name), year=year, month_context=None)
    except PeriodError:
        return False
    return True


def bare_period(name: str) -> str:
    """A row's period without the word for its firmness: "Sơ bộ 2018" is 2018."""
    return split_marks(name)[0].strip(" .:") or name


def _classify(row: StubRow, context: RowsContext, *, has_rows_under: bool) -> RowMeaning:
    names: list[str] = []
    area: str | None = None
    period_text = ""
    status: Status | None = None
    year = context.year or 2000
    path = [*row.parents, row.name]
    for depth, name in enumerate(path):
        is_own = depth == len(path) - 1
        if as_period(name, year) or (context.rows_are == "period" and name.isdigit()):
            status = status_of(fold(name))
            period_text = f"{bare_period(name)}|{period_text}".strip("|")
        elif is_place(name, context.area_names) or (is_own and row.is_place):
            area = name
        elif is_own and row.is_total and context.rows_are in {"area", "period"}:
            continue
        elif is_own and context.rows_are == "area" and not row.is_heading and not has_rows_under:
            area = name
        elif is_own or not phrases.TOTAL.match(fold(name)):
            names.append(name)
    return RowMeaning(names=tuple(names), area=area, period_text=period_text, status=status)


def _own_unit(name: str) -> tuple[str, str, Unit | None]:
    """A name without the unit that it ends in, and that unit: "Xi măng (nghìn tấn)", "Điện, triệu kWh"."""
    for pattern in (_UNIT_BEHIND, _UNIT_AFTER_COMMA):
        found = pattern.match(name)
        if found and (unit := unit_or_none(found[2])) is not None:
            return found[1].rstrip(" ,:"), found[2].strip(), unit
    return name, "", None


def _is_ditto(text: str) -> bool:
    return text.strip() in {'"', "''", "”", "“", "nt", "-nt-", "như trên", "-", "//"}
