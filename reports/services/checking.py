"""Checks the figures of a text against the data: finds claims, matches them to the catalogue, gives verdicts.

Six queries for a whole text, whatever it holds: indicators, their other names, areas, totals, observations with the
bases that they are compared with, plans. A text without figures asks nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from indicators.measures import Measure
from indicators.models import Area, Indicator
from indicators.periods import Period
from indicators.text import fold
from indicators.units import Unit, UnitError, parse_unit
from reports.bindings import Binding
from reports.passages import (
    Block,
    Passage,
    Place,
    blocks_of_html,
    blocks_of_text,
    blocks_of_texts,
    looks_like_html,
    place_in,
)
from reports.prose.arithmetic import find_contradictions
from reports.prose.checked import CheckedClaim, CheckedFigure, CheckedText
from reports.prose.claims import Claim, find_claims
from reports.prose.english_claims import find_english_claims
from reports.prose.explaining import explain, explain_match
from reports.prose.rewording import rewording
from reports.prose.verification import Judgement, Known, Reason, Verdict, judge_growth, judge_share, judge_value
from reports.prose.writing_language import is_english
from reports.prose.written import Slot, Span, Written
from reports.rich_text import clean_body
from reports.services.claim_facts import ClaimFacts, load_facts
from reports.services.claim_subjects import Catalogue, Subject, subjects_of

NO_KEY = UUID(int=0)
"""The key of a binding that is offered and not made yet."""


def check_text(
    html_or_text: str,
    *,
    date: dt.date | None,
    area: Area | None,
    public: bool,
    at: dt.datetime | None = None,
) -> list[CheckedClaim]:
    """The claims of a text with their verdicts, in reading order.

    `date` is the article's, `area` the one that it is about where it names none. `public` holds the figures against
    what the public sees at `at`; without it against the newest ones. HTML is cleaned first; places count its blocks.
    """
    return list(check_passage(passage_of(html_or_text), date=date, area=area, public=public, at=at).claims)


def check_blocks(
    texts: Sequence[str], *, date: dt.date | None, area: Area | None, public: bool, at: dt.datetime | None = None
) -> CheckedText:
    """As `check_text`, for an editor that sends the text of each of its blocks; places count them."""
    passage = Passage.of(blocks_of_texts(texts))
    return check_passage(passage, date=date, area=area, public=public, at=at)


def passage_of(html_or_text: str) -> Passage:
    """The text as blocks; HTML is cleaned as it would be stored."""
    if looks_like_html(html_or_text):
        return Passage.of(blocks_of_html(clean_body(html_or_text)))
    return Passage.of(blocks_of_text(html_or_text))


def check_passage(
    passage: Passage, *, date: dt.date | None, area: Area | None, public: bool, at: dt.datetime | None = None
) -> CheckedText:
    """Claims, verdicts and contradictions of a passage."""
    claims = find_figures(passage.text, date)
    if not claims and not passage.bound_words():
        return CheckedText(())
    catalogue = Catalogue.load(area, public=public)
    checked = _checked(subjects_of(passage, claims, catalogue), passage, catalogue, public=public, at=at)
    findings = find_contradictions(
        [claim for claim in checked if claim.place is not None], passage.text, catalogue.totals
    )
    located = (replace(finding, places=_places(passage, finding.spans)) for finding in findings)
    return CheckedText(tuple(checked), tuple(located))


def check_bound(passage: Passage, *, date: dt.date | None, public: bool, at: dt.datetime | None = None) -> CheckedText:
    """Only what is bound in a passage, each figure in its claim; four queries, none where nothing is bound."""
    bound = passage.bound_words()
    if not bound:
        return CheckedText(())
    catalogue = Catalogue.of_bindings((words.binding for _block, words in bound), public=public)
    subjects = _bound_subjects(passage, catalogue, date)
    return CheckedText(tuple(_checked(subjects, passage, catalogue, public=public, at=at)))


def check_bound_against(
    passage: Passage, *, date: dt.date | None, catalogue: Catalogue, facts: ClaimFacts
) -> CheckedText:
    """As `check_bound`, against facts that are known already; no query."""
    subjects = _bound_subjects(passage, catalogue, date)
    return CheckedText(tuple(_claim(subject, passage, catalogue, facts) for subject in subjects))


def find_figures(text: str, date: dt.date | None) -> tuple[Claim, ...]:
    """The claims of a text in the language that it is written in."""
    return find_english_claims(text, date) if is_english(text) else find_claims(text, date)


def judge(written: Written, known: Known, *, subject: Subject, indicator: Indicator) -> Judgement:
    """The verdict on one figure: by the measure that it is bound to, else by how the text speaks of it."""
    binding = subject.bound.get(written.slot)
    if binding is not None and binding.measure is not Measure.VALUE:
        return judge_share(written, binding.measure, known)
    if written.slot == "value":
        return judge_value(written, _unit(written.unit), known)
    if binding is not None or (written.slot == "growth" and is_rate_of_growth(indicator)):
        return judge_value(written, None, known)
    if written.slot == "plan":
        return judge_share(written, Measure.PLAN_SHARE, known)
    return judge_growth(written, subject.claim.growth_base, known)


def is_rate_of_growth(indicator: Indicator) -> bool:
    """Whether the indicator's own value is a growth: "tốc độ tăng trưởng GRDP" in percent."""
    return indicator.unit.dimension == "ratio" and any(
        words in fold(indicator.name_vi) for words in ("toc do tang", "tang truong", "ty le tang")
    )


@dataclass(frozen=True, slots=True)
class _Cited:
    """What one figure of a subject cites: by its own binding where it has one."""

    indicator: Indicator | None
    area: Area | None
    period: Period | None


def _cited(subject: Subject, slot: Slot, catalogue: Catalogue) -> _Cited:
    binding = subject.bound.get(slot)
    if binding is None:
        return _Cited(subject.indicator, subject.area, subject.period)
    return _Cited(catalogue.indicators.get(binding.indicator), catalogue.areas.get(binding.area), binding.period)


def _bound_subjects(passage: Passage, catalogue: Catalogue, date: dt.date | None) -> list[Subject]:
    return [s for s in subjects_of(passage, find_figures(passage.text, date), catalogue) if s.bound]


def _checked(
    subjects: Sequence[Subject], passage: Passage, catalogue: Catalogue, *, public: bool, at: dt.datetime | None
) -> list[CheckedClaim]:
    cited = [_cited(subject, figure.slot, catalogue) for subject in subjects for figure in subject.written]
    wanted = [(c.indicator, c.area.pk, c.period) for c in cited if c.indicator and c.area and c.period]
    facts = load_facts(wanted, public=public, at=at)
    return [_claim(subject, passage, catalogue, facts) for subject in subjects]


def _claim(subject: Subject, passage: Passage, catalogue: Catalogue, facts: ClaimFacts) -> CheckedClaim:
    text = subject.apart.text if subject.apart else passage.text
    explanation = explain_match(subject.matched)
    if subject.bound and subject.indicator:
        explanation = _("Đã gắn với “%(indicator)s”.") % {"indicator": subject.indicator.name}
    return CheckedClaim(
        subject.claim,
        subject.matched,
        subject.area,
        subject.period,
        tuple(
            _figure(subject, written, _cited(subject, written.slot, catalogue), facts, text, passage)
            for written in subject.written
        ),
        explanation,
        None if subject.apart else passage.locate(*subject.claim.sentence_span),
    )


def _figure(
    subject: Subject, written: Written, cited: _Cited, facts: ClaimFacts, text: str, passage: Passage
) -> CheckedFigure:
    known: Known | None = None
    citation: Binding | None = None
    if cited.indicator is None:
        judgement = Judgement(Verdict.UNMATCHED, _measure(written))
        sentence = explain_match(subject.matched)
    elif cited.area is None or cited.period is None:
        reason = Reason.NO_AREA if cited.area is None else Reason.NO_PERIOD
        judgement = Judgement(Verdict.NO_DATA, _measure(written), reason=reason)
        sentence = explain(written, judgement, None)
    else:
        known = facts.known(cited.indicator, cited.area.pk, cited.period)
        judgement = judge(written, known, subject=subject, indicator=cited.indicator)
        sentence = explain(written, judgement, known)
        citation = Binding(
            NO_KEY, cited.indicator.code, cited.area.code, cited.period, judgement.measure, known.version
        )
    new_words = rewording(written, judgement, text)
    place = _place(subject.apart, passage, written.span)
    return CheckedFigure(
        written,
        judgement,
        sentence,
        place,
        cited.indicator,
        cited.area,
        cited.period,
        known,
        subject.bound.get(written.slot),
        citation,
        new_words,
        _place(subject.apart, passage, new_words.span) if new_words else None,
        place is not None and _is_in_link(subject.apart or passage.block_at(written.span[0]), place),
    )


def _place(apart: Block | None, passage: Passage, span: Span) -> Place | None:
    return place_in(apart, *span) if apart else passage.locate(*span)


def _places(passage: Passage, spans: Sequence[Span]) -> tuple[Place, ...]:
    return tuple(place for place in (passage.locate(*span) for span in spans) if place is not None)


def _is_in_link(block: Block, place: Place) -> bool:
    return any(start < place.end and place.start < end for start, end in block.links)


def _measure(written: Written) -> Measure:
    return {"value": Measure.VALUE, "growth": Measure.GROWTH_YOY, "plan": Measure.PLAN_SHARE}[written.slot]


def _unit(text: str | None) -> Unit | None:
    """The unit as written; None, for the indicator's own, where there is none or only the catalogue knows it."""
    try:
        return parse_unit(text) if text else None
    except UnitError:
        return None
