"""What editors are told of what the public sees: always what the public doors themselves say."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from reports import workflow
from reports.models import Article, State
from reports.services.editions import keep_edition
from reports.services.visibility import Standing, effective_state, visibility_of
from tests.factories import make_article, make_release, make_user

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def publisher() -> User:
    return make_user("duyet", "reports.change_article", "reports.review_article", "reports.publish_article")


def edited(article: Article, title: str) -> Article:
    """The article with a further edition of its working copy."""
    article.title = title
    workflow.reopen(article)
    article.save()
    keep_edition(article, actor=None)
    return article


def test_a_draft_was_never_seen():
    assert visibility_of(make_article()).standing is Standing.NEVER


def test_a_published_article_is_seen_since_its_minute(publisher: User):
    article = make_article()
    workflow.publish(article, actor=publisher)

    told = visibility_of(article)

    assert (told.standing, told.edition, told.since) == (
        Standing.PUBLIC,
        article.published_edition,
        article.published_at,
    )
    assert not told.is_working_copy_ahead


def test_a_scheduled_article_is_coming_and_then_there_without_any_process(publisher: User):
    article, minute = make_article(), timezone.now() + HOUR
    workflow.publish(article, actor=publisher, at=minute)

    assert (visibility_of(article).standing, effective_state(article)) == (Standing.COMING, State.SCHEDULED)
    assert visibility_of(article, at=minute).standing is Standing.PUBLIC
    assert effective_state(article, at=minute) is State.PUBLISHED


def test_an_edited_working_copy_is_ahead_of_what_is_public(publisher: User):
    article = make_article(title="Cũ")
    workflow.publish(article, actor=publisher)

    told = visibility_of(edited(article, "Mới"))

    assert told.is_working_copy_ahead
    assert told.edition.title == "Cũ"


def test_a_scheduled_edition_takes_over_at_its_minute(publisher: User):
    article, minute = make_article(title="Cũ"), timezone.now() + HOUR
    workflow.publish(article, actor=publisher)
    workflow.publish(edited(article, "Mới"), actor=publisher, at=minute)

    now, then = visibility_of(article), visibility_of(article, at=minute)

    assert (now.edition.title, now.next_edition.title, now.next_at) == ("Cũ", "Mới", minute)
    assert (then.edition.title, then.next_edition, then.since) == ("Mới", None, minute)


def test_an_article_of_a_coming_release_waits_for_it(publisher: User):
    release = make_release(in_hours=2)
    article = make_article(release=release)
    workflow.publish(article, actor=publisher)

    assert visibility_of(article).waits_for == release
    assert not visibility_of(article).is_public
    assert visibility_of(article, at=release.published_at).is_public


def test_a_withdrawn_article_is_gone_with_its_reason_and_a_planned_one_stays_until_then(publisher: User):
    article, minute = make_article(), timezone.now() + HOUR
    workflow.publish(article, actor=publisher)

    workflow.withdraw(article, actor=publisher, reason="Sai số liệu", at=minute)
    planned, gone = visibility_of(article), visibility_of(article, at=minute)

    assert (planned.standing, planned.until) == (Standing.PUBLIC, minute)
    assert (gone.standing, gone.reason, gone.since) == (Standing.WITHDRAWN, "Sai số liệu", minute)


@pytest.mark.parametrize("hours", [-2, -0.5, 0.5, 1.5, 2.5, 3.5])
def test_editors_are_told_what_the_public_door_says(publisher: User, hours: float):
    start = timezone.now()
    article = make_article(release=make_release(in_hours=2))
    workflow.publish(article, actor=publisher, at=start + HOUR)
    workflow.withdraw(article, actor=publisher, reason="Hết hạn", at=start + 3 * HOUR)
    moment = start + hours * HOUR

    assert visibility_of(article, at=moment).is_public == Article.objects.public(at=moment).exists()
