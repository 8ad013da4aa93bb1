"""Where an article stands in the list of each tag and author that its published edition bears."""

from __future__ import annotations

from django.db import models

from reports.models.articles import Article, Language


class Listing(models.Model):
    """A line of a label's list: its index leads to the newest articles, however many bear the label and how old.

    Kept by the database itself (`reports.listing_triggers`), through whatever door an article or the labels of an
    edition are changed. It tells where to look; whether the public sees the article is asked of the article.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="+", db_index=False)
    language = models.CharField(max_length=2, choices=Language)
    published_at = models.DateTimeField()

    class Meta:
        abstract = True
        default_permissions = ()


class TagListing(Listing):
    # Not a number of its own: what is loaded from a file meets the line that the database has written meanwhile.
    pk = models.CompositePrimaryKey("article_id", "tag_id")
    tag = models.ForeignKey("reports.Tag", models.CASCADE, related_name="+", db_index=False)

    class Meta(Listing.Meta):
        indexes = [models.Index(fields=["tag", "language", "-published_at", "-article"], name="newest_of_tag")]


class AuthorListing(Listing):
    pk = models.CompositePrimaryKey("article_id", "author_id")
    author = models.ForeignKey("reports.Author", models.CASCADE, related_name="+", db_index=False)

    class Meta(Listing.Meta):
        indexes = [models.Index(fields=["author", "language", "-published_at", "-article"], name="newest_of_author")]
