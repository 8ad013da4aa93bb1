"""The audit of what an import would write: loads the neighbours of its figures in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from typing import Any

from indicators.audit import Claim, Finding, Ledger, Rule, SeriesKey, audit
from indicators.audit.ledger import month_number
from indicators.models import Component, Indicator, Observation, Target, VersionKind
from indicators.services.comparing import Difference, Entry, Key, Outcome
from indicators.services.matching_drafts import FIELD_OF_MEASURE, MatchedDraft, MatchedDrafts
from indicators.services.stored_rows import among, place_of
from indicators.workbook.problems import Severity

MOST_FINDINGS = 2000
"""Beyond these nobody reads on: the file as a whole is wrong, and the first ones say how."""

YEARS_BEFORE, YEARS_AFTER = 12, 1
_CLAIMS = ("printed_growth_yoy", "printed_growth_previous", "printed_plan_share")
_CLAIM_OF_RULE = {
    Rule.GROWTH_YOY: "printed_growth_yoy",
    Rule.GROWTH_PREVIOUS: "printed_growth_previous",
    Rule.PLAN_SHARE: "printed_plan_share",
}
_OF_TOTALS = {Rule.COMPONENTS, Rule.PART_OVER_WHOLE}


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found; `is_cut` where there was more than anybody reads."""

    findings: tuple[Finding, ...] = ()
    is_cut: bool = False

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.WARNING)

    def by_rule(self, severity: Severity) -> dict[Rule, list[Finding]]:
        """The findings of that severity under their rules, in the order of the rules."""
        found: dict[Rule, list[Finding]] = {rule: [] for rule in Rule}
        for finding in self.findings:
            if finding.severity is severity:
                found[finding.rule].append(finding)
        return {rule: findings for rule, findings in found.items() if findings}


def audit_difference(difference: Difference, drafts: Iterable[MatchedDraft] = ()) -> Audit:
    """Check what would be new or changed against itself and what is stored, in four queries.

    Figures that stay as they are were checked when they came. `drafts` tell at which cell a finding points.
    """
    entries = [entry for entry in difference.entries if entry.outcome in (Outcome.NEW, Outcome.CHANGED)]
    if not entries:
        return Audit()
    ledger = _ledger(entries)
    found = list(islice(audit(ledger), MOST_FINDINGS + 1))
    return Audit(tuple(_placed(found[:MOST_FINDINGS], ledger, entries, drafts)), len(found) > MOST_FINDINGS)


def _ledger(entries: Sequence[Entry]) -> Ledger:
    stated: dict[SeriesKey, dict[int, Decimal]] = defaultdict(dict)
    claims: dict[tuple[SeriesKey, int], Claim] = {}
    targets: dict[tuple[int, int, int], Decimal] = {}
    for entry in entries:
        item, fields = entry.stated, entry.stated.fields
        value = fields.get("value")
        if item.kind is VersionKind.TARGET:
            if value is not None:
                targets[item.indicator_id, item.area_id, item.period.year] = value
            continue
        series = (item.indicator_id, item.area_id, item.period.months)
        month = month_number(item.period)
        if value is not None:
            stated[series][month] = value
        if any(name in fields for name in _CLAIMS):
            claims[series, month] = Claim(*(fields.get(name) for name in _CLAIMS))
    touched = {entry.stated.indicator_id for entry in entries}
    components = _components_of(touched)
    related = touched.union(components, *({part for part, _sign in parts} for parts in components.values()))
    where = _where(entries, related)
    about = list(Indicator.objects.filter(among("pk", related)).only("nature", "name_vi", "name_en"))
    return Ledger(
        stated=stated,
        stored=_stored(where),
        claims=claims,
        targets={**_targets(where), **targets},
        components=components,
        natures={indicator.pk: indicator.nature for indicator in about},
        names={indicator.pk: indicator.name for indicator in about},
    )


def _components_of(indicators: set[int]) -> dict[int, list[tuple[int, int]]]:
    """The terms of every total that one of the indicators is, or is a part of."""
    components: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for whole, part, sign in Component.objects.values_list("whole_id", "part_id", "sign"):
        components[whole].append((part, sign))
    return {
        whole: parts
        for whole, parts in components.items()
        if whole in indicators or any(part in indicators for part, _sign in parts)
    }


def _where(entries: Sequence[Entry], indicators: set[int]) -> dict[str, Any]:
    years = [entry.stated.period.year for entry in entries]
    return {
        "indicators": among("indicator_id", indicators),
        "areas": among("area_id", {entry.stated.area_id for entry in entries}),
        "years": (min(years) - YEARS_BEFORE, max(years) + YEARS_AFTER),
    }


def _stored(where: dict[str, Any]) -> dict[SeriesKey, dict[int, Decimal]]:
    """The newest values of the indicators in the areas over the years around, embargoed ones included."""
    stored: dict[SeriesKey, dict[int, Decimal]] = defaultdict(dict)
    rows = (
        Observation.objects.current()
        .filter(where["indicators"], where["areas"], year__range=where["years"])
        .order_by()
        .values_list("indicator_id", "area_id", "months", "year", "month", "value")
    )
    for indicator, area, months, year, month, value in rows.iterator(chunk_size=5000):
        if value is not None:
            stored[indicator, area, months][year * 12 + month - 1] = value
    return stored


def _targets(where: dict[str, Any]) -> dict[tuple[int, int, int], Decimal]:
    rows = (
        Target.objects.current()
        .filter(where["indicators"], where["areas"], year__range=where["years"])
        .order_by()
        .values_list("indicator_id", "area_id", "year", "value")
    )
    return {(indicator, area, year): value for indicator, area, year, value in rows.iterator() if value is not None}


def _placed(
    findings: list[Finding], ledger: Ledger, entries: Sequence[Entry], drafts: Iterable[MatchedDraft]
) -> Iterable[Finding]:
    """The findings with their sheet and cell: that of the printed share or growth itself where one is doubted."""
    wanted = {key for finding in findings for key in _keys(finding, ledger)}
    cells = {
        (entry.stated.key, "value"): (entry.stated.sheet, entry.stated.cell)
        for entry in entries
        if entry.stated.key in wanted
    }
    if any(finding.rule in _CLAIM_OF_RULE for finding in findings):
        near = drafts.about({place_of(*key) for key in wanted}) if isinstance(drafts, MatchedDrafts) else drafts
        for matched in near:
            draft = matched.draft
            if matched.indicator is not None and matched.area is not None:
                key: Key = (VersionKind.OBSERVATION, matched.indicator.pk, matched.area.pk, draft.period)
                if key in wanted:
                    cells[key, FIELD_OF_MEASURE[draft.measure]] = (draft.sheet, draft.cell)
    return [_at(finding, ledger, cells) for finding in findings]


def _at(finding: Finding, ledger: Ledger, cells: dict[tuple[Key, str], tuple[str, str]]) -> Finding:
    own, *parts = _keys(finding, ledger)
    places = [(own, _CLAIM_OF_RULE.get(finding.rule, "value")), *((key, "value") for key in (own, *parts))]
    sheet, cell = next((cells[place] for place in places if place in cells), ("", ""))
    return replace(finding, sheet=sheet, cell=cell)


def _keys(finding: Finding, ledger: Ledger) -> list[Key]:
    """The figure that the finding is about, then those that it may have come in with: the parts of a total."""
    parts = ledger.components.get(finding.indicator, ()) if finding.rule in _OF_TOTALS else ()
    indicators = (finding.indicator, *(part for part, _sign in parts))
    return [(VersionKind.OBSERVATION, indicator, finding.area, finding.period) for indicator in indicators]
