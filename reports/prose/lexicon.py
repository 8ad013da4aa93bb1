"""The words of the genre and the part that each plays: verbs of level and change, comparison, plan, turns of a list.

A role is a grammatical part, not a meaning. Phrases are found by the longest match over whole words, so that "tăng"
in "gia tăng" or "chỉ" in "chỉ số" is no verb or adverb. A phrase has one role; where its place in the sentence
decides ("còn 3,5%" is a verb, "còn nhập khẩu" a turn), the reader of that place does. The phrases are in lexicon.txt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from reports.prose.tokens import Token


class Role(Enum):
    """What a stretch of a sentence does."""

    WORD = "word"
    MARK = "mark"
    NUMBER = "number"
    PERIOD = "period"
    APPROX = "approximation"  # hơn, gần, khoảng
    ADVERB = "adverb"  # may stand between a verb and its number
    STATUS = "status"  # ước, sơ bộ
    LEVEL = "level"  # đạt, lên tới: the value follows
    COPULA = "copula"  # là, có: the value may follow
    UP = "up"
    DOWN = "down"
    EQUAL = "equal"  # bằng, tương đương
    TIMES = "times"  # gấp
    OVER = "over"  # vượt
    SHARE = "share"  # chiếm
    PART = "part"  # đóng góp, làm tăng: a contribution to something else
    TARGET = "target"  # phấn đấu, dự báo: no fact
    COMPARE = "compare"  # so với
    SAME = "same period"  # cùng kỳ
    PREVIOUS = "previous"  # tháng trước
    LAST_YEAR = "last year"
    PLAN = "plan"  # kế hoạch, dự toán
    ASPECT = "aspect"  # về lượng
    LIST = "list"  # như, gồm
    TURN = "turn"  # trong đó, riêng: a new subject follows
    AND = "and"
    SETTING = "setting"  # theo, nhờ, trong bối cảnh: opens a phrase that is no subject
    CAUSE = "cause"  # khiến, đưa, cho biết: the subject comes after
    PLACE = "place"  # trên địa bàn tỉnh, cả nước
    CLAUSE = "clause"  # shows that the words around are a clause, not a noun phrase
    FROM = "from"
    THIS = "this"  # con số này: the subject named before
    WITH = "with"
    FILLER = "filler"  # của, số: between a verb and what it governs
    BASE = "base"  # a whole comparison, put together by `items`


@dataclass(frozen=True, slots=True)
class Entry:
    """The part that a phrase plays, with its finer kind."""

    role: Role
    tag: str = ""


def longest_match(words: Sequence[Token], index: int, last: int) -> tuple[Entry, int] | None:
    """The longest phrase of the lexicon that begins at word `index`, with the index after it."""
    for rest, entry in _TREE.get(words[index].key, ()):
        end = index + 1 + len(rest)
        if end <= last and all(words[index + 1 + n].key == word for n, word in enumerate(rest)):
            return entry, end
    return None


def read_lexicon(text: str) -> dict[str, Entry]:
    """The phrases of a lexicon file with the part that each plays; ValueError for a phrase in two sections."""
    phrases: dict[str, Entry] = {}
    for section in _SECTION.finditer(_COMMENT.sub("", text)):
        entry = Entry(Role[section["role"].upper()], section["tag"].strip())
        for phrase in section["phrases"].split("|"):
            name = " ".join(phrase.split())
            if name in phrases:
                raise ValueError(f"“{name}” is both {phrases[name].role} and {entry.role}")
            phrases[name] = entry
    return phrases


_COMMENT = re.compile(r"^#.*$", re.MULTILINE)
_SECTION = re.compile(r"^\[(?P<role>\w+)(?P<tag>[^\]]*)\]\n(?P<phrases>[^\[]+)", re.MULTILINE)


def _tree(phrases: dict[str, Entry]) -> dict[str, list[tuple[tuple[str, ...], Entry]]]:
    """Phrases by their first word, longest first."""
    tree: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for phrase, entry in phrases.items():
        first, *rest = phrase.split()
        tree.setdefault(first, []).append((tuple(rest), entry))
    for branches in tree.values():
        branches.sort(key=lambda branch: -len(branch[0]))
    return tree


_TREE = _tree(read_lexicon((Path(__file__).parent / "lexicon.txt").read_text(encoding="utf-8")))
LONGEST_PHRASE = 1 + max(len(rest) for branches in _TREE.values() for rest, _ in branches)
