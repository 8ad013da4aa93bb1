"""What waits for one person: nothing of it is forgotten, nothing of others is in the way."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from reports import workflow
from reports.anchors import Anchor
from reports.models import Autosave
from reports.services.commenting import reply, resolve, start_thread
from reports.services.own_tasks import OwnTasks, own_tasks
from tests.factories import make_article

pytestmark = pytest.mark.django_db

KEY = "5f0b7e0e-58c1-4d6e-9f8b-000000000001"


def tasks(user: User, *, may_approve_own: bool = False) -> OwnTasks:
    return own_tasks(user, may_approve_own=may_approve_own)


def test_a_reviewer_reviews_what_others_handed_in(writer: User, reviewer: User):
    others, own = make_article(created_by=writer), make_article(created_by=reviewer)
    workflow.submit(others, actor=writer)
    workflow.submit(own, actor=reviewer)

    assert tasks(reviewer).to_review == [others]
    assert set(tasks(reviewer, may_approve_own=True).to_review) == {others, own}
    assert tasks(writer).to_review == []


def test_what_was_sent_back_waits_for_its_writer_with_the_reason(writer: User, reviewer: User):
    article = make_article(created_by=writer)
    workflow.submit(article, actor=writer)
    workflow.send_back(article, actor=reviewer, reason="Thiếu nguồn")

    (event,) = tasks(writer).sent_back
    before = (event.article, event.note, tasks(reviewer).sent_back)
    workflow.submit(article, actor=writer)

    assert before == (article, "Thiếu nguồn", [])
    assert tasks(writer).sent_back == []


def test_a_comment_waits_for_whoever_did_not_speak_last(writer: User, reviewer: User):
    article = make_article(created_by=writer, title="Bài")
    thread = start_thread(article, reviewer, part="title", anchor=Anchor("Bài"), text="Ngắn quá")

    asked = (tasks(writer).to_answer, tasks(reviewer).to_answer)
    reply(thread, writer, "Đã sửa.")
    answered = (tasks(writer).to_answer, tasks(reviewer).to_answer)
    resolve(thread, reviewer)

    assert asked == ([thread], [])
    assert answered == ([], [thread])
    assert not tasks(writer)
    assert not tasks(reviewer)


def test_what_one_wrote_and_never_saved_waits_for_them(writer: User, reviewer: User):
    kept = Autosave.objects.create(user=writer, draft_key=KEY, content={"title": ["a"]}, saved_at=timezone.now())

    assert (tasks(writer).unsaved, tasks(reviewer).unsaved) == ([kept], [])


def test_they_cost_four_queries(reviewer: User, writer: User, django_assert_num_queries):
    for _time in range(10):
        workflow.submit(make_article(created_by=writer), actor=writer)
    tasks(reviewer)

    # To review, sent back, to answer, unsaved; permissions are remembered.
    with django_assert_num_queries(4):
        tasks(reviewer)
