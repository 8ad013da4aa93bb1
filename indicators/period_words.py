"""The words in which periods are written, as patterns over normalised text, and what they count.

Each word is accepted with its diacritics, with the tone on either vowel (quý and qúy, lũy and luỹ), and without any.
A word with other diacritics is another word: "tháng từ" is not April.
"""

from __future__ import annotations

import re

MONTH = r"th[áa]ng"
YEAR = r"n[ăa]m"
QUARTER = r"(?:qu[ýyíi]|q[úu][yi])"
FIRST = r"(?:đầu|dau)"
LAST = r"(?:cuối|cuoi)"
FROM = r"(?:từ|tu)"
TO = r"(?:đến|den|tới|toi)"
END_OF = r"(?:(?:hết|het|cuối|cuoi) )?"
AND = r"(?:và|va|and)"
OF = r"(?:của |cua |of )?"
CUMULATED = r"(?:(?:l[ũu]y|lu[ỹy]) k[ếe]|(?:cộng|cong) (?:dồn|don))"
TOGETHER = r"(?:t[íi]nh(?: chung)?)"
THIS = r"(?:n[àa]y|(?:báo|bao) (?:cáo|cao)|nay)"

_COUNT_WORDS = {
    "mười hai": 12, "muoi hai": 12, "mười một": 11, "muoi mot": 11, "mười": 10, "muoi": 10,
    "một": 1, "mot": 1, "hai": 2, "ba": 3, "bốn": 4, "bon": 4, "năm": 5, "nam": 5, "sáu": 6, "sau": 6,
    "bảy": 7, "bẩy": 7, "bay": 7, "tám": 8, "tam": 8, "chín": 9, "chin": 9,
}  # fmt: skip
_MONTH_WORDS = {**_COUNT_WORDS, "giêng": 1, "gieng": 1, "tư": 4, "tu": 4, "chạp": 12, "chap": 12}
_QUARTER_WORDS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "nhất": 1, "nhat": 1, "một": 1, "mot": 1, "hai": 2, "ba": 3}
_QUARTER_WORDS |= {"tư": 4, "tu": 4, "bốn": 4, "bon": 4}
_ENGLISH_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_ENGLISH_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_ENGLISH_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

NUMBERS: dict[str, int] = _MONTH_WORDS | _QUARTER_WORDS | _ENGLISH_COUNTS | _ENGLISH_ORDINALS | _ENGLISH_MONTHS
"""What each word counts; no word counts two different things."""


def number_of(word: str) -> int:
    """The number that a matched word or run of digits writes."""
    return int(word) if word.isdigit() else NUMBERS[word]


def count(name: str) -> str:
    """A count of months, in digits or words."""
    return rf"(?P<{name}>\d{{1,2}}(?!\d)|(?:{_any_of(_COUNT_WORDS)})(?!\w))"


def month(name: str) -> str:
    """The number of a month, in digits or words, after the word for month."""
    return rf"(?P<{name}>\d{{1,2}}(?!\d)|(?:{_any_of(_MONTH_WORDS)})(?!\w))"


def quarter(name: str) -> str:
    """The number of a quarter, Roman, in digits or words, after the word for quarter."""
    return rf"(?P<{name}>\d(?!\d)|(?:{_any_of(_QUARTER_WORDS)})(?!\w))"


def year(name: str = "year") -> str:
    """A year in four digits, not the beginning of a longer number."""
    return rf"(?P<{name}>\d{{4}})(?!\d|[.,]\d)"


def year_after(name: str = "year") -> str:
    """The year behind a month or quarter, where there is one: "/2018", " năm 2018", "-2018", ", năm 2018"."""
    return f"(?:{year_behind(name)})?"


def year_behind(name: str) -> str:
    """As `year_after`, and the year must be there."""
    return rf" ?[/.,-]? ?{OF}(?:{YEAR} ?)?{year(name)}"


def english_count(name: str) -> str:
    return rf"(?P<{name}>\d{{1,2}}|{_any_of(_ENGLISH_COUNTS)})"


def english_ordinal(name: str) -> str:
    return rf"(?P<{name}>{_any_of(_ENGLISH_ORDINALS)})"


def english_month(name: str) -> str:
    return rf"(?P<{name}>{_any_of(_ENGLISH_MONTHS)})\.?"


def english_year_after(name: str = "year") -> str:
    return rf"(?:,? (?:of )?(?:the year )?{year(name)})?"


def _any_of(words: dict[str, int]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
