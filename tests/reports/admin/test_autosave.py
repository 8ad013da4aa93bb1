"""What someone writes is kept every few seconds and given back after a crash, to them alone."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import Article, Autosave
from reports.services.editions import keep_edition
from tests.factories import make_area, make_article, make_indicator, make_section
from tests.reports.admin.article_page import ADD, NO_TABLES, change_url, save, sent_back

pytestmark = pytest.mark.django_db

NEW = reverse("admin:reports_autosave_new")
KEY = "5f0b7e0e-58c1-4d6e-9f8b-000000000001"


def autosave_url(article: Article) -> str:
    return reverse("admin:reports_autosave", args=[article.pk])


def form_of(client: Client, url: str) -> Any:
    return client.get(url).context["adminform"].form


def offered(client: Client, url: str) -> list[str]:
    return [str(each) for each in client.get(url).context["offered"]]


def test_a_new_article_is_kept_before_it_is_saved_once(desk: Client, writer: User):
    answer = desk.post(NEW, {"draft_key": KEY, "title": "Đang viết", "body": "<p>Nửa câu", **NO_TABLES})

    kept = Autosave.objects.exclude(content={}).get()
    assert (answer.status_code, kept.user, kept.article, kept.title) == (200, writer, None, "Đang viết")
    assert not Article.objects.exists()
    assert answer.json()["saved"]


def test_it_is_offered_on_return_and_fills_the_form_without_complaint(desk: Client):
    desk.post(NEW, {"draft_key": KEY, "title": "Đang viết", "body": "<p>Nửa câu", **NO_TABLES})
    kept = Autosave.objects.exclude(content={}).get()

    form = form_of(desk, f"{ADD}?recover={kept.pk}")

    assert offered(desk, ADD) == ["Đang viết"]
    assert (form["title"].value(), form["body"].value(), form["draft_key"].value()) == (
        "Đang viết",
        "<p>Nửa câu",
        KEY,
    )
    assert form.errors == {}


def test_of_one_page_only_the_last_state_is_kept(desk: Client):
    article = make_article()

    for title in ("Một", "Hai", "Ba"):
        desk.post(autosave_url(article), sent_back(desk, change_url(article), title=title, draft_key=KEY))

    assert [kept.title for kept in Autosave.objects.all()] == ["Ba"]


def test_two_pages_of_one_person_do_not_overwrite_each_other(desk: Client):
    article = make_article()

    for title in ("Thẻ một", "Thẻ hai"):
        desk.post(autosave_url(article), sent_back(desk, change_url(article), title=title, draft_key=uuid4()))

    assert offered(desk, change_url(article)) == ["Thẻ hai", "Thẻ một"]


def test_saving_forgets_what_was_kept_and_refuses_what_comes_late(desk: Client):
    article = make_article()
    sent = sent_back(desk, change_url(article), title="Viết xong")
    desk.post(autosave_url(article), sent)

    desk.post(change_url(article), sent)
    late = desk.post(autosave_url(article), sent)

    assert late.status_code == 409
    assert offered(desk, change_url(article)) == []


def test_a_save_that_was_refused_forgets_nothing(desk: Client):
    article = make_article()
    sent = sent_back(desk, change_url(article), title="")
    desk.post(autosave_url(article), sent)

    desk.post(change_url(article), sent)

    assert Autosave.objects.exclude(content={}).count() == 1


def test_an_autosave_is_no_edition_and_changes_nothing_that_others_see(desk: Client, review_desk: Client):
    article = make_article(title="Cũ")

    desk.post(autosave_url(article), sent_back(desk, change_url(article), title="Mới"))

    article.refresh_from_db()
    assert (article.title, article.editions.count()) == ("Cũ", 0)
    assert form_of(review_desk, change_url(article))["title"].value() == "Cũ"


def test_what_one_wrote_is_theirs_alone(desk: Client, review_desk: Client):
    desk.post(NEW, {"draft_key": KEY, "title": "Của riêng tôi", **NO_TABLES})
    kept = Autosave.objects.exclude(content={}).get()

    review_desk.post(reverse("admin:reports_autosave_discard", args=[kept.pk]))

    assert offered(review_desk, ADD) == []
    assert form_of(review_desk, f"{ADD}?recover={kept.pk}")["title"].value() is None
    assert offered(desk, ADD) == ["Của riêng tôi"]


def test_it_can_be_thrown_away(desk: Client):
    desk.post(NEW, {"draft_key": KEY, "title": "Bỏ đi", **NO_TABLES})

    response = desk.post(reverse("admin:reports_autosave_discard", args=[Autosave.objects.get().pk]))

    assert (response["Location"], offered(desk, ADD)) == (ADD, [])


def test_tables_that_were_being_described_come_back_with_the_text(desk: Client):
    indicator, area = make_indicator("xi-mang"), make_area()
    table = {"indicators": ["xi-mang"], "periods": ["2018-Q1"], "areas": [area.code], "measures": ["value"]}
    article = make_article(tables=[table])
    keep_edition(article, actor=None)
    sent = sent_back(desk, change_url(article), **{"statistics_tables-0-caption": "Nửa chừng"})
    sent |= {"statistics_tables-TOTAL_FORMS": "2", "statistics_tables-1-indicators": [indicator.pk]}
    sent |= {"statistics_tables-1-periods": "quý", "statistics_tables-1-caption": "Bảng mới"}
    desk.post(autosave_url(article), sent)
    # Another page replaced the rows meanwhile, as restoring an old edition does.
    article.statistics_tables.all().delete()

    page = desk.get(f"{change_url(article)}?recover={Autosave.objects.get().pk}")

    (inline,) = (
        each for each in page.context["inline_admin_formsets"] if each.opts.model.__name__ == "StatisticsTable"
    )
    forms = inline.formset.forms
    assert [form["caption"].value() for form in forms] == ["Nửa chừng", "Bảng mới"]
    assert [form["indicators"].value() for form in forms] == [[str(indicator.pk)], [str(indicator.pk)]]
    saved = desk.post(
        change_url(article),
        sent_back(
            desk, page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], **{"statistics_tables-1-DELETE": "on"}
        ),
    )
    assert saved.status_code == 302
    assert [each.description["caption"] for each in article.statistics_tables.all()] == ["Nửa chừng"]


def test_what_was_recovered_and_then_saved_is_a_save_like_any_other(desk: Client):
    make_section()
    desk.post(
        NEW, {"draft_key": KEY, "title": "Đang viết", "section": make_section().pk, "language": "vi", **NO_TABLES}
    )
    page = f"{ADD}?recover={Autosave.objects.exclude(content={}).get().pk}"

    desk.post(ADD, sent_back(desk, page, lead="Xong."))

    article = Article.objects.get()
    assert (article.title, article.lead, article.editions.count()) == ("Đang viết", "Xong.", 1)
    assert offered(desk, ADD) == []


def test_what_was_recovered_after_another_saved_is_joined_with_it(desk: Client, review_desk: Client):
    article = make_article(title="Gốc")
    keep_edition(article, actor=None)
    desk.post(autosave_url(article), sent_back(desk, change_url(article), title="Của tôi"))
    save(review_desk, article, title="Của họ")

    page = f"{change_url(article)}?recover={Autosave.objects.exclude(content={}).get().pk}"
    response = desk.post(change_url(article), sent_back(desk, page))

    assert "/merge/" in response["Location"]
    assert Article.objects.get().title == "Của họ"


def test_keeping_costs_the_same_few_queries_however_long_the_text(desk: Client):
    article = make_article()
    short = sent_back(desk, change_url(article), body="<p>Một.</p>")
    long = short | {"body": "<p>Một đoạn dài.</p>" * 5_000}

    def count(sent: dict[str, Any]) -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.post(autosave_url(article), sent)
        return len(queries)

    count(short)
    # Session, person, permissions of theirs and of their groups, article, update, reading back.
    assert count(long) == count(short) <= 8


@pytest.mark.parametrize("key", ["", "x", "5f0b7e0e"])
def test_a_page_without_a_key_is_told_so(desk: Client, key: str):
    assert desk.post(NEW, {"draft_key": key, "title": "a"}).status_code == 400


def test_whoever_may_not_write_is_refused(client_of: Any):
    from tests.factories import make_user

    reader = client_of(make_user("chi-xem", "reports.view_article"))

    assert reader.post(NEW, {"draft_key": KEY}).status_code == 403
    assert reader.post(autosave_url(make_article()), {"draft_key": KEY}).status_code == 403
