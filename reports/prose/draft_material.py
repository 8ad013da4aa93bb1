"""What a draft is written from: the figures of a release, each with its growth and its share of plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from indicators.measures import Measure, Status
from indicators.periods import Period


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is about: an indicator and its place in the catalogue."""

    code: str
    name: str
    unit: str
    topic: str
    topic_name: str
    parent: str = ""
    is_headline: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """The figures of one indicator in one area over one period; percentages as they are to be written."""

    subject: Subject
    area: str
    area_name: str
    period: Period
    status: Status
    value: Decimal
    growth: Decimal | None = None
    growth_previous: Decimal | None = None
    plan_share: Decimal | None = None
    version: int | None = None

    @property
    def movement(self) -> Decimal:
        """How far it moved, whichever way; less than nothing where that is unknown, so that it comes last."""
        moved = self.growth if self.growth is not None else self.growth_previous
        return Decimal(-1) if moved is None else abs(moved)

    def without(self, measure: Measure) -> Fact | None:
        """The fact less one of its figures; None without its value, of which the others speak."""
        match measure:
            case Measure.GROWTH_YOY:
                return replace(self, growth=None)
            case Measure.GROWTH_PREVIOUS:
                return replace(self, growth_previous=None)
            case Measure.PLAN_SHARE:
                return replace(self, plan_share=None)
        return None


@dataclass(frozen=True, slots=True)
class Material:
    """What there is to write about: the main facts, and by the indicator's code what belongs to each of them.

    `also` are the same indicator over other periods, `places` the same in other areas.
    """

    release: str
    facts: tuple[Fact, ...]
    also: Mapping[str, Sequence[Fact]] = field(default_factory=dict)
    places: Mapping[str, Sequence[Fact]] = field(default_factory=dict)
