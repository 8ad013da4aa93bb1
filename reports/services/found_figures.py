"""The figures found in an article as its editor works on them: each with a name of its own, its verdict, its reason."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from reports.models import Article, KeptFigure
from reports.prose.checked import CheckedClaim, CheckedFigure, CheckedText, Finding
from reports.prose.verification import Reason, Verdict
from reports.services.article_check import check_article
from reports.services.kept_figures import kept_figures, key_of

_AGREEING = (Verdict.AGREES, Verdict.ROUNDS_TO)


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure of the text. `ref` names it for as long as its sentence stays as it is, wherever that moves."""

    ref: str
    claim: CheckedClaim
    figure: CheckedFigure
    kept: KeptFigure | None = None

    @property
    def verdict(self) -> Verdict:
        return self.figure.verdict

    @property
    def is_bound(self) -> bool:
        return self.figure.bound is not None

    @property
    def differs(self) -> bool:
        return self.verdict is Verdict.DIFFERS

    @property
    def agrees(self) -> bool:
        return self.verdict in _AGREEING

    @property
    def stands_in_body(self) -> bool:
        return self.figure.place is not None and self.figure.place.part == "body"

    @property
    def is_bindable(self) -> bool:
        return self.figure.is_bindable and self.stands_in_body

    @property
    def can_be_reworded(self) -> bool:
        return self.figure.rewording is not None and self.figure.rewording_place is not None

    @property
    def lacks_data(self) -> bool:
        return self.verdict is Verdict.NO_DATA


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A statement of the text with its figures."""

    ref: str
    claim: CheckedClaim
    figures: tuple[FoundFigure, ...]

    @property
    def is_unmatched(self) -> bool:
        return self.claim.indicator is None

    @property
    def is_bound(self) -> bool:
        return any(found.is_bound for found in self.figures)

    @property
    def can_be_recorded(self) -> bool:
        """Whether the sentence states a figure that the database lacks and could hold."""
        reasons = (Reason.NO_OBSERVATION, Reason.NO_PERIOD, Reason.NO_AREA, Reason.NO_COMPARISON)
        return self.is_unmatched or any(
            found.lacks_data and found.figure.judgement.reason in reasons for found in self.figures
        )


@dataclass(frozen=True)
class FoundFigures:
    """All that was found in an article, in reading order, and what in it does not add up."""

    claims: tuple[FoundClaim, ...]
    findings: tuple[Finding, ...] = ()

    @cached_property
    def figures(self) -> tuple[FoundFigure, ...]:
        return tuple(found for claim in self.claims for found in claim.figures)

    @property
    def bindable(self) -> list[FoundFigure]:
        return [found for found in self.figures if found.is_bindable]

    @property
    def differing(self) -> list[FoundFigure]:
        return [found for found in self.figures if found.differs]

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many figures have each verdict, those that nobody has included."""
        counted = Counter(found.verdict for found in self.figures)
        return {verdict: counted[verdict] for verdict in Verdict}

    def figure(self, ref: str) -> FoundFigure | None:
        return next((found for found in self.figures if found.ref == ref), None)

    def claim(self, ref: str) -> FoundClaim | None:
        return next((found for found in self.claims if found.ref == ref), None)


def find_figures(article: Article, *, at: dt.datetime | None = None) -> FoundFigures:
    """The figures of the working copy against what is public when it is; nine queries, fewer without figures."""
    return found_in(check_article(article, at=at), kept_figures(article) if article.pk else {})


def found_in(checked: CheckedText, kept: dict) -> FoundFigures:
    """A checked text with names for its claims and figures."""
    seen: Counter[str] = Counter()
    claims = []
    for claim in checked.claims:
        figures = tuple(
            FoundFigure(_ref(_told(claim, figure), seen), claim, figure, kept.get(key_of(figure)))
            for figure in claim.figures
        )
        claims.append(FoundClaim(_ref(f"claim|{claim.claim.indicator}|{claim.claim.sentence}", seen), claim, figures))
    return FoundFigures(tuple(claims), checked.findings)


def checked_of(found: FoundFigures) -> CheckedText:
    """The checked text that the figures were found in, so that nobody has to check it again."""
    return CheckedText(tuple(claim.claim for claim in found.claims), found.findings)


def _told(claim: CheckedClaim, figure: CheckedFigure) -> str:
    part = figure.place.part if figure.place else ""
    return f"{part}|{claim.claim.sentence}|{figure.written.slot}|{figure.written.text}"


def _ref(told: str, seen: Counter[str]) -> str:
    digest = hashlib.sha256(" ".join(told.split()).encode()).hexdigest()[:12]
    seen[digest] += 1
    return digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
