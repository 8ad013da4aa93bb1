"""Filters under a name: a person's own, shared by those who may, applied as they were, renamed and deleted."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from reports.models import SavedFilter
from tests.factories import make_article
from tests.reports.admin.article_page import LIST

pytestmark = pytest.mark.django_db

ADD = reverse("admin:reports_article_filter_add")
PAGE = reverse("admin:reports_article_filters")


def keep(desk: Client, name: str, query: str = "q=xi+mang", **fields: Any) -> Any:
    return desk.post(ADD, {"name": name, "query": query, **fields}, follow=True)


def change(desk: Client, saved: SavedFilter, **fields: Any) -> Any:
    return desk.post(reverse("admin:reports_article_filter_change", args=[saved.pk]), fields, follow=True)


def names(desk: Client) -> list[str]:
    return [saved.name for saved in desk.get(LIST).context["cl"].saved]


def test_a_filter_is_kept_under_a_name_and_applied_by_its_link(desk: Client, writer: User):
    make_article("xi-mang", title="Xi măng")
    make_article("than", title="Than")

    page = keep(desk, "  Xi măng   của tôi ", "state=draft&q=xi+mang&rac=1&truoc=2")
    saved = SavedFilter.objects.get()
    applied = desk.get(f"{LIST}?{saved.query}")

    assert (saved.owner, saved.name, saved.is_shared) == (writer, "Xi măng của tôi", False)
    assert saved.query == "q=xi+mang&state=draft"
    assert f'href="?{saved.query.replace("&", "&amp;")}" aria-current="true"' in page.content.decode()
    assert [article.slug for article in applied.context["cl"].result_list] == ["xi-mang"]


def test_keeping_one_under_a_name_of_ones_own_replaces_it(desk: Client):
    keep(desk, "Của tôi", "q=than")
    keep(desk, "Của tôi", "q=dien")

    assert [saved.query for saved in SavedFilter.objects.all()] == ["q=dien"]


@pytest.mark.parametrize(
    ("name", "query", "said"), [("", "q=than", "đặt tên"), ("x" * 61, "q=than", "60"), ("Tên", "rac=1", "Chưa lọc gì")]
)
def test_what_cannot_be_kept_is_refused_with_the_reason(desk: Client, name: str, query: str, said: str):
    page = keep(desk, name, query)

    assert said in page.content.decode()
    assert not SavedFilter.objects.exists()


def test_a_reviewer_shares_with_the_newsroom_and_a_writer_does_not(desk: Client, review_desk: Client):
    keep(review_desk, "Chờ duyệt lâu", "state=in_review", is_shared="1")
    keep(review_desk, "Riêng của tôi", "q=than")
    refused = keep(desk, "Muốn chia sẻ", is_shared="1")

    assert names(desk) == ["Chờ duyệt lâu"]
    assert names(review_desk) == ["Chờ duyệt lâu", "Riêng của tôi"]
    assert "không có quyền chia sẻ" in refused.content.decode()
    assert "is_shared" not in desk.get(f"{LIST}?q=than").content.decode()


def test_a_filter_is_renamed_shared_and_deleted_by_its_owner(review_desk: Client):
    keep(review_desk, "Cũ")
    saved = SavedFilter.objects.get()

    change(review_desk, saved, name="Mới", is_shared="1")
    renamed = SavedFilter.objects.get()
    change(review_desk, saved, delete="1")

    assert (renamed.name, renamed.is_shared) == ("Mới", True)
    assert not SavedFilter.objects.exists()


def test_nobody_changes_what_is_anothers(desk: Client, review_desk: Client, member: Any, client_of: Any):
    keep(review_desk, "Chung", is_shared="1")
    keep(desk, "Riêng")
    shared, own = SavedFilter.objects.get(name="Chung"), SavedFilter.objects.get(name="Riêng")
    second = client_of(member("Duyệt", "duyet-hai"))

    by_writer = change(desk, shared, name="Đổi")
    unseen = change(review_desk, own, name="Đổi")
    by_reviewer = change(second, shared, name="Chung mới", is_shared="1")

    assert "của người khác" in by_writer.content.decode()
    assert unseen.status_code == 404
    assert "Đã lưu" in by_reviewer.content.decode()
    assert set(SavedFilter.objects.values_list("name", flat=True)) == {"Chung mới", "Riêng"}


def test_two_shared_filters_have_two_names(review_desk: Client, member: Any, client_of: Any):
    keep(review_desk, "Chung", is_shared="1")

    refused = keep(client_of(member("Duyệt", "duyet-hai")), "Chung", is_shared="1")

    assert "Đã có bộ lọc tên “Chung”" in refused.content.decode()


def test_the_page_of_filters_says_what_each_asks_for(desk: Client):
    keep(desk, "Than sạch", "q=than&language=vi")

    page = desk.get(PAGE).content.decode()

    assert "Tìm: “than” · Ngôn ngữ: Tiếng Việt" in page


def test_filters_are_for_those_who_see_articles(member: Any, client_of: Any):
    officer = client_of(member("Số liệu"))

    assert [officer.get(PAGE).status_code, officer.post(ADD, {"name": "x", "query": "q=x"}).status_code] == [403, 403]
