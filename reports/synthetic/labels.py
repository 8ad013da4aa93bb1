"""Authors and tags of the synthetic articles: an author and a tag that nearly all bear, a tag of the oldest alone.

To find the newest of a label must cost the same whether nearly all articles bear it or only the oldest do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.db import models, transaction
from django.db.models import Exists, OuterRef, QuerySet

from indicators.models.bulk_rows import update_rows
from reports.bylines import names_in
from reports.models import Article, Author, Edition, Tag
from reports.services.article_words import keep_words
from reports.services.authors import author_named
from reports.services.search_index import index_editions
from reports.synthetic.catalogue import PREFIX

CHUNK = 500
ADDRESS = f"{PREFIX}bai-"
"""What the address of a synthetic article is before its number."""

OFFICE = "Ban biên tập"
REPORTERS = 20
WITHOUT_OFFICE = 50
"""Every so manieth article bears neither the office nor the frequent tag."""
FREQUENT = ("kinh-te-tinh", "Kinh tế tỉnh", "Provincial economy")
RARE = ("tu-lieu-cu", "Tư liệu cũ", "Old material")
WITH_RARE = 20
"""So many of the oldest articles bear the rare tag."""


def byline_of(number: int) -> str:
    """The byline of the article of that number: a reporter, and in nearly all the office."""
    reporter = f"Phóng viên {number % REPORTERS + 1}"
    return f"{reporter}, {OFFICE}" if _is_usual(number) else reporter


def label_editions(editions: Sequence[Edition]) -> None:
    """Tie editions that bear no label to the authors of their bylines and to their tags, their articles too."""
    frequent, rare = _tag(FREQUENT), _tag(RARE)
    authors: dict[str, Author] = {}
    named: list[tuple[int, int]] = []
    tagged: list[tuple[Edition, int]] = []
    for edition in editions:
        number = int(edition.article.slug.removeprefix(ADDRESS))
        for name in names_in(edition.byline):
            author = authors[name] if name in authors else authors.setdefault(name, author_named(name))
            named.append((edition.pk, author.pk))
        tagged += [(edition, frequent.pk)] * _is_usual(number) + [(edition, rare.pk)] * (number < WITH_RARE)
    _tie(Edition.authors.through, ("edition_id", "author_id"), named)
    _tie(Edition.tags.through, ("edition_id", "tag_id"), [(edition.pk, tag) for edition, tag in tagged])
    _tie(Article.tags.through, ("article_id", "tag_id"), [(edition.article_id, tag) for edition, tag in tagged])


def label_loaded_articles(*, told: Callable[[int], None]) -> int:
    """Give bylines, authors and tags to the articles that were loaded before there were any; `told` hears how many."""
    count = last = 0
    while articles := list(_unlabelled().filter(pk__gt=last)[:CHUNK]):
        with transaction.atomic():
            _write_bylines(articles)
            editions = list(
                Edition.objects.filter(pk__in=[article.published_edition_id for article in articles]).select_related(
                    "article", "section"
                )
            )
            label_editions(editions)
            index_editions(editions)
        count, last = count + len(articles), articles[-1].pk
        told(count)
    return count


def _unlabelled() -> QuerySet[Article]:
    """Synthetic articles whose published edition is tied to no author; every one that is labelled has one."""
    bearing = Edition.authors.through.objects.filter(edition_id=OuterRef("published_edition_id"))
    ours = Article.objects.filter(slug__startswith=ADDRESS, published_edition__isnull=False)
    return ours.filter(~Exists(bearing)).order_by("pk")


def _write_bylines(articles: list[Article]) -> None:
    for article in articles:
        article.byline = byline_of(int(article.slug.removeprefix(ADDRESS)))
    using = Article.objects.db
    update_rows(Article, ("byline",), [(article.byline, article.pk) for article in articles], using=using)
    shown = [(article.byline, article.published_edition_id) for article in articles]
    update_rows(Edition, ("byline",), shown, using=using)
    keep_words(articles)


def _tie(through: type[models.Model], columns: Sequence[str], pairs: Iterable[tuple[int, int]]) -> None:
    through._default_manager.bulk_create([through(**dict(zip(columns, pair, strict=True))) for pair in pairs])


def _is_usual(number: int) -> bool:
    return number % WITHOUT_OFFICE != WITHOUT_OFFICE // 2


def _tag(named: tuple[str, str, str]) -> Tag:
    slug, name_vi, name_en = named
    return Tag.objects.get_or_create(slug=slug, defaults={"name_vi": name_vi, "name_en": name_en})[0]
