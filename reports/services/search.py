"""Finding articles, indicators and tables, ranked alike on every database."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.safestring import SafeString
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from indicators.models import Area, Indicator
from indicators.services.catalogue import NamedIndicators
from reports.body_parts import text_of
from reports.models import Edition, SearchDocument, SearchKind, SearchWord, Section
from reports.search_words import SearchQuery, highlighted, snippet, words_of, words_of_name
from reports.services.search_index import newest_matching

PAGE_SIZE = 20
# What is ranked: the newest documents that match, and beside them the newest that match in the title.
POOL, TITLE_POOL = 600, 200
INDICATOR_KIND = "indicator"
SHORTEST_CORRECTABLE = 3
LONG_WORD = 6


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a person keeps of the results; empty keeps everything."""

    kind: str = ""
    section: str = ""
    year: int | None = None
    area: str = ""


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
    """A page of hits, how many there are, and by what they can be narrowed (value, label, count)."""

    query: SearchQuery
    hits: Sequence[Hit]
    total: int
    is_cut: bool
    corrected_from: str = ""
    kinds: Sequence[tuple[str, int]] = ()
    sections: Sequence[tuple[Section, int]] = ()
    years: Sequence[tuple[int, int]] = ()
    areas: Sequence[tuple[Area, int]] = ()
    page: int = 1

    @property
    def has_more(self) -> bool:
        return self.page * PAGE_SIZE < self.total


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A match before its texts are read: enough to rank and narrow it."""

    kind: str
    score: float
    key: tuple[int, int]
    section_id: int | None = None
    published_at: dt.datetime | None = None
    areas: frozenset[str] = frozenset()
    indicator: Indicator | None = None


def search(query: SearchQuery, *, language: str, narrowing: Narrowing, page: int = 1, at: dt.datetime) -> Results:
    """The results for `query` among what is public at `at`, in a fixed number of queries.

    Where nothing is found, words that stand nowhere are replaced by the nearest known ones, and the person is told.
    """
    if not query.words:
        return Results(query, [], 0, is_cut=False)
    indicators = NamedIndicators()
    candidates, is_cut = _candidates(query, indicators, language, at)
    asked = query
    if not candidates and (corrections := _corrections(query, indicators)):
        query = query.corrected(corrections)
        candidates, is_cut = _candidates(query, indicators, language, at)
    if not candidates:
        return Results(asked, [], 0, is_cut=False)
    sections = {section.pk: section for section in Section.objects.all()}
    areas = {area.code: area for area in Area.objects.all()}
    kept = [each for each in candidates if _keeps(narrowing, each, sections)]
    shown = kept[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return Results(
        query,
        _hits(shown, query, sections),
        len(kept),
        is_cut,
        corrected_from=asked.text if query is not asked else "",
        page=page,
        **_facets(candidates, sections, areas),
    )


def suggestions(query: SearchQuery, *, language: str, at: dt.datetime, limit: int = 8) -> list[tuple[str, str]]:
    """Titles and addresses for what is typed so far: indicators first, then articles."""
    if not query.words or not query.prefix:
        return []
    indicators = NamedIndicators()
    candidates, _is_cut = _candidates(query, indicators, language, at)
    chosen = sorted(candidates, key=lambda c: c.kind != INDICATOR_KIND)[:limit]
    editions = _editions([c for c in chosen if c.kind != INDICATOR_KIND], with_bodies=False)
    told = []
    for each in chosen:
        if each.indicator is not None:
            told.append((each.indicator.name, each.indicator.get_absolute_url()))
        elif each.kind == SearchKind.ARTICLE:
            edition = editions[each.key[0]]
            told.append((edition.title, edition.article.get_absolute_url()))
    return told


def _candidates(
    query: SearchQuery, indicators: NamedIndicators, language: str, at: dt.datetime
) -> tuple[list[_Candidate], bool]:
    """What matches, best first, and whether there is more than was ranked."""
    using = SearchDocument.objects.db
    newest = newest_matching(query, language, limit=POOL, title_limit=TITLE_POOL, using=using)
    rows = list(
        SearchDocument.objects.public(at=at)
        .filter(pk__in=newest)
        .values_list(
            "kind",
            "edition_id",
            "position",
            "title",
            "edition__lead",
            "edition__section_id",
            "edition__article__published_at",
            "areas",
        )
    )
    phrases = _phrase_texts(query, [edition_id for _kind, edition_id, *_rest in rows])
    found = [
        _Candidate(
            kind,
            _document_score(query, title, lead if kind == SearchKind.ARTICLE else "", published_at, at),
            (edition_id, position),
            section_id,
            published_at,
            frozenset(areas.split()),
        )
        for kind, edition_id, position, title, lead, section_id, published_at, areas in rows
        if published_at is not None
        and _has_phrases(query, phrases.get(edition_id, "") if kind == SearchKind.ARTICLE else title)
    ]
    found += [
        _Candidate(INDICATOR_KIND, _indicator_score(query, indicator), (indicator.pk, 0), indicator=indicator)
        for indicator in indicators.matching(" ".join(query.words))
        if _has_phrases(query, f"{indicator.name_vi} {indicator.name_en}")
    ]
    found.sort(key=lambda c: (-c.score, c.kind, -c.key[0], c.key[1]))
    return found, len(rows) >= POOL


def _document_score(query: SearchQuery, title: str, lead: str, published_at: dt.datetime, at: dt.datetime) -> float:
    """How well a document answers: words in the title, then in the lead, title in the asked order; newer first."""
    in_title, in_lead = words_of_name(title), words_of_name(lead)
    hits = sum(3 if _has(query, word, in_title) else 1 if _has(query, word, in_lead) else 0 for word in query.words)
    covered = sum(query.finds(word) for word in in_title) / (len(in_title) or 1)
    in_order = 1.0 if len(query.words) > 1 and " ".join(query.words) in " ".join(in_title) else 0.0
    as_typed = 0.5 if query.text.lower() in title.lower() else 0.0
    age = max((at - published_at).days, 0) / 365.25
    return (hits / len(query.words) + covered + in_order + as_typed) / (1 + 0.1 * age / (1 + 0.1 * age))


def _indicator_score(query: SearchQuery, indicator: Indicator) -> float:
    """As for a document of no age; a little above, since the figure itself answers better than the news about it."""
    names = [words_of_name(indicator.name_vi), words_of_name(indicator.name_en)]
    covered = max(sum(query.finds(word) for word in name) / (len(name) or 1) for name in names)
    in_order = 1.0 if any(" ".join(query.words) in " ".join(name) for name in names) else 0.0
    return 3 + covered + in_order


def _has(query: SearchQuery, word: str, words: Sequence[str] | set[str]) -> bool:
    return word in words or (word == query.prefix and any(each.startswith(word) for each in words))


def _phrase_texts(query: SearchQuery, edition_ids: Sequence[int]) -> dict[int, str]:
    """The whole texts of editions, read only where a quoted phrase has to be looked for in them."""
    if not query.phrases:
        return {}
    editions = Edition.objects.filter(pk__in=set(edition_ids)).values_list("pk", "title", "lead", "body")
    return {pk: f"{title} . {lead} . {text_of(body)}" for pk, title, lead, body in editions}


def _has_phrases(query: SearchQuery, text: str) -> bool:
    if not query.phrases:
        return True
    joined = f" {' '.join(words_of(text))} "
    return all(f" {' '.join(phrase)} " in joined for phrase in query.phrases)


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


def _keeps(narrowing: Narrowing, candidate: _Candidate, sections: Mapping[int, Section]) -> bool:
    if narrowing.kind and candidate.kind != narrowing.kind:
        return False
    if narrowing.section and (candidate.section_id is None or sections[candidate.section_id].slug != narrowing.section):
        return False
    if narrowing.year and (candidate.published_at is None or candidate.published_at.year != narrowing.year):
        return False
    return not narrowing.area or narrowing.area in candidate.areas


def _facets(
    candidates: Sequence[_Candidate], sections: Mapping[int, Section], areas: Mapping[str, Area]
) -> dict[str, list]:
    by_section = Counter(c.section_id for c in candidates if c.section_id is not None)
    by_year = Counter(c.published_at.year for c in candidates if c.published_at is not None)
    by_area = Counter(code for c in candidates for code in c.areas if code in areas)
    return {
        "kinds": sorted(Counter(c.kind for c in candidates).items()),
        "sections": [(sections[pk], count) for pk, count in by_section.most_common()],
        "years": sorted(by_year.items(), reverse=True),
        "areas": [(areas[code], count) for code, count in by_area.most_common(12)],
    }


def _hits(shown: Sequence[_Candidate], query: SearchQuery, sections: Mapping[int, Section]) -> list[Hit]:
    editions = _editions([c for c in shown if c.kind != INDICATOR_KIND], with_bodies=True)
    hits = []
    for each in shown:
        if each.indicator is not None:
            unit = each.indicator.unit.symbol
            hits.append(
                Hit(
                    INDICATOR_KIND,
                    highlighted(each.indicator.name, query),
                    each.indicator.get_absolute_url(),
                    highlighted(f"{each.indicator.topic.name} · {unit}", query),
                    indicator=each.indicator,
                )
            )
            continue
        edition = editions[each.key[0]]
        section = sections.get(each.section_id or 0)
        url = edition.article.get_absolute_url()
        if each.kind == SearchKind.TABLE:
            title = str(edition.tables[each.key[1]]["caption"])
            hits.append(
                Hit(
                    each.kind,
                    highlighted(title, query),
                    url,
                    highlighted(edition.title, query),
                    each.published_at,
                    section,
                )
            )
            continue
        text = snippet(f"{edition.lead} {text_of(edition.body)}", query)
        hits.append(
            Hit(each.kind, highlighted(edition.title, query), url, highlighted(text, query), each.published_at, section)
        )
    return hits


def _editions(candidates: Sequence[_Candidate], *, with_bodies: bool) -> dict[int, Edition]:
    editions = Edition.objects.filter(pk__in={c.key[0] for c in candidates}).select_related("article")
    editions = editions if with_bodies else editions.defer("body", "tables")
    return {edition.pk: edition for edition in editions}
