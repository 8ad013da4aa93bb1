"""Several processes at the same moment: no save is lost, no letter is sent twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.db import connections
from django.test import Client

from reports import workflow
from reports.models import Article, Autosave
from reports.services.editions import keep_edition
from reports.services.letters import Sender
from reports.services.side_effects import run_due
from tests.factories import make_article, make_user
from tests.reports.admin.article_page import change_url, sent_back

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

SENDER = Sender("https://portal.example", "cong-tin@portal.example")


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Do all of it in threads that start together."""
    start, results = threading.Barrier(len(works)), [None] * len(works)

    def run(number: int, work: Callable[[], Any]) -> None:
        try:
            start.wait()
            results[number] = work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def member(name: str, username: str) -> User:
    user = make_user(username, email=f"{username}@example.org")
    user.groups.add(Group.objects.get(name=name))
    return user


def test_of_saves_at_the_same_moment_one_is_kept_and_the_others_are_led_to_it():
    article = make_article(title="Gốc")
    keep_edition(article, actor=None)
    clients = [Client() for _number in range(4)]
    sent = []
    for number, client in enumerate(clients):
        client.force_login(member("Biên tập", f"nguoi-{number}"))
        sent.append(sent_back(client, change_url(article), title=f"Của người {number}"))

    answers = at_once(
        *(
            lambda client=client, data=data: client.post(change_url(article), data)
            for client, data in zip(clients, sent, strict=True)
        )
    )

    saved = [number for number, answer in enumerate(answers) if answer.status_code == 302 and "merge" not in answer.url]
    article.refresh_from_db()
    assert len(saved) == 1
    assert article.title == f"Của người {saved[0]}"
    assert [edition.title for edition in article.editions.order_by("number")] == ["Gốc", article.title]
    for number, answer in enumerate(answers):
        if number not in saved:
            # Led to both versions, or shown the form with their words and why it was not saved.
            kept = Autosave.objects.filter(user__username=f"nguoi-{number}", title=f"Của người {number}").exists()
            assert kept or f"Của người {number}" in answer.content.decode()


def test_a_letter_is_sent_once_though_several_look_at_the_same_moment():
    writer = member("Biên tập", "bientap")
    member("Duyệt", "duyet")
    for number in range(3):
        article = make_article(title=f"Bài {number}", created_by=writer)
        workflow.submit(article, actor=writer)

    at_once(*(lambda: run_due(sender=SENDER) for _number in range(4)))

    assert sorted(letter.subject for letter in mail.outbox) == [f"Chờ bạn duyệt: Bài {number}" for number in range(3)]


def test_a_step_is_taken_by_one_of_two_who_press_at_the_same_moment():
    article = make_article(created_by=member("Biên tập", "bientap"))
    keep_edition(article, actor=None)
    reviewers = [member("Duyệt", f"duyet-{number}") for number in range(2)]

    def publish(person: User) -> bool:
        try:
            workflow.publish(Article.objects.get(pk=article.pk), actor=person)
        except workflow.StepRefused:
            return False
        return True

    taken = at_once(*(lambda person=person: publish(person) for person in reviewers))

    assert sorted(taken) == [False, True]
    assert article.workflow_events.filter(step="publish").count() == 1
