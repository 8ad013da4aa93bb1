"""The tidy sheet, one observation a row under named heads in any order: read on a fast path."""

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from indicators.measures import Absence, Measure, Status
from indicators.numbers import Convention
from indicators.periods import Period, PeriodError
from indicators.text import fold
from indicators.units import Unit, UnitError, parse_unit
from indicators.workbook.cells import find_convention, read_cell
from indicators.workbook.drafts import ObservationDraft, Reading, ReadingContext
from indicators.workbook.grid import Grid, Value, fault_message, one_line
from indicators.workbook.problems import Explanation, Problem, a1, a1_range, column_letters

_PERCENT_SIGN = r"(?: ?\(?%\)?)?"
HEADS: dict[str, tuple[str, ...]] = {
    "indicator_code": (r"ma chi (?:tieu|so)", "ma ct", "ma", "code", r"ind(?:icator)?[ _]?(?:code|id)"),
    "indicator": ("(?:ten )?chi (?:tieu|so)", "indicator(?: ?_?name)?", "series", "ten"),
    "parent": ("chi tieu cha", "nhom(?: chi tieu)?", "thuoc(?: chi tieu)?", "parent", "group"),
    "area_code": (
        "ma (?:khu vuc|dia ban|dia phuong|huyen|tinh|don vi)", "(?:area|region)[ _]?(?:code|id)", "geo", "ref_area",
    ),
    "area": (
        "khu vuc", "dia ban", "dia phuong", "vung", "huyen", "tinh", "don vi hanh chinh", "cua khau",
        "area(?: ?_?name)?", "region", "district", "province",
    ),
    "period": (
        "ky(?: bao cao| so lieu)?", "thoi gian", "thoi ky", "ky han", "period", "time(?:[ _]?period)?", "date",
    ),
    "year": ("nam", "year"),
    "month": ("thang", "month"),
    "quarter": ("quy", "quarter"),
    "value": ("gia tri(?: thuc hien)?", "so lieu", "so", "thuc hien", "(?:obs[ _]?)?value", "amount", "figure"),
    "growth_yoy": (
        rf"(?:%|ty le %?|tang(?: truong)?|tang,? ?/?giam|toc do tang)?\s*(?:so (?:voi )?)?cung ky(?: nam truoc)?"
        rf"{_PERCENT_SIGN}",
        rf"tang truong{_PERCENT_SIGN}", rf"growth(?:[ _]?yoy)?{_PERCENT_SIGN}", "yoy",
    ),
    "growth_previous": (
        rf"(?:%|tang)?\s*so (?:voi )?ky truoc{_PERCENT_SIGN}", "growth[ _]?prev(?:ious)?", "mom", "qoq",
    ),
    "plan_share": (
        r"(?:%|ty le %?)?\s*(?:so (?:voi )?)?(?:ke hoach|kh)(?: nam)? ?\(?%\)?",
        "% (?:so voi )?(?:ke hoach|kh)(?: nam)?",
        rf"plan[ _]?share{_PERCENT_SIGN}", "share of plan",
    ),
    "target": ("ke hoach(?: nam)?", "muc tieu", "chi tieu ke hoach", "target", "plan"),
    "unit": ("don vi(?: tinh)?", "dvt", "unit(?:[ _]?of[ _]?measure)?"),
    "status": ("trang thai", "tinh trang", "muc do", "tinh chat", "loai so lieu", "(?:obs[ _]?)?status"),
    "footnote": ("ghi chu", "chu thich", "chu giai", "footnotes?", "notes?", "comments?"),
    "absence": ("ly do(?: thieu| khong co)?(?: so lieu)?", "absence", "missing(?: reason)?"),
    "measure": ("loai", "dai luong", "measure"),
}  # fmt: skip
"""What a head of a tidy sheet may say, as patterns over its folded text."""

_COMPILED = {role: re.compile(rf"(?:{'|'.join(patterns)})\*?") for role, patterns in HEADS.items()}
_NUMBERS = {
    "value": Measure.VALUE,
    "growth_yoy": Measure.GROWTH_YOY,
    "growth_previous": Measure.GROWTH_PREVIOUS,
    "plan_share": Measure.PLAN_SHARE,
    "target": Measure.TARGET,
}
_STATUSES = {
    "uoc": Status.ESTIMATE, "uoc tinh": Status.ESTIMATE, "estimate": Status.ESTIMATE, "e": Status.ESTIMATE,
    "estimated": Status.ESTIMATE, "so bo": Status.PRELIMINARY, "preliminary": Status.PRELIMINARY,
    "p": Status.PRELIMINARY, "chinh thuc": Status.FINAL, "final": Status.FINAL, "a": Status.FINAL,
    "thuc hien": None, "normal": None,
}  # fmt: skip
_ABSENCES = {
    "khong phat sinh": Absence.NIL, "nil": Absence.NIL, "chua co": Absence.NOT_AVAILABLE,
    "chua co so lieu": Absence.NOT_AVAILABLE, "not_available": Absence.NOT_AVAILABLE,
    "not available": Absence.NOT_AVAILABLE, "bao mat": Absence.CONFIDENTIAL, "bi mat": Absence.CONFIDENTIAL,
    "khong cong bo": Absence.CONFIDENTIAL, "confidential": Absence.CONFIDENTIAL,
}  # fmt: skip
_MEASURES = {measure.value: measure for measure in Measure} | {
    "gia tri": Measure.VALUE, "ke hoach": Measure.TARGET, "so voi cung ky": Measure.GROWTH_YOY,
    "so voi ky truoc": Measure.GROWTH_PREVIOUS, "so voi ke hoach": Measure.PLAN_SHARE,
}  # fmt: skip
_LONGEST = 500
_HEAD_ROWS = 8


@dataclass(frozen=True)
class TidyHeads:
    """Where the heads stand and which column is which."""

    row: int
    columns: dict[str, int]
    texts: dict[str, str] = field(default_factory=dict)


def find_heads(grid: Grid) -> TidyHeads | None:
    """The heads of a tidy sheet; None where the sheet is none.

    Tidy is a row of heads that names an indicator, a value and a period (or a year), each in a column of its own.
    """
    for row in range(grid.top, min(grid.top + _HEAD_ROWS, grid.height)):
        columns: dict[str, int] = {}
        texts: dict[str, str] = {}
        filled = 0
        for column in range(grid.left, min(grid.width, grid.left + 60)):
            value = grid.value(row, column)
            if not isinstance(value, str) or not value.strip():
                continue
            filled += 1
            role = _role_of(fold(value))
            if role and role not in columns:
                columns[role], texts[role] = column, one_line(value)
        named = "indicator" in columns or "indicator_code" in columns
        measured = any(role in columns for role in _NUMBERS)
        if named and measured and _has_periods(grid, row, columns) and len(columns) * 3 >= filled * 2:
            return TidyHeads(row, columns, texts)
    return None


def read(grid: Grid, heads: TidyHeads, context: ReadingContext) -> Reading:
    """The drafts of a tidy sheet, a problem for each cell that cannot be read."""
    reader = _Reader(grid, heads, context)
    reader.run()
    place = a1_range(heads.row, min(heads.columns.values()), heads.row, max(heads.columns.values()))
    names = ", ".join(f"{column_letters(heads.columns[role])} “{text}”" for role, text in heads.texts.items())
    return Reading(
        sheet=grid.name,
        drafts=tuple(reader.drafts),
        problems=tuple(reader.problems),
        explanations=(
            Explanation(_("Trang xếp mỗi số liệu một dòng; các cột: %(names)s.") % {"names": names}, place),
            *reader.explanations,
        ),
        layout_name="tidy",
        fingerprint="tidy:" + ",".join(f"{role}={column}" for role, column in sorted(heads.columns.items())),
    )


def _role_of(folded: str) -> str:
    return next((role for role, pattern in _COMPILED.items() if pattern.fullmatch(folded)), "")


def _has_periods(grid: Grid, row: int, columns: dict[str, int]) -> bool:
    """Whether the period column really holds periods, so that a report with a column "Kỳ" is not taken for tidy."""
    if "period" not in columns and "year" not in columns:
        return False
    column = columns.get("period", columns.get("year", 0))
    samples = [grid.value(r, column) for r in range(row + 1, min(row + 21, grid.height))]
    filled = [value for value in samples if value != ""]
    if not filled:
        return row + 1 >= grid.height
    year = 2000 if "year" in columns else None
    return sum(1 for value in filled if _period_of(value, year) is not None) * 2 >= len(filled)


def _period_of(value: Value, year: int | None) -> Period | None:
    if isinstance(value, datetime.date):
        return Period.of_month(value.year, value.month)
    try:
        return _parse_period(one_line(value), year)
    except PeriodError:
        return None


@lru_cache(maxsize=4096)
def _parse_period(text: str, year: int | None) -> Period:
    return Period.parse(text, year=year)


class _Reader:
    """Walks the rows once; whatever repeats from row to row is understood once."""

    def __init__(self, grid: Grid, heads: TidyHeads, context: ReadingContext) -> None:
        self._grid = grid
        self._heads = heads
        self._context = context
        self.drafts: list[ObservationDraft] = []
        self.problems: list[Problem] = []
        self.explanations: list[Explanation] = []
        self._convention = self._find_convention()
        self._units: dict[str, Unit | None] = {}
        self._periods: dict[tuple[Value, ...], Period | PeriodError] = {}
        self._texts: dict[str, str] = {}
        self._statuses: dict[Value, Status | None] = {}

    def run(self) -> None:
        grid, columns = self._grid, self._heads.columns
        numbers = [
            (columns[role], measure, column_letters(columns[role]))
            for role, measure in _NUMBERS.items()
            if role in columns
        ]
        get = {role: self._getter(columns.get(role)) for role in HEADS}
        for row in range(self._heads.row + 1, grid.height):
            cells = grid.rows[row - grid.top]
            if not any(value != "" for value in cells):
                continue
            self._read_row(row, cells, get, numbers)

    def _getter(self, column: int | None) -> Callable[[Sequence[Value]], Value]:
        if column is None:
            return lambda _cells: ""
        offset = column - self._grid.left
        return lambda cells: cells[offset] if offset < len(cells) else ""

    def _read_row(
        self,
        row: int,
        cells: Sequence[Value],
        get: dict[str, Callable[[Sequence[Value]], Value]],
        numbers: list[tuple[int, Measure, str]],
    ) -> None:
        indicator = self._text(get["indicator"](cells), row, "indicator")
        code = self._text(get["indicator_code"](cells), row, "indicator_code")
        if self._is_spoiled(row):
            return
        filled = [item for item in numbers if self._is_filled(row, item[0], cells)]
        absence = self._absence(get["absence"](cells), row)
        if not filled and absence is None:
            return
        if not indicator and not code:
            column = self._heads.columns.get("indicator", self._heads.columns.get("indicator_code", 0))
            text = _("Dòng %(row)s có số nhưng không ghi chỉ tiêu. Hãy điền tên hoặc mã chỉ tiêu.") % {"row": row + 1}
            self.problems.append(Problem(self._grid.name, a1(row, column), text))
            return
        period = self._period(row, cells, get)
        if period is None:
            return
        shared = _Shared(
            indicator=indicator or code,
            code=code,
            parents=self._parents(get["parent"](cells)),
            area=self._text(get["area"](cells), row, "area") or self._context.area,
            area_code=self._text(get["area_code"](cells), row, "area_code"),
            period=period,
            status=self._status(get["status"](cells), row),
            footnote=self._text(get["footnote"](cells), row, "footnote"),
        )
        unit_text = self._text(get["unit"](cells), row, "unit") or self._context.unit
        unit = self._unit(unit_text)
        chosen = self._measure(get["measure"](cells))
        for column, measure, letters in filled or numbers[:1]:
            own = chosen if chosen is not None and measure is Measure.VALUE else measure
            self._add(shared, row, column, letters, own, unit_text, unit, absence)

    def _add(
        self,
        shared: "_Shared",
        row: int,
        column: int,
        letters: str,
        measure: Measure,
        unit_text: str,
        unit: Unit | None,
        absence: Absence | None,
    ) -> None:
        value, reason, status, problem = self._number(row, column)
        if problem:
            self.problems.append(Problem(self._grid.name, f"{letters}{row + 1}", problem))
            return
        if value is None and reason is None:
            reason = absence
        is_amount = measure is Measure.VALUE or measure is Measure.TARGET
        self.drafts.append(
            ObservationDraft(
                self._grid.name,
                f"{letters}{row + 1}",
                shared.indicator,
                shared.period,
                measure,
                value,
                reason,
                shared.parents,
                shared.area or None,
                unit_text if is_amount else "%",
                unit if is_amount else _PERCENT,
                status or shared.status,
                shared.footnote,
                "",
                shared.code,
                shared.area_code,
            )
        )

    def _number(self, row: int, column: int) -> tuple[Decimal | None, Absence | None, Status | None, str]:
        grid = self._grid
        value = grid.rows[row - grid.top][column - grid.left]
        if type(value) is float and not grid.styles and not grid.faults:
            # The usual cell, without a detour through what it cannot have.
            number = Decimal(format(value, ".15g"))
            return (number if number.as_tuple().exponent <= 0 else number.quantize(1)), None, None, ""  # type: ignore[operator]
        reading = read_cell(grid, (row, column), convention=self._convention)
        return reading.value, reading.absence, Status.ESTIMATE if reading.is_estimate else None, reading.problem

    def _is_filled(self, row: int, column: int, cells: Sequence[Value]) -> bool:
        offset = column - self._grid.left
        value = cells[offset] if offset < len(cells) else ""
        return value != "" or (row, column) in self._grid.faults

    def _text(self, value: Value, row: int, role: str) -> str:
        if value == "":
            return ""
        if isinstance(value, str) and (known := self._texts.get(value)) is not None:
            return known
        text = one_line(value)
        column = self._heads.columns[role]
        fault = self._grid.faults.get((row, column))
        if fault is not None:
            self.problems.append(Problem(self._grid.name, a1(row, column), fault_message(fault, (row, column))))
            return ""
        if len(text) > _LONGEST:
            message = _("Ô %(cell)s dài %(length)s ký tự, quá %(limit)s. Hãy rút ngắn.") % {
                "cell": a1(row, column),
                "length": len(text),
                "limit": _LONGEST,
            }
            self.problems.append(Problem(self._grid.name, a1(row, column), message))
            return text[:_LONGEST]
        if isinstance(value, str) and len(self._texts) < 50_000:
            self._texts[value] = text
        return text

    def _is_spoiled(self, row: int) -> bool:
        """Whether the row's indicator was refused already."""
        names = ("indicator", "indicator_code")
        return bool(self._grid.faults) and any(
            (row, self._heads.columns[name]) in self._grid.faults for name in names if name in self._heads.columns
        )

    def _parents(self, value: Value) -> tuple[str, ...]:
        return tuple(part.strip() for part in one_line(value).split(">") if part.strip()) if value != "" else ()

    def _unit(self, text: str) -> Unit | None:
        if text not in self._units:
            try:
                self._units[text] = parse_unit(text) if text else None
            except UnitError:
                self._units[text] = None
        return self._units[text]

    def _period(
        self, row: int, cells: Sequence[Value], get: dict[str, Callable[[Sequence[Value]], Value]]
    ) -> Period | None:
        key = (get["period"](cells), get["year"](cells), get["quarter"](cells), get["month"](cells))
        known = self._periods.get(key)
        if known is None:
            try:
                known = _read_period(*key) or self._context.period or PeriodError("")
            except PeriodError as error:
                known = error
            self._periods[key] = known
        if isinstance(known, Period):
            return known
        column = self._heads.columns.get("period", self._heads.columns.get("year", 0))
        cell = a1(row, column)
        if str(known):
            text = _("Ô %(cell)s: %(reason)s") % {"cell": cell, "reason": known.translated(_)}
        else:
            text = _("Ô %(cell)s trống: dòng không ghi kỳ. Hãy điền kỳ, ví dụ 2018-05 hoặc Quý I/2018.") % {
                "cell": cell
            }
        self.problems.append(Problem(self._grid.name, cell, text))
        return None

    def _status(self, value: Value, row: int) -> Status | None:
        if value == "":
            return self._context.status
        known = self._statuses.get(value, ...)
        if known is not ...:
            return known
        folded = fold(self._text(value, row, "status"))
        if folded in _STATUSES:
            return self._statuses.setdefault(value, _STATUSES[folded] or self._context.status)
        cell = a1(row, self._heads.columns["status"])
        text = _("Ô %(cell)s: không hiểu trạng thái “%(text)s”. Viết: ước tính, sơ bộ hoặc chính thức.")
        self.problems.append(Problem(self._grid.name, cell, text % {"cell": cell, "text": one_line(value)[:40]}))
        return None

    def _absence(self, value: Value, row: int) -> Absence | None:
        if value == "":
            return None
        folded = fold(one_line(value))
        if folded in _ABSENCES:
            return _ABSENCES[folded]
        cell = a1(row, self._heads.columns["absence"])
        text = _("Ô %(cell)s: không hiểu lý do “%(text)s”. Viết: không phát sinh, chưa có hoặc bảo mật.")
        self.problems.append(Problem(self._grid.name, cell, text % {"cell": cell, "text": one_line(value)[:40]}))
        return None

    def _measure(self, value: Value) -> Measure | None:
        return _MEASURES.get(fold(one_line(value))) if value != "" else None

    def _find_convention(self) -> Convention | None:
        grid, columns = self._grid, self._heads.columns
        offsets = [columns[role] - grid.left for role in _NUMBERS if role in columns]
        texts = (
            text
            for cells in grid.rows[self._heads.row + 1 - grid.top :]
            for offset in offsets
            if offset < len(cells) and isinstance(text := cells[offset], str) and text and ("," in text or "." in text)
        )
        convention, _ambiguous = find_convention(texts)
        if convention is not None:
            shown = "1.233,5" if convention == "vi" else "1,233.5"
            text = _("Số viết bằng chữ đọc theo cách %(shown)s, như các ô rõ ràng của trang.") % {"shown": shown}
            self.explanations.append(Explanation(text))
        return convention


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all figures of one row have in common."""

    indicator: str
    code: str
    parents: tuple[str, ...]
    area: str | None
    area_code: str
    period: Period
    status: Status | None
    footnote: str


def _read_period(period: Value, year: Value, quarter: Value, month: Value) -> Period | None:
    known_year = int(one_line(year)) if year != "" and one_line(year).isdigit() else None
    if isinstance(period, datetime.date):
        return Period.of_month(period.year, period.month)
    if period != "":
        return Period.parse(one_line(period), year=known_year)
    if known_year is None:
        return Period.parse(one_line(year)) if year != "" else None
    if month != "":
        text = one_line(month)
        return Period.parse(f"tháng {text}" if text.isdigit() else text, year=known_year)
    if quarter != "":
        text = one_line(quarter)
        return Period.parse(text if fold(text).startswith(("q", "quy")) else f"quý {text}", year=known_year)
    return Period.of_year(known_year)


_PERCENT = parse_unit("%")
