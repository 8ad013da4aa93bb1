"""A sentence as items: each number with its unit, period phrase, verb, comparison or plain word is one item.

Comparisons ("so với cùng kỳ năm 2017", "so tháng trước", "cùng kỳ") become one item each, so that the period inside
them is never taken for the period of the figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reports.prose.lexicon import LONGEST_PHRASE, Entry, Role, longest_match
from reports.prose.number_phrases import NumberPhrase, number_phrases
from reports.prose.period_phrases import PeriodMention, period_mentions
from reports.prose.titles import quoted_titles
from reports.prose.tokens import Sentence, Source, Token, sentences, tokens

BaseKind = Literal["same", "previous", "last_year", "period", "plan", "other"]


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of the sentence with its role; `key` is the lower-case text that the lexicon knows."""

    role: Role
    key: str
    start: int
    end: int
    tag: str = ""
    number: NumberPhrase | None = None
    period: PeriodMention | None = None
    base: BaseKind | None = None
    is_name: bool = False  # a word with a capital inside the sentence: "Chi Ma" is a place, no "chi"


@dataclass(frozen=True, slots=True)
class ItemSentence:
    sentence: Sentence
    items: tuple[Item, ...]


def item_sentences(source: Source) -> Iterator[ItemSentence]:
    """Every sentence of the text, read into items."""
    words = tokens(source)
    phrases = _with_titles(source, _without_overlaps(source))
    position = 0
    for sentence in sentences(source, words):
        while position < len(phrases) and phrases[position].end <= sentence.start:
            position += 1
        items, position = _items(source, words, sentence, phrases, position)
        yield ItemSentence(sentence, tuple(_with_comparisons(_without_footnote_marks(items))))


def _without_overlaps(source: Source) -> list[Item]:
    """Number and period phrases in order; where they meet, the period wins: "6 tháng đầu năm" is no six."""
    periods = [
        Item(Role.PERIOD, source.lowered[m.start : m.end], m.start, m.end, period=m)
        for m in period_mentions(source.text, source.lowered)
    ]
    numbers = [
        Item(Role.NUMBER, n.digits, n.start, n.end, number=n) for n in number_phrases(source.text, source.lowered)
    ]
    merged: list[Item] = []
    at = 0
    for number in numbers:
        while at < len(periods) and periods[at].end <= number.start:
            merged.append(periods[at])
            at += 1
        if at < len(periods) and periods[at].start < number.end:
            continue
        merged.append(number)
    merged.extend(periods[at:])
    return merged


def _with_titles(source: Source, phrases: list[Item]) -> list[Item]:
    """The phrases, with every quoted title as one word instead of what stands in it."""
    titles = quoted_titles(source.text)
    if not titles:
        return phrases
    merged: list[Item] = []
    at = 0
    for start, end in titles:
        while at < len(phrases) and phrases[at].end <= start:
            merged.append(phrases[at])
            at += 1
        merged.append(Item(Role.WORD, source.lowered[start:end], start, end))
        while at < len(phrases) and phrases[at].start < end:
            at += 1
    return [*merged, *phrases[at:]]


def _without_footnote_marks(items: list[Item]) -> list[Item]:
    """Without the "(1)" between a figure and what follows it."""
    kept: list[Item] = []
    index = 0
    while index < len(items):
        if items[index].key == "(" and kept and kept[-1].role is Role.NUMBER and _is_footnote(items, index + 1):
            index += 3
            continue
        kept.append(items[index])
        index += 1
    return kept


def _is_footnote(items: list[Item], index: int) -> bool:
    if index + 1 >= len(items) or items[index + 1].key != ")":
        return False
    number = items[index].number
    return items[index].key == "*" or (
        number is not None and number.kind == "bare" and not number.sign and len(number.digits) <= 2
    )


def _items(
    source: Source, words: list[Token], sentence: Sentence, phrases: list[Item], position: int
) -> tuple[list[Item], int]:
    items: list[Item] = []
    index = sentence.first
    while index < sentence.last:
        token = words[index]
        while position < len(phrases) and phrases[position].end <= token.start:
            position += 1
        phrase = phrases[position] if position < len(phrases) else None
        if phrase is not None and phrase.start <= token.start:
            items.append(phrase)
            position += 1
            while index < sentence.last and words[index].start < phrase.end:
                index += 1
            continue
        last = min(sentence.last, index + LONGEST_PHRASE)
        if phrase is not None:
            last = next((n for n in range(index, last) if words[n].start >= phrase.start), last)
        match = longest_match(words, index, last) if token.kind in ("word", "mark") else None
        if match is not None and _is_proper_name(source, words, index, match):
            match = None
        if match is None:
            role = Role.WORD if token.kind in ("word", "number") else Role.MARK
            is_name = index > sentence.first and source.text[token.start].isupper()
            items.append(Item(role, token.key, token.start, token.end, is_name=is_name))
            index += 1
            continue
        entry, end = match
        key = token.key if end == index + 1 else " ".join(word.key for word in words[index:end])
        stop = words[end - 1].end
        number = _factor(entry, key, token.start, stop) if entry.role is Role.NUMBER else None
        items.append(Item(entry.role, key, token.start, stop, entry.tag, number))
        index = end
    return items, position


def _is_proper_name(source: Source, words: list[Token], index: int, match: tuple[Entry, int]) -> bool:
    """ "Cao Bằng": a verb or an adverb in small letters, with capitals a part of a name."""
    entry, end = match
    if end != index + 1 or entry.role not in _NEVER_CAPITAL or words[index].kind != "word":
        return False
    if not _has_capital(source, words[index]):
        return False
    return any(
        0 <= near < len(words) and words[near].kind == "word" and _has_capital(source, words[near])
        for near in (index - 1, index + 1)
    )


def _has_capital(source: Source, word: Token) -> bool:
    return source.text[word.start].isupper() and not source.text[word.start : word.end].isupper()


_NEVER_CAPITAL = frozenset({Role.ADVERB, Role.EQUAL, Role.LEVEL, Role.COPULA, Role.AND, Role.APPROX, Role.FILLER})


def _factor(entry: Entry, key: str, start: int, end: int) -> NumberPhrase:
    """A factor in words: "gấp đôi", "ba lần", "một nửa"."""
    return NumberPhrase("times", Decimal(entry.tag), "", key, "lần", start, end, end)


_KINDS: dict[Role, BaseKind] = {
    Role.SAME: "same",
    Role.PREVIOUS: "previous",
    Role.LAST_YEAR: "last_year",
    Role.PLAN: "plan",
}
_OF_A_PLAN = frozenset(
    {Role.WORD, Role.FILLER, Role.PERIOD, Role.PLACE, Role.PLAN, Role.TARGET, Role.SETTING, Role.COPULA}
)
_STOPS = frozenset({Role.MARK, Role.UP, Role.DOWN, Role.AND, Role.LEVEL, Role.EQUAL, Role.TURN, Role.TIMES, Role.CAUSE})


def _with_comparisons(items: list[Item]) -> Iterator[Item]:
    index = 0
    last_end = -1  # after the comparison before
    while index < len(items):
        item = items[index]
        goes_on = index - 1 == last_end and items[index - 1].role is Role.AND
        if item.role is Role.COMPARE:
            end, base, period = _comparison(items, index + 1)
        elif item.role is Role.SAME:
            end, base = _after_same(items, index + 1), "same"
            period = _period_within(items, index, end)
        elif item.role in (Role.PREVIOUS, Role.LAST_YEAR):
            end, base, period = index + 1, _KINDS[item.role], None
        else:
            yield item
            index += 1
            continue
        tag = "stated" if item.role is Role.COMPARE or goes_on or item.key in ("svck", "yoy", "mom", "qoq") else ""
        key = " ".join(part.key for part in items[index:end])
        yield Item(Role.BASE, key, item.start, items[end - 1].end, tag, period=period, base=base)
        index = end
        last_end = end if tag else -1


def _comparison(items: list[Item], index: int) -> tuple[int, BaseKind, PeriodMention | None]:
    """Reads what follows "so với": up to the base that it names, or to the next verb or mark."""
    base: BaseKind = "other"
    period: PeriodMention | None = None
    start = index
    while index < len(items) and index - start < 14:
        item = items[index]
        if item.role is Role.SAME:
            end = _after_same(items, index + 1)
            return end, _same_or_previous(items, end), _period_within(items, index, end)
        if item.role in (Role.PREVIOUS, Role.LAST_YEAR):
            return index + 1, _KINDS[item.role], None
        if item.role is Role.PLAN:
            return after_plan(items, index + 1), "plan", None
        if item.role is Role.PERIOD:
            base = "period" if item.period is not None and item.period.is_period else "other"
            return index + 1, base, item.period
        if item.role is Role.NUMBER and index == start and _is_year(item):
            year = PeriodMention("year", int(item.key), 0, item.start, item.end)
            return index + 1, "period", year
        if item.role in _STOPS and item.tag != "noun":
            break
        index += 1
    return index, base, period


def after_plan(items: Sequence[Item], index: int) -> int:
    """The index after what belongs to "kế hoạch": năm, năm 2018, Trung ương giao, được Thủ tướng giao."""
    while index < len(items) and items[index].role in _OF_A_PLAN:
        index += 1
    return index


def _after_same(items: list[Item], index: int) -> int:
    """The index after what belongs to "cùng kỳ": năm trước, năm 2017, 2017, của năm ngoái."""
    end = index
    while index < len(items):
        item = items[index]
        if item.role in (Role.LAST_YEAR, Role.PERIOD, Role.PREVIOUS) or _is_year(item):
            return index + 1
        if item.role is not Role.FILLER and item.key not in ("năm", "các", "niên", "vụ", "tháng"):
            return end
        index += 1
    return end


def _is_year(item: Item) -> bool:
    number = item.number
    return number is not None and number.kind == "bare" and item.key[:2] in ("19", "20") and len(item.key) == 4


def _same_or_previous(items: list[Item], end: int) -> BaseKind:
    """ "cùng thời điểm tháng trước" is a month ago, "cùng thời điểm năm trước" a year."""
    last = items[end - 1]
    return "previous" if last.role is Role.PREVIOUS and "vụ" not in last.key else "same"


def _period_within(items: list[Item], start: int, end: int) -> PeriodMention | None:
    return next((item.period for item in items[start:end] if item.period is not None), None)


def direction_of(items: Sequence[Item]) -> int:
    """+1 or −1 by the last verb of change, 0 without one."""
    for item in reversed(items):
        if item.role in (Role.UP, Role.DOWN):
            return 1 if item.role is Role.UP else -1
    return 0


def _last_of_pair(items: Sequence[Item], index: int) -> PeriodMention | None:
    """The longer one of "tháng 9 và 9 tháng năm 2018", which comes last."""
    for item in items[index + 1 : index + 4]:
        if item.role is Role.PERIOD and item.period is not None and item.period.is_period:
            return item.period
        if item.role is not Role.AND and item.key not in ("trong", "của", ","):
            break
    return items[index].period


def first_period(items: Sequence[Item]) -> PeriodMention | None:
    """The first period that is not a starting point ("từ tháng 2")."""
    for index, item in enumerate(items):
        if item.role is Role.PERIOD and item.period is not None and item.period.is_period:
            if index and items[index - 1].key in ("từ", "kể từ", "sau", "trước"):
                continue
            return _last_of_pair(items, index)
    return None
