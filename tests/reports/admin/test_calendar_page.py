"""The calendar's page: months to go through, links to everything, what is past and what is still to be approved."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.admin.calendar_page import IN_A_DAY
from tests.factories import make_article, make_published_article, make_release

pytestmark = pytest.mark.django_db

CALENDAR = reverse("admin:reports_article_calendar")


def entries(page: Any) -> list[Any]:
    return [entry for shown in page.context["days"] for entry in (*shown.entries, *shown.more)]


def month_of(moment: dt.datetime) -> dict[str, str]:
    return {"month": f"{timezone.localtime(moment):%Y-%m}"}


def test_each_entry_has_its_minute_its_kind_and_its_link(desk: Client):
    article = make_published_article(in_hours=3)

    (entry,) = entries(desk.get(CALENDAR, month_of(article.published_at)))

    assert entry.minute == f"{timezone.localtime(article.published_at):%H:%M}"
    assert (entry.label, entry.is_past) == ("Sẽ đăng", False)
    assert entry.url == reverse("admin:reports_article_change", args=[article.pk])


def test_a_release_tells_how_far_its_articles_are(desk: Client):
    release = make_release(in_hours=3)
    make_article(release=release, title="Còn viết")

    (entry,) = entries(desk.get(CALENDAR, month_of(release.published_at)))

    assert (entry.title, entry.label) == (release.title_vi, "Đợt công bố")
    assert [(tied.title, tied.state) for tied in entry.tied] == [("Còn viết", "Bản nháp")]


@pytest.mark.parametrize("asked", ["", "2026-13", "rác", "0001-01", "99999-01", "２０２６-11"])
def test_what_is_no_month_shows_this_one(desk: Client, asked: str):
    page = desk.get(CALENDAR, {"month": asked})

    assert page.status_code == 200
    assert page.context["is_this_month"]


def test_months_follow_one_another(desk: Client):
    page = desk.get(CALENDAR, {"month": "2026-12"}).content.decode()

    assert "Tháng 12/2026" in page
    assert 'href="?month=2026-11"' in page
    assert 'href="?month=2027-01"' in page


def test_a_full_day_unfolds(desk: Client):
    moment = timezone.now() - dt.timedelta(days=40)
    for _number in range(IN_A_DAY + 2):
        article = make_published_article()
        type(article).objects.filter(pk=article.pk).update(published_at=moment)

    page = desk.get(CALENDAR, month_of(moment))

    assert "thêm 2" in page.content.decode()
    assert max(len(shown.entries) for shown in page.context["days"]) == IN_A_DAY


def test_it_is_linked_from_the_first_page_and_the_list_for_those_who_see_articles(
    desk: Client, member: Any, client_of: Any
):
    officer = client_of(member("Số liệu"))
    index, articles = reverse("admin:index"), reverse("admin:reports_article_changelist")

    assert all(f'href="{CALENDAR}"' in desk.get(address).content.decode() for address in (index, articles))
    assert CALENDAR not in officer.get(index).content.decode()
    assert officer.get(CALENDAR).status_code == 403
