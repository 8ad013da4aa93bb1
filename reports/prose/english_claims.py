"""Claims of English articles, in the few shapes that translations of the genre use.

"Cement is estimated at 230 thousand tonnes, up 11.2% on the same period of last year; stone at 720 thousand m³, up
9.5%", "the index rose 0.3% on the month before and 3% on the same month of last year", "25.4% of the year plan".
What has another shape is passed over: a missed claim costs less than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from indicators.numbers import NumberError, read_number
from indicators.periods import Period, find_periods
from indicators.units import UnitError, parse_unit
from reports.prose.claims import Claim
from reports.prose.comparisons import GrowthBase
from reports.prose.english_shapes import (
    AGAINST,
    AND,
    BASE_BEFORE,
    END,
    GOES_ON,
    IN,
    LEAD,
    MOVES,
    NUMBER,
    OTHER,
    PLAN,
    PREVIOUS,
    SAME,
    STATES,
    TAIL,
    YEAR,
)
from reports.prose.written import Span


def find_english_claims(text: str, published: date | None = None) -> tuple[Claim, ...]:
    """The claims of the text in reading order; `published` gives the year of a month that stands alone."""
    found: list[Claim] = []
    reader = _Reader(text, published)
    for paragraph in re.finditer(r"[^\n]+", text):
        reader.subject = None
        for sentence in _sentences(text, *paragraph.span()):
            found.extend(reader.read(*sentence))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Number:
    value: Decimal
    span: Span
    digits: str
    unit: str | None
    is_percent: bool


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    position = start
    for match in END.finditer(text, start, end):
        if text[position : match.end()].strip():
            yield position, match.end()
        position = match.end()
    if text[position:end].strip():
        yield position, end


class _Reader:
    """Reads sentences in order: the subject carries on within a paragraph, the period through the text."""

    def __init__(self, text: str, published: date | None) -> None:
        self.text = text
        self.year = published.year if published else None
        self.subject: tuple[str, Span] | None = None
        self.period: Period | None = None
        self.against: GrowthBase | None = None

    def read(self, start: int, end: int) -> list[Claim]:
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        self.against = None
        periods = self._periods(start, end)
        claims: list[Claim] = []
        last, direction = start, 0
        numbers = list(self._numbers(start, end))
        for index, number in enumerate(numbers):
            following = numbers[index + 1].span[0] if index + 1 < len(numbers) else end
            before = self.text[last : number.span[0]]
            after = self.text[number.span[1] : end]
            self._note_period(periods, number.span, following)
            moved = MOVES.search(before)
            if moved:
                direction = 1 if moved["up"] else -1
            if not number.is_percent:
                states = STATES.search(before)
                direction = 0
                if states is None:
                    last = number.span[1]
                    continue
                self._note_subject(before[: states.start()], last)
                claims.extend(self._value(number, start, end))
            elif PLAN.match(after) and claims:
                claims[-1] = replace(claims[-1], plan_pct=number.value, plan_span=number.span, plan_text=number.digits)
            elif moved or (direction and AND.match(before)):
                if moved and not (last > start and GOES_ON.match(before[: moved.start()])):
                    self._note_subject(before[: moved.start()], last)
                base = self._base(before, after)
                self._growth(claims, number, direction * number.value, base, (start, end))
            last = number.span[1]
        if periods:
            self.period = periods[-1][1]
        return claims

    def _numbers(self, start: int, end: int) -> Iterator[_Number]:
        for match in NUMBER.finditer(self.text, start, end):
            try:
                value = read_number(match["digits"], convention="en").value
            except NumberError:
                continue
            if match["percent"]:
                yield _Number(value, match.span(), match["digits"], None, True)
                continue
            unit = _unit(match["unit"] or "")
            if unit:
                span = match.start(), match.end("digits") + (match["unit"] or "").index(unit) + len(unit)
                yield _Number(value, span, match["digits"], unit, False)

    def _value(self, number: _Number, start: int, end: int) -> Iterator[Claim]:
        if self.subject is None:
            return
        name, span = self.subject
        estimated = re.search(r"estimated", self.text[start : number.span[0]], re.IGNORECASE)
        yield Claim(
            sentence=self.text[start:end],
            indicator=name,
            value=number.value,
            unit=number.unit,
            period=self.period,
            status="estimate" if estimated else None,
            growth_pct=None,
            growth_base=None,
            plan_pct=None,
            sentence_span=(start, end),
            indicator_span=span,
            value_span=number.span,
            value_text=number.digits,
            unit_text=number.unit,
            rules=("english: stated value",),
        )

    def _growth(
        self,
        claims: list[Claim],
        number: _Number,
        growth: Decimal,
        base: GrowthBase | None,
        sentence: Span,
    ) -> None:
        last = claims[-1] if claims else None
        fields = {
            "growth_pct": growth,
            "growth_base": base,
            "growth_span": number.span,
            "growth_text": number.digits,
        }
        if (
            last is not None
            and last.growth_pct is None
            and (last.period, last.indicator) == (self.period, self.subject and self.subject[0])
        ):
            claims[-1] = replace(last, **fields)  # type: ignore[arg-type]
        elif self.subject is not None:
            name, span = self.subject
            claim = Claim(
                sentence=self.text[sentence[0] : sentence[1]],
                indicator=name,
                value=None,
                unit=None,
                period=self.period,
                status=None,
                growth_pct=None,
                growth_base=None,
                plan_pct=None,
                sentence_span=sentence,
                indicator_span=span,
                rules=("english: stated growth",),
            )
            claims.append(replace(claim, **fields))  # type: ignore[arg-type]

    def _note_subject(self, words: str, offset: int) -> None:
        """Takes the noun phrase of a clause as the subject, less its period; where it has none, the last one stays."""
        cut = max(words.rfind(";"), words.rfind(":"), words.rfind(", and "))
        if cut >= 0:
            words, offset = words[cut + 1 :], offset + cut + 1
        elif words.startswith(","):
            words, offset = words[1:], offset + 1
        words = AGAINST.sub(lambda match: " " * len(match.group()), words)
        for _period, (first, last) in reversed(find_periods(words, year=self.year or 2000)):
            words = words[:first] + " " * (last - first) + words[last:]
        words = YEAR.sub(lambda match: " " * len(match.group()), words)
        shown = LEAD.sub("", words)
        offset += len(words) - len(shown)
        shown = re.sub(r"\s+(?:of|in|for)\s*$", "", TAIL.sub("", shown).rstrip())
        if shown and not re.match(r"(?:through|via|at|in)\b", shown, re.IGNORECASE):
            self.subject = (" ".join(shown.split()), (offset, offset + len(shown)))

    def _periods(self, start: int, end: int) -> list[tuple[int, Period]]:
        text = self.text[start:end]
        found = [
            (start + place[0], period)
            for period, place in find_periods(text, year=self.year)
            if not BASE_BEFORE.search(text[: place[0]])
        ]
        found += [(start + match.start(), Period.of_year(int(match[1]))) for match in YEAR.finditer(text)]
        return sorted(found)

    def _note_period(self, periods: list[tuple[int, Period]], number: Span, following: int) -> None:
        """The last period before the number, else one behind it in its own clause, else that of the sentence before."""
        attached = [period for place, period in periods if IN.fullmatch(self.text[number[1] : place])]
        if attached:
            self.period = attached[0]
            return
        before = [period for place, period in periods if place < number[0]]
        clause = self.text.find(";", number[1])
        until = min(following, clause) if clause >= 0 else following
        behind = [period for place, period in periods if number[1] <= place < until]
        if before or behind:
            self.period = before[-1] if before else behind[0]

    def _base(self, before: str, after: str) -> GrowthBase | None:
        if SAME.match(after):
            return "same_period_last_year"
        if PREVIOUS.match(after):
            return "previous_period"
        if OTHER.match(after):
            return self._named_base(after)
        against = AGAINST.search(before)
        if against:
            self.against = "previous_period" if against["previous"] else "same_period_last_year"
        return self.against

    def _named_base(self, after: str) -> GrowthBase:
        """ "on January", "on 2016": by how it lies to the period of the claim."""
        named = re.match(r"\s*\w+\s+(?:with\s+|to\s+|in\s+)?((?:19|20)\d\d)\b(?!\s*[A-Z])", after)
        if named and self.period is not None and self.period.months == 12:
            return "previous_year" if int(named[1]) == self.period.year - 1 else "other"
        found = find_periods(after[:40], year=self.year)
        if not found or self.period is None:
            return "other"
        if found[0][0] == self.period.same_period_last_year:
            return "same_period_last_year"
        return "previous_period" if found[0][0] == self.period.previous else "other"


def _unit(words: str) -> str:
    """The longest beginning of the words after a number that is a unit, "" where none is."""
    parts = words.split()
    for length in range(len(parts), 0, -1):
        unit = " ".join(parts[:length])
        try:
            parse_unit(unit)
        except UnitError:
            continue
        return unit
    return ""
