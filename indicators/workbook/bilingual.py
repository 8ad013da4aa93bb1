"""The Vietnamese half of texts that yearbooks print in two languages."""

import re
from collections.abc import Sequence

from indicators.text import has_diacritics

_ENGLISH = frozenset({
    "of", "and", "by", "in", "the", "for", "with", "from", "total", "unit", "area", "population", "value", "index",
    "output", "product", "products", "industry", "mining", "city", "district", "districts", "province", "town",
    "year", "month", "quarter", "prel", "est", "person", "persons", "thous", "bill", "mill", "gross", "rate",
    "number", "average", "male", "female", "urban", "rural", "state", "foreign", "investment", "capital", "export",
    "exports", "import", "imports", "goods", "services", "trade", "retail", "sale", "sales", "manufacturing",
    "agriculture", "forestry", "fishing", "construction", "density", "structure", "planted", "yield", "production",
    "electricity", "water", "supply", "which", "main", "some", "indicators", "table", "whole", "country", "percent",
    "tons",
})  # fmt: skip
_SEPARATORS = (" - ", " – ", " / ", "/")


def is_english(text: str) -> bool:
    """Whether a text is English rather than Vietnamese typed without signs: it has a word that only English has."""
    return not has_diacritics(text) and bool(_ENGLISH & set(re.findall(r"[a-z]+", text.lower())))


def without_english_lines(text: str) -> str:
    """A cell's text as one line, without the lines that say the same in English.

    A unit in brackets may stand on a line of its own; the second one is the English unit.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    kept: list[str] = []
    for line in lines:
        is_bracket = line.startswith("(") and line.endswith(")")
        if kept and is_bracket and any("(" in earlier for earlier in kept):
            continue
        if kept and not is_bracket and is_english(line):
            kept += [year for year in re.findall(r"\d{4}", line) if not any(year in earlier for earlier in kept)]
            continue
        kept.append(line)
    return " ".join(" ".join(kept).split())


def first_language(text: str, *, is_bilingual: bool) -> str:
    """The Vietnamese half of "Tổng số - Total", where the table writes its names in both languages."""
    text = without_english_lines(text)
    if not is_bilingual:
        return text
    for separator in _SEPARATORS:
        first, found, second = text.partition(separator)
        if found and second and not has_diacritics(second) and re.search(r"[A-Za-z]{3}", second):
            return first.strip()
    return text


def are_bilingual(names: Sequence[str]) -> bool:
    """Whether most names carry a second, English half."""
    pairs = sum(1 for name in names if first_language(name, is_bilingual=True) != " ".join(name.split()))
    return pairs >= 2 and pairs * 2 >= len(names)
