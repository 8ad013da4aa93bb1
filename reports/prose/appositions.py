"""What a name is called beside itself: "Hoa Kỳ - thị trường lớn nhất của Việt Nam" is Hoa Kỳ."""

from __future__ import annotations

from collections.abc import Sequence

from reports.prose.items import Item
from reports.prose.lexicon import Role
from reports.prose.nouns import APPOSITIONS, starts_with_any


def is_apposition(words: Sequence[Item]) -> bool:
    """Whether the words only rank a thing named elsewhere: "thị trường lớn thứ hai", "mặt hàng chủ lực của tỉnh"."""
    first = 1 if words and words[0].key in ("hai", "ba", "bốn", "năm", "các") else 0
    if not starts_with_any(" ".join(item.key for item in words[first : first + 3]), APPOSITIONS):
        return False
    return any(item.key in _RANKS or item.key.endswith("nhất") for item in words)


_RANKS = frozenset({"nhất", "thứ", "đầu", "chủ lực", "chủ", "truyền", "trọng"})


def without_apposition(words: Sequence[Item]) -> Sequence[Item]:
    """The words up to a spaced dash that an apposition follows."""
    for index in range(1, len(words) - 1):
        dash = words[index]
        is_dash = dash.role is Role.MARK and dash.key in ("-", "–", "—")
        is_spaced = words[index - 1].end < dash.start and dash.end < words[index + 1].start
        if is_dash and is_spaced and is_apposition(words[index + 1 :]):
            return words[:index]
    return words
