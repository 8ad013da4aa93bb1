"""Public figures as datasets to take away: a series, the whole catalogue, or what a table shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import lru_cache, reduce
from itertools import chain
from operator import or_

from django.db import router
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from indicators.exchange.dataset import Dataset, Provenance, Record
from indicators.frequencies import Frequency
from indicators.measures import Measure
from indicators.models import Area, Indicator, Observation, Target
from indicators.models.catalogue import in_language
from indicators.periods import Period
from indicators.series_choice import SeriesChoice
from indicators.services.indicator_pages import area_asked, areas_of
from indicators.services.series_comparison import compared_with
from indicators.services.table_labels import measure_label
from indicators.table_content import TableContent

# As `Frequency.holds` says of a period.
IN_SERIES: dict[Frequency, Q] = {
    Frequency.MONTH: Q(months=1),
    Frequency.QUARTER: Q(months=3, month__in=(1, 4, 7, 10)),
    Frequency.YEAR_TO_DATE: Q(month=1, months__lte=12),
    Frequency.HALF: Q(months=6, month__in=(1, 7)),
    Frequency.YEAR: Q(month=1, months=12),
}
IN_SERIES[Frequency.OTHER] = ~reduce(or_, IN_SERIES.values())
ROWS_AT_ONCE = 2000
PERIODS_KEPT = 4096


def series_dataset(
    indicator: Indicator, *, at: dt.datetime, provenance: Provenance, choice: SeriesChoice | None = None
) -> Dataset:
    """Every public figure of an indicator and its plans; four queries, the last two while it is written.

    With a choice only what it names: what it leaves open is there in full. Raises `ChoiceError` where it names an area
    without figures of the indicator, or nothing that there is.
    """
    choice = choice or SeriesChoice()
    indicators, within = _chosen(indicator, choice, at=at)
    observations = Observation.objects.public(at=at).filter(within)
    targets = Target.objects.public(at=at).filter(within)
    if choice.frequency:
        observations = observations.filter(IN_SERIES[choice.frequency])
        targets = targets if choice.frequency is Frequency.YEAR else targets.none()
    return Dataset(
        code=indicator.code,
        title=in_language(indicator, "name", provenance.language),
        provenance=provenance,
        records=_records(indicators, observations, targets, provenance.language),
        updated=_updated(observations),
    )


def _chosen(indicator: Indicator, choice: SeriesChoice, *, at: dt.datetime) -> tuple[dict[int, Indicator], Q]:
    """The indicators of a choice, and what holds of its figures and plans; no query where it names neither
    areas nor others to compare with."""
    indicators = {indicator.pk: indicator}
    within = Q(year__gte=choice.from_year) if choice.from_year else Q()
    if choice.to_year:
        within &= Q(year__lte=choice.to_year)
    if choice.area or choice.compared:
        areas = areas_of(indicator, at=at)
        compared = compared_with(choice.compared, areas)
        area = area_asked(areas, choice.area)
        if area and (choice.area or compared.areas):
            within &= Q(area_id__in=[area.pk, *(each.pk for each in compared.areas)])
        indicators |= {each.pk: each for each in compared.indicators}
    pks = list(indicators)
    return indicators, within & (Q(indicator_id=pks[0]) if len(pks) == 1 else Q(indicator_id__in=pks))


def catalogue_dataset(*, at: dt.datetime, provenance: Provenance) -> Dataset:
    """Every public figure of every indicator; four queries, the last two while it is written."""
    indicators = Indicator.objects.public().select_related("unit").defer("definition_vi", "definition_en")
    return Dataset(
        code="so-lieu",
        title=_("Toàn bộ số liệu"),
        provenance=provenance,
        records=_records(
            {indicator.pk: indicator for indicator in indicators.defer("method_vi", "method_en")},
            Observation.objects.public(at=at),
            Target.objects.public(at=at),
            provenance.language,
        ),
    )


def table_dataset(content: TableContent, *, code: str, provenance: Provenance, as_of: dt.date | None = None) -> Dataset:
    """What a table shows, arranged as there and figure by figure; no query."""
    return Dataset(
        code=code,
        title=content.caption,
        provenance=provenance,
        records=list(_records_of(content)),
        updated=content.updated,
        as_of=as_of,
        table=content,
    )


def _updated(observations: QuerySet[Observation]) -> dt.datetime | None:
    """When one of them last changed for the readers."""
    newest = observations.order_by().aggregate(recorded=Max("recorded_at"), released=Max("release__published_at"))
    return max((moment for moment in newest.values() if moment), default=None)


def _records(
    indicators: Mapping[int, Indicator],
    observations: QuerySet[Observation],
    targets: QuerySet[Target],
    language: str,
) -> Iterator[Record]:
    """Observations, then plans, in the order of indicators, areas and periods, from the database as they are read.

    What has to be known for every line is read now, while the request is there that says from which database.
    """
    areas = {area.pk: area for area in Area.objects.all()}
    facts = {
        pk: (
            indicator.code,
            in_language(indicator, "name", language),
            in_language(indicator.unit, "symbol", language),
            in_language(indicator, "source", language),
        )
        for pk, indicator in indicators.items()
    }
    places = {pk: (area.code, in_language(area, "name", language)) for pk, area in areas.items()}
    value_label, target_label = measure_label(Measure.VALUE), measure_label(Measure.TARGET)
    observed = (
        observations.using(router.db_for_read(Observation))
        .order_by("indicator_id", "area_id", "year", "month", "months")
        .values_list(
            *("indicator_id", "area_id", "year", "month", "months", "value", "status", "absence", "footnote", "source")
        )
    )
    planned = (
        targets.using(router.db_for_read(Target))
        .order_by("indicator_id", "area_id", "year")
        .values_list("indicator_id", "area_id", "year", "value", "footnote", "source")
    )

    def observed_records() -> Iterator[Record]:
        for indicator, area, year, month, months, value, status, absence, footnote, source in observed.iterator(
            ROWS_AT_ONCE
        ):
            if indicator not in facts or area not in places:
                continue  # Entered since.
            code, name, unit, usual_source = facts[indicator]
            yield Record(
                *(code, name, *places[area], period_of(year, month, months), Measure.VALUE, value_label, value, unit),
                status="" if value is None else status,
                missing=absence,
                footnote=footnote,
                source=source or usual_source,
            )

    def planned_records() -> Iterator[Record]:
        for indicator, area, year, value, footnote, source in planned.iterator(ROWS_AT_ONCE):
            if indicator not in facts or area not in places:
                continue
            code, name, unit, usual_source = facts[indicator]
            yield Record(
                *(code, name, *places[area], period_of(year, 1, 12), Measure.TARGET, target_label, value, unit),
                footnote=footnote,
                source=source or usual_source,
            )

    return chain(observed_records(), planned_records())


@lru_cache(maxsize=PERIODS_KEPT)
def period_of(year: int, month: int, months: int) -> Period:
    """The period; the same ones come again for every indicator."""
    return Period(year, month, months)


def _records_of(content: TableContent) -> Iterator[Record]:
    """The cells, row by row; totals that the table adds are for readers to add again."""
    notes = {note.number: note.text for note in content.footnotes}
    shown = set(content.description.periods)
    for cell in content.cells:
        if cell.area not in content.area_names or cell.period not in shown:
            continue
        yield Record(
            indicator=cell.indicator,
            indicator_name=content.indicator_names[cell.indicator],
            area=cell.area,
            area_name=content.area_names[cell.area],
            period=cell.period,
            measure=cell.measure,
            measure_name=measure_label(cell.measure),
            value=cell.value,
            unit=cell.unit,
            status=cell.status,
            missing=cell.gap.value if cell.gap else "",
            footnote=" ".join(notes[number] for number in cell.footnotes),
            source="; ".join(content.sources),
        )
