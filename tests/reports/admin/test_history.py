"""What everyone did, in one list: complete, in order, by person and by object, for those who may see it."""

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
from hypothesis import given
from hypothesis import strategies as st

from indicators.models import ObservationVersion
from indicators.models.imports import BatchState, ImportBatch
from reports import workflow
from reports.anchors import Anchor
from reports.models import WorkflowEvent
from reports.services.commenting import start_thread
from reports.services.history import Kind, Place, Wanted, history
from tests.factories import make_article, make_indicator, make_observation, make_published_article, make_user
from tests.reports.admin.article_page import change_url, save

pytestmark = pytest.mark.django_db

HISTORY = reverse("admin:history")


@pytest.fixture
def chief(member: Any) -> User:
    return member("Quản trị", "quantri")


@pytest.fixture
def chief_desk(chief: User, client_of: Any) -> Client:
    return client_of(chief)


def told(client: Client, **asked: Any) -> list[tuple[str, str]]:
    return [(entry.what, entry.about) for entry in client.get(HISTORY, asked).context["entries"]]


def test_every_trail_is_told_newest_first(chief_desk: Client, desk: Client, writer: User, reviewer: User):
    article = make_article(title="Xi măng", created_by=writer)
    save(desk, article, lead="Khác.")
    workflow.submit(article, actor=writer, note="gấp")
    start_thread(article, reviewer, part="title", anchor=Anchor("Xi măng"), text="Dài hơn?")
    make_observation("230", indicator=make_indicator("xi-mang", name_vi="Xi măng"))
    ImportBatch.objects.create(original_name="bao-cao.xlsx", sha256="0" * 64, uploaded_by=reviewer, file="x")

    entries = chief_desk.get(HISTORY).context["entries"]

    assert [entry.what for entry in entries] == [
        "Tải tệp lên",
        "Ghi mới số liệu",
        "Nhận xét về “Xi măng”",
        "Gửi duyệt (bản số 1): Bản nháp → Chờ duyệt",
        "Sửa bài viết",
    ]
    assert [entry.words for entry in entries][2:4] == ["Dài hơn?", "gấp"]
    assert [entry.moment for entry in entries] == sorted((entry.moment for entry in entries), reverse=True)


def test_a_step_is_told_once(desk: Client, chief_desk: Client, writer: User):
    article = make_article(created_by=writer)

    save(desk, article, _step="submit")

    assert [what for what, _about in told(chief_desk) if "Gửi duyệt" in what] == [
        "Gửi duyệt (bản số 1): Bản nháp → Chờ duyệt"
    ]


def test_it_is_told_by_person_and_by_object(chief_desk: Client, writer: User, reviewer: User):
    one, other = make_article(title="Một", created_by=writer), make_article(title="Hai", created_by=writer)
    workflow.submit(one, actor=writer)
    workflow.submit(other, actor=writer)
    workflow.send_back(other, actor=reviewer, reason="Thiếu")

    assert [about for _what, about in told(chief_desk, person=reviewer.pk)] == ["Hai"]
    assert [about for _what, about in told(chief_desk, article=one.pk)] == ["Một"]
    assert len(told(chief_desk, article=other.pk, person=writer.pk)) == 1
    assert len(told(chief_desk, kind="step")) == 3
    assert told(chief_desk, kind="undo") == []


def test_the_history_of_an_article_and_of_an_indicator_is_all_that_was_done_with_them(
    chief_desk: Client, chief: User, writer: User
):
    article, cement = make_article(title="Một", created_by=writer), make_indicator("xi-mang")
    make_observation("230", indicator=cement)
    workflow.submit(article, actor=writer)

    steps = chief_desk.get(reverse("admin:reports_article_history", args=[article.pk]), follow=True)
    figures = chief_desk.get(reverse("admin:indicators_indicator_history", args=[cement.pk]), follow=True)

    assert [entry.about for entry in steps.context["entries"]] == ["Một"]
    assert figures.context["subject"] == "xi-mang"
    assert chief_desk.get(reverse("admin:indicators_indicator_history", args=[0])).status_code == 404


def test_a_correction_that_was_filed_stands_in_the_history_of_its_article(review_desk: Client, reviewer: User):
    article = make_published_article(title="Một")

    review_desk.post(
        reverse("admin:reports_correction_add"),
        {"article": article.pk, "kind": "correction", "text_vi": "Số đúng là 231."},
    )

    [entry] = review_desk.get(HISTORY, {"article": article.pk, "person": reviewer.pk}).context["entries"]
    assert "Số đúng là 231." in str(entry.words) + str(entry.what) + str(entry.changes)


def test_a_day_can_be_gone_back_to(chief_desk: Client, writer: User):
    article = make_article(title="Cũ", created_by=writer)
    workflow.submit(article, actor=writer)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reports_workflowevent SET recorded_at = %s", ["2018-04-02 03:00:00+00:00"])

    assert told(chief_desk, until="2018-04-01") == []
    assert len(told(chief_desk, until="2018-04-02")) == 1


def test_a_deleted_article_is_still_told_of(desk: Client, chief_desk: Client, writer: User):
    article = make_article(title="Đã xoá", created_by=writer)
    number = article.pk
    workflow.submit(article, actor=writer)
    desk.post(change_url(article).replace("change", "delete"), {"post": "yes"})

    assert ("Xoá bài viết", "Đã xoá") in told(chief_desk)
    assert told(chief_desk, article=number)[-1][1] == "Đã xoá"


def test_each_sees_what_is_about_things_that_they_may_see(client_of: Any, member: Any, chief: User, writer: User):
    officer = client_of(member("Số liệu", "solieu"))
    workflow.submit(make_article(created_by=writer), actor=writer)
    make_observation("230")
    client_of(chief).post(
        reverse("admin:auth_user_add"),
        {
            "username": "moi",
            "password1": "mat-khau-that-dai",
            "password2": "mat-khau-that-dai",
            "usable_password": "true",
        },
    )

    seen_by_officer = [what for what, _about in told(officer)]
    seen_by_writer = [what for what, _about in told(client_of(writer))]

    assert seen_by_officer == ["Ghi mới số liệu"]
    assert seen_by_writer == ["Gửi duyệt (bản số 1): Bản nháp → Chờ duyệt"]
    assert any("người" in what for what, _about in told(client_of(chief)))


def test_figures_of_an_import_are_one_entry_but_each_in_the_history_of_an_indicator(chief_desk: Client, chief: User):
    batch = ImportBatch.objects.create(
        original_name="bao-cao.xlsx",
        sha256="0" * 64,
        file="x",
        uploaded_by=chief,
        state=BatchState.COMMITTED,
        committed_at=timezone.now() + dt.timedelta(minutes=1),
    )
    indicator = make_indicator("xi-mang")
    make_observation("230", indicator=indicator)
    version = ObservationVersion.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE indicators_observationversion SET batch_id = %s", [batch.pk])

    assert [what for what, _about in told(chief_desk)] == ["Nhập số liệu", "Tải tệp lên"]
    assert [what for what, _about in told(chief_desk, indicator="xi-mang")] == ["Ghi mới số liệu"]
    assert version.indicator == indicator


def test_pages_follow_each_other_without_gap_or_repetition(writer: User):
    article = make_article(created_by=writer)
    moment = timezone.now()
    for number in range(23):
        # Several in one moment, which is where a page may end.
        WorkflowEvent.objects.create(
            article=article,
            title=str(number),
            step="note",
            origin="draft",
            target="draft",
            actor=writer,
            recorded_at=moment - dt.timedelta(seconds=number // 4),
        )
    wanted = Wanted(kinds=frozenset({Kind.STEP}), models=(type(article),))

    seen: list[str] = []
    after = None
    for _page in range(10):
        page = history(wanted, after=after, size=5)
        seen += [entry.row.title for entry in page.entries]
        after = page.older
        if after is None:
            break

    assert len(seen) == 23
    assert set(seen) == {str(number) for number in range(23)}


@given(
    st.datetimes(dt.datetime(1000, 1, 1), timezones=st.just(dt.UTC)),  # noqa: DTZ001
    st.integers(0, 6),
    st.integers(0, 10**17),
)
def test_a_place_is_read_as_it_was_written(moment: dt.datetime, rank: int, pk: int):
    place = Place(moment, rank, pk)

    assert Place.parse(str(place)) == place


@pytest.mark.parametrize("text", ["", "x", "20180402T030000000000-9", "99999999T999999999999-1-1"])
def test_an_address_that_names_no_place_begins_at_the_newest(chief_desk: Client, text: str):
    assert Place.parse(text) is None
    assert chief_desk.get(HISTORY, {"truoc": text}).status_code == 200


def test_it_costs_the_same_with_a_long_trail(chief_desk: Client, writer: User, reviewer: User):
    def work() -> None:
        article = make_article(created_by=writer)
        workflow.submit(article, actor=writer)
        start_thread(article, reviewer, part="title", anchor=Anchor(article.title), text="a")
        make_observation("1", indicator=make_indicator())

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            chief_desk.get(HISTORY)
        return len(queries)

    work()
    count()
    few = count()
    for _time in range(15):
        work()

    # Session, person, permissions (two), seven trails, people to choose from, models of the log.
    assert count() == few <= 13


def test_a_person_who_did_something_is_set_aside_and_not_deleted(chief_desk: Client, desk: Client, writer: User):
    idle = make_user("chua-lam-gi")
    save(desk, make_article(), title="Đã làm")

    def delete(person: User) -> int:
        return chief_desk.post(reverse("admin:auth_user_delete", args=[person.pk]), {"post": "yes"}).status_code

    chief_desk.post(
        reverse("admin:auth_user_changelist"),
        {"action": "delete_selected", "_selected_action": [writer.pk], "post": "yes"},
    )

    assert (delete(writer), delete(idle)) == (403, 302)
    assert User.objects.filter(pk=writer.pk).exists()
    assert len(told(chief_desk, person=writer.pk)) == 1


def test_nobody_without_the_admin_sees_it(client_of: Any):
    outsider = make_user("ngoai")
    outsider.is_staff = False
    outsider.save()

    assert client_of(outsider).get(HISTORY).status_code == 302
