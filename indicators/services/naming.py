"""From the names that sheets and articles use to the indicators and areas of the catalogue."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from indicators.models import Area, AreaAlias, Indicator, IndicatorAlias
from indicators.text import fold
from indicators.units import Unit

LIKELY = 93.0
WORTH_SUGGESTING = 55.0
MARGIN = 4.0

_NUMBERING = re.compile(r"^(?:[-+*•–]+|\(?(?:[ivxlc]+|\d+(?:\.\d+)*|[a-hk])[.)]+)\s+")
_LEAD_IN = re.compile(r"^(?:trong do|chia ra|bao gom|gom|phan theo)\s*:?\s*")
_DIGITS = re.compile(r"\d+")
_AREA_KINDS = re.compile(
    r"^(?:tinh|thanh pho|tp\.?|huyen|thi xa|tx\.?|quan|xa|phuong|thi tran|cua khau(?: quoc te| chinh| phu)?|ck\.?)\s+"
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A catalogue row that a name might mean; `score` from 0 to 100."""

    row: Indicator | Area
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """What a name means: a row where it is certain enough, else the nearest ones, best first.

    `is_exact` is false where small typing differences were overlooked.
    """

    row: Indicator | Area | None
    is_exact: bool = False
    suggestions: tuple[Suggestion, ...] = ()


def plain_name(text: str) -> str:
    """The folded name without numbering, lead-in words ("Trong đó:"), brackets left open or a colon at the end."""
    folded = fold(text)
    previous = None
    while folded != previous:
        previous = folded
        folded = _LEAD_IN.sub("", _NUMBERING.sub("", folded)).strip(" :;,.-–+")
    return folded


@dataclass(slots=True)
class IndicatorNames:
    """Every name of every indicator, loaded once (two queries), asked many times."""

    indicators: dict[int, Indicator] = field(default_factory=dict)
    by_code: dict[str, Indicator] = field(default_factory=dict)
    by_name: dict[str, list[tuple[str, Indicator]]] = field(default_factory=lambda: defaultdict(list))
    _answers: dict[tuple[str, tuple[str, ...], str | None, bool], Match] = field(default_factory=dict)

    @classmethod
    def load(cls) -> IndicatorNames:
        names = cls()
        for indicator in Indicator.objects.select_related("unit", "parent", "topic"):
            names.add(indicator)
        for alias in IndicatorAlias.objects.all():
            names.add_alias(alias)
        return names

    def add(self, indicator: Indicator) -> None:
        """Make an indicator known under its code and its names."""
        self.indicators[indicator.pk] = indicator
        self.by_code[indicator.code] = indicator
        for name in {indicator.name_vi, indicator.name_en} - {""}:
            self._put(name, "", indicator)
        self._answers.clear()

    def add_alias(self, alias: IndicatorAlias) -> None:
        self._put(alias.text, alias.parent_text, self.indicators[alias.indicator_id])
        self._answers.clear()

    def find(self, text: str, *, parents: Sequence[str] = (), unit: Unit | None = None, guesses: bool = True) -> Match:
        """What `text` means under the rows `parents` (outermost first), in a unit of the same dimension.

        Without `guesses` only names as they are written count, which takes a hundredth of the time.
        """
        question = (text, tuple(parents), unit.dimension if unit else None, guesses)
        if question not in self._answers:
            self._answers[question] = self._find(text, parents, unit, guesses=guesses)
        return self._answers[question]

    def _put(self, name: str, parent_name: str, indicator: Indicator) -> None:
        entry = (plain_name(parent_name), indicator)
        if entry not in self.by_name[plain_name(name)]:
            self.by_name[plain_name(name)].append(entry)

    def _find(self, text: str, parents: Sequence[str], unit: Unit | None, *, guesses: bool) -> Match:
        if indicator := self.by_code.get(text.strip()):
            return Match(indicator, is_exact=True)
        name = plain_name(text)
        above = [plain_name(parent) for parent in parents]
        if chosen := _choose(self.by_name.get(name, []), above, unit):
            return Match(chosen, is_exact=True)
        if not guesses:
            return Match(None)
        scored = self._nearest(name, above, unit)
        best = scored[0] if scored else None
        if best and best.score >= LIKELY and (len(scored) == 1 or best.score - scored[1].score >= MARGIN):
            return Match(best.row, suggestions=tuple(scored))
        return Match(None, suggestions=tuple(scored))

    def _nearest(self, name: str, above: list[str], unit: Unit | None) -> list[Suggestion]:
        best: dict[int, Suggestion] = {}
        for known, _score, _place in process.extract(
            name, list(self.by_name), scorer=fuzz.ratio, score_cutoff=WORTH_SUGGESTING, limit=12
        ) + process.extract(name, list(self.by_name), scorer=fuzz.token_set_ratio, score_cutoff=85, limit=6):
            plain = fuzz.ratio(name, known)
            if _DIGITS.findall(known) != _DIGITS.findall(name):
                plain = min(plain, LIKELY - 1)
            for parent_name, indicator in self.by_name[known]:
                fit = plain if _fits(indicator, unit) else plain - 20
                if parent_name and parent_name not in above:
                    fit -= 10
                if indicator.pk not in best or best[indicator.pk].score < fit:
                    best[indicator.pk] = Suggestion(indicator, fit)
        return sorted(best.values(), key=lambda s: -s.score)[:5]


@dataclass(slots=True)
class AreaNames:
    """Every area by code, name and other name, loaded once (two queries)."""

    by_code: dict[str, Area] = field(default_factory=dict)
    by_name: dict[str, list[Area]] = field(default_factory=lambda: defaultdict(list))
    by_alias: dict[str, Area] = field(default_factory=dict)

    @classmethod
    def load(cls) -> AreaNames:
        names = cls()
        by_id = {}
        for area in Area.objects.select_related("parent"):
            names.add(area)
            by_id[area.pk] = area
        for alias in AreaAlias.objects.all():
            names.add_alias(alias.text, by_id[alias.area_id])
        return names

    def add_alias(self, text: str, area: Area) -> None:
        self.by_alias[plain_name(text)] = area
        if area not in self.by_name[plain_name(text)]:
            self.by_name[plain_name(text)].append(area)

    def add(self, area: Area) -> None:
        self.by_code[area.code] = area
        for name in {area.name_vi, area.name_en} - {""}:
            for form in {plain_name(name), plain_area_name(name)}:
                self.by_name[form].append(area)

    def find(self, text: str, *, guesses: bool = True) -> Match:
        """The area of that code or other name, or of that name, with or without the word for its kind.

        Without `guesses` there are no suggestions.
        """
        if area := self.by_code.get(text.strip()) or self.by_alias.get(plain_name(text)):
            return Match(area, is_exact=True)
        for form in (plain_name(text), plain_area_name(text)):
            found = {area.pk: area for area in self.by_name.get(form, [])}
            if len(found) == 1:
                return Match(next(iter(found.values())), is_exact=True)
        if not guesses:
            return Match(None)
        nearest = process.extract(
            plain_area_name(text), list(self.by_name), scorer=fuzz.ratio, score_cutoff=WORTH_SUGGESTING, limit=5
        )
        suggestions = {area.pk: Suggestion(area, score) for n, score, _ in nearest for area in self.by_name[n]}
        return Match(None, suggestions=tuple(suggestions.values()))


def plain_area_name(text: str) -> str:
    """The folded name without the word for its kind: "Huyện Cao Lộc" is "cao loc"."""
    return _AREA_KINDS.sub("", plain_name(text))


def nearest_names(match: Match, *, limit: int = 3) -> str:
    """The suggestions of a match as a person reads them."""
    return ", ".join(f"“{suggestion.row}”" for suggestion in match.suggestions[:limit])


def _choose(entries: Iterable[tuple[str, Indicator]], above: list[str], unit: Unit | None) -> Indicator | None:
    """The one indicator of that name: by the row above it, then by its parent in the catalogue, then at all.

    An indicator that is known under certain rows is not meant under another row.
    """
    fitting = [(parent_name, indicator) for parent_name, indicator in entries if _fits(indicator, unit)]
    elsewhere = {indicator.pk for parent_name, indicator in fitting if parent_name and above}
    rules: tuple[Callable[[str, Indicator], bool], ...] = (
        lambda parent_name, i: bool(parent_name) and parent_name in above,
        lambda parent_name, i: i.parent is not None and plain_name(i.parent.name_vi) in above,
        lambda parent_name, i: i.pk not in elsewhere and (i.parent is None) == (not above),
        lambda parent_name, i: i.pk not in elsewhere,
    )
    for rule in rules:
        chosen = {indicator.pk: indicator for parent_name, indicator in fitting if rule(parent_name, indicator)}
        if len(chosen) == 1:
            return next(iter(chosen.values()))
    return None


def _fits(indicator: Indicator, unit: Unit | None) -> bool:
    return unit is None or indicator.unit.dimension == unit.dimension
