"""Keeping the search documents of editions, and asking the database's own full-text index which ones match."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connections
from django.db.models.expressions import RawSQL

from reports.body_parts import text_of
from reports.models import Edition, Language, SearchDocument, SearchKind, SearchWord
from reports.search_words import SearchQuery, words_of
from reports.services.full_text import fts5, tsquery

LONGEST_WORD = 40

_MATCHING = {
    "sqlite": "SELECT rowid FROM reports_searchindex WHERE reports_searchindex MATCH %s ORDER BY rowid DESC LIMIT %s",
    "postgresql": "SELECT id FROM reports_searchdocument WHERE {index} @@ %s::tsquery ORDER BY id DESC LIMIT %s",
}
_LANGUAGE_WORDS = {Language.VIETNAMESE: "ngonngu0vi", Language.ENGLISH: "ngonngu0en"}


def index_editions(editions: Iterable[Edition]) -> None:
    """Make the documents of editions that are or will be public anew."""
    documents: list[SearchDocument] = []
    for edition in editions:
        documents += _documents(edition)
    SearchDocument.objects.filter(edition_id__in={document.edition_id for document in documents}).delete()
    SearchDocument.objects.bulk_create(documents, batch_size=500)
    words = {word for document in documents for word in document.words.split()} - set(_LANGUAGE_WORDS.values())
    SearchWord.objects.bulk_create(
        [SearchWord(word=word) for word in sorted(words) if len(word) <= LONGEST_WORD],
        ignore_conflicts=True,
        batch_size=500,
    )


def newest_matching(query: SearchQuery, language: str, *, in_title: bool, limit: int, using: str) -> RawSQL:
    """A subquery of the newest documents that have every word of the query, at most `limit`.

    By the index alone and from the newest on, so that a word of every article costs no more than a rare one.
    """
    language_word = _LANGUAGE_WORDS[Language(language)]
    terms = [(word, False) for word in query.words if word != query.prefix] + [(language_word, False)]
    if query.prefix:
        terms.append((query.prefix, True))
    if connections[using].vendor == "postgresql":
        index = "title_index" if in_title else "words_index"
        return RawSQL(_MATCHING["postgresql"].format(index=index), (tsquery(terms), limit))
    return RawSQL(_MATCHING["sqlite"], (fts5("title_words" if in_title else "words", terms), limit))


def _documents(edition: Edition) -> list[SearchDocument]:
    language = _LANGUAGE_WORDS[Language(edition.article.language)]
    areas = {area for table in edition.tables for area in table.get("areas", [])}
    article = _document(
        edition,
        SearchKind.ARTICLE,
        0,
        edition.title,
        [edition.lead, text_of(edition.body), edition.byline, edition.section.name_vi, edition.section.name_en],
        language,
        areas,
    )
    tables = [
        _document(edition, SearchKind.TABLE, position, table["caption"], [], language, table.get("areas", []))
        for position, table in enumerate(edition.tables)
        if table.get("caption")
    ]
    return [article, *tables]


def _document(
    edition: Edition,
    kind: SearchKind,
    position: int,
    title: str,
    texts: Sequence[str],
    language: str,
    areas: Iterable[str],
) -> SearchDocument:
    title_words = dict.fromkeys([*words_of(title), language])
    words = dict.fromkeys([*title_words, *(word for text in texts for word in words_of(text))])
    return SearchDocument(
        edition=edition,
        kind=kind,
        position=position,
        title=title[:300],
        title_words=" ".join(title_words),
        words=" ".join(words),
        areas=" ".join(sorted(areas)),
    )
