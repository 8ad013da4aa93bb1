"""Who has an article open is seen by the others, for as long as the page is open and not longer."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reports.models import Presence
from reports.services.editions import keep_edition
from reports.services.presence import HERE, be_present, others_present
from tests.factories import make_article, make_user
from tests.reports.admin.article_page import change_url, save

pytestmark = pytest.mark.django_db


def look(client: Client, article: Any, **said: Any) -> dict[str, str]:
    return client.post(reverse("admin:reports_article_presence", args=[article.pk]), said).json()


def test_each_sees_the_other_and_not_themselves(desk: Client, review_desk: Client, writer: User):
    article = make_article()
    desk.get(change_url(article))

    page = review_desk.get(change_url(article)).content.decode()

    assert "Cũng đang mở bài này: bientap (từ " in page
    assert "duyet (từ" in look(desk, article)["people"]
    assert "bientap" not in look(desk, article)["people"]


def test_who_stopped_saying_so_is_here_no_more(writer: User, reviewer: User):
    article, now = make_article(), timezone.now()
    be_present(article, writer, at=now)

    assert [here.user for here in others_present(article, reviewer, at=now + HERE)] == [writer]
    assert others_present(article, reviewer, at=now + HERE + dt.timedelta(seconds=1)) == []


def test_who_closed_the_page_is_gone_at_once(desk: Client, review_desk: Client):
    article = make_article()
    look(desk, article)

    desk.post(reverse("admin:reports_article_presence", args=[article.pk]), {"leave": "1"})

    assert look(review_desk, article)["people"] == ""


def test_since_when_is_told_anew_after_they_were_away(writer: User):
    article, now = make_article(), timezone.now()
    for minutes in (0, 1, 60):
        be_present(article, writer, at=now + dt.timedelta(minutes=minutes))

    assert Presence.objects.get().since == now + dt.timedelta(minutes=60)


def test_an_edition_that_came_meanwhile_is_told_before_anyone_saves(desk: Client, review_desk: Client):
    article = make_article()
    keep_edition(article, actor=None)
    before = look(desk, article, seen_edition="1")
    save(review_desk, article, title="Mới hơn")

    after = look(desk, article, seen_edition="1")

    assert before["newer"] == ""
    assert after["newer"].startswith("duyet đã lưu bản số 2 lúc")


def test_a_look_costs_the_same_with_many_people(desk: Client):
    article = make_article()

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            look(desk, article, seen_edition="1")
        return len(queries)

    count()
    few = count()
    for number in range(10):
        be_present(article, make_user(f"nguoi-{number}"))

    # Session, person, permissions (two), article, presence, others, newest edition.
    assert count() == few <= 8


def test_whoever_only_looks_is_not_said_to_be_writing(client_of: Any, desk: Client):
    article = make_article()

    client_of(make_user("chi-xem", "reports.view_article")).get(change_url(article))

    assert look(desk, article)["people"] == ""
