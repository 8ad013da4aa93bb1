"""Results narrowed by kind, section, year, area and tag: counted where all is known, else found by the index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from indicators.models import Indicator
from reports.models import Article, SearchDocument
from reports.search_marks import Facet, mark, marks_among, value_of
from reports.search_words import SearchQuery
from reports.services import search_candidates
from reports.services.search import LAST_PAGE, Results, search, suggestions
from reports.services.search_facets import UnknownChoice, chosen
from reports.services.search_index import forget_former_editions, index_article, index_editions
from reports.taking_back import place_of, take_back
from reports.workflow import go_on_writing, publish
from tests.factories import (
    make_area,
    make_article,
    make_indicator,
    make_published_article,
    make_section,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db


def publish_on(day: str, slug: str, title: str = "Xuất khẩu tăng", **fields: object) -> Article:
    article = make_published_article(slug, title=title, **fields)
    article.published_at = timezone.make_aware(dt.datetime.fromisoformat(f"{day}T09:00"))
    article.save()
    index_article(article)
    return article


def found(text: str = "xuất khẩu", **narrowing: str) -> Results:
    now = timezone.now()
    choices = [chosen(Facet[name.upper()], value, at=now) for name, value in narrowing.items()]
    return search(SearchQuery.parse(text), language="vi", narrowing=choices, at=now)


def slugs(results: Results) -> list[str]:
    return [hit.url.strip("/").rpartition("/")[2] for hit in results.hits]


def counts(results: Results, facet: Facet) -> list[tuple[str, int | None]]:
    return [(c.value, c.count) for group in results.groups if group.facet is facet for c in group.choices]


def test_choices_are_counted_beside_what_is_chosen_in_the_other_facets():
    trade, industry = make_section("thuong-mai"), make_section("cong-nghiep")
    publish_on("2018-05-01", "a", section=trade)
    publish_on("2018-06-01", "b", section=industry)
    publish_on("2017-05-01", "c", section=trade)

    results = found(section="thuong-mai")

    assert sorted(slugs(results)) == ["a", "c"]
    assert counts(results, Facet.YEAR) == [("2018", 1), ("2017", 1)]
    assert sorted(counts(results, Facet.SECTION)) == [("cong-nghiep", 1), ("thuong-mai", 2)]


def test_results_are_narrowed_by_a_tag_of_the_public_edition():
    tag, other = make_tag("logistics"), make_tag("khac")
    publish_on("2018-05-01", "a", tags=[tag])
    publish_on("2018-05-02", "b", tags=[other])

    results = found(tag="logistics")

    assert slugs(results) == ["a"]
    assert sorted(counts(results, Facet.TAG)) == [("khac", 1), ("logistics", 1)]


def test_a_tag_that_nothing_public_bears_is_told_as_one_that_is_not_there(client: Client):
    make_article("nhap", tags=[make_tag("kin", name_vi="Thẻ kín")])

    of_draft, of_none = (client.get("/tim-kiem/", {"q": "xuất", "the": value}) for value in ("kin", "nik"))

    assert (of_draft.status_code, of_none.status_code) == (400, 400)
    assert of_draft.content.decode().replace("kin", "nik") == of_none.content.decode().replace("kin", "nik")


def test_an_old_year_is_found_though_newer_articles_fill_what_is_ranked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(search_candidates, "POOL", 2)
    monkeypatch.setattr(search_candidates, "TITLE_POOL", 1)
    publish_on("2009-05-01", "xua")
    for number in range(4):
        publish_on(f"2018-05-0{number + 1}", f"moi-{number}")

    everything, of_year = found(), found(year="2009")

    assert everything.is_cut
    assert "xua" not in slugs(everything)
    assert ("2009", None) in counts(everything, Facet.YEAR)
    assert (slugs(of_year), of_year.is_cut) == (["xua"], False)


def test_where_too_much_is_found_nothing_is_counted_that_is_not_known(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(search_candidates, "POOL", 2)
    section = make_section("thuong-mai")
    for number in range(4):
        publish_on(f"2018-05-0{number + 1}", f"bai-{number}", section=section)
    make_section("cong-nghiep")

    results = found()

    assert results.is_cut
    assert {count for _value, count in counts(results, Facet.SECTION)} == {None}
    assert {value for value, _count in counts(results, Facet.SECTION)} >= {"thuong-mai", "cong-nghiep"}
    assert counts(results, Facet.KIND) == [("tin", None), ("chi-so", None), ("bang", None)]


def test_beside_a_choice_the_other_facets_are_counted_once_the_index_has_told_all_of_it(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(search_candidates, "POOL", 3)
    rare, common = make_section("hiem"), make_section("thuong")
    publish_on("2009-05-01", "a", section=rare)
    publish_on("2010-05-01", "b", section=rare)
    for number in range(4):
        publish_on(f"2018-05-0{number + 1}", f"moi-{number}", section=common)

    results = found(section="hiem")

    assert sorted(slugs(results)) == ["a", "b"]
    assert counts(results, Facet.YEAR) == [("2010", 1), ("2009", 1)]
    assert ("hiem", None) in counts(results, Facet.SECTION)


def test_a_search_that_is_cut_and_narrowed_costs_a_fixed_number_of_queries(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries
):
    monkeypatch.setattr(search_candidates, "POOL", 2)
    tag = make_tag("logistics")
    for number in range(6):
        publish_on(f"201{number}-05-01", f"bai-{number}", tags=[tag])
    choices = [chosen(Facet.YEAR, "2012", at=timezone.now())]
    query = SearchQuery.parse("xuất khẩu")

    # Names and other names of indicators; keys and documents, both again in the year; sections, tags, editions.
    with django_assert_num_queries(9):
        results = search(query, language="vi", narrowing=choices, at=timezone.now())

    assert slugs(results) == ["bai-2"]


def test_the_last_page_that_can_be_asked_for_leads_no_further():
    pages = [Results(SearchQuery.parse("xi"), [], 10_000, is_cut=True, page=page) for page in (1, LAST_PAGE)]

    assert [page.has_more for page in pages] == [True, False]


def test_an_indicator_that_is_hidden_while_it_is_found_is_left_out():
    make_indicator("than", name_vi="Than sạch")

    def hiding(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if "reports_searchdocument" in sql or "reports_searchindex" in sql:
            Indicator.objects.filter(is_public=True).update(is_public=False)
        return execute(sql, *rest)

    with connection.execute_wrapper(hiding):
        results = found("than sạch")
    Indicator.objects.update(is_public=True)
    with connection.execute_wrapper(hiding):
        offered = suggestions(SearchQuery.parse("than"), language="vi", at=timezone.now())

    assert (results.total, list(results.hits)) == (1, [])
    assert offered == []


def test_an_area_of_a_table_narrows():
    make_area("huu-lung", name_vi="Hữu Lũng")
    make_indicator("da")
    table = {"indicators": ["da"], "periods": ["2018-Q1"], "areas": ["huu-lung"], "caption": "Xuất khẩu đá"}
    publish_on("2018-05-01", "co-bang", tables=[table])
    publish_on("2018-05-02", "khong-bang")

    results = found(area="huu-lung")

    assert set(slugs(results)) == {"co-bang"}
    assert {hit.kind for hit in results.hits} == {"article", "table"}


def test_a_year_begins_at_midnight_here():
    article = make_published_article("giao-thua", title="Xuất khẩu đêm giao thừa")
    article.published_at = dt.datetime(2017, 12, 31, 18, tzinfo=dt.UTC)
    article.save()
    index_article(article)

    assert slugs(found(year="2018")) == ["giao-thua"]
    assert slugs(found(year="2017")) == []


@pytest.mark.parametrize(
    ("facet", "value"),
    [
        ("kind", "tin-bai"),
        ("section", "khong-co"),
        ("year", "18"),
        ("year", "²018"),
        ("area", "x\x00y"),
        ("tag", "a" * 999),
    ],
)
def test_what_nothing_can_be_narrowed_by_is_refused(facet: str, value: str):
    with pytest.raises(UnknownChoice):
        chosen(Facet[facet.upper()], value, at=timezone.now())


def test_a_mark_is_read_as_it_was_written_and_cannot_be_typed():
    marked = mark(Facet.AREA, "lang-son")

    assert value_of(marked) == "lang-son"
    assert marks_among(f"xuat khau {marked}") == {marked}
    assert SearchQuery.parse(marked).words == ("area", "lang", "son")


def test_an_edition_that_is_replaced_is_no_longer_in_the_index():
    editor = make_user("bien-tap", "reports.publish_article")
    article = make_article("bai", title="Nhan đề đầu")
    publish(article, actor=editor)
    article.title = "Nhan đề sau"
    article.save()
    go_on_writing(article, actor=editor)

    publish(article, actor=editor)

    assert [document.title for document in SearchDocument.objects.all()] == ["Nhan đề sau"]


def test_a_publication_that_is_taken_back_leaves_the_index_as_before():
    editor = make_user("bien-tap", "reports.publish_article")
    article = make_article("bai", title="Xuất khẩu tăng")
    before = place_of(article)
    publish(article, actor=editor, at=timezone.now() + dt.timedelta(days=2))
    event = article.workflow_events.get()

    take_back(event, before=before, after=place_of(article), actor=editor)

    assert not SearchDocument.objects.exists()


def test_documents_of_former_editions_are_forgotten_when_the_index_is_rebuilt():
    article = publish_on("2018-05-01", "bai")
    former = article.published_edition
    article.title = "Tên khác"
    article.save()
    index_editions([former])
    Article.objects.filter(pk=article.pk).update(published_edition=None, published_at=None)

    forget_former_editions()

    assert not SearchDocument.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_documents_from_before_bear_their_marks_after_the_migration():
    tag = make_tag("logistics")
    publish_on("2018-05-01", "bai", section=make_section("thuong-mai"), tags=[tag])
    as_made = SearchDocument.objects.get().title_words
    SearchDocument.objects.update(title_words="xuat khau tang ngonngu0vi", words="xuat khau tang ngonngu0vi")
    migration = import_module("reports.migrations.0037_search_marks")

    with connection.schema_editor() as editor:
        migration.write_marks(apps, editor)

    assert marks_among(SearchDocument.objects.get().title_words) == marks_among(as_made)
    assert slugs(found(tag="logistics", year="2018", section="thuong-mai")) == ["bai"]
