"""Finding working copies by their words, alike on every database; and writing the words of all of them anew."""

from __future__ import annotations

from django.db import connections
from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat
from django.db.models.lookups import In

from reports.models import Article, ArticleWords
from reports.models.article_words import LONGEST_WORD
from reports.search_words import SearchQuery
from reports.services.full_text import Term, fts5, tsquery

CHUNK = 500
# The columns of words, with PostgreSQL's index of each.
_INDEXES = {"words": "words_index", "byline_words": "byline_index"}


def has_words(text: str, *, column: str = "words", using: str = "default") -> Q:
    """The condition that an article has every word of the text, the last one perhaps half typed; quoted ones in order.

    Without letter case and diacritics. A text without any letter or digit finds nothing.
    """
    query = SearchQuery.parse(text)
    if not query.words:
        return Q(pk__in=[])
    condition = _among(_articles(column, _terms(query), using), using)
    if query.phrases:
        own = ArticleWords.objects.filter(pk=OuterRef("pk"))
        condition &= Q(Exists(_with_phrases(own, query, column)))
    return condition


def few_with_words(text: str, *, limit: int, column: str = "words", using: str = "default") -> list[int] | None:
    """The articles of `has_words`, where they are no more than `limit`; None where there are more. One query."""
    query = SearchQuery.parse(text)
    if not query.words:
        return []
    if query.phrases:
        rows = ArticleWords.objects.using(using).filter(pk__in=_articles(column, _terms(query), using))
        keys = list(_with_phrases(rows, query, column).values_list("pk", flat=True)[: limit + 1])
    else:
        # By the index alone, which stops at the limit.
        asked = _articles(column, _terms(query), using)
        with connections[using].cursor() as cursor:
            cursor.execute(f"{asked.sql} LIMIT %s", (*asked.params, limit + 1))
            keys = [key for (key,) in cursor.fetchall()]
    return keys if len(keys) <= limit else None


def write_words() -> int:
    """Write the words of every article anew, a page at a time; gives how many there are."""
    last = count = 0
    while articles := list(Article.objects.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        keep_words(articles)
        last, count = articles[-1].pk, count + len(articles)
    return count


def keep_words(articles: list[Article]) -> None:
    """The words of articles that came without `save`."""
    ArticleWords.objects.bulk_create(
        [ArticleWords.of(article) for article in articles],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["words", "byline_words"],
    )


def _with_phrases(rows: QuerySet[ArticleWords], query: SearchQuery, column: str) -> QuerySet[ArticleWords]:
    whole = Concat(Value(" "), column, Value(" "), output_field=TextField())
    for phrase in query.phrases:
        rows = rows.alias(whole=whole).filter(whole__contains=f" {' '.join(phrase)} ")
    return rows


def _terms(query: SearchQuery) -> list[Term]:
    terms: list[Term] = [(word[:LONGEST_WORD], False) for word in query.words if word != query.prefix]
    return [*terms, (query.prefix[:LONGEST_WORD], True)] if query.prefix else terms


def _among(keys: RawSQL, using: str) -> Q:
    """The condition that an article is among these keys.

    SQLite would look up each of many thousand keys and sort them, instead of walking a list that is sorted already and
    asking of each row whether it is among them; what is no plain column makes it do that.
    """
    key = F("pk") + 0 if connections[using].vendor == "sqlite" else F("pk")
    return Q(In(key, keys))


def _articles(column: str, terms: list[Term], using: str) -> RawSQL:
    if connections[using].vendor == "postgresql":
        return RawSQL(
            f"SELECT article_id FROM reports_articlewords WHERE {_INDEXES[column]} @@ %s::tsquery", (tsquery(terms),)
        )
    return RawSQL(
        "SELECT rowid FROM reports_articlewordsindex WHERE reports_articlewordsindex MATCH %s", (fts5(column, terms),)
    )
