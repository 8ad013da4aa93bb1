"""From draft to withdrawal by the buttons of the article's page, each by those who may."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from reports.models import Article, State
from reports.services.editions import keep_edition
from tests.factories import make_article, make_published_article
from tests.reports.admin.article_page import change_url, step

pytestmark = pytest.mark.django_db


def in_hours(hours: float) -> str:
    return timezone.localtime(timezone.now() + dt.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def buttons(client: Client, article: Article) -> list[str]:
    return [shown.name for shown in client.get(change_url(article)).context["steps"]]


def test_a_writer_submits_and_a_reviewer_publishes(desk: Client, review_desk: Client):
    article = make_article()

    step(desk, article, "submit", note="xin duyệt sớm")
    submitted = article.state
    step(review_desk, article, "publish")

    assert (submitted, article.state) == (State.IN_REVIEW, State.PUBLISHED)
    assert Article.objects.public().get() == article


def test_a_step_saves_what_was_typed_first(review_desk: Client):
    article = make_article(title="Cũ")

    step(review_desk, article, "publish", title="Mới")

    assert Article.objects.public().get().edition_at().title == "Mới"


def test_a_step_with_a_faulty_form_is_not_taken(review_desk: Client):
    article = make_article()

    step(review_desk, article, "publish", title="")

    assert article.state == State.DRAFT
    assert not Article.objects.public().exists()


def test_an_article_is_sent_back_with_a_reason_that_its_writer_sees(desk: Client, review_desk: Client):
    article = make_article()
    step(desk, article, "submit")

    step(review_desk, article, "send_back", reason="Thiếu nguồn số liệu")

    assert article.state == State.DRAFT
    assert "Thiếu nguồn số liệu" in desk.get(change_url(article)).content.decode()


@pytest.mark.parametrize("name", ["send_back", "withdraw"])
def test_a_reason_is_asked_for(desk: Client, review_desk: Client, name: str):
    article = make_published_article() if name == "withdraw" else make_article(state=State.IN_REVIEW)
    before = article.state

    response = step(review_desk, article, name, reason=" ")

    assert article.state == before
    assert response.status_code == 302


def test_publication_is_scheduled_to_a_minute(review_desk: Client):
    article = make_article()

    step(review_desk, article, "publish", at=in_hours(3))

    assert article.state == State.SCHEDULED
    assert not Article.objects.public().exists()
    assert Article.objects.public(at=timezone.now() + dt.timedelta(hours=3)).exists()


def test_a_minute_in_the_past_is_refused_and_publishes_nothing(review_desk: Client):
    article = make_article()

    step(review_desk, article, "publish", at=in_hours(-3))

    assert article.state == State.DRAFT
    assert not Article.objects.public().exists()


def test_a_withdrawn_article_is_gone_and_its_page_says_why(review_desk: Client):
    article = make_published_article()

    step(review_desk, article, "withdraw", reason="Số liệu sai")

    assert not Article.objects.public().exists()
    assert "Số liệu sai" in review_desk.get(change_url(article)).content.decode()


def test_buttons_are_those_that_the_person_may_press_now(desk: Client, review_desk: Client):
    draft, review, public = make_article(), make_article(state=State.IN_REVIEW), make_published_article()

    assert (buttons(desk, draft), buttons(review_desk, draft)) == (["submit"], ["submit", "publish"])
    assert (buttons(desk, review), buttons(review_desk, review)) == ([], ["send_back", "publish"])
    assert (buttons(desk, public), buttons(review_desk, public)) == ([], ["withdraw"])


@pytest.mark.parametrize("name", ["publish", "send_back", "withdraw", "no-such-step"])
def test_a_writer_who_forges_a_button_is_refused(desk: Client, name: str):
    article = make_article(state=State.IN_REVIEW)
    keep_edition(article, actor=None)

    step(desk, article, name, reason="x")

    assert article.state == State.IN_REVIEW
    assert not Article.objects.public().exists()


def test_an_article_without_a_lead_is_saved_but_not_published(review_desk: Client):
    article = make_article()

    response = step(review_desk, article, "publish", lead="", title="Đã lưu")

    assert (article.title, article.state) == ("Đã lưu", State.DRAFT)
    assert "tóm tắt" in review_desk.get(response["Location"]).content.decode()
