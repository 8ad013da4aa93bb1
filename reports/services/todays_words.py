"""The text of an article with today's figures: what was published struck out, what the data say now behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from uuid import UUID

from indicators.services.table_facts import Facts, Figure
from reports.models import Edition
from reports.passages import Block, Place, blocks_of_html
from reports.prose.checked import CheckedFigure
from reports.prose.verification import Verdict
from reports.services.article_check import passage_of_article
from reports.services.binding import crossing_marks, lead_in_of, release_figure
from reports.services.checking import check_bound_against
from reports.services.cited_figures import Citation, citation_of
from reports.services.claim_facts import ClaimFacts
from reports.services.claim_subjects import Catalogue


@dataclass(frozen=True, slots=True)
class TodaysWords:
    """A body that was rewritten in places; the words of the figures in `settled` say what holds now."""

    html: str
    settled: frozenset[UUID]


def with_todays_words(edition: Edition, *, date: dt.date, now: Facts, revised: Collection[Citation]) -> TodaysWords:
    """The edition's body with each revised figure said anew, in the article's own style; no query.

    Where the words still hold (a rounded figure that rounds the same) they stay. A figure that no rule can say anew is
    not settled: whoever draws the body has to mark it.
    """
    if not revised:
        return TodaysWords(edition.body, frozenset())
    catalogue = Catalogue.of_known(now.indicators.values(), now.areas.values())
    checked = check_bound_against(passage_of_article(edition), date=date, catalogue=catalogue, facts=_claim_facts(now))
    changes = {
        figure.bound.key: change
        for figure in checked.figures
        if figure.bound is not None and citation_of(figure.bound) in revised and (change := _change_of(figure))
    }
    html = edition.body
    for key in changes:
        html = release_figure(html, key)
    blocks = blocks_of_html(html)
    for change in sorted(changes.values(), key=lambda c: (c.place.block, c.place.start), reverse=True):
        html = _changed(html, blocks[change.place.block], change)
    held = {f.bound.key for f in checked.figures if f.bound and f.verdict in (Verdict.AGREES, Verdict.ROUNDS_TO)}
    return TodaysWords(html, frozenset({*changes, *held}))


@dataclass(frozen=True, slots=True)
class _Change:
    place: Place
    new: str


def _change_of(figure: CheckedFigure) -> _Change | None:
    if figure.bound is None or figure.rewording is None or figure.rewording_place is None:
        return None
    free, number = lead_in_of(figure.rewording.text)
    return _Change(figure.rewording_place, escape(free, quote=False) + figure.bound.around(number))


def _changed(html: str, block: Block, change: _Change) -> str:
    start, end = block.html[change.place.start][0], block.html[change.place.end - 1][1]
    closing, reopening = crossing_marks(html[start:end])
    old = escape(block.text[change.place.start : change.place.end], quote=False)
    return f"{html[:start]}{closing}{then_and_now(old, change.new)}{reopening}{html[end:]}"


def then_and_now(old: str, new: str) -> str:
    """Safe HTML of what was said struck out before what is said instead."""
    return f'<del class="then">{old}</del> <ins class="now">{new}</ins>'


def _claim_facts(facts: Facts) -> ClaimFacts:
    return ClaimFacts(
        {key: _row(figure) for key, figure in facts.observations.items()},
        {key: figure.value for key, figure in facts.targets.items()},
    )


def _row(figure: Figure) -> Mapping[str, Any]:
    names = ("value", "absence", "status", "printed_growth_yoy", "printed_growth_previous", "printed_plan_share")
    return {name: getattr(figure, name) for name in names} | {"version": None}
