"""Comments in the admin: said beside the text and on the review page, answered, resolved, by those who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from reports.models import Article, CommentThread, State
from reports.services.editions import keep_edition
from tests.factories import make_article, make_published_article, make_user
from tests.reports.admin.article_page import change_url, save

pytestmark = pytest.mark.django_db

BODY = "<p>Xi măng ước đạt <strong>230 nghìn</strong> tấn.</p><p>Đá ước đạt 460 nghìn m³.</p>"
JSON = {"Accept": "application/json"}


@pytest.fixture
def article() -> Article:
    article = make_article(body=BODY, title="Xi măng & đá tăng")
    keep_edition(article, actor=None)
    return article


def review_url(article: Article) -> str:
    return reverse("admin:reports_article_review", args=[article.pk])


def say(client: Client, article: Article, **said: Any) -> Any:
    return client.post(reverse("admin:reports_article_comments", args=[article.pk]), said, headers=JSON)


def remark(client: Client, article: Article, quote: str = "460 nghìn", **said: Any) -> CommentThread:
    say(client, article, action="start", part="body", quote=quote, text="Nguồn?", **said)
    return CommentThread.objects.latest("pk")


def test_a_comment_is_answered_with_the_list_and_its_places(review_desk: Client, article: Article, reviewer: User):
    answer = say(
        review_desk,
        article,
        action="start",
        part="body",
        quote="460 nghìn",
        text="Nguồn?",
        body=BODY,
        title="",
        lead="",
    ).json()

    thread = CommentThread.objects.get()
    assert (thread.started_by, thread.edition_number) == (reviewer, 1)
    assert answer["places"] == {str(thread.pk): [{"part": "body", "block": 1, "start": 11, "end": 20}]}
    assert "Nguồn?" in answer["html"]


def test_places_are_those_of_the_text_that_is_being_written(review_desk: Client, article: Article):
    thread = remark(review_desk, article)

    answer = say(review_desk, article, action="reply", thread=thread.pk, text="a", body="<p>Mới.</p>" + BODY).json()

    assert answer["places"][str(thread.pk)][0]["block"] == 2


def test_without_a_script_the_page_comes_back_with_what_was_said(review_desk: Client, article: Article):
    response = review_desk.post(
        reverse("admin:reports_article_comments", args=[article.pk]),
        {"action": "start", "part": "title", "quote": article.title, "text": "Dài quá", "from": "review"},
        follow=True,
    )

    page = response.content.decode()
    assert response.redirect_chain[0][0] == review_url(article) + "#comments"
    assert "Đã gửi nhận xét." in page
    assert "Dài quá" in page


def test_the_writer_sees_and_answers_it_beside_the_text(desk: Client, review_desk: Client, article: Article):
    thread = remark(review_desk, article)

    page = desk.get(change_url(article)).content.decode()
    say(desk, article, action="reply", thread=thread.pk, text="Báo cáo tháng 3.")

    assert "Nguồn?" in page
    assert "<comment-panel" in page
    assert "Báo cáo tháng 3." in review_desk.get(review_url(article)).content.decode()


def test_resolved_comments_step_back_and_can_be_opened_again(desk: Client, review_desk: Client, article: Article):
    thread = remark(review_desk, article)

    say(desk, article, action="resolve", thread=thread.pk)
    folded = desk.get(change_url(article)).content.decode()
    say(desk, article, action="reopen", thread=thread.pk)

    assert "1 nhận xét đã giải quyết" in folded
    thread.refresh_from_db()
    assert not thread.is_resolved


def test_comments_outlive_the_edits_of_others(desk: Client, review_desk: Client, article: Article):
    remark(review_desk, article)

    save(desk, article, body=BODY.replace("Đá ước", "Đá các loại ước"))

    review = review_desk.get(review_url(article)).context["shown"]["body"]
    assert ">460 nghìn</mark>" in review


def test_the_review_page_marks_passages_and_escapes_words(review_desk: Client, article: Article):
    say(review_desk, article, action="start", part="title", quote="& đá", text="Viết hoa?")
    remark(review_desk, article, quote="đạt 230 nghìn tấn")

    shown = review_desk.get(review_url(article)).context["shown"]

    number = CommentThread.objects.latest("pk").pk
    assert f'<mark data-thread="{number - 1}">&amp; đá</mark>' in shown["title"]
    assert f'<mark data-thread="{number}">230 nghìn</mark></strong>' in shown["body"]


def test_nothing_said_is_refused_in_words(review_desk: Client, article: Article):
    refused = say(review_desk, article, action="start", part="body", quote="460", text=" ")

    assert (refused.status_code, refused.json()["problem"]) == (422, "Hãy viết lời nhận xét.")


def test_whoever_may_not_comment_is_refused(client_of: Any, article: Article):
    reader = client_of(make_user("chi-xem", "reports.view_article"))

    assert say(reader, article, action="start", part="body", quote="460", text="a").status_code == 403
    assert "Gửi nhận xét" not in reader.get(review_url(article)).content.decode()


def test_a_comment_of_another_article_is_not_found(review_desk: Client, article: Article):
    thread = remark(review_desk, article)

    assert say(review_desk, make_article(), action="resolve", thread=thread.pk).status_code == 404


class TestReviewPage:
    def test_the_reviewer_publishes_what_was_read(self, review_desk: Client, article: Article):
        review_desk.post(review_url(article), {"_step": "publish", "seen_edition": "1"})

        article.refresh_from_db()
        assert article.state == State.PUBLISHED

    def test_what_came_since_is_read_first(self, desk: Client, review_desk: Client, article: Article):
        save(desk, article, title="Mới sửa")

        response = review_desk.post(review_url(article), {"_step": "publish", "seen_edition": "1"}, follow=True)

        assert not Article.objects.public().exists()
        assert "bản mới hơn" in response.content.decode()

    def test_it_is_sent_back_with_a_reason(self, desk: Client, review_desk: Client, article: Article):
        Article.objects.update(state=State.IN_REVIEW)
        asked = {"_step": "send_back", "seen_edition": "1", "step-send_back-reason": "Thiếu nguồn"}

        review_desk.post(review_url(article), asked)

        article.refresh_from_db()
        assert article.state == State.DRAFT
        assert "Thiếu nguồn" in desk.get(change_url(article)).content.decode()

    def test_it_leads_to_what_changed_since_the_public_edition(self, desk: Client, review_desk: Client):
        article = make_published_article()
        save(desk, article, title="Mới")

        page = review_desk.get(review_url(article)).content.decode()

        assert "So với bản đang công khai" in page
        assert "?from=1&amp;to=2" in page

    def test_a_writer_sees_it_without_the_steps_of_others(self, desk: Client, article: Article):
        page = desk.get(review_url(article))

        assert [shown.name for shown in page.context["steps"]] == ["submit"]

    def test_it_costs_as_much_with_many_comments(
        self, review_desk: Client, article: Article, django_assert_max_num_queries: Any
    ):
        for _time in range(12):
            remark(review_desk, article)

        # Session, person, permissions, article, edition, comments (3), visibility, figures, tables, steps.
        with django_assert_max_num_queries(30):
            review_desk.get(review_url(article))
