"""Keeping the search documents of editions, and asking the database's own full-text index which ones match."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connections
from django.db.models.expressions import RawSQL

from reports.body_parts import text_of
from reports.models import Edition, Language, SearchDocument, SearchKind, SearchWord
from reports.search_words import SearchQuery, words_of

LONGEST_WORD = 40

_MATCHING = {
    "sqlite": "SELECT rowid AS id FROM reports_searchindex WHERE reports_searchindex MATCH %s"
    " ORDER BY rowid DESC LIMIT %s",
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


def newest_matching(query: SearchQuery, language: str, *, limit: int, title_limit: int, using: str) -> RawSQL:
    """A subquery of the newest documents that have every word of the query, and the newest that have it in the title.

    By the index alone and from the newest on, so that a word of every article costs no more than a rare one.
    """
    asked = [_matching(query, language, is_title, using) for is_title in (False, True)]
    # One list of keys: of two that are joined by "or", databases read every document to see whether it is in either.
    sql = " UNION ".join(f"SELECT id FROM ({each}) AS {name}" for (each, _asked), name in zip(asked, "ab", strict=True))
    return RawSQL(sql, (asked[0][1], limit, asked[1][1], title_limit))


def _matching(query: SearchQuery, language: str, is_title: bool, using: str) -> tuple[str, str]:
    """SQL of the documents that match, and what it asks the full-text index for."""
    language_word = _LANGUAGE_WORDS[Language(language)]
    terms = [(word, False) for word in query.words if word != query.prefix] + [(language_word, False)]
    if query.prefix:
        terms.append((query.prefix, True))
    if connections[using].vendor == "postgresql":
        sql = _MATCHING["postgresql"].format(index="title_index" if is_title else "words_index")
        return sql, " & ".join(f"'{word}':*" if is_prefix else f"'{word}'" for word, is_prefix in terms)
    column = "title_words" if is_title else "words"
    words = " AND ".join(f'"{word}" *' if is_prefix else f'"{word}"' for word, is_prefix in terms)
    return _MATCHING["sqlite"], f"{{{column}}} : ({words})"


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
