"""Every change that the public could see starts a generation, whatever door it comes through; other changes do not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, models
from django.utils import timezone

from indicators.models import Area, Change, Indicator, Observation, Release, Topic, VersionKind
from indicators.services.recording import Stated, record
from reports import content_triggers, workflow
from reports.caching import SCHEDULED, current_token
from reports.database_triggers import existing_triggers
from reports.models import Article, Autosave, ContentChange, Correction, Edition, Section
from reports.services.editions import keep_edition
from tests.factories import (
    Q1_2018,
    make_article,
    make_image,
    make_indicator,
    make_observation,
    make_published_article,
    make_release,
    make_user,
)

pytestmark = pytest.mark.django_db(transaction=True)

# Moments that rows of the public carry without anything appearing or disappearing at them.
NOT_SCHEDULED = {
    "ArticleAddress.changed_at",
    *("Article.created_at", "Article.updated_at", "Article.revised_at", "TableSnapshot.created_at"),
    *("Correction.created_at", "Edition.created_at", "Figure.checked_at", "Image.uploaded_at"),
    *("TranslationMark.marked_at", "FrontPin.pinned_at"),
    *("Observation.recorded_at", "Target.recorded_at", "ObservationVersion.recorded_at"),
    *("RevisionFlag.created_at", "RevisionFlag.closed_at", "RevisionFlag.settled_at", "RevisionFlag.resolved_at"),
}


def starts_generation(act: Callable[[], object]) -> bool:
    before = current_token("default")
    act()
    return current_token("default") != before


def test_every_watched_table_has_its_triggers() -> None:
    query = {
        "sqlite": "SELECT tbl_name, COUNT(*) FROM sqlite_master "
        "WHERE type = 'trigger' AND name LIKE 'content_%' GROUP BY 1",
        "postgresql": "SELECT c.relname, COUNT(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND t.tgname LIKE 'content_%' GROUP BY 1",
    }[connection.vendor]

    with connection.cursor() as cursor:
        cursor.execute(query)
        found = dict(cursor.fetchall())

    expected = {"sqlite": 3, "postgresql": 4}[connection.vendor]
    for model in content_triggers.watched_models():
        assert found[model._meta.db_table] == expected, model._meta.label


def test_names_of_what_is_private_are_names_of_models() -> None:
    labels = {model._meta.label for model in content_triggers._models()}

    assert labels >= content_triggers.PRIVATE
    assert labels >= content_triggers.OF_EDITIONS.keys()


def test_working_columns_are_columns_of_an_article() -> None:
    columns = {field.column for field in Article._meta.local_concrete_fields}

    assert columns >= content_triggers.WORKING_COLUMNS


def test_of_every_moment_that_the_public_could_wait_for_it_is_decided_whether_pages_change_at_it() -> None:
    decided = NOT_SCHEDULED | {f"{model.__name__}.{name}" for model, name in SCHEDULED}

    moments = {
        f"{model.__name__}.{field.name}"
        for model in content_triggers.watched_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.DateTimeField)
    }

    assert moments <= decided, "Name the field in reports.caching.SCHEDULED, or in NOT_SCHEDULED of this test."


def test_catalogue_changes_of_any_kind_start_a_generation() -> None:
    cement = make_indicator("xi-mang")
    topic = cement.topic

    assert starts_generation(lambda: Topic.objects.create(code="moi", name_vi="Mới"))
    assert starts_generation(topic.save)
    assert starts_generation(lambda: Indicator.objects.filter(pk=cement.pk).update(is_public=False))
    assert starts_generation(lambda: Area.objects.bulk_create([Area(code="ha-noi", name_vi="Hà Nội")]))
    assert starts_generation(Topic.objects.get(code="moi").delete)
    assert starts_generation(lambda: Section.objects.create(slug="moi", name_vi="Mới"))
    assert starts_generation(make_image)


def test_recorded_figures_start_a_generation_also_where_they_are_written_in_bulk() -> None:
    cement = make_indicator("xi-mang")
    shown = make_observation("230", indicator=cement)

    def state(value: str) -> None:
        stated = Stated(VersionKind.OBSERVATION, cement.pk, shown.area_id, Q1_2018, {"value": value})
        record([stated], change=Change(reason="Sửa"))

    assert starts_generation(lambda: state("231"))
    assert starts_generation(lambda: Observation.objects.filter(pk=shown.pk)._raw_delete("default"))


def test_statement_that_changes_no_row_starts_none() -> None:
    assert not starts_generation(lambda: Release.objects.filter(code="khong-co").update(title_vi="x"))
    assert not starts_generation(lambda: Release.objects.filter(code="khong-co").delete())


def test_writing_and_saving_a_draft_starts_none() -> None:
    article, cement = make_article("nhap"), make_indicator("xi-mang")

    def write() -> None:
        article.title = "Tiêu đề khác"
        article.save()
        keep_edition(article, actor=None)

    assert not starts_generation(write)
    assert not starts_generation(lambda: article.indicators.add(cement))
    assert not starts_generation(lambda: Article.objects.filter(pk=article.pk).update(release=None, slug="nhap-moi"))


def test_going_on_with_the_working_copy_of_a_public_article_starts_none() -> None:
    article, user = make_published_article("tin"), make_user()

    def write() -> None:
        article.body = "<p>Đang viết tiếp.</p>"
        article.save()
        keep_edition(article, actor=None)
        Autosave.objects.create(user=user, article=article, draft_key=uuid4(), saved_at=timezone.now(), content={})

    assert not starts_generation(write)


def test_each_step_that_the_public_sees_starts_a_generation(settings) -> None:
    settings.WRITER_MAY_APPROVE_OWN = True
    editor = make_user("bien-tap", "reports.change_article", "reports.publish_article", "reports.review_article")
    article = make_article("tin")
    later = timezone.now() + dt.timedelta(hours=2)

    assert not starts_generation(lambda: workflow.submit(article, actor=editor))
    assert starts_generation(lambda: workflow.publish(article, actor=editor))
    Article.objects.filter(pk=article.pk).update(title="Bản mới")
    article.refresh_from_db()
    workflow.reopen(article, actor=editor)
    assert starts_generation(lambda: workflow.publish(article, actor=editor, at=later))
    assert starts_generation(lambda: workflow.unschedule(article, actor=editor))
    assert starts_generation(lambda: workflow.withdraw(article, actor=editor, reason="Sai"))


def test_notice_and_changed_release_start_a_generation() -> None:
    article = make_published_article("tin")
    release = make_release("dot")

    assert starts_generation(
        lambda: Correction.objects.create(article=article, text_vi="Đính chính", published_at=timezone.now())
    )
    assert starts_generation(lambda: Release.objects.filter(pk=release.pk).update(published_at=timezone.now()))


def test_edition_that_is_shown_starts_a_generation_when_the_database_alters_it() -> None:
    article = make_published_article("tin")

    assert starts_generation(
        lambda: Edition.objects.filter(pk=article.published_edition_id).update(title="Sửa bằng tay")
    )


def test_accounts_and_logins_start_none() -> None:
    assert not starts_generation(lambda: User.objects.create_user("ai-do"))


def test_migrating_starts_a_generation_and_leaves_the_triggers_as_they_are() -> None:
    before = existing_triggers(connection, content_triggers.PREFIX)

    assert starts_generation(lambda: call_command("migrate", verbosity=0))

    assert existing_triggers(connection, content_triggers.PREFIX) == before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock for all tables")
def test_an_upgrade_never_holds_the_locks_of_several_tables_at_once() -> None:
    call_command("migrate", verbosity=0)

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*), COUNT(DISTINCT xmin::text) FROM pg_trigger WHERE tgname LIKE 'content%'")
        triggers, transactions = cursor.fetchone()
    assert triggers == transactions > 0


def test_what_was_noted_while_triggers_lacked_keeps_nothing_from_being_kept_afterwards() -> None:
    content_triggers.before_migration(using="default")
    ContentChange.objects.create(transaction=1)
    meanwhile = current_token("default")

    content_triggers.after_migration(using="default")

    assert meanwhile is None
    assert current_token("default") is not None


def test_transaction_leaves_no_note_behind() -> None:
    make_indicator("xi-mang")

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM reports_contentchange")
        assert cursor.fetchone() == (0,)
