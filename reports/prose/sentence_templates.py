"""Sentences with gaps, as an editor writes them: "{Chỉ tiêu} {đạt} {giá trị}, {biến động} so với {kỳ gốc}."

A gap is named in Vietnamese, with or without diacritics and capitals. A template is used only where every one of its
gaps can be filled, so a sentence never lacks its figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from indicators.refusals import ReadingError, gettext_noop, quotable
from indicators.text import fold


class TemplateError(ReadingError):
    """Raised where a template cannot be used; the message says what is wrong with it and what is accepted."""


class Kind(StrEnum):
    """Where in the article a sentence stands."""

    TITLE = "title"
    LEAD = "lead"
    LEAD_MORE = "lead_more"
    OPENING = "opening"
    STATEMENT = "statement"
    PARTS = "parts"
    WITHIN = "within"
    PART = "part"
    ALSO = "also"
    PLACE = "place"


class Gap(StrEnum):
    """What fills a gap; the name is the one that editors see."""

    INDICATOR = "chỉ tiêu"
    PERIOD = "kỳ"
    AREA = "địa bàn"
    TOPIC = "lĩnh vực"
    RELEASE = "đợt"
    REACHES = "đạt"
    VALUE = "giá trị"
    CHANGE = "biến động"
    BASE = "kỳ gốc"
    CHANGE_ON_PREVIOUS = "biến động kỳ trước"
    PREVIOUS = "kỳ trước"
    PLAN = "phần kế hoạch"
    PARTS = "các phần"


FIGURES = frozenset({Gap.VALUE, Gap.CHANGE, Gap.CHANGE_ON_PREVIOUS, Gap.PLAN})
CLAUSES = frozenset({Kind.TITLE, Kind.LEAD_MORE, Kind.PART})
"""Kinds that are no whole sentences: they are joined to others, or stand as a headline."""

_OF_PARTS = frozenset({Kind.PARTS, Kind.WITHIN})
_GAP = re.compile(r"\{([^{}]*)\}")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read: words and gaps in turn."""

    kind: Kind
    parts: tuple[str | Gap, ...]

    @property
    def gaps(self) -> frozenset[Gap]:
        return frozenset(part for part in self.parts if isinstance(part, Gap))


def gaps_for(kind: Kind) -> tuple[Gap, ...]:
    """The gaps that a template of the kind may have."""
    if kind in _OF_PARTS:
        return (Gap.PARTS, Gap.INDICATOR, Gap.PERIOD, Gap.AREA)
    return tuple(gap for gap in Gap if gap is not Gap.PARTS)


def read_template(kind: Kind, text: str) -> Template:
    """The template of a text; raises `TemplateError` saying what an editor has to change."""
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        raise TemplateError(gettext_noop("Câu mẫu phải có từ 1 đến %(limit)s ký tự."), limit=_LONGEST)
    parts: list[str | Gap] = []
    position = 0
    for match in _GAP.finditer(text):
        _add_words(parts, text[position : match.start()])
        parts.append(_gap(match[1], kind))
        position = match.end()
    _add_words(parts, text[position:])
    template = Template(kind, tuple(parts))
    _check(template, text)
    return template


def _add_words(parts: list[str | Gap], words: str) -> None:
    if "{" in words or "}" in words:
        raise TemplateError(
            gettext_noop("Thiếu dấu ngoặc nhọn mở hoặc đóng ở “%(words)s”; một chỗ trống viết là {giá trị}."),
            words=quotable(words.strip()),
        )
    if any(character.isdigit() for character in words):
        raise TemplateError(
            gettext_noop("Câu mẫu không được viết sẵn con số (“%(words)s”): mọi số phải đến từ cơ sở dữ liệu."),
            words=quotable(words.strip()),
        )
    if words:
        parts.append(words)


def _gap(name: str, kind: Kind) -> Gap:
    allowed = gaps_for(kind)
    wanted = fold(name.replace("_", " "))
    found = next((gap for gap in allowed if fold(gap) == wanted), None)
    if found is None:
        raise TemplateError(
            gettext_noop("Loại câu này không có chỗ trống {%(name)s}. Có thể dùng: %(allowed)s."),
            name=quotable(name),
            allowed=", ".join(f"{{{gap}}}" for gap in allowed),
        )
    return found


def _check(template: Template, text: str) -> None:
    if template.kind in _OF_PARTS:
        if Gap.PARTS not in template.gaps:
            raise TemplateError(gettext_noop("Câu này phải có chỗ trống {các phần}."))
    elif template.kind is not Kind.TITLE and not template.gaps & FIGURES:
        raise TemplateError(
            gettext_noop("Câu mẫu phải có ít nhất một con số: %(figures)s."),
            figures=", ".join(f"{{{gap}}}" for gap in Gap if gap in FIGURES),
        )
    is_sentence = text.endswith((".", "!", "?"))
    if template.kind in CLAUSES and is_sentence:
        raise TemplateError(gettext_noop("Tiêu đề và vế câu không kết thúc bằng dấu chấm."))
    if template.kind not in CLAUSES and not is_sentence:
        raise TemplateError(gettext_noop("Câu phải kết thúc bằng dấu chấm."))
