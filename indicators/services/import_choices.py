"""What a person decided while importing one file: how its sheets are read and what its names mean."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

from indicators.measures import Measure
from indicators.services.naming import plain_name
from indicators.workbook.choices import LayoutChoice
from indicators.workbook.drafts import ObservationDraft

__all__ = ["NO_CHOICES", "Decision", "ImportChoices", "NameChoice", "NameKey"]


class Decision(StrEnum):
    """What is done with a name."""

    KNOWN = "known"
    NEW = "new"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class NameKey:
    """A name as the file writes it, folded, under the names above it (outermost first).

    `dimension` is that of the unit where the same name stands for several quantities, else empty.
    """

    name: str
    parents: tuple[str, ...] = ()
    dimension: str = ""

    @classmethod
    def of(cls, draft: ObservationDraft) -> Self:
        """The key of a draft's indicator, its dimension included where it states an amount."""
        is_amount = draft.measure in (Measure.VALUE, Measure.TARGET) and draft.unit is not None
        return cls(
            plain_name(draft.indicator_text or draft.indicator_code),
            tuple(plain_name(parent) for parent in draft.parents),
            draft.unit.dimension if is_amount and draft.unit else "",
        )

    @property
    def in_any_unit(self) -> Self:
        return type(self)(self.name, self.parents)

    @property
    def token(self) -> str:
        """A short text for names of form fields, the same for the same key."""
        told = json.dumps([self.name, self.parents, self.dimension], ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class NameChoice:
    """What a name means: a row of the catalogue by its code, a new one, or nothing.

    Of a new indicator `unit` is a text, `topic` a code, `parent` a code or empty; of a new area `kind` and `parent`.
    """

    decision: Decision
    code: str = ""
    name: str = ""
    unit: str = ""
    topic: str = ""
    parent: str = ""
    kind: str = ""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        known = {name: str(data[name]) for name in cls.__dataclass_fields__ if name in data}
        return cls(**{**known, "decision": Decision(known["decision"])})  # type: ignore[arg-type]

    def as_json(self) -> dict[str, str]:
        return {name: str(value) for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """All decisions about one file. `layouts` are by sheet; `without_saved` names the sheets that a saved layout
    must not touch; `areas` are by the folded name of the place; `skipped` are the names that saved layouts leave
    out, by sheet, and are no decision of this file's own."""

    layouts: Mapping[str, LayoutChoice] = field(default_factory=dict)
    without_saved: frozenset[str] = frozenset()
    names: Mapping[NameKey, NameChoice] = field(default_factory=dict)
    areas: Mapping[str, NameChoice] = field(default_factory=dict)
    is_remembered: bool = True
    skipped: Mapping[str, frozenset[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)

    @property
    def decides_names(self) -> bool:
        return bool(self.names or self.skipped)

    @property
    def creates(self) -> bool:
        """Whether anything new was described."""
        return any(choice.decision is Decision.NEW for choice in (*self.names.values(), *self.areas.values()))

    def name(self, draft: ObservationDraft) -> NameChoice | None:
        """What was decided about the draft's indicator, for its own unit first."""
        key = NameKey.of(draft)
        chosen = self.names.get(key) or self.names.get(key.in_any_unit)
        if chosen is None and (key.name, key.parents) in self.skipped.get(draft.sheet, ()):
            return NameChoice(Decision.SKIP)
        return chosen

    def area(self, text: str) -> NameChoice | None:
        return self.areas.get(plain_name(text))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            layouts={sheet: LayoutChoice.from_json(choice) for sheet, choice in data.get("layouts", {}).items()},
            without_saved=frozenset(data.get("without_saved", ())),
            names={
                NameKey(name, tuple(parents), dimension): NameChoice.from_json(choice)
                for name, parents, dimension, choice in data.get("names", ())
            },
            areas={name: NameChoice.from_json(choice) for name, choice in data.get("areas", {}).items()},
            is_remembered=bool(data.get("is_remembered", True)),
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "layouts": {sheet: choice.to_json() for sheet, choice in self.layouts.items()},
            "without_saved": sorted(self.without_saved),
            "names": [
                [key.name, list(key.parents), key.dimension, choice.as_json()] for key, choice in self.names.items()
            ],
            "areas": {name: choice.as_json() for name, choice in self.areas.items()},
            "is_remembered": self.is_remembered,
        }


NO_CHOICES = ImportChoices()
