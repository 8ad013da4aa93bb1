"""The tidy sheet, one observation a row under named heads in any order: read on a fast path."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.measures import Absence, Measure, Status
from indicators.numbers import Convention
from indicators.periods import Period, PeriodError
from indicators.text import fold
from indicators.units import Unit, UnitError, parse_unit
from indicators.workbook.cells import find_convention, read_cell
from indicators.workbook.drafts import ObservationDraft, Reading, ReadingContext
from indicators.workbook.faults import fault_message
from indicators.workbook.grid import Grid, Value, one_line
from indicators.workbook.problems import Explanation, Problem, a1, a1_range, column_letters
from indicators.workbook.tidy_heads import HEADS, NUMBERS, TidyHeads, find_heads
from indicators.workbook.tidy_values import ABSENCES, MEASURES, STATUSES, read_period

__all__ = ["TidyHeads", "find_heads", "read"]

_LONGEST = 500


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
            for role, measure in NUMBERS.items()
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
                known = read_period(*key) or self._context.period or PeriodError("")
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
        if folded in STATUSES:
            return self._statuses.setdefault(value, STATUSES[folded] or self._context.status)
        cell = a1(row, self._heads.columns["status"])
        text = _("Ô %(cell)s: không hiểu trạng thái “%(text)s”. Viết: ước tính, sơ bộ hoặc chính thức.")
        self.problems.append(Problem(self._grid.name, cell, text % {"cell": cell, "text": one_line(value)[:40]}))
        return None

    def _absence(self, value: Value, row: int) -> Absence | None:
        if value == "":
            return None
        folded = fold(one_line(value))
        if folded in ABSENCES:
            return ABSENCES[folded]
        cell = a1(row, self._heads.columns["absence"])
        text = _("Ô %(cell)s: không hiểu lý do “%(text)s”. Viết: không phát sinh, chưa có hoặc bảo mật.")
        self.problems.append(Problem(self._grid.name, cell, text % {"cell": cell, "text": one_line(value)[:40]}))
        return None

    def _measure(self, value: Value) -> Measure | None:
        return MEASURES.get(fold(one_line(value))) if value != "" else None

    def _find_convention(self) -> Convention | None:
        grid, columns = self._grid, self._heads.columns
        offsets = [columns[role] - grid.left for role in NUMBERS if role in columns]
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


_PERCENT = parse_unit("%")
