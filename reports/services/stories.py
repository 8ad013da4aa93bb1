"""What the public reads: articles through their public editions, never through the working copy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from indicators.keyset import NEWEST, Page, Parts, Place, page_of
from indicators.prepared import Prepared
from reports.models import Article, ArticleAddress, Author, Correction, Edition, Image, Section, Tag
from reports.models.articles import ArticleQuerySet
from reports.pictures import Picture
from reports.services.edition_labels import authors_of, tags_of, with_labels
from reports.services.notices import notices_on, read_notices, with_notices
from reports.services.placed_images import placed_images, with_placed_images

PAGE_SIZE = 20
# Related articles are looked for among the newest ones, so that the cost does not grow with the archive.
RELATED_POOL = 400


class Heading(Protocol):
    """What a list of news stands under: a section, a tag, an author, a month."""

    # As the names of its feeds' addresses begin; empty where it has none.
    kind: ClassVar[str]

    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def description(self) -> str: ...
    def get_absolute_url(self) -> str: ...
    def narrow(self, articles: ArticleQuerySet, *, language: str, at: dt.datetime) -> Parts[ArticleQuerySet]:
        """Those of articles in `language` whose public edition at `at` belongs under it, in parts for `page_of`."""
        ...


@dataclass(frozen=True, slots=True)
class Story:
    """A public article: the edition that readers see, under the article's address and dates."""

    article: Article
    edition: Edition
    revised_at: dt.datetime | None

    @classmethod
    def of(cls, article: Article, at: dt.datetime) -> Story:
        """The story of an article that `Article.objects.public()` gave for the same moment."""
        edition = article.edition_at(at)
        assert edition is not None
        return cls(article, edition, article.revised_at_by(at))

    @property
    def title(self) -> str:
        return self.edition.title

    @property
    def lead(self) -> str:
        return self.edition.lead

    @property
    def section(self) -> Section:
        return self.edition.section

    @property
    def language(self) -> str:
        return self.article.language

    @property
    def slug(self) -> str:
        return self.article.slug

    @property
    def url(self) -> str:
        return self.article.get_absolute_url()

    @property
    def published_at(self) -> dt.datetime:
        assert self.article.published_at is not None
        return self.article.published_at

    @property
    def changed_at(self) -> dt.datetime:
        """When the public text last changed."""
        return self.revised_at or self.published_at

    @property
    def touched_at(self) -> dt.datetime:
        """When its text last changed or a notice came to it, for a story that `find` or `newest` gave."""
        dated = (notice.published_at for notice in self.notices)
        return max([self.changed_at, *(moment for moment in dated if moment)])

    @property
    def public_since(self) -> dt.datetime:
        """Since when the public sees this edition: its figures are those of that minute.

        An edition that was written after the date that it bears, as when an archive is taken over, counts from then.
        """
        release = self.article.release
        moment = max(self.changed_at, self.edition.created_at)
        return max(moment, release.published_at) if release else moment

    @property
    def image(self) -> Picture | None:
        cover = self.edition.cover
        return Picture.of(cover, self.language) if cover else None

    @property
    def images(self) -> Mapping[int, Image]:
        """The images of its text, for a story that `find` gave."""
        return placed_images(self.article)

    @property
    def tags(self) -> Sequence[Tag]:
        """The tags of its edition, for a story that `find` gave."""
        return tags_of(self.article)

    @property
    def authors(self) -> Sequence[Author]:
        """The authors of its byline, for a story that `find` gave."""
        return authors_of(self.article, self.edition.byline)

    @property
    def notices(self) -> list[Correction]:
        """What was corrected or brought up to date in it, newest first; for a story that `find` or `newest` gave."""
        return notices_on(self.article)


@dataclass(frozen=True, slots=True)
class Moved:
    """The public article whose address took the place of the one that was asked for."""

    article: Article


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What may still be said of an article that was taken from the public; `language` is that of the reason."""

    reason: str
    at: dt.datetime
    language: str

    @classmethod
    def of(cls, article: Article) -> Withdrawn:
        assert article.withdrawn_at is not None
        return cls(article.withdrawal_reason, article.withdrawn_at, article.language)


def find(slug: str, *, at: dt.datetime | None = None) -> Story | Moved | Withdrawn | None:
    """What stands at an article's address; one query where it is a public article.

    None both for what never was there and for what is not public yet: nobody can tell one from the other.
    """
    moment = at or timezone.now()
    for article in _PUBLIC_AT_ADDRESS.rows(slug=slug, at=moment):
        return Story.of(article, moment)
    withdrawn = Article.objects.withdrawn(at=moment)
    if gone := withdrawn.filter(slug=slug).first():
        return Withdrawn.of(gone)
    former = ArticleAddress.objects.filter(slug=slug).values_list("article_id", flat=True).first()
    if former is None:
        return None
    if moved := Article.objects.public(at=moment).filter(pk=former).first():
        return Moved(moved)
    gone = withdrawn.filter(pk=former).first()
    return Withdrawn.of(gone) if gone else None


def newest_page(
    language: str, *, under: Heading | None = None, place: Place = NEWEST, at: dt.datetime | None = None
) -> Page[Story]:
    """A page of the news in `language`, from newest to oldest; one query."""
    moment = at or timezone.now()
    page = _page(language, under, place, size=PAGE_SIZE, at=moment)
    return Page(stories_of(page.rows, moment), page.newer, page.older)


def newest(language: str, *, limit: int, under: Heading | None = None, at: dt.datetime | None = None) -> list[Story]:
    """The newest articles in `language` with their notices; two queries."""
    moment = at or timezone.now()
    articles = _page(language, under, NEWEST, size=limit, at=moment).rows
    read_notices(articles, at=moment)
    return stories_of(articles, moment)


def translations(story: Story, *, at: dt.datetime | None = None) -> list[Article]:
    """The same article in other languages, where public; one query."""
    root = story.article.translation_of_id or story.article.pk
    others = Article.objects.public(at=at).filter(_same_article(root)).exclude(language=story.language)
    return list(others.order_by("language", "pk"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around an article: itself in other languages, articles that are read with it, those that it links."""

    translations: Sequence[Article]
    related: Sequence[Story]
    linked: Mapping[int, str]


def surroundings(
    story: Story, *, limit: int, linked: Collection[int] = (), at: dt.datetime | None = None
) -> Surroundings:
    """Translations, at most `limit` related articles, the addresses of public ones that it links; two queries."""
    moment = at or timezone.now()
    related = _related(story, limit=limit, at=moment)
    root = story.article.translation_of_id or story.article.pk or 0
    found = {article.pk: article for article in _AROUND.rows(root=root, keys=[*related, *linked], at=moment)}
    same = (a for a in found.values() if root in (a.pk, a.translation_of_id) and a.language != story.language)
    return Surroundings(
        sorted(same, key=lambda a: (a.language, a.pk)),
        stories_of((found[pk] for pk in related if pk in found), moment),
        {pk: found[pk].get_absolute_url() for pk in linked if pk in found},
    )


def _page(language: str, under: Heading | None, place: Place, *, size: int, at: dt.datetime) -> Page[Article]:
    by = place.cursor.moment if place.cursor and not place.is_newer else None
    public = Article.objects.public(at=at, published_by=by).in_language(language)
    if under is None:
        return page_of(public.without_bodies(), by="published_at", place=place, size=size)
    parts = under.narrow(public, language=language, at=at)
    return page_of(Article.objects.without_bodies(), by="published_at", place=place, size=size, parts=parts)


def _same_article(root: int) -> Q:
    """The article that others are translated from, and these."""
    return Q(pk=root) | Q(translation_of=root)


def _public_at_address(*, slug: str, at: dt.datetime) -> ArticleQuerySet:
    public = Article.objects.public(at=at).with_editions()
    public = with_labels(with_placed_images(public, at=at), at=at)
    return with_notices(public, at=at).filter(slug=slug).order_by()


def _around(*, root: int, keys: Sequence[int], at: dt.datetime) -> ArticleQuerySet:
    wanted = _same_article(root) | Q(pk__in=keys)
    return Article.objects.public(at=at).filter(wanted).without_bodies().order_by()


def _related(story: Story, *, limit: int, at: dt.datetime) -> list[int]:
    """Keys of recent articles that cite the same indicators, those that share most first, then of the same section.

    Keys only: with all that a list shows joined to it, PostgreSQL would read every article to rank a few.
    """
    article, edition = story.article, story.edition
    # A preview may be of what is not stored.
    keys = {"article": article.pk or 0, "edition": edition.pk or 0, "section": edition.section_id or 0}
    ranked = _RELATED.rows(story.language, limit, at=at, **keys)
    return [pk for pk, count, is_of_section in ranked if count or is_of_section]


def _ranked(
    language: str, limit: int, *, article: int, edition: int, section: int, at: dt.datetime
) -> QuerySet[Article, Any]:
    citations = Edition.indicators.through.objects
    cited = citations.filter(edition_id=edition).values("indicator_id")
    shared = (
        citations.filter(edition_id=OuterRef("public_edition_id"), indicator_id__in=cited)
        .values("edition_id")
        .annotate(count=Count("indicator_id"))
        .values("count")  # type: ignore[misc]  # the plugin does not see annotations of a through table
    )
    pool = Article.objects.public(at=at).in_language(language).newest_first().values("pk")[:RELATED_POOL]
    return (
        Article.objects.filter(pk__in=pool)
        .exclude(pk=article)
        .with_public_edition_id(at=at)
        .annotate(shared=Coalesce(Subquery(shared), 0))
        .annotate(is_of_section=Q(published_section=section, published_section__isnull=False))
        .order_by("-shared", "-is_of_section", "-published_at", "-pk")
        .values_list("pk", "shared", "is_of_section")[:limit]
    )


def stories_of(articles: Iterable[Article], at: dt.datetime) -> list[Story]:
    """The stories of articles that are public at `at`."""
    return [Story.of(article, at) for article in articles]


# Asked for every page of an article.
_PUBLIC_AT_ADDRESS: Prepared[Article] = Prepared(_public_at_address)
_RELATED: Prepared[Any] = Prepared(_ranked)
_AROUND: Prepared[Article] = Prepared(_around)
