"""What the names, places and units of drafts mean in the catalogue; each combination is asked for once."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators import units
from indicators.measures import Measure
from indicators.models import Area, Indicator
from indicators.services.creating import Creator
from indicators.services.import_choices import NO_CHOICES, Decision, ImportChoices, NameChoice
from indicators.services.naming import AreaNames, IndicatorNames, nearest_names
from indicators.workbook.drafts import ObservationDraft
from indicators.workbook.problems import Problem, Severity

AMOUNTS = (Measure.VALUE, Measure.TARGET)

MOST_GUESSED = 300
"""After so many names without an answer the file as a whole is another one; the nearest names are no help any more."""

MOST_CREATED = 2000
"""So many indicators and areas are created for one file; more are a column taken for another."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a draft was taken to mean, its number aside; `refusal` says why nothing of the kind can be written.

    `is_skipped` is set where a person left the name out.
    """

    indicator: Indicator | None = None
    area: Area | None = None
    unit: units.Unit | None = None
    own_unit: units.Unit | None = None
    unit_text: str = ""
    refusal: str = ""
    is_skipped: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether any number can be written as it stands."""
        is_own = self.unit is None or self.unit == self.own_unit
        return self.indicator is not None and self.area is not None and is_own

    def value(self, number: Decimal | None) -> Decimal | None:
        """The number in the indicator's own unit; raises `Refused` where it cannot be."""
        if number is None or self.unit is None or self.own_unit is None:
            return number
        try:
            return units.convert(number, self.unit, self.own_unit)
        except units.UnitError as error:
            name = self.indicator.name_vi if self.indicator else ""
            raise Refused(
                _("Đơn vị “%(unit)s” không dùng được cho chỉ tiêu “%(name)s”: %(reason)s")
                % {"unit": self.unit_text, "name": name, "reason": error.translated(_)}
            ) from error


class Refused(Exception):
    """Why a figure cannot be written, as a person reads it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(slots=True)
class Meanings:
    """Asks the catalogue, what a person chose first.

    With a `creator`, what is chosen to be new is created, and with `creates_unknown` whatever is missing.
    """

    indicators: IndicatorNames
    areas: AreaNames
    default_area: Area | None = None
    creator: Creator | None = None
    creates_unknown: bool = True
    choices: ImportChoices = NO_CHOICES
    guesses: dict[str, Problem] = field(default_factory=dict)
    _known: dict[Hashable, Meaning] = field(default_factory=dict)
    _refused: int = 0

    def of(self, draft: ObservationDraft) -> Meaning:
        is_amount = draft.measure in AMOUNTS
        question = (
            *(draft.sheet, draft.indicator_code, draft.indicator_text, draft.parents),
            *(draft.area_code, draft.area_text, is_amount, draft.unit_text, draft.unit),
        )
        known = self._known.get(question)
        if known is None:
            known = self._known[question] = self._find(draft, draft.unit if is_amount else None)
        return known

    @property
    def _guesses(self) -> bool:
        return self._refused < MOST_GUESSED

    def _check_created(self, creator: Creator) -> None:
        if len(creator.created) >= MOST_CREATED:
            raise Refused(
                _("Tệp nêu hơn %(limit)d tên chưa có trong danh mục; hãy xem lại cột nào là tên chỉ tiêu.")
                % {"limit": MOST_CREATED}
            )

    def _find(self, draft: ObservationDraft, unit: units.Unit | None) -> Meaning:
        try:
            area = self._area(draft)
            indicator = self._indicator(draft, unit)
        except _Skipped:
            return Meaning(is_skipped=True)
        except Refused as refused:
            self._refused += 1
            return Meaning(refusal=refused.message)
        own_unit = indicator.unit.measure if unit is not None else None
        # The same quantity by the same step: the name of the unit does not matter.
        is_own = unit is not None and own_unit is not None and unit.dimension == own_unit.dimension
        is_own = is_own and unit is not None and own_unit is not None and unit.scale == own_unit.scale
        return Meaning(indicator, area, own_unit if is_own else unit, own_unit, draft.unit_text)

    def _area(self, draft: ObservationDraft) -> Area:
        wanted = draft.area_code or draft.area_text
        if not wanted:
            if self.default_area is None:
                raise Refused(_("Không rõ số liệu của địa bàn nào. Hãy chọn địa bàn khi nhập."))
            return self.default_area
        if self.choices.areas and (choice := self.choices.area(wanted)):
            return self._chosen_area(choice, wanted)
        match = self.areas.find(wanted, guesses=self._guesses)
        if isinstance(match.row, Area):
            return match.row
        if self.creator is not None and self.creates_unknown:
            self._check_created(self.creator)
            area = self.creator.area(wanted, within=self.default_area)
            self.areas.add(area)
            return area
        raise Refused(
            _("Không có địa bàn “%(name)s” trong danh mục.") % {"name": wanted} + _did_you_mean(nearest_names(match))
        )

    def _indicator(self, draft: ObservationDraft, unit: units.Unit | None) -> Indicator:
        wanted = draft.indicator_code or draft.indicator_text
        if self.choices.decides_names and (choice := self.choices.name(draft)):
            return self._chosen_indicator(choice, draft)
        match = self.indicators.find(wanted, parents=draft.parents, unit=unit, guesses=self._guesses)
        if isinstance(match.row, Indicator):
            if not match.is_exact:
                self._tell_guess(draft, match.row)
            return match.row
        if self.creator is not None and self.creates_unknown:
            self._check_created(self.creator)
            return self.creator.indicator(draft, self.indicators)
        raise Refused(
            _("Không có chỉ tiêu “%(name)s” trong danh mục.") % {"name": draft.indicator_text or wanted}
            + _did_you_mean(nearest_names(match))
        )

    def _chosen_area(self, choice: NameChoice, wanted: str) -> Area:
        if choice.decision is Decision.SKIP:
            raise _Skipped
        if choice.decision is Decision.NEW and self.creator is not None:
            return self.creator.chosen_area(choice, self.areas, within=self.default_area)
        if (area := self.areas.by_code.get(choice.code)) is not None:
            return area
        raise Refused(_("Địa bàn đã chọn cho “%(name)s” không còn trong danh mục.") % {"name": wanted})

    def _chosen_indicator(self, choice: NameChoice, draft: ObservationDraft) -> Indicator:
        if choice.decision is Decision.SKIP:
            raise _Skipped
        if choice.decision is Decision.NEW and self.creator is not None:
            return self.creator.chosen_indicator(choice, draft, self.indicators)
        if (indicator := self.indicators.by_code.get(choice.code)) is not None:
            return indicator
        raise Refused(_("Chỉ tiêu đã chọn cho “%(name)s” không còn trong danh mục.") % {"name": draft.indicator_text})

    def _tell_guess(self, draft: ObservationDraft, indicator: Indicator) -> None:
        message = _("Hiểu “%(text)s” là chỉ tiêu “%(name)s”.") % {
            "text": draft.indicator_text,
            "name": indicator.name_vi,
        }
        self.guesses.setdefault(message, Problem(draft.sheet, draft.cell, message, Severity.WARNING))


class _Skipped(Exception):
    """A person left this name out."""


def _did_you_mean(names: str) -> str:
    return " " + _("Gần nhất: %(names)s.") % {"names": names} if names else ""
