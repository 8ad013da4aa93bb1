"""Keeping the search documents of editions, and asking the database's own full-text index which ones match."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists, OuterRef, Q, prefetch_related_objects
from django.utils import timezone

from reports.body_parts import text_of
from reports.models import Article, Edition, Language, SearchDocument, SearchKind, SearchWord
from reports.search_marks import marks_of
from reports.search_words import SearchQuery, words_of

LONGEST_WORD = 40

_MATCHING = {
    "sqlite": """
        SELECT rowid AS id FROM reports_searchindex WHERE reports_searchindex MATCH %({terms})s
        ORDER BY rowid DESC LIMIT %({limit})s""",
    # Words that stand together, as syllables do, PostgreSQL takes for rarer than they are: it would fetch every match
    # to sort them. What is frequent is among the newest; only where it is not, all documents are asked.
    "postgresql": """
        WITH near AS MATERIALIZED (
            SELECT id FROM (SELECT id, {index} FROM reports_searchdocument ORDER BY id DESC LIMIT 3000) AS newest
            WHERE {index} @@ %({terms})s::tsquery ORDER BY id DESC LIMIT %({limit})s
        )
        SELECT id FROM near
        UNION
        SELECT id FROM (
            SELECT id FROM reports_searchdocument
            WHERE {index} @@ %({terms})s::tsquery AND (SELECT COUNT(*) FROM near) < %({limit})s
            ORDER BY id DESC LIMIT %({limit})s
        ) AS everywhere""",
}
_INDEXES = {"words": "words_index", "title_words": "title_index"}
_LANGUAGE_WORDS = {Language.VIETNAMESE: "ngonngu0vi", Language.ENGLISH: "ngonngu0en"}


def index_article(article: Article) -> None:
    """Make the documents of what the article shows and will show anew, and forget those of its other editions."""
    SearchDocument.objects.filter(edition__article=article).delete()
    shown = [edition for edition in (article.published_edition, article.next_edition) if edition is not None]
    for edition in shown:
        # As it is now, and not as it is stored.
        edition.article = article
    _write(shown)


def index_editions(editions: Collection[Edition]) -> None:
    """Make the documents of editions that are or will be public anew."""
    SearchDocument.objects.filter(edition_id__in={edition.pk for edition in editions}).delete()
    _write(editions)


def _write(editions: Collection[Edition]) -> None:
    """Write the documents of editions that have none, and their words."""
    prefetch_related_objects(list(editions), "tags")
    documents: list[SearchDocument] = []
    words: set[str] = set()
    for edition in editions:
        for document, said in _documents(edition):
            documents.append(document)
            words.update(said)
    SearchDocument.objects.bulk_create(documents, batch_size=500)
    SearchWord.objects.bulk_create(
        [SearchWord(word=word) for word in sorted(words) if len(word) <= LONGEST_WORD],
        ignore_conflicts=True,
        batch_size=500,
    )


def forget_former_editions() -> None:
    """Remove the documents of editions that no article shows or will show."""
    shows = Article.objects.filter(
        Q(published_edition=OuterRef("edition")) | Q(next_edition=OuterRef("edition")), pk=OuterRef("edition__article")
    )
    SearchDocument.objects.filter(~Exists(shows)).delete()


def newest_matching(
    query: SearchQuery, language: str, marks: Collection[str], *, limit: int, title_limit: int, using: str
) -> tuple[list[int], bool]:
    """The keys of the newest documents that have every word and mark, and of the newest that have them in the title.

    Beside them whether there may be more than the `limit` of the former. In one query, by the index alone and from the
    newest on, so that a word of every article costs no more than a rare one.
    """
    connection = connections[using]
    params: dict[str, str | int] = {}
    lists = []
    for place, (column, most) in enumerate((("words", limit), ("title_words", title_limit))):
        names = {"terms": f"terms_{place}", "limit": f"limit_{place}"}
        matching = _MATCHING[connection.vendor].format(index=_INDEXES[column], **names)
        lists.append(f"SELECT id, {place} FROM ({matching}) AS list_{place}")
        params |= {names["terms"]: _terms(connection, column, query, language, marks), names["limit"]: most}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(lists), params)
        found = cursor.fetchall()
    return list(dict(found)), sum(place == 0 for _key, place in found) >= limit


def _terms(
    connection: BaseDatabaseWrapper, column: str, query: SearchQuery, language: str, marks: Collection[str]
) -> str:
    """What the full-text index of the database is asked for."""
    whole = [*(word for word in query.words if word != query.prefix), _LANGUAGE_WORDS[Language(language)], *marks]
    if connection.vendor == "postgresql":
        return " & ".join([*(f"'{word}'" for word in whole), *([f"'{query.prefix}':*"] if query.prefix else [])])
    asked = " AND ".join([*(f'"{word}"' for word in whole), *([f'"{query.prefix}" *'] if query.prefix else [])])
    return f"{{{column}}} : ({asked})"


def _documents(edition: Edition) -> list[tuple[SearchDocument, list[str]]]:
    """The edition and each of its tables as documents, with the words that they say themselves."""
    areas = {area for table in edition.tables for area in table.get("areas", [])}
    texts = [edition.lead, text_of(edition.body), edition.byline, edition.section.name_vi, edition.section.name_en]
    article = _document(edition, SearchKind.ARTICLE, 0, edition.title, texts, areas)
    tables = [
        _document(edition, SearchKind.TABLE, position, table["caption"], [], table.get("areas", []))
        for position, table in enumerate(edition.tables)
        if table.get("caption")
    ]
    return [article, *tables]


def _document(
    edition: Edition, kind: SearchKind, position: int, title: str, texts: Sequence[str], areas: Iterable[str]
) -> tuple[SearchDocument, list[str]]:
    of_title = words_of(title)
    said = [*of_title, *(word for text in texts for word in words_of(text))]
    published_at = edition.article.published_at
    marks = [
        _LANGUAGE_WORDS[Language(edition.article.language)],
        *marks_of(
            kind,
            section=edition.section_id,
            year=timezone.localtime(published_at).year if published_at else None,
            areas=sorted(set(areas)),
            tags=sorted(tag.pk for tag in edition.tags.all()),
        ),
    ]
    document = SearchDocument(
        edition=edition,
        kind=kind,
        position=position,
        title=title[:300],
        title_words=" ".join(dict.fromkeys([*of_title, *marks])),
        words=" ".join(dict.fromkeys([*said, *marks])),
        areas=" ".join(sorted(areas)),
    )
    return document, said
