"""From what a sheet states to what the catalogue records: names, areas, units, and one statement a key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from indicators import units
from indicators.measures import Measure
from indicators.models import Area, Indicator, VersionKind
from indicators.periods import Period
from indicators.services.creating import Creator
from indicators.services.import_choices import NO_CHOICES, Decision, ImportChoices, NameChoice
from indicators.services.naming import AreaNames, IndicatorNames, nearest_names
from indicators.services.recording import Key, Stated
from indicators.workbook.drafts import ObservationDraft
from indicators.workbook.problems import Problem, Severity

FIELD_OF_MEASURE = {
    Measure.VALUE: "value",
    Measure.GROWTH_YOY: "printed_growth_yoy",
    Measure.GROWTH_PREVIOUS: "printed_growth_previous",
    Measure.PLAN_SHARE: "printed_plan_share",
    Measure.TARGET: "value",
}


@dataclass(frozen=True, slots=True)
class MatchedDraft:
    """A draft with what it was taken to mean; `problem` says why it cannot be written.

    `is_skipped` is set where a person left the name out.
    """

    draft: ObservationDraft
    indicator: Indicator | None = None
    area: Area | None = None
    value: Decimal | None = None
    problem: Problem | None = None
    is_skipped: bool = False


@dataclass(frozen=True, slots=True)
class Matching:
    """Every draft with its meaning, the statements to record, and what a person should see."""

    drafts: tuple[MatchedDraft, ...]
    stated: tuple[Stated, ...]
    problems: tuple[Problem, ...]

    @property
    def rejected(self) -> int:
        """How many figures cannot be written."""
        return sum(matched.problem is not None for matched in self.drafts)


@dataclass(slots=True)
class DraftMatcher:
    """Matches drafts against the catalogue, what a person chose first.

    With a `creator`, what is chosen to be new is created, and with `creates_unknown` whatever is missing.
    """

    indicators: IndicatorNames
    areas: AreaNames
    default_area: Area | None = None
    default_status: str = ""
    source: str = ""
    creator: Creator | None = None
    creates_unknown: bool = True
    choices: ImportChoices = NO_CHOICES
    _guesses: dict[str, Problem] = field(default_factory=dict)

    def match(self, drafts: Iterable[ObservationDraft]) -> Matching:
        """Match every draft; figures of the same key become one statement.

        Two different figures for the same key and measure are both rejected, each naming the other's cell.
        """
        matched = [self._match(draft) for draft in drafts]
        gathered = _Gathering(self.default_status, self.source)
        settled = [gathered.add(item) if item.problem is None and not item.is_skipped else item for item in matched]
        problems = [item.problem for item in settled if item.problem is not None]
        return Matching(tuple(settled), gathered.statements(), (*problems, *self._guesses.values()))

    def _match(self, draft: ObservationDraft) -> MatchedDraft:
        try:
            area = self._area(draft)
            indicator = self._indicator(draft)
            return MatchedDraft(draft, indicator, area, _in_unit_of(indicator, draft))
        except _Skipped:
            return MatchedDraft(draft, is_skipped=True)
        except _Rejected as rejected:
            return MatchedDraft(draft, problem=Problem(draft.sheet, draft.cell, rejected.message))

    def _area(self, draft: ObservationDraft) -> Area:
        wanted = draft.area_code or draft.area_text
        if not wanted:
            if self.default_area is None:
                raise _Rejected(_("Không rõ số liệu của địa bàn nào. Hãy chọn địa bàn khi nhập."))
            return self.default_area
        if self.choices.areas and (choice := self.choices.area(wanted)):
            return self._chosen_area(choice, wanted)
        match = self.areas.find(wanted)
        if isinstance(match.row, Area):
            return match.row
        if self.creator is not None and self.creates_unknown:
            area = self.creator.area(wanted, within=self.default_area)
            self.areas.add(area)
            return area
        raise _Rejected(
            _("Không có địa bàn “%(name)s” trong danh mục.") % {"name": wanted} + _did_you_mean(nearest_names(match))
        )

    def _indicator(self, draft: ObservationDraft) -> Indicator:
        wanted = draft.indicator_code or draft.indicator_text
        if self.choices.decides_names and (choice := self.choices.name(draft)):
            return self._chosen_indicator(choice, draft)
        match = self.indicators.find(wanted, parents=draft.parents, unit=_unit_of_value(draft))
        if isinstance(match.row, Indicator):
            if not match.is_exact:
                self._tell_guess(draft, match.row)
            return match.row
        if self.creator is not None and self.creates_unknown:
            return self.creator.indicator(draft, self.indicators)
        raise _Rejected(
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
        raise _Rejected(_("Địa bàn đã chọn cho “%(name)s” không còn trong danh mục.") % {"name": wanted})

    def _chosen_indicator(self, choice: NameChoice, draft: ObservationDraft) -> Indicator:
        if choice.decision is Decision.SKIP:
            raise _Skipped
        if choice.decision is Decision.NEW and self.creator is not None:
            return self.creator.chosen_indicator(choice, draft, self.indicators)
        if (indicator := self.indicators.by_code.get(choice.code)) is not None:
            return indicator
        raise _Rejected(_("Chỉ tiêu đã chọn cho “%(name)s” không còn trong danh mục.") % {"name": draft.indicator_text})

    def _tell_guess(self, draft: ObservationDraft, indicator: Indicator) -> None:
        message = _("Hiểu “%(text)s” là chỉ tiêu “%(name)s”.") % {
            "text": draft.indicator_text,
            "name": indicator.name_vi,
        }
        self._guesses.setdefault(message, Problem(draft.sheet, draft.cell, message, Severity.WARNING))


class _Rejected(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class _Skipped(Exception):
    """A person left this name out."""


class _Gathering:
    """Statements as they come together from the figures of one key."""

    def __init__(self, default_status: str, source: str) -> None:
        self.default_status = default_status
        self.source = source
        self.fields: dict[Key, dict[str, Any]] = {}
        self.places: dict[tuple[Key, str], MatchedDraft] = {}
        self.first: dict[Key, ObservationDraft] = {}

    def add(self, item: MatchedDraft) -> MatchedDraft:
        """Take a figure in; the same figure with a problem where another cell says something else."""
        assert item.indicator is not None
        assert item.area is not None
        draft = item.draft
        is_target = draft.measure is Measure.TARGET
        kind = VersionKind.TARGET if is_target else VersionKind.OBSERVATION
        period = Period.of_year(draft.period.year) if is_target else draft.period
        key: Key = (kind, item.indicator.pk, item.area.pk, period)
        name = FIELD_OF_MEASURE[draft.measure]
        earlier = self.places.get((key, name))
        if earlier is not None and (earlier.value, earlier.draft.absence) != (item.value, draft.absence):
            return MatchedDraft(draft, problem=_contradiction(draft, earlier.draft))
        self.places[key, name] = item
        if draft.measure is Measure.VALUE:
            self.first[key] = draft
        self.first.setdefault(key, draft)
        self._state(self.fields.setdefault(key, {}), name, item)
        return item

    def statements(self) -> tuple[Stated, ...]:
        return tuple(
            Stated(*key, fields=fields, sheet=self.first[key].sheet, cell=self.first[key].cell)
            for key, fields in self.fields.items()
        )

    def _state(self, fields: dict[str, Any], name: str, item: MatchedDraft) -> None:
        draft = item.draft
        if item.value is not None:
            fields[name] = item.value
        elif draft.measure is Measure.VALUE and draft.absence is not None:
            fields["absence"] = str(draft.absence)
        if draft.measure is Measure.VALUE:
            if status := draft.status or self.default_status:
                fields["status"] = str(status)
            if draft.footnote:
                fields["footnote"] = draft.footnote
        if self.source:
            fields["source"] = self.source


def _in_unit_of(indicator: Indicator, draft: ObservationDraft) -> Decimal | None:
    """The draft's number in the indicator's own unit; percentages stay as they are."""
    if draft.value is None or draft.measure not in (Measure.VALUE, Measure.TARGET) or draft.unit is None:
        return draft.value
    try:
        return units.convert(draft.value, draft.unit, indicator.unit.measure)
    except units.UnitError as error:
        raise _Rejected(
            _("Đơn vị “%(unit)s” không dùng được cho chỉ tiêu “%(name)s”: %(reason)s")
            % {"unit": draft.unit_text, "name": indicator.name_vi, "reason": error.translated(_)}
        ) from error


def _unit_of_value(draft: ObservationDraft) -> units.Unit | None:
    return draft.unit if draft.measure in (Measure.VALUE, Measure.TARGET) else None


def _contradiction(draft: ObservationDraft, earlier: ObservationDraft) -> Problem:
    return Problem(
        draft.sheet,
        draft.cell,
        _("Ô này và ô %(cell)s (trang “%(sheet)s”) nói hai số khác nhau về cùng chỉ tiêu “%(name)s”, %(period)s.")
        % {
            "cell": earlier.cell,
            "sheet": earlier.sheet,
            "name": draft.indicator_text,
            "period": draft.period.vi,
        },
    )


def _did_you_mean(names: str) -> str:
    return " " + _("Gần nhất: %(names)s.") % {"names": names} if names else ""
