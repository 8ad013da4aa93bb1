"""Statements as they come together from the figures of a file: one for each indicator, area and period."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from indicators.measures import Absence, Measure
from indicators.models import VersionKind
from indicators.periods import Period
from indicators.services.comparing import Stated
from indicators.services.meanings import AMOUNTS, Meaning
from indicators.services.stored_rows import Place, place_of
from indicators.workbook.drafts import ObservationDraft
from indicators.workbook.tidy_drafts import NumberColumn, Subject, TidyDrafts

FIELD_OF_MEASURE = {
    Measure.VALUE: "value",
    Measure.GROWTH_YOY: "printed_growth_yoy",
    Measure.GROWTH_PREVIOUS: "printed_growth_previous",
    Measure.PLAN_SHARE: "printed_plan_share",
    Measure.TARGET: "value",
}


def place_and_field(draft: ObservationDraft, meaning: Meaning) -> tuple[Place, str]:
    """The value that a draft speaks of, and the field of it."""
    assert meaning.indicator is not None
    assert meaning.area is not None
    kind = VersionKind.TARGET if draft.measure is Measure.TARGET else VersionKind.OBSERVATION
    return place_of(kind, meaning.indicator.pk, meaning.area.pk, draft.period), FIELD_OF_MEASURE[draft.measure]


class Gathering:
    """Takes figures in, one by one or a tidy row at a time; both give the same statements."""

    def __init__(self, default_status: str, source: str) -> None:
        self.stated: dict[Place, Stated] = {}
        self._default_status = default_status
        self._source = source
        # Absent growths and shares, which no statement holds.
        self._blanks: dict[Place, dict[str, Absence | None]] = {}

    def add(self, draft: ObservationDraft, meaning: Meaning, value: Decimal | None) -> bool:
        """Take a figure in; False, and nothing taken, where an earlier cell says something else."""
        place, name = place_and_field(draft, meaning)
        held = self._held(place, name)
        if held is not None and held != (value, draft.absence):
            return False
        if value is None and draft.measure is not Measure.VALUE:
            self._blanks.setdefault(place, {})[name] = draft.absence
            return True
        known = self.stated.get(place)
        fields = dict(known.fields) if known else {}
        self._state(fields, name, draft, value)
        is_own_cell = known is None or draft.measure is Measure.VALUE
        sheet, cell = (draft.sheet, draft.cell) if is_own_cell or known is None else (known.sheet, known.cell)
        is_target = draft.measure is Measure.TARGET
        kind = VersionKind.TARGET if is_target else VersionKind.OBSERVATION
        period = Period.of_year(draft.period.year) if is_target else draft.period
        self.stated[place] = Stated(kind, place[0], place[1], period, fields, sheet, cell)
        return True

    def add_row(self, drafts: TidyDrafts, position: int, plan: Plan) -> bool:
        """Take in a whole row of a tidy sheet; False, and nothing taken, where it is not of the usual kind."""
        period = drafts.periods[position]
        place = (plan.indicator_id, plan.area_id, period.year, period.month, period.months)
        if place in self.stated or place in self._blanks:
            return False
        fields: dict[str, Any] = {}
        letters = ""
        for figures, column_letters, name, is_ready in plan.columns:
            figure = figures[position]
            if figure is None:
                continue
            if not is_ready or type(figure) is not Decimal:
                return False
            fields[name] = figure
            if name == "value":
                letters = column_letters
                if plan.status or self._default_status:
                    fields["status"] = plan.status or self._default_status
                if plan.footnote:
                    fields["footnote"] = plan.footnote
            elif not letters:
                letters = column_letters
        if self._source:
            fields["source"] = self._source
        cell = f"{letters}{drafts.rows[position] + 1}"
        self.stated[place] = Stated(
            VersionKind.OBSERVATION, plan.indicator_id, plan.area_id, period, fields, drafts.sheet, cell
        )
        return True

    def _held(self, place: Place, name: str) -> tuple[Decimal | None, Any] | None:
        """The value and absence that an earlier cell gave for the field; none where there was no such cell."""
        if place in self._blanks and name in self._blanks[place]:
            return None, self._blanks[place][name]
        known = self.stated.get(place)
        if known is None:
            return None
        if name in known.fields:
            return known.fields[name], None
        return (None, known.fields["absence"]) if name == "value" and "absence" in known.fields else None

    def _state(self, fields: dict[str, Any], name: str, draft: ObservationDraft, value: Decimal | None) -> None:
        if value is not None:
            fields[name] = value
        elif draft.absence is not None:
            fields["absence"] = str(draft.absence)
        if draft.measure is Measure.VALUE:
            if status := draft.status or self._default_status:
                fields["status"] = str(status)
            if draft.footnote:
                fields["footnote"] = draft.footnote
        if self._source:
            fields["source"] = self._source


@dataclass(slots=True)
class Plan:
    """How the rows of one subject are taken in, learned from its first rows.

    A column is ready once its figures are known to be written as they stand, about the plan's indicator and area.
    """

    subject: Subject
    columns: list[tuple[list[Any], str, str, bool]]
    indicator_id: int = 0
    area_id: int = 0
    status: str = ""
    footnote: str = ""
    _ready: dict[bool, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, subject: Subject, columns: tuple[NumberColumn, ...]) -> Plan:
        told = [(c.figures, c.letters, FIELD_OF_MEASURE[c.measure_of(subject)], False) for c in columns]
        return cls(subject, told, status=str(subject.status or ""), footnote=subject.footnote)

    @property
    def is_ready(self) -> bool:
        """Whether every column is, so that all its rows are about the plan's indicator and area."""
        return all(told[3] for told in self.columns)

    def learn(self, draft: ObservationDraft, meaning: Meaning, columns: tuple[NumberColumn, ...]) -> None:
        """Remember what a figure of the subject was taken to mean."""
        is_amount = draft.measure in AMOUNTS
        if is_amount in self._ready:
            return
        is_plain = meaning.is_certain and draft.measure is not Measure.TARGET
        if is_plain and meaning.indicator is not None and meaning.area is not None:
            if not any(self._ready.values()):
                self.indicator_id, self.area_id = meaning.indicator.pk, meaning.area.pk
            is_plain = (self.indicator_id, self.area_id) == (meaning.indicator.pk, meaning.area.pk)
        self._ready[is_amount] = is_plain
        self.columns = [
            (*told[:3], self._is_ready(column.measure_of(self.subject)))
            for told, column in zip(self.columns, columns, strict=True)
        ]

    def _is_ready(self, measure: Measure) -> bool:
        return measure is not Measure.TARGET and self._ready.get(measure in AMOUNTS, False)
