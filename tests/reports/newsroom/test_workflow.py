"""The steps of an article: who may take which, what each leaves behind, and that none is lost or altered."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from indicators.models.versions import AppendOnly
from reports import workflow
from reports.models import Article, State, StepName, WorkflowEvent
from reports.services.editions import keep_edition
from reports.services.visibility import Standing, visibility_of
from reports.workflow import StepRefused
from tests.factories import make_article

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def edited(article: Article, title: str, actor: User | None = None) -> Article:
    """The article with a further edition of its working copy, as the admin saves it."""
    article.title = title
    article.save()
    keep_edition(article, actor=actor)
    workflow.reopen(article, actor=actor)
    return article


def trail(article: Article) -> list[tuple[str, str, str]]:
    events = article.workflow_events.order_by("recorded_at", "id")
    return [(event.step, event.origin, event.target) for event in events]


def test_each_step_is_kept_with_who_when_why_and_which_edition(writer: User, reviewer: User):
    article = make_article(created_by=writer)

    workflow.submit(article, actor=writer, note="xin duyệt sớm")
    workflow.send_back(article, actor=reviewer, reason="Thiếu nguồn")
    workflow.submit(edited(article, "Có nguồn", writer), actor=writer)
    workflow.publish(article, actor=reviewer)

    assert trail(article) == [
        ("submit", "draft", "in_review"),
        ("send_back", "in_review", "draft"),
        ("submit", "draft", "in_review"),
        ("publish", "in_review", "published"),
    ]
    sent_back = WorkflowEvent.objects.get(step=StepName.SEND_BACK)
    assert (sent_back.actor, sent_back.note, sent_back.edition_number) == (reviewer, "Thiếu nguồn", 1)


def test_what_was_said_with_a_step_is_kept_though_the_text_did_not_change(writer: User):
    article = make_article(created_by=writer)
    keep_edition(article, actor=writer, note="bản đầu")

    workflow.submit(article, actor=writer, note="xin duyệt sớm")

    assert article.editions.get().note == "bản đầu"
    assert article.workflow_events.get().note == "xin duyệt sớm"


def test_a_step_that_is_refused_leaves_nothing(writer: User, reviewer: User):
    article = make_article(created_by=writer, lead="")

    with pytest.raises(StepRefused):
        workflow.publish(article, actor=reviewer)

    assert not WorkflowEvent.objects.exists()
    assert not article.editions.exists()


def test_steps_can_be_neither_altered_nor_deleted(writer: User):
    article = make_article(created_by=writer)
    workflow.submit(article, actor=writer)
    event = WorkflowEvent.objects.get()

    for attempt in (event.save, event.delete, WorkflowEvent.objects.all().delete):
        with pytest.raises(AppendOnly):
            attempt()
    with pytest.raises(AppendOnly):
        WorkflowEvent.objects.update(note="khác")


def test_the_steps_of_an_article_outlive_it(writer: User):
    article = make_article(title="Sẽ xoá", created_by=writer)
    workflow.submit(article, actor=writer)
    number = article.pk

    article.delete()

    event = WorkflowEvent.objects.select_related("article").get()
    assert (event.article_id, event.article, event.title) == (number, None, "Sẽ xoá")


def test_a_long_reason_of_withdrawal_is_kept_whole(reviewer: User):
    article = make_article()
    workflow.publish(article, actor=reviewer)
    edited(article, "Sửa tiếp")

    workflow.withdraw(article, actor=reviewer, reason="x" * 500)

    assert article.workflow_events.newest_first().first().note == "x" * 500


class TestUnscheduling:
    def test_an_edition_that_was_scheduled_is_taken_back_after_the_text_went_on(self, reviewer: User):
        article = make_article(title="Đã duyệt")
        workflow.publish(article, actor=reviewer, at=timezone.now() + HOUR)
        edited(article, "Đang sửa")

        workflow.unschedule(article, actor=reviewer)

        assert (article.state, article.title) == (State.DRAFT, "Đang sửa")
        assert visibility_of(article).standing is Standing.NEVER
        assert not Article.objects.public(at=timezone.now() + 2 * HOUR).exists()

    def test_what_is_public_stays_when_its_successor_is_taken_back(self, reviewer: User):
        article = make_article(title="Đang công khai")
        workflow.publish(article, actor=reviewer)
        workflow.publish(edited(article, "Bản mới"), actor=reviewer, at=timezone.now() + HOUR)
        edited(article, "Lại sửa")

        workflow.unschedule(article, actor=reviewer)

        later = Article.objects.public(at=timezone.now() + 2 * HOUR).get()
        assert later.edition_at(timezone.now() + 2 * HOUR).title == "Đang công khai"

    def test_an_article_that_nobody_edited_since_goes_back_to_the_reviewers(self, reviewer: User):
        article = make_article()
        workflow.publish(article, actor=reviewer, at=timezone.now() + HOUR)

        workflow.unschedule(article, actor=reviewer)

        assert article.state == State.IN_REVIEW

    def test_it_can_then_be_scheduled_anew(self, reviewer: User):
        article = make_article(title="Đã duyệt")
        workflow.publish(article, actor=reviewer, at=timezone.now() + HOUR)
        workflow.unschedule(edited(article, "Sửa"), actor=reviewer)
        minute = timezone.now() + 2 * HOUR

        workflow.publish(article, actor=reviewer, at=minute)

        assert Article.objects.public(at=minute).get().edition_at(minute).title == "Sửa"

    def test_a_minute_that_has_come_is_no_plan_any_more(self, reviewer: User):
        article = make_article()
        workflow.publish(article, actor=reviewer, at=timezone.now() + HOUR)
        Article.objects.update(published_at=timezone.now() - HOUR)
        article.refresh_from_db()

        with pytest.raises(StepRefused):
            workflow.unschedule(article, actor=reviewer)

        assert Article.objects.public().exists()

    def test_it_is_for_those_who_publish(self, writer: User, reviewer: User):
        article = make_article()
        workflow.publish(article, actor=reviewer, at=timezone.now() + HOUR)

        with pytest.raises(StepRefused):
            workflow.unschedule(article, actor=writer)


def test_a_planned_withdrawal_can_be_taken_back(reviewer: User):
    article = make_article()
    workflow.publish(article, actor=reviewer)
    workflow.withdraw(article, actor=reviewer, reason="Hết hạn", at=timezone.now() + HOUR)

    workflow.keep_public(article, actor=reviewer)

    assert Article.objects.public(at=timezone.now() + 2 * HOUR).exists()
    assert "keep_public" not in [step.name for step in workflow.steps_for(article, reviewer)]


class TestOwnWork:
    def test_who_began_an_article_cannot_approve_it(self, reviewer: User):
        article = make_article(created_by=reviewer)

        with pytest.raises(StepRefused, match="người khác"):
            workflow.publish(article, actor=reviewer)

        assert article.state == State.DRAFT

    def test_who_handed_it_in_cannot_either(self, writer: User, reviewer: User):
        article = make_article(created_by=writer)
        workflow.submit(article, actor=reviewer)

        with pytest.raises(StepRefused):
            workflow.publish(article, actor=reviewer)

    def test_who_corrected_a_word_can(self, writer: User, reviewer: User):
        article = make_article(created_by=writer)
        workflow.submit(article, actor=writer)
        article.title = "Chữa một chữ"
        article.save()

        workflow.publish(article, actor=reviewer)

        assert article.state == State.PUBLISHED

    def test_a_later_edition_by_one_hand_needs_another(self, writer: User, reviewer: User):
        article = make_article(created_by=writer)
        workflow.publish(article, actor=reviewer)

        with pytest.raises(StepRefused):
            workflow.publish(edited(article, "Tôi sửa một mình", reviewer), actor=reviewer)
        edited(article, "Người viết xem lại", writer)
        workflow.publish(article, actor=reviewer)

        assert Article.objects.public().get().edition_at().title == "Người viết xem lại"

    def test_a_newsroom_of_one_may_say_otherwise(self, reviewer: User, settings: Any):
        settings.WRITER_MAY_APPROVE_OWN = True
        article = make_article(created_by=reviewer)

        workflow.publish(article, actor=reviewer)

        assert article.state == State.PUBLISHED


def test_only_those_who_publish_publish(writer: User):
    article = make_article()

    with pytest.raises(StepRefused, match="quyền"):
        workflow.publish(article, actor=writer)

    assert not Article.objects.public().exists()
