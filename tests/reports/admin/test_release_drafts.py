"""A draft from a release's page, and the sentences that it is written with, in the admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Change, Release
from indicators.services.recording import record
from reports.models import Article, SentenceTemplate
from tests.factories import make_release, make_section, make_user
from tests.reports.checking.lang_son import make_catalogue, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(db: None) -> Release:
    make_section()
    indicators = make_catalogue()
    release = make_release("quy-1", title_vi="Số liệu quý I năm 2018")
    record([state(indicators["xi-mang"], "230", growth="11.2")], change=Change(reason="Nhập"), release=release)
    return release


@pytest.fixture
def editor(client_of: Any) -> Client:
    rights = ("indicators.view_release", "indicators.change_release", "reports.add_article", "reports.change_article")
    return client_of(make_user("bien-tap", *rights))


def address(release: Release) -> str:
    return reverse("admin:reports_release_draft", args=[release.pk])


def page_of(client: Client, release: Release) -> str:
    return client.get(reverse("admin:indicators_release_change", args=[release.pk])).content.decode()


def test_the_button_writes_a_draft_and_opens_it(editor: Client, release: Release):
    assert "Viết bản nháp từ số liệu" in page_of(editor, release)

    response = editor.post(address(release), follow=True)

    article = Article.objects.get()
    assert response.redirect_chain[-1][0] == reverse("admin:reports_article_change", args=[article.pk])
    assert "Đã viết bản nháp từ số liệu" in response.content.decode()
    assert article.created_by.username == "bien-tap"
    assert article.title in page_of(editor, release)


def test_a_release_without_figures_says_why_there_is_no_draft(editor: Client, release: Release):
    empty = make_release("rong")

    response = editor.post(address(empty), follow=True)

    assert "chưa có số liệu nào để viết" in response.content.decode()
    assert not Article.objects.exists()


def test_only_who_writes_articles_gets_the_button(client_of: Any, release: Release):
    officer = client_of(make_user("so-lieu", "indicators.view_release", "indicators.change_release"))

    assert "Viết bản nháp từ số liệu" not in page_of(officer, release)
    assert officer.post(address(release)).status_code == 403
    assert not Article.objects.exists()


def test_a_draft_is_asked_for_by_post_with_a_token(editor: Client, release: Release):
    careless = Client(enforce_csrf_checks=True)
    careless.force_login(make_user("voi-vang", "reports.add_article"))

    assert editor.get(address(release)).status_code == 405
    assert careless.post(address(release)).status_code == 403
    assert not Article.objects.exists()


def test_editors_change_the_sentences_and_are_told_what_is_wrong_with_one(desk: Client):
    add = reverse("admin:reports_sentencetemplate_add")
    good = {
        "kind": "opening",
        "text": "Tính chung {kỳ}, {chỉ tiêu} {đạt} {giá trị}.",
        "position": "0",
        "is_active": "on",
    }

    refused = desk.post(add, good | {"text": "Tính chung {kỳ}, {chỉ tiêu} {đạt} {số lượng}."})
    accepted = desk.post(add, good)

    assert "không có chỗ trống {số lượng}" in refused.content.decode()
    assert "{biến động kỳ trước}" in refused.content.decode()
    assert accepted.status_code == 302
    assert SentenceTemplate.objects.filter(text=good["text"]).exists()
