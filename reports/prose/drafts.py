"""Claims while they are put together, and what the text has said so far that later sentences lean on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.periods import Period
from reports.prose.items import Item
from reports.prose.naming import Subject
from reports.prose.predicates import Predicate
from reports.prose.readings import Slot


@dataclass(slots=True)
class Draft:
    """A claim being put together from one statement of the text."""

    subject: Subject
    period: Period | None
    value: Predicate | None = None
    value_amount: Decimal | None = None
    growth: Predicate | None = None
    growth_pct: Decimal | None = None
    plan: Predicate | None = None
    plan_pct: Decimal | None = None
    change: Predicate | None = None
    base: Item | None = None
    aspect: str = ""  # volume, worth or price, where the growth named one
    status: str | None = None
    needs_support: bool = False
    rules: list[str] = field(default_factory=list)

    @property
    def has_figure(self) -> bool:
        return self.value is not None or self.growth is not None or self.plan is not None

    @property
    def stands(self) -> bool:
        """Whether enough of the sentence supports the claim."""
        return self.has_figure and (
            not self.needs_support or any(part is not None for part in (self.growth, self.plan, self.change))
        )


@dataclass(frozen=True, slots=True)
class InTurn:
    """Comparisons that several growths of one subject have in this order: so với tháng trước, so với cùng kỳ."""

    bases: tuple[Item, ...] = ()
    period: Period | None = None


@dataclass(slots=True)
class Thread:
    """What the text has said so far that later sentences lean on."""

    main_subject: Subject | None = None
    last_subject: Subject | None = None
    last_names: tuple[str, ...] = ()
    status: str | None = None
    base: Item | None = None
    in_turn: InTurn = InTurn()
    plan_seen: bool = False
    equal_means: Slot | None = None
    list_direction: int = 0
    list_open: bool = False


@dataclass(slots=True)
class Statement:
    """What holds within one sentence while it is read."""

    drafts: list[Draft] = field(default_factory=list)
    group: list[Draft] = field(default_factory=list)
    subject: Subject | None = None
    aspect: Subject | None = None
    muted: bool = False
    list_direction: int = 0
    in_list: bool = False
    has_value: bool = False
    base: Item | None = None
    base_from: int = 0  # the first draft that it holds for
    status: str | None = None
    status_from: int = 0  # the first draft that it holds for
    continues: bool = False
    follows_growth: int = 0
    follows_change: int = 0
    follows_equal: bool = False
    follows_share: bool = False
    follows_start: bool = False
    respectively: int = -1
    awaiting: list[Draft] = field(default_factory=list)  # whose growths follow in turn
    bases_in_turn: list[Item] = field(default_factory=list)  # "so với tháng trước và cùng kỳ tăng lần lượt …"
    list_from: int = 0  # the first draft of a list that "gồm" opened inside the sentence
    outer: list[tuple[int, Subject | None, list[Draft], bool]] = field(default_factory=list)


def awaiting_growth(drafts: Sequence[Draft], rates: int) -> list[Draft]:
    """The last values of the sentence that as many rates are told of: "A đạt …, B đạt …, tăng lần lượt 4% và 9%"."""
    open_values = [draft for draft in drafts if draft.value is not None and draft.growth is None][-rates:]
    return open_values if len(open_values) == rates > 1 else []


def fits(draft: Draft, tag: str) -> bool:
    """Whether the draft's value is measured by the aspect: money by worth, anything else by volume."""
    if draft.value is None:
        return False
    dimension = draft.value.number.dimension or ""
    return dimension.startswith("money") == (tag == "worth")


def suits(predicate: Predicate, aspect: str) -> bool:
    """Whether the value can be one of the aspect: money is worth, money by a unit a price, anything else volume."""
    dimension = predicate.number.dimension or ""
    if dimension.startswith("money"):
        return aspect == ("price" if "/" in dimension else "worth")
    return aspect == "volume"


def closes_list(state: Statement) -> bool:
    """Whether a growth behind a list of bare parts is the whole's: "đạt 20 xe, gồm 14 xe con và 6 xe tải, giảm 8%"."""
    parts = state.drafts[state.list_from :]
    if not state.list_from or len(parts) < 2:
        return False
    return all(part.value is not None and part.growth is None and part.plan is None for part in parts)


def is_named(draft: Draft, aspect: Item) -> bool:
    """Whether "tăng 5% về vốn đăng ký" speaks of the draft's own value."""
    name = aspect.key.removeprefix("về ").removeprefix("số ")
    return draft.value is not None and (name in draft.subject.key or name in draft.value.number.unit.lower())
