"""The tidy sheet, one observation a row under named heads in any order: read on a fast path."""

from collections.abc import Sequence
from decimal import Decimal
from operator import itemgetter

from django.utils.translation import gettext as _

from indicators.measures import Absence, Status
from indicators.numbers import Convention
from indicators.periods import Period, PeriodError
from indicators.text import fold
from indicators.units import Unit, UnitError, parse_unit
from indicators.workbook.cells import find_convention, read_cell
from indicators.workbook.drafts import Reading, ReadingContext
from indicators.workbook.faults import fault_message
from indicators.workbook.grid import Grid, Value, one_line
from indicators.workbook.problems import Explanation, Problem, a1, a1_range, column_letters
from indicators.workbook.tidy_drafts import Figure, Marked, NumberColumn, Subject, TidyDrafts
from indicators.workbook.tidy_heads import NUMBERS, TidyHeads, find_heads
from indicators.workbook.tidy_values import ABSENCES, MEASURES, STATUSES, read_period

__all__ = ["TidyHeads", "find_heads", "read"]

_LONGEST = 500
_REMEMBERED = 50_000
"""So many distinct rows, texts and numbers are remembered; a sheet that repeats less gains nothing by it."""

_SUBJECT_ROLES = (
    "indicator", "indicator_code", "parent", "area", "area_code", "unit", "status", "footnote", "absence", "measure",
)  # fmt: skip
_PERIOD_ROLES = ("period", "year", "quarter", "month")


def read(grid: Grid, heads: TidyHeads, context: ReadingContext) -> Reading:
    """The drafts of a tidy sheet, a problem for each cell that cannot be read."""
    reader = _Reader(grid, heads, context)
    reader.run()
    place = a1_range(heads.row, min(heads.columns.values()), heads.row, max(heads.columns.values()))
    names = ", ".join(f"{column_letters(heads.columns[role])} “{text}”" for role, text in heads.texts.items())
    return Reading(
        sheet=grid.name,
        drafts=reader.drafts,
        problems=tuple(reader.problems),
        explanations=(
            Explanation(_("Trang xếp mỗi số liệu một dòng; các cột: %(names)s.") % {"names": names}, place),
            *reader.explanations,
        ),
        layout_name="tidy",
        fingerprint="tidy:" + ",".join(f"{role}={column}" for role, column in sorted(heads.columns.items())),
    )


class _Cells:
    """The cells of a row in the columns of some roles, one item a role, "" for a role without a column."""

    def __init__(self, roles: Sequence[str], heads: TidyHeads, left: int) -> None:
        # The last cell of a padded row is always blank.
        offsets = [heads.columns[role] - left if role in heads.columns else -1 for role in roles]
        self.of = itemgetter(*offsets)


class _Reader:
    """Walks the rows once; whatever repeats from row to row is understood once."""

    def __init__(self, grid: Grid, heads: TidyHeads, context: ReadingContext) -> None:
        self._grid = grid
        self._heads = heads
        self._context = context
        columns = [(role, heads.columns[role]) for role in NUMBERS if role in heads.columns]
        self._numbers = [column for _role, column in columns]
        self.drafts = TidyDrafts(
            grid.name, [NumberColumn(column_letters(column), NUMBERS[role]) for role, column in columns]
        )
        self.problems: list[Problem] = []
        self.explanations: list[Explanation] = []
        self._convention = self._find_convention()
        self._spoiled_rows = {row for row, _column in grid.faults}
        self._subjects: dict[tuple[Value, ...], Subject] = {}
        self._periods: dict[tuple[Value, ...], Period | PeriodError] = {}
        self._units: dict[str, Unit | None] = {}
        self._decimals: dict[float, Decimal] = {}

    def run(self) -> None:
        grid, heads = self._grid, self._heads
        subject_of, period_of = _Cells(_SUBJECT_ROLES, heads, grid.left).of, _Cells(_PERIOD_ROLES, heads, grid.left).of
        width = max(grid.width - grid.left, max(heads.columns.values()) - grid.left + 1)
        for row in range(heads.row + 1, grid.height):
            cells = grid.rows[row - grid.top]
            cells = (*cells, *("",) * (width - len(cells) + 1))
            if cells.count("") == len(cells):
                continue
            told = subject_of(cells)
            subject = self._subjects.get(told)
            if subject is None or row in self._spoiled_rows:
                subject = self._subject(row, told)
            if subject is not None:
                self._read_row(row, cells, subject, period_of(cells))

    def _read_row(self, row: int, cells: Sequence[Value], subject: Subject, when: tuple[Value, ...]) -> None:
        left, known, styles, faults = self._grid.left, self._decimals, self._grid.styles, self._grid.faults
        is_spoiled = row in self._spoiled_rows
        is_filled = any(
            cells[column - left] != "" or (is_spoiled and (row, column) in faults) for column in self._numbers
        )
        if not is_filled and subject.absence is None:
            return
        if not subject.indicator:
            self._tell_nameless(row)
            return
        period = self._period(row, when)
        if period is None:
            return
        figures: list[Figure | None] = []
        for column in self._numbers:
            value = cells[column - left]
            if type(value) is float and not is_spoiled and (not styles or (row, column) not in styles):
                # The usual cell, without a detour through what it cannot have.
                figures.append(known.get(value) or self._decimal(value) or self._figure(row, column, subject))
            elif value != "" or (is_spoiled and (row, column) in faults):
                figures.append(self._figure(row, column, subject))
            else:
                figures.append(None)
        if not is_filled:
            figures[0] = Marked(None, subject.absence)
        if any(figure is not None for figure in figures):
            self.drafts.add(row, subject, period, figures)

    def _decimal(self, value: float) -> Decimal | None:
        """The number of an everyday size; none for one that is written with an exponent."""
        text = format(value, ".15g")
        if "e" in text:
            return None
        number = Decimal(text)
        if len(self._decimals) < _REMEMBERED:
            self._decimals[value] = number
        return number

    def _figure(self, row: int, column: int, subject: Subject) -> Figure | None:
        """What the cell holds; none where it is blank, or where it cannot be read, which is told."""
        reading = read_cell(self._grid, (row, column), convention=self._convention)
        if reading.problem:
            self.problems.append(Problem(self._grid.name, a1(row, column), reading.problem))
            return None
        absence = reading.absence or (subject.absence if reading.value is None else None)
        if reading.value is None and absence is None:
            return None
        if absence is None and not reading.is_estimate and reading.value is not None:
            return reading.value
        return Marked(reading.value, absence, Status.ESTIMATE if reading.is_estimate else None)

    def _subject(self, row: int, told: tuple[Value, ...]) -> Subject | None:
        """What the cells beside period and numbers say; none where the name itself was refused."""
        before = len(self.problems)
        cells = dict(zip(_SUBJECT_ROLES, told, strict=True))
        indicator = self._text(cells["indicator"], row, "indicator")
        code = self._text(cells["indicator_code"], row, "indicator_code")
        if self._is_spoiled(row):
            return None
        unit_text = self._text(cells["unit"], row, "unit") or self._context.unit
        subject = Subject(
            indicator=indicator or code,
            code=code,
            parents=_parents(cells["parent"]),
            area=self._text(cells["area"], row, "area") or self._context.area or None,
            area_code=self._text(cells["area_code"], row, "area_code"),
            unit_text=unit_text,
            unit=self._unit(unit_text),
            status=self._status(cells["status"], row),
            footnote=self._text(cells["footnote"], row, "footnote"),
            measure=MEASURES.get(fold(one_line(cells["measure"]))) if cells["measure"] != "" else None,
            absence=self._absence(cells["absence"], row),
        )
        if len(self.problems) == before and len(self._subjects) < _REMEMBERED:
            self._subjects[told] = subject
        return subject

    def _text(self, value: Value, row: int, role: str) -> str:
        if value == "":
            return ""
        text = one_line(value)
        column = self._heads.columns[role]
        cell = a1(row, column)
        if (fault := self._grid.faults.get((row, column))) is not None:
            self.problems.append(Problem(self._grid.name, cell, fault_message(fault, (row, column))))
            return ""
        if len(text) <= _LONGEST:
            return text
        message = _("Ô %(cell)s dài %(length)s ký tự, quá %(limit)s. Hãy rút ngắn.")
        told = {"cell": cell, "length": len(text), "limit": _LONGEST}
        self.problems.append(Problem(self._grid.name, cell, message % told))
        return text[:_LONGEST]

    def _is_spoiled(self, row: int) -> bool:
        """Whether the row's indicator was refused already."""
        names = ("indicator", "indicator_code")
        return row in self._spoiled_rows and any(
            (row, self._heads.columns[name]) in self._grid.faults for name in names if name in self._heads.columns
        )

    def _tell_nameless(self, row: int) -> None:
        column = self._heads.columns.get("indicator", self._heads.columns.get("indicator_code", 0))
        text = _("Dòng %(row)s có số nhưng không ghi chỉ tiêu. Hãy điền tên hoặc mã chỉ tiêu.") % {"row": row + 1}
        self.problems.append(Problem(self._grid.name, a1(row, column), text))

    def _unit(self, text: str) -> Unit | None:
        if text not in self._units:
            try:
                self._units[text] = parse_unit(text) if text else None
            except UnitError:
                self._units[text] = None
        return self._units[text]

    def _period(self, row: int, when: tuple[Value, ...]) -> Period | None:
        known = self._periods.get(when)
        if known is None:
            try:
                known = read_period(*when) or self._context.period or PeriodError("")
            except PeriodError as error:
                known = error
            self._periods[when] = known
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
        folded = fold(self._text(value, row, "status"))
        if folded in STATUSES:
            return STATUSES[folded] or self._context.status
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

    def _find_convention(self) -> Convention | None:
        grid, left = self._grid, self._grid.left
        texts = (
            text
            for cells in grid.rows[self._heads.row + 1 - grid.top :]
            for column in self._numbers
            if column - left < len(cells) and type(text := cells[column - left]) is str and ("," in text or "." in text)
        )
        convention, _ambiguous = find_convention(texts)
        if convention is not None:
            shown = "1.233,5" if convention == "vi" else "1,233.5"
            text = _("Số viết bằng chữ đọc theo cách %(shown)s, như các ô rõ ràng của trang.") % {"shown": shown}
            self.explanations.append(Explanation(text))
        return convention


def _parents(value: Value) -> tuple[str, ...]:
    return tuple(part.strip() for part in one_line(value).split(">") if part.strip()) if value != "" else ()
