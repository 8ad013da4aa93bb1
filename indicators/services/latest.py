"""The newest public figure of each of many indicators, with its growth, in two queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, Subquery

from indicators.languages import reading_language
from indicators.measures import Measure
from indicators.models import Area, Indicator, Observation
from indicators.services.table_cells import CellBuilder
from indicators.services.table_facts import Facts, Figure, ObservationKey, observed_figures
from indicators.services.table_needs import base_last_year, spans
from indicators.table_content import Cell

MEASURES = (Measure.VALUE, Measure.GROWTH_YOY)


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest value of an indicator in its main area, and its growth on the same period of the year before."""

    value: Cell
    growth: Cell


def latest_by_indicator(indicators: Sequence[Indicator], *, at: dt.datetime) -> dict[int, Latest]:
    """By primary key; an indicator without public figures is absent. Of periods that end together the shortest."""
    if not indicators:
        return {}
    newest = (
        Observation.objects.public(at=at)
        .filter(indicator=OuterRef("pk"))
        .order_by("area__position", "area__name_vi", (F("year") * 12 + F("month") + F("months")).desc(), "months")
    )
    chosen = Indicator.objects.filter(pk__in=[indicator.pk for indicator in indicators])
    figures = observed_figures(Q(pk__in=chosen.values(newest_id=Subquery(newest.values("pk")[:1]))), at=at)
    bases = {base for _, _, period in figures if (base := base_last_year(period))}
    about = Q(indicator_id__in={key[0] for key in figures}, area_id__in={key[1] for key in figures})
    known = observed_figures(about & spans(bases), at=at) | figures
    by_pk = {indicator.pk: indicator for indicator in indicators}
    return {key[0]: latest_of(by_pk[key[0]], key, known) for key in figures}


def latest_of(indicator: Indicator, key: ObservationKey, figures: Mapping[ObservationKey, Figure]) -> Latest:
    """The cells of one figure among those that are known."""
    builder = CellBuilder(Facts({}, {}, figures), reading_language(), MEASURES)
    # Only the key of the place is looked up; its name is not shown.
    place = Area(pk=key[1])
    value, growth = (builder.cell(indicator, place, key[2], measure) for measure in MEASURES)
    return Latest(value, growth)
