"""One step for many articles: tried without a trace, taken in one go, taken back where nothing came after it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from reports import workflow
from reports.models import (
    Article,
    BulkAction,
    BulkItem,
    BulkKind,
    Correction,
    Edition,
    SideEffect,
    State,
    StepName,
    WorkflowEvent,
)
from reports.services import bulk_actions
from reports.services.bulk_actions import BulkPlan, Outcome, carry_out, rehearse, rehearse_undo, undo
from reports.services.editions import keep_edition
from reports.services.letters import Sender
from reports.services.side_effects import run_due
from reports.services.visibility import Standing, standing_of
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)
SENDER = Sender("https://portal.example", "portal@example.org")


def plan(kind: BulkKind, *articles: Article, **fields: Any) -> BulkPlan:
    return BulkPlan(kind, [article.pk for article in articles], **fields)


def done(bulk: BulkPlan, actor: User) -> tuple[BulkAction | None, list[Outcome]]:
    return carry_out(bulk, actor=actor, marks={})


def action_of(bulk: BulkPlan, actor: User) -> BulkAction:
    action, _outcomes = done(bulk, actor)
    assert action is not None
    return action


def written(writer: User, **fields: Any) -> Article:
    article = make_article(created_by=writer, **fields)
    keep_edition(article, actor=writer)
    return article


def public(writer: User, reviewer: User, **fields: Any) -> Article:
    article = written(writer, **fields)
    workflow.publish(article, actor=reviewer)
    return article


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def steps(article: Article) -> list[str]:
    return list(article.workflow_events.order_by("pk").values_list("step", flat=True))


def test_trying_leaves_nothing_and_says_what_would_become_of_each(writer: User):
    draft, waiting = written(writer), written(writer, state=State.IN_REVIEW)
    editions = Edition.objects.count()

    outcomes = rehearse(plan(BulkKind.SUBMIT, draft, waiting), actor=writer)

    assert [outcome.is_done for outcome in outcomes] == [True, False]
    assert outcomes[0].after["state"] == State.IN_REVIEW
    assert "Chờ duyệt" in outcomes[1].refusal
    assert (fresh(draft).state, WorkflowEvent.objects.count(), Edition.objects.count()) == (State.DRAFT, 0, editions)
    assert not SideEffect.objects.exists()


def test_what_is_allowed_is_done_with_one_entry_each_and_the_rest_is_left(writer: User):
    first, second, waiting = written(writer), written(writer), written(writer, state=State.IN_REVIEW)

    action, outcomes = done(plan(BulkKind.SUBMIT, first, second, waiting, words="cùng một loạt"), writer)

    assert action is not None
    assert [outcome.is_done for outcome in outcomes] == [True, True, False]
    assert [fresh(each).state for each in (first, second)] == [State.IN_REVIEW] * 2
    assert [steps(each) for each in (first, second, waiting)] == [["submit"], ["submit"], []]
    assert set(action.items.values_list("event__note", "event__actor")) == {("cùng một loạt", writer.pk)}


def test_where_nothing_is_allowed_nothing_is_kept(writer: User):
    waiting = written(writer, state=State.IN_REVIEW)

    action, outcomes = done(plan(BulkKind.SUBMIT, waiting), writer)

    assert (action, outcomes[0].is_done, BulkAction.objects.count()) == (None, False, 0)


def test_a_step_keeps_its_own_conditions(writer: User, reviewer: User):
    own, others = written(reviewer), written(writer)
    schedule = plan(BulkKind.SCHEDULE, own, others, at=timezone.now() + HOUR)

    by_writer = rehearse(schedule, actor=writer)
    by_reviewer = rehearse(schedule, actor=reviewer)

    assert all("quyền" in outcome.refusal for outcome in by_writer)
    assert "người khác duyệt" in by_reviewer[0].refusal
    assert by_reviewer[1].is_done


def test_an_article_that_changed_since_it_was_looked_at_is_left_alone(writer: User):
    quiet, busy = written(writer), written(writer)
    submit = plan(BulkKind.SUBMIT, quiet, busy)
    marks = {outcome.article.pk: outcome.mark for outcome in rehearse(submit, actor=writer)}
    busy.title = "Vừa sửa"
    busy.save()
    keep_edition(busy, actor=writer)

    action, outcomes = carry_out(submit, actor=writer, marks=marks)

    assert action is not None
    assert [outcome.is_done for outcome in outcomes] == [True, False]
    assert "vừa thay đổi" in outcomes[1].refusal


def test_no_more_articles_are_taken_than_the_database_bears(writer: User, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bulk_actions, "AT_ONCE", 2)
    articles = [written(writer) for _number in range(3)]

    outcomes = rehearse(plan(BulkKind.SUBMIT, *articles), actor=writer)

    assert len(outcomes) == 2


class TestMoving:
    def test_the_working_copy_moves_and_readers_find_the_article_where_they_did(self, writer: User, reviewer: User):
        trade = make_section("thuong-mai", name_vi="Thương mại")
        article = public(writer, reviewer)
        before = article.section

        action_of(plan(BulkKind.MOVE, article, section=trade), writer)

        moved = fresh(article)
        assert (moved.section, moved.state) == (trade, State.DRAFT)
        assert moved.edition_at().section == before
        newest = moved.editions.first()
        assert (newest.section, newest.changed, newest.note) == (trade, ["section_id"], "Chuyển sang “Thương mại”")
        assert steps(article) == ["publish", "move"]

    def test_a_reviewer_keeps_it_under_review(self, writer: User, reviewer: User):
        article = written(writer, state=State.IN_REVIEW)

        action_of(plan(BulkKind.MOVE, article, section=make_section("thuong-mai")), reviewer)

        assert fresh(article).state == State.IN_REVIEW

    def test_it_is_refused_where_the_article_stands_already(self, writer: User):
        article = written(writer)

        action, outcomes = done(plan(BulkKind.MOVE, article, section=article.section), writer)

        assert (action, outcomes[0].refusal) == (None, "Bài đã ở chuyên mục này.")

    def test_taking_it_back_brings_section_and_state_back(self, writer: User, reviewer: User):
        article = public(writer, reviewer)
        section = article.section
        action = action_of(plan(BulkKind.MOVE, article, section=make_section("thuong-mai")), writer)

        undo(action, actor=writer)

        back = fresh(article)
        assert (back.section, back.state) == (section, State.PUBLISHED)
        assert back.editions.first().section == section
        assert steps(article) == ["publish", "move", "undo"]


class TestTakingBack:
    def test_it_says_first_what_it_would_do_and_leaves_everything(self, writer: User):
        article = written(writer)
        action = action_of(plan(BulkKind.SUBMIT, article), writer)

        found = rehearse_undo(action, actor=writer)

        assert [each.refusal for each in found] == [""]
        assert (fresh(article).state, steps(article)) == (State.IN_REVIEW, ["submit"])

    def test_what_came_after_is_left_and_named(self, writer: User, reviewer: User):
        still, sent_back, edited = written(writer), written(writer), written(writer)
        action = action_of(plan(BulkKind.SUBMIT, still, sent_back, edited), writer)
        workflow.send_back(sent_back, actor=reviewer, reason="Thiếu nguồn")
        edited = fresh(edited)
        edited.title = "Người duyệt chữa"
        edited.save()
        keep_edition(edited, actor=reviewer)

        found = undo(action, actor=writer)

        assert [bool(each.refusal) for each in found] == [False, True, True]
        assert "Trả lại" in found[1].refusal
        assert "bản số 2" in found[2].refusal
        assert [fresh(each).state for each in (still, sent_back, edited)] == ["draft", "draft", "in_review"]
        action.refresh_from_db()
        assert action.undone_by == writer

    def test_it_is_taken_back_once(self, writer: User):
        action = action_of(plan(BulkKind.SUBMIT, written(writer)), writer)
        undo(action, actor=writer)

        again = undo(action, actor=writer)

        assert "Hoàn tác" in again[0].refusal

    def test_letters_that_have_not_gone_do_not_go(self, writer: User, reviewer: User):
        action = action_of(plan(BulkKind.SUBMIT, written(writer)), writer)
        assert SideEffect.objects.filter(kind="mail").exists()

        undo(action, actor=writer)

        assert not SideEffect.objects.exists()

    def test_who_had_a_letter_gets_another(self, writer: User, reviewer: User, mailoutbox: list[Any]):
        action = action_of(plan(BulkKind.SUBMIT, written(writer, title="Xi măng")), writer)
        run_due(sender=SENDER)

        undo(action, actor=writer)
        run_due(sender=SENDER)

        assert [mail.subject for mail in mailoutbox] == ["Chờ bạn duyệt: Xi măng", "Đã hoàn tác: Xi măng"]

    def test_a_scheduled_publication_is_taken_back_before_its_minute_only(self, writer: User, reviewer: User):
        soon, gone = written(writer), written(writer)
        action = action_of(plan(BulkKind.SCHEDULE, soon, gone, at=timezone.now() + HOUR), reviewer)
        # As an hour later: what was planned stands in the past, and the action left it there.
        item = BulkItem.objects.get(event__article=gone)
        past = timezone.now() - HOUR
        Article.objects.filter(pk=gone.pk).update(published_at=past)
        BulkItem.objects.filter(pk=item.pk).update(
            after={**item.after, "published_at": fresh(gone).published_at.isoformat()}
        )

        found = undo(action, actor=reviewer)

        assert [bool(each.refusal) for each in found] == [False, True]
        assert "đã đăng lúc" in found[1].refusal
        back = fresh(soon)
        assert (back.state, back.published_edition, back.published_at) == (State.DRAFT, None, None)
        assert standing_of(fresh(gone)) is Standing.PUBLIC

    def test_a_planned_change_of_what_is_public_is_taken_back_and_what_is_public_stays(
        self, writer: User, reviewer: User
    ):
        article = public(writer, reviewer)
        article.title = "Bản mới"
        article.save()
        keep_edition(article, actor=writer)
        workflow.reopen(article, actor=writer)
        action = action_of(plan(BulkKind.SCHEDULE, article, at=timezone.now() + HOUR), reviewer)
        assert fresh(article).next_edition is not None

        undo(action, actor=reviewer)

        back = fresh(article)
        assert (back.state, back.next_edition, back.next_at) == (State.DRAFT, None, None)
        assert standing_of(back) is Standing.PUBLIC

    def test_a_withdrawal_is_taken_back_and_what_readers_were_told_stays_on_record(self, writer: User, reviewer: User):
        now_gone, later_gone = public(writer, reviewer), public(writer, reviewer)
        at_once = action_of(plan(BulkKind.WITHDRAW, now_gone, words="Số liệu sai"), reviewer)
        planned = action_of(plan(BulkKind.WITHDRAW, later_gone, words="Hết hạn", at=timezone.now() + HOUR), reviewer)

        undo(at_once, actor=reviewer)
        undo(planned, actor=reviewer)

        for article in (now_gone, later_gone):
            back = fresh(article)
            assert (back.state, back.withdrawn_at, back.withdrawal_reason) == (State.PUBLISHED, None, "")
            assert standing_of(back) is Standing.PUBLIC
        assert [notice.article for notice in Correction.objects.all()] == [now_gone]

    def test_it_is_for_those_who_may_do_the_like(self, writer: User, reviewer: User):
        action = action_of(plan(BulkKind.WITHDRAW, public(writer, reviewer), words="Sai"), reviewer)

        found = undo(action, actor=writer)

        assert "quyền" in found[0].refusal
        assert WorkflowEvent.objects.filter(step=StepName.UNDO).count() == 0
