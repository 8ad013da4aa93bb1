"""The demo's articles: readable, complete in both languages where translated, illustrative figures named as such."""

import re
from pathlib import Path

import pytest
from PIL import Image

from indicators.table_description import TableDescription
from reports.demo import articles
from reports.demo.articles import DemoArticle, demo_articles, read_article
from reports.demo.catalogue import AREAS, INDICATORS, SECTIONS
from reports.demo.loading import load
from reports.models import Article, Correction, RevisionFlag
from reports.prose.verification import Verdict
from reports.rich_text import clean_body
from reports.services.article_check import check_article

FIRST_QUARTER = "lang-son-quy-i-2018-cong-nghiep-thuong-mai-tang-truong"
ARTICLES = {article.slug: article for article in demo_articles()}

every_article = pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES)


def test_a_year_of_use_shows_in_every_section_and_in_both_languages() -> None:
    vietnamese = [article for article in ARTICLES.values() if article.language == "vi"]
    english = [article for article in ARTICLES.values() if article.language == "en"]

    assert len(vietnamese) >= 12
    assert {article.section for article in vietnamese} == {slug for slug, _, _ in SECTIONS}
    assert len({article.section for article in english}) >= 5


def test_originals_come_before_their_translations() -> None:
    slugs = list(ARTICLES)

    for article in ARTICLES.values():
        if article.translation_of:
            assert slugs.index(article.translation_of) < slugs.index(article.slug)
            assert article.language == "en"


@every_article
def test_body_is_stored_as_it_is_written(article: DemoArticle) -> None:
    assert clean_body(article.body_html) == article.body_html


@every_article
def test_tables_use_the_catalogue(article: DemoArticle) -> None:
    known_indicators = {indicator.code for indicator in INDICATORS}
    known_areas = {code for code, *_ in AREAS}

    for stored in article.tables:
        table = TableDescription.from_json(stored)
        assert set(table.indicators) <= known_indicators
        assert set(table.areas) <= known_areas
        assert table.caption


@every_article
def test_cover_is_small_and_described(article: DemoArticle) -> None:
    path = Path(articles.__file__).parent / "images" / article.cover

    with Image.open(path) as picture:
        assert picture.size == (1200, 675)
    assert path.stat().st_size <= 40_000
    assert article.alt_vi
    assert article.alt_en


@every_article
def test_figures_that_are_not_real_are_named_illustrative(article: DemoArticle) -> None:
    is_real = FIRST_QUARTER in (article.slug, article.translation_of)

    if article.tables and not is_real:
        assert "Số liệu minh họa" in article.source
    if is_real:
        assert "minh họa" not in article.source


def test_first_quarter_is_told_with_the_published_figures_in_both_languages() -> None:
    published = [
        *("230 nghìn tấn", "11,2%", "720 nghìn m³", "9,5%", "163 triệu kWh", "18,3%", "138 nghìn tấn", "6,5%"),
        *("1.233 triệu USD", "25,4%", "32,1%", "769 triệu USD", "29,6%", "33,4%", "464 triệu USD", "20,6%", "30,1%"),
        *("26 triệu USD", "20,7%", "bằng 100%", "4.800 tỷ đồng", "28,6%", "10,3%"),
    ]
    english = next(article for article in ARTICLES.values() if article.translation_of == FIRST_QUARTER)

    for figure in published:
        assert figure in ARTICLES[FIRST_QUARTER].body_html
    numbers = {re.sub(r"[^\d.,%]", "", figure) for figure in published if figure[0].isdigit()}
    for number in numbers:
        assert number.translate(str.maketrans(".,", ",.")) in english.body_html


def test_vietnamese_texts_write_numbers_the_vietnamese_way() -> None:
    for article in ARTICLES.values():
        wrong = r"\d\.\d{1,2}(?!\d)|\d,\d{3}(?!\d)" if article.language == "vi" else r"\d,\d{1,2}(?!\d)"
        assert not re.search(wrong, article.title + article.lead + article.body_html), article.slug


def test_line_that_is_no_field_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bai.html"
    path.write_text("language: vi\nkhông phải trường\n\n<p>a</p>")

    with pytest.raises(ValueError, match="không phải trường"):
        read_article(path)


@pytest.mark.django_db
def test_demo_shows_figures_bound_to_the_data_one_that_waits_for_an_editor_and_one_put_right() -> None:
    load("demo")

    bound = {article.slug: article.body.count("data-figure=") for article in Article.objects.all()}
    waiting = set(RevisionFlag.objects.open().values_list("article__slug", flat=True))
    corrected = set(Correction.objects.public().values_list("article__slug", flat=True))
    assert bound[FIRST_QUARTER] >= 20
    assert sum(count > 0 for count in bound.values()) >= 18
    assert waiting == {
        "dien-thuong-pham-nam-thang-dau-nam-2018",
        "electricity-sales-first-five-months-of-2018",
    }
    assert corrected == {"than-sach-nam-2017"}


@pytest.mark.django_db
def test_figures_of_the_first_quarter_agree_and_one_changed_digit_is_the_one_that_differs() -> None:
    load("demo")
    article = Article.objects.get(slug=FIRST_QUARTER)

    as_published = [figure.verdict for figure in check_article(article).figures]
    article.body = article.body.replace("720", "730")
    changed = [figure for figure in check_article(article).figures if figure.verdict is Verdict.DIFFERS]

    assert set(as_published) == {Verdict.AGREES}
    assert [figure.written.text for figure in changed] == ["730 nghìn m³"]
