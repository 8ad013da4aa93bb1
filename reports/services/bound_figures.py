"""The bound figures of an edition as rows: which public articles cite an observation is then one indexed query."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from indicators.units import UnitError, parse_unit
from reports.models import Article, Edition, Figure, KeptFigure
from reports.passages import blocks_of_html
from reports.prose.checked import CheckedClaim, CheckedFigure, CheckedText
from reports.prose.verification import Verdict
from reports.services.article_check import check_bound_figures
from reports.services.kept_figures import KeptKey, kept_figures, key_of

TEXT_LENGTH = 300


def derive_figures(edition: Edition, article: Article) -> list[Figure]:
    """Writes a row for each bound figure of the edition, in place of those that it had; `article` is its working copy.

    Seven queries, none where nothing is bound. A figure whose indicator or area is no longer in the catalogue has no
    row.
    """
    checked = check_bound_figures(article)
    if not checked.claims:
        return []
    edition.figures.all().delete()
    kept = kept_figures(article)
    rows = [
        _row(edition, position, claim, figure, kept)
        for position, (claim, figure) in enumerate(_bound(checked))
        if figure.indicator is not None and figure.area is not None
    ]
    return Figure.objects.bulk_create(rows)


def bound_indicators(body_html: str) -> set[str]:
    """The codes of the indicators that figures of a body are bound to."""
    return {words.binding.indicator for block in blocks_of_html(body_html) for words in block.bound}


def _bound(checked: CheckedText) -> Iterable[tuple[CheckedClaim, CheckedFigure]]:
    seen = set()
    for claim in checked.claims:
        for figure in claim.figures:
            if figure.bound is not None and figure.bound.key not in seen:
                seen.add(figure.bound.key)
                yield claim, figure


def _row(
    edition: Edition,
    position: int,
    claim: CheckedClaim,
    figure: CheckedFigure,
    kept: dict[KeptKey, KeptFigure],
) -> Figure:
    assert figure.bound is not None
    reason = kept.get(key_of(figure)) if figure.verdict is Verdict.DIFFERS else None
    row = Figure(
        edition=edition,
        position=position,
        key=figure.bound.key,
        indicator=figure.indicator,
        area=figure.area,
        measure=figure.bound.measure.value,
        text=figure.written.text[:TEXT_LENGTH],
        sentence=claim.claim.sentence,
        number=_published(figure.written.amount),
        unit_code=_unit_code(figure.written.unit),
        checked_version_id=figure.known.version if figure.known else None,
        verdict=figure.verdict.value,
        kept_reason=reason.reason if reason else "",
        accepted_by_id=reason.accepted_by_id if reason else None,
    )
    row.period = figure.bound.period
    return row


def _published(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount


def _unit_code(text: str | None) -> str:
    try:
        return parse_unit(text).code[:80] if text else ""
    except UnitError:
        return ""
