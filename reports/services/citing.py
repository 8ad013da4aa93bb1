"""Binding the figures of a claim to an indicator that a person chose, and remembering the words for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from indicators.measures import Measure
from indicators.models import Indicator, IndicatorAlias
from indicators.text import fold
from reports.bindings import Binding
from reports.models import Article
from reports.prose.checked import CheckedFigure
from reports.services.article_check import check_bound_figures
from reports.services.binding import BindingRefused, bind_to
from reports.services.found_figures import FoundClaim, FoundFigure

NAME_IT = "indicators.add_indicatoralias"


@dataclass(frozen=True, slots=True)
class Cited:
    """A figure with the binding that it has got."""

    found: FoundFigure
    figure: CheckedFigure
    binding: Binding


def cite(
    article: Article, claim: FoundClaim, indicator: Indicator, *, at: dt.datetime | None = None
) -> tuple[str, list[Cited]]:
    """The body with the claim's figures bound to `indicator`, as far as the database has them; and those figures.

    Area and period stay those of the text. Raises `BindingRefused` where there is nothing to bind to, or no free
    figure in the body. Four queries.
    """
    free = [found for found in claim.figures if not found.is_bound and found.stands_in_body]
    if not free:
        raise BindingRefused(_("Câu này không có số nào trong nội dung bài để gắn."))
    wanted = {}
    for found in free:
        if (binding := _binding(found, indicator)) is not None:
            wanted[binding.key] = (found, binding)
    if not wanted:
        raise BindingRefused(_("Câu văn và ngày của bài không cho biết số này thuộc kỳ và địa bàn nào."))
    tried = Article(
        title=article.title,
        lead=article.lead,
        release=article.release,
        published_at=article.published_at,
        body=bind_to(article.body, [(found.figure, binding) for found, binding in wanted.values()]),
    )
    checked = check_bound_figures(tried, at=at)
    cited = []
    for key, (found, binding) in wanted.items():
        figure = checked.bound(key)
        if figure is not None and figure.known is not None and figure.known.exists and figure.citation is not None:
            cited.append(Cited(found, figure, _with_version(binding, figure)))
    if not cited:
        raise BindingRefused(
            _("Chưa có số liệu công khai của “%(indicator)s” cho kỳ và địa bàn này.") % {"indicator": indicator.name}
        )
    return bind_to(article.body, [(each.found.figure, each.binding) for each in cited]), cited


def remember_name(claim: FoundClaim, indicator: Indicator, *, actor: User) -> IndicatorAlias | None:
    """Let the claim's words stand for the indicator from now on; None for whoever may not decide that."""
    text = " ".join(claim.claim.claim.indicator.split())[:300]
    if not text or not actor.has_perm(NAME_IT):
        return None
    known = IndicatorAlias.objects.filter(indicator=indicator, folded=fold(text), parent_folded="").first()
    return known or IndicatorAlias.objects.create(indicator=indicator, text=text)


def named_indicator(text: str, among: Sequence[Indicator]) -> Indicator | None:
    """The one indicator that a code or a whole name means."""
    wanted = fold(text)
    exact = [each for each in among if wanted in (each.code, fold(each.name_vi), fold(each.name_en or each.name_vi))]
    chosen = exact or list(among)
    return chosen[0] if len(chosen) == 1 else None


def _binding(found: FoundFigure, indicator: Indicator) -> Binding | None:
    area, period = found.figure.area, found.figure.period
    if area is None or period is None:
        return None
    return Binding(uuid4(), indicator.code, area.code, period, _measure(found))


def _measure(found: FoundFigure) -> Measure:
    is_growth = found.figure.written.slot == "growth"
    if is_growth and found.claim.claim.growth_base == "previous_period":
        return Measure.GROWTH_PREVIOUS
    return found.figure.judgement.measure


def _with_version(binding: Binding, figure: CheckedFigure) -> Binding:
    version = figure.known.version if figure.known else None
    return Binding(binding.key, binding.indicator, binding.area, binding.period, binding.measure, version)
