"""Synthetic content for benchmarks: of the size that was asked for, the same every time, public and consistent."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from indicators.models import Indicator, Observation, ObservationVersion
from indicators.periods import Period
from reports.models import Article, Author, Edition, SearchDocument, Tag
from reports.synthetic.catalogue import indicator_name
from reports.synthetic.figures import months_of, value_of

pytestmark = pytest.mark.django_db


def load(*, articles: int = 12, indicators: int = 5, years: int = 2, areas: int = 2) -> str:
    output = io.StringIO()
    sizes = {"articles": articles, "indicators": indicators, "years": years, "areas": areas}
    call_command("load_synthetic", **sizes, stdout=output)
    return output.getvalue()


def test_there_is_as_much_as_was_asked_for():
    told = load()

    assert told.strip() == "5 indicators, 2 areas, 240 figures, 12 articles."
    assert Indicator.objects.count() == 5
    assert Observation.objects.public().count() == ObservationVersion.objects.count() == 5 * 2 * 2 * 12
    assert Article.objects.public().count() == Edition.objects.count() == 12


def test_the_same_numbers_give_the_same_content():
    load()

    article = Article.objects.get(slug="th-bai-11")
    value = Observation.objects.get(
        indicator__code="th-00003", area__kind="province", year=2025, month=6, months=1
    ).value
    assert value == value_of(3, 0, Period.of_month(2025, 6)) == Decimal("430.8")
    assert (article.title, article.published_at.year) == ("Than sạch sản xuất tháng 11/2025 (bài 11)", 2025)


def test_articles_are_spread_over_the_years_and_say_what_the_figures_say():
    load(articles=20)

    days = sorted(Article.objects.values_list("published_at", flat=True))
    article = Article.objects.get(slug="th-bai-15")
    [table] = article.published_edition.tables
    assert (days[0].year, days[-1].year) == (2024, 2025)
    assert table["indicators"] == [
        indicator.code for indicator in article.published_edition.indicators.order_by("code")
    ]
    assert article.published_edition.lead in article.published_edition.body


def test_articles_are_read_and_searched_like_any():
    load()
    client = Client()

    page = client.get("/tin/th-bai-10/")
    results = client.get("/tim-kiem/", {"q": "bài 10"})

    assert (page.status_code, results.status_code) == (200, 200)
    assert "<table" in page.content.decode()
    assert SearchDocument.objects.filter(edition__article__slug="th-bai-10").exists()


def test_it_is_not_loaded_on_top_of_itself():
    load()

    with pytest.raises(CommandError):
        load()


def listed(address: str) -> list[str]:
    feed = Client().get(f"{address}feed.json").json()
    return [item["title"].partition("(")[2] for item in feed["items"]]


def test_nearly_all_articles_share_an_author_and_a_tag_and_only_the_oldest_have_the_rare_one():
    load(articles=30)

    assert len(listed("/tac-gia/ban-bien-tap/")) == len(listed("/the/kinh-te-tinh/")) == 26
    assert listed("/tac-gia/phong-vien-6/") == ["bài 25)", "bài 5)"]
    assert listed("/the/tu-lieu-cu/")[0] == "bài 18)"
    assert Article.objects.filter(tags__slug="tu-lieu-cu").count() == 20


def test_articles_that_were_loaded_without_labels_are_given_those_that_they_would_have():
    load(articles=30)
    pages = [listed(address) for address in ("/tac-gia/ban-bien-tap/", "/the/kinh-te-tinh/", "/the/tu-lieu-cu/")]
    for rows in (Edition.tags.through, Edition.authors.through, Article.tags.through, Tag, Author):
        rows.objects.all().delete()
    for model in (Article, Edition):
        model.objects.update(byline="Phóng viên 1")

    output = io.StringIO()
    for _again in range(2):
        call_command("load_synthetic", labels=True, stdout=output)

    addresses = ("/tac-gia/ban-bien-tap/", "/the/kinh-te-tinh/", "/the/tu-lieu-cu/")
    assert output.getvalue().split("\n")[:2] == ["30 articles labelled.", "0 articles labelled."]
    assert [listed(address) for address in addresses] == pages
    assert Article.objects.get(slug="th-bai-7").byline == "Phóng viên 8, Ban biên tập"


def test_figures_are_positive_and_no_name_stands_twice():
    names = [indicator_name(number) for number in range(2000)]
    values = [
        value_of(number, area, period) for number in range(50) for area in (0, 9) for period in months_of(40)[::7]
    ]

    assert len(set(names)) == len(names)
    assert min(values) > 0


def test_the_oldest_articles_stand_in_a_section_of_their_own():
    load(articles=25)

    former = Article.objects.filter(section__slug="chuyen-muc-cu")

    assert sorted(former.values_list("slug", flat=True)) == sorted(f"th-bai-{number}" for number in range(20))
    assert not Article.objects.filter(published_at__lt=former.latest("published_at").published_at).exclude(
        pk__in=former
    )
