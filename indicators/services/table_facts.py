"""Everything that a set of tables needs from the database, in three queries however much they show."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.utils import timezone

from indicators.models import Area, Indicator, Observation, Target
from indicators.models.fields import PublishedDecimalField
from indicators.models.observations import RecordedQuerySet
from indicators.periods import Period
from indicators.prepared import Answer, Prepared
from indicators.services.table_needs import Needs, Shape, conditions, needs_of
from indicators.table_description import TableDescription

ObservationKey = tuple[int, int, Period]
TargetKey = tuple[int, int, int]
FigureRow = tuple[Any, ...]
"""Indicator, area, year, first month and months (none for a plan), then the fields of `_SHARED` and of `_OWN`."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A stored value as a table needs it; `public_since` is when it last changed for the readers."""

    value: Decimal | None
    footnote: str
    source: str
    public_since: dt.datetime
    absence: str = ""
    status: str = ""
    printed_growth_yoy: Decimal | None = None
    printed_growth_previous: Decimal | None = None
    printed_plan_share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Indicators and areas by code, figures by what they are about. `wholes` names the totals that a part makes."""

    indicators: Mapping[str, Indicator]
    areas: Mapping[str, Area]
    observations: Mapping[ObservationKey, Figure]
    targets: Mapping[TargetKey, Figure] = field(default_factory=dict)
    wholes: Mapping[int, Sequence[int]] = field(default_factory=dict)


def load_facts(
    descriptions: Sequence[TableDescription], *, public: bool = True, at: dt.datetime | None = None
) -> Facts:
    """What the tables show and what it is compared with, in three queries.

    Public figures as they are at `at`; with `public=False` the newest ones, embargoed or not, for those who work on
    the data.
    """
    if not descriptions:
        return Facts({}, {}, {})
    return facts_of(descriptions, load_subjects(descriptions, public=public), public=public, at=at)


@dataclass(frozen=True, slots=True)
class Subjects:
    """What the descriptions name, by code. `wholes` names the totals that a part makes."""

    indicators: Mapping[str, Indicator]
    areas: Mapping[str, Area]
    wholes: Mapping[int, Sequence[int]]


def load_subjects(descriptions: Sequence[TableDescription], *, public: bool = True) -> Subjects:
    """The indicators and areas of the descriptions, in two queries."""
    return ask_subjects(descriptions, public=public).read()


@dataclass(frozen=True, slots=True)
class AskedSubjects:
    """What the database has of the indicators and areas that the descriptions name."""

    descriptions: Sequence[TableDescription]
    indicators: Answer[Indicator]
    areas: Answer[Area]

    @property
    def raw(self) -> tuple[object, object]:
        return self.indicators.raw, self.areas.raw

    @property
    def needs(self) -> Needs:
        """The figures that the descriptions need of them."""
        return needs_of(self.descriptions, _keys_by_code(self.indicators), _keys_by_code(self.areas))

    def read(self) -> Subjects:
        indicators: dict[str, Indicator] = {}
        wholes: dict[int, list[int]] = defaultdict(list)
        for row in self.indicators.rows():
            indicators.setdefault(row.code, row)
            if (total := row.total_id) is not None:  # type: ignore[attr-defined]
                wholes[row.pk].append(total)
        totals = {part: sorted(of_part) for part, of_part in wholes.items()}
        return Subjects(indicators, {area.code: area for area in self.areas.rows()}, totals)


def ask_subjects(descriptions: Sequence[TableDescription], *, public: bool = True) -> AskedSubjects:
    """As `load_subjects`, not read yet."""
    return AskedSubjects(
        descriptions,
        _INDICATORS.ask(public, codes=sorted({code for d in descriptions for code in d.indicators})),
        _AREAS.ask(codes=sorted({code for d in descriptions for code in d.areas})),
    )


def facts_of(
    descriptions: Sequence[TableDescription],
    subjects: Subjects,
    *,
    public: bool = True,
    at: dt.datetime | None = None,
) -> Facts:
    """The figures of the descriptions beside their subjects, in one query."""
    needs = needs_of(
        descriptions,
        {code: indicator.pk for code, indicator in subjects.indicators.items()},
        {code: area.pk for code, area in subjects.areas.items()},
    )
    if public:
        rows = public_rows(needs, at=at or timezone.now()).rows()
    else:
        rows = list(_figure_rows(*needs.conditions(), public=False, at=at))
    return Facts(subjects.indicators, subjects.areas, *figures_of(rows), subjects.wholes)


def public_rows(needs: Needs, *, at: dt.datetime) -> Answer[FigureRow]:
    """What the database has for the needs as it is public at `at`, for `figures_of`; one query."""
    return _PUBLIC_ROWS.ask(needs.shape, at=at, **needs.lists)


def figures_of(rows: Iterable[FigureRow]) -> tuple[dict[ObservationKey, Figure], dict[TargetKey, Figure]]:
    """The observations and plans that rows tell of."""
    observations: dict[ObservationKey, Figure] = {}
    targets: dict[TargetKey, Figure] = {}
    for indicator, area, year, month, months, *shared, absence, status, yoy, previous, plan_share in rows:
        if months:
            figure = _figure(shared, absence, status, yoy, previous, plan_share)
            observations[indicator, area, Period(year, month, months)] = figure
        else:
            targets[indicator, area, year] = _figure(shared)
    return observations, targets


def observed_figures(
    condition: Q, *, public: bool = True, at: dt.datetime | None = None
) -> dict[ObservationKey, Figure]:
    """The observations that meet the condition, in one query."""
    return figures_of(_figure_rows(condition, None, public=public, at=at))[0]


def target_figures(condition: Q, *, public: bool = True, at: dt.datetime | None = None) -> dict[TargetKey, Figure]:
    """The plans that meet the condition, in one query."""
    found = _rows(Target, public=public, at=at).filter(condition).order_by()
    rows = found.values_list("indicator_id", "area_id", "year", *_SHARED)
    return {(indicator, area, year): _figure(shared) for indicator, area, year, *shared in rows}


def public_figures(
    observed: Q, planned: Q, *, at: dt.datetime
) -> tuple[dict[ObservationKey, Figure], dict[TargetKey, Figure]]:
    """The public observations and plans that meet the conditions, in one query."""
    return figures_of(_figure_rows(observed, planned, at=at))


def figure_of_content(content: Mapping[str, Any], public_since: dt.datetime) -> Figure:
    """The figure that a version tells of, of an observation or a plan."""
    texts: dict[str, Any] = {name: content.get(name) or "" for name in ("footnote", "source", *_OWN) if name in _TEXTS}
    numbers: dict[str, Any] = {
        name: Decimal(content[name]) if content.get(name) is not None else None
        for name in ("value", *_OWN)
        if name not in _TEXTS
    }
    return Figure(public_since=public_since, **numbers, **texts)


_SHARED = ("value", "footnote", "source", "recorded_at", "release__published_at")
_OWN = ("absence", "status", "printed_growth_yoy", "printed_growth_previous", "printed_plan_share")
_TEXTS = frozenset({"footnote", "source", "absence", "status"})


def _rows(model: type[Observation] | type[Target], *, public: bool, at: dt.datetime | None) -> RecordedQuerySet:
    return model.objects.public(at=at) if public else model.objects.current()


def _keys_by_code(answer: Answer[Any]) -> dict[str, int]:
    return dict(zip(answer.column("code"), answer.column("id"), strict=True))


def _indicators(public: bool, *, codes: Sequence[str]) -> QuerySet[Indicator]:
    """Indicators with their labels, and the totals of each: a row for each pair of part and total."""
    return (
        (Indicator.objects.public() if public else Indicator.objects.all())
        .filter(code__in=codes)
        .select_related("unit", "parent__parent")
        .annotate(total_id=F("part_of__whole_id"))
        .order_by()
    )


def _areas(*, codes: Sequence[str]) -> QuerySet[Area]:
    return Area.objects.filter(code__in=codes).select_related("parent__parent")


def _figure_rows(observed: Q, planned: Q | None, *, public: bool = True, at: dt.datetime | None = None) -> QuerySet:
    """Observations and plans in one shape and one query: the fields that a plan lacks are empty, it spans no months."""
    rows = _rows(Observation, public=public, at=at).filter(observed).order_by()
    if planned is None:
        return rows.values_list("indicator_id", "area_id", "year", "month", "months", *_SHARED, *_OWN)
    plans = _rows(Target, public=public, at=at).filter(planned).order_by()
    # Under other names than the fields', which would decide the order of the columns.
    own = {f"own_{name}": F(name) for name in ("month", "months")} | {f"own_{name}": F(name) for name in _OWN}
    none = {"own_month": Value(0), "own_months": Value(0)} | {
        f"own_{name}": Value("") if name in _TEXTS else Value(None, output_field=PublishedDecimalField())
        for name in _OWN
    }
    columns = ("indicator_id", "area_id", "year", "own_month", "own_months", *_SHARED, *(f"own_{n}" for n in _OWN))
    told = rows.annotate(**own).values_list(*columns)
    return told.union(plans.annotate(**none).values_list(*columns), all=True)


def _public_rows(shape: Shape, *, at: dt.datetime, **lists: Sequence[int]) -> QuerySet:
    return _figure_rows(*conditions(shape, lists), at=at)


def _figure(shared: Sequence[Any], *own: Any) -> Figure:
    value, footnote, source, recorded_at, released_at = shared
    return Figure(value, footnote, source, max(recorded_at, released_at) if released_at else recorded_at, *own)


_INDICATORS: Prepared[Indicator] = Prepared(_indicators)
_AREAS: Prepared[Area] = Prepared(_areas)
_PUBLIC_ROWS: Prepared[FigureRow] = Prepared(_public_rows, most=64)
