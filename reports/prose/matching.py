"""From the noun phrase of a claim to an indicator of the catalogue, with a score, the runners-up and the reasons.

The score is the share of words that phrase and name have in common (Dice's coefficient, weighted as in
`reports.prose.name_words`), from 0 to 100. Three rules hold whatever the score says: units of another dimension never
match; a phrase that says more than the name ("xuất khẩu gạo" and "Xuất khẩu") or less than it ("xuất khẩu" and "Xuất
khẩu hàng địa phương") is not that name; nor is a name that looks at the thing from another side ("giá trị" and "chỉ
số"). What the phrase leaves out may stand in what surrounds it: the words up to the number, the whole that "Trong đó"
refers to, the heading.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from indicators.models import Indicator, IndicatorAlias, Nature
from indicators.services.naming import plain_name
from indicators.text import fold
from indicators.units import Unit, UnitError, parse_unit
from reports.prose.name_words import Aspect, Name, Word, read_name, same_word, variants
from reports.prose.spelling import mended

ACCEPTED = 80.0
"""The least score of a match."""

MARGIN = 4.0
"""By how much the best candidate must lead, unless the other one is the same indicator."""

_SAYS_MORE = 72.0
_OTHER_SIDE = 50.0
_BEYOND = 12.0
_NEARBY = 0.9
_AROUND = 0.7
_WORTH_NAMING = 45.0
# More than the margin: of two indicators of the same name, the one that belongs to what was spoken of is meant.
_IN_PLACE = 6.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a claim says of its subject: the noun phrase, what follows it up to the number, unit, and what surrounds it.

    `around` are the heading above and the names of what was spoken of just before, `wholes` the indicators that were.
    """

    text: str
    following: str = ""
    unit: str | None = None
    has_value: bool = False
    around: tuple[str, ...] = ()
    wholes: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator that a phrase might mean; `name` is the one of its names that came nearest."""

    indicator: Indicator
    score: float
    name: str
    is_exact: bool = False
    under: str = ""
    is_carried_on: bool = False


@dataclass(frozen=True, slots=True)
class Matched:
    """The indicator meant, where one is certain enough, and the others, best first."""

    best: Candidate | None
    runners_up: tuple[Candidate, ...] = ()

    @property
    def indicator(self) -> Indicator | None:
        return self.best.indicator if self.best else None

    @property
    def score(self) -> float:
        return self.best.score if self.best else 0.0


@dataclass(frozen=True, slots=True)
class _Entry:
    indicator: Indicator
    text: str
    name: Name
    plain: str
    parent: str


@dataclass(slots=True)
class Matcher:
    """Every name of the catalogue by its words, asked once a claim."""

    indicators: dict[int, Indicator] = field(default_factory=dict)
    by_word: dict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    vocabulary: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, indicators: Iterable[Indicator], aliases: Iterable[IndicatorAlias]) -> Matcher:
        matcher = cls({indicator.pk: indicator for indicator in indicators})
        for indicator in matcher.indicators.values():
            for name in {indicator.name_vi, indicator.name_en} - {""}:
                matcher._add(indicator, name, "")
        for alias in aliases:
            if alias.indicator_id in matcher.indicators:
                matcher._add(matcher.indicators[alias.indicator_id], alias.text, alias.parent_text)
        return matcher

    def with_wholes(self, indicator: Indicator) -> tuple[Indicator, ...]:
        """The indicator and those that it is a part of, innermost first."""
        found = [indicator]
        while found[-1].parent_id in self.indicators and len(found) < 8:
            found.append(self.indicators[found[-1].parent_id])
        return tuple(found)

    def match(self, phrase: Phrase) -> Matched:
        """The indicator that the phrase means."""
        unit = _unit(phrase.unit)
        if carried_on := _carried_on(phrase, unit):
            return Matched(carried_on)
        best: dict[int, Candidate] = {}
        for text in variants(phrase.text):
            said = _Said.of(text, phrase, self.vocabulary)
            for entry in self._entries(said):
                if not fits_unit(entry.indicator, phrase, unit):
                    continue
                candidate = _scored(entry, said, phrase)
                known = best.get(entry.indicator.pk)
                if known is None or known.score < candidate.score:
                    best[entry.indicator.pk] = candidate
        ranked = sorted(best.values(), key=lambda c: (-c.score, len(c.name), c.indicator.code))
        if not ranked:
            return Matched(None)
        rest = [candidate for candidate in ranked if candidate.score >= _WORTH_NAMING]
        if ranked[0].score >= ACCEPTED and (len(ranked) == 1 or _leads(ranked[0], ranked[1])):
            return Matched(_shown(ranked[0]), tuple(map(_shown, rest[1:4])))
        return Matched(None, tuple(map(_shown, rest[:4])))

    def named_in(self, text: str) -> Indicator | None:
        """The indicator whose name stands in a text such as a title: the longest such name, None of two."""
        words = read_name(text).words
        found: dict[int, float] = {}
        for entry in {id(e): e for word in words for e in self.by_word.get(word.plain, ())}.values():
            heavy = entry.name.heavy
            if heavy and not entry.parent and all(_found(word, words, False) for word in heavy):
                weight = sum(word.weight for word in heavy)
                found[entry.indicator.pk] = max(weight, found.get(entry.indicator.pk, 0))
        ranked = sorted(found.items(), key=lambda item: -item[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return self.indicators[ranked[0][0]]

    def _add(self, indicator: Indicator, text: str, parent: str) -> None:
        for reading in variants(text):
            name = read_name(reading)
            entry = _Entry(indicator, text, name, plain_name(reading), plain_name(parent))
            for word in name.heavy or name.words:
                self.by_word[word.plain].append(entry)
            self.vocabulary.update(word.plain for word in name.words)

    def _entries(self, said: _Said) -> list[_Entry]:
        found: dict[int, _Entry] = {}
        for word in said.name.heavy or (*said.name.words, *said.around):
            for entry in self.by_word.get(word.plain, ()):
                found[id(entry)] = entry
        return list(found.values())


@dataclass(frozen=True, slots=True)
class _Said:
    """The phrase as words, those that follow it, and those around it."""

    name: Name
    plain: str
    following: tuple[Word, ...]
    around: tuple[Word, ...]

    @classmethod
    def of(cls, text: str, phrase: Phrase, vocabulary: set[str]) -> _Said:
        name = mended(read_name(text), vocabulary)
        following = read_name(remainder(phrase.following)).heavy
        around = tuple(word for other in phrase.around for word in read_name(other).heavy)
        return cls(name, plain_name(text), following, around)


def fits_unit(indicator: Indicator, phrase: Phrase, unit: Unit | None) -> bool:
    """Whether a value in the phrase's unit can be one of the indicator: of the same dimension, or of the same name."""
    if not phrase.has_value:
        return True
    if unit is not None:
        return unit.dimension == indicator.unit.dimension
    if phrase.unit:
        return fold(phrase.unit) in (fold(indicator.unit.symbol_vi), fold(indicator.unit.symbol_en))
    # A bare number: an index, a ratio, or things that the name itself counts ("số doanh nghiệp đạt 1.200").
    return indicator.unit.dimension == "ratio" or indicator.unit.dimension.startswith("count:")


def remainder(following: str) -> str:
    """What still belongs to the noun phrase of the words between it and the number: up to a verb, mark or period."""
    return _ENDS_PHRASE.split(following, maxsplit=1)[0]


def aspects_of(indicator: Indicator) -> frozenset[Aspect]:
    """The sides from which an indicator looks at a thing, by its nature and unit."""
    if indicator.nature == Nature.INDEX:
        return frozenset({"index"})
    if indicator.nature == Nature.RATE:
        return frozenset({"rate"})
    if indicator.unit.dimension == "ratio":
        return frozenset({"rate", "index"})
    return frozenset({"money"} if indicator.unit.dimension.startswith("money") else {"physical"})


_ENDS_PHRASE = re.compile(
    r"[,;:.(\n]|(?<!\w)(?:ước|đạt|tăng|giảm|là|bằng|chiếm|còn|có|lên|xuống|sẽ|đã|cũng|vẫn|tiếp tục|chỉ|hơn|gần|khoảng"
    r"|sơ bộ|chính thức|dự kiến|dự ước|thực hiện|trên \d|quý|tháng|năm|\d)"
    # English; in Vietnamese none of these is a word.
    r"|(?<!\w)(?:is|are|was|were|reach\w*|up|down|rose|fell|rises?|falls?|grew|came|total(?:s|led|ed)|stood|produced|at|in)(?!\w)",
    re.IGNORECASE,
)


def _unit(text: str | None) -> Unit | None:
    try:
        return parse_unit(text) if text else None
    except UnitError:
        return None


def _carried_on(phrase: Phrase, unit: Unit | None) -> Candidate | None:
    """What was spoken of before, where the phrase names nothing itself: "sản lượng", "kim ngạch"; "tổng" its whole."""
    name = read_name(phrase.text)
    if not phrase.wholes or not name.words or name.heavy or read_name(remainder(phrase.following)).heavy:
        return None
    says_total = any(word.plain.split()[0] == "tong" for word in name.words)
    indicator = phrase.wholes[-1 if says_total else 0]
    if not fits_unit(indicator, phrase, unit) or (name.aspects and not name.aspects & aspects_of(indicator)):
        return None
    return Candidate(indicator, ACCEPTED, phrase.text, is_carried_on=True)


def _scored(entry: _Entry, said: _Said, phrase: Phrase) -> Candidate:
    with_diacritics = entry.name.has_diacritics and said.name.has_diacritics
    common = nearby = 0.0
    missing = 0
    used: set[str] = set()
    for word in entry.name.words:
        if _found(word, said.name.words, with_diacritics):
            common += word.weight
            used.add(word.plain)
        elif _found(word, said.following, with_diacritics):
            nearby += word.weight * _NEARBY
            used.add(word.plain)
        elif word.is_heavy and _found(word, said.around, with_diacritics):
            nearby += word.weight * _AROUND
        elif word.is_heavy:
            missing += 1
    extra = sum(not _found(word, entry.name.words, with_diacritics) for word in said.name.heavy)
    beyond = sum(not _found(word, entry.name.words, with_diacritics) for word in said.following)
    weight = said.name.weight + entry.name.weight + nearby
    score = 100 * 2 * (common + nearby) / weight if weight else 0.0
    is_exact = entry.plain == said.plain and not extra and not missing
    score = 100.0 if is_exact else min(score, 99.0)
    score -= _BEYOND * beyond
    under = ""
    if entry.parent:
        under = entry.parent if _is_under(entry, said, phrase) else ""
        score += _IN_PLACE if under else -25
    whole = _whole_before(entry.indicator, phrase)
    if whole is not None:
        score, under = score + _IN_PLACE, under or whole.name_vi
    if extra or missing:
        score = min(score, _SAYS_MORE)
    if said.name.aspects and not said.name.aspects & aspects_of(entry.indicator):
        score = min(score, _OTHER_SIDE)
    return Candidate(entry.indicator, score, entry.text, is_exact, under)


def _leads(first: Candidate, second: Candidate) -> bool:
    """Whether the first is meant and not the second: by the margin, or because it alone bears the very name."""
    return first.score - second.score >= MARGIN or (first.is_exact and not second.is_exact)


def _found(word: Word, among: Sequence[Word], with_diacritics: bool) -> bool:
    return any(same_word(word, other, with_diacritics=with_diacritics) for other in among)


def _is_under(entry: _Entry, said: _Said, phrase: Phrase) -> bool:
    """Whether the row that an alias stands under is what the text speaks of."""
    if any(plain_name(other) == entry.parent for other in phrase.around):
        return True
    if any(plain_name(whole.name_vi) == entry.parent for whole in phrase.wholes):
        return True
    heavy = read_name(entry.parent).heavy
    spoken = (*said.following, *said.around)
    return bool(heavy) and all(_found(word, spoken, False) for word in heavy)


def _whole_before(indicator: Indicator, phrase: Phrase) -> Indicator | None:
    """The indicator spoken of just before of which this one is a part, or of which both are."""
    for whole in phrase.wholes:
        if indicator.parent_id is not None and indicator.parent_id == whole.pk:
            return whole
    return None


def _shown(candidate: Candidate) -> Candidate:
    """With the score as people read it: never above 100."""
    score = round(max(0.0, min(100.0, candidate.score)), 1)
    return Candidate(candidate.indicator, score, candidate.name, candidate.is_exact, candidate.under)
