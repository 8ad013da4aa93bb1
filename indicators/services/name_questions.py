"""The names that a file uses, each once, with what it was taken to mean and what else it might."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from indicators.measures import Measure
from indicators.models import Area, Indicator
from indicators.services.creating import kind_of_area, tidy_name
from indicators.services.import_choices import Decision, ImportChoices, NameChoice, NameKey
from indicators.services.matching_drafts import MatchedDraft
from indicators.services.naming import AreaNames, IndicatorNames, Match, Suggestion, plain_name
from indicators.workbook.drafts import ObservationDraft

SHOWN_PLACES = 3


class NameState(StrEnum):
    """How sure it is what a name means."""

    UNKNOWN = "unknown"
    GUESSED = "guessed"
    CHOSEN = "chosen"
    SKIPPED = "skipped"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """One name of the file. `row` is what it means now, `draft` the first figure that it names.

    `proposal` describes the new row that it would make.
    """

    key: NameKey
    draft: ObservationDraft
    state: NameState
    row: Indicator | Area | None
    suggestions: tuple[Suggestion, ...]
    proposal: NameChoice
    figures: int
    places: tuple[tuple[str, str], ...]
    choice: NameChoice | None = None

    @property
    def text(self) -> str:
        return self.draft.indicator_text or self.draft.indicator_code

    @property
    def is_open(self) -> bool:
        """Whether a person should look at it."""
        return self.state in (NameState.UNKNOWN, NameState.GUESSED)


@dataclass(frozen=True, slots=True)
class AreaQuestion(NameQuestion):
    """One place of the file; its key holds the folded name alone."""

    @property
    def text(self) -> str:
        return self.draft.area_text or self.draft.area_code


@dataclass(slots=True)
class _Named:
    """What was gathered about one name."""

    draft: ObservationDraft
    matched: MatchedDraft
    figures: int = 0
    places: list[tuple[str, str]] = field(default_factory=list)

    def add(self, matched: MatchedDraft) -> None:
        self.figures += 1
        if len(self.places) < SHOWN_PLACES:
            self.places.append((matched.draft.sheet, matched.draft.cell))
        if self.matched.indicator is None and matched.indicator is not None:
            self.matched = matched


def name_questions(
    drafts: Sequence[MatchedDraft], choices: ImportChoices, names: IndicatorNames
) -> tuple[NameQuestion, ...]:
    """The indicator names in the order of the file, unknown and guessed ones among the sure ones.

    A name that stands for several quantities ("Xi măng" in tonnes and in dollars) is asked for each.
    """
    gathered = _gathered(drafts)
    quantities: dict[NameKey, set[str]] = {}
    for key in gathered:
        quantities.setdefault(key.in_any_unit, set()).add(key.dimension)
    merged: dict[NameKey, _Named] = {}
    for key, named in gathered.items():
        several = len(quantities[key.in_any_unit] - {""}) > 1
        target = key if several else key.in_any_unit
        if target in merged:
            merged[target].figures += named.figures
            if merged[target].draft.measure not in (Measure.VALUE, Measure.TARGET):
                merged[target].draft = named.draft
        else:
            merged[target] = named
    return tuple(_question(key, named, choices, names) for key, named in merged.items())


def area_questions(
    drafts: Iterable[MatchedDraft], choices: ImportChoices, names: AreaNames
) -> tuple[AreaQuestion, ...]:
    """The places that the file names, in its order."""
    gathered: dict[str, _Named] = {}
    for matched in drafts:
        text = matched.draft.area_text or matched.draft.area_code
        if text:
            gathered.setdefault(text, _Named(matched.draft, matched)).add(matched)
    merged: dict[str, AreaQuestion] = {}
    for text, named in gathered.items():
        match, choice = names.find(text), choices.area(text)
        name = tidy_name(text)
        merged.setdefault(
            plain_name(text),
            AreaQuestion(
                key=NameKey(plain_name(text)),
                draft=named.draft,
                state=_state(choice, match),
                row=names.by_code.get(choice.code) if choice else match.row,
                suggestions=match.suggestions,
                proposal=NameChoice(Decision.NEW, name=name, kind=str(kind_of_area(name))),
                figures=named.figures,
                places=tuple(named.places),
                choice=choice,
            ),
        )
    return tuple(merged.values())


def _gathered(drafts: Iterable[MatchedDraft]) -> dict[NameKey, _Named]:
    keys: dict[tuple[str, str, tuple[str, ...], str, bool], NameKey] = {}
    gathered: dict[NameKey, _Named] = {}
    for matched in drafts:
        draft = matched.draft
        is_amount = draft.measure in (Measure.VALUE, Measure.TARGET)
        unit = draft.unit.dimension if draft.unit else ""
        written = (draft.indicator_text, draft.indicator_code, draft.parents, unit, is_amount)
        key = keys.get(written) or keys.setdefault(written, NameKey.of(draft))
        named = gathered.get(key) or gathered.setdefault(key, _Named(draft, matched))
        named.add(matched)
    return gathered


def _question(key: NameKey, named: _Named, choices: ImportChoices, names: IndicatorNames) -> NameQuestion:
    draft = named.draft
    is_amount = draft.measure in (Measure.VALUE, Measure.TARGET)
    match = names.find(
        draft.indicator_code or draft.indicator_text, parents=draft.parents, unit=draft.unit if is_amount else None
    )
    choice = choices.name(draft)
    return NameQuestion(
        key=key,
        draft=draft,
        state=_state(choice, match),
        row=names.by_code.get(choice.code) if choice else match.row,
        suggestions=match.suggestions,
        proposal=_proposal(draft, names),
        figures=named.figures,
        places=tuple(named.places),
        choice=choice,
    )


def _state(choice: NameChoice | None, match: Match) -> NameState:
    if choice is not None:
        return NameState.SKIPPED if choice.decision is Decision.SKIP else NameState.CHOSEN
    if match.row is None:
        return NameState.UNKNOWN
    return NameState.EXACT if match.is_exact else NameState.GUESSED


def _proposal(draft: ObservationDraft, names: IndicatorNames) -> NameChoice:
    """A new indicator as the row describes it, under the row above it where that is known."""
    parent = _known_above(draft, names)
    is_amount = draft.measure in (Measure.VALUE, Measure.TARGET)
    return NameChoice(
        Decision.NEW,
        name=tidy_name(draft.indicator_text),
        unit=(draft.unit.symbol_vi if draft.unit else draft.unit_text) if is_amount else "",
        topic=parent.topic.code if parent else "",
        parent=parent.code if parent else "",
    )


def _known_above(draft: ObservationDraft, names: IndicatorNames) -> Indicator | None:
    for depth in range(len(draft.parents), 0, -1):
        row = names.find(draft.parents[depth - 1], parents=draft.parents[: depth - 1]).row
        if isinstance(row, Indicator):
            return row
    return None
