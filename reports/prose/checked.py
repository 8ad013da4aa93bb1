"""A claim of an article with what the data say of it: the result that the editor, the checks and the commands share.

`CheckedClaim.as_json()` is what scripts are given. Numbers are decimal strings with a point, sentences are in the
reading language, a place is `{"part": "title|lead|body", "block", "start", "end"}`: the number of the text block within
its part and offsets in its text, counted as JavaScript counts (`reports.passages` says what a block's text is).

    the claim of the contract (sentence, indicator, value, unit, period, status, growth_pct, growth_base, plan_pct) and
    what `Claim.as_json` adds to it, then
    "verdict"      agrees | rounds_to | differs | no_data | unmatched: the worst of its figures'; "label" in words
    "verdicts"     the verdict by slot: {"value": …, "growth": …, "plan": …}
    "explanation"  why it was taken for that indicator, or what it might be
    "match"        {"code", "name", "score", "matched_name"} or null; "runners_up": the same, best first
    "area"         {"code", "name"} or null
    "place"        of the sentence
    "figures"      one for each number, in reading order:
        "slot" value | growth | plan, "measure" value | growth_yoy | growth_previous | plan_share
        "verdict", "label", "sentence" (what was compared with what, and how it came out)
        "text" as written, "place"
        "expected"     the database's figure in the terms written, exact; "against" observation | printed | computed
        "difference"   written − expected; "slip" scale | digit | swapped | direction | index, or null
        "reason"       why there is no data: no_period | no_area | no_observation | absent | no_comparison | …
        "replacement"  {"text", "place"}: the words that put it right; the place may begin before the number ("tăng")
        "figure"       the key of its binding where it is bound
        "bindable"     whether one click may bind it
        "attributes"   what its `<span>` would say but for `data-figure`, also where there is no observation yet, so
                       that one can be made of it; null where indicator, area or period are unknown
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from indicators.models import Area, Indicator
from indicators.periods import Period
from reports.bindings import Binding
from reports.passages import Place
from reports.prose.claims import Claim
from reports.prose.explaining import verdict_label
from reports.prose.matching import Candidate, Matched
from reports.prose.rewording import Rewording
from reports.prose.verification import Judgement, Known, Verdict, round_to, worst
from reports.prose.written import Span, Written


@dataclass(frozen=True, slots=True)
class CheckedFigure:
    """One number of a claim with its verdict.

    Indicator, area and period are what it is about: of its own binding where it has one, else of its claim. `bound` is
    the binding that it has, `citation` the one that it could have, whether or not there is an observation for it yet.
    """

    written: Written
    judgement: Judgement
    sentence: str
    place: Place | None
    indicator: Indicator | None = None
    area: Area | None = None
    period: Period | None = None
    known: Known | None = None
    bound: Binding | None = None
    citation: Binding | None = None
    rewording: Rewording | None = None
    rewording_place: Place | None = None
    is_in_link: bool = False

    @property
    def verdict(self) -> Verdict:
        return self.judgement.verdict

    @property
    def is_bindable(self) -> bool:
        """Whether one step may bind it: it agrees, stands free in one block, and cites one stored observation."""
        return (
            self.verdict in (Verdict.AGREES, Verdict.ROUNDS_TO)
            and self.bound is None
            and self.cites_observation
            and self.place is not None
            and not self.is_in_link
        )

    @property
    def cites_observation(self) -> bool:
        """Whether there is a stored observation, and not only a sum of months, for it to cite."""
        return self.citation is not None and self.known is not None and self.known.exists

    def as_json(self) -> dict[str, Any]:
        judgement = self.judgement
        return {
            "slot": self.written.slot,
            "measure": judgement.measure.value,
            "verdict": self.verdict.value,
            "label": verdict_label(self.verdict),
            "sentence": self.sentence,
            "text": self.written.text,
            "place": self.place.as_json() if self.place else None,
            "expected": self._expected,
            "against": judgement.against,
            "reason": judgement.reason.value or None,
            "difference": None if judgement.difference is None else f"{judgement.difference:f}",
            "slip": judgement.slip.value or None,
            "replacement": self._replacement,
            "figure": str(self.bound.key) if self.bound else None,
            "bindable": self.is_bindable,
            "attributes": _without_key(self.citation) if self.citation else None,
        }

    @property
    def _expected(self) -> str | None:
        """The exact figure in the terms written; a computed percentage to two decimals more than its digits show."""
        exact = self.judgement.exact
        if exact is None:
            return None
        if self.judgement.against == "computed" and self.written.slot != "value":
            exact = round_to(exact, self.written.step.scaleb(-2))
        return f"{exact:f}"

    @property
    def _replacement(self) -> dict[str, Any] | None:
        if self.rewording is None or self.rewording_place is None:
            return None
        return {"text": self.rewording.text, "place": self.rewording_place.as_json()}


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim, the indicator and area that it is about, and its figures, each with a verdict of its own."""

    claim: Claim
    matched: Matched
    area: Area | None
    period: Period | None
    figures: tuple[CheckedFigure, ...]
    explanation: str
    place: Place | None

    @property
    def indicator(self) -> Indicator | None:
        return self.matched.indicator

    @property
    def verdict(self) -> Verdict:
        """The worst of its figures'; unmatched where the indicator is unknown."""
        if self.indicator is None:
            return Verdict.UNMATCHED
        return worst([figure.verdict for figure in self.figures])

    def figure(self, slot: str) -> CheckedFigure | None:
        return next((figure for figure in self.figures if figure.written.slot == slot), None)

    def as_json(self) -> dict[str, Any]:
        """The claim of the contract with `verdict`, then what it was matched with and each figure's own verdict."""
        return {
            **self.claim.as_json(),
            "verdict": self.verdict.value,
            "label": verdict_label(self.verdict),
            "verdicts": {figure.written.slot: figure.verdict.value for figure in self.figures},
            "explanation": self.explanation,
            "match": _candidate_json(self.matched.best) if self.matched.best else None,
            "runners_up": [_candidate_json(candidate) for candidate in self.matched.runners_up],
            "area": {"code": self.area.code, "name": self.area.name} if self.area else None,
            "place": self.place.as_json() if self.place else None,
            "figures": [figure.as_json() for figure in self.figures],
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the article that does not add up; an error cannot be true, a warning may be."""

    kind: str
    is_error: bool
    sentence: str
    spans: tuple[Span, ...]
    places: tuple[Place, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "severity": "error" if self.is_error else "warning",
            "sentence": self.sentence,
            "places": [place.as_json() for place in self.places],
        }


@dataclass(frozen=True, slots=True)
class CheckedText:
    """All claims of a text in order, and what in it does not add up."""

    claims: tuple[CheckedClaim, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def figures(self) -> list[CheckedFigure]:
        return [figure for claim in self.claims for figure in claim.figures]

    @property
    def differing(self) -> list[CheckedFigure]:
        return [figure for figure in self.figures if figure.verdict is Verdict.DIFFERS]

    def bound(self, key: UUID) -> CheckedFigure | None:
        return next((figure for figure in self.figures if figure.bound and figure.bound.key == key), None)

    def as_json(self) -> dict[str, Any]:
        return {
            "claims": [claim.as_json() for claim in self.claims],
            "findings": [finding.as_json() for finding in self.findings],
            "counts": count_verdicts(self.claims),
        }


def count_verdicts(claims: Sequence[CheckedClaim]) -> dict[str, int]:
    """How many claims have each verdict."""
    verdicts = [claim.verdict for claim in claims]
    return {verdict.value: verdicts.count(verdict) for verdict in Verdict}


def _candidate_json(candidate: Candidate) -> dict[str, Any]:
    return {
        "code": candidate.indicator.code,
        "name": candidate.indicator.name,
        "score": candidate.score,
        "matched_name": candidate.name,
    }


def _without_key(binding: Binding) -> dict[str, str]:
    return {name: value for name, value in binding.attributes.items() if name != "data-figure"}
