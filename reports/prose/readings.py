"""What one number of a sentence says: a value, a growth, a share of the plan, an amount of change, or nothing.

Read from the verb before the number and from what follows it: "tăng 5% so với cùng kỳ" is a growth, "bằng 95% cùng
kỳ" a growth of −5, "đạt 45% kế hoạch" a share of the plan, "tăng thêm 4,43 tỷ USD" an amount of change, "chiếm 20%"
and "đóng góp 8,8 điểm %" are shares of something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reports.prose.lexicon import Role
from reports.prose.nouns import GROWTH_NOUNS, INDEX_NOUNS, RATIO_NOUNS
from reports.prose.predicates import Predicate

Slot = Literal["value", "growth", "plan", "change", "none"]


@dataclass(frozen=True, slots=True)
class Context:
    """What the reading of a number takes from before it."""

    follows_change: int = 0  # direction of the amount of change just before
    follows_equal: bool = False  # "bằng 96% so với tháng trước và 93% so với cùng kỳ"
    follows_share: bool = False  # "chiếm 17%, giảm 1,2%": the share fell
    equal_means: Slot | None = None  # what "bằng 98%" meant before
    follows_growth: int = 0  # direction of the growth just before, in the same breath
    list_direction: int = 0  # direction that the head of the list announced
    clause_direction: int = 0  # direction of the verb that the number only measures: "giảm mạnh, lần lượt là"
    has_value: bool = False  # the claim being built has its value
    plan_seen: bool = False
    subject: str = ""  # lower case
    region_is_empty: bool = False
    in_brackets: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """The slot that a number fills, its value there, and the rule that says so."""

    slot: Slot
    value: Decimal
    rule: str
    is_firm: bool = True  # False: only with support from the subject or from what follows


def read(predicate: Predicate, context: Context) -> Reading:
    """The slot of the predicate's number."""
    number = predicate.number
    if predicate.compares or predicate.other_year:
        return Reading("none", number.value, "another period's figure")
    if number.kind in ("span", "duration", "points"):
        return Reading("none", number.value, number.kind)
    if predicate.is_whole:
        return Reading("none", number.value, "whole that a share is taken of")
    if predicate.roles & {Role.PART, Role.SHARE} and number.kind != "times":
        return Reading("none", number.value, "contribution or share of a whole")
    if number.kind == "percent" or _lacks_percent_sign(predicate):
        return _percent(predicate, context)
    if number.kind == "times":
        return _times(predicate, context)
    return _amount(predicate, context)


def _lacks_percent_sign(p: Predicate) -> bool:
    """ "tăng 6,71 so với cùng kỳ": a rate whose sign was forgotten."""
    compared = p.base is not None and p.base.tag == "stated"
    return p.number.kind == "bare" and bool(p.direction) and compared and "," in p.number.digits


def _percent(p: Predicate, context: Context) -> Reading:
    value = p.number.value
    if p.of_plan is not None or (p.base is not None and p.base.base == "plan"):
        if p.roles & {Role.UP, Role.DOWN} and Role.LEVEL not in p.roles:
            return Reading("growth", p.direction * value, "change against the plan")
        return Reading("plan", value + 100 if Role.OVER in p.roles and value < 60 else value, "share of the plan")
    if p.number.sign:
        return Reading("growth", -value if p.number.sign == "-" else value, "printed sign")
    if Role.FROM in p.roles and not p.roles & {Role.LEVEL, Role.EQUAL}:
        return Reading("none", value, "starting point")
    if context.follows_share and context.region_is_empty and p.base is None and not context.has_value:
        return Reading("none", value, "change of a share")
    names_change = (Role.UP, "noun") in p.tags or (Role.DOWN, "noun") in p.tags
    if p.direction and (not any("bằng" in key for key in p.keys) or names_change):
        if _is_ratio(context.subject) and _leads_to(p):
            return Reading("value", value, "ratio reached")
        return Reading("growth", p.direction * value, "verb of change")
    if context.follows_change and Role.EQUAL in p.roles and not p.of_something and p.keys[-1].startswith("tương"):
        return Reading("growth", context.follows_change * value, "rate of the change before")
    if Role.EQUAL in p.roles and p.base is not None:
        return Reading("growth", value - 100, "share of the earlier period")
    if _measures_the_clause(p, context):
        return Reading("growth", context.clause_direction * value, "verb of the clause")
    if Role.LEVEL in p.roles or p.roles & {Role.EQUAL, Role.STATUS}:
        return _percent_reached(p, context)
    if Role.COPULA in p.roles or Role.WITH in p.roles:
        if _is_growth_noun(context.subject):
            return Reading("growth", _noun_direction(context.subject) * value, "subject is a rate of growth")
        return (
            Reading("value", value, "ratio stated") if _is_ratio(context.subject) else Reading("none", value, "unread")
        )
    return _percent_alone(p, context)


def _measures_the_clause(p: Predicate, context: Context) -> bool:
    """ "tăng trưởng khá, đạt 8,2%", "giảm mạnh, lần lượt là 65,4% và 48,3%", "tăng cao nhất (36%)"."""
    if not context.clause_direction or p.of_something or _is_ratio(context.subject):
        return False
    if p.is_respective:
        return True
    return bool(p.roles & {Role.LEVEL, Role.COPULA, Role.WITH}) or (context.in_brackets and p.is_bare)


def _percent_reached(p: Predicate, context: Context) -> Reading:
    value = p.number.value
    if p.of_something and p.base is None:
        return Reading("none", value, "share of something else")
    if _is_growth_noun(context.subject):
        return Reading("growth", _noun_direction(context.subject) * value, "subject is a rate of growth")
    if p.base is not None and p.base.base != "plan":
        return Reading("growth", value - 100 if value >= 60 else value, "share of the earlier period")
    if "bằng" in p.keys and p.aspect is not None:
        return Reading("growth", value - 100, "share of the earlier period by an aspect")
    if _is_ratio(context.subject) and not context.has_value:
        return Reading("value", value, "ratio reached")
    if Role.EQUAL in p.roles and context.equal_means == "growth":
        return Reading("growth", value - 100, "share of the earlier period, as before")
    if context.has_value or context.plan_seen or "giải ngân" in context.subject:
        return Reading("plan", value, "share of the plan, understood")
    if Role.LEVEL in p.roles:
        return Reading("value", value, "ratio reached")
    return Reading("none", value, "unread")


def _percent_alone(p: Predicate, context: Context) -> Reading:
    value = p.number.value
    if context.follows_change and context.region_is_empty and context.in_brackets:
        return Reading("growth", context.follows_change * value, "rate of the change before")
    compared = p.base is not None or p.aspect is not None
    if context.follows_equal and compared and context.region_is_empty:
        return Reading("growth", value - 100, "share of the earlier period, carried on")
    continues = p.aspect is not None or p.base is not None or p.is_respective
    if context.follows_growth and context.region_is_empty and (continues or not context.in_brackets):
        return Reading("growth", context.follows_growth * value, "verb carried on")
    if context.list_direction:
        return Reading("growth", context.list_direction * value, "direction of the list's head")
    if _is_growth_noun(context.subject):
        return Reading("growth", _noun_direction(context.subject) * value, "subject is a rate of growth")
    if _is_ratio(context.subject) and not context.region_is_empty:
        return Reading("value", value, "ratio beside its noun")
    return Reading("none", value, "unread")


def _times(p: Predicate, context: Context) -> Reading:
    factor = p.number.value
    if factor <= 0 or (p.of_something and p.base is None):
        return Reading("none", factor, "unread")
    if Role.DOWN in p.roles:
        change = (1 - factor) * 100 if factor < 1 else 100 - 100 / factor
        return Reading("growth", -_short(change), "times smaller")
    spoken = p.number.digits.startswith(("gấp", "tăng gấp"))
    if factor > 1 and (
        spoken or p.roles & {Role.UP, Role.TIMES, Role.EQUAL} or (p.base is not None and p.base.base == "same")
    ):
        return Reading("growth", _short((factor - 1) * 100), "times as large")
    return Reading("none", factor, "unread")


def _amount(p: Predicate, context: Context) -> Reading:
    value = -p.number.value if p.number.sign == "-" and p.is_bare else p.number.value
    if Role.FROM in p.roles and not _leads_to(p):
        return Reading("none", value, "starting point")
    if p.direction and not _leads_to(p) and Role.LEVEL not in p.roles and p.roles & {Role.UP, Role.DOWN}:
        return Reading("change", p.direction * value, "amount of change")
    if context.in_brackets and context.follows_growth and any(key.startswith("tương") for key in p.keys):
        return Reading("change", context.follows_growth * value, "amount of the change before")
    if p.number.kind == "bare":
        if context.subject.startswith(("số ", "tổng số ")) and p.roles & {Role.COPULA, Role.LEVEL, Role.STATUS}:
            return Reading("value", value, "count without unit", is_firm=False)
        is_index = any(word in context.subject for word in INDEX_NOUNS)
        if Role.LEVEL in p.roles and (p.object is not None or is_index or len(p.number.digits) > 2):
            return Reading("value", value, "level without unit", is_firm=False)
        return Reading("none", value, "number without unit")
    if p.is_level or (Role.ADVERB, "to") in p.tags:
        return Reading("value", value, "verb of level")
    return Reading("value", value, "beside its noun", is_firm=False)


def _is_growth_noun(subject: str) -> bool:
    return subject.startswith(GROWTH_NOUNS) or " tốc độ tăng" in subject


def _noun_direction(subject: str) -> int:
    return -1 if "giảm" in subject else 1


def _is_ratio(subject: str) -> bool:
    return any(noun in subject for noun in RATIO_NOUNS)


def _leads_to(p: Predicate) -> bool:
    """Whether the verb leads to a level: tăng lên, giảm còn, từ … lên."""
    return (Role.ADVERB, "to") in p.tags or any(key.endswith(("lên", "xuống", "còn")) for key in p.keys)


def _short(change: Decimal) -> Decimal:
    """Without the zeros and the endless digits that arithmetic adds."""
    rounded = round(change, 2).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded
