"""Arithmetic inside an article: figures that cannot all be true, found from the text itself.

Every written figure stands for all that would be written so: 230 for anything from 229,5 to 230,5. Figures contradict
each other only where no unrounded values could have been written as they are; a sum that is off by no more than its
terms were rounded is named as a warning. Approximate figures ("hơn 230") are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext

from django.utils.translation import gettext as _

from indicators.languages import reading_language
from indicators.numbers import format_number
from indicators.units import Unit
from reports.prose.amounts import PRECISION, Amount, Range, overlap, range_of, scaled, signed, unit_of
from reports.prose.checked import CheckedClaim, CheckedFigure, Finding
from reports.prose.written import Approximation

Totals = dict[int, list[tuple[int, int]]]
"""By indicator, the parts that add up to it, each with its sign."""

_AMONG = re.compile(r"(?<!\w)(?:trong đó|trong số đó|bao gồm|gồm|chia ra)(?!\w)", re.IGNORECASE)
_ALL_OF = re.compile(r"(?<!\w)(?:bao gồm|gồm|chia ra)(?!\w)", re.IGNORECASE)
_PART_OF_PART = re.compile(r"(?<!\w)(?:riêng|trong đó|trong số đó|nhất là)(?!\w)", re.IGNORECASE)


def find_contradictions(claims: Sequence[CheckedClaim], text: str, totals: Totals) -> list[Finding]:
    """What does not add up, in reading order; `totals` are the catalogue's."""
    amounts = [Amount.of(claim) for claim in claims]
    known = [amount for amount in amounts if amount is not None]
    found = [
        *_sums(known, totals),
        *_parts_above_whole(known, text, totals),
        *_plans(known, totals),
        *_changes(claims, text),
        *_said_twice(claims),
    ]
    return sorted(found, key=lambda finding: finding.spans)


def _sums(amounts: Sequence[Amount], totals: Totals) -> Iterator[Finding]:
    for whole, parts in _totals_in(amounts, totals):
        with localcontext(prec=PRECISION):
            total = sum((part.size * sign for part, sign in parts), Decimal(0))
            if total == whole.size:
                continue
            low = sum((min(signed(part.range, sign)) for part, sign in parts), Decimal(0))
            high = sum((max(signed(part.range, sign)) for part, sign in parts), Decimal(0))
            is_error = not overlap((low, high), whole.range)
        first, *rest = parts
        terms = first[0].shown + "".join(f" {'+' if sign > 0 else '−'} {part.shown}" for part, sign in rest)
        words = {"terms": terms, "total": whole.in_own_unit(total), "written": whole.shown}
        sentence = (
            _("%(terms)s = %(total)s, nhưng bài viết tổng là %(written)s.")
            if is_error
            else _("%(terms)s = %(total)s, bài viết tổng là %(written)s; có thể chỉ do làm tròn.")
        ) % words
        yield Finding("sum", is_error, sentence, _spans(whole, *(part for part, _sign in parts)))


def _totals_in(amounts: Sequence[Amount], totals: Totals) -> Iterator[tuple[Amount, list[tuple[Amount, int]]]]:
    """Each total that the article states together with all its parts: those of the catalogue, exports and imports."""
    groups: dict[tuple[object, object, str], list[Amount]] = defaultdict(list)
    for amount in amounts:
        if amount.claim.period is not None:
            groups[amount.about].append(amount)
    for group in groups.values():
        for whole in group:
            indicator = whole.claim.indicator
            wanted = totals.get(indicator.pk, []) if indicator else []
            parts = [(_nearest(group, whole, part), sign) for part, sign in wanted] or list(_trade(group, whole))
            if len(parts) > 1 and all(part is not None for part, _sign in parts):
                yield whole, [(part, sign) for part, sign in parts if part is not None]


def _nearest(group: Sequence[Amount], whole: Amount, indicator_id: int) -> Amount | None:
    found = [a for a in group if a.claim.indicator is not None and a.claim.indicator.pk == indicator_id]
    start = whole.figure.written.span[0]
    return min(found, key=lambda amount: abs(amount.figure.written.span[0] - start), default=None)


def _trade(group: Sequence[Amount], whole: Amount) -> Iterator[tuple[Amount | None, int]]:
    """Exports and imports of what the whole is the turnover of, by their words alone."""
    both = "xuat nhap khau"
    if both not in whole.words:
        return
    start = whole.figure.written.span[0]
    for side in ("xuat khau", "nhap khau"):
        named = [amount for amount in group if amount.words == whole.words - {both} | {side}]
        yield min(named, key=lambda amount: abs(amount.figure.written.span[0] - start), default=None), 1


def _parts_above_whole(amounts: Sequence[Amount], text: str, totals: Totals) -> Iterator[Finding]:
    """What "trong đó" names cannot be more than what it is among."""
    for match in _AMONG.finditer(text):
        inside = [
            amount
            for amount in amounts
            if amount.figure.written.span[0] >= match.end()
            and amount.claim.claim.sentence_span[0] <= match.start() < amount.claim.claim.sentence_span[1]
        ]
        if not inside:
            continue
        before = [
            amount
            for amount in amounts
            if amount.figure.written.span[1] <= match.start()
            and "\n" not in text[amount.figure.written.span[1] : match.start()]
            and amount.about == inside[0].about
        ]
        if before:
            parts = [part for part in inside if part.about == before[-1].about]
            listed = text[match.end() : parts[-1].figure.written.span[1]]
            yield from _compared(before[-1], parts, match.group(), listed, totals)


def _compared(whole: Amount, parts: list[Amount], lead_in: str, listed: str, totals: Totals) -> Iterator[Finding]:
    with localcontext(prec=PRECISION):
        for part in parts:
            if part.range[0] > whole.range[1]:
                words = {"part": part.shown, "whole": whole.shown}
                sentence = _("Một phần (%(part)s) lớn hơn tổng (%(whole)s).") % words
                yield Finding("part_above_whole", True, sentence, _spans(whole, part))
                return
        is_known = whole.claim.indicator is not None and whole.claim.indicator.pk in totals
        if len(parts) < 2 or is_known or _PART_OF_PART.search(listed):
            return
        low = sum((part.range[0] for part in parts), Decimal(0))
        high = sum((part.range[1] for part in parts), Decimal(0))
        total = sum((part.size for part in parts), Decimal(0))
    words = {"total": whole.in_own_unit(total), "whole": whole.shown}
    if low > whole.range[1]:
        sentence = _("Các phần cộng lại được %(total)s, lớn hơn tổng %(whole)s.") % words
        yield Finding("parts_above_whole", True, sentence, _spans(whole, *parts))
    elif _ALL_OF.fullmatch(lead_in) and high < whole.range[0]:
        sentence = _("Các phần cộng lại được %(total)s, không đủ tổng %(whole)s.") % words
        yield Finding("parts_below_whole", False, sentence, _spans(whole, *parts))


def _plans(amounts: Sequence[Amount], totals: Totals) -> Iterator[Finding]:
    """The plans that values and shares imply must add up as the values do."""
    for whole, parts in _totals_in(amounts, totals):
        implied = _implied_plan(whole)
        of_parts = [(_implied_plan(part), sign) for part, sign in parts]
        if implied is None or any(plan is None for plan, _sign in of_parts):
            continue
        with localcontext(prec=PRECISION):
            ranges = [signed(plan, sign) for plan, sign in of_parts if plan is not None]
            low, high = sum((min(r) for r in ranges), Decimal(0)), sum((max(r) for r in ranges), Decimal(0))
            if overlap((low, high), implied):
                continue
            words = {
                "parts": whole.in_own_unit(_middle((low, high), whole.unit)),
                "whole": whole.in_own_unit(_middle(implied, whole.unit)),
            }
        sentence = (
            _("Theo tỷ lệ thực hiện đã viết, kế hoạch các phần cộng lại khoảng %(parts)s, của tổng khoảng %(whole)s.")
            % words
        )
        shares = [f for a in (whole, *(part for part, _sign in parts)) if (f := a.claim.figure("plan")) is not None]
        yield Finding("plan", False, sentence, tuple(share.written.span for share in shares))


def _implied_plan(amount: Amount) -> Range | None:
    share = amount.claim.figure("plan")
    if share is None or share.written.approximation is not Approximation.NONE:
        return None
    low, high = range_of(share.written)
    if low <= 0 or amount.range[0] <= 0:
        return None
    with localcontext(prec=PRECISION):
        return amount.range[0] * 100 / high, amount.range[1] * 100 / low


def _changes(claims: Sequence[CheckedClaim], text: str) -> Iterator[Finding]:
    """ "tăng 4,43 tỷ USD, tương ứng 18%": the amount and the rate must fit the value."""
    for claim in claims:
        value, growth = Amount.of(claim), claim.figure("growth")
        change, written = claim.claim.change, claim.claim.change_text
        if value is None or growth is None or change is None or written is None:
            continue
        match = re.match(r"[+−–-]?\s*(\d+(?:[.,]\d+)*)", written)
        unit = unit_of(claim, written[match.end() :].strip()) if match else None
        if unit is None or unit.dimension != value.unit.dimension or growth.written.approximation:
            continue
        exponent = change.as_tuple().exponent
        half = Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)
        with localcontext(prec=PRECISION):
            low, high = scaled((change - half, change + half), unit.scale)
            base_low, base_high = value.range[0] - high, value.range[1] - low
            if base_low <= 0:
                continue
            rates = [c * 100 / b for c in (low, high) for b in (base_low, base_high)]
            if overlap((min(rates), max(rates)), range_of(growth.written)):
                continue
            rate = change * unit.scale * 100 / (value.size - change * unit.scale)
        sentence = _("Thay đổi %(change)s để đạt %(value)s là %(rate)s%%, không phải %(written)s%%.") % {
            "change": written,
            "value": value.shown,
            "rate": format_number(rate, reading_language(), decimals=1, signed=True),
            "written": format_number(growth.written.amount, reading_language(), signed=True),
        }
        yield Finding("change", True, sentence, (value.figure.written.span, growth.written.span))


def _said_twice(claims: Sequence[CheckedClaim]) -> Iterator[Finding]:
    """The same figure in two places of the article, such as its lead and its body."""
    said: dict[tuple[object, ...], list[tuple[CheckedClaim, CheckedFigure, Range]]] = defaultdict(list)
    for claim in claims:
        if claim.indicator is None or claim.area is None or claim.period is None:
            continue
        for figure in claim.figures:
            range_ = _comparable(claim, figure)
            if range_ is not None:
                key = (claim.indicator.pk, claim.area.pk, claim.period, figure.judgement.measure)
                said[key].append((claim, figure, range_))
    for (first_claim, first, first_range), *others in said.values():
        for _claim, other, other_range in others:
            if overlap(first_range, other_range):
                continue
            assert first_claim.indicator is not None
            assert first_claim.period is not None
            sentence = _("“%(indicator)s”, %(period)s được viết hai lần khác nhau: %(first)s và %(other)s.") % {
                "indicator": first_claim.indicator.name,
                "period": first_claim.period.label(reading_language()),
                "first": first.written.text,
                "other": other.written.text,
            }
            yield Finding("said_twice", True, sentence, (first.written.span, other.written.span))


def _comparable(claim: CheckedClaim, figure: CheckedFigure) -> Range | None:
    if figure.written.approximation is not Approximation.NONE:
        return None
    if figure.written.slot != "value":
        return range_of(figure.written)
    amount = Amount.of(claim)
    return amount.range if amount is not None else None


def _middle(range_: Range, unit: Unit) -> Decimal:
    """The middle of a range, to the whole of the unit that it is shown in."""
    return ((range_[0] + range_[1]) / 2 / unit.scale).quantize(Decimal(1)) * unit.scale


def _spans(*amounts: Amount) -> tuple[tuple[int, int], ...]:
    return tuple(amount.figure.written.span for amount in amounts)
