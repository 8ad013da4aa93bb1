"""What a query finds, ranked alike on every database: the newest documents that match, and indicators by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from indicators.prepared import Prepared
from indicators.services.catalogue import NamedIndicator, NamedIndicators
from reports.body_parts import text_of
from reports.models import Edition, SearchDocument, SearchKind
from reports.search_marks import Facet, mark, marks_among
from reports.search_words import SearchQuery, words_of, words_of_name
from reports.services.search_index import newest_matching

INDICATOR_KIND = "indicator"
# What is ranked: the newest documents that match, and beside them the newest that match in the title. Together they
# fill a form of the prepared query (indicators.prepared).
POOL, TITLE_POOL = 180, 76
# Words that a text has are not yet the phrase.
PHRASE_POOL = 800


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match before its texts are read: enough to rank and narrow it.

    `key`: the edition and the place of the table in it, or the indicator and 0.
    """

    kind: str
    score: float
    key: tuple[int, int]
    marks: frozenset[str]
    section_id: int | None = None
    published_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates, best first; `is_cut` where more documents match than were ranked."""

    candidates: Sequence[Candidate]
    is_cut: bool = False


class Search:
    """A query to what is public at `at`; documents take two queries, three where a phrase is asked."""

    def __init__(self, query: SearchQuery, indicators: NamedIndicators, language: str, at: dt.datetime) -> None:
        self._query = query
        self._language = language
        self._at = at
        self._score = _Score(query, at)
        self._indicators = list(self._matching(indicators))

    def found(self, marks: Collection[str] = ()) -> Found:
        """What matches and bears all of these marks, best first."""
        documents, is_cut = self._documents(marks)
        found = [*documents, *(each for each in self._indicators if each.marks.issuperset(marks))]
        found.sort(key=lambda c: (-c.score, c.kind, -c.key[0], c.key[1]))
        return Found(found, is_cut)

    def _documents(self, marks: Collection[str]) -> tuple[list[Candidate], bool]:
        limit = PHRASE_POOL if self._query.phrases else POOL
        using = SearchDocument.objects.db
        newest, is_cut = newest_matching(
            self._query, self._language, marks, limit=limit, title_limit=TITLE_POOL, using=using
        )
        rows = _DOCUMENTS.rows(keys=newest, at=self._at) if newest else []
        phrases = _phrase_texts(self._query, [edition_id for _kind, edition_id, *_rest in rows])
        found = [
            Candidate(
                kind,
                self._score.of_document(title, lead if kind == SearchKind.ARTICLE else "", published_at),
                (edition_id, position),
                marks_among(title_words),
                section_id,
                published_at,
            )
            for kind, edition_id, position, title, title_words, lead, section_id, published_at in rows
            if _has_phrases(self._query, phrases.get(edition_id, "") if kind == SearchKind.ARTICLE else title)
        ]
        return found, is_cut

    def _matching(self, indicators: NamedIndicators) -> Iterable[Candidate]:
        marks = frozenset({mark(Facet.KIND, INDICATOR_KIND)})
        for indicator in indicators.matching(" ".join(self._query.words)):
            if _has_phrases(self._query, f"{indicator.name_vi} {indicator.name_en}"):
                score = self._score.of_indicator(indicator)
                yield Candidate(INDICATOR_KIND, score, (indicator.pk, 0), marks)


class _Score:
    """How well something answers a query; nothing here depends on the database."""

    def __init__(self, query: SearchQuery, at: dt.datetime) -> None:
        self._at = at
        self._words = query.words
        self._wanted = frozenset(query.words)
        self._beginning = query.prefix or None
        self._in_order = " ".join(query.words) if len(query.words) > 1 else None
        self._as_typed = query.text.lower()

    def of_document(self, title: str, lead: str, published_at: dt.datetime) -> float:
        """Words in the title, then in the lead; the title in the asked order and as typed; newer first."""
        of_title = words_of_name(title)
        in_title = self._found(of_title)
        elsewhere = [word for word in self._words if not self._has(word, in_title)]
        in_lead = self._found(words_of_name(lead)) if elsewhere else []
        hits = 3 * (len(self._words) - len(elsewhere)) + sum(self._has(word, in_lead) for word in elsewhere)
        as_typed = 0.5 if self._as_typed in title.lower() else 0.0
        age = max((self._at - published_at).days, 0) / 365.25
        answers = hits / len(self._words) + len(in_title) / (len(of_title) or 1) + self._order(of_title) + as_typed
        return answers / (1 + 0.1 * age / (1 + 0.1 * age))

    def of_indicator(self, indicator: NamedIndicator) -> float:
        """As a document of no age; a little above, since the figure itself answers better than the news about it."""
        names = [words_of_name(indicator.name_vi), words_of_name(indicator.name_en)]
        covered = max(len(self._found(name)) / (len(name) or 1) for name in names)
        return 3 + covered + max(map(self._order, names))

    def _found(self, words: Sequence[str]) -> list[str]:
        """Those of the words that are looked for."""
        if self._beginning is None:
            return [word for word in words if word in self._wanted]
        return [word for word in words if word in self._wanted or word.startswith(self._beginning)]

    def _has(self, word: str, found: Sequence[str]) -> bool:
        return word in found or (word == self._beginning and any(each.startswith(word) for each in found))

    def _order(self, words: Sequence[str]) -> float:
        return 1.0 if self._in_order is not None and self._in_order in " ".join(words) else 0.0


def _documents(*, keys: Sequence[int], at: dt.datetime) -> QuerySet[SearchDocument, tuple[Any, ...]]:
    return (
        SearchDocument.objects.public(at=at)
        .filter(pk__in=keys)
        .order_by()
        .values_list(
            *("kind", "edition_id", "position", "title", "title_words"),
            *("edition__lead", "edition__section_id", "edition__article__published_at"),
        )
    )


_DOCUMENTS: Prepared[tuple[Any, ...]] = Prepared(_documents)


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
