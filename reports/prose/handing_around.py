"""What the claims of one sentence hand to each other: comparisons, how certain they are, the month compared with."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from indicators.periods import Period
from reports.prose.drafts import Draft, InTurn, Statement
from reports.prose.items import Item


def share_bases(drafts: Sequence[Draft], leading: Item | None, leading_from: int, in_turn: InTurn) -> InTurn:
    """Gives growths without a comparison the leading one, else the next one's, else the one before.

    The leading one stands before its verb and holds from the draft at `leading_from` on.

    A comparison with the month before goes to figures of the same period only. Where a subject has two growths with
    two comparisons, subjects with two and none take the same in turn; `in_turn` are those of the sentences before.
    Gives those that hold for the next sentence.
    """
    growths = [draft for draft in drafts if draft.growth is not None]
    in_turn = _take_in_turn(growths, in_turn)
    for draft, following in pairwise(drafts):
        if draft.aspect and following.aspect and draft.base is None and draft.period == following.period:
            draft.base = following.base
    stated = [(draft.base, draft.period) for draft in drafts]
    later: _Stated = (None, None)
    for index in range(len(drafts) - 1, -1, -1):
        draft, own = drafts[index], stated[index]
        is_led = leading is not None and index >= leading_from
        if not is_led and own[0] is not None:
            later = own
        if draft.growth is not None and (is_led or _holds_for(later, draft)):
            draft.base = own[0] or (leading if is_led else later[0])
    earlier: _Stated = (None, None)
    for draft, own in zip(drafts, stated, strict=True):
        if draft.growth is not None and draft.base is None and _holds_for(earlier, draft):
            draft.base = earlier[0]
        if own[0] is not None:
            earlier = own
    return in_turn


_Stated = tuple[Item | None, Period | None]


def _holds_for(stated: _Stated, draft: Draft) -> bool:
    base, period = stated
    return base is None or base.base != "previous" or period == draft.period


def _take_in_turn(growths: Sequence[Draft], before: InTurn) -> InTurn:
    """ "…, tăng 6% so với tháng trước và 5% so với cùng kỳ, trong đó bán lẻ tăng 4% và tăng 8%": the same two."""
    groups = [list(group) for _, group in groupby(growths, key=lambda draft: draft.subject.text)]
    stated = [tuple(draft.base for draft in group if draft.base is not None) for group in groups]
    whole = [
        InTurn(bases, group[0].period)
        for group, bases in zip(groups, stated, strict=True)
        if len(bases) == len(group) > 1 and len({base.base for base in bases}) == len(bases)
    ]
    in_turn = whole[0] if whole else before
    for group, bases in zip(groups, stated, strict=True):
        if not bases and len(group) == len(in_turn.bases) and group[0].period == in_turn.period:
            for draft, base in zip(group, in_turn.bases, strict=True):
                draft.base = base
    return in_turn


def base_for_parts(standing: Sequence[Draft], before: Item | None) -> Item | None:
    """What the parts told in the next sentence are compared with; None where the whole had two comparisons."""
    bases = [draft.base for draft in standing if draft.base is not None]
    if not bases:
        return before
    last = [draft.base for draft in standing if draft.subject.text == standing[-1].subject.text]
    kinds = {base.base for base in last if base is not None}
    return None if len(kinds) > 1 else bases[-1]


def carry_status(drafts: Sequence[Draft], before: str | None, state: Statement) -> None:
    """Carries estimate or preliminary on to the figures after it, never back."""
    status = before
    for index, draft in enumerate(drafts):
        if state.status is not None and index >= state.status_from:
            status = state.status
        status = status or draft.status
        draft.status = draft.status or status


def keep_to_the_month(drafts: Sequence[Draft]) -> None:
    """A figure compared with another month is one of the month, also where the text spoke of all months so far.

    What else the sentence says of the same subject and period is of the month too.
    """
    for draft in drafts:
        if draft.base is None or draft.period is None or draft.period.months == 1:
            continue
        month = Period.of_month(*draft.period.last)
        if _is_before(draft.base, month):
            so_far = draft.period
            for other in drafts:
                if other.period == so_far and (other is draft or other.subject.text == draft.subject.text):
                    other.period = month


def _is_before(base: Item, month: Period) -> bool:
    """Whether the comparison names the month before, or the same month of the year before."""
    if base.base == "previous":
        return "tháng" in base.key
    named = base.period
    if base.base != "period" or named is None or named.kind != "month" or named.until or named.shift is not None:
        return False
    earlier = {(month.previous.year, month.previous.month), (month.year - 1, month.month)}
    if named.year is None:
        return named.number == month.previous.month
    return (named.year, named.number) in earlier
