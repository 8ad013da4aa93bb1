"""Places that a text names: which area a figure is about, where the sentence says so.

A place counts where it stands between an indicator and its number ("xuất khẩu qua cửa khẩu Tân Thanh đạt …"), where
the sentence opens with it or sets it by a word of place ("tại huyện Cao Lộc, …"), or in the heading above. Names in
small letters are ordinary words ("hòa bình"), and a name behind another name in capitals is a part of that one ("Hiệp
hội Thép Việt Nam").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from indicators.models import Area, AreaKind
from indicators.services.naming import plain_area_name, plain_name
from indicators.text import fold, has_diacritics

_KINDS = (
    r"tỉnh|thành phố|tp\.?|huyện|thị xã|tx\.?|quận|xã|phường|thị trấn|ck\.?"
    r"|cửa khẩu(?: quốc tế| chính| phụ| song phương)?"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_KIND_BEFORE = re.compile(rf"(?:{_KINDS})\s+$", re.IGNORECASE)
_SETTING = re.compile(
    rf"(?:^|[.;:!?\n(]\s*|(?<!\w)(?:tại|ở|của|qua|địa bàn|riêng|cả|toàn|và|,)\s+)(?:các\s+)?(?:(?:{_KINDS})\s+)?$",
    re.IGNORECASE,
)
_BY_SOURCE = re.compile(r"(?:^|[.;:\n]\s*)(?:theo|báo cáo|số liệu|thông tin)\b[^,;:.]*$", re.IGNORECASE)
_ABROAD = re.compile(r"(?:sang|thị trường|từ|với|vào)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_OWN = re.compile(
    r"(?<!\w)(?i:toàn tỉnh|của tỉnh|trong tỉnh|trên địa bàn tỉnh|qua địa bàn tỉnh|trên địa bàn|qua địa bàn"
    r"|toàn thành phố)"
    r"(?!\w)(?!\s+[A-ZĐ])"
)
_COUNTRY = re.compile(r"(?<!\w)(?i:cả nước|toàn quốc|của nước ta|toàn nền kinh tế)(?!\w)")
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """An area named at [start, end) of the text; `is_setting` where a word of place or the sentence's head sets it."""

    area: Area
    start: int
    end: int
    is_setting: bool


@dataclass(slots=True)
class PlaceNames:
    """Every area by its folded name, for finding them in running text; `home` is the article's own area."""

    home: Area | None
    areas: dict[int, Area] = field(default_factory=dict)
    by_name: dict[str, dict[int, Area]] = field(default_factory=dict)

    @classmethod
    def of(cls, areas: Iterable[Area], home: Area | None) -> PlaceNames:
        places = cls(home)
        for area in areas:
            places.areas[area.pk] = area
            for name in {area.name_vi, area.name_en} - {""}:
                for form in {plain_name(name), plain_area_name(name)}:
                    places.by_name.setdefault(form, {})[area.pk] = area
        return places

    def mentions(self, text: str) -> list[PlaceMention]:
        """Every place that the text names, in order."""
        found = [*self._named(text), *self._own(text)]
        return sorted(found, key=lambda mention: mention.start)

    def _named(self, text: str) -> Iterable[PlaceMention]:
        words = list(_WORD.finditer(text))
        index = 0
        while index < len(words):
            match = self._longest(text, words, index) if words[index].group()[0].isupper() else None
            if match is None:
                index += 1
                continue
            length, area = match
            start, end = words[index].start(), words[index + length - 1].end()
            if not _follows_a_name(text, words, index):
                yield PlaceMention(area, start, end, _is_setting(text[max(0, start - 60) : start]))
            index += length

    def _longest(self, text: str, words: Sequence[re.Match[str]], index: int) -> tuple[int, Area] | None:
        for length in range(min(_LONGEST, len(words) - index), 0, -1):
            last = words[index + length - 1]
            if not last.group()[0].isupper() and length > 1:
                continue
            written = text[words[index].start() : last.end()]
            if len(written) > 80 or re.search(r"[,.;:()\n]", written):
                continue
            areas = self.by_name.get(fold(written))
            if not areas:
                continue
            area = self._the_one(list(areas.values()), written)
            if area is not None:
                return length, area
        return None

    def _the_one(self, areas: list[Area], written: str) -> Area | None:
        """The area meant by a name that several may bear: the one written so, then the one within the home area."""
        if has_diacritics(written):
            areas = [a for a in areas if _is_written(written, a.name_vi)]
        if len(areas) > 1 and self.home is not None:
            areas = [a for a in areas if a.pk == self.home.pk or self._is_within_home(a)] or areas
        return areas[0] if len(areas) == 1 else None

    def _is_within_home(self, area: Area) -> bool:
        while area.parent_id is not None and area.parent_id in self.areas:
            if self.home is not None and area.parent_id == self.home.pk:
                return True
            area = self.areas[area.parent_id]
        return False

    def _own(self, text: str) -> Iterable[PlaceMention]:
        for pattern, area in ((_OWN, self.province), (_COUNTRY, self.country)):
            if area is not None:
                yield from (PlaceMention(area, *match.span(), True) for match in pattern.finditer(text))

    @property
    def province(self) -> Area | None:
        """The province of the article's area, or that area itself."""
        area = self.home
        while area is not None and area.kind != AreaKind.PROVINCE and area.parent_id in self.areas:
            area = self.areas[area.parent_id]
        return area if area is not None and area.kind == AreaKind.PROVINCE else self.home

    @property
    def country(self) -> Area | None:
        countries = [area for area in self.areas.values() if area.kind == AreaKind.COUNTRY]
        return countries[0] if len(countries) == 1 else None


def place_of(
    mentions: Sequence[PlaceMention], *, sentence: int, indicator: int, number: int, heading: Sequence[PlaceMention]
) -> PlaceMention | None:
    """The place that a figure is about, where the text names one.

    `sentence`, `indicator` and `number` are where each begins. The nearest place before the number wins; before the
    indicator only one that is set by a word of place.
    """
    near = [m for m in mentions if indicator <= m.start < number]
    if near:
        return near[-1]
    set_before = [m for m in mentions if sentence <= m.start < indicator and m.is_setting]
    if set_before:
        return set_before[-1]
    return heading[-1] if heading else None


def _is_setting(before: str) -> bool:
    return bool(_SETTING.search(before)) and not _BY_SOURCE.search(before) and not _ABROAD.search(before)


def _follows_a_name(text: str, words: Sequence[re.Match[str]], index: int) -> bool:
    """Whether the word before is part of a name, as in "Thép Việt Nam"; a word for a kind of area is not."""
    if index == 0:
        return False
    before = words[index - 1]
    if text[before.end() : words[index].start()].strip() or not before.group()[0].isupper():
        return False
    if _KIND_BEFORE.search(text[: words[index].start()][-30:]):
        return False
    opens_sentence = index == 1 or text[words[index - 2].end() : before.start()].strip(" \n") in (
        ".",
        "!",
        "?",
        ":",
        "…",
    )
    return not opens_sentence


def _is_written(written: str, name: str) -> bool:
    """Whether the text has the name's diacritics, with or without the word for its kind."""
    shown = " ".join(written.lower().split())
    known = " ".join(name.lower().split())
    return known == shown or known.endswith(" " + shown) or shown.endswith(" " + known) or not has_diacritics(known)
