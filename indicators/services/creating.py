"""Catalogue rows made from what a sheet names, when the person asked for it."""

from __future__ import annotations

import re
from decimal import Decimal

from indicators.models import Accumulation, Area, AreaKind, Indicator, IndicatorAlias, Nature, Topic, Unit
from indicators.numbers import decimals_of
from indicators.services.import_choices import NameChoice
from indicators.services.naming import AreaNames, IndicatorNames, plain_name
from indicators.text import fold
from indicators.units import Unit as Measurement
from indicators.units import UnitError, parse_unit
from indicators.workbook.drafts import ObservationDraft

MAX_CODE = 100
UNIT_NOT_STATED = Measurement("unknown", Decimal(1), "chưa rõ đơn vị", "unit not stated")
UNSORTED = "chua-phan-loai"

_KINDS = (
    (AreaKind.BORDER_GATE, re.compile(r"cua khau|\bck\b|loi mo|cang")),
    (AreaKind.PROVINCE, re.compile(r"^tinh |thanh pho truc thuoc")),
    (AreaKind.COMMUNE, re.compile(r"^(xa|phuong|thi tran) ")),
    (AreaKind.REGION, re.compile(r"^(vung|mien|dong bang|trung du|tay nguyen)")),
)


class Creator:
    """Makes indicators, units and areas; each name once."""

    def __init__(self) -> None:
        self._units = {unit.code: unit for unit in Unit.objects.all()}
        self._topic: Topic | None = None
        self._chosen: dict[NameChoice, Indicator | Area] = {}
        self.created: list[Indicator | Area] = []

    def indicator(self, draft: ObservationDraft, known: IndicatorNames) -> Indicator:
        """A new indicator named as the row is, under the row above it where that is an indicator."""
        parent = self._parent(draft, known)
        name = tidy_name(draft.indicator_text)
        if parent is None and draft.parents and plain_name(name) in known.by_name:
            name = f"{name} ({tidy_name(draft.parents[-1])})"
        topic = parent.topic if parent else self._unsorted_topic()
        indicator = self._make(name, draft, known, topic=topic, unit=self._unit(draft), parent=parent)
        if draft.parents:
            known.add_alias(
                IndicatorAlias.objects.create(
                    indicator=indicator, text=draft.indicator_text[:300], parent_text=draft.parents[-1][:300]
                )
            )
        return indicator

    def area(self, name: str, *, within: Area | None) -> Area:
        """A new area; its kind is taken from its name."""
        area = Area.objects.create(
            code=_slug(name), name_vi=tidy_name(name)[:200], kind=kind_of_area(name), parent=within
        )
        self.created.append(area)
        return area

    def chosen_indicator(self, choice: NameChoice, draft: ObservationDraft, known: IndicatorNames) -> Indicator:
        """The new indicator that a person described, made once however many figures it has."""
        made = self._chosen.get(choice)
        if isinstance(made, Indicator):
            return made
        parent = known.by_code.get(choice.parent)
        topic = Topic.objects.filter(code=choice.topic).first() or (parent.topic if parent else self._unsorted_topic())
        unit = self._unit_named(_counted(choice.unit) or UNIT_NOT_STATED)
        indicator = self._make(choice.name, draft, known, topic=topic, unit=unit, parent=parent)
        self._chosen[choice] = indicator
        return indicator

    def chosen_area(self, choice: NameChoice, known: AreaNames, *, within: Area | None) -> Area:
        """The new area that a person described, made once."""
        made = self._chosen.get(choice)
        if isinstance(made, Area):
            return made
        area = self._make_area(choice.name, choice.kind, known, within=known.by_code.get(choice.parent, within))
        self._chosen[choice] = area
        return area

    def _parent(self, draft: ObservationDraft, known: IndicatorNames) -> Indicator | None:
        for depth in range(len(draft.parents), 0, -1):
            match = known.find(draft.parents[depth - 1], parents=draft.parents[: depth - 1])
            if match.is_exact and isinstance(match.row, Indicator):
                return match.row
        return None

    def _make(
        self,
        name: str,
        draft: ObservationDraft,
        known: IndicatorNames,
        *,
        topic: Topic,
        unit: Unit,
        parent: Indicator | None,
    ) -> Indicator:
        indicator = _create(
            name,
            code=_free_code(name, parent, known),
            topic=topic,
            unit=unit,
            decimals=decimals_of(draft.value) if draft.value is not None else 1,
            parent=parent,
            position=len(self.created),
        )
        self.created.append(indicator)
        known.add(indicator)
        return indicator

    def _make_area(self, name: str, kind: str, known: AreaNames, *, within: Area | None) -> Area:
        code, number = _slug(name), 2
        while code in known.by_code:
            code, number = f"{_slug(name)}-{number}", number + 1
        area = Area.objects.create(code=code, name_vi=name[:200], kind=kind or kind_of_area(name), parent=within)
        self.created.append(area)
        known.add(area)
        return area

    def _unit(self, draft: ObservationDraft) -> Unit:
        return self._unit_named(draft.unit or _counted(draft.unit_text) or UNIT_NOT_STATED)

    def _unit_named(self, measurement: Measurement) -> Unit:
        if measurement.code not in self._units:
            unit = Unit.from_measure(measurement)
            unit.save()
            self._units[unit.code] = unit
        return self._units[measurement.code]

    def _unsorted_topic(self) -> Topic:
        if self._topic is None:
            self._topic = Topic.objects.get_or_create(
                code=UNSORTED, defaults={"name_vi": "Chưa phân loại", "name_en": "Unsorted", "position": 1000}
            )[0]
        return self._topic


def create_indicator(name: str, *, topic: Topic, unit: str, decimals: int = 1) -> Indicator:
    """A new indicator that a person named, with its unit as written, made where the catalogue has no such unit."""
    measurement = _counted(unit) or UNIT_NOT_STATED
    row = Unit.objects.filter(code=measurement.code).first()
    if row is None:
        row = Unit.from_measure(measurement)
        row.save()
    code = _free_code(name, None, IndicatorNames.load())
    return _create(tidy_name(name), code=code, topic=topic, unit=row, decimals=decimals)


def _create(
    name: str,
    *,
    code: str,
    topic: Topic,
    unit: Unit,
    decimals: int,
    parent: Indicator | None = None,
    position: int = 0,
) -> Indicator:
    is_index = fold(name).startswith("chi so")
    return Indicator.objects.create(
        code=code,
        name_vi=name[:300],
        topic=topic,
        unit=unit,
        decimals=decimals,
        nature=Nature.INDEX if is_index else Nature.FLOW,
        accumulation=Accumulation.NONE if is_index else Accumulation.SUM,
        parent=parent,
        position=position,
    )


def kind_of_area(name: str) -> str:
    """The kind of place that a name tells; a district where it tells none."""
    folded = fold(name)
    return next((kind for kind, pattern in _KINDS if pattern.search(folded)), AreaKind.DISTRICT)


def tidy_name(text: str) -> str:
    """A row's name as the catalogue keeps it: no numbering or lead-in words, spaces squeezed, letters as written."""
    squeezed = " ".join(text.split())
    kept = len(plain_name(squeezed))
    folded = fold(squeezed)
    start = folded.find(plain_name(squeezed))
    if start < 0 or len(folded) != len(squeezed):
        return squeezed
    return squeezed[start : start + kept] or squeezed


def _counted(text: str) -> Measurement | None:
    """A unit that the catalogue of units does not know, taken as a thing that is counted."""
    name = " ".join(text.split()).strip("()")
    if not name:
        return None
    try:
        return parse_unit(name)
    except UnitError:
        return Measurement(f"count:{fold(name)}", Decimal(1), name, name)


def _free_code(name: str, parent: Indicator | None, known: IndicatorNames) -> str:
    code = _slug(name)
    if code in known.by_code and parent is not None:
        code = f"{parent.code}-{code}"[:MAX_CODE]
    number, free = 2, code
    while free in known.by_code:
        free, number = f"{code}-{number}", number + 1
    return free


def _slug(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", plain_name(name)))[:MAX_CODE].strip("-") or "chi-tieu"
