"""Claims of an article: subject, value, unit, period, status, growth and share of plan, as its text states them.

`find_claims` is the way in. Each claim knows the characters that it came from and the rules that joined it; the same
text and date give the same claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from indicators.periods import Period
from reports.prose.comparisons import GrowthBase, growth_base
from reports.prose.drafts import Draft
from reports.prose.items import item_sentences
from reports.prose.joining import Joiner
from reports.prose.periods_in_text import Calendar, latest_year_named
from reports.prose.predicates import Predicate
from reports.prose.tokens import Source, Span

Status = Literal["estimate", "preliminary", "final"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of the text. Spans are [start, end) in the text as given; `growth_pct` is signed."""

    sentence: str
    indicator: str
    value: Decimal | None
    unit: str | None
    period: Period | None
    status: Status | None
    growth_pct: Decimal | None
    growth_base: GrowthBase | None
    plan_pct: Decimal | None
    sentence_span: Span
    indicator_span: Span
    value_span: Span | None = None
    growth_span: Span | None = None
    plan_span: Span | None = None
    value_text: str | None = None
    unit_text: str | None = None
    approximation: str | None = None
    growth_text: str | None = None
    plan_text: str | None = None
    change: Decimal | None = None
    change_text: str | None = None
    rules: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The claim of the contract, then the spans and how it was read."""
        return {
            "sentence": self.sentence,
            "indicator": self.indicator,
            "value": _plain(self.value),
            "unit": self.unit,
            "period": self.period.sdmx if self.period is not None else None,
            "status": self.status,
            "growth_pct": _plain(self.growth_pct),
            "growth_base": self.growth_base,
            "plan_pct": _plain(self.plan_pct),
            "spans": {
                name: list(span)
                for name, span in (
                    ("sentence", self.sentence_span),
                    ("indicator", self.indicator_span),
                    ("value", self.value_span),
                    ("growth", self.growth_span),
                    ("plan", self.plan_span),
                )
                if span is not None
            },
            "value_text": self.value_text,
            "approximation": self.approximation,
            "change": _plain(self.change),
            "change_text": self.change_text,
            "rules": list(self.rules),
        }


def find_claims(text: str, published: date | None = None) -> tuple[Claim, ...]:
    """The claims of the text in reading order; `published` dates phrases such as "tháng này" and "6 tháng đầu năm"."""
    source = Source.of(text)
    calendar = Calendar(published, latest_year_named(source.lowered))
    joiner = Joiner(source, calendar)
    found: list[Claim] = []
    for read_sentence in item_sentences(source):
        sentence, drafts = read_sentence.sentence, joiner.drafts(read_sentence)
        written = source.text[sentence.start : sentence.end] if drafts else ""
        place = source.place(sentence.start, sentence.end)
        found.extend(_claim(draft, written, place, source, calendar) for draft in drafts)
    return tuple(found)


def _claim(draft: Draft, sentence: str, place: Span, source: Source, calendar: Calendar) -> Claim:
    number = draft.value.number if draft.value is not None else None
    leading = draft.value or draft.growth or draft.plan
    assert leading is not None
    return Claim(
        sentence=sentence,
        indicator=draft.subject.text,
        value=draft.value_amount if number is not None else None,
        unit=(number.unit or None) if number is not None else None,
        period=draft.period,
        status=draft.status,  # type: ignore[arg-type]
        growth_pct=draft.growth_pct,
        growth_base=growth_base(draft.base, draft.period, calendar) if draft.growth is not None else None,
        plan_pct=draft.plan_pct,
        sentence_span=place,
        indicator_span=source.place(*draft.subject.span),
        value_span=_span(draft.value, source),
        growth_span=_span(draft.growth, source),
        plan_span=_span(draft.plan, source),
        value_text=number.digits if number is not None else None,
        unit_text=number.unit if number is not None else None,
        approximation=leading.approximation,
        growth_text=draft.growth.number.digits if draft.growth is not None else None,
        plan_text=draft.plan.number.digits if draft.plan is not None else None,
        change=_signed_change(draft.change),
        change_text=_written(draft.change, source),
        rules=tuple(draft.rules),
    )


def _span(predicate: Predicate | None, source: Source) -> Span | None:
    if predicate is None:
        return None
    return source.place(predicate.number.start, predicate.number.end)


def _signed_change(predicate: Predicate | None) -> Decimal | None:
    return None if predicate is None else predicate.direction * predicate.number.value


def _written(predicate: Predicate | None, source: Source) -> str | None:
    return None if predicate is None else source.text[predicate.number.start : predicate.number.end]


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
