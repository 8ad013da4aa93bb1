"""All checks over a ledger, each figure once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from indicators.audit.arithmetic import gap_to_sum, growth_given, part_over_whole, share_given, sum_of
from indicators.audit.findings import POINTS, Finding, Rule
from indicators.audit.ledger import NO_VALUES, Claim, Ledger, SeriesKey, period_at
from indicators.audit.magnitudes import YEAR, outliers, slips
from indicators.comparisons import rounded
from indicators.workbook.problems import Severity


def audit(ledger: Ledger) -> Iterator[Finding]:
    """What does not fit among the stated figures, rule by rule.

    An error is what cannot be true (a part greater than its whole) or what is all but certainly a slip of unit; a
    warning is what may be true and wants a look.
    """
    yield from _components(ledger)
    yield from _claims(ledger)
    for series, stated in ledger.stated.items():
        stored = ledger.stored.get(series, NO_VALUES)
        for month, slip in slips(stated, stored):
            yield _finding(
                ledger,
                Rule.UNIT_SLIP,
                series,
                month,
                size=rounded(slip.factor, 0) if slip.factor > 1 else slip.factor,
                facts=(_shown(slip.typical), rounded(1 / slip.factor, 0)),
                severity=Severity.ERROR if slip.is_certain else Severity.WARNING,
            )
        in_points = ledger.is_difference(series[0])
        for month, outlier in outliers(stated, stored, in_points=in_points):
            yield _finding(
                ledger,
                Rule.OUTLIER,
                series,
                month,
                size=rounded(outlier.change, 1),
                facts=(rounded(outlier.low, 1), rounded(outlier.high, 1)),
                other=POINTS if in_points else "",
            )


def _components(ledger: Ledger) -> Iterator[Finding]:
    """Totals of which the import touches the whole or a part, where all parts are known."""
    wholes_of = defaultdict(list)
    for whole, parts in ledger.components.items():
        for part, _sign in parts:
            wholes_of[part].append(whole)
    touched: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    for (indicator, area, months), stated in ledger.stated.items():
        for whole in (indicator, *wholes_of[indicator]) if indicator in wholes_of else (indicator,):
            if whole in ledger.components:
                touched[whole, area, months].update(stated)
    for series, starts in touched.items():
        for month in sorted(starts):
            yield from _total(ledger, series, month)


def _total(ledger: Ledger, series: SeriesKey, month: int) -> Iterator[Finding]:
    indicator, area, months = series
    whole = ledger.value(series, month)
    parts = ledger.components[indicator]
    values = [ledger.value((part, area, months), month) for part, _sign in parts]
    terms = [(sign, value) for (_part, sign), value in zip(parts, values, strict=True) if value is not None]
    if whole is None or not terms:
        return
    too_large = part_over_whole(whole, terms)
    if too_large is not None:
        part = [part for (part, _sign), value in zip(parts, values, strict=True) if value is not None][too_large]
        value = terms[too_large][1]
        yield _finding(
            ledger,
            Rule.PART_OVER_WHOLE,
            series,
            month,
            size=value - whole,
            facts=(value,),
            severity=Severity.ERROR,
            other=ledger.names.get(part, str(part)),
        )
    elif len(terms) == len(parts) and (gap := gap_to_sum(whole, terms)) is not None:
        yield _finding(ledger, Rule.COMPONENTS, series, month, size=gap, facts=(sum_of(terms),))


def _claims(ledger: Ledger) -> Iterator[Finding]:
    """What the source printed beside its values, against the values themselves."""
    for (series, month), claim in ledger.claims.items():
        value = ledger.value(series, month)
        if value is None:
            continue
        yield from _plan_share(ledger, series, month, value, claim)
        in_points = ledger.is_difference(series[0])
        bases = (
            (Rule.GROWTH_YOY, claim.growth_yoy, month - YEAR),
            (Rule.GROWTH_PREVIOUS, claim.growth_previous, month - series[2]),
        )
        for rule, printed, base_month in bases:
            base = ledger.value(series, base_month) if printed is not None else None
            if printed is None or base is None:
                continue
            given = growth_given(printed, value, base, in_points=in_points)
            if given is not None:
                yield _finding(ledger, rule, series, month, size=rounded(given, 1), facts=(printed, base))


def _plan_share(ledger: Ledger, series: SeriesKey, month: int, value: Decimal, claim: Claim) -> Iterator[Finding]:
    """The share belongs to the year so far: to the value itself where its period begins in January, else to that sum.

    A value for which neither is known is left alone.
    """
    target = ledger.targets.get((series[0], series[1], month // YEAR))
    if claim.plan_share is None or target is None:
        return
    done: Decimal | None = value
    if month % YEAR:
        to_date = (series[0], series[1], month % YEAR + series[2])
        done = ledger.value(to_date, month - month % YEAR)
    if done is None:
        return
    share = share_given(claim.plan_share, done, target)
    if share is not None and share_given(claim.plan_share, value, target) is not None:
        yield _finding(
            ledger, Rule.PLAN_SHARE, series, month, size=rounded(share, 1), facts=(claim.plan_share, target), value=done
        )


def _finding(
    ledger: Ledger,
    rule: Rule,
    series: SeriesKey,
    month: int,
    *,
    size: Decimal,
    facts: tuple[Decimal, ...],
    severity: Severity = Severity.WARNING,
    other: str = "",
    value: Decimal | None = None,
) -> Finding:
    own = ledger.value(series, month) if value is None else value
    return Finding(
        rule=rule,
        severity=severity,
        indicator=series[0],
        area=series[1],
        period=period_at(month, series[2]),
        value=own if own is not None else Decimal(0),
        size=size,
        facts=facts,
        name=ledger.names.get(series[0], str(series[0])),
        other=other,
    )


def _shown(typical: Decimal) -> Decimal:
    """A median without the digits that only halving brought."""
    return Decimal(format(typical.normalize(), "f"))
