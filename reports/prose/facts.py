"""Which numbers of a text state a fact of its subject: no targets, thresholds or other years' figures.

A value without a verb of level ("than 138 nghìn tấn") is a fact where the words beside it support it.
"""

from __future__ import annotations

from reports.prose.drafts import Statement
from reports.prose.lexicon import Role
from reports.prose.noun_phrases import starts_with_head
from reports.prose.nouns import BALANCES, SPENT, ending
from reports.prose.predicates import Predicate
from reports.prose.readings import Reading
from reports.prose.regions import Region


def is_no_fact(
    region: Region,
    predicate: Predicate,
    reading: Reading,
    state: Statement,
    *,
    is_ahead: bool,
    in_brackets: bool,
) -> bool:
    """Targets, thresholds and other years' figures; what hangs on them is muted too."""
    follows_start, state.follows_start = state.follows_start, reading.rule == "starting point"
    ends_range = region.is_empty and (Role.ADVERB, "reach") in predicate.tags  # "từ 7,5% đến 8%"
    if follows_start and region.noun is None and (region.adds_item or ends_range):
        return True
    if region.noun is None and Role.WITH in predicate.roles and state.subject is None:
        return True
    if state.muted or (region.concedes and region.noun is None and predicate.direction):
        return True
    stated = region.detached and Role.LEVEL in predicate.roles  # "dệt may vượt dầu thô, đạt 7,8 tỷ USD"
    if region.compares and not stated and not predicate.roles & {Role.UP, Role.DOWN}:
        return True
    if region.compares and in_brackets:
        return True
    is_threshold = (
        region.counts_kinds
        and reading.slot == "value"
        and predicate.approximation in ("trên", "hơn", "dưới")
        and predicate.number.value == predicate.number.value.to_integral_value()
        and predicate.number.value <= 100
    )
    is_future = predicate.status == "expected" and is_ahead
    plan_itself = region.is_plan and reading.slot == "value"
    state.muted = region.is_target or region.is_other_year or is_threshold or is_future or plan_itself
    return state.muted


def is_supported(region: Region, predicate: Predicate, state: Statement) -> bool:
    """Whether a value without a verb of level stands beside an indicator or in a list of values."""
    if region.noun is None:
        said = Role.COPULA in predicate.roles or region.opens_list or any(key.endswith(" có") for key in region.turns)
        value = predicate.number.value
        last = state.drafts[-1].value if state.drafts else None
        same_unit = last is not None and last.number.unit == predicate.number.unit
        goes_on = predicate.object is not None and state.drafts[-1:] and state.drafts[-1].subject.is_action
        if same_unit and (region.adds_item or goes_on):
            return True
        if predicate.object is None:
            return said and value >= 20 and (predicate.number.dimension or "").startswith("count")
        return said or value >= 1000
    if Role.WITH in predicate.roles and predicate.number.dimension is not None and not region.detached:
        return predicate.number.value >= 1000 or not predicate.number.dimension.startswith("count")
    listed = state.in_list or state.has_value
    subject = state.subject
    named = starts_with_head(region.noun) or ending(region.noun.key, (*BALANCES, *SPENT)) != ""
    return listed or named or (subject is not None and subject.is_action)
