"""One value cell read: an exact number, or the reason for its absence, with its marks; or the problem with it."""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.measures import Absence
from indicators.numbers import AmbiguousNumber, Convention, NumberError, read_number
from indicators.text import fold
from indicators.workbook.details import Place
from indicators.workbook.faults import fault_message
from indicators.workbook.grid import Grid, Value, one_line
from indicators.workbook.number_formats import NumberFormat
from indicators.workbook.problems import a1

ABSENCE_SIGNS: dict[str, Absence] = {
    "-": Absence.NIL,
    "--": Absence.NIL,
    "...": Absence.NOT_AVAILABLE,
    "..": Absence.NOT_AVAILABLE,
    "n/a": Absence.NOT_AVAILABLE,
    "na": Absence.NOT_AVAILABLE,
    "x": Absence.CONFIDENTIAL,
    "xx": Absence.CONFIDENTIAL,
}
"""The signs of the statistical yearbooks; a legend on the sheet wins over them."""

_NUMBER_LIKE = re.compile(r"[(+\-−–]?\s*\d[\d.,\s\u00a0\u202f]*%?\)?$")
_ESTIMATE = re.compile(r"[\s(\[]*\b(?:ước(?: tính| đạt| thực hiện)?|ƯTH|est\.?|e)\b[\s)\].:]*", re.IGNORECASE)
_PRELIMINARY = re.compile(r"[\s(\[]*\b(?:sơ bộ|prel\.?)\b[\s)\].:]*", re.IGNORECASE)
_MARKS = re.compile(r"(?:\s*(\(\d{1,2}\)|\(\*+\)|\*+|[¹²³⁴⁵⁶⁷⁸⁹]+|\([a-z]\)|(?<=\s)\d\)))+$")
_ONE_MARK = re.compile(r"\(\d{1,2}\)|\(\*+\)|\*+|[¹²³⁴⁵⁶⁷⁸⁹]+|\([a-z]\)|(?<=\s)\d\)")
_SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")


@dataclass(frozen=True, slots=True)
class CellReading:
    """A value, an absence or a problem; a blank cell has none of them.

    A doubtful number has a problem and both its `readings`: with thousands, then with decimals.
    """

    value: Decimal | None = None
    absence: Absence | None = None
    problem: str = ""
    marks: tuple[str, ...] = ()
    is_estimate: bool = False
    is_percent: bool = False
    readings: tuple[Decimal, ...] = ()

    @property
    def is_blank(self) -> bool:
        return self.value is None and self.absence is None and not self.problem


BLANK = CellReading()

SMALLEST, LARGEST = 1e-15, 1e21
"""Between these lies every statistic in any unit; beyond, something else stands in the cell."""


def read_cell(
    grid: Grid,
    place: Place,
    *,
    convention: Convention | None = None,
    legend: Mapping[str, Absence] = ABSENCE_SIGNS,
) -> CellReading:
    """The reading of the cell at the place; percent-formatted numbers come in percent."""
    fault = grid.faults.get(place)
    if fault is not None:
        return CellReading(problem=fault_message(fault, place))
    value = grid.value(*place)
    if isinstance(value, str):
        return _read_text(value, place, convention, legend)
    if isinstance(value, bool):
        return CellReading(problem=_("Ô %(cell)s chứa giá trị đúng/sai, không phải số.") % {"cell": a1(*place)})
    if isinstance(value, int | float):
        if value and not SMALLEST <= abs(value) < LARGEST:
            return CellReading(problem=_range_problem(format(value, ".15g"), place))
        number_format = grid.style(*place).number_format
        return CellReading(value=exact(value, number_format), is_percent=number_format.is_percent)
    return CellReading(problem=_date_problem(value, place))


def exact(number: float, number_format: NumberFormat | None = None) -> Decimal:
    """The decimal that a stored number stands for, with the decimals that its format publishes.

    A spreadsheet keeps 15 significant digits; what a binary number has beyond them is an artefact
    (0.1 + 0.2 is 0.3). A format adds zeros (1233 under 0.0 is 1233.0) and never cuts digits off.
    """
    value = Decimal(format(number, ".15g"))
    if isinstance(exponent := value.as_tuple().exponent, int) and exponent > 0:
        value = value.quantize(Decimal(1))
    if number_format is None:
        return value
    if number_format.is_percent:
        value = value * 100
        value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    if number_format.thousands_hidden:
        value = (value / 1000**number_format.thousands_hidden).normalize()
    if number_format.decimals and (missing := number_format.decimals + int(value.as_tuple().exponent)) > 0:
        value = value.quantize(Decimal(1).scaleb(int(value.as_tuple().exponent) - missing))
    return value


def looks_like_number(text: str) -> bool:
    """Whether a text stands for a number or an absence sign, marks and "(ước)" aside."""
    bare = split_marks(text)[0]
    return bool(_NUMBER_LIKE.fullmatch(bare)) or absence_of(bare) is not None


def absence_of(text: str, legend: Mapping[str, Absence] = ABSENCE_SIGNS) -> Absence | None:
    """What a sign such as "-", "…" or "x" says."""
    return legend.get(sign(text))


def sign(text: str) -> str:
    """An absence sign as legends and tables are compared: every dash "-", every run of dots "..." or ".."."""
    bare = re.sub(r"[‐‑‒–—―−]", "-", text.replace("…", "...")).replace(" ", "").lower()
    return "..." if re.fullmatch(r"\.{3,}", bare) else bare


def split_marks(text: str) -> tuple[str, tuple[str, ...], bool]:
    """A cell's text without footnote marks and "(ước)", the marks, and whether it was marked an estimate."""
    bare = " ".join(text.split())
    is_estimate = bool(_ESTIMATE.search(bare)) and any(c.isdigit() for c in bare)
    if is_estimate:
        bare = " ".join(_ESTIMATE.sub(" ", bare).split())
    bare = " ".join(_PRELIMINARY.sub(" ", bare).split()) if any(c.isdigit() for c in bare) else bare
    found = _MARKS.search(bare)
    if not found or not found.start():
        return bare, (), is_estimate
    marks = tuple(plain_mark(mark) for mark in _ONE_MARK.findall(found[0]))
    return bare[: found.start()].rstrip(), marks, is_estimate


def plain_mark(mark: str) -> str:
    """A footnote mark as it is compared: "(1)", "1)", "¹" are "1"; "(*)" is "*"."""
    return mark.strip("() ").translate(_SUPERSCRIPTS)


def find_convention(texts: Iterable[str]) -> tuple[Convention | None, int]:
    """The one convention that the texts themselves show, and how many are ambiguous; None where they disagree."""
    shown: dict[Convention, int] = {"vi": 0, "en": 0}
    ambiguous = 0
    for text in texts:
        try:
            convention = read_number(split_marks(text)[0]).convention
        except AmbiguousNumber:
            ambiguous += 1
        except NumberError:
            continue
        else:
            if convention is not None:
                shown[convention] += 1
    if bool(shown["vi"]) == bool(shown["en"]):
        return None, ambiguous
    return ("vi" if shown["vi"] else "en"), ambiguous


def _read_text(text: str, place: Place, convention: Convention | None, legend: Mapping[str, Absence]) -> CellReading:
    if not text.strip():
        return BLANK
    absence = absence_of(text, legend)
    if absence is not None:
        return CellReading(absence=absence)
    bare, marks, is_estimate = split_marks(text)
    absence = absence_of(bare, legend)
    if absence is not None:
        return CellReading(absence=absence, marks=marks)
    try:
        number = read_number(bare, convention=convention)
    except NumberError as error:
        readings = error.readings if isinstance(error, AmbiguousNumber) else ()
        return CellReading(None, None, _number_problem(error, text, place), marks, is_estimate, readings=readings)
    if number.value and not SMALLEST <= abs(number.value) < LARGEST:
        return CellReading(problem=_range_problem(text, place))
    return CellReading(number.value, None, "", marks, is_estimate, number.is_percent)


def _number_problem(error: NumberError, text: str, place: Place) -> str:
    cell, shown = a1(*place), one_line(text)[:60]
    if isinstance(error, AmbiguousNumber):
        thousands, decimals = error.readings
        return _(
            "Ô %(cell)s: “%(text)s” có thể là %(thousands)s hoặc %(decimals)s. "
            "Hãy chọn cách viết số của tệp, hoặc đổi ô sang kiểu số."
        ) % {"cell": cell, "text": shown, "thousands": thousands, "decimals": str(decimals).replace(".", ",")}
    if fold(shown).startswith("#"):
        return _("Ô %(cell)s hiện lỗi %(text)s. Hãy sửa công thức hoặc gõ số vào ô.") % {"cell": cell, "text": shown}
    return _(
        "Ô %(cell)s: “%(text)s” đứng ở chỗ của một con số. Hãy gõ số, để trống, hoặc dùng “-” nếu không phát sinh."
    ) % {
        "cell": cell,
        "text": shown,
    }


def _range_problem(shown: str, place: Place) -> str:
    return _("Ô %(cell)s: “%(text)s” quá lớn hoặc quá nhỏ để là một số liệu. Hãy gõ lại số.") % {
        "cell": a1(*place),
        "text": one_line(shown)[:60],
    }


def _date_problem(value: Value, place: Place) -> str:
    shown = value.strftime("%d/%m/%Y") if isinstance(value, datetime.date) else str(value)
    return _(
        "Ô %(cell)s là ngày giờ %(shown)s ở chỗ của một con số; có thể Excel đã tự đổi số thành ngày. "
        "Hãy đặt ô về kiểu số và gõ lại."
    ) % {"cell": a1(*place), "shown": shown}
