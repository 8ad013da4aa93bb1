"""Bulk actions in the admin: chosen in the list, previewed, carried out, and taken back from their page."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reports.models import Article, BulkAction, State
from reports.services import bulk_actions
from reports.services.editions import keep_edition
from tests.factories import make_article, make_published_article, make_section
from tests.reports.admin.article_page import LIST

pytestmark = pytest.mark.django_db


def bulk(kind: str) -> str:
    return reverse("admin:reports_article_bulk", args=[kind])


def ids(*articles: Article) -> str:
    return ".".join(str(article.pk) for article in articles)


def offered(desk: Client) -> list[str]:
    make_article()
    return [name for name, _label in desk.get(LIST).context["action_form"].fields["action"].choices if name]


def posted_back(page: Any) -> dict[str, Any]:
    """What the form of a preview sends."""
    context = page.context
    marks = [f"{o.article.pk}:{o.mark}" for o in [row.outcome for row in context["allowed"]] + context["refused"]]
    fields = {name: context["form"][name].value() or "" for name in context["form"].fields}
    return {**fields, "ids": context["ids"], "back": context["back"], "mark": marks}


def test_each_person_is_offered_what_they_may_do(desk: Client, review_desk: Client):
    for_writers, for_reviewers = offered(desk), offered(review_desk)

    assert for_writers == ["delete_selected", "move_many", "submit_many"]
    assert for_reviewers == [
        *("delete_selected", "move_many", "submit_many", "schedule_many", "withdraw_many", "pin_many")
    ]


def test_what_was_chosen_in_the_list_is_taken_to_the_page_with_the_way_back(desk: Client):
    first, second = make_article(), make_article()

    response = desk.post(
        f"{LIST}?state=draft", {"action": "submit_many", "index": "0", "_selected_action": [first.pk, second.pk]}
    )
    asked = parse_qs(urlsplit(response.headers["Location"]).query)

    assert urlsplit(response.headers["Location"]).path == bulk("submit")
    assert {int(key) for key in asked["ids"][0].split(".")} == {first.pk, second.pk}
    assert asked["back"] == ["state=draft"]


def test_too_many_articles_at_once_are_refused_with_the_number(desk: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("reports.admin.bulk_pages.AT_ONCE", 1)
    chosen = [make_article().pk, make_article().pk]

    response = desk.post(LIST, {"action": "submit_many", "index": "0", "_selected_action": chosen}, follow=True)

    assert "nhiều nhất 1 bài" in response.content.decode()


def test_a_preview_tells_of_each_article_and_changes_nothing(desk: Client):
    make_section(name_vi="Công nghiệp")
    trade = make_section("thuong-mai", name_vi="Thương mại")
    draft, shown, there = make_article(), make_published_article(), make_article(section=trade)

    page = desk.get(bulk("move"), {"ids": ids(draft, shown, there), "preview": "1", "section": trade.pk})

    told = {row.outcome.article.pk: row.told for row in page.context["allowed"]}
    assert told[draft.pk] == "Công nghiệp → Thương mại."
    assert told[shown.pk].startswith("Công nghiệp → Thương mại. Người đọc vẫn thấy ở “Công nghiệp”")
    assert [outcome.article.pk for outcome in page.context["refused"]] == [there.pk]
    assert Article.objects.filter(section=trade).count() == 1


def test_the_page_asks_before_it_previews_and_says_what_lacks(review_desk: Client):
    article = make_published_article()

    asking = review_desk.get(bulk("withdraw"), {"ids": ids(article)})
    lacking = review_desk.get(bulk("withdraw"), {"ids": ids(article), "preview": "1", "reason": ""})

    assert (asking.context["is_previewed"], asking.context["form"].is_bound) == (False, False)
    assert (lacking.context["is_previewed"], set(lacking.context["form"].errors)) == (False, {"reason"})


def test_what_was_previewed_is_carried_out_and_taken_back(review_desk: Client, writer: User):
    first, second = (make_article(created_by=writer) for _number in range(2))
    for article in (first, second):
        keep_edition(article, actor=writer)
    at = f"{timezone.localtime(timezone.now() + dt.timedelta(days=1)):%Y-%m-%dT%H:%M}"
    page = review_desk.get(
        bulk("schedule"), {"ids": ids(first, second), "preview": "1", "at": at, "back": "state=draft"}
    )

    done = review_desk.post(bulk("schedule"), posted_back(page), follow=True)

    assert [Article.objects.get(pk=a.pk).state for a in (first, second)] == [State.SCHEDULED] * 2
    assert "Hẹn giờ đăng: đã làm với 2 bài." in done.content.decode()
    assert done.context["list_url"] == f"{LIST}?state=draft"

    back = review_desk.post(done.redirect_chain[-1][0], follow=True)

    assert "Đã hoàn tác với 2 bài." in back.content.decode()
    assert [Article.objects.get(pk=a.pk).state for a in (first, second)] == [State.DRAFT] * 2
    assert review_desk.get(done.redirect_chain[-1][0]).context["can_be_undone"] == []


def test_what_is_refused_at_the_last_moment_is_named(desk: Client):
    article = make_article(title="Xi măng")
    page = desk.get(bulk("submit"), {"ids": ids(article)})
    sent = posted_back(page)
    Article.objects.filter(pk=article.pk).update(state=State.IN_REVIEW)

    response = desk.post(bulk("submit"), sent, follow=True)

    assert "Không làm với “Xi măng”: Bài vừa thay đổi" in response.content.decode()
    assert not BulkAction.objects.exists()


def test_pages_are_for_those_who_may(desk: Client, member: Any, client_of: Any):
    article = make_published_article()
    officer = client_of(member("Số liệu"))

    answers = [
        desk.get(bulk("withdraw"), {"ids": ids(article)}).status_code,
        officer.get(bulk("submit"), {"ids": ids(article)}).status_code,
        officer.get(reverse("admin:reports_article_bulk_list")).status_code,
        desk.get(bulk("nothing"), {"ids": ids(article)}).status_code,
    ]

    assert answers == [403, 403, 403, 404]


def test_recent_actions_are_listed_with_their_number_of_articles(desk: Client, writer: User):
    articles = [make_article(created_by=writer) for _number in range(3)]
    plan = bulk_actions.BulkPlan(bulk_actions.BulkKind.SUBMIT, [article.pk for article in articles])
    bulk_actions.carry_out(plan, actor=writer, marks={})

    with CaptureQueriesContext(connection) as queries:
        page = desk.get(reverse("admin:reports_article_bulk_list"))

    assert [action.count for action in page.context["actions"]] == [3]
    # Who asks and what they may do (4), the actions.
    assert len(queries) <= 5
