"""Joins the figures of a text into claims: whose subject, which period, value and growth of one statement together.

One pass over the numbers of each sentence. What carries over is kept in `Thread` (across sentences: subject,
period, status) and `Statement` (within one: head of the list, leading comparison, the drafts so far).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reports.prose.brackets import closing_bracket, opening_brackets, tells_of_another_period
from reports.prose.drafts import Draft, Statement, Thread, awaiting_growth, closes_list, fits, is_named, suits
from reports.prose.facts import is_no_fact, is_supported
from reports.prose.handing_around import base_for_parts, carry_status, keep_to_the_month, share_bases
from reports.prose.items import Item, ItemSentence, direction_of, first_period
from reports.prose.lexicon import Role
from reports.prose.naming import Subject, name_subject, with_aspect
from reports.prose.nouns import TOPIC_ASPECTS
from reports.prose.periods_in_text import Calendar
from reports.prose.predicates import Predicate, find_predicate, is_figure, rates_in_turn
from reports.prose.readings import Context, Reading, read
from reports.prose.regions import Region
from reports.prose.subjects import read_region
from reports.prose.timeline import Timeline
from reports.prose.tokens import Source

_RECENT = 12  # drafts that a number may still complete


class Joiner:
    """Reads sentence after sentence; `drafts` gives the claims of each."""

    def __init__(self, source: Source, calendar: Calendar) -> None:
        self._source = source
        self._thread = Thread()
        self._time = Timeline(calendar)

    def drafts(self, read_sentence: ItemSentence) -> list[Draft]:
        """The claims of one sentence, in the order of their first figures."""
        thread, sentence, items = self._thread, read_sentence.sentence, read_sentence.items
        state = Statement()
        if thread.list_open or sentence.is_item:
            state.list_direction, state.base = thread.list_direction, thread.base
            state.status, state.in_list = thread.status, True
        elif sentence.opens_paragraph:
            self._time.open_paragraph()
            thread.status = thread.base = thread.equal_means = None
            thread.list_direction = 0
        brackets = opening_brackets(items)
        cursor = 0
        for at, item in enumerate(items):
            if at >= cursor and item.role is Role.NUMBER and is_figure(items, at):
                cursor = self._figure(items, at, cursor, brackets[at], state)
        self._close(items, cursor, state)
        return [draft for draft in state.drafts if draft.stands]

    def _figure(self, items: Sequence[Item], at: int, cursor: int, opening: int, state: Statement) -> int:
        """Reads the number at `at`, joins it, and gives the index at which the next region begins."""
        while state.outer and at > state.outer[-1][0]:
            _, state.subject, state.group, state.muted = state.outer.pop()
        if opening < cursor:
            predicate = find_predicate(items, at, cursor)
            region = read_region(items[cursor : predicate.left], opens_sentence=cursor == 0)
            self._join(region, predicate, state, items, in_brackets=opening >= 0)
            return predicate.right
        predicate = find_predicate(items, at, opening + 1)
        before = items[opening + 1 : predicate.left]
        region = read_region(items[cursor:opening], opens_sentence=cursor == 0)
        inner = read_region(before, opens_sentence=True)
        if tells_of_another_period(before, predicate):
            self._adopt(region, predicate, state, items)
            return closing_bracket(items, at)
        if inner.noun is not None and inner.noun.key in TOPIC_ASPECTS and region.noun is not None:
            inner.topic = region.noun
        if inner.noun is None:
            region.base, region.status = region.base or inner.base, region.status or inner.status
            region.opens_list = region.opens_list or inner.opens_list
            self._join(region, predicate, state, items, in_brackets=True)
            return predicate.right
        self._adopt(region, predicate, state, items)
        state.outer.append((closing_bracket(items, at), state.subject, state.group, state.muted))
        self._join(inner, predicate, state, items, in_brackets=True)
        return predicate.right

    def _join(
        self, region: Region, predicate: Predicate, state: Statement, items: Sequence[Item], *, in_brackets: bool
    ) -> None:
        is_new = self._adopt(region, predicate, state, items)
        subject = state.aspect or state.subject or self._carried(region)
        if predicate.is_respective:
            state.respectively = 0
            stated = [*region.bases, *([predicate.leading] if predicate.leading is not None else [])]
            state.bases_in_turn = sorted(stated, key=lambda base: base.start) if len(stated) > 1 else []
            if region.refers_back and len(self._thread.last_names) > 1 and subject is not None:
                subject = state.subject = replace(subject, parts=self._thread.last_names)
        elif is_new:
            state.respectively, state.awaiting = -1, []
        current = state.group[-1] if state.group else None
        context = Context(
            follows_growth=state.follows_growth,
            follows_change=state.follows_change,
            follows_equal=state.follows_equal,
            follows_share=state.follows_share,
            equal_means=self._thread.equal_means,
            list_direction=state.list_direction,
            clause_direction=region.clause_direction,
            has_value=current is not None and current.value is not None,
            plan_seen=self._thread.plan_seen,
            subject=subject.key if subject is not None else "",
            region_is_empty=region.is_empty,
            in_brackets=in_brackets,
        )
        reading = read(predicate, context)
        state.follows_change = predicate.direction if reading.slot == "change" else 0
        if region.opens_list and reading.slot == "value" and state.drafts:
            state.list_from = len(state.drafts)
        elif reading.slot == "growth" and region.is_empty and not in_brackets and closes_list(state):
            whole = state.drafts[state.list_from - 1]
            state.subject, state.group, state.list_from = whole.subject, [whole], 0
            subject = whole.subject
        goes_on_equal = reading.slot == "plan" and "bằng" in predicate.keys
        state.follows_equal = goes_on_equal or reading.rule.startswith("share of the earlier period")
        state.follows_share = Role.SHARE in predicate.roles and not state.group and not in_brackets
        if Role.EQUAL in predicate.roles and reading.slot in ("growth", "plan"):
            self._thread.equal_means = reading.slot
        takes_period = reading.slot in ("value", "growth") or region.sets_scene
        if predicate.period is not None and region.period is None and takes_period:
            self._time.move(predicate.period, region, inside_sentence=bool(state.drafts))
        if is_no_fact(region, predicate, reading, state, is_ahead=self._time.is_ahead, in_brackets=in_brackets):
            state.follows_growth = 0
            return
        if subject is None or reading.slot == "none":
            state.follows_growth = 0
            return
        if predicate.is_respective and reading.slot == "growth" and not subject.parts:
            state.awaiting = awaiting_growth(state.drafts, rates_in_turn(items, predicate.at))
        if state.respectively >= 0 and subject.parts:
            subject = subject.part(state.respectively)
            state.respectively += 1
        self._place(subject, region, predicate, reading, state)
        state.follows_growth = (1 if reading.value >= 0 else -1) if reading.slot == "growth" else 0

    def _adopt(self, region: Region, predicate: Predicate, state: Statement, items: Sequence[Item]) -> bool:
        """Takes over what the region says; whether a new statement begins."""
        if region.list_direction is not None:
            state.list_direction, state.in_list = region.list_direction, True
        if predicate.leading is not None and state.drafts:
            state.base, state.base_from = predicate.leading, len(state.drafts)
        else:
            state.base = predicate.leading or region.base or state.base
        state.continues = state.continues or (region.within and not state.drafts)
        if region.status is not None and region.noun is not None:
            state.status, state.status_from = region.status, len(state.drafts)
        mention = region.period
        if mention is not None and not region.is_other_year:
            self._time.move(mention, region, inside_sentence=bool(state.drafts))
        subject = None
        says_there_is = any(key.endswith("có") for key in predicate.keys)
        is_count = (predicate.number.dimension or "").startswith("count")
        counts = predicate.object is not None and (predicate.is_bare or (says_there_is and is_count))
        opens = region.has_clause_of_its_own or region.opens_item or (region.adds_item and state.in_list) or counts
        stays = region.detached and state.subject is not None and not opens
        before = state.drafts[-1].subject if state.drafts else self._thread.last_subject
        if region.refers_back and before is not None:
            subject = before
        elif not stays or "topic" in region.rules:
            subject = name_subject(region, predicate, state.subject, items, self._source)
        if subject is None and mention is None:
            return False
        if subject is not None and subject.whole is not None and subject.whole is state.subject:
            state.aspect = subject
            return True
        state.aspect = None
        if subject is not None:
            state.subject, state.muted = subject, False
        elif state.subject is None:
            state.subject = self._carried(region)
        state.group = []
        return True

    def _place(
        self, subject: Subject, region: Region, predicate: Predicate, reading: Reading, state: Statement
    ) -> None:
        draft = self._draft_for(subject, predicate, reading, state)
        if draft is None:
            return
        status = predicate.status or region.status
        if status == "expected":
            status = "estimate"
        draft.status = draft.status or status
        draft.rules.append(f"{reading.slot}: {reading.rule}")
        match reading.slot:
            case "value":
                draft.value, draft.value_amount = predicate, reading.value
                draft.needs_support = not reading.is_firm and not is_supported(region, predicate, state)
                draft.base = draft.base or predicate.base
                state.has_value = True
            case "growth":
                draft.growth, draft.growth_pct = predicate, reading.value
                if state.in_list and not state.list_direction:
                    state.list_direction = predicate.direction
                in_turn = state.bases_in_turn.pop(0) if state.bases_in_turn else None
                draft.base = in_turn or predicate.base or region.base or draft.base
                draft.aspect = predicate.aspect.tag if predicate.aspect is not None else draft.aspect
            case "plan":
                draft.plan, draft.plan_pct = predicate, reading.value
                self._thread.plan_seen = True
            case "change":
                draft.change = predicate
                draft.base = draft.base or predicate.base

    def _draft_for(self, subject: Subject, predicate: Predicate, reading: Reading, state: Statement) -> Draft | None:
        """The draft that the reading belongs to: one of this statement with the slot free, or a new one."""
        current = state.group[-1] if state.group else None
        if reading.slot == "change":
            return current
        if reading.slot == "growth" and state.awaiting:
            return state.awaiting.pop(0)
        if reading.slot == "value" and current is not None and current.value is not None:
            same_kind = current.value.number.dimension == predicate.number.dimension
            if same_kind and Role.EQUAL in predicate.roles:
                return None
        if reading.slot == "value" and current is not None and current.aspect:
            fitting = next((d for d in state.group if d.value is None and suits(predicate, d.aspect)), None)
            return fitting or self._opened(subject, state)
        aspect = predicate.aspect
        if reading.slot == "growth" and aspect is not None and aspect.tag in ("volume", "worth"):
            fitting = next((d for d in state.group if d.growth is None and fits(d, aspect.tag)), None)
            if fitting is not None:
                return fitting
            return self._opened(with_aspect(subject, aspect, self._source), state)
        if reading.slot == "growth" and aspect is not None:
            named = next((d for d in state.drafts[-_RECENT:] if d.growth is None and is_named(d, aspect)), None)
            if named is not None:
                return named
            return self._opened(with_aspect(subject, aspect, self._source), state)
        if reading.slot == "growth" and state.respectively >= 0 and not subject.parts:
            current = next((d for d in state.group if d.value is not None and d.growth is None), current)
        elif reading.slot == "growth" and current is not None and current.value is None:
            current = next((d for d in reversed(state.group) if d.value is not None and d.growth is None), current)
        is_free = (
            current is not None
            and (state.respectively < 0 or current.subject.text == subject.text)
            and {
                "value": current.value is None,
                "growth": current.growth is None,
                "plan": current.plan is None,
            }[reading.slot]
        )
        return current if is_free and current is not None else self._opened(subject, state)

    def _opened(self, subject: Subject, state: Statement) -> Draft:
        draft = Draft(subject, self._time.current)
        if state.group and state.group[-1].status is not None:
            draft.status = state.group[-1].status
        state.drafts.append(draft)
        state.group = [*state.group[1 - _RECENT :], draft]
        return draft

    def _carried(self, region: Region) -> Subject | None:
        return self._thread.last_subject if region.refers_back else self._thread.main_subject

    def _close(self, items: Sequence[Item], cursor: int, state: Statement) -> None:
        """Hands comparisons and status around the sentence, and what the next sentence needs to the thread."""
        thread = self._thread
        drafts = state.drafts
        leading = state.base or (thread.base if state.continues else None)
        thread.in_turn = share_bases(drafts, leading, state.base_from, thread.in_turn)
        carry_status(drafts, thread.status if state.continues else None, state)
        keep_to_the_month(drafts)
        standing = [draft for draft in drafts if draft.stands]
        if standing:
            if not state.continues and not state.in_list:
                thread.main_subject = standing[0].subject
            thread.last_subject = standing[-1 if state.continues else 0].subject
            thread.last_names = tuple(dict.fromkeys(draft.subject.text for draft in standing))
            thread.status = standing[-1].status
            thread.base = base_for_parts(standing, thread.base)
        self._time.close_sentence()
        self._announce(items, cursor, state)

    def _announce(self, items: Sequence[Item], cursor: int, state: Statement) -> None:
        """A heading or the head of a list that the next lines continue."""
        thread = self._thread
        last = items[-1] if items else None
        opens_list = last is not None and last.key == ":"
        if opens_list:
            head = read_region(items[cursor:], opens_sentence=cursor == 0)
            thread.list_direction = direction_of(items[cursor:])
            thread.base = head.base or thread.base
            thread.status = head.status or thread.status
        is_heading = last is not None and last.key[0] not in ".!?…" and not state.drafts
        if (opens_list or is_heading or not self._time.has_begun) and not state.drafts:
            mention = first_period(items)
            if mention is not None:
                self._time.move(mention, Region(), inside_sentence=False)
        thread.list_open = opens_list
