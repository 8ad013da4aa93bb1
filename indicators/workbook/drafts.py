"""What a reading gives: observation drafts with their sheet and cell, beside problems and explanations."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.measures import Absence, Measure, Status
from indicators.periods import Period
from indicators.units import Unit
from indicators.workbook.problems import Explanation, Problem, Severity


@dataclass(frozen=True, slots=True)
class ObservationDraft:
    """One figure as the sheet states it, not yet matched to the catalogue.

    `indicator_text` is the name in the row (or column, or title) and `parents` the names above it, outermost
    first: ("Hàng địa phương",) tells one "Xuất khẩu" from another. Growth is in percent, signed; shares and
    percentages are in percent. `value` is None exactly where `absence` says why.
    """

    sheet: str
    cell: str
    indicator_text: str
    period: Period
    measure: Measure = Measure.VALUE
    value: Decimal | None = None
    absence: Absence | None = None
    parents: tuple[str, ...] = ()
    area_text: str | None = None
    unit_text: str = ""
    unit: Unit | None = None
    status: Status | None = None
    footnote: str = ""
    subject: str = ""
    indicator_code: str = ""
    area_code: str = ""


@dataclass(frozen=True)
class Reading:
    """What one sheet gave; `title` and `notes` are those of its first table."""

    sheet: str
    drafts: Sequence[ObservationDraft] = ()
    problems: tuple[Problem, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    title: str = ""
    notes: tuple[str, ...] = ()
    layout_name: str = ""
    fingerprint: str = ""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


@dataclass(frozen=True)
class ReadingContext:
    """What the reader of a file knows from elsewhere: its defaults, and the folded names of areas."""

    period: Period | None = None
    area: str | None = None
    unit: str = ""
    status: Status | None = None
    area_names: frozenset[str] = field(default_factory=frozenset)
    file_name: str = ""
