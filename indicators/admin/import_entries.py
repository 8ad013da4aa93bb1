"""A difference as the page draws it: each figure with its names, what changes and by how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.paginator import Page, Paginator

from indicators.admin.history import FieldChange, field_changes
from indicators.admin.import_understood import cell_url
from indicators.comparisons import change, growth
from indicators.models import Area, ImportBatch, Indicator, VersionKind
from indicators.periods import Period
from indicators.services.comparing import Entry, Outcome
from indicators.services.preparing import Prepared

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One figure of the difference. `step` is the size of its change in the unit, `percent` on the old value."""

    indicator: Indicator
    area: Area
    period: Period
    is_target: bool
    old: Decimal | None
    new: Decimal | None
    step: Decimal | None
    percent: Decimal | None
    absence: str
    old_absence: str
    status: str
    fields: tuple[FieldChange, ...]
    sheet: str
    cell: str
    url: str


class Names:
    """The indicators and areas of a prepared import, also those that would only be created."""

    def __init__(self, prepared: Prepared, batch: ImportBatch) -> None:
        self.batch = batch
        self.indicators: dict[int, Indicator] = {}
        self.areas: dict[int, Area] = {}
        for matched in prepared.matching.drafts:
            if matched.indicator is not None and matched.area is not None:
                self.indicators[matched.indicator.pk] = matched.indicator
                self.areas[matched.area.pk] = matched.area

    def shown(self, entry: Entry) -> ShownEntry:
        stated, before, after = entry.stated, entry.before or {}, entry.after
        is_target = stated.kind is VersionKind.TARGET
        others = [
            field for field in field_changes(before, after) if entry.before is not None and not _is_value(field, entry)
        ]
        return ShownEntry(
            indicator=self.indicators[stated.indicator_id],
            area=self.areas[stated.area_id],
            period=stated.period,
            is_target=is_target,
            old=entry.old_value,
            new=entry.new_value,
            step=change(entry.new_value, entry.old_value),
            percent=growth(entry.new_value, entry.old_value),
            absence=str(after.get("absence") or ""),
            old_absence=str(before.get("absence") or ""),
            status=str(after.get("status") or ""),
            fields=tuple(others),
            sheet=stated.sheet,
            cell=stated.cell,
            url=cell_url(self.batch, stated.sheet, stated.cell),
        )


def page_of(entries: Sequence[Entry], number: str | None, names: Names) -> tuple[Page, list[ShownEntry]]:
    """A page of the entries, and its figures as they are drawn."""
    page = Paginator(entries, PER_PAGE).get_page(number)
    return page, [names.shown(entry) for entry in page.object_list]


def sections(prepared: Prepared, outcomes: Sequence[Outcome]) -> dict[Outcome, list[Entry]]:
    """The entries by outcome, in one pass."""
    found: dict[Outcome, list[Entry]] = {outcome: [] for outcome in outcomes}
    for entry in prepared.difference.entries:
        if entry.outcome in found:
            found[entry.outcome].append(entry)
    return found


def _is_value(field: FieldChange, entry: Entry) -> bool:
    """Whether the field is the value itself, which the page shows as old and new."""
    return field.name in ("value", "absence") and entry.old_value != entry.new_value
