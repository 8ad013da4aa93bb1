"""What a draft is written from: a release's figures as the public sees them at its minute, put in order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.utils import timezone

from indicators.comparisons import growth, share_of_plan
from indicators.measures import Measure, Status
from indicators.models import Area, AreaKind, Indicator, Nature, Observation, Release
from indicators.periods import Period
from indicators.table_description import MAX_INDICATORS, TableDescription
from reports.prose.draft_material import Fact, Material, Subject
from reports.prose.filling import shown_share
from reports.prose.verification import Known
from reports.services.claim_facts import load_facts

_WIDEST_FIRST = list(AreaKind.values)
T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class ReleasedFigure:
    """An observation of a release and what is known of it at the release's minute."""

    indicator: Indicator
    area: Area
    period: Period
    source: str
    known: Known


def released_figures(release: Release) -> list[ReleasedFigure]:
    """The figures of a release that have a value, in the order of the catalogue; three queries."""
    observations = list(
        Observation.objects.filter(release=release, indicator__is_public=True)
        .select_related("indicator__unit", "indicator__topic", "indicator__parent", "area")
        .order_by("indicator__topic__position", "indicator__topic__code", "indicator__position", "indicator__code")
    )
    if not observations:
        return []
    wanted = [(row.indicator, row.area_id, row.period) for row in observations]
    facts = load_facts(wanted, public=True, at=max(release.published_at, timezone.now()))
    found: dict[tuple[int, int, Period], ReleasedFigure] = {}
    for row in observations:
        known = facts.known(row.indicator, row.area_id, row.period)
        if known.value is not None and known.exists:
            found[row.key] = ReleasedFigure(row.indicator, row.area, row.period, row.source, known)
    return list(found.values())


def material_of(release: Release, figures: Sequence[ReleasedFigure]) -> Material:
    """The figures of the main area and period, with the other periods and areas that belong to them.

    Only the newest periods count: what a release repeats of earlier years is no news.
    """
    newest = max(figure.period.last for figure in figures)
    current = [figure for figure in figures if figure.period.last == newest]
    area = _most_frequent(current, lambda f: f.area, lambda a: -_WIDEST_FIRST.index(a.kind))
    here = [figure for figure in current if figure.area == area]
    period = _most_frequent(here, lambda f: f.period, lambda p: p.months)
    by_indicator: dict[str, list[ReleasedFigure]] = defaultdict(list)
    for figure in here:
        by_indicator[figure.indicator.code].append(figure)
    main: list[Fact] = []
    also: dict[str, list[Fact]] = {}
    for code, its in by_indicator.items():
        chosen = max(its, key=lambda f: (f.period == period, f.period.months))
        main.append(fact_of(chosen))
        also[code] = [fact_of(figure) for figure in its if figure is not chosen]
    places: dict[str, list[Fact]] = defaultdict(list)
    for figure in current:
        if figure.area != area and figure.period == period and figure.indicator.code in by_indicator:
            places[figure.indicator.code].append(fact_of(figure))
    return Material(release.title_vi, tuple(main), also, places)


def fact_of(figure: ReleasedFigure) -> Fact:
    """The figure with its comparisons as they are written: as the source printed them, else as computed."""
    indicator, known = figure.indicator, figure.known
    assert known.value is not None
    # The change of a rate is in percentage points, which no template says.
    is_rate = indicator.nature == Nature.RATE
    on_last_year = None if is_rate else growth(known.value, known.base_yoy)
    on_previous = None if is_rate else growth(known.value, known.base_previous)
    done = share_of_plan(known.value, known.target) if known.is_year_to_date else None
    return Fact(
        subject=Subject(
            indicator.code,
            indicator.name_vi,
            indicator.unit.symbol_vi,
            indicator.topic.code,
            indicator.topic.name_vi,
            indicator.parent.code if indicator.parent else "",
            indicator.is_headline,
        ),
        area=figure.area.code,
        area_name=figure.area.name_vi,
        period=figure.period,
        status=Status(known.status),
        value=known.value,
        growth=None if is_rate else _shown(known.printed_growth_yoy, on_last_year),
        growth_previous=None if is_rate else _shown(known.printed_growth_previous, on_previous),
        plan_share=_shown(known.printed_plan_share, done),
        version=known.version,
    )


def table_of(material: Material) -> TableDescription:
    """The main figures as a table, with the comparisons that there are."""
    facts = material.facts[:MAX_INDICATORS]
    measures = [Measure.VALUE]
    if any(fact.growth is not None for fact in facts):
        measures.append(Measure.GROWTH_YOY)
    if any(fact.plan_share is not None for fact in facts):
        measures.append(Measure.PLAN_SHARE)
    return TableDescription(
        indicators=tuple(fact.subject.code for fact in facts),
        periods=tuple(dict.fromkeys(fact.period for fact in facts)),
        areas=tuple(dict.fromkeys(fact.area for fact in facts)),
        measures=tuple(measures),
    )


def _shown(printed: Decimal | None, computed: Decimal | None) -> Decimal | None:
    if printed is not None or computed is None:
        return printed
    return shown_share(computed)


def _most_frequent(
    figures: Iterable[ReleasedFigure], key: Callable[[ReleasedFigure], T], preference: Callable[[T], Any]
) -> T:
    """What most figures have in common; of equals the one that is preferred."""
    counted = Counter(map(key, figures))
    return max(counted, key=lambda each: (counted[each], preference(each)))
