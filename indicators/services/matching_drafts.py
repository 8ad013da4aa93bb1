"""From what a sheet states to what the catalogue records: names, areas, units, and one statement a key."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate
from typing import overload

from django.utils.translation import gettext as _

from indicators.models import Area, Indicator
from indicators.services.comparing import Stated
from indicators.services.gathering import FIELD_OF_MEASURE, Gathering, Plan, place_and_field
from indicators.services.meanings import Meanings, Refused
from indicators.services.stored_rows import Place
from indicators.workbook.drafts import ObservationDraft
from indicators.workbook.problems import Problem
from indicators.workbook.tidy_drafts import Subject, TidyDrafts

__all__ = ["FIELD_OF_MEASURE", "DraftMatcher", "MatchedDraft", "MatchedDrafts", "Matching"]

# So many rows or figures are taken in between two looks at the clock.
STEP = 2000


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


class MatchedDrafts(Sequence[MatchedDraft]):
    """The drafts of all sheets with their meanings, each made when it is asked for."""

    def __init__(self, parts: Sequence[Sequence[ObservationDraft]], meanings: Meanings) -> None:
        self._parts = parts
        self._meanings = meanings
        self._ends = list(accumulate(len(part) for part in parts))
        self.contradictions: dict[int, Problem] = {}
        self.plans: dict[Subject, Plan] = {}

    def about(self, places: Collection[Place]) -> Iterator[MatchedDraft]:
        """The drafts that state something about one of the places."""
        for part in self._parts:
            for draft in self._rows_about(part, places) if isinstance(part, TidyDrafts) else part:
                item = matched(draft, self._meanings)
                if item.indicator is None or item.area is None:
                    continue
                if place_and_field(draft, self._meanings.of(draft))[0] in places:
                    yield item

    def _rows_about(self, part: TidyDrafts, places: Collection[Place]) -> Iterator[ObservationDraft]:
        """The drafts of the rows that may be about one of the places; most rows are passed over without a draft."""
        for position, (subject, period) in enumerate(zip(part.subjects, part.periods, strict=True)):
            plan = self.plans.get(subject)
            place = plan and (plan.indicator_id, plan.area_id, period.year, period.month, period.months)
            if plan is None or not plan.is_ready or place in places:
                yield from part.of_row(position)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> MatchedDraft: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[MatchedDraft, ...]: ...
    def __getitem__(self, index: int | slice) -> MatchedDraft | tuple[MatchedDraft, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(index)
        part = bisect_right(self._ends, place)
        return self._matched(place, self._parts[part][place - (self._ends[part - 1] if part else 0)])

    def __iter__(self) -> Iterator[MatchedDraft]:
        drafts = (draft for part in self._parts for draft in part)
        return (self._matched(place, draft) for place, draft in enumerate(drafts))

    def _matched(self, place: int, draft: ObservationDraft) -> MatchedDraft:
        if place in self.contradictions:
            return MatchedDraft(draft, problem=self.contradictions[place])
        return matched(draft, self._meanings)


@dataclass(frozen=True, slots=True)
class Matching:
    """Every draft with its meaning, the statements to record, and what a person should see."""

    drafts: Sequence[MatchedDraft]
    stated: tuple[Stated, ...]
    problems: tuple[Problem, ...]
    rejected: int = 0


def matched(draft: ObservationDraft, meanings: Meanings) -> MatchedDraft:
    """A draft with what it means by itself, whatever other cells say."""
    meaning = meanings.of(draft)
    if meaning.is_skipped:
        return MatchedDraft(draft, is_skipped=True)
    try:
        if meaning.refusal:
            raise Refused(meaning.refusal)
        return MatchedDraft(draft, meaning.indicator, meaning.area, meaning.value(draft.value))
    except Refused as refused:
        return MatchedDraft(draft, problem=Problem(draft.sheet, draft.cell, refused.message))


@dataclass(slots=True)
class DraftMatcher:
    """Matches the drafts of a file against the catalogue."""

    meanings: Meanings
    default_status: str = ""
    source: str = ""
    _problems: list[tuple[int, Problem]] = field(default_factory=list)
    _overruled: list[tuple[int, ObservationDraft]] = field(default_factory=list)

    def match(
        self, parts: Iterable[Sequence[ObservationDraft]], *, progress: Callable[[int, int], None] | None = None
    ) -> Matching:
        """Match every draft of every sheet; figures of the same key become one statement.

        Of two different figures for the same key and measure the later is rejected, naming the other's cell.
        `progress` hears how many of how many drafts are matched, and may raise to stop.
        """
        parts = [part for part in parts if len(part)]
        drafts = MatchedDrafts(parts, self.meanings)
        gathering = Gathering(self.default_status, self.source)
        start = 0
        for part in parts:
            done = self._add_rows(gathering, part, start, drafts.plans) if isinstance(part, TidyDrafts) else None
            for place in done or self._add_each(gathering, part, start):
                if progress is not None:
                    progress(place, len(drafts))
            start += len(part)
        drafts.contradictions = self._contradictions(drafts)
        problems = sorted([*self._problems, *drafts.contradictions.items()], key=lambda told: told[0])
        return Matching(
            drafts,
            tuple(gathering.stated.values()),
            (*(problem for _place, problem in problems), *self.meanings.guesses.values()),
            rejected=len(problems),
        )

    def _add_each(self, gathering: Gathering, drafts: Sequence[ObservationDraft], start: int) -> Iterator[int]:
        for place, draft in enumerate(drafts, start):
            self._add(gathering, draft, place)
            if place % STEP == 0:
                yield place

    def _add_rows(
        self, gathering: Gathering, drafts: TidyDrafts, start: int, plans: dict[Subject, Plan]
    ) -> Iterator[int]:
        """A tidy sheet row by row; the first rows of each subject, and unusual ones, figure by figure."""
        for position, subject in enumerate(drafts.subjects):
            plan = plans.get(subject)
            if plan is None:
                plan = plans[subject] = Plan.of(subject, drafts.columns)
            if not gathering.add_row(drafts, position, plan):
                first = drafts.first_of(position)
                for offset, draft in enumerate(drafts.of_row(position)):
                    self._add(gathering, draft, start + first + offset)
                    plan.learn(draft, self.meanings.of(draft), drafts.columns)
            if position % STEP == 0:
                yield start + drafts.first_of(position)

    def _add(self, gathering: Gathering, draft: ObservationDraft, place: int) -> None:
        item = matched(draft, self.meanings)
        if item.is_skipped:
            return
        if item.problem is not None:
            self._problems.append((place, item.problem))
        elif not gathering.add(draft, self.meanings.of(draft), item.value):
            self._overruled.append((place, draft))

    def _contradictions(self, drafts: MatchedDrafts) -> dict[int, Problem]:
        """The problem of each figure to which an earlier cell says something else."""
        if not self._overruled:
            return {}
        wanted = {place_and_field(draft, self.meanings.of(draft)) for _place, draft in self._overruled}
        first: dict[tuple[Place, str], ObservationDraft] = {}
        for item in drafts:
            if item.indicator is not None and item.area is not None:
                told = place_and_field(item.draft, self.meanings.of(item.draft))
                if told in wanted:
                    first.setdefault(told, item.draft)
        return {
            place: _contradiction(draft, first[place_and_field(draft, self.meanings.of(draft))])
            for place, draft in self._overruled
        }


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
