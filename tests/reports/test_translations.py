"""Translations: begun from the original, held against it, behind it; what readers are told of that."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from django.utils import timezone

from indicators.models import AppendOnly
from reports import workflow
from reports.caching import current_token
from reports.models import Article, TranslationMark
from reports.passages import blocks_of_html
from reports.services.attachments import attach
from reports.services.editions import keep_edition
from reports.services.stories import Story
from reports.services.translations import (
    Standing,
    TranslationRefused,
    lag_of,
    mark_first_save,
    mark_up_to_date,
    report_of,
    start_translation,
    translations_standing,
)
from tests.factories import make_article, make_published_article, make_user
from tests.reports.bound_article import body, make_cement, table_of

BEHIND = "changed after this translation"
PDF = b"%PDF-1.7\n%%EOF"
MIGRATION = "0026_marks_of_translations"


@pytest.fixture
def actor() -> User:
    return make_user("dich", "reports.change_article", "reports.publish_article", "reports.review_article")


@pytest.fixture
def pair(actor: User) -> tuple[Article, Article]:
    """A public article and its public translation, up to date."""
    original = make_published_article("xi-mang", title="Xi măng tăng", body="<p>Một.</p><p>Hai.</p>")
    translation = make_published_article(
        "cement", title="Cement up", language="en", translation_of=original, body="<p>One.</p><p>Two.</p>"
    )
    mark_first_save(translation, actor=actor)
    return original, translation


def change(article: Article, **fields: str) -> None:
    """A save of the article with other content, by somebody else than who publishes it."""
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    keep_edition(article, actor=None)
    workflow.reopen(article)


def publish(article: Article, actor: User) -> None:
    article.refresh_from_db()
    workflow.publish(article, actor=actor)
    article.refresh_from_db()


def standing(translation: Article) -> Standing:
    report = report_of(Article.objects.get(pk=translation.pk))
    assert report is not None
    return report.standing


@pytest.mark.django_db
class TestBeginning:
    def test_a_copy_has_the_structure_with_bound_figures_written_in_english(self, actor: User):
        cement = make_cement()
        original = make_article(
            title="Xi măng tăng", body=body("1.230,5 nghìn tấn", "11,2%"), tables=[table_of(cement.code)]
        )
        original.indicators.add(cement)

        article, left = start_translation(original, title="Cement up 11.2%", actor=actor, copies=True)

        block = blocks_of_html(article.body)[0]
        assert [block.text[each.start : each.end] for each in block.bound] == ["1,230.5 thousand tonnes", "11.2%"]
        assert (article.language, article.slug, article.translation_of) == ("en", "cement-up-11-2", original)
        assert [table.description["caption"] for table in article.statistics_tables.all()] == ["Sản phẩm chủ yếu quý I"]
        assert list(article.indicators.all()) == [cement]
        assert left == ()

    def test_files_to_take_away_come_along_and_are_the_same_files(self, actor: User):
        original = make_article()
        attach(original, PDF, title="Báo cáo", actor=actor)

        article, _left = start_translation(original, title="Cement", actor=actor, copies=True)

        [own], [carried] = original.attachments.all(), article.attachments.all()
        assert (carried.title, carried.file.name, carried.kind) == ("Báo cáo", own.file.name, own.kind)
        assert carried.pk != own.pk

    def test_an_empty_one_has_a_title_and_what_is_not_translated(self, actor: User):
        original = make_article(byline="Phòng Tổng hợp")

        article, _left = start_translation(original, title="Cement", actor=actor, copies=False)

        assert (article.body, article.lead, article.byline) == ("", "", "Phòng Tổng hợp")
        assert article.section == original.section

    def test_it_is_marked_with_the_edition_that_it_was_begun_from(self, actor: User):
        original = make_article()
        keep_edition(original, actor=None)
        change(original, title="Đổi tên")

        article, _left = start_translation(original, title="Cement", actor=actor, copies=True)

        mark = TranslationMark.objects.get()
        assert (mark.article, mark.original_edition.number, mark.marked_by) == (article, 2, actor)
        assert standing(article) is Standing.CURRENT

    def test_a_second_one_is_refused(self, actor: User):
        original = make_article()
        start_translation(original, title="Cement", actor=actor, copies=False)

        with pytest.raises(TranslationRefused):
            start_translation(original, title="Cement again", actor=actor, copies=False)


@pytest.mark.django_db
class TestStanding:
    def test_it_is_behind_once_what_is_translated_changed(self, pair: tuple[Article, Article], actor: User):
        original, translation = pair

        change(original, body="<p>Một.</p><p>Ba.</p>")

        assert standing(translation) is Standing.BEHIND

    def test_a_change_of_nothing_that_is_translated_leaves_it_as_it_was(
        self, pair: tuple[Article, Article], actor: User
    ):
        original, translation = pair

        change(original, byline="Người khác")

        assert original.editions.count() == 2
        assert standing(translation) is Standing.CURRENT

    def test_a_mark_brings_it_up_to_date_and_a_later_change_behind_again(
        self, pair: tuple[Article, Article], actor: User
    ):
        original, translation = pair
        change(original, title="Xi măng giảm")

        mark_up_to_date(translation, 2, actor=actor)
        marked = standing(translation)
        change(original, title="Xi măng đứng yên")

        assert (marked, standing(translation)) == (Standing.CURRENT, Standing.BEHIND)

    def test_a_mark_with_an_edition_that_is_no_longer_the_newest_leaves_it_behind(
        self, pair: tuple[Article, Article], actor: User
    ):
        original, translation = pair
        change(original, title="Xi măng giảm")
        change(original, title="Xi măng đứng yên")

        mark_up_to_date(translation, 2, actor=actor)

        assert standing(translation) is Standing.BEHIND

    def test_a_mark_is_never_altered_nor_deleted(self, pair: tuple[Article, Article]):
        mark = TranslationMark.objects.get()

        for act in (mark.save, mark.delete, TranslationMark.objects.all().delete):
            with pytest.raises(AppendOnly):
                act()
        with pytest.raises(AppendOnly):
            TranslationMark.objects.update(marked_by=None)

    def test_marks_go_with_an_article_that_was_never_public(self, actor: User):
        translation, _left = start_translation(make_article(), title="Cement", actor=actor, copies=False)

        translation.delete()

        assert not TranslationMark.objects.exists()

    def test_without_any_mark_nobody_knows(self):
        original = make_published_article()
        translation = make_published_article(language="en", translation_of=original)

        assert standing(translation) is Standing.UNKNOWN

    def test_marks_against_another_original_do_not_count(self, pair: tuple[Article, Article]):
        _original, translation = pair
        other = make_published_article()

        translation.translation_of = other
        translation.save()

        assert standing(translation) is Standing.UNKNOWN

    def test_translations_are_found_by_how_they_stand(self, pair: tuple[Article, Article], actor: User):
        original, current = make_published_article(), pair[1]
        behind = make_published_article(language="en", translation_of=original)
        mark_first_save(behind, actor=actor)
        change(original, lead="Khác.")
        unknown = make_published_article(language="en", translation_of=make_published_article())

        found = {each: list(translations_standing(Article.objects.all(), each)) for each in Standing}

        assert found == {Standing.CURRENT: [current], Standing.BEHIND: [behind], Standing.UNKNOWN: [unknown]}


@pytest.mark.django_db
class TestReaders:
    def page(self, client: Client, translation: Article) -> str:
        return client.get(translation.get_absolute_url()).content.decode()

    def test_nothing_is_said_while_the_public_original_is_what_was_translated(
        self, client: Client, pair: tuple[Article, Article], actor: User
    ):
        original, translation = pair
        change(original, body="<p>Còn đang viết.</p>")

        assert BEHIND not in self.page(client, translation)

    def test_they_are_told_once_the_public_original_says_something_else(
        self, client: Client, pair: tuple[Article, Article], actor: User
    ):
        original, translation = pair
        change(original, body="<p>Một.</p><p>Ba.</p>")
        publish(original, actor)

        page = self.page(client, translation)

        assert BEHIND in page
        assert 'href="/tin/xi-mang/"' in page
        assert BEHIND not in self.page(client, original)

    def test_they_are_told_until_the_edition_that_was_brought_up_to_date_is_public(
        self, client: Client, pair: tuple[Article, Article], actor: User
    ):
        original, translation = pair
        change(original, body="<p>Một.</p><p>Ba.</p>")
        publish(original, actor)
        change(translation, body="<p>One.</p><p>Three.</p>")
        mark_up_to_date(translation, 2, actor=actor)

        before = self.page(client, translation)
        publish(translation, actor)

        assert BEHIND in before
        assert BEHIND not in self.page(client, translation)

    def test_words_that_were_changed_and_changed_back_are_no_difference(
        self, client: Client, pair: tuple[Article, Article], actor: User
    ):
        original, translation = pair
        change(original, title="Nhầm")
        change(original, title="Xi măng tăng")
        publish(original, actor)

        assert BEHIND not in self.page(client, translation)

    def test_they_are_told_that_the_original_was_withdrawn_and_why(
        self, client: Client, pair: tuple[Article, Article], actor: User
    ):
        original, translation = pair
        workflow.withdraw(original, actor=actor, reason="Số liệu nguồn sai.")

        page = self.page(client, translation)

        assert "The original was withdrawn" in page
        assert '<span lang="vi">Số liệu nguồn sai.</span>' in page
        assert 'rel="alternate" hreflang="vi"' not in page

    def test_an_original_that_was_never_public_is_not_told_of(self, client: Client):
        original = make_article()
        translation = make_published_article(language="en", translation_of=original)

        assert "original" not in self.page(client, translation).lower()

    def test_each_version_names_the_others_and_itself(self, client: Client, pair: tuple[Article, Article]):
        for article in pair:
            page = self.page(client, article)
            links = re.findall(r'<link rel="alternate" hreflang="(\w+)" href="[^"]*?(/(?:en/)?tin/[^"]*)"', page)
            assert sorted(links) == [("en", "/en/tin/cement/"), ("vi", "/tin/xi-mang/")]

    def test_without_a_public_translation_readers_of_the_other_language_get_the_original_and_no_alternate(
        self, client: Client, pair: tuple[Article, Article], actor: User
    ):
        original, translation = pair
        workflow.withdraw(translation, actor=actor, reason="Sai.")

        response = client.get("/en/tin/xi-mang/")

        assert (response.status_code, response["Location"]) == (302, "/tin/xi-mang/")
        assert 'rel="alternate" hreflang="en"' not in self.page(client, original)

    def test_what_readers_are_told_costs_two_queries_and_nothing_where_there_is_no_original(
        self, pair: tuple[Article, Article], actor: User, django_assert_num_queries: Any
    ):
        """One for the mark; one for the text of the original, since its number says that it changed."""
        original = pair[0]
        change(original, body="<p>Một.</p><p>Ba.</p>")
        publish(original, actor)
        now = timezone.now()
        stories = [Story.of(article, now) for article in Article.objects.public(at=now).with_editions().order_by("pk")]

        with django_assert_num_queries(2):
            told = lag_of(stories[1], [stories[0].article], at=now)
        with django_assert_num_queries(0):
            lag_of(stories[0], [stories[1].article], at=now)

        assert told is not None
        assert told.original == original


@pytest.mark.django_db
def test_translations_from_before_are_held_against_what_their_original_said_when_they_were_last_saved():
    original = make_published_article(title="Một")
    translation = make_published_article(language="en", translation_of=original)
    change(original, title="Hai")
    change(translation, title="Two")
    change(original, title="Ba")
    alone = make_published_article(language="en")

    state = MigrationLoader(connection).project_state([("reports", MIGRATION)])
    import_module(f"reports.migrations.{MIGRATION}").mark(state.apps, connection.schema_editor())

    marks = TranslationMark.objects.order_by("edition__number")
    assert [(mark.edition.number, mark.original_edition.number) for mark in marks] == [(1, 1), (2, 2)]
    assert [mark.marked_at for mark in marks] == [mark.edition.created_at for mark in marks]
    assert not alone.translation_marks.exists()
    assert standing(translation) is Standing.BEHIND


@pytest.mark.django_db(transaction=True)
def test_a_mark_of_the_public_edition_renews_pages_and_that_of_a_draft_does_not(actor: User):
    original = make_published_article()
    keep_edition(original, actor=None)
    public = make_published_article(language="en", translation_of=original)
    draft = make_article(language="en", translation_of=original)
    keep_edition(draft, actor=None)

    tokens = [current_token("default")]
    mark_up_to_date(draft, 1, actor=actor)
    tokens.append(current_token("default"))
    mark_up_to_date(public, 1, actor=actor)
    tokens.append(current_token("default"))

    assert tokens[0] == tokens[1] != tokens[2]
