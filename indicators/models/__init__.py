"""The stored side of what is measured."""

from indicators.models.catalogue import (
    Accumulation,
    Area,
    AreaAlias,
    AreaKind,
    Component,
    Indicator,
    IndicatorAlias,
    Nature,
    Topic,
    Unit,
)
from indicators.models.imports import BatchState, ImportBatch, Refusal, Stage
from indicators.models.layouts import SavedLayout
from indicators.models.observations import Absence, EmbargoedOverwrite, Observation, Status, Target, UnversionedWrite
from indicators.models.releases import Release
from indicators.models.snapshots import FrozenSnapshot, TableSnapshot
from indicators.models.versions import AppendOnly, Change, ObservationVersion, VersionKind

__all__ = [
    "Absence",
    "Accumulation",
    "AppendOnly",
    "Area",
    "AreaAlias",
    "AreaKind",
    "BatchState",
    "Change",
    "Component",
    "EmbargoedOverwrite",
    "FrozenSnapshot",
    "ImportBatch",
    "Indicator",
    "IndicatorAlias",
    "Nature",
    "Observation",
    "ObservationVersion",
    "Refusal",
    "Release",
    "SavedLayout",
    "Stage",
    "Status",
    "TableSnapshot",
    "Target",
    "Topic",
    "Unit",
    "UnversionedWrite",
    "VersionKind",
]
