"""Notices in the admin: filed by kind, changed while they wait, and never again once readers have seen them."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from reports import workflow
from reports.models import Article, Correction, CorrectionKind
from tests.factories import make_article, make_published_article

pytestmark = pytest.mark.django_db

ADD = reverse("admin:reports_correction_add")


@pytest.fixture
def article() -> Article:
    return make_published_article("xi-mang", title="Xi măng tăng")


def filed(client: Client, article: Article, kind: str = "correction", **words: str) -> Any:
    return client.post(ADD, {"article": article.pk, "kind": kind, "text_vi": "Số đúng là 231.", "text_en": "", **words})


def page_of(notice: Correction, name: str) -> str:
    return reverse(f"admin:reports_correction_{name}", args=[notice.pk])


def test_a_correction_is_public_with_its_being_saved(
    review_desk: Client, reviewer: User, article: Article, client: Client
):
    filed(review_desk, article)

    notice = Correction.objects.get()
    assert (notice.kind, notice.created_by, notice.edition) == ("correction", reviewer, article.published_edition)
    assert notice.is_public()
    assert "Số đúng là 231." in client.get("/tin/xi-mang/").content.decode()


def test_an_update_waits_for_the_next_publication_of_its_article(
    review_desk: Client, article: Article, client: Client, member: Any
):
    filed(review_desk, article, "update", text_vi="Thêm số liệu tháng 6.")
    before = client.get("/tin/xi-mang/").content.decode()

    article.refresh_from_db()
    article.body = "<p>Thêm tháng 6.</p>"
    article.save()
    workflow.reopen(article)
    workflow.publish(article, actor=member("Duyệt", "duyet-2"))

    notice = Correction.objects.get()
    assert notice.kind == CorrectionKind.UPDATE
    assert "Thêm số liệu tháng 6." not in before
    assert "Thêm số liệu tháng 6." in client.get("/tin/xi-mang/").content.decode()


def test_a_withdrawal_is_no_notice_that_anybody_files_by_hand(review_desk: Client, article: Article):
    response = filed(review_desk, article, "withdrawal")

    assert "kind" in response.context["adminform"].form.errors
    assert not Correction.objects.exists()


def test_nothing_is_filed_on_what_readers_do_not_see_or_without_words(review_desk: Client, article: Article):
    unseen = filed(review_desk, make_article())
    mute = filed(review_desk, article, text_vi="")

    assert "article" in unseen.context["adminform"].form.errors
    assert mute.context["adminform"].form.errors
    assert not Correction.objects.exists()


def test_what_waits_may_be_changed_and_dropped(review_desk: Client, article: Article):
    filed(review_desk, article, "update")
    notice = Correction.objects.get()

    review_desk.post(page_of(notice, "change"), {"text_vi": "Lời khác.", "text_en": ""})
    notice.refresh_from_db()
    review_desk.post(page_of(notice, "delete"), {"post": "yes"})

    assert notice.text_vi == "Lời khác."
    assert not Correction.objects.exists()


@pytest.mark.parametrize("group", ["Duyệt", "Quản trị"])
def test_what_readers_have_seen_is_neither_changed_nor_deleted_by_anybody(
    review_desk: Client, article: Article, client_of: Any, member: Any, group: str
):
    filed(review_desk, article)
    notice = Correction.objects.get()
    desk = client_of(member(group, "ai-do"))

    answers = [
        desk.post(page_of(notice, "change"), {"text_vi": "Lời khác.", "text_en": ""}),
        desk.post(page_of(notice, "delete"), {"post": "yes"}),
        desk.get(page_of(notice, "delete")),
    ]

    notice.refresh_from_db()
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert notice.text_vi == "Số đúng là 231."
    assert desk.get(page_of(notice, "change")).status_code == 200


def test_writers_read_notices_and_file_none(desk: Client, article: Article):
    assert filed(desk, article).status_code == 403
    assert desk.get(reverse("admin:reports_correction_changelist")).status_code == 200
