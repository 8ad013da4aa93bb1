"""The lists of tags and authors: what the database keeps of them is exact, whatever door a change comes through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from indicators.keyset import NEWEST, Cursor, Place
from reports import listing_triggers, workflow
from reports.database_triggers import existing_triggers, keep_triggers
from reports.models import Article, ArticleWords, Author, AuthorListing, BulkKind, Edition, Tag, TagListing
from reports.services.bulk_actions import BulkPlan, carry_out, undo
from reports.services.editions import keep_edition
from reports.services.stories import newest_page
from tests.factories import make_article, make_published_article, make_release, make_tag, make_user

pytestmark = pytest.mark.django_db

KINDS = ((TagListing, Edition.tags.through, "tag_id"), (AuthorListing, Edition.authors.through, "author_id"))


def lines(kind: Any, column: str) -> list[tuple[Any, ...]]:
    return sorted(kind.objects.values_list("article_id", column, "language", "published_at"))


def assert_exact() -> None:
    """There is a line for each label of each published edition, and none besides."""
    for kind, through, column in KINDS:
        expected = [
            (article.pk, label, article.language, article.published_at)
            for article in Article.objects.filter(published_edition__isnull=False)
            for label in through.objects.filter(edition=article.published_edition).values_list(column, flat=True)
        ]
        assert lines(kind, column) == sorted(expected)


def listed(label: Tag | Author, *, at: dt.datetime | None = None, language: str = "vi") -> list[str]:
    return [story.slug for story in newest_page(language, under=label, at=at).rows]


def in_minutes(minutes: int) -> dt.datetime:
    return timezone.now() + dt.timedelta(minutes=minutes)


def replace(article: Article, *, tags: Iterable[Tag], byline: str, at: dt.datetime | None = None) -> None:
    """Publish the article anew with other labels, at once or at a minute to come."""
    article.byline = byline
    article.save()
    article.tags.set(tags)
    edition = keep_edition(article, actor=None)
    if at is None:
        article.published_edition = edition
    else:
        article.next_edition, article.next_at = edition, at
    article.save()


@pytest.fixture
def editor() -> Any:
    return make_user("duyet", "reports.publish_article", "reports.change_article", "reports.review_article")


def test_an_article_is_listed_once_it_is_put_before_the_public(editor: Any) -> None:
    tag = make_tag("xuat-khau")
    article = make_article("bai", tags=[tag], byline="Ban biên tập, Nguyễn An")
    before = listed(tag)

    workflow.publish(article, actor=editor)

    assert (before, listed(tag)) == ([], ["bai"])
    assert [listed(author) for author in Author.objects.all()] == [["bai"], ["bai"]]
    assert_exact()


def test_an_article_that_is_published_with_other_labels_moves_from_list_to_list() -> None:
    old, new, stays = make_tag("cu"), make_tag("moi"), make_tag("chung")
    article = make_published_article("bai", tags=[old, stays], byline="Nguyễn An")

    replace(article, tags=[new, stays], byline="Trần Bình")

    assert [listed(tag) for tag in (old, new, stays)] == [[], ["bai"], ["bai"]]
    assert [author.name for author in Author.objects.public()] == ["Trần Bình"]
    assert set(Tag.objects.public()) == {new, stays}
    assert_exact()


def test_a_next_edition_moves_its_article_at_its_minute_by_the_clock_alone() -> None:
    old, new = make_tag("cu"), make_tag("moi")
    article = make_published_article("bai", tags=[old], byline="Nguyễn An")

    replace(article, tags=[new], byline="Trần Bình", at=in_minutes(10))

    an, binh = Author.objects.get(name="Nguyễn An"), Author.objects.get(name="Trần Bình")
    assert [listed(label, at=in_minutes(9)) for label in (old, an, new, binh)] == [["bai"], ["bai"], [], []]
    assert [listed(label, at=in_minutes(11)) for label in (old, an, new, binh)] == [[], [], ["bai"], ["bai"]]
    assert [list(Tag.objects.public(at=in_minutes(minute))) for minute in (9, 11)] == [[old], [new]]
    assert [list(Author.objects.public(at=in_minutes(minute))) for minute in (9, 11)] == [[an], [binh]]
    assert_exact()


def test_what_the_clock_keeps_back_or_takes_away_is_in_no_list(editor: Any) -> None:
    tag = make_tag("xuat-khau")
    release = make_release(in_hours=1)
    make_published_article("sap-dang", tags=[tag], in_hours=2)
    make_published_article("doi-cong-bo", tags=[tag], release=release)
    gone = make_published_article("da-go", tags=[tag])
    workflow.withdraw(gone, actor=editor, reason="Nhầm", at=in_minutes(-1))
    will_go = make_published_article("se-go", tags=[tag], in_hours=-2)
    workflow.withdraw(will_go, actor=editor, reason="Hết hạn", at=in_minutes(90))

    assert listed(tag) == ["se-go"]
    assert listed(tag, at=in_minutes(61)) == ["doi-cong-bo", "se-go"]
    assert listed(tag, at=in_minutes(121)) == ["sap-dang", "doi-cong-bo"]
    assert_exact()


def test_a_label_of_articles_that_nobody_may_see_yet_is_not_public() -> None:
    make_published_article("sap-dang", tags=[make_tag("mot")], byline="Một", in_hours=2)
    make_published_article("doi", tags=[make_tag("hai")], byline="Hai", release=make_release(in_hours=1))
    withdrawn = make_published_article("go", tags=[make_tag("ba")], byline="Ba")
    Article.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())

    assert not Tag.objects.public().exists()
    assert not Author.objects.public().exists()
    assert {tag.slug for tag in Tag.objects.public(at=in_minutes(61))} == {"hai"}
    assert {author.name for author in Author.objects.public(at=in_minutes(121))} == {"Một", "Hai"}


def test_unpublished_and_published_again_an_article_leaves_and_comes_back(editor: Any) -> None:
    tag = make_tag("xuat-khau")
    article = make_article("bai", tags=[tag])
    workflow.publish(article, actor=editor, at=in_minutes(60))
    planned = lines(TagListing, "tag_id")

    workflow.unschedule(article, actor=editor)
    without = lines(TagListing, "tag_id")
    workflow.publish(article, actor=editor)

    assert (len(planned), without) == (1, [])
    assert listed(tag) == ["bai"]
    assert_exact()


def test_a_moved_address_and_another_language_are_those_of_the_list(client: Client) -> None:
    tag = make_tag("xuat-khau")
    article = make_published_article("cu", tags=[tag])

    article.slug = "moi"
    article.save()
    moved = listed(tag)
    article.language = "en"
    article.save()

    assert moved == ["moi"]
    assert (listed(tag), listed(tag, language="en")) == ([], ["moi"])
    assert 'href="/en/tin/moi/"' in client.get("/en/the/xuat-khau/").content.decode()
    assert_exact()


def test_steps_on_many_articles_keep_the_lists_and_so_does_taking_them_back(editor: Any) -> None:
    tag = make_tag("xuat-khau")
    articles = [make_article(f"bai-{number}", tags=[tag], byline="Ban biên tập") for number in range(3)]
    for article in articles:
        keep_edition(article, actor=None)
    plan = BulkPlan(BulkKind.SCHEDULE, [article.pk for article in articles], at=in_minutes(10))

    action, _outcomes = carry_out(plan, actor=editor, marks={})
    planned = listed(tag, at=in_minutes(11))
    assert_exact()
    assert action is not None
    undo(action, actor=editor)

    assert sorted(planned) == ["bai-0", "bai-1", "bai-2"]
    assert listed(tag, at=in_minutes(11)) == []
    assert_exact()


def test_writing_past_the_models_keeps_the_lists() -> None:
    tag, other = make_tag("xuat-khau"), make_tag("khac")
    articles = [make_published_article(f"bai-{number}", tags=[tag], in_hours=-number - 1) for number in range(4)]
    first, second, third, fourth = articles
    shown = Edition.tags.through.objects

    Article.objects.filter(pk=fourth.pk).update(published_at=timezone.now())
    Article.objects.filter(pk=first.pk).update(published_edition=None)
    shown.filter(edition=second.published_edition).update(tag=other)
    shown.filter(edition=third.published_edition).delete()
    shown.create(edition=third.published_edition, tag=other)

    assert (listed(tag), listed(other)) == (["bai-3"], ["bai-1", "bai-2"])
    assert_exact()


def test_an_article_that_sql_deletes_leaves_no_line() -> None:
    gone = make_published_article("bai", tags=[make_tag()], byline="Nguyễn An")
    make_published_article("khac", tags=[make_tag()], byline="Nguyễn An")

    # No model takes the lines along here, as none did in the version of the portal before.
    Article.objects.filter(pk=gone.pk)._raw_delete("default")
    assert_exact()

    for rows in (
        Edition.tags.through.objects.filter(edition__article_id=gone.pk),
        Edition.authors.through.objects.filter(edition__article_id=gone.pk),
        Article.tags.through.objects.filter(article_id=gone.pk),
        ArticleWords.objects.filter(article_id=gone.pk),
        Edition.objects.filter(article_id=gone.pk),
    ):
        rows.model.objects.filter(pk__in=list(rows.values_list("pk", flat=True)))._raw_delete("default")


def test_pages_of_a_label_follow_each_other_without_a_gap() -> None:
    tag, other = make_tag("xuat-khau"), make_tag("khac")
    minute = timezone.now() - dt.timedelta(days=1)
    articles = [
        make_published_article(f"bai-{number}", tags=[tag if number % 3 else other], in_hours=-1)
        for number in range(75)
    ]
    for number, article in enumerate(articles):
        # Five of each minute.
        when = minute - dt.timedelta(minutes=number // 5)
        Article.objects.filter(pk=article.pk).update(published_at=when)
        article.published_at = when
    for article in articles[::15]:
        replace(article, tags=[tag], byline="", at=in_minutes(-5))
    bears = [a for number, a in enumerate(articles) if number % 3 or number % 15 == 0]
    expected = [a.pk for a in sorted(bears, key=lambda a: (a.published_at, a.pk), reverse=True)]

    found, place = [], NEWEST
    while place is not None:
        page = newest_page("vi", under=tag, place=place)
        found += [story.article.pk for story in page.rows]
        place = Place(page.older) if page.older else None
    back = newest_page("vi", under=tag, place=Place(page.newer, is_newer=True))

    assert found == expected
    assert [story.article.pk for story in back.rows] == expected[20:40]


def test_a_place_that_is_no_row_of_the_list_lies_between_two_of_it() -> None:
    tag = make_tag("xuat-khau")
    articles = [make_published_article(f"bai-{number}", tags=[tag], in_hours=-number) for number in range(1, 4)]
    between = Cursor(articles[1].published_at + dt.timedelta(minutes=5), 1)

    older = newest_page("vi", under=tag, place=Place(between))
    newer = newest_page("vi", under=tag, place=Place(between, is_newer=True))

    assert [story.slug for story in older.rows] == ["bai-2", "bai-3"]
    assert [story.slug for story in newer.rows] == ["bai-1"]


def test_an_upgrade_fills_the_lists_and_a_later_one_puts_them_right() -> None:
    tag = make_tag("xuat-khau")
    articles = [make_published_article(f"bai-{number}", tags=[tag], byline="Nguyễn An") for number in range(7)]
    make_article("nhap", tags=[tag])
    # As before the migration: no triggers and no lines.
    keep_triggers("default", listing_triggers.PREFIX, {})
    TagListing.objects.all().delete()
    # As where they were switched off for a while: wrong and lacking lines.
    AuthorListing.objects.filter(article=articles[0]).delete()
    AuthorListing.objects.filter(article=articles[1]).update(language="en")
    AuthorListing.objects.filter(article=articles[2]).update(published_at=timezone.now())
    Article.objects.filter(pk=articles[3].pk).update(published_edition=None)

    listing_triggers.after_migration(using="default")

    assert_exact()
    assert len(listed(tag)) == 6
    assert listing_triggers.put_right("default") == 0


def test_lists_are_put_right_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        make_published_article(f"bai-{number}", tags=[make_tag()], byline="Nguyễn An, Trần Bình")
    TagListing.objects.all().delete()
    AuthorListing.objects.update(language="en")
    monkeypatch.setattr(listing_triggers, "CHUNK", 3)

    # Of seven articles a lacking line, and two that are taken away and written again.
    assert listing_triggers.put_right("default") == 7 * (1 + 2 * 2)

    assert_exact()


def test_tables_are_those_of_the_models() -> None:
    tables = [(kind._meta.db_table, through._meta.db_table, column) for kind, through, column in KINDS]

    assert [(kind.listings, kind.labels, kind.column) for kind in listing_triggers.KINDS] == tables
    assert Article._meta.db_table == listing_triggers.ARTICLES


@pytest.mark.django_db(transaction=True)
def test_migrating_leaves_the_triggers_as_they_are() -> None:
    before = existing_triggers(connection, listing_triggers.PREFIX)

    call_command("migrate", verbosity=0)

    assert existing_triggers(connection, listing_triggers.PREFIX) == before
    # Of articles, and of the tags and authors of editions: what is added, altered and taken away.
    assert len(before) == 9


@pytest.mark.django_db(transaction=True)
def test_lists_come_over_with_a_dump_of_everything(tmp_path: Path) -> None:
    tag = make_tag("xuat-khau")
    make_published_article("bai", tags=[tag], byline="Nguyễn An")
    make_published_article("khac", tags=[tag], byline="Nguyễn An, Trần Bình", language="en")
    dump = tmp_path / "all.json"
    names = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
    call_command("dumpdata", "reports", "indicators", output=str(dump), verbosity=0, **names)

    call_command("flush", interactive=False, verbosity=0)
    without = lines(TagListing, "tag_id")
    call_command("loaddata", str(dump), verbosity=0)

    assert without == []
    assert (listed(Tag.objects.get()), listed(Tag.objects.get(), language="en")) == (["bai"], ["khac"])
    assert_exact()
