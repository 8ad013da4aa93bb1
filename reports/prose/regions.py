"""What stands before a verb, as values: the noun phrase that names the subject, and what the words around it say."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from reports.prose.items import Item
from reports.prose.lexicon import Role
from reports.prose.period_phrases import PeriodMention


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase as items of the sentence that belong to it."""

    items: tuple[Item, ...]

    @property
    def start(self) -> int:
        return self.items[0].start

    @property
    def end(self) -> int:
        return self.items[-1].end

    def text(self, source: str) -> str:
        """As written, without periods, comparisons and bracketed asides inside it."""
        pieces: list[str] = []
        last_end = None
        for item in self._named:
            if last_end is not None and item.start > last_end:
                pieces.append(" ")
            pieces.append(source[item.start : item.end])
            last_end = item.end
        return " ".join("".join(pieces).split())

    @property
    def key(self) -> str:
        return " ".join(item.key for item in self._named)

    @property
    def _named(self) -> list[Item]:
        """The items without "trong tháng 5", comparisons and "ước tính" inside the phrase."""
        kept: list[Item] = []
        for item in self.items:
            if item.role is Role.PERIOD and kept and kept[-1].key in ("trong", "tại", "vào"):
                kept.pop()
            if item.role not in (Role.PERIOD, Role.BASE, Role.STATUS):
                kept.append(item)
        return kept


@dataclass(slots=True)
class Region:
    """What stands between the figure before and the verb: the subject, and what the surroundings say."""

    noun: Noun | None = None
    topic: Noun | None = None
    detached: bool = False
    has_clause_of_its_own: bool = False
    refers_back: bool = False
    periods: list[PeriodMention] = field(default_factory=list)
    distant_periods: list[PeriodMention] = field(default_factory=list)
    own_period: PeriodMention | None = None
    status: str | None = None
    base: Item | None = None
    distant_base: Item | None = None
    bases: list[Item] = field(default_factory=list)  # all comparisons stated
    list_direction: int | None = None
    clause_direction: int = 0  # of a verb that ends the subject's own clause: "dầu thô giảm mạnh, …"
    within: bool = False
    only: bool = False
    is_target: bool = False
    is_plan: bool = False
    is_other_year: bool = False
    compares: bool = False
    counts_kinds: bool = False
    is_empty: bool = True
    opens_item: bool = False
    adds_item: bool = False
    opens_list: bool = False  # "gồm" stands right before the number
    sets_scene: bool = False
    concedes: bool = False  # "mặc dù giảm 0,3%": the subject comes after
    turns: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)

    @property
    def period(self) -> PeriodMention | None:
        """The period nearest to the subject, in the year that the sentence opened with: "Năm ngoái, GDP quý I …"."""
        nearest = self.periods or self.distant_periods
        mention = self.own_period or (nearest[-1] if nearest else None)
        if mention is None or mention.year is not None or mention.shift is not None:
            return mention
        named = [*self.distant_periods, *self.periods]
        year = next((other for other in reversed(named) if other.kind == "year"), None)
        return replace(mention, year=year.year, shift=year.shift) if year is not None else mention
