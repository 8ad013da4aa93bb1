"""Lists of news are walked by an index, so that they cost the same in a large archive as in a small one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.utils import timezone

from indicators.query_plans import refresh_query_plans
from reports.models import Article, Author, Edition, Tag
from reports.models.articles import ArticleQuerySet
from tests.factories import make_indicator, make_published_article, make_section, make_tag

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a table as small as this one whole"),
]


@pytest.fixture
def public() -> ArticleQuerySet:
    for number in range(30):
        section = make_section("cu" if number < 3 else "moi")
        tags = [make_tag("thuong-gap")] + [make_tag("hiem")] * (number < 3)
        byline = "Ban biên tập" if number < 27 else "Ban biên tập, Cộng tác viên"
        make_published_article(f"bai-{number}", section=section, in_hours=number - 40, tags=tags, byline=byline)
    refresh_query_plans(using="default")
    return Article.objects.public(at=timezone.now()).in_language("vi")


def plan_of(part: ArticleQuerySet) -> str:
    return part.newest_first()[:21].explain()


def test_a_section_is_walked_by_its_own_index(public: ArticleQuerySet) -> None:
    parts = public.in_section(make_section("cu"))

    assert all("article_newest_in_section" in plan_of(part) for part in parts.walked)
    assert all("article_with_next_edition" in part.order_by().explain() for part in parts.few)


@pytest.mark.parametrize("slug", ["thuong-gap", "hiem"])
def test_a_tag_that_all_articles_bear_and_one_of_the_oldest_are_walked_by_the_same_index(
    public: ArticleQuerySet, slug: str
) -> None:
    parts = Tag.objects.get(slug=slug).narrow(public, language="vi", at=timezone.now())

    walked = [part.order_by("-published_at", f"-{parts.key}")[:21].explain() for part in parts.walked]
    assert all("newest_of_tag (tag_id=? AND language=?)" in plan and "TEMP B-TREE" not in plan for plan in walked)
    assert all("article_with_next_edition" in part.order_by().explain() for part in parts.few)


@pytest.mark.parametrize("slug", ["ban-bien-tap", "cong-tac-vien"])
def test_an_author_of_all_articles_and_one_of_few_are_walked_by_the_same_index(
    public: ArticleQuerySet, slug: str
) -> None:
    parts = Author.objects.get(slug=slug).narrow(public, language="vi", at=timezone.now())

    walked = [part.order_by("-published_at", f"-{parts.key}")[:21].explain() for part in parts.walked]
    assert all("newest_of_author (author_id=? AND language=?)" in plan and "TEMP B-TREE" not in plan for plan in walked)
    assert all("article_with_next_edition" in part.order_by().explain() for part in parts.few)


def test_whether_a_label_is_public_is_seen_by_its_newest_article(public: ArticleQuerySet) -> None:
    plans = [Tag.objects.public().explain(), Author.objects.public().explain()]

    assert ["newest_of_tag" in plans[0], "newest_of_author" in plans[1]] == [True, True]
    assert not any("TEMP B-TREE" in plan or "SCAN reports_article" in plan for plan in plans)


def test_articles_that_came_to_cite_an_indicator_by_the_clock_are_looked_for_among_the_few(
    public: ArticleQuerySet,
) -> None:
    citing = Edition.indicators.through.objects.filter(indicator=make_indicator()).values("edition_id")
    parts = public.with_public_edition_in(citing)

    assert all("article_with_next_edition" in part.order_by().explain() for part in parts.few)


def test_all_news_are_walked_by_language_and_minute(public: ArticleQuerySet) -> None:
    assert "article_newest_in_language" in plan_of(public)
