"""What each claim of a text is about: indicator, area and period, from the catalogue or from an editor's binding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from indicators.models import Area, AreaKind, Component, Indicator, IndicatorAlias
from indicators.periods import Period
from reports.bindings import Binding
from reports.passages import Block, BoundWords, Passage
from reports.prose.arithmetic import Totals
from reports.prose.bound_words import claim_of_bound_words
from reports.prose.claims import Claim
from reports.prose.matching import Candidate, Matched, Matcher, Phrase
from reports.prose.name_words import read_name
from reports.prose.places_named import PlaceMention, PlaceNames, place_of
from reports.prose.written import Slot, Written, written_figures


@dataclass(frozen=True, slots=True)
class Subject:
    """A claim with what it is about, before anything is looked up.

    `apart` is the table cell that the claim was read from, where that is no part of the passage's text.
    """

    claim: Claim
    written: tuple[Written, ...]
    bound: Mapping[Slot, Binding]
    matched: Matched
    area: Area | None
    period: Period | None
    apart: Block | None = None

    @property
    def indicator(self) -> Indicator | None:
        return self.matched.indicator


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Indicators, their names, areas and totals, loaded once for a text."""

    matcher: Matcher
    places: PlaceNames
    totals: Totals
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    areas: Mapping[str, Area] = field(default_factory=dict)

    @classmethod
    def load(cls, home: Area | None, *, public: bool) -> Catalogue:
        """In four queries. Indicators that are not public are known only to those who work on the data."""
        rows = Indicator.objects.public() if public else Indicator.objects.all()
        matcher = Matcher.of(
            rows.select_related("unit").defer(*_LONG_TEXTS).order_by(), IndicatorAlias.objects.order_by()
        )
        areas = list(Area.objects.order_by())
        totals: Totals = {}
        for whole, part, sign in Component.objects.order_by("pk").values_list("whole_id", "part_id", "sign"):
            totals.setdefault(whole, []).append((part, sign))
        return cls(
            matcher,
            PlaceNames.of(areas, home or home_of(areas)),
            totals,
            {indicator.code: indicator for indicator in matcher.indicators.values()},
            {area.code: area for area in areas},
        )

    @classmethod
    def of_bindings(cls, bindings: Iterable[Binding], *, public: bool) -> Catalogue:
        """Only what bindings name, in two queries."""
        known = list(bindings)
        rows = Indicator.objects.public() if public else Indicator.objects.all()
        indicators = rows.filter(code__in={binding.indicator for binding in known}).select_related("unit").order_by()
        areas = Area.objects.filter(code__in={binding.area for binding in known}).order_by()
        return cls.of_known(indicators, areas)

    @classmethod
    def of_known(cls, indicators: Iterable[Indicator], areas: Iterable[Area]) -> Catalogue:
        """Only these, for a text of which only what is bound to them matters; no query where they are loaded."""
        return cls(
            Matcher(),
            PlaceNames(None),
            {},
            {indicator.code: indicator for indicator in indicators},
            {area.code: area for area in areas},
        )

    def matched(self, binding: Binding) -> Matched:
        indicator = self.indicators.get(binding.indicator)
        return Matched(Candidate(indicator, 100.0, indicator.name_vi, is_exact=True) if indicator else None)


def home_of(areas: Iterable[Area]) -> Area | None:
    """The area that an article is about where nothing says so: the only province, else the only country."""
    known = list(areas)
    for kind in (AreaKind.PROVINCE, AreaKind.COUNTRY):
        of_kind = [area for area in known if area.kind == kind and area.exists_until is None]
        if len(of_kind) == 1:
            return of_kind[0]
    return None


def subjects_of(passage: Passage, claims: Sequence[Claim], catalogue: Catalogue) -> list[Subject]:
    """The subjects of the claims in reading order, and of the bound figures that no claim has."""
    bound = _bound_spans(passage)
    reader = _Reader(passage, catalogue, catalogue.places.mentions(passage.text))
    subjects = [reader.read(claim, written_figures(claim, passage.text), bound) for claim in claims]
    claimed = {binding.key for subject in subjects for binding in subject.bound.values()}
    alone = [
        _subject_of_bound_words(passage, block, words, catalogue)
        for block, words in passage.bound_words()
        if words.binding.key not in claimed
    ]
    return sorted([*subjects, *alone], key=_place_in_text)


def _subject_of_bound_words(passage: Passage, block: Block, words: BoundWords, catalogue: Catalogue) -> Subject:
    """The subject of a bound figure whose words alone are read."""
    span = passage.span_of(block, words.start, words.end)
    text, at = (passage.text, span) if span else (block.text, (words.start, words.end))
    matched = catalogue.matched(words.binding)
    name = matched.indicator.name_vi if matched.indicator else words.binding.indicator
    claim = claim_of_bound_words(text, at, words.binding, name)
    written = written_figures(claim, text)
    bound = dict.fromkeys((figure.slot for figure in written), words.binding)
    area = catalogue.areas.get(words.binding.area)
    return Subject(claim, written, bound, matched, area, words.binding.period, None if span else block)


_LONG_TEXTS = tuple(f"{name}_{language}" for name in ("definition", "method", "source") for language in ("vi", "en"))
# How many paragraphs further on a text may go on about the same thing without naming it again.
_REACH = 3
_KIND_AND_NAME = r"(?:(?:cửa khẩu(?: quốc tế| chính| phụ)?|tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn)\s+)?{}"


def _bound_spans(passage: Passage) -> list[tuple[int, int, Binding]]:
    found = []
    for block, words in passage.bound_words():
        span = passage.span_of(block, words.start, words.end)
        if span is not None:
            found.append((*span, words.binding))
    return found


def _place_in_text(subject: Subject) -> tuple[bool, int, int]:
    first = min((written.span for written in subject.written), default=subject.claim.sentence_span)
    return subject.apart is not None, *first


@dataclass(slots=True)
class _Reader:
    """Matches claims in reading order: what was spoken of before helps to understand what comes next."""

    passage: Passage
    catalogue: Catalogue
    mentions: Sequence[PlaceMention]
    wholes: tuple[Indicator, ...] = ()
    last: int = -9

    def read(self, claim: Claim, written: tuple[Written, ...], bound: Sequence[tuple[int, int, Binding]]) -> Subject:
        first = min((figure.span[0] for figure in written), default=claim.indicator_span[1])
        bindings = {
            figure.slot: binding
            for figure in written
            for start, end, binding in bound
            if start < figure.span[1] and figure.span[0] < end
        }
        if bindings:
            binding = next(iter(bindings.values()))
            matched, area = self.catalogue.matched(binding), self.catalogue.areas.get(binding.area)
            period: Period | None = binding.period
        else:
            matched, area = self.catalogue.matcher.match(self._phrase(claim, first)), self._area(claim, first)
            period = claim.period
        if matched.indicator is not None:
            self.wholes = self.catalogue.matcher.with_wholes(matched.indicator)
            self.last = claim.sentence_span[0]
        return Subject(claim, written, bindings, matched, area, period)

    def _phrase(self, claim: Claim, first: int) -> Phrase:
        position, end = claim.sentence_span[0], claim.indicator_span[1]
        heading = self.passage.heading_above(position)
        wholes = self.wholes if self._follows_on(position) else self._topic(claim)
        named = [self.passage.text[m.start : m.end] for m in self.mentions if position <= m.start < first]
        return Phrase(
            _without(claim.indicator, named),
            _without(self.passage.text[end:first], named) if end < first else "",
            claim.unit,
            claim.value is not None,
            tuple(text for text in (heading, *(whole.name_vi for whole in wholes)) if text),
            wholes,
        )

    def _follows_on(self, position: int) -> bool:
        """Whether what was spoken of last was so in this block or a little before, under the same heading."""
        if self.last < 0:
            return False
        distance = self.passage.index_at(position) - self.passage.index_at(self.last)
        return distance <= _REACH and self.passage.heading_above(self.last) == self.passage.heading_above(position)

    def _topic(self, claim: Claim) -> tuple[Indicator, ...]:
        """What the text is about where a claim names nothing: by the sentences before, the heading, the title."""
        if read_name(claim.indicator).heavy:
            return ()
        position = claim.sentence_span[0]
        before = self.passage.text[self.passage.start_of_block(position) : position]
        for text in (before, self.passage.heading_above(position), self.passage.blocks[0].text):
            indicator = self.catalogue.matcher.named_in(text)
            if indicator is not None:
                return self.catalogue.matcher.with_wholes(indicator)
        return ()

    def _area(self, claim: Claim, first: int) -> Area | None:
        heading = self.passage.heading_above(claim.sentence_span[0])
        mention = place_of(
            self.mentions,
            sentence=claim.sentence_span[0],
            indicator=min(claim.indicator_span[0], first),
            number=first,
            heading=self.catalogue.places.mentions(heading) if heading else (),
        )
        return mention.area if mention else self.catalogue.places.home


def _without(text: str, names: Iterable[str]) -> str:
    """The text without the names of places in it: they say where, not what."""
    for name in names:
        if name[:1].isupper():
            text = re.sub(_KIND_AND_NAME.format(re.escape(name)), " ", text, flags=re.IGNORECASE)
    return text
