"""What single words of a column head say: its unit, how firm its figures are, and what is left as a name."""

import re

from indicators.measures import Status
from indicators.periods import PeriodError, find_periods
from indicators.text import fold
from indicators.units import Unit, UnitError, parse_unit
from indicators.workbook import phrases

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")


def status_of(folded: str) -> Status | None:
    """How firm the head says its figures are; None where it does not say."""
    if phrases.ESTIMATE.search(folded):
        return Status.ESTIMATE
    if phrases.PRELIMINARY.search(folded):
        return Status.PRELIMINARY
    return Status.FINAL if phrases.FINAL.search(folded) else None


def find_unit(texts: tuple[str, ...]) -> tuple[str, Unit | None]:
    """The unit in brackets (or behind a comma, or alone) in the innermost head that has one."""
    for text in reversed(texts):
        for inner in reversed(_BRACKETS.findall(text)):
            try:
                return inner.strip(), parse_unit(_without_unit_word(inner))
            except UnitError:
                continue
        if _is_bare_unit(text):
            return text.strip(), parse_unit(_without_unit_word(text))
    if any("%" in text for text in texts):
        return "%", parse_unit("%")
    return "", None


def names_of(texts: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """What is left of each head once periods, units, status and general words are taken away.

    The second value says whether a head such as "Chia theo loại hình" makes the columns parts of a whole.
    """
    names = []
    is_breakdown = False
    for text in texts:
        bare = text
        if part := phrases.PART_OF.match(fold(text)):
            is_breakdown = True
            bare = "" if "theo" in part[0] else text[part.end() :]
        for inner in _BRACKETS.findall(text):
            if _is_unit(inner) or not is_telling(inner):
                bare = re.sub(rf"[(\[]{re.escape(inner)}[)\]]", " ", bare)
        bare = without_periods(" ".join(bare.split())).strip(" -–:,;/()|")
        if bare and not _is_bare_unit(bare) and is_telling(bare):
            names.append(bare)
    return tuple(dict.fromkeys(names)), is_breakdown


def without_periods(text: str) -> str:
    """A head's text without the periods and the words for firmness in it: "Giá tháng trước" is "Giá"."""
    try:
        places = [place for _period, place in find_periods(text, year=2000, month=1)]
    except PeriodError:
        places = []
    for start, end in reversed(places):
        text = text[:start] + " " + text[end:]
    text = " ".join(text.split())
    folded = fold(text)
    if len(folded) != len(text):
        return text
    for found in reversed(list(phrases.RELATIVE.finditer(folded))):
        text = text[: found.start()] + " " + text[found.end() :]
    return " ".join(text.split())


def is_telling(text: str) -> bool:
    """Whether a head says what is measured, beyond period, status and general words."""
    if text.strip().lower() in {"nam", "nữ"}:
        return True
    try:
        places = [place for _period, place in find_periods(text, year=2000, month=1)]
    except PeriodError:
        places = []
    for start, end in reversed(places):
        text = text[:start] + " " + text[end:]
    left = phrases.GENERIC.sub(" ", phrases.PLAN.sub(" ", fold(text)))
    left = re.sub(r"\b(?:[ivx]+|t\d{1,2}|\d+t?)\b", " ", left)
    return sum(character.isalpha() for character in left) >= 2


def is_open_head(texts: tuple[str, ...]) -> bool:
    """Whether the innermost head only says that something is compared: "%", "Tỷ lệ (%)", "So sánh", "(5)/(4)"."""
    if not texts:
        return False
    folded = fold(texts[-1])
    if not (
        phrases.RATE_WORDS.search(folded) or phrases.COMPARED.search(folded) or phrases.GROWTH_WORDS.search(folded)
    ):
        return bool(phrases.RATIO.fullmatch(folded.strip()))
    rest = phrases.OPEN_WORDS.sub(" ", folded)
    is_bare = not any(character.isalpha() for character in rest)
    # "So với" above a bare "%" says what is compared; a group that names a base or a plan does too.
    over = fold(" | ".join(texts[:-1]))
    says = phrases.PLAN.search(over) or phrases.SAME_PERIOD.search(over) or phrases.PREVIOUS.search(over)
    return is_bare and not says and "so voi" not in over and not phrases.GROWTH_WORDS.search(over)


def _is_bare_unit(text: str) -> bool:
    """Whether a head is a unit and nothing else; "Nam" is a man and "Dự án" are what is counted."""
    try:
        dimension = parse_unit(_without_unit_word(text)).dimension
    except UnitError:
        return False
    is_name = dimension.startswith("count:") or phrases.ASPECT.match(fold(text))
    return dimension not in {"year", "month"} and not is_name


def _is_unit(text: str) -> bool:
    try:
        parse_unit(_without_unit_word(text))
    except UnitError:
        return False
    return True


def _without_unit_word(text: str) -> str:
    return re.sub(r"^\s*(?:đvt|đơn vị tính|đơn vị|dvt|unit)\s*[:.]?\s*", "", text, flags=re.IGNORECASE)


def without_price_base(text: str) -> str:
    """ "Giá trị sản xuất (giá so sánh 2010)" compares nothing and is not about 2010."""
    folded = fold(text)
    if len(folded) != len(text):
        return text if not phrases.PRICE_BASE.search(folded) else phrases.PRICE_BASE.sub(" ", folded)
    for found in reversed(list(phrases.PRICE_BASE.finditer(folded))):
        text = text[: found.start()] + " " + text[found.end() :]
    return " ".join(text.split())
