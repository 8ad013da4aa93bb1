"""Scores found claims against a labelled passage: precision and recall over the numbers of claims.

A slot is one number of a claim. A found slot is right when a labelled claim has the same number in the same slot
and the two indicator phrases share half of their words; each labelled slot is matched once.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from indicators.periods import Period
from reports.prose.claims import find_claims

SLOTS = ("value", "growth_pct", "plan_pct")
ATTRIBUTES = ("unit", "period", "status", "growth_base")
PASSAGES = sorted((Path(__file__).parent / "passages").glob("*.json"))


@dataclass
class Score:
    """Counts over one or more passages; `faults` names each wrong or missed slot and each wrong attribute."""

    right: int = 0
    found: int = 0
    labelled: int = 0
    attributes_right: int = 0
    attributes_labelled: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.right / ((self.found + self.labelled) or 1)

    @property
    def attribute_share(self) -> float:
        return self.attributes_right / (self.attributes_labelled or 1)

    def add(self, other: Score) -> None:
        self.right += other.right
        self.found += other.found
        self.labelled += other.labelled
        self.attributes_right += other.attributes_right
        self.attributes_labelled += other.attributes_labelled
        self.faults += other.faults


def read_passage(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def score_passages(paths: Iterable[Path]) -> Score:
    """The score of the claims found in all passages together."""
    total = Score()
    for path in paths:
        total.add(score_passage(path))
    return total


def score_passage(path: Path) -> Score:
    """The score of one passage, read with its own date."""
    passage = read_passage(path)
    found = [claim.as_json() for claim in find_claims(passage["text"], date.fromisoformat(passage["date"]))]
    ignored = {Decimal(number).normalize() for number in passage["ignore"]}
    free = [(n, slot) for n, claim in enumerate(passage["claims"]) for slot in SLOTS if claim[slot] is not None]
    score = Score(labelled=len(free))
    pairs: dict[int, dict[str, Any]] = {}
    for claim in found:
        for slot in SLOTS:
            if claim[slot] is None:
                continue
            hit = _match(passage["claims"], free, slot, claim)
            if hit is None and abs(Decimal(claim[slot])).normalize() in ignored:
                continue
            score.found += 1
            if hit is None:
                score.faults.append(f"{path.stem}: wrong {slot} {claim[slot]} of {claim['indicator']!r}")
                continue
            score.right += 1
            free.remove(hit)
            pairs.setdefault(hit[0], claim)
    score.faults += [f"{path.stem}: missed {slot} of {passage['claims'][n]['indicator']!r}" for n, slot in free]
    for n, claim in pairs.items():
        _compare_attributes(path.stem, passage["claims"][n], claim, score)
    return score


def _match(
    labelled: list[dict[str, Any]], free: list[tuple[int, str]], slot: str, claim: dict[str, Any]
) -> tuple[int, str] | None:
    number = Decimal(claim[slot])
    for n, name in free:
        if (
            name == slot
            and Decimal(labelled[n][slot]) == number
            and alike(labelled[n]["indicator"], claim["indicator"])
        ):
            return n, name
    return None


def alike(first: str, second: str) -> bool:
    """Whether two phrases share half of their words."""
    one, other = _words(first), _words(second)
    return bool(one & other) and 4 * len(one & other) >= len(one) + len(other)


def _words(phrase: str) -> set[str]:
    return set(re.findall(r"\w+", unicodedata.normalize("NFC", phrase).lower().replace("-", " ")))


def _compare_attributes(name: str, labelled: dict[str, Any], claim: dict[str, Any], score: Score) -> None:
    for attribute in ATTRIBUTES:
        if labelled[attribute] is None:
            continue
        score.attributes_labelled += 1
        if _same(attribute, labelled[attribute], claim[attribute]):
            score.attributes_right += 1
        else:
            fault = f"{attribute} of {claim['indicator']!r}: {labelled[attribute]}, found {claim[attribute]}"
            score.faults.append(f"{name}: {fault}")


def _same(attribute: str, labelled: str, found: str | None) -> bool:
    if found is None:
        return False
    if attribute == "period":
        return Period.from_sdmx(labelled) == Period.from_sdmx(found)
    return _tidy(labelled) == _tidy(found)


def _tidy(text: str) -> str:
    return re.sub(r"[\s.]", "", unicodedata.normalize("NFC", text)).lower().replace("tỉ", "tỷ")
