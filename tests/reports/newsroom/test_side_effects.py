"""Letters about an article's way: to the right people, in their language, once, however often somebody looks."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicators.languages import site_name
from reports import workflow
from reports.models import Article, Autosave, Preference, SideEffect
from reports.services.editions import keep_edition
from reports.services.letters import Sender
from reports.services.side_effects import LEASE, PAUSES, run_due, tidy
from tests.factories import make_article, make_release
from tests.reports.newsroom.conftest import person

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)
SENDER = Sender("https://portal.example", "cong-tin@portal.example")


def written(by: User, title: str = "Bài", **fields: Any) -> Article:
    """A draft with its first edition."""
    article = make_article(title=title, created_by=by, **fields)
    keep_edition(article, actor=by)
    return article


def sent(at: dt.datetime | None = None) -> list[tuple[str, str]]:
    """What is sent by looking twice."""
    before = len(mail.outbox)
    run_due(sender=SENDER, at=at)
    run_due(sender=SENDER, at=at)
    return [(letter.to[0], letter.subject) for letter in mail.outbox[before:]]


def test_reviewers_are_told_of_an_article_that_waits(writer: User, reviewer: User):
    article = written(writer, title="Xi măng tăng")

    workflow.submit(article, actor=writer, note="gấp")

    assert sent() == [("duyet@example.org", "Chờ bạn duyệt: Xi măng tăng")]
    assert "gấp" in mail.outbox[0].body
    assert f"https://portal.example{reverse('admin:reports_article_review', args=[article.pk])}" in mail.outbox[0].body


def test_the_writer_is_told_why_an_article_comes_back(writer: User, reviewer: User):
    article = written(writer, title="Xi măng tăng")
    workflow.submit(article, actor=writer)
    sent()

    workflow.send_back(article, actor=reviewer, reason="Thiếu nguồn")

    assert sent() == [("bientap@example.org", "Bài được trả lại: Xi măng tăng")]
    assert "Thiếu nguồn" in mail.outbox[-1].body


def test_each_reads_in_their_language_and_whoever_wants_no_mail_gets_none(writer: User, reviewer: User):
    Preference.objects.create(user=reviewer, language="en")
    quiet = person("yen-lang", "Duyệt")
    Preference.objects.create(user=quiet, wants_mail=False)
    article = written(writer, title="Xi măng tăng")

    workflow.submit(article, actor=writer)
    letters = sent()

    assert [to for to, _subject in letters] == ["duyet@example.org"]
    assert "/en/admin/" in mail.outbox[0].body
    assert f"\n{site_name('en')}\n" in mail.outbox[0].body


def test_nobody_is_told_what_they_did_themselves(reviewer: User):
    article = written(reviewer)

    workflow.submit(article, actor=reviewer)

    assert sent() == []


def test_the_writer_is_told_that_the_article_is_out_at_its_minute_and_not_before(writer: User, reviewer: User):
    article, minute = written(writer, title="Xi măng tăng"), timezone.now() + HOUR
    workflow.publish(article, actor=reviewer, at=minute)

    approved = sent()
    early = sent(minute - dt.timedelta(seconds=1))
    out = sent(minute)

    assert approved == [("bientap@example.org", "Bài đã được duyệt, chờ đến giờ đăng: Xi măng tăng")]
    assert (early, out) == ([], [("bientap@example.org", "Bài của bạn đã đăng: Xi măng tăng")])
    assert f"https://portal.example{article.get_absolute_url()}" in mail.outbox[-1].body


def test_a_publication_that_was_taken_back_is_not_announced(writer: User, reviewer: User):
    article, minute = written(writer), timezone.now() + HOUR
    workflow.publish(article, actor=reviewer, at=minute)
    workflow.unschedule(article, actor=reviewer)
    sent()

    assert sent(minute + HOUR) == []


def test_only_the_edition_that_is_out_is_announced(writer: User, reviewer: User):
    article, minute = written(writer, title="Một"), timezone.now() + HOUR
    workflow.publish(article, actor=reviewer, at=minute)
    article.title = "Hai"
    article.save()
    keep_edition(article, actor=writer)
    workflow.publish(article, actor=reviewer, at=minute)
    sent()

    assert sent(minute) == [("bientap@example.org", "Bài của bạn đã đăng: Hai")]


def test_an_article_whose_release_was_put_off_is_announced_with_it(writer: User, reviewer: User):
    release = make_release(in_hours=1)
    article = written(writer, title="Theo đợt", release=release)
    workflow.publish(article, actor=reviewer)
    sent()
    first, later = release.published_at, release.published_at + 5 * HOUR
    release.published_at = later
    release.save()

    assert sent(first) == []
    assert sent(later) == [("bientap@example.org", "Bài của bạn đã đăng: Theo đợt")]


def test_a_planned_withdrawal_is_told_twice_and_one_at_once_only_once(writer: User, reviewer: User):
    planned, at_once = written(writer, title="Hẹn"), written(writer, title="Ngay")
    for article in (planned, at_once):
        workflow.publish(article, actor=reviewer)
    sent()
    minute = timezone.now() + HOUR

    workflow.withdraw(planned, actor=reviewer, reason="Hết hạn", at=minute)
    workflow.withdraw(at_once, actor=reviewer, reason="Sai số")

    assert [subject for _to, subject in sent()] == ["Bài bị gỡ: Hẹn", "Bài bị gỡ: Ngay"]
    assert [subject for _to, subject in sent(minute)] == ["Bài của bạn đã gỡ: Hẹn"]


def test_an_archive_that_is_entered_is_no_news(writer: User, reviewer: User):
    article = written(writer)

    workflow.publish(article, actor=reviewer, at=timezone.now() - dt.timedelta(days=400))

    assert sent() == []


def test_a_letter_that_could_not_be_sent_is_tried_again_and_seen(writer: User, reviewer: User, settings: Any):
    workflow.submit(written(writer), actor=writer)
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.reports.newsroom.broken_mail.BrokenBackend"

    failed = run_due(sender=SENDER)
    settings.EMAIL_BACKEND = working
    effect = SideEffect.objects.get()

    assert (failed.done, failed.failed, effect.problem) == (0, 1, "OSError: không tới được máy chủ thư")
    assert sent() == []
    assert len(sent(timezone.now() + PAUSES[0])) == 1


def test_a_letter_is_one_to_its_reader_though_it_was_sent_twice(writer: User, reviewer: User):
    workflow.submit(written(writer), actor=writer)
    run_due(sender=SENDER)
    # The process died after sending, before it could say so.
    SideEffect.objects.update(done_at=None)

    assert sent() == []
    run_due(sender=SENDER, at=timezone.now() + 2 * LEASE)

    first, second = (letter.extra_headers["Message-ID"] for letter in mail.outbox)
    assert first == second


def test_the_command_does_what_is_due_at_a_moment(writer: User, reviewer: User, capsys: pytest.CaptureFixture[str]):
    article, minute = written(writer), timezone.now() + HOUR
    workflow.publish(article, actor=reviewer, at=minute)

    call_command("run_due")
    call_command("run_due", at=(minute + HOUR).isoformat())

    assert len(mail.outbox) == 2
    assert "Xong" in capsys.readouterr().out


def test_what_someone_did_in_the_admin_is_followed_up_after_the_answer(writer: User, reviewer: User, settings: Any):
    settings.SIDE_EFFECTS_EVERY = 3600
    workflow.submit(written(writer), actor=writer)
    client = Client()
    client.force_login(reviewer)

    client.post(reverse("admin:preferences"), {"language": "vi", "email": "duyet@example.org", "wants_mail": "on"})

    assert len(mail.outbox) == 1


def test_what_an_open_page_sends_by_itself_brings_no_work_with_it(writer: User, reviewer: User, settings: Any):
    settings.SIDE_EFFECTS_EVERY = 3600
    article = written(writer)
    client = Client()
    client.force_login(writer)
    client.get("/healthz")
    workflow.submit(article, actor=writer)

    client.post(reverse("admin:reports_article_presence", args=[article.pk]))

    assert mail.outbox == []


def test_readers_requests_follow_up_now_and_then(writer: User, reviewer: User, settings: Any):
    settings.SIDE_EFFECTS_EVERY = 3600
    workflow.submit(written(writer), actor=writer)
    client = Client()

    client.get("/healthz")
    workflow.submit(written(writer), actor=writer)
    client.get("/healthz")

    assert len(mail.outbox) == 1


def test_what_nobody_will_ask_for_again_is_cleared_away(writer: User):
    now = timezone.now()
    for days, key in ((40, "aaaaaaaa"), (1, "bbbbbbbb")):
        Autosave.objects.create(
            user=writer, draft_key=f"{key}-0000-4000-8000-000000000000", saved_at=now - dt.timedelta(days=days)
        )

    tidy(at=now)

    assert [str(each.draft_key)[0] for each in Autosave.objects.all()] == ["b"]


def test_each_sets_their_own_preferences(writer: User):
    client = Client()
    client.force_login(writer)

    client.post(reverse("admin:preferences"), {"language": "en", "email": "moi@example.org"})

    writer.refresh_from_db()
    assert (writer.email, writer.preference.language, writer.preference.wants_mail) == ("moi@example.org", "en", False)
    assert Article.objects.count() == 0
