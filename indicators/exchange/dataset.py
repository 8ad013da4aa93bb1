"""What a download carries, whatever its format: records of figures, and what they are, whose and from when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from indicators.measures import Measure
from indicators.periods import Period
from indicators.table_content import TableContent


@dataclass(frozen=True, slots=True)
class Record:
    """One figure: what it is of, its value with the published digits, or why there is none (`missing`).

    Names and unit are in the language of the dataset, `status` and `missing` are codes.
    """

    indicator: str
    indicator_name: str
    area: str
    area_name: str
    period: Period
    measure: Measure
    measure_name: str
    value: Decimal | None
    unit: str
    status: str = ""
    missing: str = ""
    footnote: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Licence:
    """The terms under which the figures may be used again."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Whose the figures are, under what terms, their address, and when and in what language they were retrieved."""

    publisher: str
    permalink: str
    licence: Licence
    retrieved: dt.datetime
    language: str

    @property
    def retrieved_text(self) -> str:
        """ISO 8601, to the second, with the offset of the local time."""
        return iso_text(self.retrieved)

    @property
    def licence_text(self) -> str:
        """ "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/"."""
        return f"{self.licence.name} {self.licence.url}".strip()


@dataclass(frozen=True, slots=True)
class Dataset:
    """A download. `records` are read once, so that they may come from the database as they are written.

    `updated` is when they last changed for the readers, `as_of` the day as of whose end they are told, `table` the same
    figures as a person arranged them, for workbooks.
    """

    code: str
    title: str
    provenance: Provenance
    records: Iterable[Record]
    updated: dt.datetime | None = None
    as_of: dt.date | None = None
    table: TableContent | None = None


def iso_text(moment: dt.datetime) -> str:
    return timezone.localtime(moment).replace(microsecond=0).isoformat()
