"""What the newsroom searches: the words of every article's working copy, without diacritics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from reports.body_parts import text_of
from reports.search_words import words_of

if TYPE_CHECKING:
    from reports.models.articles import Article

SEARCHED = ("title", "lead", "body", "slug", "byline", "source")
# No word is looked for by more; and PostgreSQL's index refuses what is far longer.
LONGEST_WORD = 40


class ArticleWords(models.Model):
    """The folded words of an article in their order, and those of its byline by themselves.

    Written with every save of the article. The database keeps a full-text index of both columns (FTS5 on SQLite, GIN
    on PostgreSQL) by itself; a migration that rebuilds this table on SQLite has to make its triggers again.
    """

    article = models.OneToOneField("reports.Article", models.CASCADE, primary_key=True, related_name="kept_words")
    words = models.TextField(blank=True)
    byline_words = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.words[:80]

    @classmethod
    def of(cls, article: Article) -> ArticleWords:
        """The words of an article as it stands, unsaved."""
        texts = (article.title, article.lead, text_of(article.body), article.byline, article.source, article.slug)
        return cls(
            article_id=article.pk,
            words=" ".join(_joined(text) for text in texts if text),
            byline_words=_joined(article.byline),
        )


def _joined(text: str) -> str:
    return " ".join(word[:LONGEST_WORD] for word in words_of(text))
