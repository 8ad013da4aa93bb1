"""The indicator's name: the noun phrase as written, put together where the genre splits it over the verb.

"xuất khẩu 452 nghìn tấn cà phê" names xuất khẩu cà phê; "…, trị giá 2 tỷ USD" after "xuất khẩu gạo" names trị giá
xuất khẩu gạo; "có 1.200 doanh nghiệp thành lập mới" names doanh nghiệp thành lập mới.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.prose.items import Item
from reports.prose.lexicon import Role
from reports.prose.noun_phrases import starts_with_head
from reports.prose.nouns import ACTIONS, ASPECTS, BALANCES, CLASSIFIERS, FIELD_WORK, TAKERS, TOPIC_ASPECTS, ending
from reports.prose.predicates import Predicate
from reports.prose.regions import Noun, Region
from reports.prose.tokens import Source, Span


@dataclass(frozen=True, slots=True)
class Subject:
    """The indicator's name, the characters that it was read from, and its coordinated parts ("A và B lần lượt …")."""

    text: str
    span: Span
    key: str
    parts: tuple[str, ...] = ()
    whole: Subject | None = None
    is_action: bool = False

    def part(self, index: int) -> Subject:
        """The part that the number at `index` of "lần lượt tăng 5% và 8%" speaks of."""
        return replace(self, text=self.parts[index]) if index < len(self.parts) else self


def name_subject(
    region: Region, predicate: Predicate, current: Subject | None, items: Sequence[Item], source: Source
) -> Subject | None:
    """The name that the region and the number's object give; None where the subject before goes on."""
    noun = region.noun
    written = _words(items, predicate.object, source)
    if noun is None:
        source_of = _taken_from(predicate, items)
        if source_of is not None:
            return Subject(written, (source_of.start, items[source_of.last].end), written.lower())
        return _counted(predicate, written, source, items) if _opens_with_count(predicate, current) else None
    if noun.key in BALANCES and current is not None and current.key.startswith("cán cân"):
        return None
    text = noun.text(source.text)
    if region.topic is not None and noun.key in TOPIC_ASPECTS:
        return _joined(noun, text, region.topic.text(source.text), None)
    if noun.key in ASPECTS and current is not None:
        return _joined(noun, text, current.text, current)
    if written and noun.key in ("chi", "bỏ ra"):
        return Subject(written, (noun.start, noun.end), written.lower())
    action = ending(noun.key, ACTIONS)
    is_count = (predicate.number.dimension or "").startswith("count")
    if action and not written and is_count and predicate.is_bare:
        unit = _SCALES.sub("", predicate.number.unit)
        written = "" if unit in CLASSIFIERS and noun.key != action else unit
    taker = ending(noun.key, TAKERS)
    if taker or (
        Role.COPULA in predicate.roles
        and any(key.endswith("có") for key in predicate.keys)
        and not starts_with_head(noun)
    ):
        counted = _counted(predicate, written, source, items)
        if counted is not None and counted.key not in CLASSIFIERS:
            return counted
    if written and action and noun.key.count(" ") < 12:
        text = text if noun.key == action or starts_with_head(noun) else text[-len(action) :]
        return Subject(f"{text} {written}", (noun.start, noun.end), f"{noun.key} {written.lower()}", is_action=True)
    made = action and action not in FIELD_WORK and len(action) < len(noun.key)
    if made and "được" in predicate.keys and not starts_with_head(noun):
        done = text[: -len(action)].strip()
        return Subject(done, (noun.start, noun.start + len(done)), done.lower(), is_action=True)
    return Subject(text, (noun.start, noun.end), noun.key, _parts(noun, source))


def _joined(noun: Noun, text: str, whole: str, of: Subject | None) -> Subject:
    """ "trị giá" of "xuất khẩu gạo": trị giá xuất khẩu gạo."""
    name = whole if whole.lower().startswith(noun.key) else f"{text} {_core(_without_aspect(whole))}"
    return Subject(name, (noun.start, noun.end), name.lower(), whole=of)


def with_aspect(subject: Subject, aspect: Item, source: Source) -> Subject:
    """The subject measured by volume or by value: "lượng xuất khẩu gạo"."""
    written = source.text[aspect.start : aspect.end].removeprefix("về ")
    if subject.key.startswith(written.lower()):
        return subject
    whole = _without_aspect(subject.text)
    return replace(subject, text=f"{written} {whole}", key=f"{written.lower()} {whole.lower()}", parts=())


_SCALES = re.compile(r"^(?:(?:trăm|chục|nghìn|ngàn|vạn|triệu|tỷ|tỉ)\s+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    last: int


def _taken_from(predicate: Predicate, items: Sequence[Item]) -> _Place | None:
    """The object of "thu về 615 triệu USD từ xuất khẩu rau quả"."""
    if predicate.object is None or not {"thu về", "mang về"} & set(predicate.keys):
        return None
    first, end = predicate.object
    return _Place(items[first].start, end - 1) if items[first - 1].role is Role.FROM else None


def _opens_with_count(predicate: Predicate, current: Subject | None) -> bool:
    return any(key.endswith("có") for key in predicate.keys) or (
        predicate.object is not None and (current is None or predicate.is_bare)
    )


def _counted(predicate: Predicate, written: str, source: Source, items: Sequence[Item]) -> Subject | None:
    """The thing counted: "12.345 doanh nghiệp thành lập mới", "1,2 triệu lượt khách quốc tế"."""
    number = predicate.number
    unit = _SCALES.sub("", number.unit)
    if number.dimension is None or not number.dimension.startswith("count"):
        if not written or number.kind == "bare":
            return None
        unit = ""
    elif unit.startswith("lượt ") and written:
        unit = unit.removeprefix("lượt ")
    text = " ".join(part for part in (unit, written) if part)
    if not text:
        return None
    end = items[predicate.object[1] - 1].end if predicate.object is not None else number.end
    return Subject(text, (number.digits_end, end), text.lower(), is_action=True)


def _words(items: Sequence[Item], place: tuple[int, int] | None, source: Source) -> str:
    if place is None:
        return ""
    return " ".join(source.text[items[place[0]].start : items[place[1] - 1].end].split())


def _without_aspect(text: str) -> str:
    lowered = text.lower()
    for aspect in ("lượng ", "khối lượng ", "sản lượng ", "kim ngạch ", "trị giá ", "giá trị "):
        if lowered.startswith(aspect):
            return text[len(aspect) :]
    return text


def _core(text: str) -> str:
    """Without what hangs on it: "xuất khẩu gạo của Việt Nam" is xuất khẩu gạo."""
    return _HANGING.split(text, maxsplit=1)[0]


_HANGING = re.compile(r"(?<=\w) (?:của|sang|trong|trên|tại|thời điểm)(?= )", re.IGNORECASE)


def _parts(noun: Noun, source: Source) -> tuple[str, ...]:
    """The coordinated parts of the phrase, cut at "và" and commas."""
    parts: list[list[Item]] = [[]]
    for item in noun.items:
        if item.role is Role.AND or item.key == ",":
            parts.append([])
        else:
            parts[-1].append(item)
    if len(parts) < 2 or not all(parts):
        return ()
    return tuple(Noun(tuple(part)).text(source.text) for part in parts)
