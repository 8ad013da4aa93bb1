"""Finding articles, indicators and tables in one search: ranked, narrowed, mended where misspelt, page by page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.safestring import SafeString
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from indicators.models import Indicator
from indicators.services.catalogue import NamedIndicators
from reports.body_parts import text_of
from reports.models import Edition, SearchKind, SearchWord, Section
from reports.search_words import SearchQuery, highlighted, snippet, words_of
from reports.services.search_candidates import INDICATOR_KIND, PHRASE_POOL, TITLE_POOL, Candidate, Search
from reports.services.search_facets import Choice, Group, groups, kept, sections_and_first_year

PAGE_SIZE = 20
LAST_PAGE = (PHRASE_POOL + TITLE_POOL) // PAGE_SIZE + 1
SHORTEST_CORRECTABLE = 3
LONG_WORD = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found, with what was looked for marked in its title and text."""

    kind: str
    title: SafeString
    url: str
    text: SafeString = field(default_factory=SafeString)
    published_at: dt.datetime | None = None
    section: Section | None = None
    indicator: Indicator | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits, how many were ranked (`is_cut` where more match), and by what they can be narrowed."""

    query: SearchQuery
    hits: Sequence[Hit]
    total: int
    is_cut: bool
    corrected_from: str = ""
    groups: Sequence[Group] = ()
    page: int = 1

    @property
    def has_more(self) -> bool:
        return self.page * PAGE_SIZE < self.total and self.page < LAST_PAGE


def search(
    query: SearchQuery, *, language: str, narrowing: Sequence[Choice] = (), page: int = 1, at: dt.datetime
) -> Results:
    """The results for `query` among what is public at `at`, in a fixed number of queries.

    Where nothing is found, words that stand nowhere are replaced by the nearest known ones, and the person is told.
    Where more is found than is ranked, the index is asked once more for what bears the choices made.
    """
    if not query.words:
        return Results(query, [], 0, is_cut=False)
    indicators = NamedIndicators()
    asked, looked_for = query, Search(query, indicators, language, at)
    everything = looked_for.found()
    if not everything.candidates and (corrections := _corrections(query, indicators)):
        query = query.corrected(corrections)
        looked_for = Search(query, indicators, language, at)
        everything = looked_for.found()
    if not everything.candidates:
        return Results(asked, [], 0, is_cut=False)
    marks = [choice.mark for choice in narrowing]
    narrowed = looked_for.found(marks) if marks and everything.is_cut else everything
    sections, first_year = sections_and_first_year(language, at=at)
    shown = kept(narrowed, marks)
    return Results(
        query,
        _hits(shown[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], query, sections),
        len(shown),
        narrowed.is_cut,
        corrected_from=asked.text if query is not asked else "",
        groups=groups(everything, narrowed, narrowing, sections, first_year),
        page=page,
    )


def suggestions(query: SearchQuery, *, language: str, at: dt.datetime, limit: int = 8) -> list[tuple[str, str]]:
    """Titles and addresses for what is typed so far: indicators first, then articles."""
    if not query.words or not query.prefix:
        return []
    found = Search(query, NamedIndicators(), language, at).found()
    chosen = sorted(found.candidates, key=lambda c: c.kind != INDICATOR_KIND)[:limit]
    editions, shown = _editions(chosen, with_bodies=False), _indicators(chosen)
    told = []
    for each in chosen:
        if each.kind == INDICATOR_KIND:
            if indicator := shown.get(each.key[0]):
                told.append((indicator.name, indicator.get_absolute_url()))
        elif each.kind == SearchKind.ARTICLE:
            edition = editions[each.key[0]]
            told.append((edition.title, edition.article.get_absolute_url()))
    return told


def _corrections(query: SearchQuery, indicators: NamedIndicators) -> dict[str, str]:
    """The nearest known word for each that stands nowhere."""
    known_names = {w for i in indicators.all for w in words_of(f"{i.name_vi} {i.name_en}")}
    known = known_names | set(SearchWord.objects.filter(word__in=query.words).values_list("word", flat=True))
    unknown = [word for word in query.words if word not in known and len(word) >= SHORTEST_CORRECTABLE]
    if not unknown:
        return {}
    initials = {word[0] for word in unknown} | {word[1] for word in unknown}
    nearby = Q()
    for initial in sorted(initials):
        nearby |= Q(word__startswith=initial)
    vocabulary = sorted(known_names | set(SearchWord.objects.filter(nearby).values_list("word", flat=True)))
    corrections = {}
    for word in unknown:
        near = process.extract(
            word,
            vocabulary,
            scorer=DamerauLevenshtein.distance,
            score_cutoff=1 if len(word) < LONG_WORD else 2,
            limit=None,
        )
        if near:
            # Swapped letters before a missing one, and the same answer on every database.
            corrections[word] = min(near, key=lambda found: (found[1], abs(len(found[0]) - len(word)), found[0]))[0]
    return corrections


def _hits(shown: Sequence[Candidate], query: SearchQuery, sections: Mapping[int, Section]) -> list[Hit]:
    editions, indicators = _editions(shown, with_bodies=True), _indicators(shown)
    hits = []
    for each in shown:
        if each.kind == INDICATOR_KIND:
            indicator = indicators.get(each.key[0])
            if indicator is None:
                continue
            told = f"{indicator.topic.name} · {indicator.unit.symbol}"
            name, address = highlighted(indicator.name, query), indicator.get_absolute_url()
            hits.append(Hit(each.kind, name, address, highlighted(told, query), indicator=indicator))
            continue
        edition = editions[each.key[0]]
        if each.kind == SearchKind.TABLE:
            title, text = str(edition.tables[each.key[1]]["caption"]), edition.title
        else:
            title, text = edition.title, snippet(f"{edition.lead} {text_of(edition.body)}", query)
        hits.append(
            Hit(
                each.kind,
                highlighted(title, query),
                edition.article.get_absolute_url(),
                highlighted(text, query),
                each.published_at,
                sections.get(each.section_id or 0),
            )
        )
    return hits


def _editions(candidates: Sequence[Candidate], *, with_bodies: bool) -> dict[int, Edition]:
    keys = {each.key[0] for each in candidates if each.kind != INDICATOR_KIND}
    editions = Edition.objects.select_related("article")
    return (editions if with_bodies else editions.defer("body", "tables")).in_bulk(keys)


def _indicators(candidates: Sequence[Candidate]) -> dict[int, Indicator]:
    """Those that are still public: found and shown are two queries."""
    keys = {each.key[0] for each in candidates if each.kind == INDICATOR_KIND}
    return Indicator.objects.public().with_labels().in_bulk(keys)
