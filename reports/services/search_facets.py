"""By what results can be narrowed: kind, section, year, area and tag, with how many there would be."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from django.db.models import Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators.models import Area
from indicators.text import without_nul
from reports.models import Article, SearchKind, Section, Tag
from reports.search_marks import Facet, is_of, mark, value_of
from reports.services.search_candidates import INDICATOR_KIND, Candidate, Found

KINDS = {"tin": SearchKind.ARTICLE.value, "chi-so": INDICATOR_KIND, "bang": SearchKind.TABLE.value}
MOST_CHOICES = 12

_TITLES = {
    Facet.KIND: _("Loại"),
    Facet.SECTION: _("Chuyên mục"),
    Facet.YEAR: _("Năm"),
    Facet.AREA: _("Địa bàn"),
    Facet.TAG: _("Thẻ"),
}
_KIND_LABELS = {
    SearchKind.ARTICLE.value: _("Tin bài"),
    SearchKind.TABLE.value: _("Bảng số liệu"),
    INDICATOR_KIND: _("Chỉ số"),
}
_UNKNOWN = {
    Facet.KIND: _("Tham số “%(name)s” không nhận “%(text)s”. Các giá trị: %(choices)s."),
    Facet.SECTION: _("Không có chuyên mục “%(text)s”."),
    Facet.YEAR: _("“%(text)s” không phải là năm; hãy viết năm bằng bốn chữ số, ví dụ 2018."),
    Facet.AREA: _("Không có địa bàn “%(text)s”."),
    Facet.TAG: _("Không có thẻ “%(text)s”."),
}


class UnknownChoice(ValueError):
    """Nothing can be narrowed by that; the message says why."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to narrow by, as its parameter has it; `count` is None where too much is found to be counted."""

    facet: Facet
    value: str
    label: str
    mark: str
    count: int | None = None
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The choices of a facet, of which one may be chosen."""

    facet: Facet
    title: str
    choices: Sequence[Choice]

    @property
    def is_short(self) -> bool:
        """Whether its labels are as short as years, so that several stand in a row."""
        return self.facet is Facet.YEAR


def chosen(facet: Facet, value: str, *, at: dt.datetime) -> Choice:
    """The choice that a parameter names, in one query at most; raises `UnknownChoice`."""
    asked = without_nul(value)
    if facet is Facet.KIND:
        found = _of_kind(asked) if asked in KINDS else None
    elif facet is Facet.YEAR:
        found = _of_year(asked) if re.fullmatch("[0-9]{4}", asked) else None
    elif facet is Facet.SECTION:
        section = Section.objects.filter(slug=asked).first()
        found = _of_section(section) if section else None
    elif facet is Facet.AREA:
        area = Area.objects.filter(code=asked).first()
        found = _of_area(area) if area else None
    else:
        tag = Tag.objects.public(at=at).filter(slug=asked).first()
        found = _of_tag(tag) if tag else None
    if found is None:
        raise UnknownChoice(_UNKNOWN[facet] % {"text": asked[:40], "name": facet.value, "choices": ", ".join(KINDS)})
    return found


def sections_and_first_year(language: str, *, at: dt.datetime) -> tuple[dict[int, Section], int | None]:
    """All sections by key, and the year of the oldest article; one query."""
    oldest = Article.objects.public(at=at).in_language(language).order_by("published_at").values("published_at")[:1]
    sections = list(Section.objects.annotate(oldest=Subquery(oldest)))
    first = sections[0].oldest if sections else None  # type: ignore[attr-defined]
    return {section.pk: section for section in sections}, timezone.localtime(first).year if first else None


def groups(
    everything: Found,
    narrowed: Found,
    narrowing: Sequence[Choice],
    sections: Mapping[int, Section],
    first_year: int | None,
) -> list[Group]:
    """The facets that leave a choice, each counted beside the choices made in the others; two queries at most.

    `narrowed` is what bears the choices, or everything where that can be told from it. Where too much was found to be
    ranked, choices are offered without a count, and areas and tags are those of what was ranked.
    """
    own = {each.facet: each for each in narrowing}
    marks: dict[Facet, list[str]] = {}
    counts: Counter[str] = Counter()
    borne_by_all = _borne(everything.candidates)
    for facet in Facet:
        if narrowed.is_cut or (everything.is_cut and facet in own):
            marks[facet] = _offered(facet, _of(facet, borne_by_all), sections, first_year)
            continue
        others = [each.mark for each in narrowing if each.facet is not facet]
        borne = _of(facet, _borne(kept(narrowed, others)) if others else borne_by_all)
        marks[facet] = _in_order(facet, borne)
        counts.update(borne)
    found = []
    for facet, choices in _labelled(marks, sections).items():
        told = [_told(choice, counts, own.get(facet)) for choice in choices]
        if facet in own and not any(each.is_chosen for each in told):
            told.append(_told(own[facet], counts, own[facet]))
        if facet in own or len(told) > 1:
            found.append(Group(facet, str(_TITLES[facet]), told))
    return found


def kept(found: Found, marks: Collection[str]) -> list[Candidate]:
    """The candidates that bear all of the marks."""
    return [each for each in found.candidates if each.marks.issuperset(marks)]


def _borne(pool: Sequence[Candidate]) -> Counter[str]:
    """The marks of candidates with how many bear each."""
    return Counter(chain.from_iterable(candidate.marks for candidate in pool))


def _of(facet: Facet, borne: Counter[str]) -> Counter[str]:
    return Counter({each: count for each, count in borne.items() if is_of(facet, each)})


def _told(choice: Choice, counts: Counter[str], chosen_one: Choice | None) -> Choice:
    is_chosen = chosen_one is not None and choice.mark == chosen_one.mark
    return replace(choice, count=counts.get(choice.mark), is_chosen=is_chosen)


def _in_order(facet: Facet, borne: Counter[str]) -> list[str]:
    """Years from the newest, kinds in their order, else what most candidates bear."""
    if facet is Facet.YEAR:
        return sorted(borne, key=lambda each: -int(value_of(each)))
    if facet is Facet.KIND:
        return [each for kind in KINDS.values() if (each := mark(facet, kind)) in borne]
    return [each for each, _count in sorted(borne.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_CHOICES]]


def _offered(facet: Facet, borne: Counter[str], sections: Mapping[int, Section], first_year: int | None) -> list[str]:
    """What may be chosen where not all that was found is known."""
    if facet is Facet.KIND:
        return [mark(facet, kind) for kind in KINDS.values()]
    if facet is Facet.SECTION:
        return [mark(facet, pk) for pk in sections]
    if facet is Facet.YEAR and borne and first_year is not None:
        newest = max(int(value_of(each)) for each in borne)
        return [mark(facet, year) for year in range(newest, first_year - 1, -1)]
    return _in_order(facet, borne)


def _labelled(marks: Mapping[Facet, Sequence[str]], sections: Mapping[int, Section]) -> dict[Facet, list[Choice]]:
    """The choices of the marks in their order, less those whose section, area or tag is no longer there."""
    values = {facet: [value_of(each) for each in own] for facet, own in marks.items()}
    codes = {kind: code for code, kind in KINDS.items()}
    areas = {each.code: each for each in Area.objects.filter(code__in=values[Facet.AREA])} if values[Facet.AREA] else {}
    tags = Tag.objects.in_bulk([int(each) for each in values[Facet.TAG]]) if values[Facet.TAG] else {}
    by_key = {str(pk): section for pk, section in sections.items()}
    return {
        Facet.KIND: [_of_kind(codes[each]) for each in values[Facet.KIND]],
        Facet.SECTION: [_of_section(by_key[each]) for each in values[Facet.SECTION] if each in by_key],
        Facet.YEAR: [_of_year(each) for each in values[Facet.YEAR]],
        Facet.AREA: [_of_area(areas[each]) for each in values[Facet.AREA] if each in areas],
        Facet.TAG: [_of_tag(tags[int(each)]) for each in values[Facet.TAG] if int(each) in tags],
    }


def _of_kind(code: str) -> Choice:
    return Choice(Facet.KIND, code, str(_KIND_LABELS[KINDS[code]]), mark(Facet.KIND, KINDS[code]))


def _of_section(section: Section) -> Choice:
    return Choice(Facet.SECTION, section.slug, section.name, mark(Facet.SECTION, section.pk))


def _of_year(year: str) -> Choice:
    return Choice(Facet.YEAR, year, year, mark(Facet.YEAR, year))


def _of_area(area: Area) -> Choice:
    return Choice(Facet.AREA, area.code, area.name, mark(Facet.AREA, area.code))


def _of_tag(tag: Tag) -> Choice:
    return Choice(Facet.TAG, tag.slug, tag.name, mark(Facet.TAG, tag.pk))
