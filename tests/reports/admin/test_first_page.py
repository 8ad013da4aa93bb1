"""The first page of the admin: what waits for the person, in the order of the day's work, at a fixed cost."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import BatchState, ImportBatch
from reports.models import State
from reports.services.editions import keep_edition
from tests.factories import make_article, make_published_article, make_release, make_user

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")


def make_batch(name: str = "bao-cao.xlsx") -> ImportBatch:
    return ImportBatch.objects.create(original_name=name, sha256="0" * 64, state=BatchState.COMMITTED)


def test_a_writer_sees_their_own_drafts_what_waits_for_review_and_what_is_scheduled(desk: Client, writer: User):
    begun = make_article("toi-bat-dau", created_by=writer)
    joined = make_article("toi-sua")
    keep_edition(joined, actor=writer)
    make_article("cua-nguoi-khac")
    waiting = make_article("cho-duyet", state=State.IN_REVIEW)
    scheduled = make_published_article("hen-gio", in_hours=3)
    make_published_article("da-dang")

    tasks = desk.get(INDEX).context["tasks"]

    assert set(tasks.drafts) == {begun, joined}
    assert (tasks.in_review, tasks.scheduled) == ([waiting], [scheduled])


def test_a_data_officer_sees_imports_and_coming_releases_and_no_articles(member: Any, client_of: Any):
    batch, release = make_batch(), make_release(in_hours=5)
    make_article(state=State.IN_REVIEW)

    response = client_of(member("Số liệu")).get(INDEX)
    tasks = response.context["tasks"]

    assert (tasks.imports, tasks.releases, tasks.in_review) == ([batch], [release], [])
    assert "Chờ duyệt" not in response.content.decode()


def test_writing_stands_before_figures_and_figures_before_people(client_of: Any):
    administrator = make_user("quan-tri", is_superuser=True)

    apps = client_of(administrator).get(INDEX).context["app_list"]

    assert [app["app_label"] for app in apps][:3] == ["reports", "indicators", "auth"]
    assert [model["object_name"] for model in apps[0]["models"]][:3] == ["Article", "FrontPage", "RevisionFlag"]
    assert [model["object_name"] for model in apps[1]["models"]][:3] == ["Observation", "Target", "Release"]


def test_the_first_page_asks_as_many_questions_when_much_waits_as_when_little_does(member: Any, client_of: Any):
    administrator = member("Quản trị")
    client = client_of(administrator)

    def fill() -> None:
        for _ in range(12):
            make_article(created_by=administrator)
            make_article(state=State.IN_REVIEW, created_by=administrator)
            make_published_article(in_hours=2)
            make_release(in_hours=2)
            make_batch()

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(INDEX)
        return len(queries)

    make_article(created_by=administrator)
    make_batch()
    # The first look of all at what was revised writes down where it stands.
    count()
    few = count()
    fill()

    assert count() == few


def test_an_administrator_of_the_group_cannot_make_or_alter_those_above(member: Any, client_of: Any):
    administrator, above = member("Quản trị"), make_user("goc", is_superuser=True)
    client = client_of(administrator)
    own, other = (reverse("admin:auth_user_change", args=[user.pk]) for user in (administrator, above))

    form = client.get(own).context["adminform"].form
    refused = client.post(other, {"username": "bi-doi"})

    assert "is_superuser" not in form.fields
    assert refused.status_code == 403
