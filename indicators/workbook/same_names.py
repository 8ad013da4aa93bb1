"""Figures of several tables that name the same thing, told apart by what their tables are about."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indicators.workbook.drafts import ObservationDraft


def told_apart(drafts: Sequence[ObservationDraft]) -> Iterator[ObservationDraft]:
    """The drafts in order; a name that tables of different subjects share gets its subject as outermost parent."""
    subjects: dict[tuple[object, ...], set[str]] = {}
    for draft in drafts:
        subjects.setdefault(_key(draft), set()).add(draft.subject)
    for draft in drafts:
        is_shared = len(subjects[_key(draft)]) > 1 and draft.subject and draft.subject not in draft.parents
        yield replace(draft, parents=(draft.subject, *draft.parents)) if is_shared else draft


def _key(draft: ObservationDraft) -> tuple[object, ...]:
    return draft.parents, draft.indicator_text, draft.area_text, draft.period, draft.measure
